/* Reports a second that gouji parses and validates: validate SCHEMA FOLDER.
 * Files are read before the clock starts, as in the other programs. */
#include "bench/peers/reports.h"
#include "document/document.h"
#include "schema/schema.h"

enum { ROUNDS = 9 };

static double run(const reports *r, gj_document *document, gj_checker *checker)
{
    double start = seconds_now();

    for (size_t i = 0; i < r->count; i++) {
        gj_error error = {.status = GJ_OK};
        if (gj_document_read(document, r->at[i].data, r->at[i].length, NULL,
                             &error) != GJ_OK ||
            !gj_checker_holds(checker, &gj_document_values,
                              gj_document_root(document))) {
            gj_fail(&error, GJ_FAILED_DATA, "有报告不符合模式",
                    "a report is not valid");
            give_up(&error);
        }
    }
    return (double)r->count / (seconds_now() - start);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    gj_schema_error error = {.error = {.status = GJ_OK}};
    gj_schema_store *store = gj_schema_store_new();
    gj_schema *schema = NULL;
    double speeds[ROUNDS];
    uint32_t number;

    if (argc != 3 ||
        gj_schema_store_file(store, &number, argv[1], &error.error) != GJ_OK ||
        gj_schema_compile(&schema, store, number, NULL, &error) != GJ_OK)
        give_up(&error.error);
    reports r = read_all(argv[2]);
    gj_document *document = gj_document_new();
    gj_checker *checker = gj_checker_new(schema);
    run(&r, document, checker);
    for (int i = 0; i < ROUNDS; i++)
        speeds[i] = run(&r, document, checker);
    qsort(speeds, ROUNDS, sizeof *speeds, by_size);
    printf("gouji    %.0f reports/s\n", speeds[ROUNDS / 2]);
    gj_checker_free(checker);
    gj_document_free(document);
    gj_schema_free(schema);
    gj_schema_store_free(store);
    free_all(&r);
    return 0;
}

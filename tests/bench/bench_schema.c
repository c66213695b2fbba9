/* How long the structural check of a report takes, and compiling its schema:
 * bench_schema. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory.h"
#include "bench/generate.h"
#include "document/document.h"
#include "schema/schema.h"

enum { REPORTS = 200, ROUNDS = 51, COMPILES = 51 };

typedef struct report {
    gj_buffer bytes;
    gj_document *document;
} report;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *times, size_t count)
{
    qsort(times, count, sizeof *times, by_size);
    return times[count / 2];
}

static void give_up(const gj_error *error)
{
    fprintf(stderr, "%s:%u:%u: %s\n", error->file, error->line, error->column,
            error->words[GJ_EN]);
    exit(1);
}

static gj_schema *compile(gj_schema_store *store)
{
    gj_schema_error error = {.error = {.status = GJ_OK}};
    gj_schema *schema;
    uint32_t document;

    if (gj_schema_store_file(store, &document,
                             "schemas/zfxxgk-2021/report.schema.json",
                             &error.error) != GJ_OK ||
        gj_schema_compile(&schema, store, document, NULL, &error) != GJ_OK)
        give_up(&error.error);
    return schema;
}

/* From the file to a schema that can be used, the metaschema included. */
static double time_compiling(void)
{
    double times[COMPILES];

    for (int i = 0; i < COMPILES; i++) {
        double start = now();
        gj_schema_store *store = gj_schema_store_new();
        gj_schema_free(compile(store));
        gj_schema_store_free(store);
        times[i] = now() - start;
    }
    return median(times, COMPILES);
}

static double time_checking(gj_checker *checker, const report *reports)
{
    double times[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (int i = 0; i < REPORTS; i++)
            if (!gj_checker_holds(checker, &gj_document_values,
                                  gj_document_root(reports[i].document)))
                exit(1);
        times[round] = (now() - start) / REPORTS;
    }
    return median(times, ROUNDS);
}

int main(void)
{
    static const char padding[GJ_PADDING];
    static report reports[REPORTS];
    gj_schema_store *store = gj_schema_store_new();
    gj_schema *schema = compile(store);
    gj_checker *checker = gj_checker_new(schema);
    size_t total = 0;

    for (int i = 0; i < REPORTS; i++) {
        report *r = &reports[i];
        gj_error error = {.status = GJ_OK};
        gj_generate_report(&r->bytes, (uint64_t)i + 1);
        size_t length = r->bytes.length;
        total += length;
        gj_buffer_add(&r->bytes, padding, sizeof padding);
        r->document = gj_document_new();
        if (gj_document_read(r->document, r->bytes.data, length, NULL,
                             &error) != GJ_OK)
            give_up(&error);
    }
    printf("structural check %8.2f µs/report of %zu bytes\n",
           time_checking(checker, reports) * 1e6, total / REPORTS);
    printf("compiling        %8.2f ms, metaschema included\n",
           time_compiling() * 1e3);
    for (int i = 0; i < REPORTS; i++) {
        gj_document_free(reports[i].document);
        gj_buffer_free(&reports[i].bytes);
    }
    gj_checker_free(checker);
    gj_schema_free(schema);
    gj_schema_store_free(store);
    return 0;
}

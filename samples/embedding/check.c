/* Checks the report on standard input: its findings on standard output, and
 * how it fared as exit status: 0 clean, 1 findings, 3 unreadable, 4 failed. A
 * plugin that was refused, or a form at fault, is told on standard error.
 *
 *     cc check.c $(pkg-config --cflags --libs gouji) -o check
 *     ./check <report.json
 */
#include <gouji/gouji.h>
#include <stdio.h>

static char report[64 << 20];

static void print(const gouji_finding *finding)
{
    const gouji_place *place = gouji_place_of(finding);

    printf("%u:%u: %s [%s]\n", gouji_line(place), gouji_column(place),
           gouji_message(finding, GOUJI_EN),
           gouji_rule_id(gouji_rule_of(finding)));
    for (size_t i = 0; i < gouji_related_count(finding); i++) {
        const gouji_place *cell = gouji_related_at(finding, i);
        const char *name = gouji_cell(cell, GOUJI_EN);
        printf("    %s = %s\n", name ? name : gouji_pointer(cell),
               gouji_value(cell) ? gouji_value(cell) : "?");
    }
}

int main(void)
{
    const size_t length = fread(report, 1, sizeof report, stdin);
    gouji_engine *engine;
    gouji_result *result = NULL;
    gouji_error error, trouble;

    if (gouji_open(&engine, NULL, &error) == GOUJI_OK)
        gouji_check(&result, engine, "-", report, length, &error);
    for (size_t i = 0; engine && gouji_trouble(&trouble, engine, i); i++)
        fprintf(stderr, "%s %s\n", trouble.file, trouble.en);
    gouji_close(engine);
    if (error.status != GOUJI_OK) {
        fprintf(stderr, "%s %s\n", error.file, error.en);
        return 4;
    }
    for (size_t i = 0; i < gouji_finding_count(result); i++)
        print(gouji_finding_at(result, i));
    const int status = gouji_status(result);
    gouji_result_free(result);
    return status == GOUJI_UNREADABLE ? 3 : status == GOUJI_FINDINGS;
}

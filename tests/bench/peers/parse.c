/* Reports a second that jansson merely parses: parse FOLDER. */
#include <jansson.h>

#include "bench/peers/reports.h"

static double run(const reports *r)
{
    double start = seconds_now();

    for (size_t i = 0; i < r->count; i++) {
        json_error_t error;
        json_t *json = json_loadb(r->at[i].data, r->at[i].length, 0, &error);
        if (json == NULL) {
            fprintf(stderr, "report %zu: %s\n", i, error.text);
            exit(1);
        }
        json_decref(json);
    }
    return (double)r->count / (seconds_now() - start);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    reports r = read_all(argv[1]);
    run(&r);
    printf("jansson  %.0f reports/s\n", run(&r));
    free_all(&r);
    return 0;
}

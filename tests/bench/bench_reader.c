/* How fast the reader is: gouji and jansson take turns over the same reports
 * in memory, one after the other. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/memory.h"
#include "bench/generate.h"
#include "document/document.h"

enum { REPORTS = 20000, ROUNDS = 7 };

/* Reports one behind the other, each with its padding. */
typedef struct pile {
    gj_buffer bytes;
    size_t starts[REPORTS];
    size_t lengths[REPORTS];
    size_t total;
} pile;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static pile *make_pile(void)
{
    static const char padding[GJ_PADDING];
    pile *p = gj_new(1, sizeof *p);

    for (size_t i = 0; i < REPORTS; i++) {
        p->starts[i] = p->bytes.length;
        gj_generate_report(&p->bytes, i + 1);
        p->lengths[i] = p->bytes.length - p->starts[i];
        p->total += p->lengths[i];
        gj_buffer_add(&p->bytes, padding, sizeof padding);
    }
    return p;
}

static double time_gouji(const pile *p, gj_document *document)
{
    double start = now();

    for (size_t i = 0; i < REPORTS; i++) {
        gj_error error = {.status = GJ_OK};
        if (gj_document_read(document, p->bytes.data + p->starts[i],
                             p->lengths[i], NULL, &error) != GJ_OK) {
            fprintf(stderr, "report %zu: %s\n", i, error.words[GJ_EN]);
            exit(1);
        }
    }
    return now() - start;
}

static double time_jansson(const pile *p)
{
    double start = now();

    for (size_t i = 0; i < REPORTS; i++) {
        json_error_t error;
        json_t *json =
            json_loadb(p->bytes.data + p->starts[i], p->lengths[i], 0, &error);
        if (json == NULL) {
            fprintf(stderr, "report %zu: %s\n", i, error.text);
            exit(1);
        }
        json_decref(json);
    }
    return now() - start;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *times)
{
    qsort(times, ROUNDS, sizeof *times, by_size);
    return times[ROUNDS / 2];
}

static void print_speed(const char *name, const pile *p, double seconds)
{
    printf("%-8s %8.2f µs/report %8.1f MB/s\n", name, seconds * 1e6 / REPORTS,
           (double)p->total / seconds / 1e6);
}

int main(void)
{
    pile *p = make_pile();
    gj_document *document = gj_document_new();
    double gouji[ROUNDS];
    double jansson[ROUNDS];

    printf("%d reports, %.0f bytes on average, median of %d rounds\n", REPORTS,
           (double)p->total / REPORTS, ROUNDS);
    time_gouji(p, document);
    time_jansson(p);
    for (int i = 0; i < ROUNDS; i++) {
        gouji[i] = time_gouji(p, document);
        jansson[i] = time_jansson(p);
    }
    double fast = median(gouji);
    double slow = median(jansson);
    print_speed("gouji", p, fast);
    print_speed("jansson", p, slow);
    printf("ratio    %8.1f\n", slow / fast);
    gj_document_free(document);
    gj_buffer_free(&p->bytes);
    free(p);
    return 0;
}

/* What writing costs beside checking: 20,000 reports, one in twenty with one
 * wrong number. Checking is gj_engine_check() over bytes in memory, without
 * the reading of files; writing is all that a writer does with the results,
 * into a file, as --format F=FILE does. Medians of several rounds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/draft.h"
#include "bench/generate.h"
#include "engine/engine.h"
#include "writer/writer.h"

enum { REPORTS = 20000, BROKEN_EVERY = 20, ROUNDS = 5, MOST_WRITERS = 16 };

/** All results, one behind another. */
typedef struct results {
    gj_buffer bytes;
    size_t ends[REPORTS];
} results;

/** Processor time: what others do on the machine is no part of it. */
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

/** Adds one to the report's n-th number that is some cell's. */
static void break_report(gj_buffer *report, size_t n)
{
    static const char *const keys[] = {
        "\"new\":", "\"granted\":", "\"carried_forward\":", "\"not_held\":"};
    const char *key = keys[n % 4];
    char *at = strstr(report->data, key);

    at += strlen(key);
    while (*at == ' ')
        at++;
    *at = *at == '9' ? '1' : (char)(*at == '0' ? '7' : *at + 1);
}

/** Checks all reports, made one by one; returns the time that it took. */
static double check_all(gj_engine *engine, results *all)
{
    gj_buffer report = {0};
    double spent = 0;
    char path[64];

    gj_buffer_clear(&all->bytes);
    for (size_t i = 0; i < REPORTS; i++) {
        gj_buffer_clear(&report);
        gj_generate_report(&report, i % 2000 + 1);
        if (i % BROKEN_EVERY == 0)
            break_report(&report, i / BROKEN_EVERY);
        memset(gj_buffer_room(&report, GJ_PADDING), 0, GJ_PADDING);
        snprintf(path, sizeof path, "reports/2024/%06zu.json", i);
        gj_source source = {gj_text_of(path), 0};
        double start = now();
        gj_engine_check(engine, &source, gj_buffer_view(&report), false,
                        &all->bytes);
        spent += now() - start;
        all->ends[i] = all->bytes.length;
    }
    gj_buffer_free(&report);
    return spent;
}

/** Calls the writer, or nothing, for each result. */
static double write_all(const gj_engine *engine, const results *all,
                        const gj_writer *writer, gj_summary *summary)
{
    gj_draft draft;
    gj_error error = {0};
    if (gj_draft_open(&draft, GJ_BUILD "/bench/written", &error) != GJ_OK)
        exit(1);
    gj_writing writing = {
        .out = draft.out, .language = GJ_ZH, .fail_on = GJ_ERROR};
    gj_result result = {0};
    size_t start = 0;
    double began = now();
    void *state = writer != NULL ? writer->begin(&writing) : NULL;

    *summary = (gj_summary){.reports = REPORTS};
    for (size_t i = 0; i < REPORTS; i++) {
        gj_text bytes = {all->bytes.data + start, all->ends[i] - start};
        if (!gj_result_read(&result, bytes, engine->catalogues,
                            engine->catalogue_count))
            exit(1);
        summary->with_findings += result.finding_count > 0;
        summary->errors += result.finding_count;
        if (writer != NULL)
            writer->result(state, &result);
        start = all->ends[i];
    }
    if (writer != NULL)
        writer->end(state, summary);
    fflush(draft.out);
    double spent = now() - began;
    gj_result_free(&result);
    gj_draft_drop(&draft);
    return spent;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, by_value);
    return values[ROUNDS / 2];
}

static void measure(gj_engine *engine)
{
    static results all;
    static double checks[ROUNDS];
    static double reads[ROUNDS];
    static double writes[MOST_WRITERS][ROUNDS];
    gj_summary summary;

    for (size_t round = 0; round < ROUNDS; round++) {
        checks[round] = check_all(engine, &all) / REPORTS;
        reads[round] = write_all(engine, &all, NULL, &summary) / REPORTS;
        for (size_t i = 0; gj_writers[i] != NULL && i < MOST_WRITERS; i++)
            writes[i][round] =
                write_all(engine, &all, gj_writers[i], &summary) / REPORTS -
                reads[round];
    }
    double check = median(checks);
    printf("writing beside checking, µs for one report (%d reports, %.1f %% "
           "with %.1f findings each, median of %d)\n",
           REPORTS, 100.0 * (double)summary.with_findings / REPORTS,
           (double)summary.errors / (double)summary.with_findings, ROUNDS);
    printf("  %-12s %6.2f\n", "checking", check);
    printf("  %-12s %6.2f\n", "taking over", median(reads));
    for (size_t i = 0; gj_writers[i] != NULL && i < MOST_WRITERS; i++) {
        double write = median(writes[i]);
        printf("  %-12s %6.2f  %5.1f %% of checking\n", gj_writers[i]->name,
               write, 100 * write / check);
    }
    gj_buffer_free(&all.bytes);
}

int main(void)
{
    static const char *const forms[] = {"schemas", NULL};
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    gj_engine_options options = {
        .form_folders = forms, .plugin_folders = plugins, .today = 20260101};
    gj_engine engine;
    gj_error error = {0};

    if (gj_engine_open(&engine, &options, &error) != GJ_OK) {
        fprintf(stderr, "%s\n", error.words[GJ_EN]);
        return 1;
    }
    measure(&engine);
    gj_engine_close(&engine);
    return 0;
}

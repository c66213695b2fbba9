/* Where the time of one check goes: reading, binding, each plugin's rules, and
 * the whole, over generated reports. Medians of several rounds, in
 * microseconds for one report.
 *
 * Once over reports that are built alike, as those are that one program wrote;
 * and once over the same reports, each with its members in another order and
 * with other white space, so that nothing that was remembered of one is of use
 * for the next. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/generate.h"
#include "bench/rewrite.h"
#include "engine/engine.h"

enum { REPORTS = 2000, ROUNDS = 9 };

static gj_buffer reports[REPORTS];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void pad(gj_buffer *report)
{
    memset(gj_buffer_room(report, GJ_PADDING), 0, GJ_PADDING);
}

static void make_reports(void)
{
    for (size_t i = 0; i < REPORTS; i++) {
        gj_generate_report(&reports[i], i + 1);
        pad(&reports[i]);
    }
}

static void rewrite_reports(void)
{
    for (size_t i = 0; i < REPORTS; i++) {
        gj_buffer other = {0};
        gj_rewrite_report(&other, gj_buffer_view(&reports[i]), i);
        pad(&other);
        gj_buffer_free(&reports[i]);
        reports[i] = other;
    }
}

/* ---------------------------------------------------------------- measuring */

/** What one round measured, each for all reports. */
enum { READ, BIND, EQUATIONS, STRUCTURE, TEXT, OTHERS, WHOLE, PARTS };

static const char *const names[PARTS] = {"read",       "bind", "equations",
                                         "schema",     "text", "other rules",
                                         "whole check"};

/** Which part a rule belongs to, by its plugin. */
static int part_of(gj_text rule)
{
    static const char *const plugins[] = {"equations/", "schema/",
                                          "narrative/"};

    for (int i = 0; i < 3; i++)
        if (rule.length > strlen(plugins[i]) &&
            memcmp(rule.data, plugins[i], strlen(plugins[i])) == 0)
            return EQUATIONS + i;
    return OTHERS;
}

static void run_part(gj_engine *engine, const gj_kit *kit, gj_buffer *out,
                     int part)
{
    gj_misdeed misdeed;

    for (uint32_t i = 0; i < kit->catalogue.rule_count; i++)
        if (part_of(kit->catalogue.rules[i].id) == part &&
            kit->rules[i].check != NULL)
            gj_kit_run(kit, i, &engine->report, out, &engine->tying,
                       &engine->scratch, &misdeed);
}

static void run_stage(gj_engine *engine, gj_text bytes, int part,
                      gj_buffer *out)
{
    const gj_kit *kit = engine->kits[1];
    gj_source source = {{"bench", 5}, 0};

    if (part == READ) {
        gj_document_read(engine->document, bytes.data, bytes.length, NULL,
                         NULL);
    } else if (part == BIND) {
        gj_report_bind(&engine->report, kit->form, engine->document);
        gj_tying_begin(&engine->tying, kit);
    } else if (part == WHOLE) {
        gj_engine_check(engine, &source, bytes, false, out);
    } else {
        run_part(engine, kit, out, part);
    }
}

/** Takes the reports through some stages, one report after the other. */
static void measure(gj_engine *engine, int from, int to, double parts[PARTS])
{
    gj_buffer out = {0};

    for (size_t i = 0; i < REPORTS; i++) {
        double time = now();
        for (int part = from; part < to; part++) {
            double start = time;
            run_stage(engine, gj_buffer_view(&reports[i]), part, &out);
            time = now();
            parts[part] += time - start;
            gj_buffer_clear(&out);
        }
    }
    gj_buffer_free(&out);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure_all(gj_engine *engine, double medians[PARTS])
{
    double rounds[PARTS][ROUNDS];

    for (size_t round = 0; round < ROUNDS; round++) {
        double parts[PARTS] = {0};
        measure(engine, READ, WHOLE, parts);
        measure(engine, WHOLE, PARTS, parts);
        for (size_t i = 0; i < PARTS; i++)
            rounds[i][round] = parts[i] / REPORTS;
    }
    for (size_t i = 0; i < PARTS; i++) {
        qsort(rounds[i], ROUNDS, sizeof(double), by_value);
        medians[i] = rounds[i][ROUNDS / 2];
    }
}

int main(void)
{
    static const char *const forms[] = {"schemas", NULL};
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    gj_engine_options options = {
        .form_folders = forms, .plugin_folders = plugins, .today = 20260101};
    gj_engine engine;
    gj_error error = {0};
    double alike[PARTS];
    double otherwise[PARTS];

    if (gj_engine_open(&engine, &options, &error) != GJ_OK) {
        fprintf(stderr, "%s\n", error.words[GJ_EN]);
        return 1;
    }
    make_reports();
    measure_all(&engine, alike);
    rewrite_reports();
    measure_all(&engine, otherwise);
    printf("one check, µs for one report (%d reports, median of %d)\n"
           "                built alike  each otherwise\n",
           REPORTS, ROUNDS);
    for (size_t i = 0; i < PARTS; i++)
        printf("  %-12s %12.2f %15.2f\n", names[i], alike[i], otherwise[i]);
    gj_engine_close(&engine);
    for (size_t i = 0; i < REPORTS; i++)
        gj_buffer_free(&reports[i]);
    return 0;
}

/* What the rules about the words cost: each text plugin's rules over generated
 * reports, and those of all together, in microseconds for 4 KB of text. Each
 * report is read and bound before, as in a check, which is not counted. Medians
 * of several rounds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench/generate.h"
#include "engine/engine.h"

enum { REPORTS = 2000, ROUNDS = 9, PER_BYTES = 4096 };

static const char *const plugins[] = {"narrative", "privacy", "wording",
                                      "plausibility"};
enum { PLUGINS = sizeof plugins / sizeof *plugins };

static gj_buffer reports[REPORTS];

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void make_reports(void)
{
    for (size_t i = 0; i < REPORTS; i++) {
        gj_generate_report(&reports[i], i + 1);
        memset(gj_buffer_room(&reports[i], GJ_PADDING), 0, GJ_PADDING);
    }
}

static void read_report(gj_document *document, size_t report)
{
    gj_document_read(document, reports[report].data, reports[report].length,
                     NULL, NULL);
}

/** Bytes of the texts of all reports, without names and dates. */
static double count_text(gj_document *document)
{
    double total = 0;

    for (size_t i = 0; i < REPORTS; i++) {
        read_report(document, i);
        for (uint32_t node = 0; node < gj_node_next(document, 0); node++) {
            gj_text text = gj_node_type(document, node) == GJ_STRING
                               ? gj_node_text(document, node)
                               : (gj_text){NULL, 0};
            if (text.length > 64)
                total += (double)text.length;
        }
    }
    return total;
}

static bool is_of(gj_text rule, const char *plugin)
{
    size_t length = strlen(plugin);

    return rule.length > length && rule.data[length] == '/' &&
           memcmp(rule.data, plugin, length) == 0;
}

/** Rules of one plugin, in the order of the catalogue. */
typedef struct ruleset {
    uint32_t rules[256];
    size_t count;
} ruleset;

static void add_rules(const gj_kit *kit, const char *plugin, ruleset *found)
{
    for (uint32_t i = 0; i < kit->catalogue.rule_count; i++)
        if (is_of(kit->catalogue.rules[i].id, plugin) &&
            kit->rules[i].check != NULL && found->count < 256)
            found->rules[found->count++] = i;
}

static double run(gj_engine *engine, const ruleset *set, gj_buffer *out)
{
    const gj_kit *kit = engine->kits[1];
    double spent = 0;
    gj_misdeed misdeed;

    for (size_t i = 0; i < REPORTS; i++) {
        read_report(engine->document, i);
        gj_report_bind(&engine->report, kit->form, engine->document);
        gj_buffer_clear(out);
        gj_tying_begin(&engine->tying, kit);
        double start = now();
        for (size_t j = 0; j < set->count; j++)
            gj_kit_run(kit, set->rules[j], &engine->report, out, &engine->tying,
                       &engine->scratch, &misdeed);
        spent += now() - start;
    }
    return spent;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(gj_engine *engine, const char *name, const ruleset *set,
                    double text)
{
    double rounds[ROUNDS];
    gj_buffer out = {0};

    if (set->count == 0)
        return;
    run(engine, set, &out);
    for (size_t round = 0; round < ROUNDS; round++)
        rounds[round] = run(engine, set, &out) * PER_BYTES / text;
    gj_buffer_free(&out);
    qsort(rounds, ROUNDS, sizeof *rounds, by_value);
    printf("  %-12s %6.2f  (%zu rules)\n", name, rounds[ROUNDS / 2],
           set->count);
}

int main(void)
{
    static const char *const forms[] = {"schemas", NULL};
    static const char *const folders[] = {GJ_BUILD "/plugins", NULL};
    gj_engine_options options = {
        .form_folders = forms, .plugin_folders = folders, .today = 20260101};
    gj_engine engine;
    gj_error error = {0};
    ruleset all = {.count = 0};

    if (gj_engine_open(&engine, &options, &error) != GJ_OK) {
        fprintf(stderr, "%s\n", error.words[GJ_EN]);
        return 1;
    }
    make_reports();
    double text = count_text(engine.document);
    printf("rules about words, µs for 4 KB of text (%d reports of %.0f bytes "
           "of text, median of %d)\n",
           REPORTS, text / REPORTS, ROUNDS);
    for (size_t i = 0; i < PLUGINS; i++) {
        ruleset own = {.count = 0};
        add_rules(engine.kits[1], plugins[i], &own);
        add_rules(engine.kits[1], plugins[i], &all);
        measure(&engine, plugins[i], &own, text);
    }
    measure(&engine, "together", &all, text);
    gj_engine_close(&engine);
    for (size_t i = 0; i < REPORTS; i++)
        gj_buffer_free(&reports[i]);
    return 0;
}

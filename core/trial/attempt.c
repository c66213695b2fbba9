#include "trial/attempt.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/digest.h"
#include "engine/builtin.h"
#include "engine/death.h"
#include "trial/mutant.h"
#include "trial/splice.h"

struct gj_attempt {
    const gj_cases *cases;
    gj_language language;
    FILE *out;
    /** What each report is, by its index. */
    gj_text *names;
    gj_arena arena;
    /** Where reports are checked: in a pool, or here. */
    gj_pool *pool;
    gj_engine *engine;
    /** The report at hand. */
    gj_buffer report;
    gj_buffer what;
    gj_buffer record;
};

static uint32_t mutants_of(gj_document *document, const gj_case *one)
{
    gj_error error = {0};

    if (gj_document_read(document, one->report.data, one->report.length, NULL,
                         &error) != GJ_OK)
        return 0;
    return gj_mutant_count(document);
}

uint64_t gj_attempt_count(const gj_cases *cases)
{
    gj_document *document = gj_document_new();
    uint64_t count = 0;

    for (size_t i = 0; i < cases->count; i++)
        count += 1 + (uint64_t)mutants_of(document, &cases->at[i]);
    gj_document_free(document);
    return count;
}

gj_attempt *gj_attempt_new(const gj_cases *cases, gj_language language,
                           FILE *out)
{
    gj_attempt *attempt = gj_new(1, sizeof *attempt);

    *attempt = (gj_attempt){
        .cases = cases,
        .language = language,
        .out = out,
        .names = gj_new(gj_attempt_count(cases) + 1, sizeof(gj_text))};
    return attempt;
}

void gj_attempt_free(gj_attempt *a)
{
    gj_buffer_free(&a->record);
    gj_buffer_free(&a->what);
    gj_buffer_free(&a->report);
    gj_arena_free(&a->arena);
    free(a->names);
    free(a);
}

/* ----------------------------------------------------------- what is told */

static void tell_begin(gj_attempt *a, uint64_t index)
{
    gj_text name = a->names[index];

    fprintf(a->out, "begin %" PRIu64 " ", index);
    /* A key or a folder may have an end of line in its name. */
    for (uint64_t i = 0; i < name.length; i++)
        putc(name.data[i] == '\n' ? ' ' : name.data[i], a->out);
    putc('\n', a->out);
}

static void tell_end(gj_attempt *a, uint64_t index, gj_text record,
                     uint64_t nanoseconds)
{
    gj_hash hash;
    gj_buffer digits = {0};

    sha256_init(&hash);
    gj_hash_text(&hash, record);
    gj_digest digest = gj_hash_end(&hash);
    gj_digest_text(&digest, &digits);
    fprintf(a->out, "end %" PRIu64 " %s %" PRIu64 "\n", index, digits.data,
            nanoseconds);
    gj_buffer_free(&digits);
}

/** Whether a process ended at this rule or plugin, as the pool lists it. */
static bool is_listed(gj_text list, gj_text target)
{
    while (list.length > 0) {
        const char *end = memchr(list.data, '\n', list.length);
        uint64_t length = (uint64_t)(end - list.data);
        if (gj_text_is((gj_text){list.data, length}, target))
            return true;
        list = (gj_text){end + 1, list.length - length - 1};
    }
    return false;
}

/** A finding about the plugin: its rule, and what happened in both languages;
    none of these where it was switched off. */
static void tell_fault(gj_attempt *a, const gj_outcome *outcome,
                       const gj_finding_entry *finding)
{
    const gj_argument_entry *rule = &finding->arguments[0];
    const gj_argument_entry *words = &finding->arguments[1 + a->language];
    const char *kind = "fault";

    if (finding->argument_count < 3)
        return;
    if (gj_text_is(finding->message->key, gj_text_of("switched-off"))) {
        fprintf(a->out, "off %" PRIu64 "\n", outcome->tag);
        return;
    }
    if (is_listed(outcome->faults, rule->text))
        kind =
            gj_text_is(words->text, gj_words_in(gj_death_overtime, a->language))
                ? "hang"
                : "crash";
    fprintf(a->out, "%s %" PRIu64 " %.*s: %.*s\n", kind, outcome->tag,
            GJ_PRINT(rule->text), GJ_PRINT(words->text));
}

void gj_attempt_take(void *attempt, const gj_outcome *outcome)
{
    const gj_result *result = outcome->result;

    tell_begin(attempt, outcome->tag);
    for (uint32_t i = 0; result != NULL && i < result->finding_count; i++)
        if (gj_text_is(result->findings[i].rule->id,
                       gj_text_of(gj_plugin_fault_rule)))
            tell_fault(attempt, outcome, &result->findings[i]);
    tell_end(attempt, outcome->tag, outcome->record, outcome->nanoseconds);
}

/* ------------------------------------------------------------- the reports */

static void check(gj_attempt *a, const gj_case *one, uint64_t index)
{
    const gj_source source = {.path = gj_text_of(one->folder)};
    const gj_task task = {.source = source,
                          .bytes = gj_buffer_view(&a->report),
                          .today = one->today,
                          .tag = index};

    a->names[index] = gj_arena_print(&a->arena, "%s%s%s", one->folder,
                                     a->what.length > 0 ? " " : "",
                                     a->what.length > 0 ? a->what.data : "");
    if (a->pool != NULL) {
        gj_pool_submit(a->pool, &task);
        return;
    }
    memset(gj_buffer_room(&a->report, GJ_PADDING), 0, GJ_PADDING);
    gj_buffer_clear(&a->record);
    a->engine->options.today = one->today;
    tell_begin(a, index);
    gj_engine_check(a->engine, &source, gj_buffer_view(&a->report), false,
                    &a->record);
    tell_end(a, index, gj_buffer_view(&a->record), 0);
}

/** Makes every step-th report and has it checked. */
static void make_reports(gj_attempt *a, uint64_t step)
{
    gj_document *document = gj_document_new();
    uint64_t index = 0;

    for (size_t i = 0; i < a->cases->count; i++) {
        const gj_case *one = &a->cases->at[i];
        gj_text bytes = gj_buffer_view(&one->report);
        uint32_t mutants = mutants_of(document, one);
        for (uint32_t m = 0; m <= mutants; m++, index++) {
            if (index % step != 0)
                continue;
            gj_buffer_clear(&a->report);
            gj_buffer_clear(&a->what);
            if (m == 0)
                gj_buffer_text(&a->report, bytes);
            else
                gj_mutant_make(document, bytes, m - 1, &a->report, &a->what);
            check(a, one, index);
        }
    }
    gj_document_free(document);
}

void gj_attempt_contained(gj_attempt *a, gj_pool *pool)
{
    gj_error error = {0};

    a->pool = pool;
    make_reports(a, 1);
    gj_pool_drain(pool);
    if (gj_pool_end(pool, &error) != GJ_OK)
        fprintf(a->out, "close 0 %s\n", error.words[a->language]);
    fprintf(a->out, "done %" PRIu64 "\n", gj_attempt_count(a->cases));
}

void gj_attempt_here(gj_attempt *a, gj_engine *engine, uint64_t step)
{
    a->engine = engine;
    make_reports(a, step);
}

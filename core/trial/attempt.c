#include "trial/attempt.h"

#include <inttypes.h>
#include <time.h>

#include "base/digest.h"
#include "engine/builtin.h"
#include "trial/mutant.h"
#include "trial/splice.h"

typedef struct attempt {
    gj_engine *engine;
    gj_language language;
    FILE *out;
    uint64_t index;
    uint64_t from;
    uint64_t step;
    gj_buffer report;
    gj_buffer what;
    gj_buffer record;
    gj_result result;
} attempt;

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

/* ------------------------------------------------------------ one report */

/** Of the processor, so that what else runs makes no plugin slow. */
static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * UINT64_C(1000000000) +
           (uint64_t)time.tv_nsec;
}

static void tell_faults(attempt *a)
{
    const gj_result *result = &a->result;
    gj_buffer words = {0};

    for (uint32_t i = 0; i < result->finding_count; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        if (!gj_text_is(finding->rule->id, gj_text_of(gj_plugin_fault_rule)))
            continue;
        gj_buffer_clear(&words);
        gj_finding_message(result, finding, a->language, &words);
        fprintf(a->out, "fault %" PRIu64 " %s\n", a->index, words.data);
    }
    gj_buffer_free(&words);
}

static void tell_end(attempt *a, uint64_t nanoseconds)
{
    gj_hash hash;
    gj_buffer digits = {0};

    sha256_init(&hash);
    gj_hash_text(&hash, gj_buffer_view(&a->record));
    gj_digest digest = gj_hash_end(&hash);
    gj_digest_text(&digest, &digits);
    fprintf(a->out, "end %" PRIu64 " %s %" PRIu64 "\n", a->index, digits.data,
            nanoseconds);
    gj_buffer_free(&digits);
}

static void check(attempt *a, const gj_case *one)
{
    gj_engine *engine = a->engine;
    const gj_source source = {.path = gj_text_of(one->folder)};

    fprintf(a->out, "begin %" PRIu64 " %s%s%s\n", a->index, one->folder,
            a->what.length > 0 ? " " : "", a->what.length ? a->what.data : "");
    memset(gj_buffer_room(&a->report, GJ_PADDING), 0, GJ_PADDING);
    gj_buffer_clear(&a->record);
    engine->options.today = one->today;
    uint64_t start = now();
    gj_engine_check(engine, &source, gj_buffer_view(&a->report), false,
                    &a->record);
    uint64_t end = now();
    if (gj_result_read(&a->result, gj_buffer_view(&a->record),
                       engine->catalogues, engine->catalogue_count))
        tell_faults(a);
    tell_end(a, end - start);
}

/** Whether the report at the index is one of those wanted; counts it. */
static bool is_wanted(attempt *a, uint64_t index)
{
    a->index = index;
    gj_buffer_clear(&a->report);
    gj_buffer_clear(&a->what);
    return index >= a->from && (index - a->from) % a->step == 0;
}

void gj_attempt_run(gj_engine *engine, const gj_cases *cases, uint64_t from,
                    uint64_t step, gj_language language, FILE *out)
{
    attempt a = {.engine = engine,
                 .language = language,
                 .out = out,
                 .from = from,
                 .step = step};
    gj_document *document = gj_document_new();
    uint64_t index = 0;

    for (size_t i = 0; i < cases->count; i++) {
        const gj_case *one = &cases->at[i];
        gj_text bytes = gj_buffer_view(&one->report);
        uint32_t mutants = mutants_of(document, one);
        if (is_wanted(&a, index++)) {
            gj_buffer_text(&a.report, bytes);
            check(&a, one);
        }
        for (uint32_t m = 0; m < mutants; m++)
            if (is_wanted(&a, index++)) {
                gj_mutant_make(document, bytes, m, &a.report, &a.what);
                check(&a, one);
            }
    }
    fprintf(out, "done %" PRIu64 "\n", index);
    gj_document_free(document);
    gj_result_free(&a.result);
    gj_buffer_free(&a.record);
    gj_buffer_free(&a.what);
    gj_buffer_free(&a.report);
}

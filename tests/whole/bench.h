/* Results of one input after another, for tests of the whole. */
#ifndef TESTS_WHOLE_BENCH_H
#define TESTS_WHOLE_BENCH_H

#include "whole/mini.h"

/* An engine, and what one input after another is checked with. */
typedef struct bench {
    gj_engine engine;
    gj_buffer bytes;
    gj_buffer record;
    gj_result result;
} bench;

static inline bench *open_bench(void)
{
    bench *b = gj_new(1, sizeof *b);

    open_engine(&b->engine);
    return b;
}

static inline void close_bench(bench *b)
{
    gj_result_free(&b->result);
    gj_buffer_free(&b->bytes);
    gj_buffer_free(&b->record);
    gj_engine_close(&b->engine);
    free(b);
}

/** Checks a copy of exactly these bytes, so that reading beyond the padding is
    seen by the sanitizer. */
static inline const gj_result *run(bench *b, gj_text bytes)
{
    char *copy = gj_new(bytes.length + GJ_PADDING, 1);

    if (bytes.length > 0)
        memcpy(copy, bytes.data, bytes.length);
    check(&b->engine, (gj_text){copy, bytes.length}, &b->record, &b->result);
    free(copy);
    return &b->result;
}

static inline uint64_t all_of(const gj_checks *checks)
{
    return checks->held + checks->failed + checks->not_assessable +
           checks->skipped + checks->faulted;
}

/** Checks of one rule, all of them zero where it has none. */
static inline gj_checks checks_of(const gj_result *result, const char *id)
{
    uint32_t rule = gj_catalogue_rule(result->catalogue, gj_text_of(id));

    for (uint32_t i = 0; i < result->rule_count; i++)
        if (result->rules[i].rule == rule)
            return result->rules[i].checks;
    return (gj_checks){0};
}

/** The only finding of an input that is no report. */
static inline void unreadable(bench *b, gj_text bytes, const char *rule)
{
    const gj_result *result = run(b, bytes);

    assert_int_equal(result->status, GJ_RESULT_UNREADABLE);
    assert_int_equal(result->finding_count, 1);
    assert_int_equal(result->checks.failed, 1);
    assert_int_equal(all_of(&result->checks), 1);
    if (!gj_text_is(result->findings[0].rule->id, gj_text_of(rule)))
        fail_msg("%.*s, not %s", GJ_PRINT(result->findings[0].rule->id), rule);
}

#endif

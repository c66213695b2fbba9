/* Trying an expression of PCRE2, within limits. It is interpreted at first, as
 * in a single report it is tried a few times; machine code, which costs much
 * to make, pays off in a run over many. */
#ifndef GJ_COMMON_CODE_H
#define GJ_COMMON_CODE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdbool.h>

#include <gouji/plugin.h>

enum {
    GJ_MATCH_MISS,
    GJ_MATCH_HIT,
    /** It came to a limit: too costly to be decided. */
    GJ_MATCH_COSTLY,
    /** It cannot be compiled. */
    GJ_MATCH_UNSOUND
};

/** An expression, compiled; {0} where it is not yet. */
typedef struct gj_code {
    pcre2_code *code;
    uint32_t tries;
    /** Machine code has been made, if it can be. */
    bool ready;
} gj_code;

/** Working memory of all expressions, with the limits; and the last match. */
typedef struct gj_working {
    pcre2_match_data *data;
    pcre2_match_context *context;
} gj_working;

/** A sentence has a few hundred bytes: what needs more than this is no
    expression for one. */
typedef struct gj_match_limits {
    uint32_t matches;
    uint32_t depth;
    uint32_t kilobytes;
} gj_match_limits;

/** False where there is no memory. */
static inline bool gj_working_open(gj_working *working, uint32_t groups,
                                   gj_match_limits limits)
{
    working->data = pcre2_match_data_create(groups, NULL);
    working->context = pcre2_match_context_create(NULL);
    if (working->data == NULL || working->context == NULL)
        return false;
    pcre2_set_match_limit(working->context, limits.matches);
    pcre2_set_depth_limit(working->context, limits.depth);
    pcre2_set_heap_limit(working->context, limits.kilobytes);
    return true;
}

static inline void gj_working_close(gj_working *working)
{
    pcre2_match_data_free(working->data);
    pcre2_match_context_free(working->context);
    *working = (gj_working){NULL, NULL};
}

/** False with what PCRE2 says, and where, if it is no sound expression. */
static inline bool gj_code_compile(gj_code *code, gj_text source,
                                   uint32_t options, char why[256],
                                   size_t *offset)
{
    int number = 0;

    *offset = 0;
    code->code = pcre2_compile((PCRE2_SPTR)source.data, source.length,
                               PCRE2_UTF | PCRE2_NO_UTF_CHECK |
                                   PCRE2_DOLLAR_ENDONLY | options,
                               &number, offset, NULL);
    if (code->code == NULL)
        pcre2_get_error_message(number, (PCRE2_UCHAR *)why, 256);
    return code->code != NULL;
}

static inline void gj_code_free(gj_code *code)
{
    pcre2_code_free(code->code);
    *code = (gj_code){0};
}

/** What PCRE2 returns, by machine code or by the interpreter. */
static inline int gj_code_run(gj_code *code, const gj_working *working,
                              gj_text text, size_t start, uint32_t options,
                              bool machine)
{
    if (machine && !code->ready) {
        pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE);
        code->ready = true;
    }
    if (machine)
        return pcre2_jit_match(code->code, (PCRE2_SPTR)text.data, text.length,
                               start, options, working->data, working->context);
    return pcre2_match(code->code, (PCRE2_SPTR)text.data, text.length, start,
                       options | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                       working->data, working->context);
}

/** The same, in the way that the number of tries calls for. */
static inline int gj_code_try(gj_code *code, const gj_working *working,
                              gj_text text, size_t start, uint32_t options)
{
    enum { TRIES_BEFORE_MACHINE = 64 };
    bool machine = code->tries >= TRIES_BEFORE_MACHINE;

    code->tries += !machine;
    int found = gj_code_run(code, working, text, start, options, machine);
    /* The two count differently. A text that one of them cannot match within
       the limits is left to the other, so that the answer does not depend on
       how many reports came before. */
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        found = gj_code_run(code, working, text, start, options, !machine);
    return found;
}

/** GJ_MATCH_… of what PCRE2 returned. */
static inline int gj_code_answer(int found)
{
    return found >= 0                     ? GJ_MATCH_HIT
           : found == PCRE2_ERROR_NOMATCH ? GJ_MATCH_MISS
                                          : GJ_MATCH_COSTLY;
}

#endif

#include "schema/pattern.h"

#include <stdio.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/memory.h"

enum { MATCH_LIMIT = 2000000, DEPTH_LIMIT = 5000, HEAP_KILOBYTES = 20000 };

/* A match is tried with little effort first, so that what it took is known;
   what takes more begins anew. */
enum { FIRST_EFFORT = 1000, MORE_EFFORT = 40, EFFORT_A_STEP = 4 };

struct gj_pattern {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static pcre2_code *compile(gj_text expression, char why[256])
{
    const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY |
                             PCRE2_ALLOW_EMPTY_CLASS |
                             PCRE2_MATCH_UNSET_BACKREF;
    gj_buffer translated = {0};
    int number = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = NULL;

    if (gj_pattern_translate(&translated, expression))
        code = pcre2_compile((PCRE2_SPTR)translated.data, translated.length,
                             options, &number, &offset, NULL);
    else if (why != NULL)
        snprintf(why, 256, "not known to ECMA-262");
    if (code == NULL && number != 0 && why != NULL)
        pcre2_get_error_message(number, (PCRE2_UCHAR *)why, 256);
    gj_buffer_free(&translated);
    return code;
}

gj_pattern *gj_pattern_new(gj_text expression, char why[256])
{
    pcre2_code *code = compile(expression, why);

    if (code == NULL)
        return NULL;
    gj_pattern *pattern = gj_new(1, sizeof *pattern);
    pattern->code = code;
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    pattern->data = pcre2_match_data_create(1, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    if (pattern->data == NULL || pattern->context == NULL) {
        gj_pattern_free(pattern);
        return NULL;
    }
    pcre2_set_depth_limit(pattern->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(pattern->context, HEAP_KILOBYTES);
    return pattern;
}

void gj_pattern_free(gj_pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_match_context_free(pattern->context);
    pcre2_match_data_free(pattern->data);
    pcre2_code_free(pattern->code);
    free(pattern);
}

static int match_within(const gj_pattern *pattern, gj_text text, uint32_t limit)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.data != NULL ? text.data : "");

    pcre2_set_match_limit(pattern->context, limit);
    int found =
        pcre2_match(pattern->code, subject, text.length, 0, PCRE2_NO_UTF_CHECK,
                    pattern->data, pattern->context);
    /* JIT's stack is small; the interpreter has the limits above. */
    if (found == PCRE2_ERROR_JIT_STACKLIMIT)
        found = pcre2_match(pattern->code, subject, text.length, 0,
                            PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, pattern->data,
                            pattern->context);
    return found;
}

int gj_pattern_match(const gj_pattern *pattern, gj_text text, uint64_t *steps)
{
    uint64_t effort = FIRST_EFFORT + text.length;
    int found = PCRE2_ERROR_MATCHLIMIT;

    *steps += 1 + text.length / 64;
    while (found == PCRE2_ERROR_MATCHLIMIT) {
        bool last = effort >= MATCH_LIMIT;
        found =
            match_within(pattern, text, last ? MATCH_LIMIT : (uint32_t)effort);
        if (found != PCRE2_ERROR_MATCHLIMIT || last)
            break;
        *steps += effort / EFFORT_A_STEP;
        effort *= MORE_EFFORT;
        effort = effort < MATCH_LIMIT ? effort : MATCH_LIMIT;
        *steps += effort / EFFORT_A_STEP;
    }
    if (found >= 0)
        return GJ_PATTERN_HIT;
    return found == PCRE2_ERROR_NOMATCH ? GJ_PATTERN_MISS : GJ_PATTERN_COSTLY;
}

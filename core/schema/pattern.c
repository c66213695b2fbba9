/* Matching. What a match costs cannot be told from its text and is not told by
 * PCRE2, so that a match which is not soon over is begun again with a meter:
 * the expression with a callout before each of its parts. */
#include "schema/pattern.h"

#include <stdio.h>
#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/memory.h"

/* Steps of any match. Without a meter one is charged what it may take: from
   each place where it begins it may go so often back, across all of the text,
   for each of the parts that expressions of so many bytes may have. */
enum { STEPS_A_MATCH = 4, MOST_UNMETERED = 256, MOST_BACK = 32 };
enum { BYTES_A_STEP = 16, STARTS_A_STEP = 2, PART_BYTES = 32 };

/* On the meter: passing a part of the expression costs so much, each byte that
   was gone forward or back until then 1; and so much makes a step. */
enum { COST_OF_PART = 16, COST_A_STEP = 64 };

/* Steps of the costliest match, and memory in bytes for ways back. */
enum { MOST_STEPS = 2000000, STEPS_A_BYTE = 4, FIRST_STACK = 32 << 10 };
enum { MOST_STACK = 32 << 20, STACK_STEPS = 1000 };

/* The interpreter's own limits, for processors that PCRE2 makes no code for. */
enum { MATCH_LIMIT = 100000000, DEPTH_LIMIT = 5000, HEAP_KILOBYTES = 20000 };

/** A match that is on the meter. */
typedef struct meter {
    uint64_t cost;
    uint64_t most;
    size_t at;
} meter;

struct gj_pattern {
    gj_buffer translated;
    pcre2_code *code;
    /** With callouts; made when it is first needed. */
    pcre2_code *metered;
    pcre2_match_data *data;
    pcre2_match_context *context;
    /** Matches begin at the start of a text, if at all, or are soon over
        wherever they begin. */
    bool straight;
};

static pcre2_code *compile(const gj_buffer *translated, uint32_t more,
                           int *number)
{
    const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY |
                             PCRE2_ALLOW_EMPTY_CLASS |
                             PCRE2_MATCH_UNSET_BACKREF;
    PCRE2_SIZE offset = 0;

    return pcre2_compile((PCRE2_SPTR)translated->data, translated->length,
                         options | more, number, &offset, NULL);
}

/* What PCRE2 found that reading the expression did not: it is too large. */
static bool refuse_code(gj_regex_fault *fault, int number)
{
    gj_regex_refuse(fault, GJ_BOTH("PCRE2 不接受", "PCRE2 does not take it"),
                    true);
    pcre2_get_error_message(number, (PCRE2_UCHAR *)fault->detail,
                            sizeof fault->detail);
    return false;
}

/* Whether each place of a text is passed a few times, and not again and again
   for others. */
static bool is_straight(const gj_regex *regex)
{
    for (uint32_t i = 0; i < regex->count; i++)
        if (gj_regex_at(regex, i)->most > 1 ||
            gj_regex_at(regex, i)->kind == GJ_REGEX_REFERENCE)
            return false;
    return true;
}

static bool translate(gj_pattern *pattern, gj_text expression,
                      gj_regex_fault *fault)
{
    gj_regex regex = {.groups = 0};
    int number = 0;
    bool sound = gj_regex_read(&regex, expression, fault) &&
                 gj_regex_check(&regex, fault) &&
                 gj_regex_print(&pattern->translated, &regex, fault);

    pattern->straight = is_straight(&regex);
    gj_regex_free(&regex);
    if (!sound)
        return false;
    pattern->code = compile(&pattern->translated, 0, &number);
    return pattern->code != NULL || refuse_code(fault, number);
}

gj_pattern *gj_pattern_new(gj_text expression, gj_regex_fault *fault)
{
    gj_pattern *pattern = gj_new(1, sizeof *pattern);
    gj_regex_fault ignored;
    uint32_t options = 0;

    if (translate(pattern, expression, fault != NULL ? fault : &ignored)) {
        pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
        pattern->data = pcre2_match_data_create(1, NULL);
        pattern->context = pcre2_match_context_create(NULL);
    }
    if (pattern->data == NULL || pattern->context == NULL) {
        gj_pattern_free(pattern);
        return NULL;
    }
    pcre2_set_depth_limit(pattern->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(pattern->context, HEAP_KILOBYTES);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_ALLOPTIONS, &options);
    pattern->straight = pattern->straight || (options & PCRE2_ANCHORED) != 0;
    return pattern;
}

bool gj_pattern_is_sound(gj_text expression)
{
    gj_pattern pattern = {.code = NULL};
    gj_regex_fault ignored;
    bool sound = translate(&pattern, expression, &ignored);

    pcre2_code_free(pattern.code);
    gj_buffer_free(&pattern.translated);
    return sound;
}

void gj_pattern_free(gj_pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_match_context_free(pattern->context);
    pcre2_match_data_free(pattern->data);
    pcre2_code_free(pattern->metered);
    pcre2_code_free(pattern->code);
    gj_buffer_free(&pattern->translated);
    free(pattern);
}

static int match(const gj_pattern *pattern, const pcre2_code *code,
                 gj_text text, uint32_t limit)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.data != NULL ? text.data : "");

    pcre2_set_match_limit(pattern->context, limit);
    return pcre2_match(code, subject, text.length, 0, PCRE2_NO_UTF_CHECK,
                       pattern->data, pattern->context);
}

static int pass(pcre2_callout_block *callout, void *context)
{
    meter *m = context;
    size_t at = callout->current_position;

    m->cost += COST_OF_PART + (at > m->at ? at - m->at : m->at - at);
    m->at = at;
    return m->cost > m->most ? PCRE2_ERROR_CALLOUT : 0;
}

/* Once more, with room for ways back. */
static int match_with_room(const gj_pattern *pattern, gj_text text)
{
    pcre2_jit_stack *stack =
        pcre2_jit_stack_create(FIRST_STACK, MOST_STACK, NULL);

    if (stack == NULL)
        return PCRE2_ERROR_JIT_STACKLIMIT;
    pcre2_jit_stack_assign(pattern->context, NULL, stack);
    int found = match(pattern, pattern->metered, text, MATCH_LIMIT);
    pcre2_jit_stack_assign(pattern->context, NULL, NULL);
    pcre2_jit_stack_free(stack);
    return found;
}

static int match_metered(gj_pattern *pattern, gj_text text, uint64_t *steps)
{
    meter m = {.most = (MOST_STEPS + text.length * STEPS_A_BYTE) * COST_A_STEP};
    bool fresh = pattern->metered == NULL;
    int number = 0;

    if (fresh)
        pattern->metered =
            compile(&pattern->translated, PCRE2_AUTO_CALLOUT, &number);
    if (pattern->metered == NULL)
        return PCRE2_ERROR_MATCHLIMIT;
    if (fresh)
        pcre2_jit_compile(pattern->metered, PCRE2_JIT_COMPLETE);
    pcre2_set_callout(pattern->context, pass, &m);
    int found = match(pattern, pattern->metered, text, MATCH_LIMIT);
    if (found == PCRE2_ERROR_JIT_STACKLIMIT) {
        *steps += STACK_STEPS;
        found = match_with_room(pattern, text);
    }
    pcre2_set_callout(pattern->context, NULL, NULL);
    *steps += m.cost / COST_A_STEP;
    return found;
}

/* Steps that a match may take which does not go back often. */
static uint64_t estimate(const gj_pattern *pattern, gj_text text)
{
    uint64_t passes =
        text.length / (pattern->straight ? BYTES_A_STEP : STARTS_A_STEP);

    return passes * (1 + pattern->translated.length / PART_BYTES);
}

int gj_pattern_match(gj_pattern *pattern, gj_text text, uint64_t *steps)
{
    uint64_t most = estimate(pattern, text);
    int found = PCRE2_ERROR_MATCHLIMIT;

    *steps += STEPS_A_MATCH;
    if (most <= MOST_UNMETERED) {
        *steps += most;
        found = match(pattern, pattern->code, text, MOST_BACK);
    }
    if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_JIT_STACKLIMIT)
        found = match_metered(pattern, text, steps);
    if (found >= 0)
        return GJ_PATTERN_HIT;
    return found == PCRE2_ERROR_NOMATCH ? GJ_PATTERN_MISS : GJ_PATTERN_COSTLY;
}

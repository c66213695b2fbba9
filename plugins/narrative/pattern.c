#include "pattern.h"

#include <stdio.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* A sentence has a few hundred bytes: what needs more than this is no pattern
   for one. */
enum {
    MATCH_LIMIT = 100000,
    DEPTH_LIMIT = 2000,
    HEAP_KILOBYTES = 4000,
    /** A single report has each pattern tried a few times. */
    TRIES_BEFORE_JIT = 64,
    MOST_GROUPS = 32
};

bool gj_matcher_open(gj_matcher *matcher)
{
    matcher->data = pcre2_match_data_create(MOST_GROUPS, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    if (matcher->data == NULL || matcher->context == NULL)
        return false;
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(matcher->context, HEAP_KILOBYTES);
    matcher->groups = pcre2_get_ovector_pointer(matcher->data);
    return true;
}

void gj_matcher_close(gj_matcher *matcher)
{
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    *matcher = (gj_matcher){0};
}

static bool compile(gj_pattern *pattern, gj_text source, char why[256],
                    size_t *offset)
{
    int number = 0;
    uint32_t groups = 0;

    *offset = 0;
    pattern->code =
        pcre2_compile((PCRE2_SPTR)source.data, source.length,
                      PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY |
                          (pattern->anchored ? PCRE2_ANCHORED : 0),
                      &number, offset, NULL);
    if (pattern->code == NULL) {
        pcre2_get_error_message(number, (PCRE2_UCHAR *)why, 256);
        return false;
    }
    pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups < MOST_GROUPS)
        return true;
    gj_pattern_free(pattern);
    snprintf(why, 256, "more than %d groups", MOST_GROUPS - 1);
    return false;
}

bool gj_pattern_compile(gj_pattern *pattern, gj_keep *keep, gj_mistake *mistake)
{
    char bytes[GJ_LONGEST_SOURCE];
    char why[256] = "";
    size_t offset;
    gj_text written = pattern->pieces->values->text(pattern->source);

    if (pattern->code != NULL || pattern->unsound)
        return !pattern->unsound;
    gj_text source =
        gj_source_assemble(pattern->pieces, written, bytes, mistake);
    pattern->unsound = source.data == NULL;
    if (pattern->unsound || compile(pattern, source, why, &offset))
        return !pattern->unsound;
    pattern->unsound = true;
    bool whole = source.length == written.length && offset < source.length;
    *mistake = (gj_mistake){
        whole ? (uint32_t)offset : 0,
        whole ? 1 : 0,
        {gj_keep_print(keep, "正则表达式有误（PCRE2：%s）", why),
         gj_keep_print(keep, "not a sound regular expression (PCRE2: %s)",
                       why)}};
    return false;
}

void gj_pattern_free(gj_pattern *pattern)
{
    pcre2_code_free(pattern->code);
    pattern->code = NULL;
}

uint32_t gj_pattern_group(const gj_pattern *pattern, gj_text name)
{
    char zero_ended[64];

    if (name.length == 0 || name.length >= sizeof zero_ended)
        return GJ_NO_GROUP;
    memcpy(zero_ended, name.data, name.length);
    zero_ended[name.length] = '\0';
    int number =
        pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)zero_ended);
    return number > 0 ? (uint32_t)number : GJ_NO_GROUP;
}

/* Matches as machine code, which costs much to make and pays off in a run over
   many reports, or by the interpreter. */
static int match(gj_pattern *pattern, gj_matcher *matcher, gj_text subject,
                 size_t start, bool machine)
{
    uint32_t options = PCRE2_NO_UTF_CHECK | (machine ? 0 : PCRE2_NO_JIT);

    if (machine && !pattern->ready) {
        pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
        pattern->ready = true;
    }
    if (machine)
        return pcre2_jit_match(pattern->code, (PCRE2_SPTR)subject.data,
                               subject.length, start, 0, matcher->data,
                               matcher->context);
    return pcre2_match(pattern->code, (PCRE2_SPTR)subject.data, subject.length,
                       start, options, matcher->data, matcher->context);
}

int gj_pattern_try(gj_pattern *pattern, gj_matcher *matcher, gj_text subject,
                   size_t start)
{
    bool machine = pattern->tries >= TRIES_BEFORE_JIT;
    gj_keep keep = {NULL};
    gj_mistake mistake;

    if (pattern->code == NULL &&
        !gj_pattern_compile(pattern, &keep, &mistake)) {
        gj_keep_free(&keep);
        return GJ_MATCH_UNSOUND;
    }
    pattern->tries += !machine;
    int found = match(pattern, matcher, subject, start, machine);
    /* The two count differently. A text that one of them cannot match within
       the limits is left to the other, so that the answer does not depend on
       how many reports came before. */
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        found = match(pattern, matcher, subject, start, !machine);
    matcher->group_count = found > 0 ? (uint32_t)found : 0;
    if (found >= 0)
        return GJ_MATCH_HIT;
    return found == PCRE2_ERROR_NOMATCH ? GJ_MATCH_MISS : GJ_MATCH_COSTLY;
}

bool gj_matcher_span(const gj_matcher *matcher, uint32_t group, uint32_t *from,
                     uint32_t *to)
{
    if (group >= matcher->group_count ||
        matcher->groups[2 * (size_t)group] == PCRE2_UNSET)
        return false;
    *from = (uint32_t)matcher->groups[2 * (size_t)group];
    *to = (uint32_t)matcher->groups[2 * (size_t)group + 1];
    return true;
}

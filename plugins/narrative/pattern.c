#include "pattern.h"

#include <stdio.h>

enum { MOST_GROUPS = 32 };

bool gj_matcher_open(gj_matcher *matcher)
{
    static const gj_match_limits limits = {
        .matches = 100000, .depth = 2000, .kilobytes = 4000};

    if (!gj_working_open(&matcher->working, MOST_GROUPS, limits))
        return false;
    matcher->groups = pcre2_get_ovector_pointer(matcher->working.data);
    return true;
}

void gj_matcher_close(gj_matcher *matcher)
{
    gj_working_close(&matcher->working);
    *matcher = (gj_matcher){0};
}

static bool compile(gj_pattern *pattern, gj_text source, char why[256],
                    size_t *offset)
{
    uint32_t groups = 0;

    if (!gj_code_compile(&pattern->code, source,
                         pattern->anchored ? PCRE2_ANCHORED : 0, why, offset))
        return false;
    pcre2_pattern_info(pattern->code.code, PCRE2_INFO_CAPTURECOUNT, &groups);
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

    if (pattern->code.code != NULL || pattern->unsound)
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
    gj_code_free(&pattern->code);
}

uint32_t gj_pattern_group(const gj_pattern *pattern, gj_text name)
{
    char zero_ended[64];

    if (name.length == 0 || name.length >= sizeof zero_ended)
        return GJ_NO_GROUP;
    memcpy(zero_ended, name.data, name.length);
    zero_ended[name.length] = '\0';
    int number = pcre2_substring_number_from_name(pattern->code.code,
                                                  (PCRE2_SPTR)zero_ended);
    return number > 0 ? (uint32_t)number : GJ_NO_GROUP;
}

int gj_pattern_try(gj_pattern *pattern, gj_matcher *matcher, gj_text subject,
                   size_t start)
{
    gj_keep keep = {NULL};
    gj_mistake mistake;

    if (pattern->code.code == NULL &&
        !gj_pattern_compile(pattern, &keep, &mistake)) {
        gj_keep_free(&keep);
        return GJ_MATCH_UNSOUND;
    }
    int found =
        gj_code_try(&pattern->code, &matcher->working, subject, start, 0);
    gj_matcher_recall(matcher, pcre2_get_ovector_pointer(matcher->working.data),
                      found > 0 ? (uint32_t)found : 0);
    return gj_code_answer(found);
}

void gj_matcher_recall(gj_matcher *matcher, const size_t *groups,
                       uint32_t count)
{
    matcher->groups = groups;
    matcher->group_count = count;
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

/* The patterns of narrative.json: PCRE2, with limits always set. */
#ifndef GJ_NARRATIVE_PATTERN_H
#define GJ_NARRATIVE_PATTERN_H

#include "../common/code.h"
#include "source.h"

/** No such group. */
#define GJ_NO_GROUP UINT32_MAX

/** A pattern. It is compiled when it is first tried, or before that to see that
    it is sound. */
typedef struct gj_pattern {
    const gj_pieces *pieces;
    /** As narrative.json has it; absent where there is no such pattern. */
    gj_value source;
    gj_code code;
    bool unsound;
    /** It matches at the start of a try only. */
    bool anchored;
} gj_pattern;

/** Working memory for matching, one for all patterns, and what the last match
    found. */
typedef struct gj_matcher {
    gj_working working;
    const size_t *groups;
    uint32_t group_count;
} gj_matcher;

/** False where there is no memory. */
bool gj_matcher_open(gj_matcher *matcher);
void gj_matcher_close(gj_matcher *matcher);

/** Compiles, unless that has been done. False where it is not sound; the
    mistake's words then live in the keep. */
bool gj_pattern_compile(gj_pattern *pattern, gj_keep *keep,
                        gj_mistake *mistake);
void gj_pattern_free(gj_pattern *pattern);

/** Number of a named group of a pattern that was compiled, or GJ_NO_GROUP. */
uint32_t gj_pattern_group(const gj_pattern *pattern, gj_text name);

/** Tries a pattern on UTF-8 from `start` on; returns GJ_MATCH_…. Compiles it
    where that has not been done. */
int gj_pattern_try(gj_pattern *pattern, gj_matcher *matcher, gj_text subject,
                   size_t start);

/** Takes these for what the last match found; they have to live as long as
    they are asked for. */
void gj_matcher_recall(gj_matcher *matcher, const size_t *groups,
                       uint32_t count);

/** Span of a group in the last match; false where it took no part. */
bool gj_matcher_span(const gj_matcher *matcher, uint32_t group, uint32_t *from,
                     uint32_t *to);

#endif

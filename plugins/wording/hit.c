/* What is tried where a trigger stands, and whether what was found counts. */
#include <stdlib.h>

#include "scan.h"

/** So many hits of one rule in one text are enough to be told; one more says
    that there would be more. */
enum { MOST_HITS = 20 };

/** Hits of the rule in the text at hand so far. */
static size_t count_hits(const gj_scan *scan, uint32_t rule)
{
    const gj_hits *out = scan->out;
    size_t same = 0;

    for (size_t i = out->count; i > 0 && out->at[i - 1].text == scan->index;
         i--)
        same += out->at[i - 1].rule == rule;
    return same;
}

/** Up to where a find has searched the text at hand. */
static uint32_t *done_of(const gj_scan *scan, const gj_find *find)
{
    return &scan->script->done[find - scan->script->finds];
}

static void add_hit(const gj_scan *scan, const gj_hit *hit)
{
    gj_hits *out = scan->out;
    size_t same = count_hits(scan, hit->rule);

    if (same > MOST_HITS)
        return;
    if (out->count == out->room) {
        size_t room = out->room ? out->room * 2 : 16;
        gj_hit *at = realloc(out->at, room * sizeof *at);
        if (at == NULL) {
            out->lost = true;
            return;
        }
        out->at = at;
        out->room = room;
    }
    out->at[out->count] = *hit;
    out->at[out->count++].more = same == MOST_HITS;
}

/* ------------------------------------------------------------------- years */

/** The year written in four digits at `at`, with 年 behind it; 0 if none. */
static int64_t year_at(gj_text text, uint32_t at)
{
    int64_t year = 0;

    if (text.length - at < 7 || memcmp(text.data + at + 4, "年", 3) != 0)
        return 0;
    for (uint32_t i = 0; i < 4; i++) {
        char digit = text.data[at + i];
        if (digit < '0' || digit > '9')
            return 0;
        year = year * 10 + (digit - '0');
    }
    return year;
}

/** Whether the year at `at` is one that the find is about. */
static bool is_past(const gj_scan *scan, const gj_find *find, int64_t year)
{
    return year > 0 && scan->year > 0 && year < scan->year &&
           year >= scan->year - find->measure;
}

/* -------------------------------------------------------------- the unit */

/** The character before `end`. */
static gj_text last_of(gj_text text, uint64_t end)
{
    uint64_t from = end - 1;

    while (from > 0 && gj_is_inner(text.data[from]))
        from--;
    return (gj_text){text.data + from, end - from};
}

/** How many characters from the end of `name` stand in `unit`, in order. */
static uint32_t count_common(gj_text name, gj_text unit)
{
    uint64_t end = unit.length;
    uint32_t common = 0;

    for (uint64_t at = name.length; at > 0;) {
        gj_text wanted = last_of(name, at);
        gj_text found = {NULL, 0};
        while (end > 0) {
            found = last_of(unit, end);
            end -= found.length;
            if (found.length == wanted.length &&
                memcmp(found.data, wanted.data, found.length) == 0)
                break;
            found.length = 0;
        }
        if (found.length == 0)
            break;
        common++;
        at -= wanted.length;
    }
    return common;
}

bool gj_same_unit(gj_text name, gj_text unit)
{
    enum { LEAST_COMMON = 3 };

    return count_common(name, unit) >= LEAST_COMMON ||
           count_common(unit, name) >= LEAST_COMMON;
}

/* ------------------------------------------------------------------ money */

/** Reads ASCII digits with separators and at most six decimals, in millionths;
    -1 where that is not what it is. */
static int64_t read_number(gj_text number)
{
    int64_t value = 0;
    int decimals = -1;

    for (uint64_t i = 0; i < number.length; i++) {
        char c = number.data[i];
        if (c == ',')
            continue;
        if (c == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9' || decimals == 6 || value > INT64_C(99999999999))
            return -1;
        value = value * 10 + (c - '0');
        decimals += decimals >= 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 6; i++)
        value = value > INT64_MAX / 10 ? -1 : value * 10;
    return value;
}

bool gj_is_multiple(gj_text number, int64_t times, int64_t multiple)
{
    int64_t value = read_number(number);

    /* What cannot be read is not held against anybody. */
    return value < 0 || value > INT64_MAX / times ||
           value * times % (multiple * 1000000) == 0;
}

/* ----------------------------------------------------------------- trying */

static gj_text part(gj_text text, gj_span span)
{
    return (gj_text){text.data + span.from, span.to - span.from};
}

/** Whether what the pattern just matched in the passage counts. */
static bool counts(const gj_scan *scan, const gj_find *find, gj_text passage)
{
    gj_span span;
    gj_span times;

    if (find->kind == GJ_FIND_UNIT)
        return gj_regex_group(&find->pattern, scan->matching, "unit", &span) &&
               !gj_same_unit(part(passage, span), scan->unit);
    /* What another unit did in that year is no slip. */
    if (find->kind == GJ_FIND_YEAR &&
        gj_regex_group(&find->pattern, scan->matching, "unit", &span))
        return gj_same_unit(part(passage, span), scan->unit);
    if (find->kind == GJ_FIND_MULTIPLE)
        return gj_regex_group(&find->pattern, scan->matching, "number",
                              &span) &&
               !gj_is_multiple(part(passage, span),
                               gj_regex_group(&find->pattern, scan->matching,
                                              "times", &times) &&
                                       times.to > times.from
                                   ? 10000
                                   : 1,
                               find->measure);
    return true;
}

/** What is to be shown of a match: the group "what", else all. */
static gj_span shown_of(const gj_scan *scan, const gj_find *find)
{
    gj_span span;

    if (!gj_regex_group(&find->pattern, scan->matching, "what", &span))
        span = gj_regex_whole(scan->matching);
    return span;
}

/** Behind a match, at a whole character. */
static uint32_t go_on(gj_text text, uint32_t start, gj_span match)
{
    start = match.to > start ? match.to : start + 1;
    while (start < text.length && gj_is_inner(text.data[start]))
        start++;
    return start;
}

/** Takes the matches of a find in a passage; GJ_MATCH_COSTLY where that could
    not be decided. */
static int search(const gj_scan *scan, gj_find *find, gj_span passage, bool cut,
                  int64_t year)
{
    gj_text text = part(scan->text, passage);
    uint32_t done = *done_of(scan, find);
    uint32_t start = done > passage.from ? done - passage.from : 0;
    int lifted = GJ_MATCH_MISS;
    int found = GJ_MATCH_MISS;

    while (start < text.length && lifted == GJ_MATCH_MISS &&
           (found = gj_regex_search(&find->pattern, scan->matching, text, start,
                                    cut)) == GJ_MATCH_HIT) {
        gj_span shown = shown_of(scan, find);
        start = go_on(text, start, gj_regex_whole(scan->matching));
        if (!counts(scan, find, text))
            continue;
        lifted = gj_regex_search(&find->unless, scan->matching, text, 0, cut);
        if (lifted == GJ_MATCH_MISS)
            add_hit(scan, &(gj_hit){.rule = find->rule,
                                    .text = scan->index,
                                    .span = {passage.from + shown.from,
                                             passage.from + shown.to},
                                    .year = year});
    }
    return lifted == GJ_MATCH_COSTLY ? lifted : found;
}

/** Whether the find is tried for this unit at all; GJ_MATCH_…. */
static int is_for_unit(const gj_scan *scan, gj_find *find)
{
    if (find->kind != GJ_FIND_UNIT)
        return GJ_MATCH_HIT;
    if (scan->unit.length == 0)
        return GJ_MATCH_MISS;
    if (find->own_report != scan->report) {
        find->own_report = scan->report;
        find->own_found =
            gj_regex_search(&find->own, scan->matching, scan->unit, 0, false);
    }
    return find->own_found;
}

void gj_scan_try(const gj_scan *scan, gj_find *find, uint32_t at)
{
    int64_t year = 0;
    bool cut = false;

    if (count_hits(scan, find->rule) > MOST_HITS) {
        *done_of(scan, find) = (uint32_t)scan->text.length;
        return;
    }
    if (find->kind == GJ_FIND_YEAR) {
        year = year_at(scan->text, at);
        if (!is_past(scan, find, year))
            return;
    }
    int found = is_for_unit(scan, find);
    if (found == GJ_MATCH_MISS)
        return;
    gj_span passage = gj_passage(scan->text, at, &cut);
    if (found == GJ_MATCH_HIT)
        found = search(scan, find, passage, cut, year);
    if (found == GJ_MATCH_COSTLY)
        add_hit(scan, &(gj_hit){.rule = find->rule,
                                .text = scan->index,
                                .span = passage,
                                .costly = true});
    *done_of(scan, find) = passage.to;
}

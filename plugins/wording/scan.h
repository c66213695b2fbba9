/* Finding in a text what should not stand there: one pass over its characters
 * stops where a trigger begins, and only there expressions are tried, on the
 * sentence around it. */
#ifndef GJ_WORDING_SCAN_H
#define GJ_WORDING_SCAN_H

#include "script.h"

/** A find in a text, or that none could be decided on. */
typedef struct gj_hit {
    uint32_t rule;
    /** Index of the text among those of all rules. */
    uint32_t text;
    gj_span span;
    bool costly;
    /** Those before it are enough: from here on nothing was looked for. */
    bool more;
    /** The year it is of, for GJ_FIND_YEAR. */
    int64_t year;
} gj_hit;

/** Hits in the order of the texts; kept from one report to the next. */
typedef struct gj_hits {
    gj_hit *at;
    size_t count;
    size_t room;
    /** There was no memory for one more. */
    bool lost;
} gj_hits;

/** A text under the pass. */
typedef struct gj_scan {
    gj_script *script;
    const gj_working *matching;
    gj_text text;
    /** Its index, and the unit's name and the year of the report; {NULL, 0}
        and 0 where it has none. */
    uint32_t index;
    gj_text unit;
    int64_t year;
    /** The number of the report. */
    uint64_t report;
    gj_hits *out;
} gj_scan;

/** Appends what the text holds. */
void gj_scan_run(const gj_scan *scan);

/** Tries a find whose trigger stands at `at`. */
void gj_scan_try(const gj_scan *scan, gj_find *find, uint32_t at);

/** Whether a name may be another way of writing the unit's: the last three or
    more characters of one stand in the other, in order, perhaps with others
    between them. */
bool gj_same_unit(gj_text name, gj_text unit);
/** Whether a number, as written, times `times` is a multiple. */
bool gj_is_multiple(gj_text number, int64_t times, int64_t multiple);

#endif

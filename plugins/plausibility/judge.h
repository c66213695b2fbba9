/* Judging one report by one rule. */
#ifndef GJ_PLAUSIBILITY_JUDGE_H
#define GJ_PLAUSIBILITY_JUDGE_H

#include "script.h"

/** Looks for the rule's pattern in a text; GJ_MATCH_…. For GJ_DOUBT_PART only
    what has a part above its total is a hit. */
int gj_doubt_look(gj_doubt *doubt, const gj_working *matching, gj_text text,
                  gj_evidence *evidence);

__extension__ typedef __int128 gj_wide;

/** All that is asked of the cells. */
typedef struct gj_tally {
    /** Sum of the numbers, in millionths. */
    gj_wide sum;
    /** One that is not a number, or GJ_NO_CELL. */
    uint32_t open;
    /** The largest, or GJ_NO_CELL. */
    uint32_t largest;
} gj_tally;

gj_tally gj_doubt_tally(const gj_check *check, gj_doubt *doubt);

/** The limit that is meant for this report's unit; NULL where none is, or its
    kind is not known. *costly is set where that could not be decided. */
const gj_limit *gj_doubt_limit(const gj_check *check, gj_doubts *doubts,
                               gj_doubt *doubt, bool *costly);

#endif

/* Which cells are most likely at fault, from the equalities that failed and
 * those that held around them. */
#ifndef GJ_FINDING_SUSPECT_H
#define GJ_FINDING_SUSPECT_H

#include "finding/result.h"

/** Groups of failed equalities. */
typedef struct gj_suspicion {
    /** For each of the result's ties its group, or GJ_NONE. */
    uint32_t *groups;
    /** The suspects of group g, ascending, are cells[first[g]] up to but not
        cells[first[g + 1]]. */
    uint32_t *cells;
    uint32_t *first;
    /** Whether one change of any one suspect would mend all of the group. */
    bool *one_cause;
    uint32_t group_count;
} gj_suspicion;

/** Groups the failed equalities of a result. That cell is suspected which, by
    one change, would mend the most of them; then in which the most meet at
    all; then with which the fewest held; ties are all suspected. The first of
    them takes all failed equalities in which it stands; what is left is
    grouped in the same way. Takes time for sorting the terms. */
void gj_suspicion_find(gj_suspicion *suspicion, const gj_result *result);
void gj_suspicion_free(gj_suspicion *suspicion);

#endif

/* Sums of cells and of numbers in a phrase, as narrative.json writes them:
 * "/requests/total/new + /requests/total/carried_over", "part - other",
 * "sum(list)", "sum(list, M)". */
#ifndef GJ_NARRATIVE_SUM_H
#define GJ_NARRATIVE_SUM_H

#include "script.h"

/** Parses; every pattern must cover a cell of the shape. False with the
    mistake, whose words live in the keep. */
bool gj_sum_parse(gj_sum *sum, gj_keep *keep, gj_text source,
                  gj_mistake *mistake);

/** Finds the cells of a sum in a shape. False with the mistake where a pattern
    covers none. */
bool gj_sum_bind(gj_sum *sum, gj_keep *keep, const gj_host *host,
                 const gj_shape *shape, gj_mistake *mistake);

#endif

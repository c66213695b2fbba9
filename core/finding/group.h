/* Which findings share a cause. */
#ifndef GJ_FINDING_GROUP_H
#define GJ_FINDING_GROUP_H

#include "finding/result.h"

/** Groups the findings of a result that was just read, by the equalities that
    it carries: see gj_suspicion_find(). A finding that is no equality joins the
    group that suspects its primary cell. Findings that are accepted are counted
    with the groups of others, and make none. Sets `group` of the findings, and
    the result's groups. */
void gj_result_group(gj_result *result);

#endif

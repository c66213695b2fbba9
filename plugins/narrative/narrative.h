/* What the rules of narrative.json run. */
#ifndef GJ_NARRATIVE_H
#define GJ_NARRATIVE_H

#include <gouji/plugin.h>

uint32_t gj_narrative_places(const gj_check *check);
int32_t gj_narrative_check(const gj_check *check);

#endif

/* The rules as a system: what contradicts what, what follows from what, what
 * never applies, and which cells are looked at. */
#ifndef GJ_EQUATIONS_EXAMINE_H
#define GJ_EQUATIONS_EXAMINE_H

#include "ruleset.h"

/** Says it all of the form's own shape. Returns 0, or 1 where a rule is too
    large for it. */
int32_t gj_ruleset_examine(const gj_ruleset *ruleset,
                           const gj_opening *opening);

#endif

/* A system of linear demands over unknowns that are at least 0, decided
 * exactly: fractions without a division that leaves a rest, in 128 bits. What
 * does not fit them is left undecided. */
#ifndef GJ_EQUATIONS_SYSTEM_H
#define GJ_EQUATIONS_SYSTEM_H

#include "terms.h"

/** `terms + constant relation 0`; the relation is not GJ_UNEQUAL. */
typedef struct gj_demand {
    gj_relation relation;
    const gj_term *terms;
    uint32_t count;
    gj_wide constant;
} gj_demand;

/** Whether some amounts of at least 0 satisfy all demands: holds, fails, or
    unsure where the numbers grow beyond 128 bits. Where it fails, those that
    cannot hold together are marked in witness[0..count). Amounts are whole
    millionths, so that "below 0" is "at most -0.000001"; beyond that they are
    taken to be fractions. */
gj_truth gj_system_satisfiable(const gj_demand *demands, size_t count,
                               uint8_t *witness);

/** Marks in `from` those among demands[0..index), all equalities, from which
    demands[index] follows, and returns true; false where it does not follow,
    or numbers grow beyond 128 bits. */
bool gj_system_follows(const gj_demand *demands, size_t index, uint8_t *from);

#endif

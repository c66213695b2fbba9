/* A system of linear demands over cells that are at least 0: counts, which are
 * whole numbers, and amounts, which are whole millionths. */
#ifndef GJ_EQUATIONS_SYSTEM_H
#define GJ_EQUATIONS_SYSTEM_H

#include "matrix.h"

/** Whether some numbers satisfy all demands; kinds[cell] says what a cell
    counts. Where it fails, those that cannot hold together are marked in
    witness[0..count). It holds where no contradiction was found: exact over
    fractions, over the equalities in whole numbers, and for each demand alone;
    for several demands together, whole numbers are looked for a while. Unsure
    where the numbers grow beyond 128 bits. */
gj_truth gj_system_satisfiable(const gj_demand *demands, size_t count,
                               const uint8_t *kinds, uint8_t *witness);

/** Marks in `from` those among demands[0..index), all equalities, from which
    demands[index] follows, and returns true; false where it does not follow,
    or numbers grow beyond 128 bits. */
bool gj_system_follows(const gj_demand *demands, size_t index, uint8_t *from);

#endif

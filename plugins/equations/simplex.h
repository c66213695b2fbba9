/* Whether fractions of at least 0 satisfy linear demands, exactly: without a
 * division that leaves a rest, in 128 bits. */
#ifndef GJ_EQUATIONS_SIMPLEX_H
#define GJ_EQUATIONS_SIMPLEX_H

#include "matrix.h"

/** A cell that counts whole things and has a fraction in the solution that was
    found: it lies between `below` and one more. */
typedef struct gj_fraction {
    bool found;
    uint32_t cell;
    gj_wide below;
} gj_fraction;

/** Holds, fails, or unsure where the numbers grow too large. kinds[cell] says
    what a cell counts: no demand is read more loosely than whole numbers of
    that allow. Where it fails, demands that cannot hold together are marked in
    witness[0..count); where it holds, a fraction of the solution is told. */
gj_truth gj_simplex(const gj_demand *demands, size_t count,
                    const uint8_t *kinds, uint8_t *witness,
                    gj_fraction *fraction);

/** How many millionths the least step of a cell is. */
static inline int64_t gj_unit(uint8_t kind)
{
    return kind == GJ_CELL_COUNT ? GJ_MILLION : 1;
}

#endif

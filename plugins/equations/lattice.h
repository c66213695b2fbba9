/* Whether whole numbers, above or below 0, satisfy equalities: 2a = 2b + 1 has
 * fractions only. */
#ifndef GJ_EQUATIONS_LATTICE_H
#define GJ_EQUATIONS_LATTICE_H

#include "matrix.h"

/** Looks at the equalities among the demands. False where no whole numbers,
    and of cells that are amounts no millionths, satisfy them; then those that
    cannot hold together are marked in witness[0..count). True also where the
    numbers grow too large to tell. */
bool gj_lattice_possible(const gj_demand *demands, size_t count,
                         const uint8_t *kinds, uint8_t *witness);

#endif

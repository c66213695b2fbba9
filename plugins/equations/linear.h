/* Whether a linear relation holds, when some of its numbers are not known. */
#ifndef GJ_EQUATIONS_LINEAR_H
#define GJ_EQUATIONS_LINEAR_H

#include <stddef.h>
#include <stdint.h>

#include "expression.h"

/** 128 bits: wide enough for every sum the limits on expressions allow. */
__extension__ typedef __int128 gj_wide;

/** Kleene's three values, so ordered that `and` is the lesser and `or` the
    greater. */
typedef enum gj_truth { GJ_FAILS = 0, GJ_UNSURE = 1, GJ_HOLDS = 2 } gj_truth;

/** `sum relation 0`, all known. */
gj_truth gj_linear_known(gj_wide sum, gj_relation relation);

/** `sum + steps[0] * x0 + steps[1] * x1 + … relation 0` where every x is an
    unknown whole number of at least 0 and no step is 0: holds when it is true
    for all of them, fails when for none. Exact, except that an equation with
    many different large steps may be left unsure. steps is sorted and
    overwritten. */
gj_truth gj_linear_decide(gj_wide sum, gj_relation relation, gj_wide *steps,
                          size_t count);

/** Greatest common divisor, at least 0; of 0 and 0 it is 0. */
gj_wide gj_wide_divisor(gj_wide a, gj_wide b);

/** Millionths as a plain decimal, "-2.5", in out[0..64). Returns the
    length. */
size_t gj_wide_print(char *out, gj_wide millionths);

#endif

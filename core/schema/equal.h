/* Equality of JSON values: numbers by value, objects without order. */
#ifndef GJ_SCHEMA_EQUAL_H
#define GJ_SCHEMA_EQUAL_H

#include <stdbool.h>

#include "gouji/plugin.h"

/** A value and what reaches it. */
typedef struct gj_side {
    const gj_values *values;
    gj_value value;
} gj_side;

/** Time linear in the values, but for objects whose keys stand in different
    order, which are sorted. Adds to *steps what it took: one for each value, or
    for 64 bytes of a text. */
bool gj_values_equal(gj_side a, gj_side b, uint64_t *steps);
/** Equal values give equal hashes. */
uint64_t gj_values_hash(gj_side side, uint64_t seed, uint64_t *steps);
/** Two equal elements of an array, by index: of all pairs the one that begins
    first, and ends first. False where there are none. */
bool gj_values_twins(gj_side array, uint32_t *first, uint32_t *second,
                     uint64_t *steps);

#endif

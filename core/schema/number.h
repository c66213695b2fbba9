/* Exact arithmetic on numbers of any length, as they are written in JSON.
 * Nothing is converted to a double and no zeros are written out, so that
 * 1e1000000 costs as little as 1. */
#ifndef GJ_SCHEMA_NUMBER_H
#define GJ_SCHEMA_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "gouji/plugin.h"

/** A number: `count` digits from `first` to `last` (a point may stand among
    them) that neither begin nor end with 0, times ten to the `power`. count is
    0 for zero. Exponents beyond ±10^18 are taken for ±10^18. Borrows the
    text. */
typedef struct gj_number {
    const char *first;
    const char *last;
    int64_t count;
    int64_t power;
    /** The value itself where it is a plain whole number of up to 17
        digits, which `small` says. */
    int64_t value;
    bool small;
    bool negative;
} gj_number;

/** Most digits of a divisor. */
enum { GJ_DIVISOR_DIGITS = 1000 };

/** Reads a sound JSON number. */
gj_number gj_number_read(gj_text text);
/** The same, but of a small number only its value, which is quicker: enough
    for gj_number_is_whole(), and beside small numbers. */
gj_number gj_number_glance(gj_text text);
/** Below 0, 0, or above 0. */
int gj_number_compare(const gj_number *a, const gj_number *b);
bool gj_number_is_whole(const gj_number *number);
/** Whether the number is a whole multiple of a divisor that is not 0 and has
    at most GJ_DIVISOR_DIGITS digits. Time linear in the number's digits. */
bool gj_number_is_multiple(const gj_number *number, const gj_number *divisor);
/** Equal numbers give equal hashes. */
uint64_t gj_number_hash(const gj_number *number, uint64_t seed);

#endif

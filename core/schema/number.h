/* Exact arithmetic on numbers of any length, with exponents of any length, as
 * they are written in JSON. Nothing is converted to a double and no zeros are
 * written out, so that 1e1000000 costs as little as 1. */
#ifndef GJ_SCHEMA_NUMBER_H
#define GJ_SCHEMA_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "gouji/plugin.h"

/** A number: `count` digits from `first` to `last` (a point may stand among
    them) that neither begin nor end with 0, times ten to the `power`. count is
    0 for zero. Borrows the text. */
typedef struct gj_number {
    const char *first;
    const char *last;
    int64_t count;
    int64_t power;
    /** The exponent's digits from the first that is not 0. With more than 17
        of them the number is `vast`, and power is what is to be added to the
        exponent, which is below zero if it `sinks`. */
    gj_text exponent;
    bool vast;
    bool sinks;
    /** The value itself where it is a plain whole number of up to 17
        digits, which `small` says. */
    int64_t value;
    bool small;
    bool negative;
} gj_number;

/** Digits read, or compared, in a step of gj_checker_limit(). */
enum { GJ_DIGITS_A_STEP = 16 };
/** Most digits of a divisor. */
enum { GJ_DIVISOR_DIGITS = 1000 };

/** Reads what nearly all numbers are: a plain whole number of up to 17 digits.
    The text is a sound JSON number; false where it is another one. */
static inline bool gj_number_small(gj_text text, int64_t *value)
{
    const char *p = text.data;
    const char *end = p + text.length;
    bool negative = *p == '-';
    int64_t sum = 0;

    p += negative;
    if (end - p > 17)
        return false;
    for (; p < end; p++) {
        if (*p < '0' || *p > '9')
            return false;
        sum = sum * 10 + (*p - '0');
    }
    *value = negative ? -sum : sum;
    return true;
}
/** Reads a sound JSON number. */
gj_number gj_number_read(gj_text text);
/** Below 0, 0, or above 0. Time linear in digits. */
int gj_number_compare(const gj_number *a, const gj_number *b);
bool gj_number_is_whole(const gj_number *number);
/** Whether the number is a whole multiple of a divisor that is not 0 and has
    at most GJ_DIVISOR_DIGITS digits. Time linear in the number's digits. */
bool gj_number_is_multiple(const gj_number *number, const gj_number *divisor);
/** Steps that this may take. */
uint64_t gj_number_division_steps(const gj_number *number,
                                  const gj_number *divisor);
/** Equal numbers give equal hashes. */
uint64_t gj_number_hash(const gj_number *number, uint64_t seed);

#endif

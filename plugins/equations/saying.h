/* What is being said about one place, while it is put together. */
#ifndef GJ_EQUATIONS_SAYING_H
#define GJ_EQUATIONS_SAYING_H

#include "say.h"

/** All that is said about one place: collected, then handed over at once. */
typedef struct gj_saying {
    const gj_case *judged;
    uint32_t place;
    gj_pool pool;
    gj_location *locations;
    size_t location_count;
    size_t location_capacity;
    gj_argument *arguments;
    size_t argument_count;
    /** The first text that is not given. */
    gj_text missing_text;
    /** Cells without a number, and the first of them. */
    uint32_t open_count;
    uint32_t open_cell;
    /** The first atom that is spoken of, and the first comparison; NULL where
        there is none. */
    const gj_node *atom;
    const gj_node *comparison;
    /** For each cell whether it is to be named as open, or was; NULL before
        the first. */
    uint8_t *marks;
    gj_location primary;
} gj_saying;

/** Adds the locations of those parts of a condition that make it what it is:
    the atoms below them that have the same truth. With role OPEN, of their
    cells only those that have no number and do not cancel. */
void gj_saying_add(gj_saying *s, const gj_sheet *sheet, const gj_node *node,
                   gj_truth truth, uint32_t role);

#endif

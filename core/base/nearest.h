/* "Did you mean …?": the nearest of some known words. */
#ifndef GJ_BASE_NEAREST_H
#define GJ_BASE_NEAREST_H

#include <stddef.h>

#include "gouji/plugin.h"

typedef struct gj_nearest {
    gj_text wanted;
    /** The nearest so far; empty where none is near enough. */
    gj_text found;
    size_t distance;
} gj_nearest;

/** Begins a search. A word is near enough when at most a third of its
    characters, and no more than three, are changed, left out, put in, or
    swapped with their neighbour. */
gj_nearest gj_nearest_to(gj_text wanted);
/** Offers a known word; of two equally near ones the first stays. */
void gj_nearest_try(gj_nearest *nearest, gj_text word);

#endif

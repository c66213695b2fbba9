/* The terms of a number, spelt out over the cells of a shape. */
#ifndef GJ_EQUATIONS_TERMS_H
#define GJ_EQUATIONS_TERMS_H

#include "expression.h"
#include "linear.h"

typedef struct gj_term {
    uint32_t cell;
    int64_t factor;
} gj_term;

/** Why terms could not be spelt out. */
typedef enum gj_obstacle {
    GJ_OBSTACLE_NONE,
    /** The pointer leads to no cell, or the pattern to nothing. */
    GJ_OBSTACLE_NO_CELL,
    /** It leads to a group of cells. */
    GJ_OBSTACLE_GROUP,
    /** Coefficients multiply to more than 10^12. */
    GJ_OBSTACLE_FACTOR,
    /** More terms than `limit`. */
    GJ_OBSTACLE_TERMS
} gj_obstacle;

/** A list of terms and what it is made from. The caller sets host to limit,
    the rest to 0, and frees `terms` with free(). */
typedef struct gj_terms {
    const gj_host *host;
    const gj_shape *shape;
    gj_text binding;
    size_t limit;
    gj_term *terms;
    size_t count;
    size_t capacity;
    /** Millionths. */
    gj_wide constant;
    /** The first obstacle and the node that met it. */
    gj_obstacle obstacle;
    const gj_node *culprit;
} gj_terms;

/** Appends `factor` times the node, a number. */
void gj_terms_add(gj_terms *terms, const gj_node *node, int64_t factor);
/** Appends the cell of a pointer; the node is the culprit if there is none. */
void gj_terms_add_cell(gj_terms *terms, const gj_node *node, gj_text pointer);
/** Sorts the terms from `first` on by cell, adds up those of one cell and
    drops those that cancel. */
void gj_terms_merge(gj_terms *terms, size_t first);
/** Sum of the factors' sizes, of `count` terms from `first` on; sets *falls
    where one is below 0. */
gj_wide gj_terms_weight(const gj_terms *terms, size_t first, size_t count,
                        bool *falls);

#endif

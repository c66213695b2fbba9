/* A rule compiled for one shape: sparse rows over the array of cells. */
#ifndef GJ_EQUATIONS_PLAN_H
#define GJ_EQUATIONS_PLAN_H

#include "equation.h"
#include "terms.h"

/** Most terms, and most places, of one rule in one report. */
enum { GJ_PLAN_TERMS = 8000000 };

/** One atom at one place. For a comparison: the terms and the constant, all
    on the left of `relation 0`. For whole() and filled(): the one cell. */
typedef struct gj_row {
    gj_wide constant;
    uint32_t first;
    uint32_t count;
    /** A pointer led nowhere in this shape: its value is unknown. */
    bool missing;
} gj_row;

/** An atom whose rows are alike: each has `count` terms, those of the first
    place from `first` on, those of the next behind them, and this constant. */
typedef struct gj_column {
    int64_t constant;
    uint32_t first;
    /** 0 where its rows differ. */
    uint32_t count;
    /** Where all numbers are at least 0 and below 2 to this power, no sum is
        beyond 64 bits, */
    uint32_t bits;
    /** and none is below 0. */
    bool rises;
} gj_column;

/** An expression's rows: all places of its first atom, then of the next. */
typedef struct gj_sheet {
    const gj_expression *expression;
    gj_row *rows;
    /** One for each atom. */
    gj_column *columns;
    /** Whether any row has a pointer that leads nowhere. */
    bool missing;
} gj_sheet;

typedef struct gj_plan {
    gj_pool pool;
    const gj_equation *equation;
    const gj_shape *shape;
    uint32_t place_count;
    /** What the variable is at each place. */
    const gj_text *bindings;
    gj_sheet assertion;
    /** Without an expression where the rule always applies. */
    gj_sheet when;
    gj_term *terms;
    size_t term_count;
    /** Cells with at least this index are not used. */
    uint32_t cell_limit;
    /** Room for the truth of each place, once for each level of the
        conditions, and for the steps of the longest row. */
    uint8_t *truths;
    gj_wide *steps;
} gj_plan;

/** Compiles. NULL where there are more terms or places than `limit`. */
gj_plan *gj_plan_new(const gj_host *host, const gj_form *form,
                     const gj_shape *shape, const gj_equation *equation,
                     size_t limit);
void gj_plan_free(gj_plan *plan);

#endif

/* Demands as a matrix of whole numbers: a row for each, a column for each cell
 * that takes part. */
#ifndef GJ_EQUATIONS_MATRIX_H
#define GJ_EQUATIONS_MATRIX_H

#include "terms.h"

/** `terms + constant relation 0`; the relation is not GJ_UNEQUAL. */
typedef struct gj_demand {
    gj_relation relation;
    const gj_term *terms;
    uint32_t count;
    gj_wide constant;
} gj_demand;

typedef struct gj_matrix {
    size_t rows;
    size_t columns;
    gj_wide *at;
    /** Cells that have a column, sorted. */
    uint32_t *cells;
    size_t cell_count;
    /** A number grew beyond 128 bits: what was worked out is worth nothing. */
    bool overflow;
} gj_matrix;

/** Gives each cell of the demands a column. False where there is no memory;
    gj_matrix_close() in any case. */
bool gj_matrix_open(gj_matrix *m, const gj_demand *demands, size_t count);
/** Makes rows of zeros with `extra` columns behind those of the cells. False
    where that would be too large. */
bool gj_matrix_rows(gj_matrix *m, size_t rows, size_t extra);
void gj_matrix_close(gj_matrix *m);

static inline gj_wide *gj_matrix_row(const gj_matrix *m, size_t row)
{
    return m->at + row * m->columns;
}

/** Column of a cell that takes part. */
size_t gj_matrix_column(const gj_matrix *m, uint32_t cell);

/** a * b - c * d; 0, and the overflow is noted, where that is too large. */
gj_wide gj_matrix_cross(gj_matrix *m, gj_wide a, gj_wide b, gj_wide c,
                        gj_wide d);

#endif

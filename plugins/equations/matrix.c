#include "matrix.h"

#include <stdlib.h>

/** Most elements of a matrix. */
enum { MOST = 4000000 };

static int compare_cells(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void number_cells(gj_matrix *m, const gj_demand *demands, size_t count)
{
    size_t total = 0;

    for (size_t i = 0; i < count; i++)
        for (uint32_t t = 0; t < demands[i].count; t++)
            m->cells[total++] = demands[i].terms[t].cell;
    if (total > 0)
        qsort(m->cells, total, sizeof *m->cells, compare_cells);
    for (size_t i = 0; i < total; i++)
        if (m->cell_count == 0 || m->cells[m->cell_count - 1] != m->cells[i])
            m->cells[m->cell_count++] = m->cells[i];
}

size_t gj_matrix_column(const gj_matrix *m, uint32_t cell)
{
    const uint32_t *found = bsearch(&cell, m->cells, m->cell_count,
                                    sizeof *m->cells, compare_cells);
    return (size_t)(found - m->cells);
}

bool gj_matrix_open(gj_matrix *m, const gj_demand *demands, size_t count)
{
    size_t total = 1;

    *m = (gj_matrix){0};
    for (size_t i = 0; i < count; i++)
        total += demands[i].count;
    m->cells = calloc(total, sizeof *m->cells);
    if (m->cells == NULL)
        return false;
    number_cells(m, demands, count);
    return true;
}

bool gj_matrix_rows(gj_matrix *m, size_t rows, size_t extra)
{
    m->rows = rows;
    m->columns = m->cell_count + extra;
    if (m->rows > MOST || m->columns > MOST || m->rows * m->columns > MOST)
        return false;
    m->at = calloc(m->rows * m->columns + 1, sizeof *m->at);
    return m->at != NULL;
}

void gj_matrix_close(gj_matrix *m)
{
    free(m->at);
    free(m->cells);
}

gj_wide gj_matrix_cross(gj_matrix *m, gj_wide a, gj_wide b, gj_wide c,
                        gj_wide d)
{
    gj_wide left, right, result;

    if (__builtin_mul_overflow(a, b, &left) ||
        __builtin_mul_overflow(c, d, &right) ||
        __builtin_sub_overflow(left, right, &result)) {
        m->overflow = true;
        return 0;
    }
    return result;
}

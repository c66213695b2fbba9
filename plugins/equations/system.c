#include "system.h"

#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- matrix */

typedef struct matrix {
    size_t rows;
    size_t columns;
    gj_wide *at;
    /** Cells that have a column, sorted. */
    uint32_t *cells;
    size_t cell_count;
    bool overflow;
} matrix;

static gj_wide *row_of(const matrix *m, size_t row)
{
    return m->at + row * m->columns;
}

static int compare_cells(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void number_cells(matrix *m, const gj_demand *demands, size_t count)
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

static size_t column_of(const matrix *m, uint32_t cell)
{
    const uint32_t *found = bsearch(&cell, m->cells, m->cell_count,
                                    sizeof *m->cells, compare_cells);
    return (size_t)(found - m->cells);
}

/** A matrix with `extra` columns behind those of the cells; false where it
    would be too large. */
static bool open_matrix(matrix *m, const gj_demand *demands, size_t count,
                        size_t rows, size_t extra)
{
    const size_t most = 4000000;
    size_t total = 1;

    for (size_t i = 0; i < count; i++)
        total += demands[i].count;
    m->cells = calloc(total, sizeof *m->cells);
    if (m->cells == NULL)
        return false;
    number_cells(m, demands, count);
    m->rows = rows;
    m->columns = m->cell_count + extra;
    if (m->rows * m->columns > most)
        return false;
    m->at = calloc(m->rows * m->columns + 1, sizeof *m->at);
    return m->at != NULL;
}

static void close_matrix(matrix *m)
{
    free(m->at);
    free(m->cells);
}

/** a * b - c * d */
static gj_wide cross(matrix *m, gj_wide a, gj_wide b, gj_wide c, gj_wide d)
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

/* --------------------------------------------------------------- simplex */

/* The columns are: cells, one slack for each row, one artificial for each
   row, the constant. All entries stand over one denominator, the last pivot,
   and each step divides by the one before without a rest. */
typedef struct simplex {
    matrix m;
    size_t count;
    size_t *basis;
    gj_wide denominator;
} simplex;

static void fill_row(simplex *s, const gj_demand *demand, size_t row)
{
    gj_wide *out = row_of(&s->m, row);
    size_t slack = s->m.cell_count + row;
    gj_relation relation = demand->relation;
    gj_wide rest = -demand->constant;

    for (uint32_t t = 0; t < demand->count; t++)
        out[column_of(&s->m, demand->terms[t].cell)] = demand->terms[t].factor;
    rest -= relation == GJ_BELOW;
    rest += relation == GJ_ABOVE;
    if (relation == GJ_AT_MOST || relation == GJ_BELOW)
        out[slack] = 1;
    if (relation == GJ_AT_LEAST || relation == GJ_ABOVE)
        out[slack] = -1;
    out[s->m.columns - 1] = rest;
    for (size_t c = 0; rest < 0 && c < s->m.columns; c++)
        out[c] = -out[c];
    out[slack + s->count] = 1;
    s->basis[row] = slack + s->count;
}

/** The last row: what the artificials add up to, to be made 0. */
static void fill_goal(simplex *s)
{
    size_t artificial = s->m.cell_count + s->count;
    gj_wide *goal = row_of(&s->m, s->count);

    for (size_t row = 0; row < s->count; row++)
        for (size_t c = 0; c < s->m.columns; c++)
            if (c < artificial || c == s->m.columns - 1)
                goal[c] -= row_of(&s->m, row)[c];
}

static void pivot(simplex *s, size_t row, size_t column)
{
    gj_wide *from = row_of(&s->m, row);
    gj_wide by = from[column];

    for (size_t i = 0; i <= s->count; i++) {
        gj_wide *to = row_of(&s->m, i);
        gj_wide factor = to[column];
        if (i == row)
            continue;
        for (size_t c = 0; c < s->m.columns; c++)
            to[c] = cross(&s->m, to[c], by, factor, from[c]) / s->denominator;
    }
    s->denominator = by;
    s->basis[row] = column;
}

/** Bland's rule: the first column that helps, and among the rows that limit
    it most the one whose column comes first; so it ends. */
static bool step(simplex *s)
{
    size_t last = s->m.columns - 1, column = 0, found = s->count;
    const gj_wide *goal = row_of(&s->m, s->count);

    while (column < s->m.cell_count + s->count && goal[column] >= 0)
        column++;
    if (column == s->m.cell_count + s->count)
        return false;
    for (size_t i = 0; i < s->count; i++) {
        const gj_wide *row = row_of(&s->m, i);
        if (row[column] <= 0)
            continue;
        const gj_wide *best = row_of(&s->m, found);
        gj_wide less = found == s->count ? -1
                                         : cross(&s->m, row[last], best[column],
                                                 best[last], row[column]);
        if (less < 0 || (less == 0 && s->basis[i] < s->basis[found]))
            found = i;
    }
    if (found == s->count)
        return false;
    pivot(s, found, column);
    return !s->m.overflow;
}

/** The rows whose multiples add up to something impossible. */
static void mark_witness(const simplex *s, uint8_t *witness)
{
    const gj_wide *goal = row_of(&s->m, s->count);
    size_t artificial = s->m.cell_count + s->count;

    for (size_t i = 0; i < s->count; i++)
        witness[i] = goal[artificial + i] != s->denominator;
}

gj_truth gj_system_satisfiable(const gj_demand *demands, size_t count,
                               uint8_t *witness)
{
    simplex s = {.count = count, .denominator = 1};
    gj_truth truth = GJ_UNSURE;

    s.basis = calloc(count + 1, sizeof *s.basis);
    if (s.basis != NULL &&
        open_matrix(&s.m, demands, count, count + 1, 2 * count + 1)) {
        for (size_t i = 0; i < count; i++)
            fill_row(&s, &demands[i], i);
        fill_goal(&s);
        while (step(&s)) {
        }
        if (!s.m.overflow)
            truth =
                row_of(&s.m, count)[s.m.columns - 1] == 0 ? GJ_HOLDS : GJ_FAILS;
        if (truth == GJ_FAILS)
            mark_witness(&s, witness);
    }
    close_matrix(&s.m);
    free(s.basis);
    return truth;
}

/* ------------------------------------------------------------ elimination */

static void reduce(matrix *m, size_t row)
{
    gj_wide *at = row_of(m, row), divisor = 0;

    for (size_t c = 0; c < m->columns && divisor != 1; c++)
        divisor = gj_wide_divisor(divisor, at[c]);
    for (size_t c = 0; divisor > 1 && c < m->columns; c++)
        at[c] /= divisor;
}

static size_t first_of(const matrix *m, size_t row)
{
    size_t c = 0;

    while (c < m->cell_count && row_of(m, row)[c] == 0)
        c++;
    return c;
}

/** Takes the row before it out of a row, as often as it takes. */
static void take_out(matrix *m, size_t row, size_t before)
{
    size_t column = first_of(m, before);
    gj_wide *to = row_of(m, row), *from = row_of(m, before);

    if (column == m->cell_count || to[column] == 0)
        return;
    gj_wide by = from[column], factor = to[column];
    for (size_t c = 0; c < m->columns; c++)
        to[c] = cross(m, to[c], by, factor, from[c]);
    reduce(m, row);
}

/** Columns: cells, the constant, and which rows took part. */
static bool eliminate(matrix *m, const gj_demand *demands, size_t index,
                      uint8_t *from)
{
    size_t constant = m->cell_count;

    for (size_t i = 0; i <= index && !m->overflow; i++) {
        gj_wide *row = row_of(m, i);
        for (uint32_t t = 0; t < demands[i].count; t++)
            row[column_of(m, demands[i].terms[t].cell)] =
                demands[i].terms[t].factor;
        row[constant] = demands[i].constant;
        row[constant + 1 + i] = 1;
        for (size_t before = 0; before < i && !m->overflow; before++)
            take_out(m, i, before);
    }
    const gj_wide *last = row_of(m, index);
    if (m->overflow || first_of(m, index) != m->cell_count ||
        last[constant] != 0)
        return false;
    for (size_t i = 0; i < index; i++)
        from[i] = last[constant + 1 + i] != 0;
    return true;
}

bool gj_system_follows(const gj_demand *demands, size_t index, uint8_t *from)
{
    matrix m = {0};
    bool follows = open_matrix(&m, demands, index + 1, index + 1, index + 2) &&
                   eliminate(&m, demands, index, from);

    close_matrix(&m);
    return follows;
}

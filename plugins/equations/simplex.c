#include "simplex.h"

#include <stdlib.h>

/* The columns are: cells, one slack for each row, one artificial for each
   row, the constant. All entries stand over one denominator, the last pivot,
   and each step divides by the one before without a rest. */
typedef struct simplex {
    gj_matrix m;
    size_t count;
    size_t *basis;
    gj_wide denominator;
} simplex;

static gj_wide *row_of(const simplex *s, size_t row)
{
    return gj_matrix_row(&s->m, row);
}

/** a / b, rounded down; b is above 0. */
static gj_wide divide_down(gj_wide a, gj_wide b)
{
    gj_wide quotient = a / b;
    return quotient - (a % b < 0);
}

/** The constant on the right of the sign, when the sum on the left can only be
    a multiple of something: 2a + 4b <= 3 is 2a + 4b <= 2. */
static gj_wide tightened(const gj_demand *demand, const uint8_t *kinds)
{
    gj_wide right = -demand->constant, step = 0;

    for (uint32_t t = 0; t < demand->count; t++)
        step = gj_wide_divisor(step, (gj_wide)demand->terms[t].factor *
                                         gj_unit(kinds[demand->terms[t].cell]));
    switch (demand->relation) {
    case GJ_BELOW:
        right--;
        break;
    case GJ_ABOVE:
        right++;
        break;
    case GJ_EQUAL:
    case GJ_UNEQUAL:
        return right;
    default:
        break;
    }
    if (step == 0)
        return right;
    if (demand->relation == GJ_AT_MOST || demand->relation == GJ_BELOW)
        return divide_down(right, step) * step;
    return -divide_down(-right, step) * step;
}

static void fill_row(simplex *s, const gj_demand *demand, const uint8_t *kinds,
                     size_t row)
{
    gj_wide *out = row_of(s, row);
    size_t slack = s->m.cell_count + row;
    gj_relation relation = demand->relation;
    gj_wide rest = tightened(demand, kinds);

    for (uint32_t t = 0; t < demand->count; t++)
        out[gj_matrix_column(&s->m, demand->terms[t].cell)] =
            demand->terms[t].factor;
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
    gj_wide *goal = row_of(s, s->count);

    for (size_t row = 0; row < s->count; row++)
        for (size_t c = 0; c < s->m.columns; c++)
            if (c < artificial || c == s->m.columns - 1)
                goal[c] -= row_of(s, row)[c];
}

static void pivot(simplex *s, size_t row, size_t column)
{
    gj_wide *from = row_of(s, row);
    gj_wide by = from[column];

    for (size_t i = 0; i <= s->count; i++) {
        gj_wide *to = row_of(s, i);
        gj_wide factor = to[column];
        if (i == row)
            continue;
        for (size_t c = 0; c < s->m.columns; c++)
            to[c] = gj_matrix_cross(&s->m, to[c], by, factor, from[c]) /
                    s->denominator;
    }
    s->denominator = by;
    s->basis[row] = column;
}

/** Bland's rule: the first column that helps, and among the rows that limit
    it most the one whose column comes first; so it ends. */
static bool step(simplex *s)
{
    size_t last = s->m.columns - 1, column = 0, found = s->count;
    const gj_wide *goal = row_of(s, s->count);

    while (column < s->m.cell_count + s->count && goal[column] >= 0)
        column++;
    if (column == s->m.cell_count + s->count)
        return false;
    for (size_t i = 0; i < s->count; i++) {
        const gj_wide *row = row_of(s, i);
        if (row[column] <= 0)
            continue;
        const gj_wide *best = row_of(s, found);
        gj_wide less = found == s->count
                           ? -1
                           : gj_matrix_cross(&s->m, row[last], best[column],
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
    const gj_wide *goal = row_of(s, s->count);
    size_t artificial = s->m.cell_count + s->count;

    for (size_t i = 0; i < s->count; i++)
        witness[i] = goal[artificial + i] != s->denominator;
}

static void find_fraction(const simplex *s, const uint8_t *kinds,
                          gj_fraction *fraction)
{
    for (size_t i = 0; i < s->count && !fraction->found; i++) {
        gj_wide value = row_of(s, i)[s->m.columns - 1], one;
        if (s->basis[i] >= s->m.cell_count ||
            kinds[s->m.cells[s->basis[i]]] != GJ_CELL_COUNT ||
            __builtin_mul_overflow(s->denominator, (gj_wide)GJ_MILLION, &one) ||
            value % one == 0)
            continue;
        *fraction = (gj_fraction){true, s->m.cells[s->basis[i]],
                                  divide_down(value, one)};
    }
}

static gj_truth solve(simplex *s, const gj_demand *demands,
                      const uint8_t *kinds, uint8_t *witness,
                      gj_fraction *fraction)
{
    for (size_t i = 0; i < s->count; i++)
        fill_row(s, &demands[i], kinds, i);
    fill_goal(s);
    while (step(s)) {
    }
    if (s->m.overflow)
        return GJ_UNSURE;
    if (row_of(s, s->count)[s->m.columns - 1] != 0) {
        mark_witness(s, witness);
        return GJ_FAILS;
    }
    find_fraction(s, kinds, fraction);
    return GJ_HOLDS;
}

gj_truth gj_simplex(const gj_demand *demands, size_t count,
                    const uint8_t *kinds, uint8_t *witness,
                    gj_fraction *fraction)
{
    simplex s = {.count = count, .denominator = 1};
    gj_truth truth = GJ_UNSURE;

    fraction->found = false;
    s.basis = calloc(count + 1, sizeof *s.basis);
    if (s.basis != NULL && gj_matrix_open(&s.m, demands, count) &&
        gj_matrix_rows(&s.m, count + 1, 2 * count + 1))
        truth = solve(&s, demands, kinds, witness, fraction);
    gj_matrix_close(&s.m);
    free(s.basis);
    return truth;
}

#include "lattice.h"

#include <stdlib.h>
#include <string.h>

#include "simplex.h"

/* All solutions of the equalities so far, in steps of the cells: the last row
   is one of them, and adding any whole multiples of the other rows gives the
   others. At first these rows are the cells' own steps; each equality takes
   one away. */
typedef struct lattice {
    gj_matrix m;
    size_t directions;
    /** What the equality at hand makes of each row. */
    gj_wide *sums;
} lattice;

static gj_wide *row_of(const lattice *l, size_t row)
{
    return gj_matrix_row(&l->m, row);
}

static gj_wide *start_of(const lattice *l)
{
    return row_of(l, l->m.rows - 1);
}

/** row -= times * other */
static void subtract(lattice *l, gj_wide *row, gj_wide times,
                     const gj_wide *other)
{
    for (size_t c = 0; c < l->m.cell_count; c++)
        row[c] = gj_matrix_cross(&l->m, row[c], 1, times, other[c]);
}

static gj_wide sum_of(lattice *l, const gj_demand *demand, const uint8_t *kinds,
                      const gj_wide *row)
{
    gj_wide sum = 0;

    for (uint32_t t = 0; t < demand->count; t++) {
        gj_term term = demand->terms[t];
        gj_wide factor = (gj_wide)term.factor * gj_unit(kinds[term.cell]);
        sum = gj_matrix_cross(&l->m, sum, 1, -factor,
                              row[gj_matrix_column(&l->m, term.cell)]);
    }
    return sum;
}

/** The direction that changes the equality's sum least, or none. */
static size_t least_of(const lattice *l)
{
    size_t found = l->directions;

    for (size_t i = 0; i < l->directions; i++) {
        gj_wide sum = l->sums[i] < 0 ? -l->sums[i] : l->sums[i];
        if (sum != 0 &&
            (found == l->directions ||
             sum < (l->sums[found] < 0 ? -l->sums[found] : l->sums[found])))
            found = i;
    }
    return found;
}

/** Euclid: takes directions out of one another until one alone changes the
    sum, by the greatest common divisor of all. Returns it, or none. */
static size_t leave_one(lattice *l)
{
    size_t least = least_of(l);
    bool others = least < l->directions;

    while (others && !l->m.overflow) {
        others = false;
        for (size_t i = 0; i < l->directions; i++) {
            gj_wide times = l->sums[i] / l->sums[least];
            if (i == least || times == 0)
                continue;
            subtract(l, row_of(l, i), times, row_of(l, least));
            l->sums[i] -= times * l->sums[least];
            others |= l->sums[i] != 0;
        }
        least = least_of(l);
    }
    return least;
}

/** Takes a direction away, if it is one; true. */
static bool drop(lattice *l, size_t direction)
{
    if (direction == l->directions)
        return true;
    l->directions--;
    memcpy(row_of(l, direction), row_of(l, l->directions),
           l->m.columns * sizeof(gj_wide));
    return true;
}

/** Keeps the solutions that satisfy one more equality; false where there are
    none. */
static bool satisfy(lattice *l, const gj_demand *demand, const uint8_t *kinds)
{
    for (size_t i = 0; i < l->directions; i++)
        l->sums[i] = sum_of(l, demand, kinds, row_of(l, i));
    gj_wide off = gj_matrix_cross(&l->m, sum_of(l, demand, kinds, start_of(l)),
                                  1, -1, demand->constant);
    size_t one = leave_one(l);

    if (l->m.overflow || off == 0)
        return l->m.overflow || drop(l, one);
    if (one == l->directions || off % l->sums[one] != 0)
        return false;
    subtract(l, start_of(l), off / l->sums[one], row_of(l, one));
    return drop(l, one);
}

/** The first of the demands behind which there are no solutions, or count.
   Those with a mark in `left_out` are not looked at. */
static size_t first_impossible(const gj_demand *demands, size_t count,
                               const uint8_t *kinds, const uint8_t *left_out)
{
    lattice l = {.directions = 0};
    size_t i = count;

    if (gj_matrix_open(&l.m, demands, count) &&
        gj_matrix_rows(&l.m, l.m.cell_count + 1, 0))
        l.sums = calloc(l.m.cell_count + 1, sizeof *l.sums);
    if (l.sums != NULL) {
        l.directions = l.m.cell_count;
        for (size_t c = 0; c < l.directions; c++)
            row_of(&l, c)[c] = 1;
        for (i = 0; i < count; i++)
            if (demands[i].relation == GJ_EQUAL && !left_out[i] &&
                !satisfy(&l, &demands[i], kinds))
                break;
        if (l.m.overflow)
            i = count;
    }
    free(l.sums);
    gj_matrix_close(&l.m);
    return i;
}

bool gj_lattice_possible(const gj_demand *demands, size_t count,
                         const uint8_t *kinds, uint8_t *witness)
{
    uint8_t *left_out = calloc(count + 1, 1);
    size_t last = count;

    if (left_out != NULL)
        last = first_impossible(demands, count, kinds, left_out);
    /* Leave out, one after another, what is not needed for it. */
    for (size_t i = 0; last < count && i < last; i++) {
        left_out[i] = 1;
        left_out[i] =
            first_impossible(demands, last + 1, kinds, left_out) <= last;
    }
    for (size_t i = 0; last < count && i < count; i++)
        witness[i] =
            i <= last && demands[i].relation == GJ_EQUAL && !left_out[i];
    free(left_out);
    return last == count;
}

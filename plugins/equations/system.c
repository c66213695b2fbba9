#include "system.h"

#include <stdlib.h>
#include <string.h>

#include "lattice.h"
#include "simplex.h"

/* ---------------------------------------------------------- whole numbers */

/** Solutions in fractions that are looked at in search of whole ones, and how
    many cells are pinned down at once. */
enum { MOST_TRIED = 64, MOST_PINNED = 16 };

typedef struct search {
    gj_demand *demands;
    /** Demands of the system, and behind them those that pin cells down. */
    size_t count;
    size_t pinned;
    gj_term pins[MOST_PINNED];
    const uint8_t *kinds;
    /** Marks of all demands, pins included; of the system's, from any try. */
    uint8_t *marks;
    uint8_t *witness;
    unsigned tried;
} search;

static gj_truth try_all(search *s);

/** Tries with one more demand: cell + constant relation 0. */
static gj_truth try_pinned(search *s, uint32_t cell, gj_relation relation,
                           gj_wide constant)
{
    if (s->pinned == MOST_PINNED)
        return GJ_HOLDS;
    gj_term *term = &s->pins[s->pinned];
    *term = (gj_term){cell, 1};
    s->demands[s->count + s->pinned++] =
        (gj_demand){relation, term, 1, constant};
    gj_truth truth = try_all(s);
    s->pinned--;
    return truth;
}

/** Branch and bound. Where the solution has a fraction of a whole thing, that
    cell has to be less, or more. Holds also where that took too long. */
static gj_truth try_all(search *s)
{
    gj_fraction fraction;

    if (s->tried++ == MOST_TRIED)
        return GJ_HOLDS;
    gj_truth truth = gj_simplex(s->demands, s->count + s->pinned, s->kinds,
                                s->marks, &fraction);
    for (size_t i = 0; truth == GJ_FAILS && i < s->count; i++)
        s->witness[i] |= s->marks[i];
    if (truth != GJ_HOLDS || !fraction.found)
        return truth;
    gj_wide below = fraction.below * GJ_MILLION;
    truth = try_pinned(s, fraction.cell, GJ_AT_MOST, -below);
    return truth != GJ_FAILS
               ? truth
               : try_pinned(s, fraction.cell, GJ_AT_LEAST, -below - GJ_MILLION);
}

/** What a demand is by itself: met by all numbers, by none, or by some. */
static gj_truth decide_alone(const gj_demand *demand, const uint8_t *kinds)
{
    gj_wide *steps = malloc((demand->count + (size_t)1) * sizeof *steps);

    if (steps == NULL)
        return GJ_UNSURE;
    for (uint32_t t = 0; t < demand->count; t++)
        steps[t] = (gj_wide)demand->terms[t].factor *
                   gj_unit(kinds[demand->terms[t].cell]);
    gj_truth truth = gj_linear_decide(demand->constant, demand->relation, steps,
                                      demand->count);
    free(steps);
    return truth;
}

/** Chooses the demands that only some numbers meet; their indexes go to from[].
    False where one can be met by none; it alone is chosen then. */
static bool choose(search *s, const gj_demand *demands, size_t count,
                   size_t *from)
{
    for (size_t i = 0; i < count; i++) {
        gj_truth truth = decide_alone(&demands[i], s->kinds);
        if (truth == GJ_HOLDS)
            continue;
        if (truth == GJ_FAILS)
            s->count = 0;
        s->demands[s->count] = demands[i];
        from[s->count++] = i;
        if (truth == GJ_FAILS)
            return false;
    }
    return true;
}

static gj_truth search_all(search *s, const gj_demand *demands, size_t count,
                           size_t *from, uint8_t *witness)
{
    gj_truth truth = GJ_FAILS;

    if (!choose(s, demands, count, from))
        s->witness[0] = 1;
    else if (gj_lattice_possible(s->demands, s->count, s->kinds, s->witness))
        truth = try_all(s);
    for (size_t i = 0; truth == GJ_FAILS && i < s->count; i++)
        witness[from[i]] = s->witness[i];
    return truth;
}

gj_truth gj_system_satisfiable(const gj_demand *demands, size_t count,
                               const uint8_t *kinds, uint8_t *witness)
{
    search s = {.kinds = kinds};
    size_t *from = calloc(count + 1, sizeof *from);
    gj_truth truth = GJ_UNSURE;

    memset(witness, 0, count);
    s.demands = calloc(count + MOST_PINNED, sizeof *s.demands);
    s.marks = calloc(count + MOST_PINNED, 1);
    s.witness = calloc(count + MOST_PINNED, 1);
    if (from && s.demands && s.marks && s.witness)
        truth = search_all(&s, demands, count, from, witness);
    free(from);
    free(s.demands);
    free(s.marks);
    free(s.witness);
    return truth;
}

/* ------------------------------------------------------------ elimination */

static void reduce(gj_matrix *m, size_t row)
{
    gj_wide *at = gj_matrix_row(m, row), divisor = 0;

    for (size_t c = 0; c < m->columns && divisor != 1; c++)
        divisor = gj_wide_divisor(divisor, at[c]);
    for (size_t c = 0; divisor > 1 && c < m->columns; c++)
        at[c] /= divisor;
}

static size_t first_of(const gj_matrix *m, size_t row)
{
    size_t c = 0;

    while (c < m->cell_count && gj_matrix_row(m, row)[c] == 0)
        c++;
    return c;
}

/** Takes the row before it out of a row, as often as it takes. */
static void take_out(gj_matrix *m, size_t row, size_t before)
{
    size_t column = first_of(m, before);
    gj_wide *to = gj_matrix_row(m, row), *from = gj_matrix_row(m, before);

    if (column == m->cell_count || to[column] == 0)
        return;
    gj_wide by = from[column], factor = to[column];
    for (size_t c = 0; c < m->columns; c++)
        to[c] = gj_matrix_cross(m, to[c], by, factor, from[c]);
    reduce(m, row);
}

/** Columns: cells, the constant, and which rows took part. */
static bool eliminate(gj_matrix *m, const gj_demand *demands, size_t index,
                      uint8_t *from)
{
    size_t constant = m->cell_count;

    for (size_t i = 0; i <= index && !m->overflow; i++) {
        gj_wide *row = gj_matrix_row(m, i);
        for (uint32_t t = 0; t < demands[i].count; t++)
            row[gj_matrix_column(m, demands[i].terms[t].cell)] =
                demands[i].terms[t].factor;
        row[constant] = demands[i].constant;
        row[constant + 1 + i] = 1;
        for (size_t before = 0; before < i && !m->overflow; before++)
            take_out(m, i, before);
    }
    const gj_wide *last = gj_matrix_row(m, index);
    if (m->overflow || first_of(m, index) != m->cell_count ||
        last[constant] != 0)
        return false;
    for (size_t i = 0; i < index; i++)
        from[i] = last[constant + 1 + i] != 0;
    return true;
}

bool gj_system_follows(const gj_demand *demands, size_t index, uint8_t *from)
{
    gj_matrix m = {0};
    bool follows = gj_matrix_open(&m, demands, index + 1) &&
                   gj_matrix_rows(&m, index + 1, index + 2) &&
                   eliminate(&m, demands, index, from);

    gj_matrix_close(&m);
    return follows;
}

/* Systems of demands agree with trying every number, and what is named for a
 * contradiction is one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "equations/lattice.h"
#include "equations/simplex.h"
#include "equations/system.h"

enum { CELLS = 3, MOST = 9, ROWS = 4, TRIES = 20000 };

static const uint8_t counts[CELLS] = {GJ_CELL_COUNT, GJ_CELL_COUNT,
                                      GJ_CELL_COUNT};
static const uint8_t amounts[CELLS] = {GJ_CELL_AMOUNT, GJ_CELL_AMOUNT,
                                       GJ_CELL_AMOUNT};

static uint64_t random_state = 88172645463325252;

static int64_t below(int64_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int64_t)(random_state % (uint64_t)limit);
}

/** Demands with their terms. */
typedef struct demands {
    gj_demand at[ROWS];
    gj_term terms[ROWS][CELLS];
    size_t count;
} demands;

/** Adds factors[0] * cell 0 + … + constant relation 0; whole units. */
static void add(demands *d, const int *factors, int64_t constant,
                gj_relation relation)
{
    gj_demand *one = &d->at[d->count];
    gj_term *terms = d->terms[d->count++];

    *one = (gj_demand){relation, terms, 0, (gj_wide)constant * GJ_MILLION};
    for (uint32_t c = 0; c < CELLS; c++)
        if (factors[c] != 0)
            terms[one->count++] = (gj_term){c, factors[c]};
}

static bool holds(const gj_demand *demand, const int64_t *cells)
{
    gj_wide sum = demand->constant;

    for (uint32_t t = 0; t < demand->count; t++)
        sum += (gj_wide)demand->terms[t].factor * cells[demand->terms[t].cell] *
               GJ_MILLION;
    return gj_linear_known(sum, demand->relation) == GJ_HOLDS;
}

/** Whether some of the numbers 0 … MOST satisfy those that are chosen. */
static bool trying_finds(const demands *d, const uint8_t *chosen)
{
    int64_t cells[CELLS];

    for (int64_t n = 0; n < (MOST + 1) * (MOST + 1) * (MOST + 1); n++) {
        bool all = true;
        cells[0] = n % (MOST + 1);
        cells[1] = n / (MOST + 1) % (MOST + 1);
        cells[2] = n / (MOST + 1) / (MOST + 1);
        for (size_t i = 0; i < d->count && all; i++)
            all = !chosen[i] || holds(&d->at[i], cells);
        if (all)
            return true;
    }
    return false;
}

static void make(demands *d)
{
    static const gj_relation relations[] = {GJ_EQUAL,    GJ_EQUAL, GJ_AT_MOST,
                                            GJ_AT_LEAST, GJ_BELOW, GJ_ABOVE};

    d->count = 0;
    for (int64_t i = 1 + below(ROWS); i > 0; i--) {
        int factors[CELLS];
        for (int c = 0; c < CELLS; c++)
            factors[c] = (int)below(7) - 3;
        add(d, factors, below(11) - 5, relations[below(6)]);
    }
}

static void what_numbers_satisfy_is_never_a_contradiction(void **state)
{
    const uint8_t all[ROWS] = {1, 1, 1, 1};
    unsigned contradictions = 0, missed = 0;

    (void)state;
    for (int i = 0; i < TRIES; i++) {
        demands d;
        uint8_t witness[ROWS];
        make(&d);
        gj_truth truth = gj_system_satisfiable(d.at, d.count, counts, witness);
        assert_int_not_equal(truth, GJ_UNSURE);
        bool found = trying_finds(&d, all);
        if (truth == GJ_FAILS) {
            assert_false(found);
            assert_false(trying_finds(&d, witness));
            contradictions++;
        }
        missed += truth != GJ_FAILS && !found;
    }
    /* What trying does not find lies mostly beyond what was tried. */
    assert_true(contradictions > TRIES / 10);
    assert_true(missed < TRIES / 100);
}

static void what_is_named_is_a_contradiction_by_itself(void **state)
{
    (void)state;
    for (int i = 0; i < TRIES / 10; i++) {
        demands d, named = {.count = 0};
        uint8_t witness[ROWS], again[ROWS];
        make(&d);
        if (gj_system_satisfiable(d.at, d.count, counts, witness) != GJ_FAILS)
            continue;
        for (size_t j = 0; j < d.count; j++)
            if (witness[j])
                named.at[named.count++] = d.at[j];
        assert_true(named.count > 0);
        assert_int_equal(
            gj_system_satisfiable(named.at, named.count, counts, again),
            GJ_FAILS);
    }
}

/** Whether one demand alone is a contradiction. */
static bool fails(const int *factors, int64_t constant, gj_relation relation,
                  const uint8_t *kinds)
{
    demands d = {.count = 0};
    uint8_t witness[ROWS];

    add(&d, factors, constant, relation);
    return gj_system_satisfiable(d.at, 1, kinds, witness) == GJ_FAILS;
}

static void counts_have_no_halves_and_amounts_have(void **state)
{
    (void)state;
    assert_true(fails((const int[]){2, -2, 0}, -1, GJ_EQUAL, counts));
    assert_false(fails((const int[]){2, -2, 0}, -1, GJ_EQUAL, amounts));
    assert_true(fails((const int[]){6, 10, 15}, -29, GJ_EQUAL, counts));
    assert_false(fails((const int[]){6, 10, 15}, -30, GJ_EQUAL, counts));
}

static void a_chain_of_equalities_without_whole_solution_is_found(void **state)
{
    const int same[] = {1, -1, 0}, sum[] = {1, 1, 0}, other[] = {0, 0, 1};
    demands d = {.count = 0};
    uint8_t witness[ROWS] = {0};

    (void)state;
    add(&d, other, -4, GJ_EQUAL);
    add(&d, same, 0, GJ_EQUAL);
    add(&d, sum, -1, GJ_EQUAL);
    assert_false(gj_lattice_possible(d.at, d.count, counts, witness));
    assert_memory_equal(witness, ((const uint8_t[]){0, 1, 1}), 3);
    assert_true(gj_lattice_possible(d.at, d.count, amounts, witness));
}

static void the_simplex_tells_a_fraction_of_its_solution(void **state)
{
    const int sum[] = {1, 1, 0}, difference[] = {1, -1, 0};
    demands d = {.count = 0};
    uint8_t witness[ROWS];
    gj_fraction fraction;

    (void)state;
    add(&d, sum, -4, GJ_EQUAL);
    add(&d, difference, -1, GJ_EQUAL);
    assert_int_equal(gj_simplex(d.at, d.count, counts, witness, &fraction),
                     GJ_HOLDS);
    assert_true(fraction.found);
    assert_int_equal(fraction.below, fraction.cell == 0 ? 2 : 1);
    assert_int_equal(gj_simplex(d.at, d.count, amounts, witness, &fraction),
                     GJ_HOLDS);
    assert_false(fraction.found);
}

static void an_equality_follows_from_those_that_add_up_to_it(void **state)
{
    const int first[] = {1, -1, 0}, second[] = {0, 1, -1}, third[] = {1, 0, -1};
    demands d = {.count = 0};
    uint8_t from[ROWS] = {0};

    (void)state;
    add(&d, first, 1, GJ_EQUAL);
    add(&d, second, 2, GJ_EQUAL);
    add(&d, third, 3, GJ_EQUAL);
    add(&d, third, 4, GJ_EQUAL);
    assert_false(gj_system_follows(d.at, 1, from));
    assert_true(gj_system_follows(d.at, 2, from));
    assert_memory_equal(from, ((const uint8_t[]){1, 1}), 2);
    assert_false(gj_system_follows(d.at, 3, from));
}

static void numbers_beyond_128_bits_are_left_undecided(void **state)
{
    gj_term terms[ROWS][CELLS];
    gj_demand rows[CELLS];
    uint8_t witness[CELLS];

    (void)state;
    for (uint32_t i = 0; i < CELLS; i++) {
        for (uint32_t c = 0; c < CELLS; c++)
            terms[i][c] = (gj_term){c, GJ_LARGEST - (i + 1) * (c * c + 1)};
        rows[i] =
            (gj_demand){GJ_AT_LEAST, terms[i], CELLS, -((gj_wide)1 << 100) - i};
    }
    assert_int_equal(gj_system_satisfiable(rows, CELLS, amounts, witness),
                     GJ_UNSURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_numbers_satisfy_is_never_a_contradiction),
        cmocka_unit_test(what_is_named_is_a_contradiction_by_itself),
        cmocka_unit_test(counts_have_no_halves_and_amounts_have),
        cmocka_unit_test(a_chain_of_equalities_without_whole_solution_is_found),
        cmocka_unit_test(the_simplex_tells_a_fraction_of_its_solution),
        cmocka_unit_test(an_equality_follows_from_those_that_add_up_to_it),
        cmocka_unit_test(numbers_beyond_128_bits_are_left_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Decisions over blanks agree with trying every number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "equations/linear.h"

enum { MOST = 24, TRIES = 6000 };

static uint64_t random_state = 88172645463325252;

static int64_t below(int64_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (int64_t)(random_state % (uint64_t)limit);
}

/** What trying 0 … MOST for each unknown shows. */
typedef struct trial {
    const gj_wide *steps;
    size_t count;
    gj_relation relation;
    bool held;
    bool failed;
} trial;

static void try_all(trial *t, gj_wide sum, size_t at)
{
    if (at == t->count) {
        bool holds = gj_linear_known(sum, t->relation) == GJ_HOLDS;
        t->held |= holds;
        t->failed |= !holds;
        return;
    }
    for (int x = 0; x <= MOST; x++)
        try_all(t, sum + t->steps[at] * x, at + 1);
}

static void decisions_agree_with_trying(void **state)
{
    unsigned sure = 0;

    (void)state;
    for (int i = 0; i < TRIES; i++) {
        gj_wide steps[3];
        gj_wide given[3];
        size_t count = (size_t)below(4);
        gj_wide sum = below(41) - 20;
        gj_relation relation = (gj_relation)below(6);
        for (size_t k = 0; k < count; k++) {
            do
                steps[k] = below(15) - 7;
            while (steps[k] == 0);
            given[k] = steps[k];
        }
        trial t = {given, count, relation, false, false};
        try_all(&t, sum, 0);
        gj_truth truth = gj_linear_decide(sum, relation, steps, count);
        /* What is claimed for all numbers must be so for these. */
        if (truth == GJ_HOLDS)
            assert_false(t.failed);
        if (truth == GJ_FAILS)
            assert_false(t.held);
        /* With numbers this small the trial shows both sides if there are. */
        if (truth == GJ_UNSURE)
            assert_true(t.held && t.failed);
        sure += truth != GJ_UNSURE;
    }
    assert_true(sure > TRIES / 10);
}

static void decided(gj_wide sum, gj_wide a, gj_wide b, gj_truth truth)
{
    gj_wide steps[] = {a, b};
    assert_int_equal(gj_linear_decide(sum, GJ_EQUAL, steps, b ? 2 : 1), truth);
}

static void equations_over_blanks_are_decided_exactly(void **state)
{
    (void)state;
    decided(-3, 2, 0, GJ_FAILS);
    decided(-4, 2, 0, GJ_UNSURE);
    decided(5, 1, 0, GJ_FAILS);
    decided(-7, 3, 5, GJ_FAILS);
    decided(-8, 3, 5, GJ_UNSURE);
    decided(-1, 6, -4, GJ_FAILS);
    decided(-2, 6, -4, GJ_UNSURE);
    decided(-(gj_wide)1000003 * 999, 1000003, 0, GJ_UNSURE);
    /* The largest number that is no sum of the two, and the next one. */
    decided(-(gj_wide)(997 * 1009 - 997 - 1009), 997, 1009, GJ_FAILS);
    decided(-(gj_wide)(997 * 1009 - 997 - 1009 + 1), 997, 1009, GJ_UNSURE);
}

static bool can_make(int64_t target, const int64_t *steps, size_t count)
{
    bool reached[20001] = {true};

    for (size_t i = 0; i < count; i++)
        for (int64_t n = steps[i]; n <= target; n++)
            reached[n] |= reached[n - steps[i]];
    return reached[target];
}

/* With such steps the answer changes up to sums of some ten thousand. */
static void sums_of_large_steps_agree_with_filling_a_table(void **state)
{
    (void)state;
    for (int round = 0; round < 1500; round++) {
        int64_t steps[4];
        gj_wide wide[4];
        size_t count = (size_t)below(4) + 1;
        int64_t target = below(20001);
        for (size_t i = 0; i < count; i++) {
            steps[i] = 20 + below(381);
            wide[i] = -(gj_wide)steps[i] * GJ_MILLION;
        }
        gj_truth expected =
            can_make(target, steps, count) ? GJ_UNSURE : GJ_FAILS;
        gj_wide sum = (gj_wide)target * GJ_MILLION;
        assert_int_equal(gj_linear_decide(sum, GJ_EQUAL, wide, count),
                         expected);
    }
}

static void what_is_too_large_to_decide_is_left_unsure(void **state)
{
    (void)state;
    decided(-5000000, 1000003, 1000033, GJ_UNSURE);
    decided(-1000001, 2000000, 4000000, GJ_FAILS);
}

static void prints(gj_wide millionths, const char *text)
{
    char out[64];
    size_t length = gj_wide_print(out, millionths);

    out[length] = '\0';
    assert_string_equal(out, text);
}

static void amounts_are_printed_plainly(void **state)
{
    (void)state;
    prints(0, "0");
    prints(1, "0.000001");
    prints(-2500000, "-2.5");
    prints((gj_wide)INT64_MAX * 1000000, "9223372036854775807");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decisions_agree_with_trying),
        cmocka_unit_test(equations_over_blanks_are_decided_exactly),
        cmocka_unit_test(sums_of_large_steps_agree_with_filling_a_table),
        cmocka_unit_test(what_is_too_large_to_decide_is_left_unsure),
        cmocka_unit_test(amounts_are_printed_plainly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "equations/linear.h"

static uint64_t seed = 20240331;

static int64_t within(int64_t low, int64_t high)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return low + (int64_t)(seed % (uint64_t)(high - low + 1));
}

/* Tries every value of the unknowns from 0 to `most`. */
static void try_all(int64_t sum, gj_relation relation, const int64_t *steps,
                    size_t count, int64_t most, bool *some, bool *all)
{
    if (count == 0) {
        bool holds = gj_linear_known(sum, relation) == GJ_HOLDS;
        *some |= holds;
        *all &= holds;
        return;
    }
    for (int64_t x = 0; x <= most && (!*some || *all); x++)
        try_all(sum + x * steps[0], relation, steps + 1, count - 1, most, some,
                all);
}

/* With steps up to 7 and sums up to 40, values up to 48 contain a solution if
   there is one, and a violation if there is one. */
static void decisions_over_blanks_agree_with_trying_all_values(void **state)
{
    (void)state;
    for (int round = 0; round < 40000; round++) {
        int64_t steps[3];
        gj_wide wide[3];
        size_t count = (size_t)within(0, 3);
        int64_t sum = within(-40, 40);
        int64_t low = within(0, 1) ? 1 : -7;
        gj_relation relation = (gj_relation)within(GJ_EQUAL, GJ_ABOVE);
        bool some = false, all = true;
        for (size_t i = 0; i < count; i++) {
            do
                steps[i] = within(low, 7);
            while (steps[i] == 0);
            wide[i] = steps[i];
        }
        try_all(sum, relation, steps, count, 48, &some, &all);
        gj_truth expected = all ? GJ_HOLDS : some ? GJ_UNSURE : GJ_FAILS;
        gj_truth decided = gj_linear_decide(sum, relation, wide, count);
        if (decided != expected)
            fail_msg("round %d: %d, not %d (sum %d, relation %d, %d %d %d)",
                     round, (int)decided, (int)expected, (int)sum,
                     (int)relation, (int)(count > 0 ? steps[0] : 0),
                     (int)(count > 1 ? steps[1] : 0),
                     (int)(count > 2 ? steps[2] : 0));
    }
}

static bool can_make(int64_t target, const int64_t *steps, size_t count)
{
    bool reached[20001] = {true};

    for (size_t i = 0; i < count; i++)
        for (int64_t n = steps[i]; n <= target; n++)
            reached[n] |= reached[n - steps[i]];
    return reached[target];
}

/* Up to a few thousand with steps up to 400: the table over remainders is
   needed, and the answer changes up to the last number that is no sum. */
static void sums_of_large_steps_are_decided_exactly(void **state)
{
    (void)state;
    for (int round = 0; round < 1500; round++) {
        int64_t steps[4];
        gj_wide wide[4];
        size_t count = (size_t)within(1, 4);
        int64_t target = within(0, 20000);
        for (size_t i = 0; i < count; i++) {
            steps[i] = within(20, 400);
            wide[i] = -(gj_wide)steps[i] * GJ_MILLION;
        }
        gj_truth expected =
            can_make(target, steps, count) ? GJ_UNSURE : GJ_FAILS;
        gj_wide sum = (gj_wide)target * GJ_MILLION;
        gj_truth decided = gj_linear_decide(sum, GJ_EQUAL, wide, count);
        assert_int_equal(decided, expected);
    }
}

static void what_is_too_large_to_decide_is_left_unsure(void **state)
{
    gj_wide coprime[] = {1000003, 1000033};
    gj_wide even[] = {2000000, 4000000};
    (void)state;

    assert_int_equal(gj_linear_decide(-5000000, GJ_EQUAL, coprime, 2),
                     GJ_UNSURE);
    assert_int_equal(gj_linear_decide(-1000001, GJ_EQUAL, even, 2), GJ_FAILS);
    assert_int_equal(gj_linear_decide(1, GJ_UNEQUAL, even, 2), GJ_HOLDS);
}

static void prints(gj_wide number, const char *expected)
{
    char out[64];
    size_t length = gj_wide_print(out, number);

    assert_int_equal(length, strlen(expected));
    assert_memory_equal(out, expected, length);
}

static void numbers_print_as_plain_decimals(void **state)
{
    (void)state;
    prints(0, "0");
    prints(3000000, "3");
    prints(-2500000, "-2.5");
    prints(1, "0.000001");
    prints(-1, "-0.000001");
    prints(10500000, "10.5");
    prints(100000000, "100");
    prints((gj_wide)GJ_LARGEST * GJ_LARGEST * 1000000,
           "1000000000000000000000000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decisions_over_blanks_agree_with_trying_all_values),
        cmocka_unit_test(sums_of_large_steps_are_decided_exactly),
        cmocka_unit_test(what_is_too_large_to_decide_is_left_unsure),
        cmocka_unit_test(numbers_print_as_plain_decimals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

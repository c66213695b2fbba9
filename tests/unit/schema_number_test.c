/* Exact numbers of any length. */
#include "unit/reading.h"

#include "schema/number.h"

static int compare(const char *a, const char *b)
{
    gj_number x = gj_number_read(gj_text_of(a));
    gj_number y = gj_number_read(gj_text_of(b));
    int order = gj_number_compare(&x, &y);

    assert_int_equal(order == 0, gj_number_compare(&y, &x) == 0);
    assert_int_equal(order<0, gj_number_compare(&y, &x)> 0);
    if (order == 0)
        assert_true(gj_number_hash(&x, 7) == gj_number_hash(&y, 7));
    return order;
}

static bool is_multiple(const char *number, const char *divisor)
{
    gj_number n = gj_number_read(gj_text_of(number));
    gj_number d = gj_number_read(gj_text_of(divisor));

    return gj_number_is_multiple(&n, &d);
}

static bool is_whole(const char *number)
{
    gj_number n = gj_number_read(gj_text_of(number));

    return gj_number_is_whole(&n);
}

static void one_number_may_be_written_in_many_ways(void **state)
{
    static const char *const ones[] = {"1",     "1.0",   "1e0",   "0.1e1",
                                       "10e-1", "1.000", "100E-2"};
    (void)state;
    for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
        for (size_t j = 0; j < sizeof ones / sizeof *ones; j++)
            assert_int_equal(compare(ones[i], ones[j]), 0);
    assert_int_equal(compare("-0", "0.0e5"), 0);
    assert_int_equal(compare("1000000000000000000000", "1e21"), 0);
}

static void size_goes_before_digits_and_sign_before_size(void **state)
{
    (void)state;
    assert_true(compare("9", "10") < 0);
    assert_true(compare("-9", "-10") > 0);
    assert_true(compare("0.09", "0.1") < 0);
    assert_true(compare("-1", "0") < 0);
    assert_true(compare("123456789012345678901", "123456789012345678902") < 0);
    assert_true(compare("1.00000000000000000001", "1") > 0);
    assert_true(compare("1e1000000", "1e999999") > 0);
    assert_true(compare("1e-1000000", "0") > 0);
}

static void exponents_of_any_length_are_exact(void **state)
{
    (void)state;
    assert_true(compare("1e999999999999999999999", "1e999999999999999999998") >
                0);
    assert_int_equal(
        compare("1e999999999999999999999", "10e999999999999999999998"), 0);
    assert_int_equal(
        compare("1e1000000000000000000000", "0.01e1000000000000000000002"), 0);
    assert_int_equal(
        compare("1e-1000000000000000000000", "0.1e-999999999999999999999"), 0);
    assert_true(
        compare("1e-999999999999999999999", "1e-999999999999999999998") < 0);
    assert_true(
        compare("-1e-999999999999999999999", "1e-999999999999999999999") < 0);
    assert_true(compare("1e999999999999999999999", "1e-999999999999999999999") >
                0);
    /* Where a word's exponent and a long one are the same power. */
    assert_int_equal(compare("100e99999999999999999", "1e100000000000000001"),
                     0);
    assert_int_equal(compare("0.01e100000000000000001", "1e99999999999999999"),
                     0);
    assert_true(compare("1e100000000000000000", "9e99999999999999999") > 0);
    assert_int_equal(compare("0e999999999999999999999", "-0.0"), 0);
    assert_int_equal(compare("1e0000000000000000000000000000001", "10"), 0);
    /* Equal in 64 bits, and only there. */
    assert_true(compare("1e18446744073709551617", "1e36893488147419103233") <
                0);
    assert_true(is_whole("1e999999999999999999999"));
    assert_true(is_whole("0e-999999999999999999999"));
    assert_false(is_whole("1e-999999999999999999999"));
    assert_true(is_multiple("1e999999999999999999999", "3e-5") == false);
    assert_true(is_multiple("3e999999999999999999999", "3e-999999999999999"));
    assert_true(is_multiple("7e999999999999999999999", "0.7e1000000000000000"
                                                       "000000"));
    assert_false(
        is_multiple("1e999999999999999999998", "1e999999999999999999999"));
    assert_true(
        is_multiple("12e999999999999999999998", "6e999999999999999999998"));
}

static void wholeness_does_not_depend_on_the_point(void **state)
{
    (void)state;
    assert_true(is_whole("1.0"));
    assert_true(is_whole("1.5e1"));
    assert_true(is_whole("0.0"));
    assert_true(is_whole("1e400"));
    assert_false(is_whole("1.5"));
    assert_false(is_whole("15e-1"));
    assert_false(is_whole("1e-400"));
    assert_false(is_whole("123456789012345678901234567890.1"));
}

static void multiples_are_exact(void **state)
{
    (void)state;
    assert_true(is_multiple("0.0075", "0.0001"));
    assert_false(is_multiple("0.00751", "0.0001"));
    assert_true(is_multiple("4.35", "0.01"));
    assert_false(is_multiple("1e308", "0.123456789"));
    assert_true(is_multiple("12391239123", "1e-8"));
    assert_true(is_multiple("1e1000000", "0.5"));
    assert_true(is_multiple("1e1000000", "1024"));
    assert_false(is_multiple("1e1000000", "3"));
    assert_true(is_multiple("-9", "3"));
    assert_true(is_multiple("0", "7"));
    assert_false(is_multiple("5", "10"));
    assert_true(is_multiple("7.5", "2.5"));
}

/* 123…321 times 987654321987654321987654321, worked out by hand elsewhere. */
static void long_divisors_are_exact(void **state)
{
    static const char product[] =
        "121932631356500531591068431581771069347203169112635269";
    (void)state;
    assert_true(is_multiple(product, "123456789123456789123456789"));
    assert_true(is_multiple(product, "987654321987654321987654321"));
    assert_false(is_multiple("121932631356500531591068431581771069347203169112"
                             "635270",
                             "123456789123456789123456789"));
    assert_true(is_multiple("1e60", "1e59"));
    assert_true(is_multiple("36893488147419103232", "18446744073709551616"));
    assert_false(is_multiple("36893488147419103233", "18446744073709551616"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_number_may_be_written_in_many_ways),
        cmocka_unit_test(size_goes_before_digits_and_sign_before_size),
        cmocka_unit_test(exponents_of_any_length_are_exact),
        cmocka_unit_test(wholeness_does_not_depend_on_the_point),
        cmocka_unit_test(multiples_are_exact),
        cmocka_unit_test(long_divisors_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

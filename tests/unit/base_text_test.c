#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"

static void assert_decimal(int64_t millionths, const char *wanted)
{
    gj_buffer text = {0};

    gj_buffer_decimal(&text, millionths);
    assert_string_equal(text.data, wanted);
    gj_buffer_free(&text);
}

static void an_amount_of_millionths_is_a_plain_decimal(void **unused)
{
    (void)unused;
    assert_decimal(0, "0");
    assert_decimal(3000000, "3");
    assert_decimal(-2500000, "-2.5");
    assert_decimal(1, "0.000001");
    assert_decimal(-1000001, "-1.000001");
    assert_decimal(10100000, "10.1");
    assert_decimal(INT64_MAX, "9223372036854.775807");
    assert_decimal(INT64_MIN, "-9223372036854.775808");
}

static void a_whole_number_has_the_digits_that_printf_gives_it(void **unused)
{
    (void)unused;
    static const uint64_t steps[] = {0, 1, 9, 10, 11};

    for (uint64_t power = 1;; power *= 10) {
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            char wanted[32];
            gj_buffer text = {0};
            snprintf(wanted, sizeof wanted, "%" PRIu64, power - steps[i]);
            gj_buffer_number(&text, power - steps[i]);
            assert_string_equal(text.data, wanted);
            gj_buffer_free(&text);
        }
        if (power > UINT64_MAX / 10)
            break;
    }
}

static void a_buffer_grows_to_what_is_appended(void **unused)
{
    (void)unused;
    static char long_text[5000];
    gj_buffer text = {0};

    gj_buffer_text(&text, (gj_text){NULL, 0});
    assert_string_equal(text.data, "");
    for (size_t i = 1; i < 1000; i++) {
        gj_buffer_byte(&text, (char)('a' + i % 26));
        assert_int_equal(text.length, i);
        assert_int_equal(text.data[i], '\0');
    }
    memset(long_text, 'x', sizeof long_text);
    gj_buffer_add(&text, long_text, sizeof long_text);
    assert_int_equal(text.length, 999 + sizeof long_text);
    assert_int_equal(text.data[0], 'b');
    assert_int_equal(text.data[text.length], '\0');
    gj_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_amount_of_millionths_is_a_plain_decimal),
        cmocka_unit_test(a_whole_number_has_the_digits_that_printf_gives_it),
        cmocka_unit_test(a_buffer_grows_to_what_is_appended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Numbers, exactly. */
#include "unit/reading.h"

static void reads_numbers_in_every_notation(void **state)
{
    static const struct {
        const char *text;
        int64_t millionths;
    } cases[] = {
        {"0", 0},
        {"-0", 0},
        {"0.0", 0},
        {"-0.0e99999999999999999999", 0},
        {"0e-400", 0},
        {"1", 1000000},
        {"-1", -1000000},
        {"2.0", 2000000},
        {"2.5", 2500000},
        {"1e3", 1000000000},
        {"1E+3", 1000000000},
        {"1.5e1", 15000000},
        {"15e-1", 1500000},
        {"0.000001", 1},
        {"1e-6", 1},
        {"-1e-6", -1},
        {"10e-7", 1},
        {"0.00000100", 1},
        {"10.0000000", 10000000},
        {"1000000e-12", 1},
        {"120", 120000000},
        {"100200.003", 100200003000},
        {"999999999", 999999999000000},
        {"1234567890", 1234567890000000},
        {"9223372036854.775807", INT64_MAX},
        {"-9223372036854.775808", INT64_MIN},
        {"-9223372036854775808e-6", INT64_MIN},
        {"0.000000000000000000000000000001e30", 1000000},
        {"1000000000000000000000000000000e-30", 1000000},
        {"9e12", 9000000000000000000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t got = 77;
        uint32_t how = gj_decimal_read(gj_text_of(cases[i].text), &got);
        if (how != GJ_DECIMAL_OK || got != cases[i].millionths)
            fail_msg("%s: %u, %lld", cases[i].text, how, (long long)got);
    }
}

static void tells_what_cannot_be_held(void **state)
{
    static const struct {
        const char *text;
        uint32_t how;
    } cases[] = {
        {"0.0000001", GJ_DECIMAL_INEXACT},
        {"1.0000001", GJ_DECIMAL_INEXACT},
        {"1e-7", GJ_DECIMAL_INEXACT},
        {"1e-400", GJ_DECIMAL_INEXACT},
        {"1e-99999999999999999999", GJ_DECIMAL_INEXACT},
        {"-123.4567891", GJ_DECIMAL_INEXACT},
        {"9223372036854.775808", GJ_DECIMAL_RANGE},
        {"-9223372036854.775809", GJ_DECIMAL_RANGE},
        {"9223372036855", GJ_DECIMAL_RANGE},
        {"10000000000000", GJ_DECIMAL_RANGE},
        {"1e13", GJ_DECIMAL_RANGE},
        {"1e400", GJ_DECIMAL_RANGE},
        {"-1e400", GJ_DECIMAL_RANGE},
        {"1e99999999999999999999", GJ_DECIMAL_RANGE},
        {"123456789012345678901234567890", GJ_DECIMAL_RANGE},
        {"", GJ_DECIMAL_TYPE},
        {"-", GJ_DECIMAL_TYPE},
        {"01", GJ_DECIMAL_TYPE},
        {"+1", GJ_DECIMAL_TYPE},
        {"1.", GJ_DECIMAL_TYPE},
        {".5", GJ_DECIMAL_TYPE},
        {"1e", GJ_DECIMAL_TYPE},
        {"1 ", GJ_DECIMAL_TYPE},
        {" 1", GJ_DECIMAL_TYPE},
        {"0x10", GJ_DECIMAL_TYPE},
        {"NaN", GJ_DECIMAL_TYPE},
        {"1e1.5", GJ_DECIMAL_TYPE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t got = 77;
        uint32_t how = gj_decimal_read(gj_text_of(cases[i].text), &got);
        if (how != cases[i].how)
            fail_msg("%s: %u", cases[i].text, how);
        assert_int_equal(got, 77);
    }
}

static void gives_back_what_it_prints(void **state)
{
    uint64_t random = 1;
    gj_buffer text = {0};
    (void)state;
    for (int i = 0; i < 20000; i++) {
        random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
        int64_t wanted = (int64_t)(random >> (i % 64));
        int64_t got = 0;
        gj_buffer_clear(&text);
        gj_buffer_decimal(&text, wanted);
        assert_int_equal(gj_decimal_read(gj_buffer_view(&text), &got),
                         GJ_DECIMAL_OK);
        assert_int_equal(got, wanted);
    }
    gj_buffer_free(&text);
}

static void reads_digits_by_the_thousand(void **state)
{
    enum { DIGITS = 5000 };
    char text[DIGITS + 20];
    int64_t got = 0;
    (void)state;

    memset(text, '0', DIGITS);
    text[0] = '7';
    strcpy(text + DIGITS, "e-4999");
    assert_int_equal(gj_decimal_read(gj_text_of(text), &got), GJ_DECIMAL_OK);
    assert_int_equal(got, 7000000);
    text[1] = '.';
    strcpy(text + DIGITS, "e0");
    assert_int_equal(gj_decimal_read(gj_text_of(text), &got), GJ_DECIMAL_OK);
    assert_int_equal(got, 7000000);
    text[DIGITS - 1] = '1';
    assert_int_equal(gj_decimal_read(gj_text_of(text), &got),
                     GJ_DECIMAL_INEXACT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers_in_every_notation),
        cmocka_unit_test(tells_what_cannot_be_held),
        cmocka_unit_test(gives_back_what_it_prints),
        cmocka_unit_test(reads_digits_by_the_thousand),
    };
    return cmocka_run_group_tests_name("document: decimals", tests, NULL, NULL);
}

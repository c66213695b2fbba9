/* The flat encoding and the search for near words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/codec.h"
#include "base/nearest.h"

/* -------------------------------------------------------------- encoding */

static void what_was_put_is_got(void **state)
{
    gj_buffer bytes = {0};

    (void)state;
    gj_put_u8(&bytes, 255);
    gj_put_u32(&bytes, 0x80000001);
    gj_put_u64(&bytes, UINT64_MAX - 1);
    gj_put_i64(&bytes, INT64_MIN);
    gj_put_text(&bytes, (gj_text)GJ_TEXT("a\0b"));
    gj_put_text(&bytes, (gj_text){NULL, 0});
    gj_put_words(&bytes, (gj_words)GJ_WORDS("甲", "a"));
    gj_cursor in = gj_cursor_of(gj_buffer_view(&bytes));
    assert_int_equal(gj_get_u8(&in), 255);
    assert_int_equal(gj_get_u32(&in), 0x80000001);
    assert_true(gj_get_u64(&in) == UINT64_MAX - 1);
    assert_true(gj_get_i64(&in) == INT64_MIN);
    assert_true(gj_text_is(gj_get_text(&in), (gj_text)GJ_TEXT("a\0b")));
    assert_int_equal(gj_get_text(&in).length, 0);
    gj_words words = gj_get_words(&in);
    assert_true(gj_text_is(words.zh, gj_text_of("甲")));
    assert_true(gj_text_is(words.en, gj_text_of("a")));
    assert_false(in.bad);
    assert_ptr_equal(in.at, in.end);
    gj_buffer_free(&bytes);
}

static void numbers_are_little_endian_everywhere(void **state)
{
    gj_buffer bytes = {0};

    (void)state;
    gj_put_u32(&bytes, 0x01020304);
    assert_int_equal(bytes.length, 4);
    assert_memory_equal(bytes.data, "\4\3\2\1", 4);
    gj_buffer_free(&bytes);
}

static void a_cursor_beyond_its_end_goes_bad_and_stays_so(void **state)
{
    gj_cursor in = gj_cursor_of((gj_text)GJ_TEXT("\1\2\3"));

    (void)state;
    assert_int_equal(gj_get_u32(&in), 0);
    assert_true(in.bad);
    assert_int_equal(gj_get_u8(&in), 0);
    assert_int_equal(gj_get_text(&in).length, 0);
    gj_cursor fields;
    assert_int_equal(gj_next_record(&in, &fields), 0);
    in = gj_cursor_of((gj_text)GJ_TEXT("\4\0\0\0abc"));
    assert_int_equal(gj_get_text(&in).length, 0);
    assert_true(in.bad);
    in = gj_cursor_of((gj_text){NULL, 0});
    assert_int_equal(gj_next_record(&in, &fields), 0);
    assert_false(in.bad);
}

static void records_nest_and_unknown_ones_can_be_passed_over(void **state)
{
    gj_buffer bytes = {0};
    gj_cursor fields;
    gj_cursor inner;

    (void)state;
    size_t outer = gj_begin_record(&bytes, 7);
    gj_put_u8(&bytes, 1);
    size_t own = gj_begin_record(&bytes, 9);
    gj_put_u32(&bytes, 42);
    gj_end_record(&bytes, own);
    gj_end_record(&bytes, outer);
    gj_end_record(&bytes, gj_begin_record(&bytes, 8));
    gj_cursor in = gj_cursor_of(gj_buffer_view(&bytes));
    assert_int_equal(gj_next_record(&in, &fields), 7);
    assert_int_equal(gj_get_u8(&fields), 1);
    assert_int_equal(gj_next_record(&fields, &inner), 9);
    assert_int_equal(gj_get_u32(&inner), 42);
    assert_int_equal(gj_get_u8(&inner), 0);
    assert_true(inner.bad);
    assert_false(fields.bad);
    assert_int_equal(gj_next_record(&in, &fields), 8);
    assert_ptr_equal(fields.at, fields.end);
    assert_int_equal(gj_next_record(&in, &fields), 0);
    assert_false(in.bad);
    gj_buffer_free(&bytes);
}

static void a_record_of_kind_zero_or_cut_off_is_none(void **state)
{
    gj_cursor fields;
    gj_cursor in = gj_cursor_of((gj_text)GJ_TEXT("\0\0\0\0\0"));

    (void)state;
    assert_int_equal(gj_next_record(&in, &fields), 0);
    assert_true(in.bad);
    in = gj_cursor_of((gj_text)GJ_TEXT("\1\0\0"));
    assert_int_equal(gj_next_record(&in, &fields), 0);
    assert_true(in.bad);
    in = gj_cursor_of((gj_text)GJ_TEXT("\1\1\0\0\0"));
    assert_int_equal(gj_next_record(&in, &fields), 0);
    assert_true(in.bad);
}

/* ------------------------------------------------------------ near words */

static void nearest(const char *wanted, const char *found)
{
    static const char *const known[] = {"carried_over", "carried_forward",
                                        "new", "total", "handled"};
    gj_nearest search = gj_nearest_to(gj_text_of(wanted));

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        gj_nearest_try(&search, gj_text_of(known[i]));
    if (!gj_text_is(search.found, gj_text_of(found)))
        fail_msg("%s: “%.*s”, not “%s”", wanted, GJ_PRINT(search.found), found);
}

static void a_slip_of_the_pen_is_near(void **state)
{
    (void)state;
    nearest("carried_ovr", "carried_over");
    nearest("carried_voer", "carried_over");
    nearest("carriedover", "carried_over");
    nearest("caried_forwrd", "carried_forward");
    nearest("totla", "total");
    nearest("nwe", "new");
    nearest("Handled", "handled");
}

static void another_word_is_not_near(void **state)
{
    char word[80];

    (void)state;
    nearest("", "");
    nearest("no", "");
    nearest("old", "");
    nearest("sum", "");
    nearest("carried", "");
    memset(word, 'a', sizeof word);
    word[sizeof word - 1] = '\0';
    nearest(word, "");
}

static void of_two_equally_near_words_the_first_stays(void **state)
{
    gj_nearest search = gj_nearest_to(gj_text_of("cot"));

    (void)state;
    gj_nearest_try(&search, gj_text_of("cat"));
    gj_nearest_try(&search, gj_text_of("cut"));
    assert_true(gj_text_is(search.found, gj_text_of("cat")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_got),
        cmocka_unit_test(numbers_are_little_endian_everywhere),
        cmocka_unit_test(a_cursor_beyond_its_end_goes_bad_and_stays_so),
        cmocka_unit_test(records_nest_and_unknown_ones_can_be_passed_over),
        cmocka_unit_test(a_record_of_kind_zero_or_cut_off_is_none),
        cmocka_unit_test(a_slip_of_the_pen_is_near),
        cmocka_unit_test(another_word_is_not_near),
        cmocka_unit_test(of_two_equally_near_words_the_first_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

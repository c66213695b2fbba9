/* Which texts of plugins can be shown as they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plugin/flaw.h"

/* So many bytes before it that it comes to stand across any border between
   those that are looked at together. */
enum { BEFORE = 18 };

static size_t encode(char *to, uint32_t character)
{
    if (character < 0x80) {
        to[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        to[0] = (char)(0xC0 | character >> 6);
        to[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | character >> 12);
    to[1] = (char)(0x80 | (character >> 6 & 0x3F));
    to[2] = (char)(0x80 | (character & 0x3F));
    return 3;
}

static const char *expected(uint32_t c)
{
    if (c >= 0xD800 && c < 0xE000)
        return "is not UTF-8";
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
        return "has control characters";
    if (c == 0x061C || c == 0x200E || c == 0x200F ||
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        return "has characters that turn the direction of text";
    return "";
}

static void each_character_is_judged_wherever_it_stands(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x10000; c++)
        for (size_t before = 0; before < BEFORE; before++) {
            char text[BEFORE + 16];
            memset(text, 'a', sizeof text);
            size_t length = before + encode(text + before, c);
            gj_words alone = gj_text_flaw((gj_text){text, length}, 64);
            assert_string_equal(alone.en.data, expected(c));
            memcpy(text + length, "\u201C年\u201D", 9);
            gj_words amid = gj_text_flaw((gj_text){text, length + 9}, 64);
            assert_string_equal(amid.en.data, expected(c));
        }
}

static void of_two_flaws_the_control_character_is_told(void **state)
{
    (void)state;
    gj_text text = GJ_TEXT("年\u200E报\x01");
    assert_string_equal(gj_text_flaw(text, 64).en.data,
                        "has control characters");
}

static void a_text_is_neither_missing_nor_too_long(void **state)
{
    (void)state;
    assert_string_equal(gj_text_flaw((gj_text){"", 0}, 64).en.data,
                        "is missing");
    assert_string_equal(gj_text_flaw((gj_text)GJ_TEXT("report"), 6).en.data,
                        "");
    assert_string_equal(gj_text_flaw((gj_text)GJ_TEXT("report"), 5).en.data,
                        "is too long");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_character_is_judged_wherever_it_stands),
        cmocka_unit_test(of_two_flaws_the_control_character_is_told),
        cmocka_unit_test(a_text_is_neither_missing_nor_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

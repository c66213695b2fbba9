#include "unit/writing.h"

#include "writer/logged.h"
#include "writer/spool.h"

typedef void change(gj_buffer *out, gj_text text);

static void assert_becomes(change *call, const char *bytes, size_t length,
                           const char *wanted)
{
    gj_buffer out = {0};

    call(&out, (gj_text){bytes, length});
    gj_buffer_add(&out, "", 0);
    assert_string_equal(out.data, wanted);
    gj_buffer_free(&out);
}

#define ASSERT_BECOMES(call, literal, wanted)                                  \
    assert_becomes(call, literal, sizeof(literal) - 1, wanted)

static void chinese_is_two_wide_and_marks_are_none(void **unused)
{
    (void)unused;
    assert_int_equal(gj_text_width(gj_text_of("abc")), 3);
    assert_int_equal(gj_text_width(gj_text_of("总计")), 4);
    assert_int_equal(gj_text_width(gj_text_of("（七）a")), 7);
    assert_int_equal(gj_text_width(gj_text_of("e\u0301")), 1);
    assert_int_equal(gj_text_width(gj_text_of("·…")), 2);
    assert_int_equal(gj_text_width((gj_text){NULL, 0}), 0);
}

static void what_could_steer_a_terminal_is_shown(void **unused)
{
    (void)unused;
    ASSERT_BECOMES(gj_buffer_visible, "a\x1b[31mb", "a\\x1b[31mb");
    ASSERT_BECOMES(gj_buffer_visible, "a\r\n\tb\0c", "a\\x0d\\x0a\\x09b\\x00c");
    ASSERT_BECOMES(gj_buffer_visible, "\x7f\xc2\x9b", "\\x7f\\u009b");
    ASSERT_BECOMES(gj_buffer_visible, "\u202e\u2066\u2069\u200f",
                   "\\u202e\\u2066\\u2069\\u200f");
    ASSERT_BECOMES(gj_buffer_visible, "\u2028\ufeff\U000E0041",
                   "\\u2028\\ufeff\\U000e0041");
    ASSERT_BECOMES(gj_buffer_visible, "x\xff\xe4\xb8", "x\\xff\\xe4\\xb8");
    ASSERT_BECOMES(gj_buffer_visible, "总计·é", "总计·é");
}

/* What is copied without being looked up is what looking up leaves alone. */
static void what_is_taken_for_shown_hides_nothing(void **unused)
{
    (void)unused;
    for (int32_t code = 1; code < 0x20000; code++) {
        char bytes[5] = "";
        gj_text text = {bytes, 0};
        if (code >= 0xD800 && code < 0xE000)
            continue;
        if (code < 0x80) {
            bytes[text.length++] = (char)code;
        } else if (code < 0x800) {
            bytes[text.length++] = (char)(0xC0 | code >> 6);
        } else if (code < 0x10000) {
            bytes[text.length++] = (char)(0xE0 | code >> 12);
            bytes[text.length++] = (char)(0x80 | (code >> 6 & 0x3F));
        } else {
            bytes[text.length++] = (char)(0xF0 | code >> 18);
            bytes[text.length++] = (char)(0x80 | (code >> 12 & 0x3F));
            bytes[text.length++] = (char)(0x80 | (code >> 6 & 0x3F));
        }
        if (code >= 0x80)
            bytes[text.length++] = (char)(0x80 | (code & 0x3F));
        if (gj_hides(code) && gj_shown_run(text, 0) > 0)
            fail_msg("U+%04X", (unsigned)code);
        for (gj_text cut = text; code >= 0x80 && cut.length > 1;) {
            cut.length--;
            assert_int_equal(gj_shown_run(cut, 0), 0);
        }
    }
    assert_int_equal(gj_shown_run(gj_text_of("表三·“自然人”：2，≠ 3……。"), 0),
                     strlen("表三·“自然人”：2，≠ 3……。"));
    assert_int_equal(gj_shown_run(gj_text_of("\xe4\xb8x"), 0), 0);
    assert_int_equal(gj_shown_run(gj_text_of("\xc2\x85"), 0), 0);
    assert_int_equal(gj_shown_run(gj_text_of("\xc2\xff"), 0), 0);
    assert_int_equal(gj_shown_run(gj_text_of("a\xe2\x80\xae"), 0), 1);
}

static void no_line_is_a_command_to_what_reads_a_log(void **unused)
{
    (void)unused;
    ASSERT_BECOMES(gj_buffer_logged, "::error::x\n  ::warning::y\n",
                   "\\::error::x\n  \\::warning::y\n");
    ASSERT_BECOMES(gj_buffer_logged, "\u3000\u00a0::x", "\u3000\u00a0\\::x");
    ASSERT_BECOMES(gj_buffer_logged, "a ##[error]b ##vso[x]c",
                   "a ##\\[error]b ##vso\\[x]c");
    ASSERT_BECOMES(gj_buffer_logged, "###[##[", "###\\[##\\[");
    ASSERT_BECOMES(gj_buffer_logged, "::", "\\::");
    ASSERT_BECOMES(gj_buffer_logged, "a::b #[x] ## [y] :c: ##",
                   "a::b #[x] ## [y] :c: ##");
    ASSERT_BECOMES(gj_buffer_logged, "", "");
}

static void each_control_character_is_shown(void **unused)
{
    (void)unused;
    for (unsigned code = 0; code < 0xA0; code++) {
        bool control = code < 0x20 || code >= 0x7F;
        char bytes[2] = {(char)code, 0};
        size_t length = 1;
        if (code >= 0x80) {
            bytes[0] = (char)0xC2;
            bytes[1] = (char)code;
            length = 2;
        }
        gj_buffer out = {0};
        gj_buffer_visible(&out, (gj_text){bytes, length});
        assert_int_equal(out.data[0] == '\\' && out.length >= 4, control);
        gj_buffer_free(&out);
    }
}

static void bytes_that_are_no_text_become_replacement_characters(void **unused)
{
    (void)unused;
    ASSERT_BECOMES(gj_buffer_valid, "a\xff\x62", "a\uFFFD\x62");
    ASSERT_BECOMES(gj_buffer_valid, "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD");
    ASSERT_BECOMES(gj_buffer_valid, "\xc0\xaf", "\uFFFD\uFFFD");
    ASSERT_BECOMES(gj_buffer_valid, "总计\x1b", "总计\x1b");
}

static void a_cut_text_fits_and_says_that_it_was_cut(void **unused)
{
    (void)unused;
    gj_text text = gj_text_of("要求提供公开出版物\x1b");

    for (size_t width = 0; width < 24; width++) {
        gj_buffer out = {0};
        gj_buffer_cut(&out, text, width);
        gj_text cut = gj_buffer_view(&out);
        assert_true(gj_text_width(cut) <= width);
        assert_true(width >= 22 || gj_text_width(cut) + 2 > width);
        assert_int_equal(width > 0 && width < 22,
                         cut.length >= 3 &&
                             memcmp(cut.data + cut.length - 3, "…", 3) == 0);
        gj_buffer_free(&out);
    }
}

static void assert_wraps(const char *line, size_t width, const char *wanted)
{
    gj_buffer out = {0};

    gj_buffer_wrapped(&out, gj_text_of(line), width, 2);
    gj_buffer_add(&out, "", 0);
    assert_string_equal(out.data, wanted);
    gj_buffer_free(&out);
}

static void a_line_is_broken_where_words_end(void **unused)
{
    (void)unused;
    assert_wraps("a.json:1:2: error ten is 10\n", 18,
                 "a.json:1:2: error\n  ten is 10\n");
    assert_wraps("no more than its width", 22, "no more than its width");
    assert_wraps("one\n\nand another one\n", 11, "one\n\nand another\n  one\n");
    assert_wraps("", 10, "");
}

static void chinese_is_broken_anywhere_but_at_its_signs(void **unused)
{
    (void)unused;
    assert_wraps("本年新收应当相等", 10, "本年新收应\n  当相等");
    assert_wraps("本年新收应；当相等", 10, "本年新收\n  应；当相\n  等");
    assert_wraps("本年新收（应）当", 10, "本年新收\n  （应）当");
    assert_wraps("本年新收“应”当", 9, "本年新收\n  “应”当");
    assert_wraps("本年的 98% 是", 9, "本年的\n  98% 是");
}

static void a_number_stays_with_what_it_counts(void **unused)
{
    (void)unused;
    assert_wraps("不成立 4 项", 9, "不成立\n  4 项");
    assert_wraps("本年共2024件", 11, "本年共\n  2024件");
}

static void a_word_longer_than_the_line_is_left_alone(void **unused)
{
    (void)unused;
    assert_wraps("folder/with/a/long/name.json:1:2: note b", 12,
                 "folder/with/a/long/name.json:1:2:\n  note b");
}

static void colours_take_no_room_in_a_line(void **unused)
{
    (void)unused;
    assert_wraps("\x1b[1;31mred\x1b[0m and \x1b[2mgrey\x1b[0m", 12,
                 "\x1b[1;31mred\x1b[0m and \x1b[2mgrey\x1b[0m");
    assert_wraps("\x1b[1;31mred\x1b[0m and \x1b[2mgrey\x1b[0m", 11,
                 "\x1b[1;31mred\x1b[0m and\n  \x1b[2mgrey\x1b[0m");
}

static void no_sequence_is_written_where_no_colour_is_wanted(void **unused)
{
    (void)unused;
    gj_writing plain = {.colour = false};
    gj_writing coloured = {.colour = true};
    gj_buffer out = {0};

    gj_paint_on(&out, &plain, GJ_PAINT_ERROR);
    gj_paint_off(&out, &plain);
    assert_int_equal(out.length, 0);
    gj_paint_on(&out, &coloured, gj_paint_of(GJ_ERROR));
    gj_paint_off(&out, &coloured);
    assert_string_equal(out.data, "\x1b[1;31m\x1b[0m");
    gj_buffer_free(&out);
}

static void what_is_late_comes_back_whole_and_in_order(void **unused)
{
    (void)unused;
    gj_spool spool = {0};
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    for (unsigned i = 0; i < 40000; i++) {
        gj_buffer_print(&spool.pending, "entry %06u\n", i);
        gj_spool_keep(&spool);
        assert_true(spool.pending.length < 128 * 1024);
    }
    assert_int_equal(spool.count, 40000);
    gj_spool_empty(&spool, out);
    fclose(out);
    assert_int_equal(length, 40000 * 13);
    for (unsigned i = 0; i < 40000; i++) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, "entry %06u\n", i);
        assert_memory_equal(text + i * 13, wanted, 13);
    }
    free(text);
}

static void what_is_late_stays_in_memory_where_there_is_no_file(void **unused)
{
    (void)unused;
    gj_spool spool = {.no_file = true};
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_non_null(out);
    for (unsigned i = 0; i < 20000; i++) {
        gj_buffer_print(&spool.pending, "entry %06u\n", i);
        gj_spool_keep(&spool);
    }
    gj_spool_empty(&spool, out);
    fclose(out);
    assert_int_equal(length, 20000 * 13);
    assert_memory_equal(text + length - 13, "entry 019999\n", 13);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_is_two_wide_and_marks_are_none),
        cmocka_unit_test(what_could_steer_a_terminal_is_shown),
        cmocka_unit_test(what_is_taken_for_shown_hides_nothing),
        cmocka_unit_test(no_line_is_a_command_to_what_reads_a_log),
        cmocka_unit_test(each_control_character_is_shown),
        cmocka_unit_test(bytes_that_are_no_text_become_replacement_characters),
        cmocka_unit_test(a_cut_text_fits_and_says_that_it_was_cut),
        cmocka_unit_test(a_line_is_broken_where_words_end),
        cmocka_unit_test(chinese_is_broken_anywhere_but_at_its_signs),
        cmocka_unit_test(a_number_stays_with_what_it_counts),
        cmocka_unit_test(a_word_longer_than_the_line_is_left_alone),
        cmocka_unit_test(colours_take_no_room_in_a_line),
        cmocka_unit_test(no_sequence_is_written_where_no_colour_is_wanted),
        cmocka_unit_test(what_is_late_comes_back_whole_and_in_order),
        cmocka_unit_test(what_is_late_stays_in_memory_where_there_is_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What the reader takes for JSON, and what it does not. */
#include "unit/reading.h"

static void accepts_every_kind_of_value(void **state)
{
    static const char *const texts[] = {"null",
                                        "true",
                                        "false",
                                        "0",
                                        "-0",
                                        "12",
                                        "-12.5",
                                        "1e3",
                                        "1E+3",
                                        "1.25e-3",
                                        "\"\"",
                                        "\"a\"",
                                        "[]",
                                        "{}",
                                        "[[]]",
                                        "[{}]",
                                        "{\"a\":{}}",
                                        " [ 1 , 2 ] ",
                                        "\t\r\n{ \"a\" : 1 }\n",
                                        "[1,\"a\",null,true,false,[],{}]",
                                        "123456789012345678901234567890",
                                        "0.000000000000000000001",
                                        "1e400",
                                        "-1e-400",
                                        "12345678",
                                        "123456789",
                                        "[0,0.5,10,-1]",
                                        "{\"\":1}",
                                        "\"\\u0000\"",
                                        "\"\x7F\"",
                                        NULL};
    (void)state;
    for (size_t i = 0; texts[i] != NULL; i++)
        assert_accepted(texts[i]);
}

static void refuses_what_is_cut_off_or_out_of_place(void **state)
{
    static const struct {
        const char *text;
        uint32_t line;
        uint32_t column;
    } cases[] = {
        {"[", 1, 2},          {"{", 1, 2},         {"[1", 1, 3},
        {"[1,", 1, 4},        {"{\"a\"", 1, 5},    {"{\"a\":", 1, 6},
        {"{\"a\":1", 1, 7},   {"{\"a\":1,", 1, 8}, {"\"a", 1, 3},
        {"]", 1, 1},          {"}", 1, 1},         {"[}", 1, 2},
        {"{]", 1, 2},         {"[1}", 1, 3},       {"{\"a\":1]", 1, 7},
        {"[1 2]", 1, 4},      {"[1,]", 1, 3},      {"[1 ,\n]", 1, 4},
        {"{\"a\":1,}", 1, 7}, {"[,1]", 1, 2},      {"[1,,2]", 1, 4},
        {"{,}", 1, 2},        {"{\"a\" 1}", 1, 6}, {"{\"a\"=1}", 1, 5},
        {"{\"a\",1}", 1, 5},  {"{\"a\":}", 1, 6},  {"{a:1}", 1, 2},
        {"{'a':1}", 1, 2},    {"['a']", 1, 2},     {"{1:2}", 1, 2},
        {"1 2", 1, 3},        {"{}\n{}", 2, 1},    {"[1]x", 1, 4},
        {"nul", 1, 1},        {"nulL", 1, 1},      {"nullx", 1, 5},
        {"True", 1, 1},       {"[NaN]", 1, 2},     {"[-Infinity]", 1, 3},
        {"[+1]", 1, 2},       {"[01]", 1, 2},      {"[-01]", 1, 3},
        {"[00]", 1, 2},       {"[.5]", 1, 2},      {"[1.]", 1, 4},
        {"[1.e1]", 1, 4},     {"[1e]", 1, 4},      {"[1e+]", 1, 5},
        {"[-]", 1, 3},        {"[--1]", 1, 3},     {"[1.5.2]", 1, 5},
        {"[0x1F]", 1, 3},     {"[1] // a", 1, 5},  {"[ /* a */ 1]", 1, 3},
        {"# a\n[]", 1, 1},    {"[1;2]", 1, 3},     {"-", 1, 2},
        {"1.", 1, 3},         {"\v[]", 1, 1},      {"[\f1]", 1, 2},
        {"[1]\x01", 1, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].text, GJ_FAILED_SYNTAX, cases[i].line,
                       cases[i].column);
}

static void refuses_what_a_string_must_not_hold(void **state)
{
    static const struct {
        const char *text;
        uint32_t column;
    } cases[] = {
        {"[\"a\nb\"]", 4},           {"[\"a\tb\"]", 4},
        {"[\"a\rb\"]", 4},           {"[\"\x1F\"]", 3},
        {"[\"\x01\"]", 3},           {"[\"\\x\"]", 3},
        {"[\"\\u12\"]", 3},          {"[\"\\u12G4\"]", 3},
        {"[\"\\uD800\"]", 3},        {"[\"\\uDC00\"]", 3},
        {"[\"\\uD800\\uD800\"]", 3}, {"[\"\\uD800x\"]", 3},
        {"[\"\\uD800\\n\"]", 3},     {"[\"\\'\"]", 3},
        {"[\"\\U0041\"]", 3},        {"[\"中文\\ \"]", 5},
        {"[\"\xE4\xB8\xAD\n\"]", 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].text, GJ_FAILED_SYNTAX, 1, cases[i].column);
}

/** Whether a text is UTF-8 that holds these bytes, wherever they stand in it,
    between characters of one byte and of three. */
static void assert_utf8(const char *bytes, bool sound)
{
    static const char ascii[] = "abcdefghijklmnopqrstuvwxyz";
    static const char triples[] = "一二三四五六七八九十百千";
    char text[128];

    for (int i = 0; i < 2 * 12 * 2; i++) {
        int count = i / 4;
        int length = snprintf(
            text, sizeof text, "%.*s%s%.*s", i % 2 == 0 ? count : 3 * count,
            i % 2 == 0 ? ascii : triples, bytes, i % 4 < 2 ? 0 : 20, ascii);
        assert_int_equal(gj_text_is_utf8((gj_text){text, (uint64_t)length}),
                         sound);
    }
}

static void checks_utf8_to_the_letter(void **state)
{
    static const char *const sound[] = {
        "\"\xC2\x80\"",         "\"\xDF\xBF\"",         "\"\xE0\xA0\x80\"",
        "\"\xED\x9F\xBF\"",     "\"\xEE\x80\x80\"",     "\"\xEF\xBF\xBF\"",
        "\"\xF0\x90\x80\x80\"", "\"\xF4\x8F\xBF\xBF\"", NULL};
    static const char *const unsound[] = {"\"\x80\"",
                                          "\"\xBF\"",
                                          "\"\xC0\x80\"",
                                          "\"\xC1\xBF\"",
                                          "\"\xC2\"",
                                          "\"\xC2\x41\"",
                                          "\"\xE0\x9F\xBF\"",
                                          "\"\xED\xA0\x80\"",
                                          "\"\xED\xBF\xBF\"",
                                          "\"\xE4\xB8\"",
                                          "\"\xE4\xB8\xC0\"",
                                          "\"\xF0\x8F\xBF\xBF\"",
                                          "\"\xF4\x90\x80\x80\"",
                                          "\"\xF5\x80\x80\x80\"",
                                          "\"\xFF\"",
                                          "\"\xF0\x9F\x98\"",
                                          NULL};
    (void)state;
    for (size_t i = 0; sound[i] != NULL; i++)
        assert_accepted(sound[i]);
    for (size_t i = 0; unsound[i] != NULL; i++)
        assert_refused(unsound[i], GJ_FAILED_ENCODING, 1, 2);
    for (size_t i = 0; sound[i] != NULL; i++)
        assert_utf8(sound[i], true);
    for (size_t i = 0; unsound[i] != NULL; i++)
        assert_utf8(unsound[i], false);
}

static void finds_one_bad_byte_anywhere_in_chinese_text(void **state)
{
    char text[200];
    (void)state;
    for (int count = 0; count < 40; count++) {
        size_t length = 1;
        text[0] = '"';
        for (int i = 0; i < count; i++, length += 3)
            memcpy(text + length, "\xE4\xB8\xAD", 3);
        text[length] = (char)0xB8;
        memcpy(text + length + 1, "\xE4\xB8\xAD\xE4\xB8\xAD\"", 8);
        assert_refused(text, GJ_FAILED_ENCODING, 1, (uint32_t)count + 2);
        memcpy(text + length, "\xED\xA0\x80\"", 5);
        assert_refused(text, GJ_FAILED_ENCODING, 1, (uint32_t)count + 2);
        memcpy(text + length, "\xE0\x80\x80\"", 5);
        assert_refused(text, GJ_FAILED_ENCODING, 1, (uint32_t)count + 2);
    }
}

static void refuses_keys_that_are_there_twice(void **state)
{
    (void)state;
    assert_refused("{\"a\":1,\"a\":2}", GJ_FAILED_DUPLICATE, 1, 8);
    assert_refused("{\"a\":1,\n \"\\u0061\":2}", GJ_FAILED_DUPLICATE, 2, 2);
    assert_refused("{\"\\u0061\":1,\"b\":{},\"a\":2}", GJ_FAILED_DUPLICATE, 1,
                   20);
    assert_refused("{\"x\":{\"\":[],\"\":0}}", GJ_FAILED_DUPLICATE, 1, 13);
    assert_refused("{\"abcdefghijk\":{\"b\":1},\"abcdefghijk\":1}",
                   GJ_FAILED_DUPLICATE, 1, 24);
    assert_accepted("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}");
    assert_accepted("[{\"a\":1},{\"a\":1}]");
    assert_accepted("{\"a\\nb\":1,\"anb\":2,\"a\\\\nb\":3}");
}

static void finds_a_double_among_many_keys(void **state)
{
    (void)state;
    for (uint32_t count = 2; count < 300; count = count * 3 / 2) {
        for (uint32_t twin = 0; twin < count; twin += 1 + count / 9) {
            gj_buffer text = {0};
            gj_buffer_string(&text, "{");
            for (uint32_t i = 0; i < count; i++)
                gj_buffer_print(&text, "\"key-%u\":[%u],", i, i);
            assert_int_equal(text.data[text.length - 1], ',');
            gj_buffer_print(&text, "\n\"key-%u\":0}", twin);
            assert_refused(text.data, GJ_FAILED_DUPLICATE, 2, 1);
            gj_buffer_clear(&text);
            gj_buffer_string(&text, "{");
            for (uint32_t i = 0; i < count; i++)
                gj_buffer_print(&text, "\"key-%u\":[%u],", i, i);
            gj_buffer_print(&text, "\"key\":0}");
            assert_accepted(text.data);
            gj_buffer_free(&text);
        }
    }
}

static void goes_by_the_limits(void **state)
{
    static const gj_limits small = {.bytes = 20, .depth = 3, .nodes = 5};
    static const struct {
        const char *text;
        gj_status status;
    } cases[] = {
        {"[[[1]]]", GJ_OK},
        {"[[[[1]]]]", GJ_FAILED_LIMIT},
        {"[1,2,3,4]", GJ_OK},
        {"[1,2,3,4,5]", GJ_FAILED_LIMIT},
        {"{\"a\":1,\"b\":2}", GJ_OK},
        {"{\"a\":1,\"b\":[2]}", GJ_FAILED_LIMIT},
        {"\"123456789012345678\"", GJ_OK},
        {"\"1234567890123456789\"", GJ_FAILED_LIMIT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading r =
            read_with(cases[i].text, strlen(cases[i].text), '\0', &small);
        assert_int_equal(r.status, cases[i].status);
        end_reading(&r);
    }
}

static void nests_as_deep_as_it_is_allowed_to(void **state)
{
    enum { DEPTH = 200000 };
    char *text = gj_new(2 * DEPTH + 1, 1);
    gj_limits limits = {.depth = DEPTH};
    (void)state;

    memset(text, '[', DEPTH);
    memset(text + DEPTH, ']', DEPTH);
    reading r = read_with(text, (size_t)2 * DEPTH, '\0', &limits);
    assert_int_equal(r.status, GJ_OK);
    assert_int_equal(gj_node_count(r.document), DEPTH);
    end_reading(&r);
    limits.depth = DEPTH - 1;
    r = read_with(text, (size_t)2 * DEPTH, '\0', &limits);
    assert_int_equal(r.status, GJ_FAILED_LIMIT);
    assert_int_equal(r.error.column, DEPTH);
    end_reading(&r);
    r = read_with(text, (size_t)2 * DEPTH, '\0', NULL);
    assert_int_equal(r.status, GJ_FAILED_LIMIT);
    assert_int_equal(r.error.column, 257);
    end_reading(&r);
    free(text);
}

static void tells_an_empty_file_from_a_broken_one(void **state)
{
    (void)state;
    assert_refused("", GJ_FAILED_EMPTY, 1, 1);
    assert_refused(" \n\n  ", GJ_FAILED_EMPTY, 3, 3);
    assert_refused("\xEF\xBB\xBF", GJ_FAILED_EMPTY, 1, 1);
}

static void skips_a_byte_order_mark_once(void **state)
{
    (void)state;
    assert_accepted("\xEF\xBB\xBF{\"a\":1}");
    assert_refused("\xEF\xBB\xBF\xEF\xBB\xBF{}", GJ_FAILED_SYNTAX, 1, 1);
    assert_refused("\xEF\xBB\xBF[1,]", GJ_FAILED_SYNTAX, 1, 3);
    assert_refused("[\xEF\xBB\xBF]", GJ_FAILED_SYNTAX, 1, 2);
}

static void keeps_reading_after_a_failure(void **state)
{
    gj_document *document = gj_document_new();
    gj_error error = {0};
    char good[80] = "[1,2]";
    char bad[80] = "[1,2";
    (void)state;

    for (int i = 0; i < 3; i++) {
        assert_int_equal(gj_document_read(document, bad, 4, NULL, &error),
                         GJ_FAILED_SYNTAX);
        assert_int_equal(gj_document_read(document, good, 5, NULL, NULL),
                         GJ_OK);
        assert_int_equal(gj_node_count(document), 3);
        assert_int_equal(gj_document_read(document, bad, 4, NULL, NULL),
                         GJ_FAILED_SYNTAX);
    }
    assert_int_equal(error.column, 5);
    gj_document_free(document);
    gj_document_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_every_kind_of_value),
        cmocka_unit_test(refuses_what_is_cut_off_or_out_of_place),
        cmocka_unit_test(refuses_what_a_string_must_not_hold),
        cmocka_unit_test(checks_utf8_to_the_letter),
        cmocka_unit_test(finds_one_bad_byte_anywhere_in_chinese_text),
        cmocka_unit_test(refuses_keys_that_are_there_twice),
        cmocka_unit_test(finds_a_double_among_many_keys),
        cmocka_unit_test(goes_by_the_limits),
        cmocka_unit_test(nests_as_deep_as_it_is_allowed_to),
        cmocka_unit_test(tells_an_empty_file_from_a_broken_one),
        cmocka_unit_test(skips_a_byte_order_mark_once),
        cmocka_unit_test(keeps_reading_after_a_failure),
    };
    return cmocka_run_group_tests_name("document: grammar", tests, NULL, NULL);
}

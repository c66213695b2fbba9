/* Patterns that are put together and compiled when they are first tried. */
#include "unit/reading.h"

#include "narrative/pattern.h"

static reading data;
static gj_pieces pieces;
static gj_matcher matcher;

static const char json[] =
    "{\"pieces\": {\"word\": \"申请{number}\", \"number\": \"(?<n>N)\","
    " \"round\": \"{round}\"},"
    " \"sound\": \"收到{word}\", \"open\": \"收到(\","
    " \"unknown\": \"收到{nothing}\", \"endless\": \"{round}\"}";

static int open_data(void **state)
{
    (void)state;
    data = read_bytes(json, sizeof json - 1);
    pieces.values = &gj_document_values;
    pieces.all = gj_document_values.member(gj_document_root(data.document),
                                           gj_text_of("pieces"));
    return data.status == GJ_OK && gj_matcher_open(&matcher) ? 0 : -1;
}

static int close_data(void **state)
{
    (void)state;
    gj_matcher_close(&matcher);
    gj_document_free(data.document);
    free(data.bytes);
    return 0;
}

static gj_pattern pattern_of(const char *key)
{
    return (gj_pattern){.pieces = &pieces,
                        .source = gj_document_values.member(
                            gj_document_root(data.document), gj_text_of(key))};
}

static int try_it(gj_pattern *pattern, const char *text)
{
    return gj_pattern_try(pattern, &matcher, gj_text_of(text), 0);
}

static void a_pattern_is_compiled_when_it_is_first_tried(void **state)
{
    gj_pattern pattern = pattern_of("sound");
    uint32_t from;
    uint32_t to;

    (void)state;
    assert_null(pattern.code.code);
    assert_int_equal(try_it(&pattern, "收到申请N"), GJ_MATCH_HIT);
    assert_non_null(pattern.code.code);
    assert_true(gj_matcher_span(
        &matcher, gj_pattern_group(&pattern, gj_text_of("n")), &from, &to));
    assert_int_equal(from, sizeof "收到申请" - 1);
    assert_int_equal(try_it(&pattern, "收到来信N"), GJ_MATCH_MISS);
    gj_pattern_free(&pattern);
}

static void it_finds_the_same_by_machine_code_as_before(void **state)
{
    gj_pattern pattern = pattern_of("sound");

    (void)state;
    for (int i = 0; i < 200; i++) {
        assert_int_equal(try_it(&pattern, "收到申请N"), GJ_MATCH_HIT);
        assert_int_equal(try_it(&pattern, "收到申请"), GJ_MATCH_MISS);
    }
    gj_pattern_free(&pattern);
}

/** Neither a miss nor a match, however often it is tried. */
static void a_pattern_that_cannot_be_compiled_is_no_miss(void **state)
{
    static const char *const keys[] = {"open", "unknown", "endless"};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        gj_pattern pattern = pattern_of(keys[i]);
        for (int turn = 0; turn < 3; turn++)
            assert_int_equal(try_it(&pattern, "收到申请N"), GJ_MATCH_UNSOUND);
        gj_pattern_free(&pattern);
    }
}

static void a_mistake_in_a_pattern_has_its_place(void **state)
{
    gj_pattern pattern = pattern_of("open");
    gj_keep keep = {NULL};
    gj_mistake mistake = {0};

    (void)state;
    assert_false(gj_pattern_compile(&pattern, &keep, &mistake));
    assert_non_null(strstr(mistake.words.en.data, "PCRE2"));
    pattern = pattern_of("unknown");
    assert_false(gj_pattern_compile(&pattern, &keep, &mistake));
    assert_int_equal(mistake.offset, sizeof "收到" - 1);
    assert_int_equal(mistake.length, sizeof "{nothing}" - 1);
    gj_keep_free(&keep);
}

static void texts_are_joined_whatever_their_length(void **state)
{
    gj_keep keep = {NULL};
    static char large[40000];

    (void)state;
    memset(large, 'x', sizeof large);
    const gj_text parts[] = {{"a", 1}, {NULL, 0}, {large, sizeof large}};
    gj_text joined = gj_keep_join(&keep, parts, 3);
    assert_int_equal(joined.length, sizeof large + 1);
    assert_int_equal(joined.data[0], 'a');
    assert_int_equal(joined.data[sizeof large], 'x');
    gj_text small = gj_keep_join(&keep, parts, 1);
    assert_memory_equal(small.data, "a", 2);
    gj_keep_free(&keep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_compiled_when_it_is_first_tried),
        cmocka_unit_test(it_finds_the_same_by_machine_code_as_before),
        cmocka_unit_test(a_pattern_that_cannot_be_compiled_is_no_miss),
        cmocka_unit_test(a_mistake_in_a_pattern_has_its_place),
        cmocka_unit_test(texts_are_joined_whatever_their_length)};

    return cmocka_run_group_tests(tests, open_data, close_data);
}

/* Words are found where they first stand, and passages are the sentences around
 * a spot, as a reader who goes character by character finds them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "common/match.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static uint64_t seed = 1;

static uint32_t below(uint32_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % limit;
}

/** A text of its own, before and behind which nothing may be read. */
static gj_text make_text(const char *const *pieces, uint32_t kinds,
                         uint32_t count)
{
    char *bytes = malloc(count * 16 + 1);
    size_t length = 0;

    assert_non_null(bytes);
    for (uint32_t i = 0; i < count; i++) {
        const char *piece = pieces[below(kinds)];
        memcpy(bytes + length, piece, strlen(piece));
        length += strlen(piece);
    }
    char *exact = malloc(length > 0 ? length : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, length);
    free(bytes);
    return (gj_text){exact, length};
}

static uint32_t first_place(gj_text text, gj_text word, uint32_t from)
{
    for (; from + word.length <= text.length; from++)
        if (memcmp(text.data + from, word.data, word.length) == 0)
            return from;
    return (uint32_t)text.length;
}

static void a_word_is_found_where_it_first_stands(void **state)
{
    static const char *const pieces[] = {"其中", "其", "中",   "公",      "a",
                                         "，",   "é",  "申请", "行政处罚"};
    static const char *const words[] = {"其中", "申请", "行政处罚", "中",
                                        "a",    "é",    "aa",       "公其"};

    (void)state;
    for (uint32_t round = 0; round < 20000; round++) {
        gj_text text = make_text(pieces, COUNT(pieces), below(40));
        gj_text word = gj_said(words[below(COUNT(words))]);
        uint32_t from = below((uint32_t)text.length + 1);
        assert_int_equal(gj_find_word(text, word, from),
                         first_place(text, word, from));
        free((void *)text.data);
    }
}

/** The same as gj_passage(), a character at a time. */
static gj_span passage_around(gj_text text, uint32_t at, bool *cut)
{
    enum { BEFORE = 600, BEHIND = 900 };
    uint32_t from = at;
    uint32_t to = at;

    while (from > 0 && at - from < BEFORE) {
        uint32_t last = from - 1;
        while (last > 0 && gj_is_inner(text.data[last]))
            last--;
        if (gj_sentence_end(text, last) > 0)
            break;
        from = last;
    }
    *cut = from > 0 && at - from >= BEFORE;
    while (to < text.length && to - at < BEHIND &&
           gj_sentence_end(text, to) == 0)
        to++;
    while (to < text.length && gj_is_inner(text.data[to]))
        to++;
    return (gj_span){from, to};
}

static void a_passage_is_the_sentence_around_a_spot(void **state)
{
    static const char *const often[] = {"政", "府", "。", "，", "a", "；",
                                        "！", "？", ";",  "\n", "é", "😀"};
    static const char *const seldom[] = {"政", "府", "信", "息", "公",
                                         "开", "，", "a",  "é",  "😀"};

    (void)state;
    for (uint32_t round = 0; round < 4000; round++) {
        bool short_ones = below(2) == 0;
        gj_text text = short_ones
                           ? make_text(often, COUNT(often), 1 + below(60))
                           : make_text(seldom, COUNT(seldom), 1 + below(900));
        uint32_t at = below((uint32_t)text.length);
        bool cut = false;
        bool expected_cut = false;
        while (at > 0 && gj_is_inner(text.data[at]))
            at--;
        gj_span span = gj_passage(text, at, &cut);
        gj_span expected = passage_around(text, at, &expected_cut);
        assert_int_equal(span.from, expected.from);
        assert_int_equal(span.to, expected.to);
        assert_int_equal(cut, expected_cut);
        free((void *)text.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_found_where_it_first_stands),
        cmocka_unit_test(a_passage_is_the_sentence_around_a_spot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

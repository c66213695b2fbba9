/* A net for words catches each of them wherever it stands, in order, and reads
 * nothing behind the text; in each way of looking that the processor has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "bench/sentences.h"
#include "common/net.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const words[] = {
    "XX",     "××",       "ＸＸ",     "20",       "_",        "（请",
    "(请",    "待补充",   "某某",     "此处",     "处理费",   "高度重视",
    "坚持以", "认真贯彻", "严格按照", "其中",     "申请",     "行政处罚",
    "无",     "没有",     "未收",     "一",       "十",       "０",
    "５",     "\n",       "TODO",     "勾稽关系", "请联系我", "😀"};

static uint64_t seed = 1;

static uint32_t below(uint32_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % limit;
}

static gj_text said(const char *string)
{
    return (gj_text){string, strlen(string)};
}

/** The words whose numbers are set in a mask. */
static gj_net make_net(uint32_t chosen)
{
    gj_net net = {.look = GJ_LOOK_PLAIN};

    for (size_t i = 0; i < COUNT(words); i++)
        if ((chosen >> i & 1) != 0)
            gj_net_add(&net, said(words[i]));
    return net;
}

static bool stands_at(gj_text text, uint64_t at, const char *word)
{
    size_t length = strlen(word);

    return length <= text.length - at &&
           memcmp(text.data + at, word, length) == 0;
}

static bool any_stands_at(gj_text text, uint64_t at, uint32_t chosen)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if ((chosen >> i & 1) != 0 && stands_at(text, at, words[i]))
            return true;
    return false;
}

/** A text of its own, behind which nothing may be read. */
static gj_text make_text(uint32_t pieces)
{
    char *bytes = malloc(pieces * 16 + 1);
    size_t length = 0;

    assert_non_null(bytes);
    for (uint32_t i = 0; i < pieces; i++) {
        static const char *const fillers[] = {"政", "府", "信息", "公开",
                                              "，", "。", "a",    "é"};
        const char *piece = below(4) == 0 ? words[below(COUNT(words))]
                                          : fillers[below(COUNT(fillers))];
        memcpy(bytes + length, piece, strlen(piece));
        length += strlen(piece);
    }
    char *exact = malloc(length > 0 ? length : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, length);
    free(bytes);
    return (gj_text){exact, length};
}

/** Draws all in; each place at which a word stands must be among it. */
static uint64_t draw_in(const gj_net *net, gj_text text, uint32_t chosen)
{
    gj_haul haul;
    uint64_t seen = 0;
    uint64_t count = 0;

    gj_net_cast(&haul, net, text);
    for (uint64_t at; (at = gj_haul_next(&haul)) < text.length; count++) {
        assert_true(count == 0 || at >= seen);
        for (; seen < at; seen++)
            assert_false(any_stands_at(text, seen, chosen));
        seen = at + 1;
    }
    for (; seen < text.length; seen++)
        assert_false(any_stands_at(text, seen, chosen));
    return count;
}

static void each_word_is_caught_wherever_it_stands(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 2000; round++) {
        uint32_t chosen = below(4) == 0 ? UINT32_MAX : below(UINT32_MAX);
        gj_net net = make_net(chosen);
        gj_text text = make_text(below(200));
        for (uint32_t look = 0; look <= gj_look_best(); look++) {
            net.look = look;
            draw_in(&net, text, chosen);
        }
        free((void *)text.data);
    }
}

/** Whatever stands first before whatever stands second is caught, and a
    character alone mostly is not. */
static void what_is_crossed_is_caught_together(void **state)
{
    static const char *const firsts[] = {"一", "十", "百", "０"};
    static const char *const seconds[] = {"件", "年", "　", "％"};
    gj_net net = {.look = GJ_LOOK_PLAIN};
    char text[256];

    (void)state;
    for (size_t i = 0; i < COUNT(firsts); i++) {
        gj_net_cross(&net, firsts[i], false);
        gj_net_cross(&net, seconds[i], true);
    }
    for (; net.look <= gj_look_best(); net.look++)
        for (size_t i = 0; i < COUNT(firsts) * COUNT(seconds); i++) {
            gj_haul haul;
            uint64_t at;
            int length = snprintf(text, sizeof text, "统一管理%s%s，进一步",
                                  firsts[i / 4], seconds[i % 4]);
            gj_net_cast(&haul, &net, (gj_text){text, (uint64_t)length});
            while ((at = gj_haul_next(&haul)) < 12 && net.look == GJ_LOOK_PLAIN)
                continue;
            assert_int_equal(at, 12);
        }
}

/** All that is caught, by places. */
static bool *find_caught(const gj_net *net, gj_text text)
{
    bool *caught = calloc(text.length + 1, sizeof *caught);
    gj_haul haul;

    assert_non_null(caught);
    gj_net_cast(&haul, net, text);
    for (uint64_t at; (at = gj_haul_next(&haul)) < text.length;)
        caught[at] = true;
    return caught;
}

static void what_is_skipped_is_all_that_is_not_drawn_in(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 2000; round++) {
        gj_net net = make_net(UINT32_MAX);
        gj_text text = make_text(1 + below(400));
        gj_haul haul;
        uint64_t from = 0;
        net.look = below(gj_look_best() + 1);
        bool *caught = find_caught(&net, text);
        gj_net_cast(&haul, &net, text);
        while (from < text.length) {
            uint64_t at = gj_haul_next(&haul);
            for (; from < text.length && !caught[from]; from++)
                continue;
            assert_true(at == from);
            from++;
            if (from < text.length && below(3) == 0) {
                from += below(300);
                gj_haul_skip(&haul, from);
            }
        }
        assert_true(gj_haul_next(&haul) >= text.length);
        free(caught);
        free((void *)text.data);
    }
}

static void an_empty_net_catches_nothing_that_can_be_left(void **state)
{
    gj_net net = {.look = GJ_LOOK_PLAIN};

    (void)state;
    while (net.look++ < gj_look_best())
        assert_int_equal(draw_in(&net, said("政府信息公开，20年。"), 0), 0);
}

/** Places that are caught in the sentences that reports are made of. */
static uint64_t count_caught(const gj_net *net, uint32_t chosen,
                             uint64_t *bytes)
{
    uint64_t caught = 0;

    *bytes = 0;
    for (size_t i = 0; i < COUNT(section_sentences); i++)
        for (size_t j = 0; j < SECTION_SENTENCES; j++) {
            gj_text text = said(section_sentences[i][j]);
            *bytes += text.length;
            caught += draw_in(net, text, chosen);
        }
    return caught;
}

/** Or it would be of no use: one character in ten at most, for two dozen words;
    and less still where bytes are looked up as a whole. */
static void nearly_all_of_a_text_goes_through(void **state)
{
    enum { SOME = (1 << 24) - 1 };
    gj_net net = make_net(SOME);
    uint64_t bytes;
    uint64_t before = UINT64_MAX;

    (void)state;
    for (net.look = 1; net.look <= gj_look_best(); net.look++) {
        uint64_t caught = count_caught(&net, SOME, &bytes);
        assert_true(bytes > 5000);
        assert_true(caught * 3 * 10 < bytes);
        assert_true(caught <= before);
        before = caught;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_word_is_caught_wherever_it_stands),
        cmocka_unit_test(what_is_crossed_is_caught_together),
        cmocka_unit_test(what_is_skipped_is_all_that_is_not_drawn_in),
        cmocka_unit_test(an_empty_net_catches_nothing_that_can_be_left),
        cmocka_unit_test(nearly_all_of_a_text_goes_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

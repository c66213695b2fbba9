/* In which sentences of a text a shape is found worth trying: those that have a
 * cue and a number of the mark that it asks for, however either is written, and
 * no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "narrative/scan.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { YEAR = 2024 };
/** Shapes. */
enum { NUMBERED, BRACKETED, WORDED, CALENDAR };

static gj_lexicon lexicon;
static gj_sentence sentence;

static gj_text said(const char *string)
{
    return (gj_text){string, strlen(string)};
}

static void add_shape(uint32_t shape, const char *cue, const char *with,
                      const char *marks)
{
    gj_lexicon_shape(&lexicon, shape, with != NULL, marks);
    assert_true(gj_lexicon_cue(&lexicon, said(cue), shape, GJ_CUE_ANY));
    if (with != NULL)
        assert_true(gj_lexicon_cue(&lexicon, said(with), shape, GJ_CUE_WITH));
}

static int open_lexicon(void **state)
{
    (void)state;
    gj_lexicon_begin(&lexicon);
    gj_lexicon_measure(&lexicon, said("件"), 'N');
    gj_lexicon_measure(&lexicon, said("条"), 'C');
    gj_lexicon_measure(&lexicon, said("日"), 'D');
    add_shape(NUMBERED, "收到", NULL, "N");
    add_shape(BRACKETED, "公开", "（", "N");
    add_shape(WORDED, "未有", NULL, "");
    add_shape(CALENDAR, "年度", NULL, "LP");
    gj_lexicon_end(&lexicon);
    return 0;
}

/** Shapes worth trying on the sentences taken, and how many those were. */
typedef struct taken {
    uint64_t shapes;
    uint32_t count;
} taken;

static void take(void *context, gj_sentence *one)
{
    taken *t = context;
    gj_shapes surveyed = one->worth;

    if (!gj_sentence_seek(&lexicon, one))
        return;
    if ((one->worth.bits[0] & ~surveyed.bits[0]) != 0)
        fail_msg("%.*s: the survey says less", (int)one->length, one->skeleton);
    t->shapes |= one->worth.bits[0];
    t->count++;
}

static taken scan(const char *text)
{
    taken t = {0, 0};

    gj_scan(&lexicon, said(text), YEAR, NULL, &sentence, take, &t);
    return t;
}

/** The sentence alone, at the beginning, at the end and in the middle of a
    text that says nothing. */
static void assert_taken(const char *words, uint32_t shape)
{
    static const char *const around[][2] = {{"", ""},
                                            {"", "。一切正常，统一管理。"},
                                            {"工作有序。", ""},
                                            {"一如既往！\n", "？不收费用。"}};
    char text[1024];

    for (size_t i = 0; i < COUNT(around); i++) {
        snprintf(text, sizeof text, "%s%s%s", around[i][0], words,
                 around[i][1]);
        taken t = scan(text);
        if (t.count != 1 || t.shapes != UINT64_C(1) << shape)
            fail_msg("%s: %u taken", text, t.count);
    }
}

static void assert_left(const char *words)
{
    if (scan(words).count != 0)
        fail_msg("%s: taken", words);
}

static void a_cue_and_a_number_make_a_sentence_worth_reading(void **state)
{
    static const char *const cues[] = {"收到", "收 到", "收　到", "收\r到"};
    static const char *const numbers[] = {
        "12件",  "１２件", "12 件",  "12　件",  "1,234件", "十二件",
        "十 件", "一百件", "两件",   "1.5万件", "3千件",   "12",
        "7",     "第12号", "0 件",   "百分之3", "12%",     "2024年9件",
        "２件",  "二件",   "12\r件", "2亿件",   "十\r件"};
    char words[256];

    (void)state;
    for (size_t i = 0; i < COUNT(cues); i++)
        for (size_t j = 0; j < COUNT(numbers); j++) {
            snprintf(words, sizeof words, "全年%s函件%s，均妥办", cues[i],
                     numbers[j]);
            if (j == 13 || j == 15 || j == 16)
                assert_left(words); /* these are marks of another kind */
            else
                assert_taken(words, NUMBERED);
            snprintf(words, sizeof words, "有%s%s的函", numbers[j], cues[i]);
            if (j != 13 && j != 15 && j != 16)
                assert_taken(words, NUMBERED);
        }
}

static void years_and_percentages_are_numbers_too(void **state)
{
    (void)state;
    assert_taken("2023年的年度", CALENDAR);
    assert_taken("本年度占12%", CALENDAR);
    assert_taken("本年度占百分之12", CALENDAR);
    assert_taken("本年度占二%", CALENDAR);
    assert_taken("本年度占二％", CALENDAR);
    assert_taken("本年度占十 %", CALENDAR);
    assert_taken("本年度占十　％", CALENDAR);
    assert_left("2024年的年度");
    assert_left("本年度12件");
}

static void brackets_of_either_width_are_the_same(void **state)
{
    (void)state;
    assert_taken("公开3件（含电话", BRACKETED);
    assert_taken("公开3件(含电话", BRACKETED);
    assert_left("公开3件，含电话");
}

static void words_that_need_no_number_are_seen_without_one(void **state)
{
    (void)state;
    assert_taken("未有来函", WORDED);
    assert_taken("未 有来函", WORDED);
    assert_left("未曾有来函");
}

static void numbers_of_another_kind_are_left(void **state)
{
    (void)state;
    assert_left("收到12条");
    assert_left("收到统一安排，一同办理，三是加强");
    assert_left("收到5日内");
    assert_left("共12件");
}

/** Of a skeleton that is too long all is sought, and where its parts meet. */
static void of_what_is_too_long_nothing_is_lost_or_made_up(void **state)
{
    static char text[3 * GJ_SKELETON_BYTES];

    (void)state;
    for (size_t before = GJ_SKELETON_BYTES - 40; before < GJ_SKELETON_BYTES + 4;
         before++) {
        size_t used = before % 3;
        memset(text, 'a', used);
        for (; used < before; used += 3)
            memcpy(text + used, "行", 3);
        snprintf(text + used, sizeof text - used, "收到函3件");
        taken t = scan(text);
        assert_int_equal(t.shapes, UINT64_C(1) << NUMBERED);
        snprintf(text + used, sizeof text - used, "收函到上一年度件");
        assert_int_equal(scan(text).count, 0);
    }
}

static void a_word_that_no_skeleton_has_is_no_cue(void **state)
{
    static gj_lexicon other;

    (void)state;
    gj_lexicon_begin(&other);
    assert_false(gj_lexicon_cue(&other, said("登5"), 0, GJ_CUE_ANY));
    assert_false(gj_lexicon_cue(&other, said("登５"), 0, GJ_CUE_WITH));
    assert_false(gj_lexicon_cue(&other, said("登N"), 0, GJ_CUE_START));
    assert_true(gj_lexicon_cue(&other, said("统一"), 0, GJ_CUE_ANY));
    assert_true(gj_lexicon_cue(&other, said("N"), 0, GJ_CUE_START));
}

/** However often a number is multiplied, it stays one that is kept. */
static void powers_of_a_number_have_a_limit(void **state)
{
    static const char *const beyond[] = {"0亿亿件", "1亿亿件", "0.1万亿亿件",
                                         "10001亿件"};
    gj_number number;

    (void)state;
    assert_true(gj_number_read(&number, "10000亿件", 14) > 0);
    assert_int_equal(number.value, GJ_MOST_UNITS * GJ_UNIT);
    assert_true(gj_number_read(&number, "1.2亿元", 9) > 0);
    assert_int_equal(number.value, 120000000 * GJ_UNIT);
    for (size_t i = 0; i < COUNT(beyond); i++)
        assert_int_equal(gj_number_read(&number, beyond[i], strlen(beyond[i])),
                         0);
}

static void a_sentence_goes_on_where_the_next_lists_its_parts(void **state)
{
    (void)state;
    assert_taken("收到函。其中3件", NUMBERED);
    assert_taken("3件。 其中收到", NUMBERED);
    assert_left("收到函。共3件");
    assert_left("3件？收到函\n3件");
}

/* ------------------------------------------------------------- remembering */

static uint64_t seed = 1;

static uint32_t below(uint32_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % limit;
}

/** A text of pieces, of which digits differ from one text to the next. */
static void write_text(char *text, size_t room)
{
    static const char *const pieces[] = {"收到",
                                         "函",
                                         "公开",
                                         "（",
                                         "未有",
                                         "年度",
                                         "件",
                                         "条",
                                         "日内",
                                         "%",
                                         "万",
                                         "亿",
                                         "其中",
                                         "统一",
                                         "　",
                                         " ",
                                         ",",
                                         "2023年",
                                         "。",
                                         "。",
                                         "\n",
                                         "！",
                                         "全年通过各种渠道",
                                         "受理热线"};
    size_t used = 0;

    while (used + 64 < room) {
        uint32_t piece = below(COUNT(pieces) + 6);
        int length =
            piece < COUNT(pieces)
                ? snprintf(text + used, room - used, "%s", pieces[piece])
                : snprintf(text + used, room - used, "%u",
                           below(4) == 0 ? below(1000000000) : 10 + below(90));
        used += (size_t)length;
    }
}

/** All that is taken of a text, one after the other. */
typedef struct record {
    char bytes[4096];
    size_t used;
} record;

static void note(void *context, gj_sentence *one)
{
    record *r = context;

    assert_true(r->used + one->length + 24 < sizeof r->bytes);
    r->used += (size_t)snprintf(r->bytes + r->used, sizeof r->bytes - r->used,
                                "%u %u %.*s|", one->from, one->to,
                                (int)one->length, one->skeleton);
}

static void what_is_remembered_as_vain_is_not_taken_anyhow(void **state)
{
    gj_vain *vain = gj_vain_new();
    char text[600];
    record plain;
    record known;

    (void)state;
    assert_non_null(vain);
    for (uint32_t i = 0; i < 40000; i++) {
        /* The same pieces again and again, so that sentences are known. */
        seed = i % 400 < 200 ? i % 200 : i;
        write_text(text, 100 + below(400));
        for (char *at = text; i % 3 == 0 && *at != '\0'; at++)
            if (*at >= '0' && *at <= '9')
                *at = (char)('0' + below(10));
        plain.used = known.used = 0;
        gj_scan(&lexicon, said(text), YEAR, NULL, &sentence, note, &plain);
        gj_scan(&lexicon, said(text), YEAR, vain, &sentence, note, &known);
        if (plain.used != known.used ||
            memcmp(plain.bytes, known.bytes, plain.used) != 0)
            fail_msg("%s", text);
    }
    gj_vain_free(vain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cue_and_a_number_make_a_sentence_worth_reading),
        cmocka_unit_test(years_and_percentages_are_numbers_too),
        cmocka_unit_test(brackets_of_either_width_are_the_same),
        cmocka_unit_test(words_that_need_no_number_are_seen_without_one),
        cmocka_unit_test(numbers_of_another_kind_are_left),
        cmocka_unit_test(a_sentence_goes_on_where_the_next_lists_its_parts),
        cmocka_unit_test(of_what_is_too_long_nothing_is_lost_or_made_up),
        cmocka_unit_test(a_word_that_no_skeleton_has_is_no_cue),
        cmocka_unit_test(powers_of_a_number_have_a_limit),
        cmocka_unit_test(what_is_remembered_as_vain_is_not_taken_anyhow)};

    return cmocka_run_group_tests(tests, open_lexicon, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "base/memo.h"

static void ask(gj_memo *memo, gj_text text, bool expected)
{
    bool known;
    gj_buffer *answer = gj_memo_find(memo, text, &known);

    assert_int_equal(known, expected);
    if (known)
        assert_true(gj_text_is(gj_buffer_view(answer), text));
    else
        assert_int_equal(answer->length, 0);
    if (!known)
        gj_buffer_text(answer, text);
}

static void an_answer_is_kept_for_its_text_alone(void **unused)
{
    (void)unused;
    gj_memo memo = {0};

    ask(&memo, gj_text_of("/requests/total/new"), false);
    ask(&memo, gj_text_of("/requests/total/new"), true);
    ask(&memo, gj_text_of(""), false);
    ask(&memo, (gj_text){NULL, 0}, true);
    gj_memo_free(&memo);
}

static void no_text_ever_gets_the_answer_of_another(void **unused)
{
    (void)unused;
    gj_memo memo = {0};
    char text[32];

    /* Many more texts than there is room for. */
    for (int i = 0; i < 20000; i++) {
        bool known;
        snprintf(text, sizeof text, "/%d/%d", i % 7000, i % 13);
        gj_buffer *answer = gj_memo_find(&memo, gj_text_of(text), &known);
        if (!known)
            gj_buffer_string(answer, text);
        assert_string_equal(answer->data, text);
    }
    gj_memo_free(&memo);
}

static void
most_of_some_hundred_texts_asked_for_in_turn_stay_known(void **unused)
{
    (void)unused;
    enum { TEXTS = 300 };
    gj_memo memo = {0};
    char text[64];
    int known_count = 0;

    for (int i = 0; i < 2 * TEXTS; i++) {
        bool known;
        snprintf(text, sizeof text, "/requests/natural_person/%d", i % TEXTS);
        gj_memo_find(&memo, gj_text_of(text), &known);
        known_count += known;
    }
    assert_true(10 * known_count > 8 * TEXTS);
    gj_memo_free(&memo);
}

static void a_long_text_is_answered_and_not_kept(void **unused)
{
    (void)unused;
    static char text[1000];
    gj_memo memo = {0};

    memset(text, 'x', sizeof text);
    ask(&memo, (gj_text){text, sizeof text}, false);
    ask(&memo, (gj_text){text, sizeof text}, false);
    gj_memo_free(&memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_kept_for_its_text_alone),
        cmocka_unit_test(no_text_ever_gets_the_answer_of_another),
        cmocka_unit_test(
            most_of_some_hundred_texts_asked_for_in_turn_stay_known),
        cmocka_unit_test(a_long_text_is_answered_and_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

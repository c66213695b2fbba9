/* Sentences that were surveyed in vain are known again with other digits, and
 * only where no survey could say anything else of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "narrative/vain.h"

static gj_vain *vain;

static int open_vain(void **state)
{
    (void)state;
    vain = gj_vain_new();
    return vain != NULL ? 0 : -1;
}

static int close_vain(void **state)
{
    (void)state;
    gj_vain_free(vain);
    return 0;
}

static gj_text said(const char *string)
{
    return (gj_text){string, strlen(string)};
}

/** Where the first digit stands. */
static size_t glanced(const char *sentence)
{
    return strcspn(sentence, "0123456789");
}

/** Keeps a text that is one sentence, which comes a second time. */
static void keep(const char *sentence)
{
    gj_text text = said(sentence);

    for (int i = 0; i < 2; i++)
        gj_vain_keep(vain, text, 0, glanced(sentence), text.length);
}

static size_t recall(const char *text)
{
    return gj_vain_recall(vain, said(text), 0, glanced(text));
}

static void one_with_other_digits_is_known(void **state)
{
    static const char other[] = "通过网站公开信息987条，推送65.4%。收到7件";

    (void)state;
    assert_int_equal(recall(other), 0);
    keep("通过网站公开信息123条，推送45.6%。");
    assert_int_equal(recall(other),
                     strlen("通过网站公开信息987条，推送65.4%。"));
    assert_int_equal(recall("通过网站公开信息123条，推送45.6%。"),
                     strlen("通过网站公开信息123条，推送45.6%。"));
}

static void one_that_has_come_once_is_not(void **state)
{
    gj_text text = said("通过网站公开信息123条。");

    (void)state;
    gj_vain_keep(vain, text, 0, glanced(text.data), text.length);
    assert_int_equal(recall(text.data), 0);
    gj_vain_keep(vain, text, 0, glanced(text.data), text.length);
    assert_true(recall(text.data) > 0);
}

static void it_is_known_where_it_begins_in_a_text(void **state)
{
    static const char before[] = "工作有序。";
    static const char text[] = "工作有序。全年开展培训4次，参加30人次。";
    size_t from = strlen(before);

    (void)state;
    keep("全年开展培训2次，参加10人次。");
    assert_int_equal(gj_vain_recall(vain, said(text), from, glanced(text)),
                     strlen(text));
}

static void one_that_differs_in_anything_else_is_not(void **state)
{
    (void)state;
    keep("通过网站公开信息123条，办理12345热线。");
    assert_int_equal(recall("通过网站公开信息123件，办理12345热线。"), 0);
    assert_int_equal(recall("通过网站公开信息1234条，办理12345热线。"), 0);
    assert_int_equal(recall("通过网站公开信息1a3条，办理12345热线。"), 0);
    assert_int_equal(recall("通过网站公开信息1:3条，办理12345热线。"), 0);
    assert_int_equal(recall("通过网站公开信息1/3条，办理12345热线。"), 0);
    assert_int_equal(recall("通过网站公开信息123条，办理12345热线"), 0);
    assert_int_equal(recall("通过网站公开信息123条，办理12345热线！"), 0);
    assert_true(recall("通过网站公开信息321条，办理54321热线。") > 0);
}

static void one_that_goes_on_is_not(void **state)
{
    (void)state;
    keep("通过网站公开信息123条。");
    assert_true(recall("通过网站公开信息456条。收到7件") > 0);
    assert_int_equal(recall("通过网站公开信息456条。其中收到7件"), 0);
    assert_int_equal(recall("通过网站公开信息456条。 其中收到7件"), 0);
}

static void one_without_a_sign_is_known_at_the_end_alone(void **state)
{
    (void)state;
    keep("通过网站公开信息123条");
    assert_true(recall("通过网站公开信息456条") > 0);
    assert_int_equal(recall("通过网站公开信息456条，收到7件"), 0);
}

static void a_number_that_might_be_none_is_not_kept(void **state)
{
    static const char *const texts[] = {
        "全市常住人口为1234567890人。", "全市生产总值为10000亿元左右。",
        "全市生产总值为1.2万元左右。", "全年浏览量达到3千人次以上。"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        keep(texts[i]);
        assert_int_equal(recall(texts[i]), 0);
    }
}

static void one_that_is_short_or_long_is_not_kept(void **state)
{
    static char bytes[600];

    (void)state;
    keep("公开1条。");
    assert_int_equal(recall("公开1条。"), 0);
    memset(bytes, 'a', sizeof bytes - 1);
    bytes[9] = '1';
    keep(bytes);
    assert_int_equal(recall(bytes), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_with_other_digits_is_known,
                                        open_vain, close_vain),
        cmocka_unit_test_setup_teardown(one_that_has_come_once_is_not,
                                        open_vain, close_vain),
        cmocka_unit_test_setup_teardown(it_is_known_where_it_begins_in_a_text,
                                        open_vain, close_vain),
        cmocka_unit_test_setup_teardown(
            one_that_differs_in_anything_else_is_not, open_vain, close_vain),
        cmocka_unit_test_setup_teardown(one_that_goes_on_is_not, open_vain,
                                        close_vain),
        cmocka_unit_test_setup_teardown(
            one_without_a_sign_is_known_at_the_end_alone, open_vain,
            close_vain),
        cmocka_unit_test_setup_teardown(a_number_that_might_be_none_is_not_kept,
                                        open_vain, close_vain),
        cmocka_unit_test_setup_teardown(one_that_is_short_or_long_is_not_kept,
                                        open_vain, close_vain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

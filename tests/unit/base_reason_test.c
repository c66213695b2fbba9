/* Why the system refused something is said in the reader's language. */
#include "base/error.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static bool has_letters(const char *text)
{
    for (; *text != '\0'; text++)
        if ((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z'))
            return true;
    return false;
}

static void what_a_user_may_come_upon_is_said_in_chinese(void **state)
{
    static const int common[] = {EPERM,   ENOENT,  EIO,     EACCES, EEXIST,
                                 ENOTDIR, EISDIR,  EMFILE,  ENFILE, ENOSPC,
                                 EROFS,   ELOOP,   ENOMEM,  EFBIG,  EDQUOT,
                                 EBUSY,   ETXTBSY, ENOTSUP, ESTALE, EAGAIN};
    (void)state;
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        assert_false(has_letters(gj_reason(GJ_ZH, common[i])));
}

static void every_reason_is_said_in_english(void **state)
{
    (void)state;
    for (int number = 1; number < 140; number++)
        assert_string_equal(gj_reason(GJ_EN, number),
                            strerrordesc_np(number) != NULL
                                ? strerrordesc_np(number)
                                : "unknown reason");
}

static void what_has_no_chinese_words_has_the_english_ones(void **state)
{
    (void)state;
    assert_string_equal(gj_reason(GJ_ZH, EBADE), strerrordesc_np(EBADE));
    assert_string_equal(gj_reason(GJ_ZH, -1), "原因不明");
    assert_string_equal(gj_reason(GJ_ZH, 100000), "原因不明");
    assert_string_equal(gj_reason(GJ_ZH, 0), "原因不明");
}

static void a_failure_has_its_reason_in_both_languages(void **state)
{
    gj_error error = {0};

    (void)state;
    assert_int_equal(gj_fail_reason(&error, GJ_FAILED_FILE, "打不开：%s",
                                    "cannot be opened: %s", ENOENT),
                     GJ_FAILED_FILE);
    assert_string_equal(error.words[GJ_ZH], "打不开：没有这个文件或文件夹");
    assert_string_equal(error.words[GJ_EN],
                        "cannot be opened: No such file or directory");
}

static void the_first_failure_is_kept(void **state)
{
    gj_error error = {0};

    (void)state;
    gj_fail_reason(&error, GJ_FAILED_FILE, "%s", "%s", ENOENT);
    assert_int_equal(gj_fail_reason(&error, GJ_FAILED_DATA, "%s", "%s", EACCES),
                     GJ_FAILED_DATA);
    assert_int_equal(error.status, GJ_FAILED_FILE);
    assert_string_equal(error.words[GJ_EN], "No such file or directory");
    assert_int_equal(gj_fail_reason(NULL, GJ_FAILED_DATA, "%s", "%s", EIO),
                     GJ_FAILED_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_user_may_come_upon_is_said_in_chinese),
        cmocka_unit_test(every_reason_is_said_in_english),
        cmocka_unit_test(what_has_no_chinese_words_has_the_english_ones),
        cmocka_unit_test(a_failure_has_its_reason_in_both_languages),
        cmocka_unit_test(the_first_failure_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

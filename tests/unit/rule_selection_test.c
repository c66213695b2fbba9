/* --rule and --no-rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rule/selection.h"

static void matches(const char *pattern, const char *rule, bool wanted)
{
    if (gj_pattern_matches(pattern, gj_text_of(rule)) != wanted)
        fail_msg("%s and %s", pattern, rule);
}

static void a_pattern_is_the_whole_name_or_a_half_of_it(void **state)
{
    (void)state;
    matches("equations/requests-balance", "equations/requests-balance", true);
    matches("requests-balance", "equations/requests-balance", true);
    matches("equations", "equations/requests-balance", true);
    matches("requests", "equations/requests-balance", false);
    matches("equations/", "equations/requests-balance", false);
    matches("timeliness/requests-balance", "equations/requests-balance", false);
    matches("", "equations/requests-balance", false);
}

static void stars_and_question_marks_stand_for_characters(void **state)
{
    (void)state;
    matches("*", "equations/requests-balance", true);
    matches("*balance", "equations/requests-balance", true);
    matches("requests-*", "equations/requests-balance", true);
    matches("equations/*", "equations/requests-balance", true);
    matches("*/requests-*", "equations/requests-balance", true);
    matches("equations/r?quests-balance", "equations/requests-balance", true);
    matches("form/*", "equations/requests-balance", false);
    matches("?quations", "equations/requests-balance", true);
}

/** Choices: "+pattern" or "-pattern", NULL at the end. */
static void wants(const char *const *choices, const char *rule, bool wanted)
{
    gj_selection selection = {0};

    for (; *choices != NULL; choices++)
        gj_selection_add(&selection, *choices + 1, **choices == '+');
    if (gj_selection_wants(&selection, gj_text_of(rule)) != wanted)
        fail_msg("%s is %swanted", rule, wanted ? "not " : "");
    gj_selection_free(&selection);
    assert_int_equal(selection.count, 0);
}

static void the_last_choice_that_matches_decides(void **state)
{
    static const char *const none[] = {NULL};
    static const char *const only[] = {"+equations", NULL};
    static const char *const without[] = {"-equations", NULL};
    static const char *const both[] = {"+equations", "-*balance", NULL};
    static const char *const back[] = {"-equations", "+*balance", NULL};

    (void)state;
    wants(none, "equations/sum", true);
    wants(only, "equations/sum", true);
    wants(only, "form/missing-cell", false);
    wants(without, "equations/sum", false);
    wants(without, "form/missing-cell", true);
    wants(both, "equations/sum", true);
    wants(both, "equations/requests-balance", false);
    wants(both, "form/missing-cell", false);
    wants(back, "equations/sum", false);
    wants(back, "equations/requests-balance", true);
    wants(back, "form/missing-cell", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_the_whole_name_or_a_half_of_it),
        cmocka_unit_test(stars_and_question_marks_stand_for_characters),
        cmocka_unit_test(the_last_choice_that_matches_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

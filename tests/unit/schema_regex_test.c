/* Regular expressions: what PCRE2 does not read as ECMA-262 does is written for
 * it in another way, or refused. The verdicts are those of V8. */
#include "unit/reading.h"

#include "schema/pattern.h"

static int match(const char *expression, const char *text)
{
    gj_pattern *pattern = gj_pattern_new(gj_text_of(expression), NULL);
    uint64_t steps = 0;

    if (pattern == NULL)
        fail_msg("refused: %s", expression);
    int found = gj_pattern_match(pattern, gj_text_of(text), &steps);
    gj_pattern_free(pattern);
    return found;
}

static void assert_matches(const char *expression, const char *text)
{
    if (match(expression, text) != GJ_PATTERN_HIT)
        fail_msg("%s should match %s", expression, text);
}

static void assert_misses(const char *expression, const char *text)
{
    if (match(expression, text) != GJ_PATTERN_MISS)
        fail_msg("%s should not match %s", expression, text);
}

static void assert_no_pattern(const char *expression, bool beyond,
                              const char *words)
{
    gj_regex_fault fault = {.beyond = false};
    gj_pattern *pattern = gj_pattern_new(gj_text_of(expression), &fault);

    if (pattern != NULL)
        fail_msg("%s should be refused", expression);
    assert_string_equal(fault.words.en.data, words);
    assert_true(fault.words.zh.length > 0);
    assert_int_equal(fault.beyond, beyond);
}

static void lookbehinds_may_be_of_several_lengths(void **state)
{
    (void)state;
    assert_matches("(?<=a|bcd|)x", "x");
    assert_matches("(?<=^(?:ab?|cd{2,3}))x", "abx");
    assert_matches("(?<=^(?:ab?|cd{2,3}))x", "cdddx");
    assert_misses("(?<=^(?:ab?|cd{2,3}))x", "cdx");
    assert_matches("(?<!(foo|barr))x", "bax");
    assert_misses("(?<!(foo|barr))x", "barrx");
    assert_matches("(?<=年{0,2}月)日", "年月日");
    assert_matches("(?<=(?=.b)a?b)c", "abc");
    assert_no_pattern("(?<=a+)b", true, "a lookbehind is of no fixed length");
    assert_no_pattern("(?<=(?:a|bc){9})b", true,
                      "a lookbehind is of no fixed length");
    assert_no_pattern("(a)(?<=\\1)b", true,
                      "there is a back reference in a lookbehind");
}

/* `count` times "a", and what follows. */
static void assert_many(const char *expression, size_t count,
                        const char *behind, int wanted)
{
    gj_buffer text = {0};

    memset(gj_buffer_room(&text, count), 'a', count);
    text.length = count;
    gj_buffer_string(&text, behind);
    if (match(expression, text.data) != wanted)
        fail_msg("%s with %zu times a", expression, count);
    gj_buffer_free(&text);
}

static void large_counts_are_exact(void **state)
{
    static const struct {
        const char *expression;
        size_t least;
        size_t most;
    } cases[] = {
        {"^a{0,70000}$", 0, 70000},  {"^a{70000}$", 70000, 70000},
        {"^a{3,65536}$", 3, 65536},  {"^[ab]{65536,140000}$", 65536, 140000},
        {"^a{0,70000}?$", 0, 70000}, {"^.{2,131071}$", 2, 131071},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_many(cases[i].expression, cases[i].least, "", GJ_PATTERN_HIT);
        assert_many(cases[i].expression, cases[i].most, "", GJ_PATTERN_HIT);
        assert_many(cases[i].expression, cases[i].most + 1, "",
                    GJ_PATTERN_MISS);
        if (cases[i].least > 0)
            assert_many(cases[i].expression, cases[i].least - 1, "",
                        GJ_PATTERN_MISS);
    }
    assert_many("^a{70000,}b$", 70000, "b", GJ_PATTERN_HIT);
    assert_many("^a{70000,}b$", 69999, "b", GJ_PATTERN_MISS);
    assert_no_pattern("a{1000001}", true,
                      "something is repeated more than a million times");
    assert_no_pattern("(?:ab){70000}", true,
                      "a group is repeated more than 65535 times");
    assert_no_pattern("((a{1000}){1000}){1000}", true,
                      "PCRE2 does not take it");
}

static void alternatives_may_share_a_name(void **state)
{
    (void)state;
    assert_matches("^(?:(?<名>a)|(?<名>b))\\k<名>$", "aa");
    assert_matches("^(?:(?<名>a)|(?<名>b))\\k<名>$", "bb");
    assert_misses("^(?:(?<名>a)|(?<名>b))\\k<名>$", "ab");
    assert_matches("^(?<$x>a)\\k<$x>$", "aa");
    assert_no_pattern("(?<x>a)(?<x>b)", false, "two groups have the same name");
    assert_no_pattern("(?<x>(?<x>b))", false, "two groups have the same name");
    assert_no_pattern("(?<1>a)", false, "the name of a group is wrong");
    assert_no_pattern("\\k<y>", false, "a back reference leads to no group");
    assert_no_pattern("(a)\\2", false, "a back reference leads to no group");
}

static void modifiers_are_in_force_within_their_group(void **state)
{
    (void)state;
    assert_matches("^(?i:ab)c$", "ABc");
    assert_misses("^(?i:ab)c$", "ABC");
    assert_matches("^(?i:a(?-i:b))$", "Ab");
    assert_misses("^(?i:a(?-i:b))$", "AB");
    assert_matches("^(?i:\\w)$", "\u017f");
    assert_misses("^(?i:\\W)$", "\u212a");
    assert_misses("^\\w$", "\u017f");
    assert_matches("(?m:^b$)", "a\nb\u2028c");
    assert_misses("^b$", "a\nb");
    assert_matches("^(?s:.)$", "\n");
    assert_misses("^(?s:(?-s:.))$", "\n");
}

static void groups_are_emptied_with_each_turn_or_not_asked_for(void **state)
{
    static const char unsure[] =
        "a back reference leads to a group in a repetition, which may have no "
        "part in its last turn";
    (void)state;

    /* Where both read the same. */
    assert_matches("^(?:([\"'])x\\1)*$", "\"x\"'x'");
    assert_misses("^(?:([\"'])x\\1)*$", "\"x\"'x\"");
    assert_matches("^(?:(a)|b)\\1$", "b");
    assert_matches("^(a|b)*\\1$", "abb");
    assert_matches("^(a)?b\\1$", "aba");
    assert_matches("^(?:(a)b){2}\\1$", "ababa");
    assert_matches("^(a\\1)$", "a");
    /* Where they do not. */
    assert_no_pattern("^(?:(a)|b)*\\1$", true, unsure);
    assert_no_pattern("^(?:(a)?b\\1)+$", true, unsure);
    assert_no_pattern("^(?:\\1(a))*$", true, unsure);
    assert_no_pattern("^(a*)*\\1$", true, unsure);
    assert_no_pattern("^(?:(?=(a)))?\\1$", true, unsure);
    assert_no_pattern("^(?:(?<x>a)|\\k<x>b)*$", true, unsure);
}

static void classes_hold_what_they_say(void **state)
{
    (void)state;
    assert_matches("^[]*$", "");
    assert_matches("^a[]?$", "a");
    assert_matches("^a\\ud83d{0,1}$", "a");
    assert_misses("^[^\\p{Script=Han}\\W]$", "\U0001F600");
    assert_misses("^[^\\p{Script=Han}\\D]$", "\U0001F600");
    assert_matches("^[\\w-.]+$", "a-.");
    assert_matches("^[\\ud800-\\uffff]$", "\uff01");
    assert_matches("^[\\u0000-\\u{10ffff}]$", "\U0001F600");
    assert_no_pattern("[b-a]", false, "a range of characters is reversed");
    assert_no_pattern("[a", false, "a closing bracket is missing");
    assert_no_pattern("[\\1]", false, "there is no such escape");
}

static void properties_have_the_names_of_ecma(void **state)
{
    static const char *const others[] = {
        "\\p{Greek}",    "\\p{^L}",  "\\p{lu}",        "\\p{ L }",
        "\\p{L&}",       "\\pL",     "\\p{sc=Greek ",  "\\p{Script=}",
        "\\p{gc=Greek}", "\\p{Xan}", "\\p{L}}\\p{x=L}"};
    (void)state;

    assert_matches("^\\p{LC}\\p{ASCII}\\P{ASCII}\\p{Assigned}$", "aA年年");
    assert_matches("^[\\p{scx=Hani}\\p{Emoji_Presentation}]{2}$",
                   "年\U0001F600");
    assert_matches("^\\p{ID_Start}\\p{IDC}*$", "a1");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        gj_regex_fault fault = {.beyond = false};
        assert_null(gj_pattern_new(gj_text_of(others[i]), &fault));
        assert_false(fault.beyond);
    }
    assert_no_pattern("(?i:\\p{Lu})", true,
                      "a property of Unicode is used without regard to case");
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_no_pattern("(a", false, "a closing parenthesis is missing");
    assert_no_pattern("a)", false, "there is a closing parenthesis too many");
    assert_no_pattern("*a", false, "there is nothing to repeat");
    assert_no_pattern("a|+", false, "there is nothing to repeat");
    assert_no_pattern("a**", false, "there is nothing to repeat");
    assert_no_pattern("^*", false, "there is nothing to repeat");
    assert_no_pattern("(?<=a)*", false, "there is nothing to repeat");
    assert_no_pattern("a{2,1}", false,
                      "the numbers in braces are out of order");
    assert_no_pattern("\\", false,
                      "there is nothing behind the last backslash");
    assert_no_pattern("\\u12", false, "there is no such escape");
    assert_no_pattern("\\u{110000}", false, "there is no such escape");
    assert_no_pattern("\\k", false, "\\k needs a <name>");
    assert_no_pattern("(?ii:a)", false, "there is no such kind of group");
    assert_no_pattern("(?-:a)", false, "there is no such kind of group");
    assert_no_pattern("(?P<x>a)", false, "there is no such kind of group");
}

static void hostile_expressions_are_soon_refused(void **state)
{
    gj_buffer deep = {0};
    gj_buffer named = {0};
    gj_buffer wide = {0};
    (void)state;

    for (int i = 0; i < 300; i++)
        gj_buffer_byte(&deep, '(');
    for (int i = 0; i < 2000; i++)
        gj_buffer_string(&named, "(a)\\1");
    for (int i = 0; i < 200000; i++)
        gj_buffer_byte(&wide, 'a');
    assert_no_pattern(deep.data, true, "groups are nested too deeply");
    assert_no_pattern(named.data, true,
                      "it has more than a thousand named groups and back "
                      "references");
    assert_no_pattern(wide.data, true, "it is too long");
    gj_buffer_free(&deep);
    gj_buffer_free(&named);
    gj_buffer_free(&wide);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lookbehinds_may_be_of_several_lengths),
        cmocka_unit_test(large_counts_are_exact),
        cmocka_unit_test(alternatives_may_share_a_name),
        cmocka_unit_test(modifiers_are_in_force_within_their_group),
        cmocka_unit_test(groups_are_emptied_with_each_turn_or_not_asked_for),
        cmocka_unit_test(classes_hold_what_they_say),
        cmocka_unit_test(properties_have_the_names_of_ecma),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(hostile_expressions_are_soon_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

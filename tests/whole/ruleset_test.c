/* Rulesets: what is wrong with one is said at its place; what is right is
 * judged exactly, also over blanks. */
#include "whole/mini.h"

#include "form/seal.h"

/* ---------------------------------------------------------------- faults */

static void refused(const char *ruleset, unsigned line, unsigned column,
                    const char *words)
{
    mini m;
    gj_error error = {0};

    mini_open_files(&m, mini_form, mini_layout, ruleset, GJ_OK, &error);
    assert_null(m.engine.kits[1]);
    const gj_error *broken = &m.engine.broken[1];
    if (strstr(broken->words[GJ_EN], words) == NULL || broken->line != line ||
        broken->column != column)
        fail_msg("%u:%u: “%s”, not %u:%u: “%s”", broken->line, broken->column,
                 broken->words[GJ_EN], line, column, words);
    assert_true(broken->words[GJ_ZH][0] != '\0');
    assert_non_null(strstr(broken->file, "equations.json"));
    mini_close(&m);
}

static void a_fault_is_placed_where_it_stands(void **state)
{
    (void)state;
    refused("{}", 1, 1, "a ruleset is");
    refused("{\"rules\": [1]}", 1, 12, "must be an object");
    refused("{\"rules\": [], \"x\": 1}", 1, 20, "\"rules\" and \"$schema\"");
    refused("{\"rules\": [{\"id\": 1}]}", 1, 19, "must be a text");
    refused(MINI_RULE("\"colour\": 1"), 6, 11, "no member \"colour\"");
    refused(MINI_RULE(MINI_MESSAGE), 1, 12, "lacks its expression");
    refused(MINI_RULE("\"assert\": 1, " MINI_MESSAGE), 6, 11,
            "lacks its expression");
    refused(MINI_RULE("\"assert\": \"/mini/a == /mini/d\", " MINI_MESSAGE), 6,
            23, "leads to no cell");
    refused(MINI_RULE("\"assert\": \"/mini/a == /mini\", " MINI_MESSAGE), 6, 23,
            "is a group of cells");
    refused(MINI_RULE("\"assert\": \"sum(/mini/*/x) == 0\", " MINI_MESSAGE), 6,
            12, "leads to no cell");
    refused(MINI_RULE("\"assert\": \"(/mini/a == 1\", " MINI_MESSAGE), 6, 25,
            "ends here");
    refused(MINI_RULE("\"assert\": \"/mini/a + 1\", " MINI_MESSAGE), 6, 12,
            "must be a condition");
    refused(MINI_RULE("\"assert\": \"colour == \\\"red\\\"\", " MINI_MESSAGE),
            6, 12, "colour");
    refused(MINI_RULE("\"assert\": \"previous(/mini/a) == 1\", " MINI_MESSAGE),
            6, 12, "previous");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"when\": \"/mini/e == "
                      "1\", " MINI_MESSAGE),
            6, 36, "leads to no cell");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"place\": "
                      "\"/mini/e\", " MINI_MESSAGE),
            6, 36, "leads to no cell");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"primary\": "
                      "\"mini\", " MINI_MESSAGE),
            6, 39, "begins with /");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"message\": {\"zh\": "
                      "\"{x}\", \"en\": \"x\"}"),
            6, 46, "nothing fills {x}");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"message\": \"x\""), 6,
            38, "the rule needs \"message\"");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"values\": {\"V\": "
                      "\"1\"}," MINI_MESSAGE),
            6, 43, "lower-case");
    refused(MINI_RULE("\"for_each\": {\"x\": \"/mini/*\", \"y\": \"/mini/a\"}, "
                      "\"assert\": \"{x} == 1\", " MINI_MESSAGE),
            6, 13, "must have one variable");
    refused(MINI_RULE("\"for_each\": {\"x\": \"@digits\"}, "
                      "\"assert\": \"/mini/{x} == 1\", " MINI_MESSAGE),
            6, 19, "no such set");
    refused(MINI_RULE("\"for_each\": {\"x\": \"/mini/@digits\"}, "
                      "\"assert\": \"{x} == 1\", " MINI_MESSAGE),
            6, 26, "no set \"digits\"");
    refused(MINI_RULE("\"for_each\": {\"x\": \"/mino/*\"}, "
                      "\"assert\": \"{x} == 1\", " MINI_MESSAGE),
            6, 13, "covers no cell");
    refused(
        MINI_RULE(
            "\"for_each\": {\"x\": []}, \"assert\": \"1 == 1\", " MINI_MESSAGE),
        6, 19, "a pattern is needed");
    refused("{\"rules\": [{\"id\": \"The Rule\"}]}", 1, 19, "begins");
    refused("{\"rules\": [{\"id\": \"r\", \"severity\": \"bad\"}]}", 1, 36,
            "must be error, warning or info");
    refused("{\"rules\": []}", 1, 11, "has at least one rule");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"message\": {\"zh\": "
                      "\"\", \"en\": \"x\"}"),
            6, 45, "\"zh\" must not be empty");
    refused(MINI_RULE("\"assert\": \"/mini/a == 1\", \"message\": {\"zh\": "
                      "\"x\\u001b[31m\", \"en\": \"x\"}"),
            6, 45, "\"zh\" has control characters");
}

/* -------------------------------------------------------------- verdicts */

typedef enum verdict { HELD, FAILED, UNSURE } verdict;

static const gj_checks *checks_of(const gj_result *result)
{
    uint32_t rule =
        gj_catalogue_rule(result->catalogue, gj_text_of("equations/r"));

    for (uint32_t i = 0; i < result->rule_count; i++)
        if (result->rules[i].rule == rule)
            return &result->rules[i].checks;
    fail_msg("the rule did not run");
    return NULL;
}

/** Judges one assertion on {a, b, c} and the kind of unit. */
static void judged(const char *members, const char *report, verdict wanted)
{
    mini m;
    gj_error error = {0};
    gj_buffer ruleset = {0};
    gj_buffer bytes = {0};
    gj_buffer record = {0};
    gj_result result = {0};

    gj_buffer_print(&ruleset, MINI_RULE("%s, " MINI_MESSAGE), members);
    mini_open_files(&m, mini_form, mini_layout, ruleset.data, GJ_OK, &error);
    if (m.engine.kits[1] == NULL)
        fail_msg("%s", m.engine.broken[1].words[GJ_EN]);
    gj_buffer_string(&bytes, report);
    gj_buffer_room(&bytes, GJ_PADDING);
    check(&m.engine, gj_buffer_view(&bytes), &record, &result);
    const gj_checks *checks = checks_of(&result);
    verdict found = checks->failed           ? FAILED
                    : checks->not_assessable ? UNSURE
                                             : HELD;
    if (found != wanted || checks->faulted > 0)
        fail_msg("%s on %s: %d, not %d", members, report, (int)found,
                 (int)wanted);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&bytes);
    gj_buffer_free(&ruleset);
    mini_close(&m);
}

#define ON(a, b, c) "{\"mini\": {\"a\": " a ", \"b\": " b ", \"c\": " c "}}"
#define SAYS(expression) "\"assert\": \"" expression "\""

static void verdicts_are_exact_also_over_blanks(void **state)
{
    (void)state;
    judged(SAYS("/mini/a + /mini/b == /mini/c"), ON("1", "2", "3"), HELD);
    judged(SAYS("/mini/a + /mini/b == /mini/c"), ON("1", "2", "4"), FAILED);
    judged(SAYS("/mini/a + /mini/b == /mini/c"), ON("1", "null", "4"), UNSURE);
    judged(SAYS("/mini/a + /mini/b == /mini/c"), ON("5", "null", "4"), FAILED);
    judged(SAYS("/mini/a + /mini/b == /mini/b + 1"), ON("1", "null", "4"),
           HELD);
    judged(SAYS("/mini/a - /mini/a == 0"), ON("null", "0", "0"), HELD);
    judged(SAYS("2 * /mini/a == 3"), ON("null", "0", "0"), FAILED);
    judged(SAYS("2 * /mini/c == 3"), ON("0", "0", "null"), UNSURE);
    judged(SAYS("/mini/a >= 0"), ON("null", "0", "0"), HELD);
    judged(SAYS("/mini/a < 0"), ON("null", "0", "0"), FAILED);
    judged(SAYS("/mini/a >= 0"), ON("\"x\"", "0", "0"), UNSURE);
    judged(SAYS("/mini/a == 1 or /mini/b == 2"), ON("null", "2", "0"), HELD);
    judged(SAYS("/mini/a == 1 and /mini/b == 2"), ON("null", "3", "0"), FAILED);
    judged(SAYS("not /mini/a == 1"), ON("null", "3", "0"), UNSURE);
    judged(SAYS("whole(/mini/c)"), ON("0", "0", "1.5"), FAILED);
    judged(SAYS("whole(/mini/c)"), ON("0", "0", "null"), UNSURE);
    judged(SAYS("whole(/mini/a)"), ON("null", "0", "0"), HELD);
    judged(SAYS("filled(/mini/a)"), ON("null", "0", "0"), FAILED);
    judged(SAYS("sum(/mini/@letters) == 2.5"), ON("1", "1", "0.5"), HELD);
    judged(SAYS("sum(/mini/*) != 2.5"), ON("1", "1", "0.5"), FAILED);
    judged(SAYS("/mini/c == 1000000000000"), ON("0", "0", "1e12"), HELD);
    judged("\"when\": \"/mini/a == 1\", " SAYS("/mini/b == 1"),
           ON("0", "5", "0"), HELD);
    judged("\"when\": \"/mini/a == 1\", " SAYS("/mini/b == 1"),
           ON("1", "5", "0"), FAILED);
    judged("\"when\": \"/mini/a == 1\", " SAYS("/mini/b == 1"),
           ON("null", "5", "0"), UNSURE);
    judged("\"when\": \"/mini/a == 1\", " SAYS("/mini/b == 1"),
           ON("null", "1", "0"), UNSURE);
    judged("\"when\": \"kind == \\\"x\\\"\", " SAYS("/mini/b == 1"),
           ON("null", "0", "0"), UNSURE);
    judged(
        "\"when\": \"kind in (\\\"x\\\", \\\"y\\\")\", " SAYS("/mini/b == 1"),
        "{\"kind\": \"y\", \"mini\": {\"a\": 0, \"b\": 0, \"c\": 0}}", FAILED);
    judged("\"for_each\": {\"x\": \"@letters\"}, " SAYS("/mini/{x} == 1"),
           ON("1", "1", "2"), FAILED);
}

/* No program gives such a seal. All that it can lead to is that the rule says
   nothing. */
static void a_rule_with_a_false_seal_never_holds(void **state)
{
    const char *ruleset =
        MINI_RULE("\"assert\": \"/mini/a == /mini/d\", " MINI_MESSAGE);
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    mini m;
    gj_engine sealed;
    gj_error error = {0};
    gj_buffer bytes = {0};
    gj_buffer record = {0};
    gj_result result = {0};

    (void)state;
    mini_open_files(&m, mini_form, mini_layout, ruleset, GJ_OK, &error);
    assert_null(m.engine.kits[1]);
    const char *forms[] = {m.folder, NULL};
    gj_seals seals = {.plugins = GJ_BUILD "/plugins",
                      .at = &m.engine.forms.at[0]->digest,
                      .count = 1};
    gj_engine_options options = {.form_folders = forms,
                                 .plugin_folders = plugins,
                                 .today = 20260101,
                                 .seals = &seals};
    assert_int_equal(gj_engine_open(&sealed, &options, &error), GJ_OK);
    assert_non_null(sealed.kits[1]);
    gj_buffer_text(&bytes, gj_text_of(ON("1", "1", "1")));
    gj_buffer_room(&bytes, GJ_PADDING);
    check(&sealed, gj_buffer_view(&bytes), &record, &result);
    assert_int_equal(result.checks.held, 0);
    assert_int_equal(result.checks.not_assessable, 1);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&bytes);
    gj_engine_close(&sealed);
    mini_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_is_placed_where_it_stands),
        cmocka_unit_test(verdicts_are_exact_also_over_blanks),
        cmocka_unit_test(a_rule_with_a_false_seal_never_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

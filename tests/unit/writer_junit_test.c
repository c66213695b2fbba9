#include "unit/writing.h"

static gj_rule_entry rules[] = {
    {.id = GJ_TEXT("equations/balance"), .checks = true},
    {.id = GJ_TEXT("timeliness/deadline"), .checks = true},
    {.id = GJ_TEXT("engine/plugin-fault"), .checks = false},
};
static gj_catalogue catalogue = {.rules = rules, .rule_count = 3};

/* A report whose first two rules fared as said. */
static made *make_checked(gj_rule_checks *checks)
{
    made *m = make_result(NULL, "a.json");

    m->result.catalogue = &catalogue;
    m->result.rules = checks;
    m->result.rule_count = 2;
    return m;
}

static gj_finding_entry *add_of(made *m, uint32_t rule, bool failed,
                                const char *words)
{
    gj_finding_entry *entry = add_entry(m, failed, "", words, words);

    entry->rule_index = rule;
    entry->rule = &rules[rule];
    return entry;
}

static written write_junit(const made *m)
{
    return write_one("junit",
                     (gj_writing){.language = GJ_EN, .fail_on = GJ_ERROR},
                     &m->result);
}

static void each_rule_is_a_case_also_where_it_held(void **unused)
{
    (void)unused;
    gj_rule_checks checks[] = {{0, {.held = 3, .failed = 2}}, {1, {.held = 1}}};
    made *m = make_checked(checks);
    add_of(m, 0, true, "left is not right");
    add_of(m, 0, true, "nor is this");
    written w = write_junit(m);

    assert_says(&w, "<testsuites name=\"gouji\" tests=\"2\" failures=\"1\" "
                    "errors=\"0\">");
    assert_says(&w, "<failure type=\"error\" message=\"left is not right (1 "
                    "more)\">a.json:12:7: error left is not right\n"
                    "a.json:12:7: error nor is this\n</failure>");
    assert_says(&w, "<testcase classname=\"a.json\" "
                    "name=\"timeliness/deadline\"/>");
    free(w.text);
    free_made(m);
}

static void what_did_not_run_is_no_case_that_passed(void **unused)
{
    (void)unused;
    gj_rule_checks checks[] = {{0, {.held = 3, .not_assessable = 1}},
                               {1, {.skipped = 1}}};
    made *m = make_checked(checks);
    add_of(m, 0, false, "is blank");
    written w = write_junit(m);

    assert_says(&w, "failures=\"0\" errors=\"0\" skipped=\"2\"");
    assert_says(&w, "<skipped type=\"not-assessable\" message=\"3 checks hold, "
                    "1 not assessable\">a.json:12:7: not assessable is "
                    "blank\n</skipped>");
    assert_says(&w, "<skipped type=\"not-selected\"");
    free(w.text);
    checks[0] = (gj_rule_checks){0, {.held = 3, .faulted = 2}};
    checks[1] = (gj_rule_checks){1, {0}};
    m->result.reason_count = 0;
    w = write_junit(m);
    assert_says(&w, "<error type=\"equations/balance\" message=\"3 checks "
                    "hold, 2 not done because a rule broke down\">");
    assert_says(&w, "<skipped type=\"nothing-to-check\"");
    free(w.text);
    free_made(m);
}

static void a_finding_that_does_not_fail_the_run_fails_no_case(void **unused)
{
    (void)unused;
    gj_rule_checks checks[] = {{0, {.held = 3, .failed = 1}}, {1, {.held = 1}}};
    made *m = make_checked(checks);
    add_of(m, 0, true, "looks odd")->severity = GJ_WARNING;
    written w = write_junit(m);

    assert_says(&w, "failures=\"0\"");
    assert_says(&w, "<system-out>a.json:12:7: warning looks odd\n"
                    "</system-out>");
    free(w.text);
    free_made(m);
}

static void a_fault_of_the_engine_s_is_an_error(void **unused)
{
    (void)unused;
    gj_rule_checks checks[] = {{0, {.held = 3}}, {1, {.faulted = 1}}};
    made *m = make_checked(checks);
    add_of(m, 2, true, "crashed");
    written w = write_junit(m);

    assert_says(&w, "tests=\"3\" failures=\"0\" errors=\"2\"");
    assert_says(&w, "name=\"engine/plugin-fault\"><error "
                    "type=\"engine/plugin-fault\" message=\"crashed\">");
    free(w.text);
    free_made(m);
}

static void no_text_becomes_markup(void **unused)
{
    (void)unused;
    gj_rule_checks checks[] = {{0, {.failed = 1}}, {1, {.held = 1}}};
    made *m = make_checked(checks);
    m->result.path = gj_text_of("\"><a>&\xFF\x01\n.json");
    m->result.record = 3;
    add_of(m, 0, true, "]]></failure>\xEF\xBF\xBE\xE2\x80\xAE");
    written w = write_junit(m);

    assert_says(&w, "<testsuite name=\"&quot;&gt;&lt;a&gt;&amp;\\xff\\x01"
                    "\\x0a.json:3\"");
    assert_says(&w, "]]&gt;&lt;/failure&gt;\\ufffe\\u202e");
    free(w.text);
    free_made(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_is_a_case_also_where_it_held),
        cmocka_unit_test(what_did_not_run_is_no_case_that_passed),
        cmocka_unit_test(a_finding_that_does_not_fail_the_run_fails_no_case),
        cmocka_unit_test(a_fault_of_the_engine_s_is_an_error),
        cmocka_unit_test(no_text_becomes_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

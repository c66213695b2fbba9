#include "unit/writing.h"

#include <jansson.h>

/* A SARIF log, parsed. */
static json_t *parse(const written *w)
{
    json_error_t error;
    json_t *log =
        json_loadb(w->text, w->length, JSON_REJECT_DUPLICATES, &error);

    if (log == NULL)
        fail_msg("%s in\n%s", error.text, w->text);
    return log;
}

/* A value inside: names and, in decimal, indexes, separated by dots. */
static json_t *at(json_t *value, const char *path)
{
    char part[64];

    while (value != NULL && *path != '\0') {
        size_t length = strcspn(path, ".");
        snprintf(part, sizeof part, "%.*s", (int)length, path);
        value = json_is_array(value)
                    ? json_array_get(value, (size_t)strtoul(part, NULL, 10))
                    : json_object_get(value, part);
        path += length + (path[length] == '.');
    }
    return value;
}

static void assert_text(json_t *log, const char *path, const char *text)
{
    const char *found = json_string_value(at(log, path));

    if (found == NULL)
        fail_msg("no text at %s", path);
    assert_string_equal(found, text);
}

static void assert_number(json_t *log, const char *path, json_int_t number)
{
    if (!json_is_integer(at(log, path)))
        fail_msg("no number at %s", path);
    assert_int_equal(json_integer_value(at(log, path)), number);
}

static json_t *write_log(const gj_result *result, gj_language language)
{
    written w = write_one("sarif", (gj_writing){.language = language}, result);
    json_t *log = parse(&w);

    free(w.text);
    return log;
}

static const char first[] = "runs.0.results.0";

/* The part of the first result. */
static json_t *in_first(json_t *log, const char *path)
{
    return at(at(log, first), path);
}

static void a_finding_has_its_region_and_the_official_name(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "年度/a b.json");
    add_balance(m);
    json_t *log = write_log(&m->result, GJ_EN);
    json_t *place = in_first(log, "locations.0");
    json_t *region = at(place, "physicalLocation.region");

    assert_text(in_first(log, ""), "ruleId", "equations/balance");
    assert_text(in_first(log, ""), "level", "error");
    assert_text(place, "physicalLocation.artifactLocation.uri",
                "%E5%B9%B4%E5%BA%A6/a%20b.json");
    assert_number(region, "startLine", 12);
    assert_number(region, "startColumn", 7);
    assert_number(region, "endLine", 12);
    assert_number(region, "endColumn", 8);
    assert_text(place, "logicalLocations.0.fullyQualifiedName",
                "/requests/person/done/total");
    assert_text(place, "logicalLocations.0.name",
                "Table 3 · Natural persons · 3. Handled · (7) Total");
    assert_text(log, "runs.0.columnKind", "unicodeCodePoints");
    assert_text(in_first(log, "partialFingerprints"), "gouji/v1",
                "abababababababababababababababab");
    json_decref(log);
    free_made(m);
    gj_form_free(form);
}

static void every_cell_that_takes_part_is_a_related_location(void **unused)
{
    (void)unused;
    static const char *const pointers[] = {
        "/requests/person/new", "/requests/person/over",
        "/requests/person/done/total", "/requests/person/forward"};
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_finding_entry *finding = add_balance(m);
    finding->related[0].value = gj_text_of("2");
    finding->related[0].has_value = true;
    json_t *log = write_log(&m->result, GJ_ZH);
    json_t *related = in_first(log, "relatedLocations");

    assert_int_equal(json_array_size(related), 4);
    for (size_t i = 0; i < 4; i++) {
        json_t *place = json_array_get(related, i);
        assert_text(place, "logicalLocations.0.fullyQualifiedName",
                    pointers[i]);
        assert_number(place, "id", (json_int_t)i + 1);
        assert_text(place, "properties.side", i < 2 ? "left" : "right");
        assert_text(place, "properties.coefficient", "1");
    }
    assert_text(related, "0.message.text", "表三·自然人·一、本年新收：2");
    assert_text(related, "0.properties.value", "2");
    json_decref(log);
    free_made(m);
    gj_form_free(form);
}

static void a_place_in_a_file_of_the_form_is_in_that_file(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    gj_finding_entry *finding = add_balance(m);
    m->result.record = 9;
    finding->related[0].file = gj_text_of("/forms/toy/phrases.json");
    finding->related[0].role = GJ_ROLE_DEFINITION;
    json_t *log = write_log(&m->result, GJ_ZH);
    json_t *related = in_first(log, "relatedLocations");

    assert_text(related, "0.physicalLocation.artifactLocation.uri",
                "file:///forms/toy/phrases.json");
    assert_number(related, "0.physicalLocation.region.startLine", 12);
    assert_null(at(related, "0.logicalLocations.0.name"));
    assert_text(related, "1.physicalLocation.artifactLocation.uri", "a.json");
    json_decref(log);
    free_made(m);
    gj_form_free(form);
}

static void a_place_without_official_name_has_its_pointer_alone(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_balance(m)->primary.pointer = gj_text_of("/requests/odd");
    json_t *log = write_log(&m->result, GJ_EN);
    json_t *place = in_first(log, "locations.0.logicalLocations.0");

    assert_text(place, "fullyQualifiedName", "/requests/odd");
    assert_null(at(place, "name"));
    json_decref(log);
    free_made(m);
    gj_form_free(form);
}

static void a_report_that_is_one_of_many_lines_is_on_its_line(void **unused)
{
    (void)unused;
    gj_form *form = toy_form();
    made *m = make_result(form, "all.jsonl");
    gj_spot *primary = &add_balance(m)->primary;
    primary->line = 1;
    primary->end_line = 1;
    m->result.record = 4711;
    json_t *log = write_log(&m->result, GJ_ZH);
    json_t *place = in_first(log, "locations.0.physicalLocation");

    assert_number(place, "region.startLine", 4711);
    assert_number(place, "region.endLine", 4711);
    assert_number(log, "runs.0.artifacts.0.properties.record", 4711);
    json_decref(log);
    free_made(m);
    gj_form_free(form);
}

static void findings_carry_the_group_that_shares_their_cause(void **unused)
{
    (void)unused;
    static const char *const suspects[] = {"/requests/person/new"};
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_balance(m);
    gj_group *group = add_group(m, 0, suspects, 1);
    memset(group->id.bytes, 0x5E, sizeof group->id.bytes);
    add_entry(m, true, "/unit", "单位", "unit");
    json_t *log = write_log(&m->result, GJ_ZH);

    assert_text(in_first(log, ""), "properties.group",
                "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e");
    assert_null(at(log, "runs.0.results.1.properties.group"));
    json_decref(log);
    free_made(m);
    gj_form_free(form);
}

static void a_message_holds_no_link_no_placeholder_no_turn(void **unused)
{
    (void)unused;
    made *m = make_result(NULL, "a.json");
    gj_finding_entry *finding = add_entry(m, true, "", "{said}", "{said}");
    gj_argument_entry said = {
        .type = GJ_ARGUMENT_TEXT,
        .name = GJ_TEXT("said"),
        .text = GJ_TEXT("[x](javascript:1) {0} \xE2\x80\xAE\x1b[2J")};
    finding->arguments = &said;
    finding->argument_count = 1;
    json_t *log = write_log(&m->result, GJ_EN);

    assert_text(in_first(log, ""), "message.text",
                "[x] (javascript:1) {{0}} \\u202e\\x1b[2J");
    json_decref(log);
    free_made(m);
}

static void what_was_not_judged_is_notified(void **unused)
{
    (void)unused;
    static gj_rule_checks checks[] = {{.rule = 1, .checks.faulted = 3}};
    gj_form *form = toy_form();
    made *m = make_result(form, "a.json");
    add_entry(m, false, "/requests/total/new", "是空的", "is blank");
    m->result.rules = checks;
    m->result.rule_count = 1;
    m->result.checks.faulted = 3;
    json_t *log = write_log(&m->result, GJ_EN);
    json_t *invocation = at(log, "runs.0.invocations.0");
    json_t *notes = at(invocation, "toolExecutionNotifications");

    assert_int_equal(json_array_size(at(log, "runs.0.results")), 0);
    assert_int_equal(json_array_size(notes), 2);
    assert_text(notes, "0.descriptor.id", "not-assessable");
    assert_text(notes, "0.message.text", "is blank");
    assert_text(notes, "0.associatedRule.id", "equations/balance");
    assert_text(notes, "1.descriptor.id", "rule-fault");
    assert_text(notes, "1.level", "error");
    assert_text(notes, "1.associatedRule.id", "timeliness/deadline");
    assert_true(json_is_false(at(invocation, "executionSuccessful")));
    json_decref(log);
    free_made(m);
    gj_form_free(form);
}

static void what_goes_wrong_beside_the_reports_is_notified(void **unused)
{
    (void)unused;
    written w = {0};
    gj_summary summary = {.skipped = 1};
    gj_trouble trouble = {.what = GJ_TEXT("plugin"),
                          .file = GJ_TEXT("x.so"),
                          .rule = GJ_TEXT(""),
                          .words = GJ_WORDS("坏了", "is broken")};

    begin_writing(&w, "sarif", GJ_EN);
    w.writer->skip(w.state,
                   &(gj_skip){"b.json", GJ_BOTH("不是", "is none"), false});
    w.writer->trouble(w.state, &trouble);
    end_writing(&w, &summary);
    json_t *log = parse(&w);
    json_t *invocation = at(log, "runs.0.invocations.0");
    assert_text(invocation, "toolExecutionNotifications.0.message.text",
                "b.json: is none");
    assert_text(invocation, "toolConfigurationNotifications.0.message.text",
                "plugin x.so: is broken");
    assert_true(json_is_false(at(invocation, "executionSuccessful")));
    json_decref(log);
    free(w.text);
}

static void rules_come_once_with_help_in_both_languages(void **unused)
{
    (void)unused;
    static gj_rule_entry rules[] = {
        {.id = GJ_TEXT("equations/balance"),
         .severity = GJ_ERROR,
         .title = GJ_WORDS("两边相等", "both sides are equal"),
         .about = GJ_WORDS("左边等于右边。", "Left equals right."),
         .remedy = GJ_WORDS("改正。", "Mend {it}.")},
    };
    static gj_catalogue one = {.rules = rules, .rule_count = 1};
    static gj_catalogue other = {.rules = rules, .rule_count = 1};
    made *m = make_result(NULL, "a.json");
    written w = {0};
    gj_summary summary = {.reports = 2};

    add_entry(m, true, "", "不等", "differ")->rule = &rules[0];
    begin_writing(&w, "sarif", GJ_EN);
    m->result.catalogue = &one;
    w.writer->result(w.state, &m->result);
    m->result.catalogue = &other;
    w.writer->result(w.state, &m->result);
    end_writing(&w, &summary);
    json_t *log = parse(&w);
    json_t *driver = at(log, "runs.0.tool.driver");

    assert_int_equal(json_array_size(at(driver, "rules")), 1);
    assert_number(log, "runs.0.results.1.ruleIndex", 0);
    assert_text(driver, "rules.0.shortDescription.text",
                "both sides are equal");
    const char *help = json_string_value(at(driver, "rules.0.help.markdown"));
    assert_non_null(strstr(help, "左边等于右边。"));
    assert_non_null(strstr(help, "Mend {{it}}."));
    assert_text(log, "runs.0.translations.0.language", "zh-CN");
    assert_text(log, "runs.0.translations.0.rules.0.shortDescription.text",
                "两边相等");
    json_decref(log);
    free(w.text);
    free_made(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_has_its_region_and_the_official_name),
        cmocka_unit_test(every_cell_that_takes_part_is_a_related_location),
        cmocka_unit_test(a_place_in_a_file_of_the_form_is_in_that_file),
        cmocka_unit_test(a_place_without_official_name_has_its_pointer_alone),
        cmocka_unit_test(a_report_that_is_one_of_many_lines_is_on_its_line),
        cmocka_unit_test(findings_carry_the_group_that_shares_their_cause),
        cmocka_unit_test(a_message_holds_no_link_no_placeholder_no_turn),
        cmocka_unit_test(what_was_not_judged_is_notified),
        cmocka_unit_test(what_goes_wrong_beside_the_reports_is_notified),
        cmocka_unit_test(rules_come_once_with_help_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

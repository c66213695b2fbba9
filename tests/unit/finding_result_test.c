/* A result is understood from its bytes alone, and bytes that are no result
 * are refused without harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "finding/record.h"

static const gj_message message = {sizeof(gj_message), 0, GJ_TEXT("failed"),
                                   GJ_WORDS("{place}差 {n}，{{}，{day}，{none}",
                                            "{place} is off by {n}, {{}, "
                                            "{day}, {none}")};
static const gj_message *const messages[] = {&message, NULL};
static const gj_parameter parameter = {sizeof(gj_parameter), GJ_PARAMETER_DAY,
                                       GJ_TEXT("due"), GJ_TEXT("01-31"),
                                       GJ_WORDS("期限", "deadline")};
static const gj_parameter *const parameters[] = {&parameter, NULL};
static const gj_rule rule = {.size = sizeof(gj_rule),
                             .severity = GJ_ERROR,
                             .id = GJ_TEXT("sum"),
                             .title = GJ_WORDS("和", "sum"),
                             .basis = GJ_WORDS("据", "basis"),
                             .about = GJ_WORDS("关于", "about"),
                             .example = GJ_WORDS("例", "example"),
                             .remedy = GJ_WORDS("改", "remedy"),
                             .messages = messages,
                             .parameters = parameters};

static void put_catalogue(gj_buffer *bytes)
{
    const gj_plugin_entry plugin = {GJ_TEXT("probe"), GJ_TEXT("1.0"),
                                    GJ_WORDS("试", "a probe"),
                                    GJ_TEXT("probe.so"), 0};
    gj_catalogue_put_plugin(bytes, &plugin);
    gj_catalogue_put_rule(bytes, plugin.name, &rule);
}

static gj_catalogue make_catalogue(void)
{
    gj_catalogue catalogue = {0};
    gj_buffer bytes = {0};

    put_catalogue(&bytes);
    assert_true(gj_catalogue_read(&catalogue, &bytes));
    assert_null(bytes.data);
    return catalogue;
}

static void put_result(gj_buffer *out)
{
    gj_spot related[] = {{.pointer = GJ_TEXT("/a"),
                          .line = 2,
                          .column = 3,
                          .end_line = 2,
                          .end_column = 5,
                          .cell = 7,
                          .role = GJ_ROLE_TERM,
                          .side = GJ_SIDE_RIGHT,
                          .coefficient = -2000000,
                          .value = GJ_TEXT("12"),
                          .has_value = true},
                         {.pointer = GJ_TEXT("/b"), .cell = GJ_NO_CELL}};
    gj_argument_entry arguments[] = {
        {GJ_ARGUMENT_NAME, GJ_TEXT("place"), GJ_TEXT("/a"), 0},
        {GJ_ARGUMENT_INTEGER, GJ_TEXT("n"), {NULL, 0}, -3},
        {GJ_ARGUMENT_DATE, GJ_TEXT("day"), {NULL, 0}, 20250131}};
    gj_finding_entry finding = {.place = 4,
                                .severity = GJ_WARNING,
                                .failed = true,
                                .arguments = arguments,
                                .argument_count = 3,
                                .primary = related[0],
                                .related = related,
                                .related_count = 2,
                                .expected = GJ_TEXT("9"),
                                .actual = GJ_TEXT("12")};

    finding.primary.line = 9;
    finding.fingerprint.bytes[0] = 0xAB;
    finding.evidence.bytes[15] = 0xCD;
    gj_record_head(out, (gj_text)GJ_TEXT("报告.json"), 5, NULL,
                   (gj_text)GJ_TEXT("某局"), 2024, true);
    gj_record_checks(out, 0,
                     &(gj_checks){.held = 11,
                                  .failed = 2,
                                  .not_assessable = 1,
                                  .skipped = 5,
                                  .faulted = 3});
    gj_record_finding(out, &finding, 0);
    finding.primary.line = 1;
    gj_record_finding(out, &finding, 0);
    finding.failed = false;
    gj_record_finding(out, &finding, 0);
}

static void every_field_comes_back(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_catalogue *catalogues[] = {&catalogue};
    gj_buffer bytes = {0};
    gj_result result = {0};

    (void)state;
    put_result(&bytes);
    assert_true(gj_result_read(&result, gj_buffer_view(&bytes), catalogues, 1));
    assert_true(gj_text_is(result.path, gj_text_of("报告.json")));
    assert_true(gj_text_is(result.unit, gj_text_of("某局")));
    assert_int_equal(result.record, 5);
    assert_int_equal(result.year, 2024);
    assert_null(result.form);
    assert_int_equal(result.status, GJ_RESULT_FINDINGS);
    assert_int_equal(result.checks.held, 11);
    assert_int_equal(result.checks.failed, 2);
    assert_int_equal(result.checks.not_assessable, 1);
    assert_int_equal(result.checks.skipped, 5);
    assert_int_equal(result.checks.faulted, 3);
    assert_int_equal(result.rule_count, 1);
    assert_int_equal(result.finding_count, 2);
    assert_int_equal(result.reason_count, 1);
    const gj_finding_entry *finding = &result.findings[1];
    assert_int_equal(result.findings[0].primary.line, 1);
    assert_int_equal(finding->primary.line, 9);
    assert_int_equal(finding->place, 4);
    assert_int_equal(finding->severity, GJ_WARNING);
    assert_true(gj_text_is(finding->rule->id, gj_text_of("probe/sum")));
    assert_true(gj_text_is(finding->expected, gj_text_of("9")));
    assert_true(gj_text_is(finding->actual, gj_text_of("12")));
    assert_int_equal(finding->fingerprint.bytes[0], 0xAB);
    assert_int_equal(finding->evidence.bytes[15], 0xCD);
    assert_int_equal(finding->related_count, 2);
    assert_int_equal(finding->related[0].end_column, 5);
    assert_int_equal(finding->related[0].cell, 7);
    assert_int_equal(finding->related[0].side, GJ_SIDE_RIGHT);
    assert_int_equal(finding->related[0].coefficient, -2000000);
    assert_true(gj_text_is(finding->related[0].value, gj_text_of("12")));
    assert_false(finding->related[1].has_value);
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    gj_catalogue_free(&catalogue);
}

static void no_field_has_what_was_in_the_memory_before(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_catalogue *catalogues[] = {&catalogue};
    gj_buffer bytes = {0};
    gj_result result = {0};

    (void)state;
    put_result(&bytes);
    memset(gj_arena_new(&result.arena, 1024), 0xFF, 1024);
    assert_true(gj_result_read(&result, gj_buffer_view(&bytes), catalogues, 1));
    const gj_checks *checks = &result.rules[0].checks;
    assert_memory_equal(checks, &result.checks, sizeof *checks);
    assert_int_equal(checks->suppressed, 0);
    assert_int_equal(checks->known, 0);
    assert_null(result.findings[0].group);
    assert_null(result.findings[0].suppression);
    assert_int_equal(result.findings[0].related[1].secret.length, 0);
    assert_int_equal(result.findings[0].related[1].file.length, 0);
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    gj_catalogue_free(&catalogue);
}

/** A result of which all that is said is that rules held: of `count` ones from
    `first` on, the first at 3 places, the next at 4. */
static void put_held(gj_buffer *out, uint32_t first, uint32_t count)
{
    gj_held_run run = {0};

    gj_record_head(out, (gj_text)GJ_TEXT("a"), 0, NULL, (gj_text)GJ_TEXT(""), 0,
                   true);
    for (uint32_t i = 0; i < count; i++)
        gj_record_held(out, &run, first + i, 3 + i);
}

static void rules_that_held_come_back_each_by_itself(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_catalogue *catalogues[] = {&catalogue};
    gj_buffer bytes = {0};
    gj_result result = {0};

    (void)state;
    catalogue.rule_count = 2;
    put_held(&bytes, 0, 2);
    assert_true(gj_result_read(&result, gj_buffer_view(&bytes), catalogues, 1));
    assert_int_equal(result.status, GJ_RESULT_CLEAN);
    assert_int_equal(result.checks.held, 7);
    assert_int_equal(result.rule_count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(result.rules[i].rule, i);
        assert_int_equal(result.rules[i].checks.held, 3 + i);
        assert_int_equal(result.rules[i].checks.failed, 0);
    }
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    catalogue.rule_count = 1;
    gj_catalogue_free(&catalogue);
}

static void a_run_of_rules_ends_where_anything_else_is_said(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_catalogue *catalogues[] = {&catalogue};
    gj_buffer bytes = {0};
    gj_result result = {0};
    gj_held_run run = {0};

    (void)state;
    catalogue.rule_count = 4;
    gj_record_head(&bytes, (gj_text)GJ_TEXT("a"), 0, NULL, (gj_text)GJ_TEXT(""),
                   0, true);
    gj_record_held(&bytes, &run, 0, 1);
    gj_record_checks(&bytes, 1, &(gj_checks){.skipped = 2});
    gj_record_held(&bytes, &run, 2, 4);
    gj_record_held(&bytes, &run, 3, 8);
    assert_true(gj_result_read(&result, gj_buffer_view(&bytes), catalogues, 1));
    assert_int_equal(result.rule_count, 4);
    assert_int_equal(result.checks.held, 13);
    assert_int_equal(result.checks.skipped, 2);
    assert_int_equal(result.rules[1].checks.skipped, 2);
    assert_int_equal(result.rules[3].checks.held, 8);
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    catalogue.rule_count = 1;
    gj_catalogue_free(&catalogue);
}

static void held_rules_that_there_are_not_are_refused(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_catalogue *catalogues[] = {&catalogue};
    const uint32_t wrong[][2] = {{0, 2}, {1, 1}, {UINT32_MAX, 1}};
    gj_buffer bytes = {0};
    gj_result result = {0};

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        gj_buffer_clear(&bytes);
        put_held(&bytes, wrong[i][0], wrong[i][1]);
        assert_false(
            gj_result_read(&result, gj_buffer_view(&bytes), catalogues, 1));
    }
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    gj_catalogue_free(&catalogue);
}

static void a_message_has_its_holes_filled_in_either_language(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_catalogue *catalogues[] = {&catalogue};
    gj_buffer bytes = {0};
    gj_buffer said = {0};
    gj_result result = {0};

    (void)state;
    put_result(&bytes);
    assert_true(gj_result_read(&result, gj_buffer_view(&bytes), catalogues, 1));
    gj_finding_message(&result, &result.findings[0], GJ_ZH, &said);
    assert_string_equal(said.data, "/a差 -3，{}，2025年1月31日，{none}");
    gj_buffer_clear(&said);
    gj_finding_message(&result, &result.findings[0], GJ_EN, &said);
    assert_string_equal(said.data, "/a is off by -3, {}, 2025-01-31, {none}");
    gj_buffer_clear(&said);
    gj_digest_text(&result.findings[0].fingerprint, &said);
    assert_string_equal(said.data, "ab000000000000000000000000000000");
    gj_buffer_free(&said);
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    gj_catalogue_free(&catalogue);
}

/** Reads a copy of the bytes that ends where they end, so that reading over
    the end is seen by the sanitizer. */
static bool reads(const char *bytes, size_t length, gj_catalogue *catalogue)
{
    gj_catalogue *catalogues[] = {catalogue};
    gj_result result = {0};
    char *copy = malloc(length + 1);

    assert_non_null(copy);
    char *end = copy + 1;
    if (length > 0)
        memcpy(end, bytes, length);
    bool sound = gj_result_read(&result, (gj_text){end, length}, catalogues, 1);
    gj_result_free(&result);
    free(copy);
    return sound;
}

static void a_cut_off_result_is_refused_or_shorter(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_buffer bytes = {0};
    size_t sound = 0;

    (void)state;
    put_result(&bytes);
    for (size_t length = 0; length < bytes.length; length++)
        sound += reads(bytes.data, length, &catalogue);
    /* Between two records there is nothing to tell that more should come. */
    assert_int_equal(sound, 4);
    gj_buffer_free(&bytes);
    gj_catalogue_free(&catalogue);
}

static void damaged_bytes_do_no_harm(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_buffer bytes = {0};
    uint64_t random = 88172645463325252;
    size_t refused = 0;

    (void)state;
    put_result(&bytes);
    for (size_t i = 0; i < 20000; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        size_t at = random % bytes.length;
        char before = bytes.data[at];
        bytes.data[at] = (char)(random >> 40);
        refused += !reads(bytes.data, bytes.length, &catalogue);
        bytes.data[at] = before;
    }
    assert_true(refused > 1000);
    gj_buffer_free(&bytes);
    gj_catalogue_free(&catalogue);
}

static void a_catalogue_comes_back_and_a_damaged_one_does_not(void **state)
{
    gj_catalogue catalogue = make_catalogue();
    gj_buffer whole = {0};
    size_t sound = 0;

    (void)state;
    assert_int_equal(catalogue.plugin_count, 1);
    assert_int_equal(catalogue.rule_count, 1);
    assert_int_equal(gj_catalogue_rule(&catalogue, gj_text_of("probe/sum")), 0);
    assert_int_equal(gj_catalogue_rule(&catalogue, gj_text_of("sum")), GJ_NONE);
    assert_int_equal(gj_rule_message(&catalogue.rules[0], gj_text_of("failed")),
                     0);
    assert_int_equal(gj_rule_parameter(&catalogue.rules[0], gj_text_of("due")),
                     0);
    assert_true(gj_text_is(catalogue.rules[0].remedy.zh, gj_text_of("改")));
    assert_true(gj_text_is(catalogue.rules[0].parameters[0].initial,
                           gj_text_of("01-31")));
    put_catalogue(&whole);
    for (size_t length = 0; length < whole.length; length++) {
        gj_buffer part = {0};
        gj_catalogue read = {0};
        gj_buffer_add(&part, whole.data, length);
        if (gj_catalogue_read(&read, &part)) {
            sound++;
            gj_catalogue_free(&read);
        }
    }
    /* Nothing at all, and the plugin without its rule. */
    assert_int_equal(sound, 2);
    gj_buffer_free(&whole);
    gj_catalogue_free(&catalogue);
}

/* ---------------------------------------------------------------- secrets */

/** A finding that calls something a secret. */
static void put_secret(gj_buffer *out, const char *raw, const char *shown)
{
    const gj_finding_entry finding = {.severity = GJ_ERROR,
                                      .failed = true,
                                      .primary = {.pointer = GJ_TEXT("/text"),
                                                  .line = 1,
                                                  .cell = GJ_NO_CELL,
                                                  .value = gj_text_of(shown),
                                                  .has_value = true,
                                                  .secret = gj_text_of(raw)}};

    gj_record_finding(out, &finding, 0);
}

/** A finding of another rule that quotes words. */
static void put_quotation(gj_buffer *out, const char *quoted, int64_t number)
{
    gj_argument_entry arguments[] = {
        {GJ_ARGUMENT_TEXT, GJ_TEXT("place"), gj_text_of(quoted), 0},
        {GJ_ARGUMENT_INTEGER, GJ_TEXT("n"), {NULL, 0}, number}};
    const gj_finding_entry finding = {.severity = GJ_ERROR,
                                      .failed = true,
                                      .arguments = arguments,
                                      .argument_count = 2,
                                      .expected = gj_text_of(quoted),
                                      .primary = {.pointer = GJ_TEXT("/text"),
                                                  .line = 2,
                                                  .cell = GJ_NO_CELL,
                                                  .value = gj_text_of(quoted),
                                                  .has_value = true}};

    gj_record_finding(out, &finding, 0);
}

/** What a quotation is shown as, beside findings that call secret what stands
    here. */
static void assert_masked(const char *quoted, int64_t number, const char *shown,
                          const char *shown_number)
{
    gj_catalogue catalogue = make_catalogue();
    gj_catalogue *catalogues[] = {&catalogue};
    gj_buffer bytes = {0};
    gj_buffer said = {0};
    gj_result result = {0};

    gj_record_head(&bytes, (gj_text)GJ_TEXT("a"), 0, NULL, (gj_text){"", 0},
                   2024, true);
    put_quotation(&bytes, quoted, number);
    put_secret(&bytes, "138-0013-8000", "138**********");
    put_secret(&bytes, "li@qq.com.cn", "l*@qq.com.cn");
    put_secret(&bytes, "li@qq.com", "l*@qq.com");
    put_secret(&bytes, "li@qq.cn", "");
    put_secret(&bytes, "abc", "*");
    assert_true(gj_result_read(&result, gj_buffer_view(&bytes), catalogues, 1));
    const gj_finding_entry *finding = &result.findings[5];
    assert_true(gj_text_is(finding->primary.value, gj_text_of(shown)));
    assert_true(gj_text_is(finding->expected, gj_text_of(shown)));
    gj_finding_message(&result, finding, GJ_EN, &said);
    gj_text end = {said.data, strlen(shown)};
    assert_true(gj_text_is(end, gj_text_of(shown)));
    assert_non_null(strstr(said.data, shown_number));
    gj_buffer_free(&said);
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    gj_catalogue_free(&catalogue);
}

static void a_secret_is_masked_where_another_finding_quotes_it(void **state)
{
    (void)state;
    assert_masked("电话138-0013-8000，li@qq.com、li@qq.com.cn。", 5,
                  "电话138**********，l*@qq.com、l*@qq.com.cn。", "by 5,");
    assert_masked("li@qq.cn", 5, "***", "by 5,");
    assert_masked("abc 12345 138", 5, "abc 12345 138", "by 5,");
}

static void a_secret_number_is_masked_in_other_digits_and_in_part(void **state)
{
    (void)state;
    assert_masked("１３８００１３８０００起", 13800138000, "１３８********起",
                  "by 138********,");
    assert_masked("86 13800138000号", 8001380, "86 138********号",
                  "by 800****,");
    assert_masked("共13800件、800138件", 138001, "共13800件、800138件",
                  "by 138001,");
}

static void
the_beginning_of_a_secret_is_masked_where_a_quotation_ends(void **state)
{
    (void)state;
    assert_masked("电话138-001…", 5, "电话1******…", "by 5,");
    assert_masked("“电话138-001…”", 5, "“电话1******…”", "by 5,");
    assert_masked("发到li@qq.", 5, "发到l*****", "by 5,");
    assert_masked("电话138-0…", 5, "电话138-0…", "by 5,");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_comes_back),
        cmocka_unit_test(no_field_has_what_was_in_the_memory_before),
        cmocka_unit_test(rules_that_held_come_back_each_by_itself),
        cmocka_unit_test(a_run_of_rules_ends_where_anything_else_is_said),
        cmocka_unit_test(held_rules_that_there_are_not_are_refused),
        cmocka_unit_test(a_message_has_its_holes_filled_in_either_language),
        cmocka_unit_test(a_cut_off_result_is_refused_or_shorter),
        cmocka_unit_test(damaged_bytes_do_no_harm),
        cmocka_unit_test(a_catalogue_comes_back_and_a_damaged_one_does_not),
        cmocka_unit_test(a_secret_is_masked_where_another_finding_quotes_it),
        cmocka_unit_test(a_secret_number_is_masked_in_other_digits_and_in_part),
        cmocka_unit_test(
            the_beginning_of_a_secret_is_masked_where_a_quotation_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* libgouji: what goes in, and what comes out. */
#include <fcntl.h>
#include <time.h>

#include "embed/embedding.h"

/* --------------------------------------------------------------- reports */

static void a_clean_report_has_no_findings(void **state)
{
    bytes report = read_sample(SAMPLES "/laochengqu-2024.json");
    gouji_engine *engine = open_plain(0);
    gouji_result *result = check(engine, &report);

    (void)state;
    assert_int_equal(gouji_status(result), GOUJI_CLEAN);
    assert_int_equal(gouji_finding_count(result), 0);
    assert_null(gouji_finding_at(result, 0));
    assert_true(gouji_checks(result, GOUJI_HELD) > 400);
    assert_int_equal(gouji_checks(result, GOUJI_FAILED), 0);
    assert_int_equal(gouji_checks(result, GOUJI_FAULTED + 1), 0);
    assert_int_equal(gouji_checks(result, -1), 0);
    assert_string_equal(gouji_name(result), "a.json");
    assert_string_equal(gouji_form(result), "zfxxgk-2021");
    assert_int_equal(gouji_year(result), 2024);
    assert_int_equal(gouji_today(result), DAY);
    assert_non_null(gouji_unit(result));
    assert_null(gouji_json(result, GOUJI_EN));
    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
}

static void a_finding_names_rule_place_and_numbers(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_plain(0);
    gouji_result *result = check(engine, &report);
    const gouji_finding *finding = gouji_finding_at(result, 1);
    const gouji_place *place = gouji_place_of(finding);
    const gouji_place *term = gouji_related_at(finding, 2);

    (void)state;
    is_the_draft(result);
    assert_int_equal(gouji_severity(finding), GOUJI_ERROR);
    assert_string_equal(gouji_message(finding, GOUJI_ZH),
                        "表三·自然人：第一项 2 加第二项 0 等于 2，第三项 3 加"
                        "第四项 0 等于 3，相差 1。");
    assert_non_null(strstr(gouji_message(finding, GOUJI_EN), "differ by 1"));
    assert_string_equal(gouji_cell(place, GOUJI_ZH), "表三·自然人·本年新收");
    assert_string_equal(gouji_pointer(place), "/requests/natural_person/new");
    assert_string_equal(gouji_value(place), "2");
    assert_int_equal(gouji_line(place), 42);
    assert_int_equal(gouji_column(place), 14);
    assert_int_equal(gouji_end_column(place), 15);
    assert_int_equal(gouji_related_count(finding), 4);
    assert_null(gouji_related_at(finding, 4));
    assert_int_equal(gouji_role(term), GOUJI_ROLE_TERM);
    assert_int_equal(gouji_side(term), GOUJI_SIDE_RIGHT);
    assert_int_equal(gouji_coefficient(term), 1000000);
    assert_string_equal(gouji_value(term), "3");
    assert_int_equal(strlen(gouji_fingerprint(finding)), 32);
    assert_int_equal(strlen(gouji_evidence(finding)), 32);
    assert_non_null(
        strstr(gouji_rule_basis(gouji_rule_of(finding), GOUJI_EN), "art. 50"));
    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
}

static void findings_with_a_common_cause_are_grouped(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_plain(0);
    gouji_result *result = check(engine, &report);
    const gouji_group *group = gouji_group_at(result, 0);

    (void)state;
    assert_non_null(group);
    assert_null(gouji_group_at(result, gouji_group_count(result)));
    assert_int_equal(gouji_one_cause(group), 1);
    assert_int_equal(gouji_member_count(group), 2);
    assert_ptr_equal(gouji_member_at(group, 0), gouji_finding_at(result, 1));
    assert_null(gouji_member_at(group, 2));
    assert_ptr_equal(gouji_group_of(gouji_finding_at(result, 1)), group);
    assert_null(gouji_group_of(gouji_finding_at(result, 0)));
    assert_string_equal(gouji_cell(gouji_suspect_at(group, 0), GOUJI_ZH),
                        "表三·自然人·本年新收");
    assert_null(gouji_suspect_at(group, gouji_suspect_count(group)));
    assert_int_equal(strlen(gouji_group_id(group)), 32);
    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
}

static void a_result_outlives_its_engine(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_plain(GOUJI_WITH_JSON);
    gouji_result *result = check(engine, &report);

    (void)state;
    gouji_close(engine);
    free(report.data);
    is_the_draft(result);
    assert_non_null(strstr(gouji_json(result, GOUJI_EN), "requests-balance"));
    gouji_result_free(result);
}

static void what_cannot_be_judged_has_a_reason(void **state)
{
    static const char blank[] =
        "{\"form\":\"zfxxgk-2021\",\"unit\":{\"name\":\"\"},\"year\":2024,"
        "\"requests\":{\"natural_person\":{\"new\":null}}}";
    bytes report = {(char *)(uintptr_t)blank, sizeof blank - 1};
    gouji_engine *engine = open_plain(0);
    gouji_result *result = check(engine, &report);

    (void)state;
    assert_true(gouji_checks(result, GOUJI_OPEN) > 0);
    assert_true(gouji_reason_count(result) > 0);
    assert_null(gouji_reason_at(result, gouji_reason_count(result)));
    assert_non_null(gouji_message(gouji_reason_at(result, 0), GOUJI_EN));
    assert_null(gouji_unit(result));
    gouji_result_free(result);
    gouji_close(engine);
}

/* ------------------------------------------------------ what is no report */

/** The only finding about bytes that are no report. */
static void is_refused(const char *data, size_t length, const char *rule)
{
    bytes report = {(char *)(uintptr_t)data, length};
    gouji_engine *engine = open_plain(0);
    gouji_result *result = check(engine, &report);

    assert_int_equal(gouji_status(result), GOUJI_UNREADABLE);
    assert_int_equal(gouji_finding_count(result), 1);
    assert_true(is_of(gouji_finding_at(result, 0), rule));
    assert_null(gouji_form(result));
    assert_int_equal(gouji_year(result), 0);
    gouji_result_free(result);
    gouji_close(engine);
}

static void bytes_that_are_no_report_are_a_finding(void **state)
{
    (void)state;
    is_refused(NULL, 0, "document/empty");
    is_refused("", 0, "document/empty");
    is_refused("{", 1, "document/syntax");
    is_refused("\xB1\xA8", 2, "document/encoding");
    is_refused("\0", 1, "document/syntax");
    is_refused("{}", 2, "form/unknown-form");
}

static void a_zero_character_does_not_end_a_text(void **state)
{
    static const char zero[] = "{\"form\":\"zfxxgk-2021\",\"year\":2024,"
                               "\"unit\":{\"name\":\"a\\u0000b\"}}";
    bytes report = {(char *)(uintptr_t)zero, sizeof zero - 1};
    gouji_engine *engine = open_plain(0);
    gouji_result *result = check(engine, &report);

    (void)state;
    assert_string_equal(gouji_unit(result), "a\xE2\x90\x80"
                                            "b");
    gouji_result_free(result);
    gouji_close(engine);
}

static void a_report_may_be_large(void **state)
{
    bytes draft = read_sample(SAMPLES "/draft.json");
    const size_t size = (size_t)50 << 20;
    bytes report = {malloc(size), size};
    gouji_engine *engine = open_plain(0);

    (void)state;
    assert_non_null(report.data);
    memset(report.data, ' ', size);
    memcpy(report.data + size - draft.length, draft.data, draft.length);
    gouji_result *result = check(engine, &report);
    is_the_draft(result);
    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
    free(draft.data);
}

static void a_report_that_is_too_large_is_a_finding(void **state)
{
    const gouji_options options = {
        .size = sizeof options, .max_bytes = 10, .today = DAY};
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_with(&options);
    gouji_result *result = check(engine, &report);

    (void)state;
    assert_true(is_of(gouji_finding_at(result, 0), "document/limit"));
    assert_non_null(
        strstr(gouji_message(gouji_finding_at(result, 0), GOUJI_EN), "10"));
    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
}

/* --------------------------------------------------------------- options */

static void refuses(const gouji_options *options, int32_t status,
                    const char *words)
{
    gouji_engine *engine = (gouji_engine *)(uintptr_t)1;
    gouji_error error;

    assert_int_equal(gouji_open(&engine, options, &error), status);
    assert_int_equal(error.status, status);
    assert_null(engine);
    if (strstr(error.en, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", error.en, words);
    assert_true(error.zh[0] != '\0');
    assert_int_equal(gouji_open(&engine, options, NULL), status);
}

#define OPTIONS(...)                                                           \
    &(gouji_options)                                                           \
    {                                                                          \
        .size = sizeof(gouji_options), __VA_ARGS__                             \
    }

static void options_that_are_not_valid_are_refused(void **state)
{
    static const char *const nowhere[] = {"/nonexistent/forms", NULL};
    static const char *const no_rule[] = {"equations/none", NULL};
    gouji_error error;

    (void)state;
    refuses(&(gouji_options){.today = DAY}, GOUJI_FAILED_USAGE, "options.size");
    refuses(OPTIONS(.flags = 64), GOUJI_FAILED_USAGE, "options.flags");
    refuses(OPTIONS(.today = 20260230), GOUJI_FAILED_USAGE, "today");
    refuses(OPTIONS(.max_bytes = 2U << 30), GOUJI_FAILED_USAGE, "max_bytes");
    refuses(OPTIONS(.memory_limit = UINT32_MAX), GOUJI_FAILED_USAGE,
            "memory_limit");
    refuses(OPTIONS(.rule_timeout = UINT32_MAX), GOUJI_FAILED_USAGE,
            "rule_timeout");
    refuses(OPTIONS(.form = "none"), GOUJI_FAILED_USAGE, "no form \"none\"");
    refuses(OPTIONS(.rules = no_rule), GOUJI_FAILED_USAGE, "equations/none");
    refuses(OPTIONS(.form_dirs = nowhere), GOUJI_FAILED_DATA,
            "folder of forms");
    assert_int_equal(gouji_open(NULL, NULL, &error), GOUJI_FAILED_USAGE);
}

static void arguments_that_are_not_valid_are_refused(void **state)
{
    gouji_engine *engine = open_plain(0);
    gouji_result *result = NULL;
    gouji_error error;

    (void)state;
    assert_int_equal(gouji_check(&result, engine, "a", NULL, 1, &error),
                     GOUJI_FAILED_USAGE);
    assert_non_null(strstr(error.en, "length"));
    assert_int_equal(gouji_check(&result, NULL, "a", "{}", 2, &error),
                     GOUJI_FAILED_USAGE);
    assert_int_equal(gouji_check(NULL, engine, "a", "{}", 2, NULL),
                     GOUJI_FAILED_USAGE);
    assert_null(result);
    gouji_close(engine);
    gouji_close(NULL);
    gouji_result_free(NULL);
}

/** The number of findings of a sample, with these options. */
static size_t found_in(const char *sample, const gouji_options *options)
{
    bytes report = read_sample(sample);
    gouji_engine *engine = open_with(options);
    gouji_result *result = check(engine, &report);
    size_t count = gouji_finding_count(result);

    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
    return count;
}

/** The same of the draft. */
static size_t found_with(const gouji_options *options)
{
    return found_in(SAMPLES "/draft.json", options);
}

static void rules_are_chosen_by_patterns(void **state)
{
    static const char *const one[] = {"equations/requests-*", NULL};
    static const char *const without[] = {"!equations/blank-cell", NULL};
    static const char *const none[] = {NULL};

    (void)state;
    assert_int_equal(found_with(OPTIONS(.rules = one)), 2);
    assert_int_equal(found_with(OPTIONS(.rules = without)), 3);
    assert_int_equal(found_with(OPTIONS(.rules = none)), 4);
    assert_int_equal(found_with(OPTIONS(.form = "zfxxgk-2021")), 4);
}

/** How many findings there are, and how many weigh that much. */
static size_t found_of(const gouji_options *options, int32_t severity)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_with(options);
    gouji_result *result = check(engine, &report);
    size_t count = 0;

    for (size_t i = 0; i < gouji_finding_count(result); i++)
        count +=
            gouji_severity(gouji_finding_at(result, i)) == severity ? 1U : 0U;
    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
    return count;
}

static void severities_are_set_by_patterns(void **state)
{
    static const char *const light[] = {"equations/*=info", NULL};
    static const char *const mixed[] = {"equations/*=info", "blank-cell=error",
                                        "equations/requests-*=warning", NULL};

    (void)state;
    assert_int_equal(found_of(OPTIONS(.today = DAY), GOUJI_ERROR), 3);
    assert_int_equal(found_of(OPTIONS(.severities = light), GOUJI_INFO), 4);
    assert_int_equal(found_of(OPTIONS(.severities = mixed), GOUJI_INFO), 1);
    assert_int_equal(found_of(OPTIONS(.severities = mixed), GOUJI_ERROR), 1);
    assert_int_equal(found_of(OPTIONS(.severities = mixed), GOUJI_WARNING), 2);
}

#define DATED SAMPLES "/broken/whole-number.json"

static void parameters_are_set_for_a_rule(void **state)
{
    static const char *const rules[] = {"timeliness/*", NULL};
    static const char *const early[] = {
        "timeliness/published-by-deadline:due=01-02",
        "timeliness/published-by-deadline:government_due=01-02", NULL};

    (void)state;
    assert_int_equal(found_in(DATED, OPTIONS(.rules = rules)), 0);
    assert_int_equal(
        found_in(DATED, OPTIONS(.rules = rules, .parameters = early)), 1);
}

static void what_is_set_for_no_rule_or_wrongly_is_refused(void **state)
{
    static const struct {
        const char *severity;
        const char *parameter;
        const char *words;
    } cases[] = {
        {"equations/*", NULL, "must be RULE=info"},
        {"equations\xff=info", NULL, "must be UTF-8"},
        {NULL, "timeliness/*:due=01-02", "the rule's whole name"},
        {"equations/*=fatal", NULL, "must be RULE=info"},
        {"equations/none=info", NULL, "no rule matches \"equations/none\""},
        {NULL, "timeliness/published-by-deadline", "RULE:PARAMETER=VALUE"},
        {NULL, "published:due", "RULE:PARAMETER=VALUE"},
        {NULL, "timeliness/none:due=01-02", "no rule matches"},
        {NULL, "timeliness/published-by-deadline:goverment_due=01-02",
         "did you mean \"government_due\"?"},
        {NULL, "timeliness/published-by-deadline:due=13-01",
         "a day of the year"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const severities[] = {cases[i].severity, NULL};
        const char *const parameters[] = {cases[i].parameter, NULL};
        refuses(OPTIONS(.severities = severities, .parameters = parameters),
                GOUJI_FAILED_USAGE, cases[i].words);
    }
}

/** As it may be called by a program of another minor version. */
static void options_of_another_size_are_taken_as_far_as_they_go(void **state)
{
    struct {
        gouji_options known;
        uint64_t appended;
    } larger = {.appended = UINT64_MAX};

    (void)state;
    larger.known.size = sizeof larger;
    assert_int_equal(found_with(&larger.known), 4);
    larger.known.size = offsetof(gouji_options, form_dirs);
    larger.known.form = (const char *)(uintptr_t)1;
    assert_int_equal(found_with(&larger.known), 4);
}

static void folders_may_be_relative(void **state)
{
    static const char *const forms[] = {"tests/forms", NULL};
    bytes report = read_sample("tests/forms/foia-annual/reports/good.json");
    gouji_engine *engine = open_with(OPTIONS(.form_dirs = forms, .today = DAY));
    char *here = getcwd(NULL, 0);

    (void)state;
    /* What is started later begins where the engine was opened. */
    assert_int_equal(chdir("/"), 0);
    gouji_result *result = check(engine, &report);
    assert_string_equal(gouji_form(result), "foia-annual");
    assert_int_equal(gouji_status(result), GOUJI_CLEAN);
    assert_int_equal(chdir(here), 0);
    gouji_result_free(result);
    gouji_close(engine);
    free(here);
    free(report.data);
}

static void a_plugin_that_is_refused_is_told(void **state)
{
    static const char *const plugins[] = {GJ_BUILD "/tests/bad/BAD_no_symbol",
                                          NULL};
    gouji_engine *engine = open_with(OPTIONS(.plugin_dirs = plugins));
    gouji_error trouble;

    (void)state;
    assert_int_equal(gouji_trouble(&trouble, engine, 0), 1);
    assert_non_null(strstr(trouble.file, "BAD_no_symbol.so"));
    assert_non_null(strstr(trouble.en, "gouji_plugin_v1"));
    assert_int_equal(gouji_trouble(&trouble, engine, 1), 0);
    assert_string_equal(trouble.file, "");
    gouji_close(engine);
}

static void the_day_is_that_of_each_call(void **state)
{
    static const char *const zones[] = {"AAA-14", "BBB+12"};
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_with(NULL);
    uint32_t days[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        gouji_result *result = check(engine, &report);
        days[i] = gouji_today(result);
        is_the_draft(result);
        gouji_result_free(result);
    }
    unsetenv("TZ");
    tzset();
    assert_true(days[0] > days[1]);
    gouji_close(engine);
    free(report.data);
}

static int count_descriptors(void)
{
    int count = 0;

    for (int i = 0; i < 256; i++)
        count += fcntl(i, F_GETFD) >= 0;
    return count;
}

static void nothing_is_left_of_an_engine(void **state)
{
    int before = count_descriptors();

    (void)state;
    for (int i = 0; i < 40; i++) {
        gouji_engine *engine = open_plain(i % 8 == 7 ? GOUJI_UNCONTAINED : 0);
        assert_true(count_descriptors() <= before + 1);
        gouji_close(engine);
        assert_int_equal(count_descriptors(), before);
        assert_int_equal(visit_children(NULL), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clean_report_has_no_findings),
        cmocka_unit_test(a_finding_names_rule_place_and_numbers),
        cmocka_unit_test(findings_with_a_common_cause_are_grouped),
        cmocka_unit_test(a_result_outlives_its_engine),
        cmocka_unit_test(what_cannot_be_judged_has_a_reason),
        cmocka_unit_test(bytes_that_are_no_report_are_a_finding),
        cmocka_unit_test(a_zero_character_does_not_end_a_text),
        cmocka_unit_test(a_report_may_be_large),
        cmocka_unit_test(a_report_that_is_too_large_is_a_finding),
        cmocka_unit_test(options_that_are_not_valid_are_refused),
        cmocka_unit_test(arguments_that_are_not_valid_are_refused),
        cmocka_unit_test(rules_are_chosen_by_patterns),
        cmocka_unit_test(severities_are_set_by_patterns),
        cmocka_unit_test(parameters_are_set_for_a_rule),
        cmocka_unit_test(what_is_set_for_no_rule_or_wrongly_is_refused),
        cmocka_unit_test(options_of_another_size_are_taken_as_far_as_they_go),
        cmocka_unit_test(folders_may_be_relative),
        cmocka_unit_test(a_plugin_that_is_refused_is_told),
        cmocka_unit_test(the_day_is_that_of_each_call),
        cmocka_unit_test(nothing_is_left_of_an_engine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

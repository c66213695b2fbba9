/* What form.json sets for rules, and the plugins that it counts on. */
#include "whole/mini.h"

#define MINI_RULES "{\"rules\": []}"

/** The mini form with a date, and this in its part for plugins. */
static void write_form(gj_buffer *out, const char *plugins)
{
    gj_buffer_clear(out);
    gj_buffer_print(out,
                    "{\"id\": \"mini\", \"title\": {\"zh\": \"小\", \"en\": "
                    "\"Mini\"},\n"
                    "\"recognise\": [{\"pointer\": \"/mini\", \"type\": "
                    "\"object\"}],\n"
                    "\"unit\": \"/unit\", \"year\": \"/year\",\n"
                    "\"texts\": {\"published_on\": {\"pointer\": \"/day\",\n"
                    "  \"name\": {\"zh\": \"日\", \"en\": \"Day\"}}},\n"
                    "\"layout\": \"layout.json\",\n"
                    "\"plugins\": {%s}}\n",
                    plugins);
}

static void refused(const char *plugins, unsigned column, const char *words)
{
    mini m;
    gj_error error = {0};
    gj_buffer form = {0};

    write_form(&form, plugins);
    mini_open_files(&m, form.data, mini_layout, MINI_RULES, GJ_OK, &error);
    const gj_error *broken = &m.engine.broken[1];
    if (broken->line != 7 || broken->column != column ||
        strstr(broken->words[GJ_EN], words) == NULL)
        fail_msg("%s: %u:%u “%s”, not 7:%u “%s”", plugins, broken->line,
                 broken->column, broken->words[GJ_EN], column, words);
    assert_true(broken->words[GJ_ZH][0] != '\0');
    assert_non_null(strstr(broken->file, "form.json"));
    assert_null(m.engine.kits[1]);
    gj_buffer_free(&form);
    mini_close(&m);
}

#define SET(members) "\"timeliness\": {\"parameters\": {" members "}}"

static void a_setting_without_effect_is_refused_at_its_place(void **state)
{
    (void)state;
    refused(SET("\"published-by-deadline\": {\"dew\": \"01-31\"}"), 76,
            "no parameter \"dew\"");
    refused(SET("\"published-by-deadline\": {\"due\": \"02-30\"}"), 76,
            "\"due\" is not of its type");
    refused(SET("\"published-by-deadline\": {\"due\": \"1-31\"}"), 76,
            "\"due\" is not of its type");
    refused(SET("\"published-by-deadline\": {\"due\": \"01-3x\"}"), 76,
            "\"due\" is not of its type");
    refused(SET("\"published-by-deadline\": {\"due\": 131}"), 76,
            "\"due\" is not of its type");
    refused(SET("\"published-by-deadline\": {\"due\": null}"), 76,
            "\"due\" is not of its type");
    refused(SET("\"published-by-deadline\": 3"), 68, "must be an object");
    refused(SET("\"published-by-dedline\": {\"due\": \"01-31\"}"), 67,
            "no rule \"published-by-dedline\"");
}

static void a_plugin_that_the_form_counts_on_is_missed(void **state)
{
    mini m;
    gj_error error = {0};
    gj_buffer form = {0};

    (void)state;
    write_form(&form, "\"absent\": {\"parameters\": {\"x\": {\"y\": 1}}}");
    mini_open_files(&m, form.data, mini_layout, MINI_RULES, GJ_OK, &error);
    assert_non_null(m.engine.kits[1]);
    assert_int_equal(m.engine.plugins.refusal_count, 1);
    const gj_error *refusal = &m.engine.plugins.refusals[0];
    assert_non_null(strstr(refusal->words[GJ_EN], "\"absent\""));
    assert_non_null(strstr(refusal->words[GJ_ZH], "没有找到"));
    gj_buffer_free(&form);
    mini_close(&m);
}

/** Verdict of one rule on a report of 2024 published on a day. */
static void judged(mini *m, const char *rule, const char *day, int held,
                   int failed, int open)
{
    gj_buffer bytes = {0};
    gj_buffer record = {0};
    gj_result result = {0};

    gj_buffer_print(&bytes,
                    "{\"mini\": {\"a\": 1, \"b\": 1, \"c\": 1}, \"year\": "
                    "2024, \"day\": %s}",
                    day);
    gj_buffer_room(&bytes, GJ_PADDING);
    check(&m->engine, gj_buffer_view(&bytes), &record, &result);
    uint32_t index = gj_catalogue_rule(result.catalogue, gj_text_of(rule));
    gj_checks checks = {0};
    for (uint32_t i = 0; i < result.rule_count; i++)
        if (result.rules[i].rule == index)
            checks = result.rules[i].checks;
    if ((int)checks.held != held || (int)checks.failed != failed ||
        (int)checks.not_assessable != open)
        fail_msg("%s: %d held, %d failed, %d open", day, (int)checks.held,
                 (int)checks.failed, (int)checks.not_assessable);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&bytes);
}

static void a_setting_of_the_form_replaces_the_default(void **state)
{
    static const char due[] = "timeliness/published-by-deadline";
    static const char end[] = "timeliness/not-before-year-end";
    mini m;
    gj_error error = {0};
    gj_buffer form = {0};

    (void)state;
    write_form(&form, SET("\"published-by-deadline\": {\"due\": \"02-29\"}, "
                          "\"not-before-year-end\": {\"period_end\": "
                          "\"09-30\"}"));
    mini_open_files(&m, form.data, mini_layout, MINI_RULES, GJ_OK, &error);
    judged(&m, due, "\"2025-02-28\"", 1, 0, 0);
    judged(&m, due, "\"2025-03-01\"", 0, 1, 0);
    judged(&m, end, "\"2024-10-01\"", 1, 0, 0);
    judged(&m, end, "\"2024-09-30\"", 0, 1, 0);
    mini_close(&m);
    write_form(&form, "\"timeliness\": {}");
    mini_open_files(&m, form.data, mini_layout, MINI_RULES, GJ_OK, &error);
    judged(&m, due, "\"2025-01-31\"", 1, 0, 0);
    judged(&m, due, "\"2025-02-01\"", 0, 1, 0);
    judged(&m, end, "\"2025-01-01\"", 1, 0, 0);
    judged(&m, end, "\"2024-12-31\"", 0, 1, 0);
    mini_close(&m);
    gj_buffer_free(&form);
}

static void only_days_that_exist_are_days(void **state)
{
    static const char due[] = "timeliness/published-by-deadline";
    static const char *const no_days[] = {
        "\"2025-02-29\"", "\"2025-13-01\"", "\"2025-00-10\"", "\"2025-01-00\"",
        "\"2025-1-1\"",   "\"2025/01/01\"", "\"20250101\"",   "\"2025-01-0a\"",
        "\"\"",           "20250101",       "true",           "[]"};
    mini m;
    gj_error error = {0};
    gj_buffer form = {0};

    (void)state;
    write_form(&form, "\"timeliness\": {}");
    mini_open_files(&m, form.data, mini_layout, MINI_RULES, GJ_OK, &error);
    for (size_t i = 0; i < sizeof no_days / sizeof *no_days; i++)
        judged(&m, due, no_days[i], 0, 0, 1);
    judged(&m, due, "\"2000-02-29\"", 1, 0, 0);
    judged(&m, due, "\"1900-02-29\"", 0, 0, 1);
    judged(&m, due, "\"2024-02-29\"", 1, 0, 0);
    judged(&m, due, "null", 0, 0, 0);
    gj_buffer_free(&form);
    mini_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_setting_without_effect_is_refused_at_its_place),
        cmocka_unit_test(a_plugin_that_the_form_counts_on_is_missed),
        cmocka_unit_test(a_setting_of_the_form_replaces_the_default),
        cmocka_unit_test(only_days_that_exist_are_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

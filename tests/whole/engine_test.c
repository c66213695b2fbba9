/* The engine on inputs of every kind: each gets a result, and its checks add
 * up. */
#include "whole/bench.h"

static const char sample[] = "samples/zfxxgk-2021/suqian-2023.json";

static void what_is_no_report_is_one_finding(void **state)
{
    bench *b = open_bench();

    (void)state;
    unreadable(b, (gj_text){NULL, 0}, "document/empty");
    unreadable(b, gj_text_of(" \n"), "document/empty");
    unreadable(b, gj_text_of("{"), "document/syntax");
    unreadable(b, gj_text_of("{\"form\": \"zfxxgk-2021\",}"),
               "document/syntax");
    unreadable(b, gj_text_of("{\"a\": \"\xff\"}"), "document/encoding");
    unreadable(b, gj_text_of("{\"a\": 1, \"a\": 1}"), "document/duplicate-key");
    unreadable(b, gj_text_of("{}"), "form/unknown-form");
    unreadable(b, gj_text_of("{\"form\": \"zfxxgk-2012\"}"),
               "form/unknown-form");
    unreadable(b, gj_text_of("[1]"), "form/unknown-form");
    unreadable(b, gj_text_of("null"), "form/unknown-form");
    unreadable(b, gj_text_of("\"\\u0000\""), "form/unknown-form");
    gj_buffer deep = {0};
    for (int i = 0; i < 300; i++)
        gj_buffer_byte(&deep, '[');
    unreadable(b, gj_buffer_view(&deep), "document/limit");
    gj_buffer_free(&deep);
    close_bench(b);
}

static void a_file_found_in_a_folder_may_be_of_no_form(void **state)
{
    const gj_source source = {GJ_TEXT("other.json"), 0};
    static const char text[64 + GJ_PADDING] = "{\"name\": \"package\"}";
    static const char cut[64 + GJ_PADDING] = "{\"name\": ";
    bench *b = open_bench();

    (void)state;
    assert_int_equal(gj_engine_check(&b->engine, &source, gj_text_of(text),
                                     true, &b->record),
                     GJ_FAILED_FORM);
    assert_int_equal(b->record.length, 0);
    assert_int_equal(
        gj_engine_check(&b->engine, &source, gj_text_of(cut), true, &b->record),
        GJ_OK);
    assert_true(b->record.length > 0);
    close_bench(b);
}

/* ------------------------------------------------------- damaged reports */

/** Whether a rule's places hang on what the report says: on its date, on the
    statements in its words. */
static bool hangs_on_words(gj_text rule)
{
    static const char *const plugins[] = {
        "timeliness/", "narrative/", "privacy/", "wording/", "plausibility/"};
    bool found = false;

    for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
        found |= rule.length > strlen(plugins[i]) &&
                 memcmp(rule.data, plugins[i], strlen(plugins[i])) == 0;
    return found;
}

/** All other places are a matter of the form, whatever stands in its cells. */
static uint64_t places_of(const gj_result *result)
{
    uint64_t places = 0;

    for (uint32_t i = 0; i < result->rule_count; i++) {
        const gj_rule_checks *rule = &result->rules[i];
        if (!hangs_on_words(result->catalogue->rules[rule->rule].id))
            places += all_of(&rule->checks);
    }
    return places;
}

static void a_report_cut_off_anywhere_is_unreadable(void **state)
{
    bench *b = open_bench();

    (void)state;
    read_file(&b->bytes, sample);
    for (size_t length = 1; length + 2 < b->bytes.length; length += 53) {
        const gj_result *result = run(b, (gj_text){b->bytes.data, length});
        assert_int_equal(result->status, GJ_RESULT_UNREADABLE);
        assert_int_equal(result->finding_count, 1);
    }
    close_bench(b);
}

static uint64_t next_random(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    return *random;
}

static void damaged_bytes_give_a_result_that_adds_up(void **state)
{
    bench *b = open_bench();
    uint64_t random = 88172645463325252;
    unsigned readable = 0;

    (void)state;
    read_file(&b->bytes, sample);
    uint64_t places = places_of(run(b, gj_buffer_view(&b->bytes)));
    assert_true(places > 400);
    for (int i = 0; i < 3000; i++) {
        size_t at = next_random(&random) % b->bytes.length;
        char before = b->bytes.data[at];
        b->bytes.data[at] = "0123456789{}[],:\"ntf-. \xE5\x00"[random % 25];
        const gj_result *result = run(b, gj_buffer_view(&b->bytes));
        b->bytes.data[at] = before;
        if (result->status == GJ_RESULT_UNREADABLE)
            continue;
        readable++;
        assert_int_equal(places_of(result), places);
        assert_int_equal(result->checks.faulted, 0);
    }
    assert_true(readable > 500);
    assert_int_equal(b->engine.misdeeds, 0);
    close_bench(b);
}

/** The sample with every number of its tables replaced. */
static void fill(gj_buffer *out, const gj_buffer *bytes, const char *value)
{
    const char *at = strstr(bytes->data, "\"proactive_disclosure\": {");
    const char *end = bytes->data + bytes->length;

    gj_buffer_clear(out);
    gj_buffer_add(out, bytes->data, (size_t)(at - bytes->data));
    for (bool quoted = false; at < end; at++) {
        if (*at == '"')
            quoted = !quoted;
        if (quoted || *at < '0' || *at > '9') {
            gj_buffer_byte(out, *at);
            continue;
        }
        gj_buffer_string(out, value);
        while ((at[1] >= '0' && at[1] <= '9') || at[1] == '.')
            at++;
    }
}

static void hostile_values_in_every_cell_are_survived(void **state)
{
    static const char *const values[] = {"null",  "true",
                                         "\"x\"", "[]",
                                         "{}",    "-1",
                                         "1e400", "1e12",
                                         "-1e12", "1e-6",
                                         "1e-7",  "0.5",
                                         "1e13",  "{\"a\": {\"b\": null}}",
                                         "-0",    "123456789012345678901"};
    bench *b = open_bench();
    gj_buffer filled = {0};

    (void)state;
    read_file(&b->bytes, sample);
    uint64_t places = places_of(run(b, gj_buffer_view(&b->bytes)));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        fill(&filled, &b->bytes, values[i]);
        const gj_result *result = run(b, gj_buffer_view(&filled));
        if (result->status == GJ_RESULT_UNREADABLE)
            fail_msg("%s: unreadable", values[i]);
        assert_int_equal(places_of(result), places);
        assert_int_equal(result->checks.faulted, 0);
        /* An empty report, full of blanks or of zeros, may tie up. */
        if (strcmp(values[i], "-0") != 0)
            assert_true(result->finding_count > 0);
    }
    gj_buffer_free(&filled);
    close_bench(b);
}

static void blanks_are_warned_about_and_not_taken_for_zero(void **state)
{
    bench *b = open_bench();
    gj_buffer filled = {0};

    (void)state;
    read_file(&b->bytes, sample);
    fill(&filled, &b->bytes, "null");
    const gj_result *result = run(b, gj_buffer_view(&filled));
    assert_int_equal(checks_of(result, "schema/structure").held, 1);
    assert_int_equal(checks_of(result, "equations/requests-balance").held, 0);
    assert_int_equal(
        checks_of(result, "equations/requests-balance").not_assessable, 7);
    assert_int_equal(
        checks_of(result, "equations/requests-row-total").not_assessable, 25);
    gj_buffer_free(&filled);
    close_bench(b);
}

/** The sample with this many keys in table three that the form has not. */
static void add_keys(gj_buffer *out, const gj_buffer *bytes, int count)
{
    static const char begin[] = "\"requests\": {";
    const char *at = strstr(bytes->data, "\"total\": {");

    for (const char *next = bytes->data; (next = strstr(next, begin)); next++)
        at = next + strlen(begin);
    assert_non_null(at);
    gj_buffer_clear(out);
    gj_buffer_add(out, bytes->data, (size_t)(at - bytes->data));
    for (int i = 0; i < count; i++)
        gj_buffer_print(out, "\"row%d\": %d, ", i, i);
    gj_buffer_string(out, at);
}

static void
of_many_faults_some_are_listed_and_the_rest_are_not_hidden(void **state)
{
    bench *b = open_bench();
    gj_buffer edited = {0};
    gj_buffer said = {0};

    (void)state;
    read_file(&b->bytes, sample);
    add_keys(&edited, &b->bytes, 1500);
    const gj_result *result = run(b, gj_buffer_view(&edited));
    assert_int_equal(checks_of(result, "schema/structure").failed, 1);
    assert_int_equal(result->finding_count, 1001);
    for (uint32_t i = 0; i < result->finding_count && said.length == 0; i++)
        if (gj_text_is(result->findings[i].message->key, gj_text_of("more")))
            gj_finding_message(result, &result->findings[i], GJ_ZH, &said);
    assert_non_null(strstr(said.data, "1000"));
    add_keys(&edited, &b->bytes, 0);
    result = run(b, gj_buffer_view(&edited));
    assert_int_equal(checks_of(result, "schema/structure").held, 1);
    assert_int_equal(result->finding_count, 0);
    gj_buffer_free(&said);
    gj_buffer_free(&edited);
    close_bench(b);
}

/* --------------------------------------------------------------- options */

static gj_status open_options(gj_engine *engine, const char *form,
                              const gj_policy *policy, gj_error *error)
{
    static const char *const forms[] = {"schemas", NULL};
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    gj_engine_options options = {.form_folders = forms,
                                 .plugin_folders = plugins,
                                 .form = form,
                                 .policy = policy,
                                 .today = 20260101};
    return gj_engine_open(engine, &options, error);
}

static void rules_left_out_are_skipped_and_not_held(void **state)
{
    gj_policy policy = {0};
    bench *b = open_bench();
    gj_engine other;
    gj_error error = {0};

    (void)state;
    read_file(&b->bytes, sample);
    gj_buffer_room(&b->bytes, GJ_PADDING);
    gj_checks all = run(b, gj_buffer_view(&b->bytes))->checks;
    gj_selection_add(&policy.selection, "equations", false);
    assert_int_equal(open_options(&other, NULL, &policy, &error), GJ_OK);
    check(&other, gj_buffer_view(&b->bytes), &b->record, &b->result);
    assert_int_equal(all_of(&b->result.checks), all_of(&all));
    assert_true(b->result.checks.skipped > 400);
    assert_int_equal(checks_of(&b->result, "equations/requests-balance").held,
                     0);
    gj_engine_close(&other);
    gj_policy_free(&policy);
    close_bench(b);
}

static void a_slip_in_the_options_is_refused(void **state)
{
    gj_policy policy = {0};
    gj_engine engine;
    gj_error error = {0};

    (void)state;
    assert_int_equal(open_options(&engine, "zfxxgk-2012", NULL, &error),
                     GJ_FAILED_USAGE);
    assert_non_null(strstr(error.words[GJ_EN], "zfxxgk-2012"));
    gj_engine_close(&engine);
    error = (gj_error){0};
    gj_selection_add(&policy.selection, "requests-balanse", false);
    assert_int_equal(open_options(&engine, NULL, &policy, &error),
                     GJ_FAILED_USAGE);
    assert_non_null(strstr(error.words[GJ_ZH], "requests-balanse"));
    gj_engine_close(&engine);
    gj_policy_free(&policy);
}

static void a_form_that_is_named_is_not_recognised_again(void **state)
{
    bench *b = open_bench();
    gj_engine engine;
    gj_error error = {0};

    (void)state;
    assert_int_equal(open_options(&engine, "zfxxgk-2021", NULL, &error), GJ_OK);
    gj_buffer_string(&b->bytes, "{}");
    gj_buffer_room(&b->bytes, GJ_PADDING);
    check(&engine, gj_buffer_view(&b->bytes), &b->record, &b->result);
    assert_int_equal(b->result.status, GJ_RESULT_FINDINGS);
    assert_true(checks_of(&b->result, "schema/structure").failed > 0);
    b->bytes.data[0] = '[';
    b->bytes.data[1] = ']';
    check(&engine, gj_buffer_view(&b->bytes), &b->record, &b->result);
    assert_int_equal(b->result.status, GJ_RESULT_UNREADABLE);
    gj_engine_close(&engine);
    close_bench(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_report_is_one_finding),
        cmocka_unit_test(a_file_found_in_a_folder_may_be_of_no_form),
        cmocka_unit_test(a_report_cut_off_anywhere_is_unreadable),
        cmocka_unit_test(damaged_bytes_give_a_result_that_adds_up),
        cmocka_unit_test(hostile_values_in_every_cell_are_survived),
        cmocka_unit_test(blanks_are_warned_about_and_not_taken_for_zero),
        cmocka_unit_test(
            of_many_faults_some_are_listed_and_the_rest_are_not_hidden),
        cmocka_unit_test(rules_left_out_are_skipped_and_not_held),
        cmocka_unit_test(a_slip_in_the_options_is_refused),
        cmocka_unit_test(a_form_that_is_named_is_not_recognised_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

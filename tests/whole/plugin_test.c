/* A plugin with one thing wrong is refused or found out, with words that say
 * which file and why, and costs nothing but itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/builtin.h"
#include "whole/engine.h"

/** Opens the engine with the plugin folder of one kind beside the built one. */
static void open_with(gj_engine *engine, const char *folder)
{
    static const char *const forms[] = {"schemas", NULL};
    static const char *plugins[] = {GJ_BUILD "/plugins", NULL, NULL};
    gj_engine_options options = {
        .form_folders = forms, .plugin_folders = plugins, .today = 20260101};
    gj_error error = {0};

    plugins[1] = folder;
    assert_int_equal(gj_engine_open(engine, &options, &error), GJ_OK);
}

static gj_text folder_of(gj_buffer *path, const char *kind)
{
    gj_buffer_clear(path);
    gj_buffer_print(path, GJ_BUILD "/tests/bad/%s", kind);
    return gj_buffer_view(path);
}

static void check_sample(gj_engine *engine, gj_buffer *record,
                         gj_result *result)
{
    gj_buffer bytes = {0};

    read_file(&bytes, "samples/zfxxgk-2021/suqian-2023.json");
    check(engine, gj_buffer_view(&bytes), record, result);
    gj_buffer_free(&bytes);
}

/* -------------------------------------------------------------- refusals */

static void refused(const char *kind, const char *words)
{
    gj_engine engine;
    gj_buffer path = {0};
    gj_buffer record = {0};
    gj_result result = {0};

    open_with(&engine, folder_of(&path, kind).data);
    if (engine.plugins.refusal_count != 1)
        fail_msg("%s: %zu refusals", kind, engine.plugins.refusal_count);
    const gj_error *refusal = &engine.plugins.refusals[0];
    if (strstr(refusal->words[GJ_EN], words) == NULL)
        fail_msg("%s: “%s” does not say “%s”", kind, refusal->words[GJ_EN],
                 words);
    assert_true(refusal->words[GJ_ZH][0] != '\0');
    assert_non_null(strstr(refusal->file, kind));
    check_sample(&engine, &record, &result);
    assert_int_equal(result.status, GJ_RESULT_CLEAN);
    assert_true(result.checks.held > 400);
    assert_int_equal(
        gj_catalogue_rule(result.catalogue, gj_text_of("probe/rule")), GJ_NONE);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&path);
    gj_engine_close(&engine);
}

static void unsound_plugins_are_refused_with_their_reason(void **state)
{
    char newer[32];

    (void)state;
    snprintf(newer, sizeof newer, "needs plugin ABI 1.%d", GJ_ABI_MINOR + 1);
    refused("BAD_no_symbol", "does not export gouji_plugin_v1");
    refused("BAD_other_major", "made for plugin ABI 2");
    refused("BAD_small", "descriptor's size is 16");
    refused("BAD_needs_newer", newer);
    refused("BAD_name", "name must be lower-case");
    refused("BAD_no_version", "its version is missing");
    refused("BAD_same_name", "there is a plugin \"equations\" already");
    refused("BAD_twin_rules", "another of its rules has this id");
    refused("BAD_twin_messages", "two messages have one key");
    refused("BAD_no_check", "it has no check()");
    refused("BAD_severity", "severity is unknown");
    refused("BAD_rule_id", "its id is not lower-case");
    refused("BAD_one_language", "its example in English is missing");
    refused("BAD_parameter", "initial value is not of its type");
    refused("BAD_rule_size", "its size is too small");
    refused("BAD_message_size", "a message's size is too small");
    refused("BAD_message_key", "a message's key is malformed");
    refused("BAD_message_words", "its message in Chinese is not UTF-8");
    refused("BAD_parameter_size", "a parameter's size is too small");
    refused("BAD_parameter_name", "a parameter's name is malformed");
    refused("BAD_parameter_type", "a parameter is of no known type");
    refused("BAD_parameter_help", "its parameter's help in English is missing");
    refused("BAD_parameter_integer", "initial value is not of its type");
    refused("BAD_twin_parameters", "two parameters have one name");
    refused("BAD_open", "gave no reason");
}

static void write_text(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("this is no library\n", file);
    fclose(file);
}

static void what_others_may_write_is_refused(void **state)
{
    char folder[] = GJ_BUILD "/plugins-XXXXXX";
    char file[sizeof folder + 16];
    gj_engine engine;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/text.so", folder);
    write_text(file);
    open_with(&engine, folder);
    assert_int_equal(engine.plugins.refusal_count, 1);
    assert_non_null(
        strstr(engine.plugins.refusals[0].words[GJ_EN], "cannot be loaded"));
    gj_engine_close(&engine);
    chmod(file, 0646);
    open_with(&engine, folder);
    assert_non_null(
        strstr(engine.plugins.refusals[0].words[GJ_EN], "chmod o-w"));
    gj_engine_close(&engine);
    chmod(folder, 0757);
    open_with(&engine, folder);
    assert_int_equal(engine.plugins.refusal_count, 1);
    assert_string_equal(engine.plugins.refusals[0].file, folder);
    gj_engine_close(&engine);
    unlink(file);
    rmdir(folder);
}

/* -------------------------------------------------------------- misdeeds */

static const gj_rule_checks *checks_of(const gj_result *result, const char *id)
{
    uint32_t rule = gj_catalogue_rule(result->catalogue, gj_text_of(id));

    for (uint32_t i = 0; i < result->rule_count; i++)
        if (result->rules[i].rule == rule)
            return &result->rules[i];
    return NULL;
}

/** The plugin's check goes wrong: its places that have no sound verdict are
    faulted, it is said, and the other rules hold. */
static void found_out(const char *kind, const char *words, uint64_t faulted)
{
    gj_engine engine;
    gj_buffer path = {0};
    gj_buffer record = {0};
    gj_buffer said = {0};
    gj_result result = {0};

    open_with(&engine, folder_of(&path, kind).data);
    assert_int_equal(engine.plugins.refusal_count, 0);
    check_sample(&engine, &record, &result);
    if (result.finding_count != 1)
        fail_msg("%s: %u findings", kind, result.finding_count);
    gj_finding_message(&result, &result.findings[0], GJ_EN, &said);
    if (strstr(said.data, words) == NULL)
        fail_msg("%s: “%s” does not say “%s”", kind, said.data, words);
    assert_non_null(strstr(said.data, "probe/rule"));
    assert_true(gj_text_is(result.findings[0].rule->id,
                           gj_text_of(gj_plugin_fault_rule)));
    const gj_rule_checks *checks = checks_of(&result, "probe/rule");
    assert_non_null(checks);
    assert_int_equal(checks->checks.faulted, faulted);
    assert_int_equal(checks->checks.held + checks->checks.faulted,
                     strcmp(kind, "BAD_many_places") == 0 ? 1 : 2);
    assert_true(result.checks.held > 400);
    assert_int_equal(engine.misdeeds, 1);
    gj_buffer_free(&said);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&path);
    gj_engine_close(&engine);
}

static void misbehaving_rules_are_found_out(void **state)
{
    (void)state;
    found_out("BAD_left_out", "gave no verdict for a place", 1);
    found_out("BAD_twice", "judged a place twice", 0);
    found_out("BAD_undeclared", "had not declared", 2);
    found_out("BAD_returns_one", "could not do its work", 2);
    found_out("BAD_many_places", "too many places", 1);
    found_out("BAD_unknown_message", "has not declared", 1);
    found_out("BAD_not_utf8", "not UTF-8", 1);
    found_out("BAD_far_cell", "a cell that the form does not have", 1);
    found_out("BAD_far_argument", "a cell that the form does not have", 1);
    found_out("BAD_number_argument", "should be a number is none", 1);
    found_out("BAD_date_argument", "should be a day, YYYYMMDD, is none", 1);
    found_out("BAD_no_type", "an argument has no type", 1);
    found_out("BAD_foreign_value", "not of this report", 1);
    found_out("BAD_no_primary", "no primary location", 1);
    found_out("BAD_no_size", "without its size", 1);
    found_out("BAD_location_size", "a location lacks its size", 1);
    found_out("BAD_argument_size", "an argument lacks its size", 1);
    found_out("BAD_cut_text", "cuts a character in two", 1);
    found_out("BAD_early_term", "where it was not asked for any", 0);
}

/** A plugin names the terms of its equalities wrongly: it is said, its
    verdicts stay, and its finding is in no group. */
static void named_wrongly(const char *kind, const char *words)
{
    gj_engine engine;
    gj_buffer path = {0};
    gj_buffer record = {0};
    gj_buffer said = {0};
    gj_result result = {0};

    open_with(&engine, folder_of(&path, kind).data);
    check_sample(&engine, &record, &result);
    assert_int_equal(result.finding_count, 2);
    gj_finding_message(&result, &result.findings[0], GJ_EN, &said);
    if (strstr(said.data, words) == NULL)
        fail_msg("%s: “%s” does not say “%s”", kind, said.data, words);
    assert_int_equal(result.group_count, 0);
    assert_null(result.findings[1].group);
    const gj_rule_checks *checks = checks_of(&result, "probe/rule");
    assert_int_equal(checks->checks.held, 1);
    assert_int_equal(checks->checks.failed, 1);
    assert_true(engine.misdeeds >= 1);
    gj_buffer_free(&said);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&path);
    gj_engine_close(&engine);
}

static void terms_that_cannot_be_are_found_out(void **state)
{
    (void)state;
    named_wrongly("BAD_far_term", "a term of an equality that cannot be one");
    named_wrongly("BAD_term_side", "a term of an equality that cannot be one");
    named_wrongly("BAD_equality", "a term of an equality that cannot be one");
    named_wrongly("BAD_ties", "could not name the terms");
    named_wrongly("BAD_late", "judged a place while it was asked");
}

/** Any plugin's equality is grouped, and a constant takes part in it. */
static void a_plugins_own_equality_makes_a_group(void **state)
{
    gj_engine engine;
    gj_buffer path = {0};
    gj_buffer record = {0};
    gj_result result = {0};

    (void)state;
    open_with(&engine, folder_of(&path, "SOUND_ties").data);
    check_sample(&engine, &record, &result);
    assert_int_equal(engine.misdeeds, 0);
    assert_int_equal(result.finding_count, 1);
    assert_int_equal(result.tie_count, 2);
    assert_int_equal(result.group_count, 1);
    assert_int_equal(result.groups[0].suspect_count, 1);
    assert_int_equal(result.groups[0].suspects[0].cell, 0);
    assert_ptr_equal(result.findings[0].group, &result.groups[0]);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&path);
    gj_engine_close(&engine);
}

/** Of another year it is another finding. */
static void a_fault_of_a_plugin_is_known_by_report_and_year(void **state)
{
    gj_engine engine;
    gj_buffer path = {0};
    gj_buffer record = {0};
    gj_buffer bytes = {0};
    gj_result result = {0};
    gj_digest prints[3];

    (void)state;
    open_with(&engine, folder_of(&path, "BAD_left_out").data);
    read_file(&bytes, "samples/zfxxgk-2021/suqian-2023.json");
    for (size_t i = 0; i < 3; i++) {
        if (i == 2)
            memcpy(strstr(bytes.data, "\"year\": 2023"), "\"year\": 2022", 12);
        check(&engine, gj_buffer_view(&bytes), &record, &result);
        assert_true(gj_text_is(result.findings[0].rule->id,
                               gj_text_of(gj_plugin_fault_rule)));
        prints[i] = result.findings[0].fingerprint;
    }
    assert_memory_equal(&prints[0], &prints[1], sizeof(gj_digest));
    assert_memory_not_equal(&prints[0], &prints[2], sizeof(gj_digest));
    gj_result_free(&result);
    gj_buffer_free(&bytes);
    gj_buffer_free(&record);
    gj_buffer_free(&path);
    gj_engine_close(&engine);
}

/** What a plugin says against a form's data makes the form unusable. */
static void a_fault_of_the_data_stops_the_form_and_is_told(void **state)
{
    gj_engine engine;
    gj_buffer path = {0};
    gj_buffer record = {0};
    gj_buffer said = {0};
    gj_result result = {0};

    (void)state;
    open_with(&engine, folder_of(&path, "BAD_fault").data);
    assert_int_equal(engine.plugins.refusal_count, 0);
    assert_null(engine.kits[1]);
    assert_string_equal(engine.broken[1].words[GJ_ZH], "数据不对");
    assert_non_null(strstr(engine.broken[1].file, "zfxxgk-2021"));
    check_sample(&engine, &record, &result);
    assert_int_equal(result.status, GJ_RESULT_UNREADABLE);
    gj_finding_message(&result, &result.findings[0], GJ_EN, &said);
    assert_non_null(strstr(said.data, "the data is wrong"));
    gj_buffer_free(&said);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&path);
    gj_engine_close(&engine);
}

/* ----------------------------------------------------------------- sound */

static void accepted(const char *kind, uint64_t held, uint64_t failed)
{
    gj_engine engine;
    gj_buffer path = {0};
    gj_buffer record = {0};
    gj_result result = {0};

    open_with(&engine, folder_of(&path, kind).data);
    assert_int_equal(engine.plugins.refusal_count, 0);
    check_sample(&engine, &record, &result);
    assert_int_equal(result.finding_count, failed);
    const gj_rule_checks *checks = checks_of(&result, "probe/rule");
    assert_non_null(checks);
    assert_int_equal(checks->checks.held, held);
    assert_int_equal(checks->checks.failed, failed);
    assert_int_equal(result.checks.faulted, 0);
    assert_int_equal(engine.misdeeds, 0);
    gj_result_free(&result);
    gj_buffer_free(&record);
    gj_buffer_free(&path);
    gj_engine_close(&engine);
}

static void
sound_plugins_are_used_whatever_minor_version_they_know(void **state)
{
    (void)state;
    accepted("SOUND_plain", 2, 0);
    accepted("SOUND_frozen", 1, 1);
    accepted("SOUND_larger", 1, 1);
}

static void a_parameter_has_its_value_in_its_own_type_only(void **state)
{
    (void)state;
    accepted("SOUND_parameters", 2, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_parameter_has_its_value_in_its_own_type_only),
        cmocka_unit_test(unsound_plugins_are_refused_with_their_reason),
        cmocka_unit_test(what_others_may_write_is_refused),
        cmocka_unit_test(misbehaving_rules_are_found_out),
        cmocka_unit_test(terms_that_cannot_be_are_found_out),
        cmocka_unit_test(a_plugins_own_equality_makes_a_group),
        cmocka_unit_test(a_fault_of_a_plugin_is_known_by_report_and_year),
        cmocka_unit_test(a_fault_of_the_data_stops_the_form_and_is_told),
        cmocka_unit_test(
            sound_plugins_are_used_whatever_minor_version_they_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

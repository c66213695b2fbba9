#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_host.h"

/* A rule whose members can be replaced one at a time. */
typedef struct member {
    const char *key;
    const char *value;
} member;

static const member sound[] = {
    {"id", "\"sum\""},
    {"title", "{\"zh\":\"合计\",\"en\":\"total\"}"},
    {"basis", "\"notice\""},
    {"severity", "\"error\""},
    {"about", "{\"zh\":\"甲\",\"en\":\"a\"}"},
    {"example", "{\"zh\":\"甲\",\"en\":\"a\"}"},
    {"remedy", "{\"zh\":\"甲\",\"en\":\"a\"}"},
    {"for_each", "{\"row\":\"@rows\"}"},
    {"assert", "\"sum(/t/@parts/{row}) == /t/total/{row}\""},
    {"values", "{\"first\":\"/t/a/{row}\"}"},
    {"message", "{\"zh\":\"{left} {first}\",\"en\":\"{place} {{x} {row}\"}"},
};

/* The sound rule with `key` set to `value`, or left out where that is NULL. */
static char *ruleset_with(const char *key, const char *value)
{
    char *text = calloc(1, 200000);
    size_t length = (size_t)sprintf(text, "{\"rules\":[{");
    bool used = key == NULL;

    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        bool own = key != NULL && strcmp(key, sound[i].key) == 0;
        used |= own;
        if (!own || value != NULL)
            length +=
                (size_t)sprintf(text + length, "%s\"%s\":%s",
                                text[length - 1] == '{' ? "" : ",",
                                sound[i].key, own ? value : sound[i].value);
    }
    if (!used)
        length += (size_t)sprintf(text + length, ",\"%s\":%s", key, value);
    sprintf(text + length, "}]}");
    return text;
}

static fake new_form(const fake_json *sets)
{
    fake form = {.pointers = {"/t/a/x", "/t/a/y", "/t/b/x", "/t/b/y",
                              "/t/total/x", "/t/total/y"},
                 .texts = {"kind"},
                 .sets = gj_document_root(sets->document)};
    return form;
}

static const char some_sets[] =
    "{\"parts\":[\"a\",\"b\"],\"rows\":[\"x\",\"y\"]}";

/* The fault's English words contain `words`; its place is `place` in the
   value at fault, where that is a string and place is not empty. */
static void refused_text(const char *text, const char *place, const char *words)
{
    fake_json sets = fake_json_read(some_sets), json = fake_json_read(text);
    fake form = new_form(&sets);
    void *state;

    form.data = gj_document_root(json.document);
    if (fake_open_plugin(&form, &state) == 0)
        fail_msg("accepted: %.300s", text);
    assert_null(state);
    assert_int_not_equal(form.fault_count, 0);
    if (strstr(form.fault_en, words) == NULL)
        fail_msg("“%s” does not say “%s”", form.fault_en, words);
    assert_true(strlen(form.fault_zh) > 0);
    gj_text source = gj_document_values.text(form.fault_value);
    if (*place != '\0') {
        assert_true(form.fault_offset + strlen(place) <= source.length);
        assert_memory_equal(source.data + form.fault_offset, place,
                            strlen(place));
    }
    fake_json_free(&json);
    fake_json_free(&sets);
}

static void refused(const char *key, const char *value, const char *place,
                    const char *words)
{
    char *text = ruleset_with(key, value);

    refused_text(text, place, words);
    free(text);
}

static void accepted(const char *key, const char *value)
{
    char *text = ruleset_with(key, value);
    fake_json sets = fake_json_read(some_sets), json = fake_json_read(text);
    fake form = new_form(&sets);
    void *state;

    form.data = gj_document_root(json.document);
    if (fake_open_plugin(&form, &state) != 0)
        fail_msg("%s (%s)", form.fault_en, text);
    assert_int_equal(form.rule_count, 1);
    assert_int_equal(fake_check(&form, &form.rules[0], state), 2);
    gouji_plugin_v1.close(state);
    fake_json_free(&json);
    fake_json_free(&sets);
    free(text);
}

static void sound_rules_are_registered_and_judged(void **state)
{
    (void)state;
    accepted(NULL, NULL);
    accepted("when", "\"kind != \\\"x\\\"\"");
    accepted("place", "\"/t/total\"");
    accepted("primary", "\"/t/total/{row}\"");
    accepted("basis", "{\"zh\":\"通知\",\"en\":\"notice\"}");
}

static void every_missing_or_mistyped_member_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        const char *key = sound[i].key;
        bool optional =
            strcmp(key, "for_each") == 0 || strcmp(key, "values") == 0;
        if (!optional)
            refused(key, NULL, "",
                    strcmp(key, "assert") == 0 ? "expression" : key);
        refused(key, "7", "", strcmp(key, "assert") == 0 ? "expression" : key);
    }
    refused("asert", "\"\"", "", "no member \"asert\"");
    refused("severity", "\"fatal\"", "", "error, warning or info");
    refused("title", "{\"zh\":\"合计\"}", "", "\"en\"");
    refused("title", "{\"zh\":\"合计\",\"en\":\"t\",\"fr\":\"t\"}", "", "zh");
    refused("when", "true", "", "expression");
    refused("place", "3", "", "place");
    refused_text("[]", "", "a ruleset is");
    refused_text("{}", "", "a ruleset is");
    refused_text("{\"rules\":{}}", "", "a ruleset is");
    refused_text("{\"rules\":[],\"rule\":[]}", "", "only");
    refused_text("{\"rules\":[7]}", "", "must be an object");
}

static void faults_in_expressions_are_placed_in_them(void **state)
{
    (void)state;
    refused("assert", "\"/t/a/{row} == (/t/b/{row}\"", "", "bracket");
    refused("assert", "\"/t/a/{row} == /t/c/{row}\"", "/t/c/{row}",
            "no cell of the form");
    refused("assert", "\"/t/a/{row} + /t/b == 1\"", "/t/b", "group");
    refused("assert", "\"/t/a/x + sum(/t/*/z) == 1\"", "sum(/t/*/z)",
            "no cell");
    refused("assert", "\"/t/a/x + sum(/t/@part/x) == 1\"", "sum(/t/@part",
            "no set \"part\"");
    refused("assert", "\"1 == 1 and whole(/t/a)\"", "whole(/t/a)", "group");
    refused("assert", "\"1 == 1 and filled(/t/q/x)\"", "filled", "no cell");
    refused("assert", "\"1000000000000 * (2 * /t/a/x) == 1\"", "(2 * /t/a/x)",
            "too large");
    refused("when", "\"level == \\\"x\\\"\"", "level", "names no such text");
    refused("values", "{\"first\":\"/t/z/{row}\"}", "/t/z", "no cell");
    refused("values", "{\"first\":\"/t/a/{row} == 1\"}", "/t/a", "number");
    refused("values", "{\"First\":\"1\"}", "", "lower-case");
    refused("values", "{\"first\":\"1\",\"left\":\"1\"}", "", "left");
    refused("values", "{\"first\":\"1\",\"row\":\"1\"}", "", "row");
}

static void faults_in_for_each_and_pointers_are_placed(void **state)
{
    (void)state;
    refused("for_each", "{}", "", "one variable");
    refused("for_each", "{\"a\":\"/t/a\",\"b\":\"/t/b\"}", "", "one variable");
    refused("for_each", "{\"Row\":\"@rows\"}", "", "lower-case");
    refused("for_each", "{\"row\":[]}", "", "pattern");
    refused("for_each", "{\"row\":[7]}", "", "pattern");
    refused("for_each", "{\"row\":\"@cols\"}", "", "no such set");
    refused("for_each", "{\"row\":\"/t/@cols\"}", "@cols", "no set");
    refused("for_each", "{\"row\":\"t/a\"}", "t/a", "begins with");
    refused("for_each", "{\"column\":\"/u/*\"}", "", "");
    refused("place", "\"/t/none\"", "", "no cell");
    refused("place", "\"/t/{col}\"", "{col}", "no {col}");
    refused("primary", "\"/t/none/{row}\"", "", "no cell");
    refused("primary", "\"/t/*/x\"", "*", "sum");
}

static void holes_that_nothing_fills_are_refused(void **state)
{
    (void)state;
    refused("message", "{\"zh\":\"{second}\",\"en\":\"x\"}", "{second}",
            "{second}");
    refused("message", "{\"zh\":\"x\",\"en\":\"{{a} {lef}\"}", "{lef}",
            "{lef}");
    refused("message", "{\"zh\":\"x\",\"en\":\"{left\"}", "{left", "left");
}

static void the_same_identifier_twice_is_refused(void **state)
{
    char *text = ruleset_with(NULL, NULL);
    char *twice = calloc(1, 2 * strlen(text) + 1);
    fake_json sets = fake_json_read(some_sets);
    fake form = new_form(&sets);
    void *opened;
    (void)state;

    strcpy(twice, text);
    strcpy(twice + strlen(twice) - 2, ",");
    strcat(twice, text + strlen("{\"rules\":["));
    fake_json json = fake_json_read(twice);
    form.data = gj_document_root(json.document);
    assert_int_not_equal(fake_open_plugin(&form, &opened), 0);
    fake_json_free(&json);
    fake_json_free(&sets);
    free(twice);
    free(text);
}

static void a_rule_of_too_many_terms_is_refused(void **state)
{
    char *long_sum = calloc(1, 100000);
    (void)state;

    strcpy(long_sum, "\"0");
    for (int i = 0; i < 4500; i++)
        strcat(long_sum, " + sum(/*/*/*)");
    strcat(long_sum, "\"");
    accepted("assert", "\"sum(/*/*/*) == 0\"");
    char *values = calloc(1, 300000);
    strcpy(values, "{");
    for (int i = 0; i < 2; i++)
        sprintf(values + strlen(values), "%s\"first%.*s\":%s", i ? "," : "", i,
                "_", long_sum);
    strcat(values, "}");
    refused("values", values, "", "too many");
    free(values);
    free(long_sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_rules_are_registered_and_judged),
        cmocka_unit_test(every_missing_or_mistyped_member_is_named),
        cmocka_unit_test(faults_in_expressions_are_placed_in_them),
        cmocka_unit_test(faults_in_for_each_and_pointers_are_placed),
        cmocka_unit_test(holes_that_nothing_fills_are_refused),
        cmocka_unit_test(the_same_identifier_twice_is_refused),
        cmocka_unit_test(a_rule_of_too_many_terms_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

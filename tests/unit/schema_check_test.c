/* core/schema through its front door: what is valid, what is said of what is
 * not. */
#include "unit/checking.h"

/* ------------------------------------------------------------ what is said */

static void a_misspelt_key_is_one_mistake(void **state)
{
    (void)state;
    assert_says("{\"properties\": {\"carried_over\": {}, \"new\": {}},"
                " \"required\": [\"carried_over\", \"new\"],"
                " \"additionalProperties\": false}",
                "{\"new\": 1, \"carried_ovr\": 2}", "/carried_ovr",
                "additionalProperties",
                "there should be no key \"carried_ovr\" here; did you mean "
                "\"carried_over\"?");
}

static void a_missing_key_is_told_by_its_own_pointer(void **state)
{
    (void)state;
    assert_says("{\"properties\": {\"a/b\": {\"required\": [\"c~d\"]}}}",
                "{\"a/b\": {}}", "/a~1b/c~0d", "required",
                "the key \"c~d\" is missing");
}

static void of_a_choice_the_nearest_branch_speaks(void **state)
{
    (void)state;
    assert_says("{\"oneOf\": [{\"properties\": {\"kind\": {\"const\": \"a\"},"
                " \"v\": {\"type\": \"string\"}}},"
                " {\"properties\": {\"kind\": {\"const\": \"b\"},"
                " \"v\": {\"type\": \"integer\"}}}]}",
                "{\"kind\": \"b\", \"v\": 1.5}", "/v", "type",
                "must be a whole number, not 1.5");
}

static void a_choice_of_types_is_told_as_one(void **state)
{
    (void)state;
    assert_says("{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"null\"}]}",
                "[]", "", "anyOf", "must be a string or null, not an array");
}

static void of_one_value_or_another_kind_the_value_speaks(void **state)
{
    (void)state;
    assert_says("{\"anyOf\": [{\"enum\": [\"a\", \"b\"]},"
                " {\"type\": \"array\"}]}",
                "\"c\"", "", "enum",
                "must be one of \"a\", \"b\"; it is \"c\"");
    assert_says("{\"anyOf\": [{\"const\": 1}, {\"const\": 2}]}", "3", "",
                "const", "must be one of 1, 2; it is 3");
}

/* Two shapes, told apart by their kind. */
static const char shapes[] =
    "{\"oneOf\": [{\"properties\": {\"kind\": {\"const\": \"circle\"},"
    " \"r\": {\"type\": \"number\"}}, \"required\": [\"kind\", \"r\"]},"
    " {\"properties\": {\"kind\": {\"enum\": [\"rect\", \"square\"]},"
    " \"w\": {\"type\": \"number\"}}, \"required\": [\"kind\", \"w\"],"
    " \"additionalProperties\": false}]}";

static void an_unknown_kind_is_told_with_all_that_are_known(void **state)
{
    (void)state;
    assert_says(shapes, "{\"kind\": \"line\", \"w\": 1}", "/kind", "const",
                "must be one of \"circle\", \"rect\", \"square\"; it is "
                "\"line\"");
    assert_says(shapes, "{\"kind\": \"square\", \"w\": \"1\"}", "/w", "type",
                "must be a number, not the string \"1\"");
}

static void a_key_too_many_brings_no_branch_nearer(void **state)
{
    (void)state;
    assert_says(shapes, "{\"r\": 1}", "/kind", "required",
                "the key \"kind\" is missing");
}

static void what_two_schemas_ask_for_is_told_once(void **state)
{
    (void)state;
    assert_says("{\"allOf\": [{\"properties\": {\"a\": {\"minimum\": 2}}},"
                " {\"items\": true, \"properties\": {\"a\": {\"minimum\":"
                " 2}}}]}",
                "{\"a\": 1}", "/a", "minimum", "must be at least 2; it is 1");
}

static void a_keyword_is_called_by_its_name(void **state)
{
    (void)state;
    assert_says("{\"dependentRequired\": {\"a\": [\"b\"]}}", "{\"a\": 1}", "/b",
                "dependentRequired",
                "the key \"b\" is missing, which must be there beside \"a\"");
    assert_says("{\"properties\": {\"a\": false}}", "{\"a\": 1}", "/a",
                "properties", "nothing is allowed here");
    assert_says("{\"prefixItems\": [false]}", "[1]", "/0", "prefixItems",
                "nothing is allowed here");
}

static void an_object_is_not_told_to_be_an_object(void **state)
{
    (void)state;
    assert_says("{\"const\": {\"a\": 1}}", "{\"a\": 2}", "", "const",
                "must be an object as the schema has it; this one differs");
    assert_says("{\"const\": [1]}", "1", "", "const",
                "must be an array as the schema has it, not 1");
    assert_says("{\"enum\": [{\"a\": 1}, \"b\"]}", "{}", "", "enum",
                "must be one of an object as the schema has it, \"b\"; it is "
                "an object");
    assert_says("{\"enum\": []}", "1", "", "enum",
                "the schema lists no value; it is 1");
}

static void what_failed_makes_no_unevaluated_keys(void **state)
{
    (void)state;
    assert_says("{\"allOf\": [{\"properties\": {\"a\": {\"minimum\": 3}}}],"
                " \"unevaluatedProperties\": false}",
                "{\"a\": 2}", "/a", "minimum", "must be at least 3; it is 2");
}

static void an_unknown_key_is_told_beside_other_faults(void **state)
{
    trial t = compile("{\"properties\": {\"name\": {}, \"age\":"
                      " {\"type\": \"integer\"}}, \"required\": [\"name\"],"
                      " \"allOf\": [{\"properties\": {\"office\": {}}}],"
                      " \"unevaluatedProperties\": false}");
    (void)state;

    check(&t, "{\"zzz\": 1, \"nane\": 3, \"age\": \"x\", \"offcie\": 1}");
    assert_int_equal(t.count, 4);
    assert_string_equal(t.found[0].pointer.data, "/age");
    assert_string_equal(t.found[1].words.en.data,
                        "there should be no key \"zzz\" here");
    assert_string_equal(t.found[2].words.en.data,
                        "there should be no key \"nane\" here; did you mean "
                        "\"name\"?");
    assert_string_equal(t.found[3].words.en.data,
                        "there should be no key \"offcie\" here; did you mean "
                        "\"office\"?");
    finish(&t);
}

static void every_fault_of_an_object_is_told(void **state)
{
    trial t = compile("{\"properties\": {\"a\": {\"type\": \"string\"},"
                      " \"b\": {\"maximum\": 2}}, \"required\": [\"c\"]}");
    (void)state;
    check(&t, "{\"a\": 1, \"b\": 3}");
    assert_int_equal(t.count, 3);
    finish(&t);
}

static void the_draft_before_has_the_rest_in_another_keyword(void **state)
{
    static const char schema[] =
        "{\"$schema\": \"https://json-schema.org/draft/2019-09/schema\","
        " \"items\": [{\"type\": \"string\"}, true],"
        " \"additionalItems\": {\"$ref\": \"#/items/0\"}}";
    (void)state;
    assert_true(is_valid(schema, "[\"a\", 1, \"b\"]"));
    assert_false(is_valid(schema, "[\"a\", 1, 2]"));
}

static void one_thing_and_several_are_called_as_english_does(void **state)
{
    (void)state;
    assert_says("{\"minItems\": 1}", "[]", "", "minItems",
                "must have at least 1 item; it has 0");
    assert_says("{\"minItems\": 20e-1}", "[1]", "", "minItems",
                "must have at least 20e-1 items; it has 1");
    assert_says("{\"maxProperties\": 1.0}", "{\"a\": 1, \"b\": 2}", "",
                "maxProperties", "must have at most 1.0 key; it has 2");
    assert_says("{\"minLength\": 1}", "\"\"", "", "minLength",
                "must have at least 1 character; it is \"\"");
    assert_says("{\"contains\": {\"minimum\": 2}}", "[1]", "", "contains",
                "must have at least 1 item that fits the schema; it has 0");
}

static void a_long_pattern_is_cut_off(void **state)
{
    (void)state;
    assert_says("{\"pattern\": \"^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa$\"}",
                "\"b\"", "", "pattern",
                "\"b\" is not written as ^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                "aaaaaaaaaaaaaaaaaaaaaaa… demands");
}

static void what_a_pattern_demands_is_said_in_the_words_beside_it(void **state)
{
    trial t = compile("{\"pattern\": \"^[a-z]+$\", \"description\": "
                      "\"小写字母。 / Lower-case letters.\"}");
    (void)state;
    check(&t, "\"B\"");
    assert_int_equal(t.count, 1);
    assert_string_equal(t.found[0].words.zh.data, "“B”不合要求：小写字母");
    assert_string_equal(t.found[0].words.en.data,
                        "\"B\" does not fit: Lower-case letters");
    finish(&t);
    assert_says("{\"pattern\": \"^a$\", \"description\": \"An a\"}", "\"b\"",
                "", "pattern", "\"b\" does not fit: An a");
    assert_says("{\"pattern\": \"^a$\", \"description\": \"\"}", "\"b\"", "",
                "pattern", "\"b\" is not written as ^a$ demands");
    assert_says("{\"pattern\": \"^a$\", \"description\": \"x\\u0000y\"}",
                "\"b\"", "", "pattern", "\"b\" is not written as ^a$ demands");
}

static void both_languages_are_told(void **state)
{
    trial t = compile("{\"type\": [\"integer\", \"null\"]}");
    (void)state;
    check(&t, "\"2件\"");
    assert_int_equal(t.count, 1);
    assert_string_equal(t.found[0].words.zh.data,
                        "此处应为整数或 null，却是字符串“2件”");
    assert_string_equal(t.found[0].words.en.data,
                        "must be a whole number or null, not the string "
                        "\"2件\"");
    finish(&t);
}

/* ------------------------------------------------------- schemas refused */

static void a_wrong_schema_is_refused_with_its_place(void **state)
{
    (void)state;
    assert_schema_refused("{\n \"type\": \"strin\"}", "/type", 2,
                          "the schema itself is wrong");
    assert_schema_refused("{\n\"properties\":\n{\"a\": {\"minLength\": -1}}}",
                          "/properties/a/minLength", 3,
                          "the schema itself is wrong");
}

static void a_reference_to_nowhere_is_refused(void **state)
{
    (void)state;
    assert_schema_refused("{\"$ref\": \"https://example.org/x\"}", "/$ref", 1,
                          "leads nowhere");
    assert_schema_refused("{\"$ref\": \"#/$defs/a\"}", "/$ref", 1,
                          "leads nowhere");
    assert_schema_refused("{\"$ref\": \"#a\"}", "/$ref", 1, "leads nowhere");
}

static void references_in_circles_are_refused(void **state)
{
    (void)state;
    assert_schema_refused("{\"$ref\": \"#\"}", "", 1, "round in circles");
    assert_schema_refused(
        "{\"$defs\": {\"a\": {\"allOf\": [{\"$ref\":"
        " \"#/$defs/b\"}]}, \"b\": {\"$ref\": \"#/$defs/a\"}},"
        " \"$ref\": \"#/$defs/a\"}",
        "/$defs/a", 1, "round in circles");
}

static void an_unknown_vocabulary_is_refused(void **state)
{
    trial t = {.store = gj_schema_store_new()};
    uint32_t document;
    (void)state;
    gj_schema_store_bytes(t.store, &document, "urn:meta", "meta.json",
                          gj_text_of("{\"$id\": \"urn:meta\", \"$vocabulary\":"
                                     " {\"urn:odd\": true}}"),
                          NULL);
    gj_schema_store_bytes(t.store, &document, "urn:user", "user.json",
                          gj_text_of("{\"$schema\": \"urn:meta\"}"), NULL);
    assert_int_equal(
        gj_schema_compile(&t.schema, t.store, document, NULL, &t.error),
        GJ_FAILED_DATA);
    assert_non_null(strstr(t.error.error.words[GJ_EN], "urn:odd"));
    assert_string_equal(t.error.pointer, "/$schema");
    finish(&t);
}

static void a_pattern_that_is_none_is_refused(void **state)
{
    (void)state;
    assert_schema_refused("{\"pattern\": \"(a\"}", "/pattern", 1,
                          "no regular expression");
    assert_schema_refused("{\"patternProperties\": {\"[\": {}}}",
                          "/patternProperties/[", 1, "no regular expression");
}

static void a_checker_is_used_again_and_again(void **state)
{
    trial t = compile("{\"required\": [\"a\"]}");
    (void)state;
    for (int i = 0; i < 3; i++) {
        check(&t, "{}");
        assert_int_equal(t.count, 1);
        end_reading(&t.value);
        check(&t, "{\"a\": 1}");
        assert_int_equal(t.count, 0);
        end_reading(&t.value);
    }
    t.value.document = NULL;
    finish(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_misspelt_key_is_one_mistake),
        cmocka_unit_test(a_missing_key_is_told_by_its_own_pointer),
        cmocka_unit_test(of_a_choice_the_nearest_branch_speaks),
        cmocka_unit_test(a_choice_of_types_is_told_as_one),
        cmocka_unit_test(of_one_value_or_another_kind_the_value_speaks),
        cmocka_unit_test(an_unknown_kind_is_told_with_all_that_are_known),
        cmocka_unit_test(a_key_too_many_brings_no_branch_nearer),
        cmocka_unit_test(what_two_schemas_ask_for_is_told_once),
        cmocka_unit_test(a_keyword_is_called_by_its_name),
        cmocka_unit_test(an_object_is_not_told_to_be_an_object),
        cmocka_unit_test(what_failed_makes_no_unevaluated_keys),
        cmocka_unit_test(an_unknown_key_is_told_beside_other_faults),
        cmocka_unit_test(every_fault_of_an_object_is_told),
        cmocka_unit_test(the_draft_before_has_the_rest_in_another_keyword),
        cmocka_unit_test(one_thing_and_several_are_called_as_english_does),
        cmocka_unit_test(a_long_pattern_is_cut_off),
        cmocka_unit_test(what_a_pattern_demands_is_said_in_the_words_beside_it),
        cmocka_unit_test(both_languages_are_told),
        cmocka_unit_test(a_wrong_schema_is_refused_with_its_place),
        cmocka_unit_test(a_reference_to_nowhere_is_refused),
        cmocka_unit_test(references_in_circles_are_refused),
        cmocka_unit_test(an_unknown_vocabulary_is_refused),
        cmocka_unit_test(a_pattern_that_is_none_is_refused),
        cmocka_unit_test(a_checker_is_used_again_and_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Hostile schemas and values: what they may cost, and what becomes of them. */
#include "unit/checking.h"

/* Checks a value that may take no more than a few steps. */
static size_t check_within(const char *schema, const char *value,
                           uint64_t steps)
{
    trial t = compile(schema);

    assert_non_null(t.checker);
    gj_checker_limit(t.checker, steps);
    check(&t, value);
    if (gj_checker_gave_up(t.checker))
        fail_msg("given up: %s", t.found[0].words.en.data);
    size_t count = t.count;
    finish(&t);
    return count;
}

/* ---------------------------------------------------------------- choices */

/* {"a": {"a": … 1}} */
static gj_buffer nested(int depth)
{
    gj_buffer bytes = {0};

    for (int i = 0; i < depth; i++)
        gj_buffer_string(&bytes, "{\"a\":");
    gj_buffer_byte(&bytes, '1');
    for (int i = 0; i < depth; i++)
        gj_buffer_byte(&bytes, '}');
    return bytes;
}

static void choices_within_choices_cost_no_more_with_each_level(void **state)
{
    static const char *const schemas[] = {
        "{\"anyOf\": [{\"properties\": {\"a\": {\"$ref\": \"#\"}},"
        " \"required\": [\"a\"], \"minProperties\": 2},"
        " {\"properties\": {\"a\": {\"$ref\": \"#\"}},"
        " \"required\": [\"a\"], \"maxProperties\": 0},"
        " {\"type\": \"null\"}]}",
        "{\"oneOf\": [{\"properties\": {\"a\": {\"$ref\": \"#\"}},"
        " \"required\": [\"b\"]},"
        " {\"properties\": {\"a\": {\"$ref\": \"#\"}},"
        " \"required\": [\"c\"]}]}",
        "{\"if\": {\"properties\": {\"a\": {\"$ref\": \"#\"}}},"
        " \"then\": {\"properties\": {\"a\": {\"$ref\": \"#\"}},"
        " \"required\": [\"b\"]}, \"else\": false}"};
    gj_buffer value = nested(200);
    (void)state;

    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        assert_true(check_within(schemas[i], value.data, 1000000) > 0);
    gj_buffer_free(&value);
}

/* 40 schemas of which each applies the next one twice to the same value. */
static gj_buffer tower(const char *keyword, const char *leaf, const char *more)
{
    enum { STOREYS = 40 };
    gj_buffer schema = {0};

    gj_buffer_print(&schema, "{\"$ref\": \"#/$defs/0\"%s, \"$defs\": {", more);
    for (int i = 0; i < STOREYS; i++)
        gj_buffer_print(&schema,
                        "\"%d\": {\"%s\": [{\"$ref\": \"#/$defs/%d\"},"
                        " {\"$ref\": \"#/$defs/%d\"}]},",
                        i, keyword, i + 1, i + 1);
    gj_buffer_print(&schema, "\"%d\": %s}}", STOREYS, leaf);
    return schema;
}

static void towers_of_schemas_are_climbed_once(void **state)
{
    static const char open[] = ", \"unevaluatedProperties\": false";
    static const struct {
        const char *keyword;
        const char *leaf;
        const char *more;
        size_t wrong;
    } cases[] = {
        {"allOf", "{\"required\": [\"a\"]}", "", 0},
        {"allOf", "{\"required\": [\"b\"]}", "", 1},
        {"anyOf", "{\"required\": [\"b\"]}", "", 1},
        {"oneOf", "{\"required\": [\"b\"]}", "", 1},
        {"oneOf", "{\"required\": [\"a\"]}", "", 1},
        {"allOf", "{\"properties\": {\"a\": true}}", open, 0},
        {"anyOf", "{\"properties\": {\"a\": true}}", open, 0},
        {"anyOf", "{\"properties\": {\"b\": true}}", open, 1},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gj_buffer schema =
            tower(cases[i].keyword, cases[i].leaf, cases[i].more);
        assert_int_equal(check_within(schema.data, "{\"a\": 1}", 1000000),
                         cases[i].wrong);
        gj_buffer_free(&schema);
    }
}

static void what_two_branches_say_is_told_once(void **state)
{
    (void)state;
    assert_says("{\"$defs\": {\"a\": {\"minimum\": 3}},"
                " \"allOf\": [{\"$ref\": \"#/$defs/a\"},"
                " {\"$ref\": \"#/$defs/a\"}]}",
                "2", "", "minimum", "must be at least 3; it is 2");
}

/* An array of so many items and another one, against a choice. */
static trial check_many(int items)
{
    trial t = compile("{\"anyOf\": [{\"items\": {\"multipleOf\": 2}},"
                      " {\"type\": \"null\"}]}");
    gj_buffer bytes = {0};

    gj_buffer_byte(&bytes, '[');
    for (int i = 0; i < items; i++)
        gj_buffer_string(&bytes, "2,");
    gj_buffer_string(&bytes, "1]");
    t.value = read_bytes(bytes.data, bytes.length);
    gj_buffer_free(&bytes);
    t.count = gj_checker_run(t.checker, &gj_document_values,
                             gj_document_root(t.value.document), &t.found);
    assert_int_equal(t.count, 1);
    assert_false(gj_checker_gave_up(t.checker));
    return t;
}

static void a_huge_choice_is_explained_less_deeply(void **state)
{
    trial large = check_many(900000);
    trial huge = check_many(1100000);
    (void)state;

    assert_string_equal(large.found[0].words.en.data,
                        "must be a multiple of 2; it is 1");
    assert_string_equal(huge.found[0].words.en.data,
                        "fits none of the 2 alternatives: it is an array");
    finish(&large);
    finish(&huge);
}

static void no_more_is_looked_for_than_is_told(void **state)
{
    enum { ITEMS = 200000 };
    trial t = compile("{\"items\": {\"anyOf\": [{\"type\": \"string\"},"
                      " {\"minimum\": 5}]}}");
    gj_buffer bytes = {0};
    (void)state;

    gj_buffer_byte(&bytes, '[');
    for (int i = 0; i < ITEMS; i++)
        gj_buffer_string(&bytes, "1,");
    gj_buffer_string(&bytes, "1]");
    t.value = read_bytes(bytes.data, bytes.length);
    gj_buffer_free(&bytes);
    gj_checker_limit(t.checker, 2 * ITEMS);
    t.count = gj_checker_run(t.checker, &gj_document_values,
                             gj_document_root(t.value.document), &t.found);
    assert_int_equal(t.count, 10000);
    assert_string_equal(t.found[9990].words.en.data,
                        "must be at least 5; it is 1");
    finish(&t);
}

/* ---------------------------------------------------------------- circles */

static void circles_are_found_whatever_they_lead_through(void **state)
{
    static const char *const schemas[] = {
        "{\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#\"}]}",
        "{\"oneOf\": [{\"$ref\": \"#\"}]}",
        "{\"not\": {\"$ref\": \"#\"}}",
        "{\"if\": {\"$ref\": \"#\"}, \"then\": true}",
        "{\"if\": true, \"then\": {\"$ref\": \"#\"}}",
        "{\"if\": true, \"else\": {\"$ref\": \"#\"}}",
        "{\"dependentSchemas\": {\"a\": {\"$ref\": \"#\"}}}",
        "{\"allOf\": [{\"anyOf\": [{\"not\": {\"$ref\": \"#\"}}]}]}",
        "{\"$dynamicAnchor\": \"n\", \"not\": {\"$dynamicRef\": \"#n\"}}",
        "{\"$anchor\": \"n\", \"not\": {\"$dynamicRef\": \"#n\"}}"};
    (void)state;

    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        assert_schema_refused(schemas[i], "", 1, "round in circles");
    assert_true(is_valid("{\"properties\": {\"a\": {\"$ref\": \"#\"}},"
                         " \"items\": {\"$ref\": \"#\"},"
                         " \"contains\": {\"not\": {\"$ref\": \"#\"}},"
                         " \"propertyNames\": {\"$ref\": \"#\"}}",
                         "{\"a\": {}}"));
}

/* y takes a's way out, x has none. */
static const char perhaps[] =
    "{\"$id\": \"urn:root\", \"properties\": {\"x\": {\"$ref\": \"urn:a\"},"
    " \"y\": {\"$id\": \"urn:y\", \"$ref\": \"urn:a\", \"$defs\":"
    " {\"n\": {\"$dynamicAnchor\": \"n\", \"type\": \"number\"}}}},"
    " \"$defs\": {\"a\": {\"$id\": \"urn:a\", \"$dynamicAnchor\": \"n\","
    " \"anyOf\": [{\"type\": \"string\"}, {\"$dynamicRef\": \"#n\"}]}}}";

static void a_circle_that_may_be_is_given_up_where_it_is_one(void **state)
{
    (void)state;
    assert_true(is_valid(perhaps, "{\"x\": \"a\", \"y\": 1}"));
    trial t = compile(perhaps);
    check(&t, "{\"x\": 1}");
    assert_true(gj_checker_gave_up(t.checker));
    assert_int_equal(t.count, 1);
    assert_int_equal(t.found[0].id, GJ_AT_CYCLE);
    assert_string_equal(t.found[0].pointer.data, "/x");
    finish(&t);
}

/* `count` schemas of which each refers to the next. */
static gj_buffer chain(int count, const char *beside)
{
    gj_buffer schema = {0};

    gj_buffer_string(&schema, "{\"$ref\": \"#/$defs/0\", \"$defs\": {");
    for (int i = 0; i < count; i++)
        gj_buffer_print(&schema, "\"%d\": {%s\"$ref\": \"#/$defs/%d\"},", i,
                        beside, i + 1);
    gj_buffer_print(&schema, "\"%d\": {\"type\": \"string\"}}}", count);
    return schema;
}

static void a_chain_of_references_is_no_circle(void **state)
{
    gj_buffer plain = chain(100000, "");
    gj_buffer costly = chain(100000, "\"minimum\": 0, ");
    (void)state;

    assert_true(is_valid(plain.data, "\"a\""));
    assert_false(is_valid(plain.data, "1"));
    trial t = compile(costly.data);
    assert_null(t.checker);
    assert_non_null(strstr(t.error.error.words[GJ_EN],
                           "more than 900 schemas are applied to the same"));
    finish(&t);
    gj_buffer_free(&plain);
    gj_buffer_free(&costly);
}

/* ----------------------------------------------------------------- values */

/* [1, 2, …] behind a prefix, before a suffix. */
static gj_buffer numbers(const char *before, int count, const char *behind)
{
    gj_buffer text = {0};

    gj_buffer_string(&text, before);
    for (int i = 0; i < count; i++)
        gj_buffer_print(&text, "%s%d", i > 0 ? "," : "[", i);
    gj_buffer_print(&text, "]%s", behind);
    return text;
}

static void a_value_is_found_among_many_at_once(void **state)
{
    gj_buffer schema = numbers("{\"items\": {\"enum\": ", 20000, "}}");
    gj_buffer sound = numbers("", 20000, "");
    (void)state;

    assert_int_equal(check_within(schema.data, sound.data, 200000), 0);
    assert_int_equal(check_within(schema.data, "[1.50e1, 2e4, -0]", 100), 1);
    gj_buffer_free(&schema);
    gj_buffer_free(&sound);
}

static void long_divisions_are_charged(void **state)
{
    gj_buffer nines = {0};
    gj_buffer schema = {0};
    gj_buffer value = {0};
    (void)state;

    for (int i = 0; i < 900; i++)
        gj_buffer_byte(&nines, '9');
    gj_buffer_print(&schema, "{\"items\": {\"multipleOf\": %s}}", nines.data);
    gj_buffer_print(&value, "[%s%s,%s,1]", nines.data, nines.data, nines.data);
    trial t = compile(schema.data);
    check(&t, value.data);
    assert_int_equal(t.count, 1);
    assert_string_equal(t.found[0].pointer.data, "/2");
    end_reading(&t.value);
    gj_checker_limit(t.checker, 5000);
    check(&t, value.data);
    assert_int_equal(t.found[0].id, GJ_AT_COST);
    finish(&t);
    gj_buffer_free(&nines);
    gj_buffer_free(&schema);
    gj_buffer_free(&value);
}

static void a_zero_byte_ends_no_sentence(void **state)
{
    (void)state;
    assert_says("{\"const\": 1}", "\"a\\u0000b\"", "", "const",
                "must be 1, not \"a\\x00b\"");
    assert_true(is_valid("{\"$ref\": \"#/$defs/a\\u0000b\", \"$defs\":"
                         " {\"a\\u0000b\": {\"const\": 1},"
                         " \"a\": {\"const\": 2}}}",
                         "1"));
    assert_schema_refused("{\"properties\": {\"a\\u0000b\": {\"type\": 1}}}",
                          "/properties/a", 1, "the schema itself is wrong");
}

static void many_names_given_twice_are_soon_told(void **state)
{
    gj_buffer schema = {0};
    (void)state;

    gj_buffer_string(&schema, "{\"$defs\": {");
    for (int i = 0; i < 20000; i++)
        gj_buffer_print(&schema, "\"%d\": {\"$id\": \"urn:a\"},", i);
    gj_buffer_string(&schema, "\"a\": true}}");
    assert_schema_refused(schema.data, "/$defs/1/$id", 1,
                          "this $id is also that of the schema at test.json:1");
    gj_buffer_free(&schema);
}

static void of_equal_items_the_first_two_are_told(void **state)
{
    (void)state;
    assert_says("{\"uniqueItems\": true}",
                "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1]", "",
                "uniqueItems",
                "the items must differ, but items 2 and 19 are equal");
}

static void numbers_with_long_exponents_are_told_apart(void **state)
{
    (void)state;
    assert_true(is_valid("{\"uniqueItems\": true}",
                         "[1e999999999999999999999, 1e999999999999999999998]"));
    assert_false(is_valid("{\"uniqueItems\": true}",
                          "[1e999999999999999999999, 10e999999999999999999998,"
                          " 1, 2, 3, 4, 5, 6, 7, 8]"));
    assert_false(is_valid("{\"exclusiveMaximum\": 1e999999999999999999999}",
                          "10e999999999999999999998"));
    assert_true(is_valid("{\"const\": 0.1e-999999999999999999999}",
                         "1e-1000000000000000000000"));
    assert_false(is_valid("{\"enum\": [1e999999999999999999999]}",
                          "1e999999999999999999998"));
    assert_false(is_valid("{\"multipleOf\": 1e999999999999999999999}",
                          "1e999999999999999999998"));
}

static void a_deep_value_is_given_up_not_crashed_on(void **state)
{
    enum { DEPTH = 100000 };
    const gj_limits limits = {.depth = DEPTH};
    trial t = compile("{\"items\": {\"$ref\": \"#\"}}");
    char *bytes = gj_new(2 * DEPTH, 1);
    (void)state;

    memset(bytes, '[', DEPTH);
    memset(bytes + DEPTH, ']', DEPTH);
    t.value = read_with(bytes, 2 * DEPTH, '\0', &limits);
    free(bytes);
    assert_int_equal(t.value.status, GJ_OK);
    t.count = gj_checker_run(t.checker, &gj_document_values,
                             gj_document_root(t.value.document), &t.found);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.found[0].id, GJ_AT_DEPTH);
    finish(&t);
}

static void a_million_items_are_soon_compared(void **state)
{
    enum { ITEMS = 1000000 };
    trial t = compile("{\"uniqueItems\": true}");
    gj_buffer bytes = {0};
    (void)state;

    gj_buffer_byte(&bytes, '[');
    for (int i = 0; i < ITEMS; i++)
        gj_buffer_print(&bytes, "%d,", i);
    gj_buffer_string(&bytes, "5e2]");
    t.value = read_bytes(bytes.data, bytes.length);
    gj_buffer_free(&bytes);
    t.count = gj_checker_run(t.checker, &gj_document_values,
                             gj_document_root(t.value.document), &t.found);
    assert_int_equal(t.count, 1);
    assert_string_equal(t.found[0].words.en.data,
                        "the items must differ, but items 501 and 1000001 are "
                        "equal");
    finish(&t);
}

/* [value,value,…], against a schema for which that is too much. */
static void assert_too_costly(const char *schema, const char *value, int items,
                              uint64_t steps)
{
    trial t = compile(schema);
    gj_buffer bytes = {0};

    for (int i = 0; i < items; i++)
        gj_buffer_print(&bytes, "%s%s", i == 0 ? "[" : ",", value);
    gj_buffer_byte(&bytes, ']');
    assert_non_null(t.checker);
    gj_checker_limit(t.checker, steps);
    t.value = read_bytes(bytes.data, bytes.length);
    gj_buffer_free(&bytes);
    t.count = gj_checker_run(t.checker, &gj_document_values,
                             gj_document_root(t.value.document), &t.found);
    assert_true(gj_checker_gave_up(t.checker));
    assert_int_equal(t.count, 1);
    assert_int_equal(t.found[0].id, GJ_AT_COST);
    finish(&t);
}

static void patterns_that_match_no_key_are_charged(void **state)
{
    gj_buffer schema = {0};
    gj_buffer value = {0};
    (void)state;

    gj_buffer_string(&schema, "{\"items\": {\"patternProperties\": {");
    for (int i = 0; i < 200; i++)
        gj_buffer_print(&schema, "%s\"^%d.*b$\": true", i == 0 ? "" : ",", i);
    gj_buffer_string(&schema, "}}}");
    for (int i = 0; i < 100; i++)
        gj_buffer_print(&value, "%c\"%da\": 1", i == 0 ? '{' : ',', i);
    gj_buffer_byte(&value, '}');
    assert_too_costly(schema.data, value.data, 1, 200 * 100);
    gj_buffer_free(&schema);
    gj_buffer_free(&value);
}

static void ways_back_within_a_pattern_are_charged(void **state)
{
    static const char *const schemas[] = {
        "{\"items\": {\"pattern\": \"(?:a|b)+[xy]\"}}",
        "{\"items\": {\"pattern\": \"(?=(a+))\\\\1[xy]\"}}",
        "{\"items\": {\"pattern\": \"a{0,90}a{0,90}[xy]\"}}",
        "{\"items\": {\"pattern\": \"^(a*)\\\\1*[xy]\"}}"};
    char value[1000];
    (void)state;

    memset(value, 'a', sizeof value);
    value[0] = value[sizeof value - 2] = '"';
    value[sizeof value - 1] = '\0';
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        assert_too_costly(schemas[i], value, 20, 20 * 5000);
}

static void long_numbers_are_charged(void **state)
{
    char digits[10001];
    gj_buffer schema = {0};
    (void)state;

    memset(digits, '7', sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    assert_too_costly("{\"items\": {\"type\": \"integer\"}}", digits, 100,
                      100 * 500);
    assert_too_costly("{\"items\": {\"minimum\": 1}}", digits, 100, 100 * 500);
    digits[900] = '\0';
    gj_buffer_print(&schema, "{\"items\": {\"multipleOf\": %s}}", digits);
    assert_too_costly(schema.data, "1e4000", 100, 100 * 5000);
    gj_buffer_clear(&schema);
    gj_buffer_print(&schema, "{\"items\": {\"minimum\": 1e-%s}}", digits);
    assert_too_costly(schema.data, "1", 1000, 1000 * 40);
    gj_buffer_free(&schema);
}

static void a_pattern_that_takes_too_long_is_given_up(void **state)
{
    trial t = compile("{\"pattern\": \"^a*a*a*a*a*a*[xy]\"}");
    char value[300];
    (void)state;

    memset(value, 'a', sizeof value);
    value[0] = value[sizeof value - 2] = '"';
    value[sizeof value - 1] = '\0';
    assert_non_null(t.checker);
    check(&t, value);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.found[0].id, GJ_AT_PATTERN_COST);
    finish(&t);
}

static void a_pattern_that_explodes_is_refused(void **state)
{
    static const char *const explode[] = {"^(a+)+$",
                                          "(a+)+b",
                                          "^(a|a)*$",
                                          "^(?:a|aa)+$",
                                          "^([ab]+-?)*$",
                                          "^x:([a-z]+[.]?)+$",
                                          "^(([a-z])+.)+[A-Z]([a-z])+$",
                                          "^([一-龥]+)+$",
                                          "^(?:ab|abab)*$",
                                          "(?:a*)*b",
                                          "^(.+)+$",
                                          "^(?:(?:a|b?)c?)*$",
                                          "(?:[a-z]*[a-z]*)*-"};
    static const char *const do_not[] = {
        "^(/([^/~]|~[01])*)*$",
        "^[a-z0-9]+(-[a-z0-9]+)*$",
        "^(?:[^']|'')*$",
        "^(([0-9]+)(,[0-9]{3})*)([.][0-9]+)?$",
        "^a*a*a*$",
        "(?:a[ ]*,[ ]*)+",
        "^(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)[.]){3}$"};
    (void)state;

    for (size_t i = 0; i < sizeof explode / sizeof *explode; i++) {
        gj_buffer schema = {0};
        gj_buffer_print(&schema, "{\"pattern\":\n\"%s\"}", explode[i]);
        assert_schema_refused(schema.data, "/pattern", 2,
                              "each further turn of a repetition multiplies");
        gj_buffer_clear(&schema);
        gj_buffer_print(&schema, "{\"patternProperties\": {\"%s\": true}}",
                        explode[i]);
        trial t = compile(schema.data);
        assert_null(t.checker);
        finish(&t);
        gj_buffer_free(&schema);
    }
    /* Many of them are soon told. */
    gj_buffer many = {0};
    for (int i = 0; i < 500; i++)
        gj_buffer_print(&many, "%s{\"pattern\": \"^(?:(?:a|b)*c?)*%d$\"}",
                        i == 0 ? "{\"allOf\": [" : ",", i);
    gj_buffer_string(&many, "]}");
    assert_schema_refused(many.data, "/allOf/0/pattern", 1, "multiplies");
    gj_buffer_free(&many);
    for (size_t i = 0; i < sizeof do_not / sizeof *do_not; i++) {
        gj_buffer schema = {0};
        gj_buffer_print(&schema, "{\"pattern\": \"%s\"}", do_not[i]);
        assert_true(is_valid(schema.data, "1"));
        gj_buffer_free(&schema);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_within_choices_cost_no_more_with_each_level),
        cmocka_unit_test(towers_of_schemas_are_climbed_once),
        cmocka_unit_test(what_two_branches_say_is_told_once),
        cmocka_unit_test(a_huge_choice_is_explained_less_deeply),
        cmocka_unit_test(no_more_is_looked_for_than_is_told),
        cmocka_unit_test(circles_are_found_whatever_they_lead_through),
        cmocka_unit_test(a_circle_that_may_be_is_given_up_where_it_is_one),
        cmocka_unit_test(a_chain_of_references_is_no_circle),
        cmocka_unit_test(a_value_is_found_among_many_at_once),
        cmocka_unit_test(long_divisions_are_charged),
        cmocka_unit_test(a_zero_byte_ends_no_sentence),
        cmocka_unit_test(many_names_given_twice_are_soon_told),
        cmocka_unit_test(of_equal_items_the_first_two_are_told),
        cmocka_unit_test(numbers_with_long_exponents_are_told_apart),
        cmocka_unit_test(a_deep_value_is_given_up_not_crashed_on),
        cmocka_unit_test(a_million_items_are_soon_compared),
        cmocka_unit_test(patterns_that_match_no_key_are_charged),
        cmocka_unit_test(ways_back_within_a_pattern_are_charged),
        cmocka_unit_test(long_numbers_are_charged),
        cmocka_unit_test(a_pattern_that_takes_too_long_is_given_up),
        cmocka_unit_test(a_pattern_that_explodes_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

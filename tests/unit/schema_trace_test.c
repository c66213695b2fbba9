/* A checker that remembers what it asked about the scalars of a valid value
 * says of every value what one says that has never seen any. */
#include "unit/checking.h"

#include "schema/checker.h"

static const char *const schemas[] = {
    "{\"properties\": {\"a\": {\"type\": [\"integer\", \"null\"], \"minimum\":"
    " 0, \"maximum\": 1000}, \"b\": {\"minimum\": -5}}}",
    "{\"properties\": {\"a\": {\"multipleOf\": 0.5}, \"b\": {\"minLength\": 2,"
    " \"pattern\": \"^[a-c]+$\", \"maximum\": 17}}, \"required\": [\"a\"]}",
    "{\"properties\": {\"a\": {\"enum\": [1, \"ab\", null, true]},"
    " \"c\": {\"items\": {\"type\": \"number\"}}}}",
    "{\"if\": {\"properties\": {\"a\": {\"type\": \"number\"}}},"
    " \"then\": {\"properties\": {\"b\": {\"type\": \"number\"}}},"
    " \"else\": {\"properties\": {\"b\": {\"type\": [\"string\", \"null\"]}}}}",
    "{\"oneOf\": [{\"properties\": {\"a\": {\"type\": \"number\"}}},"
    " {\"properties\": {\"b\": {\"type\": \"number\"}}},"
    " {\"properties\": {\"a\": {\"const\": null}, \"b\": false}}]}",
    "{\"anyOf\": [{\"properties\": {\"a\": {\"type\": \"string\"}}},"
    " {\"required\": [\"c\"], \"properties\": {\"c\": {\"contains\":"
    " {\"const\": 1}, \"maxContains\": 2}}}]}",
    "{\"not\": {\"properties\": {\"a\": {\"type\": \"number\"},"
    " \"b\": {\"type\": \"number\"}}}}",
    "{\"properties\": {\"c\": {\"uniqueItems\": true}}}",
    "{\"properties\": {\"c\": {\"const\": [1, 2]}}}",
    "{\"properties\": {\"c\": {\"enum\": [[1, 2], [true, null], []]}}}",
    "{\"properties\": {\"d\": {\"const\": {\"e\": 1}}}}",
    "{\"properties\": {\"a\": {\"type\": \"number\"}},"
    " \"anyOf\": [{\"properties\": {\"b\": {\"type\": \"null\"}}}, true],"
    " \"unevaluatedProperties\": {\"type\": [\"array\", \"object\"]}}",
    "{\"properties\": {\"c\": {\"prefixItems\": [{\"type\": \"number\"}],"
    " \"contains\": {\"type\": \"string\"}, \"minContains\": 0,"
    " \"unevaluatedItems\": {\"type\": [\"boolean\", \"null\"]}}}}",
    "{\"dependentSchemas\": {\"a\": {\"properties\": {\"b\": {\"type\":"
    " \"number\"}}}}, \"propertyNames\": {\"maxLength\": 1}}",
    "{\"patternProperties\": {\"^[ab]$\": {\"type\": \"number\"}},"
    " \"additionalProperties\": {\"type\": [\"array\", \"object\"]}}",
    "{\"$defs\": {\"t\": {\"$dynamicAnchor\": \"t\", \"type\": \"number\"}},"
    " \"properties\": {\"a\": {\"$dynamicRef\": \"#t\"}}}",
    "{\"$ref\": \"#/$defs/n\", \"$defs\": {\"n\": {\"properties\": {\"d\":"
    " {\"$ref\": \"#/$defs/n\"}, \"e\": {\"maximum\": 17},"
    " \"a\": {\"type\": [\"number\", \"string\"]}}}}}",
    "{\"properties\": {\"b\": {\"pattern\": \"^a*a*a*a*$\"}}}",
    "{\"type\": [\"object\", \"number\"]}",
    "{\"type\": \"number\", \"maximum\": 17}",
    "true",
    "false",
};

/* Values with holes for scalars. */
static const char *const values[] = {
    "{\"a\": %, \"b\": %}",
    "{\"a\": %, \"b\": %, \"c\": [%, %]}",
    "{\"b\": %, \"a\": %, \"c\": []}",
    "{\"a\": %, \"d\": {\"e\": %, \"d\": {\"e\": %}}}",
    "{\"a\": %, \"longer\": [%]}",
    "{\"c\": [%, %, %, %], \"b\": %}",
    "%",
};

#define LONG "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const char *const scalars[] = {
    "1",
    "2",
    "0",
    "17",
    "17.5",
    "2.0",
    "1001",
    "-5",
    "-6",
    "1e3",
    "0.25",
    "null",
    "null",
    "true",
    "false",
    "\"a\"",
    "\"ab\"",
    "\"d\"",
    "\"\"",
    "\"\\u0061b\"",
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"",
    "123456789012345678901234567890",
    "\"" LONG LONG LONG LONG LONG LONG "\"",
};

static uint32_t draw(uint64_t *random, size_t limit)
{
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)((*random >> 33) % limit);
}

/* Fills the holes; where `few`, with what is there most often. */
static void fill(gj_buffer *out, const char *value, uint64_t *random, bool few)
{
    gj_buffer_clear(out);
    for (; *value != '\0'; value++) {
        size_t count = few ? 4 : sizeof scalars / sizeof *scalars;
        if (*value == '%')
            gj_buffer_string(out, scalars[draw(random, count)]);
        else
            gj_buffer_byte(out, *value);
    }
}

/* A reader and a checker that go on from value to value. */
typedef struct going {
    gj_document *document;
    trial trial;
    gj_buffer bytes;
    /** Values whose skeleton had a trace. */
    unsigned traced;
} going;

static void read_on(going *g)
{
    memset(gj_buffer_room(&g->bytes, GJ_PADDING), 0, GJ_PADDING);
    assert_int_equal(gj_document_read(g->document, g->bytes.data,
                                      g->bytes.length, NULL, NULL),
                     GJ_OK);
}

static bool is_traced(const going *g)
{
    const gj_trace *trace = gj_trace_find(g->trial.checker, &gj_document_values,
                                          gj_document_root(g->document));
    return trace != NULL && trace->complete && trace->vain == 0;
}

/* The next value is said of what is said of it alone. */
static void check_next(going *g, const char *schema, uint64_t limit)
{
    trial alone = compile(schema);
    const gj_mismatch *found;

    gj_checker_limit(alone.checker, limit);
    check(&alone, g->bytes.data);
    read_on(g);
    g->traced += is_traced(g);
    gj_checker_limit(g->trial.checker, limit);
    size_t count = gj_checker_run(g->trial.checker, &gj_document_values,
                                  gj_document_root(g->document), &found);
    if (count != alone.count)
        fail_msg("%s: %s: %zu, not %zu", schema, g->bytes.data, count,
                 alone.count);
    assert_int_equal(gj_checker_gave_up(g->trial.checker),
                     gj_checker_gave_up(alone.checker));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(found[i].id, alone.found[i].id);
        assert_true(gj_text_is(found[i].words.en, alone.found[i].words.en));
    }
    finish(&alone);
}

static void go_through(const char *schema, uint64_t limit, int count, bool few,
                       unsigned *traced)
{
    going g = {.document = gj_document_new(), .trial = compile(schema)};
    uint64_t random = limit + few;

    assert_non_null(g.trial.checker);
    for (int i = 0; i < count; i++) {
        const char *value =
            values[draw(&random, sizeof values / sizeof *values)];
        fill(&g.bytes, value, &random, few);
        check_next(&g, schema, limit);
    }
    *traced += g.traced;
    gj_buffer_free(&g.bytes);
    gj_document_free(g.document);
    finish(&g.trial);
}

static void says_the_same_whatever_it_has_seen_before(void **state)
{
    unsigned traced = 0;
    (void)state;

    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        go_through(schemas[i], 100000000, 150, false, &traced);
        go_through(schemas[i], 100000000, 150, true, &traced);
    }
    assert_true(traced > 1000);
}

static void gives_up_where_it_would_without_a_trace(void **state)
{
    unsigned traced = 0;
    (void)state;

    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
        for (uint64_t limit = 1; limit < 40; limit += limit / 3 + 1)
            go_through(schemas[i], limit, 60, false, &traced);
    assert_true(traced > 1000);
}

/* Whether values like the first one have a trace in the end. */
static bool gets_a_trace(const char *schema, const char *value)
{
    going g = {.document = gj_document_new(), .trial = compile(schema)};

    gj_buffer_string(&g.bytes, value);
    for (int i = 0; i < 5; i++)
        check_next(&g, schema, 100000000);
    bool traced = is_traced(&g);
    gj_buffer_free(&g.bytes);
    gj_document_free(g.document);
    finish(&g.trial);
    return traced;
}

static void what_does_not_follow_from_scalars_has_no_trace(void **state)
{
    (void)state;
    assert_true(gets_a_trace(schemas[0], "{\"a\": 1, \"b\": 2}"));
    assert_true(gets_a_trace("{\"type\": \"array\"}", "[[], {}]"));
    assert_true(gets_a_trace("{\"propertyNames\": {\"maxLength\": 1}}",
                             "{\"a\": \"long\"}"));
    assert_false(gets_a_trace(schemas[0], "{\"a\": -1, \"b\": 2}"));
    assert_false(gets_a_trace("{\"uniqueItems\": true}", "[1, 2]"));
    assert_false(gets_a_trace("{\"const\": [1, 2]}", "[1, 2]"));
    assert_false(gets_a_trace("{\"enum\": [[1, 2]]}", "[1, 2]"));
    assert_false(gets_a_trace(schemas[15], "{\"a\": 1, \"b\": 2}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_the_same_whatever_it_has_seen_before),
        cmocka_unit_test(gives_up_where_it_would_without_a_trace),
        cmocka_unit_test(what_does_not_follow_from_scalars_has_no_trace),
    };
    return cmocka_run_group_tests_name("schema: traces", tests, NULL, NULL);
}

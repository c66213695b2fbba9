/* For the tests of core/schema: a schema, compiled or refused, and what it says
 * of a value. */
#ifndef GJ_UNIT_CHECKING_H
#define GJ_UNIT_CHECKING_H

#include "unit/reading.h"

#include "schema/schema.h"

typedef struct trial {
    gj_schema_store *store;
    gj_schema *schema;
    gj_checker *checker;
    gj_schema_error error;
    reading value;
    const gj_mismatch *found;
    size_t count;
} trial;

static inline trial compile(const char *schema)
{
    trial t = {.store = gj_schema_store_new()};
    uint32_t document;

    assert_int_equal(gj_schema_store_bytes(t.store, &document, "urn:test",
                                           "test.json", gj_text_of(schema),
                                           &t.error.error),
                     GJ_OK);
    if (gj_schema_compile(&t.schema, t.store, document, NULL, &t.error) ==
        GJ_OK)
        t.checker = gj_checker_new(t.schema);
    return t;
}

static inline void check(trial *t, const char *value)
{
    t->value = read_bytes(value, strlen(value));
    assert_int_equal(t->value.status, GJ_OK);
    t->count = gj_checker_run(t->checker, &gj_document_values,
                              gj_document_root(t->value.document), &t->found);
}

static inline void finish(trial *t)
{
    gj_checker_free(t->checker);
    gj_schema_free(t->schema);
    gj_schema_store_free(t->store);
    if (t->value.document != NULL)
        end_reading(&t->value);
}

static inline bool is_valid(const char *schema, const char *value)
{
    trial t = compile(schema);

    assert_non_null(t.checker);
    check(&t, value);
    bool valid = t.count == 0;
    finish(&t);
    return valid;
}

/* The only mismatch, as pointer, keyword and English words. */
static inline void assert_says(const char *schema, const char *value,
                               const char *pointer, const char *keyword,
                               const char *words)
{
    trial t = compile(schema);

    assert_non_null(t.checker);
    check(&t, value);
    assert_int_equal(t.count, 1);
    assert_string_equal(t.found[0].pointer.data, pointer);
    assert_true(gj_text_is(t.found[0].keyword, gj_text_of(keyword)));
    assert_string_equal(t.found[0].words.en.data, words);
    finish(&t);
}

static inline void assert_schema_refused(const char *schema,
                                         const char *pointer, uint32_t line,
                                         const char *words)
{
    trial t = compile(schema);

    assert_null(t.checker);
    assert_string_equal(t.error.pointer, pointer);
    assert_int_equal(t.error.error.line, line);
    assert_string_equal(t.error.error.file, "test.json");
    assert_non_null(strstr(t.error.error.words[GJ_EN], words));
    finish(&t);
}

#endif

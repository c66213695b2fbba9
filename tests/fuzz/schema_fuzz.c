/* Any schema against any value: two JSON texts with a line feed between them.
 * Collecting and not collecting must agree, and so must remembering verdicts
 * and not, and asking what was asked about a value of the same skeleton and
 * asking everything. */
#include <stdlib.h>

#include "base/memory.h"
#include "document/document.h"
#include "schema/schema.h"

enum { MOST_BLOCKS = 100000, MOST_CHANGES = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_value(gj_schema *schema, gj_document *document)
{
    gj_checker *checker = gj_checker_new(schema);
    gj_value root = gj_document_root(document);
    const gj_mismatch *found;

    gj_checker_limit(checker, MOST_BLOCKS);
    bool holds = gj_checker_holds(checker, &gj_document_values, root);
    bool gave_up = gj_checker_gave_up(checker);
    size_t count = gj_checker_run(checker, &gj_document_values, root, &found);
    if (!gave_up && !gj_checker_gave_up(checker) && holds != (count == 0))
        abort();
    gj_checker_remember(checker, 0);
    bool remembered = gj_checker_holds(checker, &gj_document_values, root);
    if (!gave_up && !gj_checker_gave_up(checker) && remembered != holds)
        abort();
    count = gj_checker_run(checker, &gj_document_values, root, &found);
    if (!gj_checker_gave_up(checker) && remembered != (count == 0))
        abort();
    for (size_t i = 0; i < count; i++)
        if (found[i].words.zh.length == 0 || found[i].words.en.length == 0)
            abort();
    gj_checker_free(checker);
}

/* Makes another scalar of the one that ends before `end`, and returns where. */
static char *change(char *end)
{
    bool text = end[-1] == '"';
    char *last = end - 1 - text;

    if ((*last >= '0' && *last < '9') || (text && *last >= 'a' && *last < 'z'))
        ++*last;
    return last;
}

/* What is said of a value by a checker that has a trace of such values, and by
   one that has none. */
static void ask_both(gj_checker *checker, const gj_schema *schema,
                     gj_document *document)
{
    gj_checker *fresh = gj_checker_new(schema);
    gj_value root = gj_document_root(document);

    gj_checker_limit(fresh, MOST_BLOCKS);
    bool wanted = gj_checker_holds(fresh, &gj_document_values, root);
    if (gj_checker_holds(checker, &gj_document_values, root) != wanted ||
        gj_checker_gave_up(checker) != gj_checker_gave_up(fresh))
        abort();
    gj_checker_free(fresh);
}

static void follow_traces(const gj_schema *schema, char *bytes, size_t length,
                          const char *original)
{
    gj_document *document = gj_document_new();
    gj_checker *checker = gj_checker_new(schema);

    gj_checker_limit(checker, MOST_BLOCKS);
    for (int i = 0; i < 4; i++) {
        gj_document_read(document, bytes, length, NULL, NULL);
        ask_both(checker, schema, document);
    }
    uint32_t count = gj_node_count(document);
    for (uint32_t node = 0; node < count; node += count / MOST_CHANGES + 1) {
        uint32_t end = gj_node_end(document, node);
        char *last = change(bytes + end);
        if (gj_document_read(document, bytes, length, NULL, NULL) == GJ_OK)
            ask_both(checker, schema, document);
        memcpy(last, original + (last - bytes), 1);
        gj_document_read(document, bytes, length, NULL, NULL);
    }
    gj_checker_free(checker);
    gj_document_free(document);
}

/* The value's bytes are there twice: to be changed, and to be taken from. */
static void compile(gj_text schema, gj_document *value, char *bytes,
                    size_t length, const char *original)
{
    gj_schema_store *store = gj_schema_store_new();
    gj_schema_options options = {.formats = true};
    gj_schema_error error = {.error = {.status = GJ_OK}};
    gj_schema *compiled = NULL;
    uint32_t document;

    if (gj_schema_store_bytes(store, &document, "urn:fuzz", "fuzz", schema,
                              NULL) == GJ_OK) {
        if (gj_schema_compile(&compiled, store, document, &options, &error) ==
            GJ_OK) {
            check_value(compiled, value);
            follow_traces(compiled, bytes, length, original);
        } else if (error.error.status == GJ_OK) {
            abort();
        }
    }
    gj_schema_free(compiled);
    gj_schema_store_free(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *split = size > 0 ? memchr(data, '\n', size) : NULL;
    if (split == NULL)
        return 0;
    size_t length = (size_t)(split - data);
    size_t rest = size - length - 1;
    char *bytes = gj_new(rest + GJ_PADDING, 1);
    gj_document *value = gj_document_new();

    memcpy(bytes, split + 1, rest);
    if (gj_document_read(value, bytes, rest, NULL, NULL) == GJ_OK)
        compile((gj_text){(const char *)data, length}, value, bytes, rest,
                (const char *)split + 1);
    gj_document_free(value);
    free(bytes);
    return 0;
}

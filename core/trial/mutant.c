#include "trial/mutant.h"

#include "trial/splice.h"

enum { MEGABYTE = 1024 * 1024 };

/** One way of changing a value. */
typedef struct change {
    const char *name;
    /** What is put there; NULL: it is taken out. */
    const char *value;
} change;

/* A megabyte is made when it is wanted. */
static const char megabyte[] = "megabyte";

static const change of_numbers[] = {
    {"removed", NULL},          {"blank", "null"},
    {"negative", "-1"},         {"a trillion", "1000000000000"},
    {"a fraction", "0.000001"}, {"beyond 64 bits", "99999999999999999999"},
    {"a text", "\"3\""}};
static const change of_texts[] = {
    {"removed", NULL},
    {"blank", "null"},
    {"empty", "\"\""},
    {"a megabyte", megabyte},
    {"no letters", "\"\\u0000\\u202e\\ud83d\\ude00<%s>\\u0007\""},
    {"a number", "7"}};
static const change of_others[] = {
    {"removed", NULL}, {"blank", "null"}, {"an empty array", "[]"}};

#define COUNT(changes) ((uint32_t)(sizeof(changes) / sizeof *(changes)))

/** The changes for what stands at a node; none for the root and for keys. */
static const change *changes_for(const gj_document *document, uint32_t node,
                                 uint32_t *count)
{
    uint32_t type = gj_node_type(document, node);

    *count = 0;
    if (node == 0 || type == GJ_KEY)
        return NULL;
    if (type == GJ_NUMBER || type == GJ_NULL) {
        *count = COUNT(of_numbers);
        return of_numbers;
    }
    *count = type == GJ_STRING ? COUNT(of_texts) : COUNT(of_others);
    return type == GJ_STRING ? of_texts : of_others;
}

uint32_t gj_mutant_count(const gj_document *document)
{
    uint32_t all = 0;
    uint32_t count;

    for (uint32_t node = 0; node < gj_node_count(document); node++) {
        changes_for(document, node, &count);
        all += count;
    }
    return all;
}

static void put_megabyte(gj_buffer *out)
{
    gj_buffer_byte(out, '"');
    while (out->length < MEGABYTE)
        gj_buffer_string(out, "依申请公开 42 件，");
    gj_buffer_byte(out, '"');
}

static void make(gj_document *document, gj_text bytes, uint32_t node,
                 const change *how, gj_buffer *out, gj_buffer *what)
{
    gj_buffer pointer = {0};
    gj_buffer copy = {0};
    gj_buffer value = {0};
    gj_document *changed = gj_document_new();
    gj_error error = {0};

    gj_node_pointer(document, node, &pointer);
    gj_buffer_print(what, "%s: %s", pointer.data, how->name);
    if (how->value == megabyte)
        put_megabyte(&value);
    else if (how->value != NULL)
        gj_buffer_string(&value, how->value);
    gj_buffer_text(&copy, bytes);
    if (gj_splice_read(changed, &copy, &error) == GJ_OK)
        gj_splice(changed, &copy, gj_buffer_view(&pointer),
                  gj_buffer_view(&value));
    gj_buffer_text(out, gj_buffer_view(&copy));
    gj_document_free(changed);
    gj_buffer_free(&value);
    gj_buffer_free(&copy);
    gj_buffer_free(&pointer);
}

void gj_mutant_make(gj_document *document, gj_text bytes, uint32_t index,
                    gj_buffer *out, gj_buffer *what)
{
    uint32_t count;

    for (uint32_t node = 0; node < gj_node_count(document); node++) {
        const change *changes = changes_for(document, node, &count);
        if (index < count) {
            make(document, bytes, node, &changes[index], out, what);
            return;
        }
        index -= count;
    }
}

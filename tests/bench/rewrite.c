#include "bench/rewrite.h"

#include "document/document.h"

static uint32_t below(uint64_t *random, uint32_t limit)
{
    *random = *random * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)((*random >> 33) % limit);
}

static void put_space(gj_buffer *out, uint64_t *random)
{
    static const char *const spaces[] = {"", "", " ", "\n", "\n  "};
    gj_buffer_string(out, spaces[below(random, 5)]);
}

static void put_other(gj_buffer *out, const gj_document *document,
                      uint32_t node, uint64_t *random);

/** The members of an object, in any order. No report has arrays. */
static void put_members(gj_buffer *out, const gj_document *document,
                        uint32_t object, uint64_t *random)
{
    uint32_t keys[64];
    uint32_t count = 0;

    for (uint32_t key = object + 1; key < gj_node_next(document, object);
         key = gj_node_next(document, key + 1)) {
        uint32_t at = below(random, ++count);
        keys[count - 1] = keys[at];
        keys[at] = key;
    }
    for (uint32_t i = 0; i < count; i++) {
        gj_text key = gj_node_source(document, keys[i]);
        gj_buffer_string(out, i > 0 ? "," : "");
        put_space(out, random);
        gj_buffer_print(out, "\"%.*s\":", GJ_PRINT(key));
        put_space(out, random);
        put_other(out, document, keys[i] + 1, random);
    }
}

static void put_other(gj_buffer *out, const gj_document *document,
                      uint32_t node, uint64_t *random)
{
    gj_text source = gj_node_source(document, node);
    bool text = gj_node_type(document, node) == GJ_STRING;

    if (gj_node_type(document, node) == GJ_OBJECT) {
        gj_buffer_byte(out, '{');
        put_members(out, document, node, random);
        put_space(out, random);
        gj_buffer_byte(out, '}');
    } else {
        gj_buffer_string(out, text ? "\"" : "");
        gj_buffer_text(out, source);
        gj_buffer_string(out, text ? "\"" : "");
    }
}

void gj_rewrite_report(gj_buffer *out, gj_text report, uint64_t seed)
{
    gj_document *document = gj_document_new();

    gj_document_read(document, report.data, report.length, NULL, NULL);
    put_other(out, document, 0, &seed);
    gj_document_free(document);
}

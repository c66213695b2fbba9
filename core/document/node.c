/* What can be asked of a node. */
#include "document/node.h"

#include "document/scan.h"

uint32_t gj_node_count(const gj_document *document)
{
    return document->node_count;
}

uint32_t gj_node_type(const gj_document *document, uint32_t node)
{
    return gj_tag_type(&document->nodes[node]);
}

uint32_t gj_node_start(const gj_document *document, uint32_t node)
{
    return document->nodes[node].start;
}

uint32_t gj_node_end(const gj_document *document, uint32_t node)
{
    return document->nodes[node].end;
}

static bool is_string(const gj_node *node)
{
    uint32_t type = gj_tag_type(node);
    return type == GJ_STRING || type == GJ_KEY;
}

uint32_t gj_node_next(const gj_document *document, uint32_t node)
{
    return gj_look_next(document, node);
}

uint32_t gj_node_size(const gj_document *document, uint32_t node)
{
    const gj_node *it = &document->nodes[node];
    return gj_tag_is_container(it) ? it->tag >> GJ_TAG_SHIFT : 0;
}

bool gj_node_escaped(const gj_document *document, uint32_t node)
{
    const gj_node *it = &document->nodes[node];
    return is_string(it) && (it->tag & GJ_ESCAPED) != 0;
}

gj_text gj_node_source(const gj_document *document, uint32_t node)
{
    const gj_node *it = &document->nodes[node];
    uint32_t quote = is_string(it) ? 1 : 0;
    return (gj_text){document->bytes + it->start + quote,
                     it->end - it->start - 2 * quote};
}

gj_text gj_node_text(gj_document *document, uint32_t node)
{
    gj_node *it = &document->nodes[node];
    gj_text source = gj_node_source(document, node);

    if (!is_string(it))
        return (gj_text){NULL, 0};
    if ((it->tag & GJ_ESCAPED) == 0)
        return source;
    if (it->next == 0) {
        char *to = gj_arena_new(&document->arena, source.length);
        gj_text text = {to, gj_text_decode(to, source)};
        gj_grow(&document->texts, document->text_count, &document->text_room,
                sizeof *document->texts);
        document->texts[document->text_count++] = text;
        it->next = (uint32_t)document->text_count;
    }
    return document->texts[it->next - 1];
}

uint32_t gj_node_decimal(const gj_document *document, uint32_t node,
                         int64_t *millionths)
{
    if (gj_node_type(document, node) != GJ_NUMBER)
        return GJ_DECIMAL_TYPE;
    return gj_decimal_read(gj_node_source(document, node), millionths);
}

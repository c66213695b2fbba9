/* What can be asked of a node. */
#include "document/node.h"

#include "document/scan.h"

uint64_t gj_document_skeleton(const gj_document *document)
{
    return document->skeleton;
}

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

/** Room for the decoded texts, none of them there yet. */
static void open_texts(gj_document *document)
{
    if (document->text_count > document->text_room) {
        document->texts = gj_renew(document->texts, document->text_count,
                                   sizeof *document->texts);
        document->text_room = document->text_count;
    }
    memset(document->texts, 0, document->text_count * sizeof *document->texts);
    document->texts_open = true;
}

gj_text gj_node_text(gj_document *document, uint32_t node)
{
    const gj_node *it = &document->nodes[node];
    gj_text source = gj_node_source(document, node);

    if (!is_string(it))
        return (gj_text){NULL, 0};
    if ((it->tag & GJ_ESCAPED) == 0)
        return source;
    if (!document->texts_open)
        open_texts(document);
    gj_text *text = &document->texts[it->next - 1];
    if (text->data == NULL) {
        char *to = gj_arena_new(&document->arena, source.length);
        *text = (gj_text){to, gj_text_decode(to, source)};
    }
    return *text;
}

uint32_t gj_node_decimal(const gj_document *document, uint32_t node,
                         int64_t *millionths)
{
    if (gj_node_type(document, node) != GJ_NUMBER)
        return GJ_DECIMAL_TYPE;
    return gj_decimal_read(gj_node_source(document, node), millionths);
}

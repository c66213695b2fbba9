/* JSON Pointers (RFC 6901): from a node to its pointer and back. */
#include "document/node.h"

enum { INDEX_DIGITS = 10 };

uint32_t gj_node_member(gj_document *document, uint32_t object, gj_text key)
{
    if (gj_node_type(document, object) != GJ_OBJECT)
        return GJ_NO_NODE;
    uint32_t end = gj_node_next(document, object);
    for (uint32_t at = object + 1; at < end;
         at = gj_look_next(document, at + 1)) {
        const gj_node *it = &document->nodes[at];
        gj_text text = (it->tag & GJ_ESCAPED) != 0
                           ? gj_node_text(document, at)
                           : gj_look_inside(document, it);
        if (gj_text_is(text, key))
            return at + 1;
    }
    return GJ_NO_NODE;
}

/* Reads an array index: digits without a leading zero. */
static bool read_index(gj_text part, uint64_t *index)
{
    if (part.length == 0 || part.length > INDEX_DIGITS ||
        (part.data[0] == '0' && part.length > 1))
        return false;
    *index = 0;
    for (uint64_t i = 0; i < part.length; i++) {
        if (part.data[i] < '0' || part.data[i] > '9')
            return false;
        *index = *index * 10 + (uint64_t)(part.data[i] - '0');
    }
    return true;
}

static uint32_t element_at(const gj_document *document, uint32_t array,
                           gj_text part)
{
    uint64_t index;
    uint32_t at = array + 1;

    if (!read_index(part, &index) || index >= gj_node_size(document, array))
        return GJ_NO_NODE;
    for (; index > 0; index--)
        at = gj_node_next(document, at);
    return at;
}

/* Decodes ~0 and ~1. Returns false where a ~ is followed by something else. */
static bool decode_part(gj_text part, gj_buffer *out)
{
    for (uint64_t i = 0; i < part.length; i++) {
        char c = part.data[i];
        if (c == '~') {
            i++;
            if (i == part.length ||
                (part.data[i] != '0' && part.data[i] != '1'))
                return false;
            c = part.data[i] == '0' ? '~' : '/';
        }
        gj_buffer_byte(out, c);
    }
    return true;
}

static uint32_t tilde_member(gj_document *document, uint32_t object,
                             gj_text part)
{
    gj_buffer key = {0};
    uint32_t found = GJ_NO_NODE;

    if (decode_part(part, &key))
        found = gj_node_member(document, object, gj_buffer_view(&key));
    gj_buffer_free(&key);
    return found;
}

static uint32_t child_at(gj_document *document, uint32_t node, gj_text part)
{
    if (gj_node_type(document, node) == GJ_ARRAY)
        return element_at(document, node, part);
    if (part.length > 0 && memchr(part.data, '~', part.length) != NULL)
        return tilde_member(document, node, part);
    return gj_node_member(document, node, part);
}

uint32_t gj_node_at(gj_document *document, uint32_t from, gj_text pointer)
{
    const char *p = pointer.data;
    const char *end = pointer.length > 0 ? p + pointer.length : p;

    while (p < end && from != GJ_NO_NODE) {
        if (*p != '/')
            return GJ_NO_NODE;
        p++;
        const char *slash = memchr(p, '/', (size_t)(end - p));
        const char *stop = slash != NULL ? slash : end;
        from = child_at(document, from, (gj_text){p, (uint64_t)(stop - p)});
        p = stop;
    }
    return from;
}

static void put_key(gj_document *document, uint32_t key, gj_buffer *out)
{
    gj_text text = gj_node_text(document, key);

    for (uint64_t i = 0; i < text.length; i++) {
        if (text.data[i] == '~')
            gj_buffer_string(out, "~0");
        else if (text.data[i] == '/')
            gj_buffer_string(out, "~1");
        else
            gj_buffer_byte(out, text.data[i]);
    }
}

/* Appends the part for the child of `parent` that is or contains `node`, and
   returns that child. */
static uint32_t put_step(gj_document *document, uint32_t parent, uint32_t node,
                         gj_buffer *out)
{
    uint32_t child = parent + 1;

    gj_buffer_byte(out, '/');
    if (gj_node_type(document, parent) == GJ_OBJECT) {
        while (gj_node_next(document, child + 1) <= node)
            child = gj_node_next(document, child + 1);
        put_key(document, child, out);
        return child + 1;
    }
    uint32_t index = 0;
    for (; gj_node_next(document, child) <= node; index++)
        child = gj_node_next(document, child);
    gj_buffer_print(out, "%u", index);
    return child;
}

void gj_node_pointer(gj_document *document, uint32_t node, gj_buffer *out)
{
    uint32_t at = 0;

    if (gj_node_type(document, node) == GJ_KEY)
        node++;
    while (at < node)
        at = put_step(document, at, node, out);
}

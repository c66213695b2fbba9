#include "trial/splice.h"

gj_status gj_splice_read(gj_document *document, gj_buffer *bytes,
                         gj_error *error)
{
    memset(gj_buffer_room(bytes, GJ_PADDING), 0, GJ_PADDING);
    return gj_document_read(document, bytes->data, bytes->length, NULL, error);
}

/** Puts `text` in the place of bytes[from..to) and reads the whole anew. */
static bool replace(gj_document *document, gj_buffer *bytes, uint32_t from,
                    uint32_t to, gj_text text)
{
    gj_buffer changed = {0};
    gj_error error = {0};

    gj_buffer_add(&changed, bytes->data, from);
    gj_buffer_text(&changed, text);
    gj_buffer_add(&changed, bytes->data + to, bytes->length - to);
    if (gj_splice_read(document, &changed, &error) != GJ_OK) {
        gj_buffer_free(&changed);
        gj_splice_read(document, bytes, &error);
        return false;
    }
    gj_buffer_free(bytes);
    *bytes = changed;
    return true;
}

/* --------------------------------------------------------------- removal */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/** Takes out an element, or a member with its key, and the comma that goes
    with it. */
static bool take_out(gj_document *document, gj_buffer *bytes, uint32_t node)
{
    uint32_t from = gj_node_start(document, node);
    uint32_t to = gj_node_end(document, node);
    const char *at = bytes->data;

    if (node == 0)
        return false;
    /* A member's key is the node before its value. */
    if (gj_node_type(document, node - 1) == GJ_KEY)
        from = gj_node_start(document, node - 1);
    uint32_t behind = to;
    while (is_space(at[behind]))
        behind++;
    if (at[behind] == ',') {
        to = behind + 1;
    } else {
        uint32_t before = from;
        while (is_space(at[before - 1]))
            before--;
        if (at[before - 1] == ',')
            from = before - 1;
    }
    return replace(document, bytes, from, to, (gj_text){"", 0});
}

/* ---------------------------------------------------------------- adding */

/** Appends the last part of a pointer as a JSON string. */
static void put_key(gj_buffer *out, gj_text part)
{
    gj_buffer_byte(out, '"');
    for (uint64_t i = 0; i < part.length; i++) {
        char c = part.data[i];
        if (c == '~' && i + 1 < part.length)
            c = part.data[++i] == '1' ? '/' : '~';
        if (c == '"' || c == '\\')
            gj_buffer_byte(out, '\\');
        gj_buffer_byte(out, c);
    }
    gj_buffer_byte(out, '"');
}

/** The pointer without its last part, which goes to *part. */
static gj_text parent_of(gj_text pointer, gj_text *part)
{
    uint64_t slash = pointer.length;

    while (slash > 0 && pointer.data[slash - 1] != '/')
        slash--;
    *part = (gj_text){pointer.data + slash, pointer.length - slash};
    return (gj_text){pointer.data, slash > 0 ? slash - 1 : 0};
}

/** Where a new member of an object goes: behind the last one, with a comma and
    the white space that stands before that one. */
static uint32_t begin_member(const gj_document *document,
                             const gj_buffer *bytes, uint32_t object,
                             gj_buffer *member)
{
    uint32_t last = 0;

    if (gj_node_size(document, object) == 0)
        return gj_node_start(document, object) + 1;
    for (uint32_t key = object + 1; key < gj_node_next(document, object);
         key = gj_node_next(document, key + 1))
        last = key;
    uint32_t start = gj_node_start(document, last);
    uint32_t space = start;
    while (is_space(bytes->data[space - 1]))
        space--;
    gj_buffer_byte(member, ',');
    gj_buffer_add(member, bytes->data + space, start - space);
    return gj_node_end(document, last + 1);
}

static bool add_member(gj_document *document, gj_buffer *bytes, gj_text pointer,
                       gj_text value)
{
    gj_text part;
    gj_text above = parent_of(pointer, &part);
    uint32_t object = gj_node_at(document, 0, above);
    gj_buffer member = {0};

    if (pointer.length == 0)
        return false;
    if (object == GJ_NO_NODE) {
        if (!add_member(document, bytes, above, gj_text_of("{}")))
            return false;
        object = gj_node_at(document, 0, above);
    }
    if (object == GJ_NO_NODE || gj_node_type(document, object) != GJ_OBJECT)
        return false;
    uint32_t behind = begin_member(document, bytes, object, &member);
    put_key(&member, part);
    gj_buffer_string(&member, ": ");
    gj_buffer_text(&member, value);
    bool sound =
        replace(document, bytes, behind, behind, gj_buffer_view(&member));
    gj_buffer_free(&member);
    return sound;
}

bool gj_splice(gj_document *document, gj_buffer *bytes, gj_text pointer,
               gj_text value)
{
    uint32_t node = gj_node_at(document, 0, pointer);

    if (value.data == NULL)
        return node != GJ_NO_NODE && take_out(document, bytes, node);
    if (node == GJ_NO_NODE)
        return add_member(document, bytes, pointer, value);
    return replace(document, bytes, gj_node_start(document, node),
                   gj_node_end(document, node), value);
}

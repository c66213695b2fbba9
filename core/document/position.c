/* Lines and columns, from marks that are set once every thousand bytes. */
#include "document/node.h"

enum { BLOCK = 1024 };

static gj_mark step(const gj_document *document, gj_mark mark, uint32_t at)
{
    const char *bytes = document->bytes;
    unsigned char c = (unsigned char)bytes[at];
    bool ends =
        c == '\n' ||
        (c == '\r' && (at + 1 == document->length || bytes[at + 1] != '\n'));

    if (ends)
        return (gj_mark){mark.line + 1, 1};
    if ((c & 0xC0) != 0x80)
        mark.column++;
    return mark;
}

static gj_mark walk(const gj_document *document, gj_mark mark, uint32_t from,
                    uint32_t to)
{
    for (uint32_t at = from; at < to; at++)
        mark = step(document, mark, at);
    return mark;
}

static void set_marks(gj_document *document)
{
    gj_mark mark = {1, 1};
    uint32_t at = document->mark_length;
    size_t count = document->length / BLOCK + 1;

    if (count > document->mark_room) {
        document->marks =
            gj_renew(document->marks, count, sizeof *document->marks);
        document->mark_room = count;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t start = (uint32_t)(i * BLOCK);
        if (start > at) {
            mark = walk(document, mark, at, start);
            at = start;
        }
        document->marks[i] = mark;
    }
    document->mark_count = count;
}

gj_position gj_document_position(gj_document *document, uint32_t offset)
{
    if (document->mark_count == 0)
        set_marks(document);
    if (offset > document->length)
        offset = document->length;
    uint32_t from = offset / BLOCK * BLOCK;
    gj_mark mark = document->marks[offset / BLOCK];
    if (from < document->mark_length)
        from = document->mark_length;
    mark = walk(document, mark, from, offset);
    return (gj_position){mark.line, mark.column};
}

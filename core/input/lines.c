#include "input/lines.h"

#include "document/document.h"
#include "document/input.h"

enum { CHUNK = 65536 };

void gj_lines_begin(gj_lines *lines, gj_stream *stream, size_t limit)
{
    lines->stream = stream;
    lines->limit = limit ? limit : gj_input_limit;
    lines->start = 0;
    lines->scanned = 0;
    lines->number = 0;
    lines->ended = false;
    gj_buffer_clear(&lines->bytes);
}

/** Reads on behind what is not given yet. */
static bool read_more(gj_lines *lines, gj_error *error)
{
    gj_buffer *bytes = &lines->bytes;

    if (lines->start > 0) {
        bytes->length -= lines->start;
        lines->scanned -= lines->start;
        memmove(bytes->data, bytes->data + lines->start, bytes->length);
        lines->start = 0;
    }
    char *room = gj_buffer_room(bytes, CHUNK + GJ_PADDING);
    ssize_t count = lines->stream->read(lines->stream, room, CHUNK, error);
    lines->ended = count <= 0;
    if (count > 0)
        bytes->length += (size_t)count;
    memset(bytes->data + bytes->length, 0, GJ_PADDING);
    return count >= 0;
}

/** Finds the end of the line that begins at start; false where it is not
    read yet. */
static bool find_end(gj_lines *lines, size_t *end)
{
    const gj_buffer *bytes = &lines->bytes;
    const char *found = NULL;

    if (lines->scanned < bytes->length)
        found = memchr(bytes->data + lines->scanned, '\n',
                       bytes->length - lines->scanned);
    lines->scanned = found ? (size_t)(found - bytes->data) : bytes->length;
    *end = lines->scanned;
    return found != NULL || (lines->ended && lines->start < bytes->length);
}

/** Goes behind a line that is too long, without keeping it. */
static gj_lines_gave pass_over(gj_lines *lines, gj_error *error)
{
    size_t end;
    gj_error later = {0};

    while (!find_end(lines, &end) && !lines->ended) {
        lines->start = lines->scanned;
        read_more(lines, &later);
    }
    lines->start = lines->scanned =
        end < lines->bytes.length ? end + 1 : lines->bytes.length;
    gj_fail(error, GJ_FAILED_LIMIT, "此行超过上限 %zu 字节",
            "the line is longer than the limit of %zu bytes", lines->limit);
    return GJ_LINE_TOO_LONG;
}

gj_lines_gave gj_lines_next(gj_lines *lines, gj_text *line, gj_error *error)
{
    size_t end;

    for (;;) {
        bool found = find_end(lines, &end);
        if (!found && lines->ended)
            return GJ_LINE_END;
        if (end - lines->start > lines->limit) {
            lines->number++;
            return pass_over(lines, error);
        }
        if (!found && !read_more(lines, error)) {
            lines->number++;
            lines->start = lines->bytes.length;
            return GJ_LINE_BROKEN;
        }
        if (!found)
            continue;
        *line = (gj_text){lines->bytes.data + lines->start, end - lines->start};
        lines->start = lines->scanned =
            end < lines->bytes.length ? end + 1 : end;
        lines->number++;
        if (line->length > 1 || (line->length == 1 && line->data[0] != '\r'))
            return GJ_LINE_GIVEN;
    }
}

void gj_lines_free(gj_lines *lines)
{
    gj_buffer_free(&lines->bytes);
}

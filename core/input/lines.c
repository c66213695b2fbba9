#include "input/lines.h"

#include "document/document.h"
#include "document/input.h"

enum { CHUNK = 65536 };

void gj_lines_begin(gj_lines *lines, gj_stream *stream, gj_room room,
                    size_t limit)
{
    *lines = (gj_lines){.stream = stream,
                        .room = room,
                        .kept = {NULL, 0},
                        .limit = limit ? limit : gj_input_limit};
}

/** Reads on behind what is not given yet. */
static bool read_more(gj_lines *lines, gj_error *error)
{
    gj_text *kept = &lines->kept;
    char *start = gj_room_widen(&lines->room, *kept, CHUNK);
    char *end = start + kept->length;
    ssize_t count = lines->stream->read(lines->stream, end, CHUNK, error);

    lines->ended = count <= 0;
    if (count > 0)
        end += count;
    memset(end, 0, GJ_PADDING);
    *kept = (gj_text){start, (uint64_t)(end - start)};
    return count >= 0;
}

/** Finds the end of the line that is next; false where it is not read yet. */
static bool find_end(gj_lines *lines, size_t *end)
{
    size_t length = (size_t)lines->kept.length;
    const char *found = NULL;

    if (lines->scanned < length)
        found = memchr(lines->kept.data + lines->scanned, '\n',
                       length - lines->scanned);
    lines->scanned =
        found != NULL ? (size_t)(found - lines->kept.data) : length;
    *end = lines->scanned;
    return found != NULL || (lines->ended && length > 0);
}

/** Goes on behind a line, and behind its line feed where it has one. */
static void go_behind(gj_lines *lines, size_t end)
{
    size_t length = (size_t)lines->kept.length;
    size_t next = end < length ? end + 1 : length;

    lines->kept = (gj_text){lines->kept.data + next, length - next};
    lines->scanned = 0;
}

/** Goes behind a line that is too long, without keeping it. */
static gj_lines_gave pass_over(gj_lines *lines, gj_error *error)
{
    size_t end;

    while (!find_end(lines, &end) && !lines->ended) {
        go_behind(lines, end);
        if (!read_more(lines, error))
            return GJ_LINE_BROKEN;
    }
    go_behind(lines, end);
    gj_fail(error, GJ_FAILED_LIMIT, "此行超过上限 %zu 字节",
            "the line is longer than the limit of %zu bytes", lines->limit);
    return GJ_LINE_TOO_LONG;
}

/** Without the carriage return that a line may end with. */
static size_t length_of(const gj_lines *lines, size_t end)
{
    return end > 0 && lines->kept.data[end - 1] == '\r' ? end - 1 : end;
}

static gj_lines_gave next(gj_lines *lines, gj_text *line, gj_error *error)
{
    size_t end;

    lines->kept.data = gj_room_widen(&lines->room, lines->kept, 0);
    for (;;) {
        bool found = find_end(lines, &end);
        if (!found && lines->ended)
            return GJ_LINE_END;
        if (length_of(lines, end) > lines->limit) {
            lines->number++;
            return pass_over(lines, error);
        }
        if (!found && !read_more(lines, error)) {
            lines->number++;
            go_behind(lines, (size_t)lines->kept.length);
            return GJ_LINE_BROKEN;
        }
        if (!found)
            continue;
        *line = (gj_text){lines->kept.data, length_of(lines, end)};
        go_behind(lines, end);
        lines->number++;
        if (line->length > 0)
            return GJ_LINE_GIVEN;
    }
}

gj_lines_gave gj_lines_next(gj_lines *lines, gj_text *line, gj_error *error)
{
    gj_lines_gave kind = next(lines, line, error);

    lines->gave |= kind != GJ_LINE_END;
    return kind;
}

/* Reports that come one a line. Memory does not grow with their number. */
#ifndef GJ_INPUT_LINES_H
#define GJ_INPUT_LINES_H

#include "input/room.h"
#include "input/stream.h"

typedef struct gj_lines {
    gj_stream *stream;
    gj_room room;
    /** What is read and not given yet; it has no line feed before
        `scanned`. */
    gj_text kept;
    size_t scanned;
    size_t limit;
    /** Physical number of the line given last, from 1. */
    uint64_t number;
    bool ended;
    /** There was one, or something that should have been. */
    bool gave;
} gj_lines;

typedef enum gj_lines_gave {
    GJ_LINE_END,
    GJ_LINE_GIVEN,
    /** A line that is longer than the limit; the next may be sound. */
    GJ_LINE_TOO_LONG,
    /** The stream cannot be read on; END follows. */
    GJ_LINE_BROKEN
} gj_lines_gave;

/** Begins to read a stream. `limit` is in bytes, 0 for the default of
    gj_limits. */
void gj_lines_begin(gj_lines *lines, gj_stream *stream, gj_room room,
                    size_t limit);
/** Gives the next line that is not empty, without its end, lent until the
    next call and padded for gj_document_read(). A line that holds nothing but
    a carriage return is empty. Sets the error where it gives none. */
gj_lines_gave gj_lines_next(gj_lines *lines, gj_text *line, gj_error *error);

#endif

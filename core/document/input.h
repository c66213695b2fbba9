/* Bytes from files, with the padding that the reader needs. */
#ifndef GJ_DOCUMENT_INPUT_H
#define GJ_DOCUMENT_INPUT_H

#include "base/error.h"
#include "base/text.h"

/** Reads a whole file into `bytes` (cleared first, its memory kept), padded
    for gj_document_read(). "-" is standard input. Refuses what is larger than
    limit (0: the default of gj_limits) and what is no regular file, pipe or
    terminal. Fails with FILE or LIMIT, error's file set. */
gj_status gj_input_read(gj_buffer *bytes, const char *path, size_t limit,
                        gj_error *error);

#endif

/* Bytes from files, with the padding that the reader needs. */
#ifndef GJ_DOCUMENT_INPUT_H
#define GJ_DOCUMENT_INPUT_H

#include <sys/stat.h>

#include "base/error.h"
#include "base/text.h"

/** Largest input in bytes where gj_limits says nothing else. */
extern const size_t gj_input_limit;

/** Reads a whole file into `bytes` (cleared first, its memory kept), padded
    for gj_document_read(). "-" is standard input. Refuses what is larger than
    limit (0: the default of gj_limits), what is no regular file, pipe or
    terminal, and a pipe from which nothing comes: it does not wait for somebody
    to open a named one. Fails with FILE or LIMIT, error's file set. */
gj_status gj_input_read(gj_buffer *bytes, const char *path, size_t limit,
                        gj_error *error);

/** Opens a file, or gives standard input for "-", and sees that it is one
    that can be read to its end. `file` is -1 where that fails with FILE. */
gj_status gj_input_open(int *file, const char *path, struct stat *about,
                        gj_error *error);
/** The same, but does not wait for somebody to write to a named pipe: as long
    as nobody does, it is at its end. */
gj_status gj_input_open_at_once(int *file, const char *path, struct stat *about,
                                gj_error *error);
/** Fails with FILE: nobody has written to a pipe. */
gj_status gj_input_nobody_writes(gj_error *error);

/** Fails with FILE; the templates have one %s, for what errno says. */
gj_status gj_input_fail(gj_error *error, const char *zh, const char *en);
/** Fails with LIMIT. */
gj_status gj_input_too_large(gj_error *error, size_t limit);

#endif

/* Bytes that come piece by piece: a file, a gzip file, a member of an
 * archive. */
#ifndef GJ_INPUT_STREAM_H
#define GJ_INPUT_STREAM_H

#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "input/room.h"

/** How much may come out of what is compressed, so that a small file cannot
    keep the program busy for days. A count of 0 stands for the default. */
typedef struct gj_unpacking {
    /** Most bytes that one file may unpack to, members and all; and most
        bytes for each byte of the file. */
    uint64_t bytes;
    uint64_t ratio;
} gj_unpacking;

enum { GJ_DEFAULT_UNPACKED_GIB = 16, GJ_DEFAULT_RATIO = 200 };

/** Adds to what has come out of a file of which `packed` bytes were used.
    Fails with LIMIT. */
gj_status gj_unpacking_count(uint64_t *unpacked, size_t more, uint64_t packed,
                             const gj_unpacking *limits, gj_error *error);

typedef struct gj_stream {
    /** Gives up to `room` bytes; 0 at the end, -1 with the error set. */
    ssize_t (*read)(struct gj_stream *stream, char *to, size_t room,
                    gj_error *error);
    /** The file that the bytes come from; -1 where it is not the stream's. */
    int file;
    /** A pipe or terminal, on which reading may have to wait. */
    bool slow;
    /** Reading fails at once where nobody writes to a named pipe, rather than
        wait for somebody; set before the first reading. */
    bool impatient;
    /** What the file was when it was opened by its path. */
    struct stat about;
    /** Bytes of an ordinary file as it was opened, which need no second reading
        to see that they are all; 0 where that is not known. */
    uint64_t size;
    /** Set by a signal: waiting ends, and reading fails. May be NULL. */
    const volatile sig_atomic_t *stop;
    /** Called where reading would have to wait; may be NULL. */
    void (*waits)(void *context, int file);
    void *context;
    /** What the read function needs. */
    void *source;
    uint64_t unpacked;
    gj_unpacking limits;
} gj_stream;

/** Opens a file, or standard input for "-". Fails as gj_input_read() does. */
gj_status gj_stream_open(gj_stream *stream, const char *path, gj_error *error);
/** The same for a gzip file: gives what it was made from. What is damaged,
    cut off, no gzip file, or has something else than zeros behind its end,
    fails in reading with FILE, what unpacks to more than the limits with
    LIMIT. */
gj_status gj_stream_open_gzip(gj_stream *stream, const char *path,
                              const gj_unpacking *limits, gj_error *error);
/** Takes standard input as it is, also where it is a device. */
void gj_stream_open_stdin(gj_stream *stream);
void gj_stream_close(gj_stream *stream);

/** Reads a stream to its end, into a room; the bytes are padded for
    gj_document_read(). Fails with LIMIT beyond `limit` bytes (0: the default of
    gj_limits), and as the stream does. */
gj_status gj_stream_whole(gj_text *bytes, gj_stream *stream,
                          const gj_room *room, size_t limit, gj_error *error);

#endif

/* The file at hand: where it is, what it is, and whether it was at hand before
 * under another name. */
#ifndef GJ_INPUT_HAND_H
#define GJ_INPUT_HAND_H

#include "input/kind.h"
#include "input/seen.h"
#include "input/stream.h"

/** {0} and gj_hand_names() begin it. */
typedef struct gj_hand {
    /** Its path, and what is shown for it or for what is in it. */
    gj_buffer path;
    gj_buffer shown;
    gj_kind kind;
    /** It was found, rather than named; it was found and is named as well; it
        was at hand before. */
    bool found;
    bool named_too;
    bool again;
    /** Standard output goes there. */
    bool written;
    /** Bytes, time, and which file it is, as stat() says; 0 where it is no
        regular file. And the bytes of those before it. */
    uint64_t size;
    int64_t changed;
    uint64_t device;
    uint64_t number;
    uint64_t bytes_before;
    gj_seen seen;
} gj_hand;

/** Notes the files that a command line names: where a folder has one of them,
    it is as good as named. */
void gj_hand_names(gj_hand *hand, char *const *paths, size_t count);
/** Notes the file that standard output goes to, if it is one. */
void gj_hand_written(gj_hand *hand);
/** Takes a file, of which nothing is known yet. */
void gj_hand_take(gj_hand *hand, const char *path, bool found);
/** Whether it is what a folder has besides reports. */
bool gj_hand_is_other(const gj_hand *hand);
/** Notes what stat() says of it, and sees whether it was at hand before. */
void gj_hand_recognise(gj_hand *hand, const struct stat *about);
/** Opens it, to be unpacked where it is compressed. Fails as streams do. */
gj_status gj_hand_open(const gj_hand *hand, gj_stream *stream,
                       const gj_unpacking *limits, gj_error *error);
void gj_hand_free(gj_hand *hand);

#endif

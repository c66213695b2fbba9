/* Which files have been seen: a file counts once, whatever names lead to it.
 * What does not fit into a little memory goes into a temporary file, so that
 * memory does not grow with the number of files. */
#ifndef GJ_INPUT_SEEN_H
#define GJ_INPUT_SEEN_H

#include <stddef.h>
#include <sys/stat.h>

/** {0} has seen nothing. */
typedef struct gj_seen {
    /** A table of gj_seen_file, of which half is empty: here, or in a file
        (its descriptor plus one). */
    struct gj_seen_file *files;
    int store;
    size_t room;
    size_t count;
} gj_seen;

/** What is noted of a file. */
enum { GJ_SEEN_NAMED = 1, GJ_SEEN_GIVEN = 2, GJ_SEEN_WRITTEN = 4 };

/** Adds marks to a file's; returns those it had. */
unsigned gj_seen_note(gj_seen *seen, const struct stat *about, unsigned marks);
void gj_seen_free(gj_seen *seen);

#endif

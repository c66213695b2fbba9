/* When a draft is saved: inotify on the folders that its path goes through, so
 * that it makes no difference whether an editor writes to the file or puts
 * another in its place, or whether a whole folder comes or goes. */
#ifndef GJ_CLI_SAVES_H
#define GJ_CLI_SAVES_H

#include <stdbool.h>

#include "base/text.h"

/** {0} and gj_saves_open() begin it. */
typedef struct gj_saves {
    /** To be polled: readable when something has happened. */
    int file;
    /** What is waited for: files, and folders with all reports below them.
        Need not be there. NULL-terminated, borrowed. */
    const char *const *paths;
    /** What is read besides, whose going counts too. NULL-terminated,
        borrowed. */
    const char *const *needed;
    /** Files that are no drafts wherever they lie: what is written by whoever
        waits. NULL-terminated, borrowed. */
    const char *const *outputs;
    /** The folders watched. */
    struct gj_watched *watched;
    size_t watched_count;
    size_t watched_room;
    /** What of them is of interest. */
    struct gj_interest *interests;
    size_t interest_count;
    size_t interest_room;
    /** What was saved, or has gone, since gj_saves_clear(): the first one's
        path as it was given, and whether there was another; nobody can tell
        where too much happened at once. */
    gj_buffer saved;
    bool several;
    bool untold;
    /** The first folder that could not be watched. */
    gj_error error;
} gj_saves;

/** Begins to watch. Fails with FILE; close it all the same. */
gj_status gj_saves_open(gj_saves *saves, gj_error *error);
void gj_saves_close(gj_saves *saves);

/** Takes down what has happened up to now, without waiting. A file counts as
    saved when whoever wrote it has closed it, or when it, or a folder above
    it, got its name. Returns whether anything was saved, or has gone. */
bool gj_saves_take(gj_saves *saves);
void gj_saves_clear(gj_saves *saves);

#endif

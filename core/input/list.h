/* A list of paths, one a line. */
#ifndef GJ_INPUT_LIST_H
#define GJ_INPUT_LIST_H

#include <stdio.h>

#include "base/text.h"

typedef struct gj_list {
    FILE *file;
    gj_buffer line;
    /** What ends a path: a line feed, or 0 as `find -print0` writes it,
        whichever comes first; -1 as long as none has come. */
    int end;
    bool begun;
} gj_list;

/** Opens a list, "-" for standard input. Fails with FILE. */
gj_status gj_list_open(gj_list *list, const char *path, gj_error *error);
/** The next path, lent until the next call; NULL at the end. Empty lines are
    passed over, as are the carriage returns and the byte order mark that
    Windows writes. */
const char *gj_list_next(gj_list *list);
void gj_list_close(gj_list *list);

#endif

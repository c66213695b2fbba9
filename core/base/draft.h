/* A file that is written whole or not at all: as a draft beside it, which then
 * takes its name in one step. */
#ifndef GJ_BASE_DRAFT_H
#define GJ_BASE_DRAFT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/error.h"

typedef struct gj_draft {
    FILE *out;
    /** The file asked for; borrowed. */
    const char *file;
    /** The file that it leads to, and the draft; NULL for what is written to
        directly: devices and pipes. */
    char *target;
    char *path;
    /** Where bytes wait for more of them. */
    char *room;
    /** The errno of the first write that failed; 0 where none did, or nobody
        took it down. */
    int failure;
} gj_draft;

/** Whether two names are of one regular file, or would be of one that is not
    there yet. */
bool gj_same_file(const char *a, const char *b);

/** Opens a draft. Fails with FILE, also where the file is a symbolic link that
    leads nowhere. */
gj_status gj_draft_open(gj_draft *draft, const char *file, gj_error *error);
/** Closes it and gives it the file's name. Fails with FILE where it could not
    be written whole; then the file is as before. Frees the draft. */
gj_status gj_draft_keep(gj_draft *draft, gj_error *error);
/** Closes and removes it, if it is open at all. Frees the draft. */
void gj_draft_drop(gj_draft *draft);

#endif

/* The files below a folder, or that match a pattern, in the order of their
 * names. Memory grows with the largest folder, not with the tree. */
#ifndef GJ_INPUT_FOLDER_H
#define GJ_INPUT_FOLDER_H

#include <stdbool.h>

#include "base/text.h"

typedef struct gj_folder gj_folder;

/** What is found; the path is lent until the next call. */
typedef struct gj_found {
    const char *path;
    /** What cannot be entered or read: a number of errno, else 0. */
    int error;
    /** The pattern matches the file itself, not a folder that it is in. */
    bool matched;
} gj_found;

/** Opens a folder, of which symbolic links are followed and a loop of them is
    passed over, as is what is hidden. */
gj_folder *gj_folder_open(const char *path);
/** Opens a pattern: *, ? and […] stand for what they do in a shell, and **
    for any number of folders. What is hidden is matched by a dot only. Of a
    folder that matches, all files are given. */
gj_folder *gj_folder_match(const char *pattern);
/** False at the end. */
bool gj_folder_next(gj_folder *folder, gj_found *found);
void gj_folder_close(gj_folder *folder);

/** Whether a path has wildcard characters. */
bool gj_is_pattern(const char *path);

#endif

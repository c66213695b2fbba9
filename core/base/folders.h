/* Folders to look in, in the order in which they were named. */
#ifndef GJ_BASE_FOLDERS_H
#define GJ_BASE_FOLDERS_H

#include <dirent.h>

#include "base/memory.h"
#include "base/text.h"

/** {0} is an empty one. The folders are lent. */
typedef struct gj_folders {
    /** NULL-terminated; NULL where none was added. */
    const char **at;
    size_t count;
    size_t room;
} gj_folders;

/** As a list in any case. */
static inline const char *const *gj_folders_list(const gj_folders *folders)
{
    static const char *const none[] = {NULL};
    return folders->at != NULL ? folders->at : none;
}

void gj_folders_add(gj_folders *folders, const char *folder);
/** Adds each folder of a list with colons (NULL: nothing). An empty one would
    mean the working directory and is passed over. They live in the arena. */
void gj_folders_add_path(gj_folders *folders, const char *path,
                         gj_arena *arena);
void gj_folders_free(gj_folders *folders);

/** A folder that belongs to a program or library which lies in `from`, an
    absolute path without links: `built` as seen from there in a build tree,
   else `installed`. Empty where neither is there, or `from` is empty. Lives in
   the arena. */
gj_text gj_folder_of(gj_arena *arena, const char *from, const char *built,
                     const char *installed);

/** For scandir(): by the bytes of the names, whatever locale the process
    has. */
int gj_folder_order(const struct dirent **a, const struct dirent **b);

#endif

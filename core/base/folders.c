#include "base/folders.h"

#include <stdlib.h>
#include <unistd.h>

void gj_folders_add(gj_folders *folders, const char *folder)
{
    /* Two more: this one, and the NULL behind it. */
    gj_grow(&folders->at, folders->count + 1, &folders->room,
            sizeof *folders->at);
    folders->at[folders->count++] = folder;
    folders->at[folders->count] = NULL;
}

void gj_folders_add_path(gj_folders *folders, const char *path, gj_arena *arena)
{
    while (path != NULL && *path != '\0') {
        size_t length = strcspn(path, ":");
        if (length > 0)
            gj_folders_add(folders,
                           gj_arena_text(arena, (gj_text){path, length}).data);
        path += length + (path[length] == ':');
    }
}

void gj_folders_free(gj_folders *folders)
{
    free(folders->at);
    *folders = (gj_folders){0};
}

/** "folder/place", where a place that begins with ../ is one in the folder
    above: people should not have to read it. */
static gj_text join(gj_arena *arena, const char *folder, const char *place)
{
    size_t length = strlen(folder);

    while (strncmp(place, "../", 3) == 0) {
        const char *slash = memrchr(folder, '/', length);
        length = slash != NULL ? (size_t)(slash - folder) : 0;
        place += 3;
    }
    return gj_arena_print(arena, "%.*s/%s", (int)length, folder, place);
}

gj_text gj_folder_of(gj_arena *arena, const char *from, const char *built,
                     const char *installed)
{
    const char *const places[] = {built, installed};

    for (size_t i = 0; from[0] != '\0' && i < 2; i++) {
        gj_text folder = join(arena, from, places[i]);
        if (access(folder.data, R_OK | X_OK) == 0)
            return folder;
    }
    return (gj_text){"", 0};
}

int gj_folder_order(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

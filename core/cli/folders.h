/* Where plugins and forms are looked for. */
#ifndef GJ_CLI_FOLDERS_H
#define GJ_CLI_FOLDERS_H

#include "cli/settings.h"

/** Path of the running program, also where /proc is not there; NULL where it
    cannot be told. The caller frees it. */
char *gj_folders_program(void);

/** A folder that belongs to the program: `built` beside it in a build tree,
    else `installed`, both as seen from the program's folder. Empty where
    neither is there. Lives in the arena. */
gj_text gj_folders_own(gj_arena *arena, const char *built,
                       const char *installed);

/** The working directory, under the name by which the shell came to it. Empty
    where it cannot be told. Lives in the arena. */
gj_text gj_folders_working(gj_arena *arena);

/** Adds the folders of GOUJI_FORM_PATH and GOUJI_PLUGIN_PATH, and those that
    belong to the program: beside it in a build tree, else below the prefix it
    was installed in. The working directory is never among them. */
void gj_folders_add_defaults(gj_settings *settings);

#endif

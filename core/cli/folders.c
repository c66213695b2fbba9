#include "cli/folders.h"

#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

char *gj_folders_program(void)
{
    char *program = realpath("/proc/self/exe", NULL);

    /* In a bare chroot the kernel still tells under which path it started. */
    if (program == NULL)
        program = realpath((const char *)getauxval(AT_EXECFN), NULL);
    return program;
}

/** Folder of the running program; empty where it cannot be told. */
static gj_text program_folder(gj_arena *arena)
{
    char *program = gj_folders_program();
    const char *slash = program ? strrchr(program, '/') : NULL;
    gj_text folder = {"", 0};

    if (slash != NULL)
        folder =
            gj_arena_text(arena, (gj_text){program, (size_t)(slash - program)});
    free(program);
    return folder;
}

gj_text gj_folders_own(gj_arena *arena, const char *built,
                       const char *installed)
{
    return gj_folder_of(arena, program_folder(arena).data, built, installed);
}

gj_text gj_folders_working(gj_arena *arena)
{
    char *name = get_current_dir_name();
    gj_text working = gj_arena_text(arena, gj_text_of(name ? name : ""));

    free(name);
    return working;
}

/** Adds what the environment names, and then the program's own; returns that,
    or NULL. */
static const char *add_defaults(gj_folders *folders, gj_arena *arena,
                                const char *variable, gj_text own)
{
    gj_folders_add_path(folders, getenv(variable), arena);
    if (own.length > 0)
        gj_folders_add(folders, own.data);
    return own.length > 0 ? own.data : NULL;
}

void gj_folders_add_defaults(gj_settings *settings)
{
    gj_arena *arena = &settings->arena;

    add_defaults(&settings->form_folders, arena, "GOUJI_FORM_PATH",
                 gj_folders_own(arena, "schemas", "../share/gouji/schemas"));
    settings->own_plugins =
        add_defaults(&settings->plugin_folders, arena, "GOUJI_PLUGIN_PATH",
                     gj_folders_own(arena, "plugins", "../lib/gouji/plugins"));
}

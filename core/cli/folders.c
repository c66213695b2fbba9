#include "cli/folders.h"

#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

static void add(const char ***list, size_t *count, size_t *room,
                const char *folder)
{
    /* Two more: this one, and the NULL behind it. */
    gj_grow(list, *count + 1, room, sizeof **list);
    (*list)[(*count)++] = folder;
    (*list)[*count] = NULL;
}

void gj_folders_add_forms(gj_settings *settings, const char *folder)
{
    add(&settings->form_folders, &settings->form_folder_count,
        &settings->form_folder_room, folder);
}

void gj_folders_add_plugins(gj_settings *settings, const char *folder)
{
    add(&settings->plugin_folders, &settings->plugin_folder_count,
        &settings->plugin_folder_room, folder);
}

typedef void add_folder(gj_settings *settings, const char *folder);

/** Adds each folder of a list with colons. An empty one would mean the working
    directory and is passed over. */
static void add_path(gj_settings *settings, const char *path,
                     add_folder *add_to)
{
    while (path != NULL && *path != '\0') {
        size_t length = strcspn(path, ":");
        if (length > 0)
            add_to(
                settings,
                gj_arena_text(&settings->arena, (gj_text){path, length}).data);
        path += length + (path[length] == ':');
    }
}

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
    const char *const places[] = {built, installed};
    gj_text program = program_folder(arena);

    for (size_t i = 0; program.length > 0 && i < 2; i++) {
        gj_text folder =
            gj_arena_print(arena, "%s/%s", program.data, places[i]);
        if (access(folder.data, R_OK | X_OK) == 0)
            return folder;
    }
    return (gj_text){"", 0};
}

/** Adds the first of two folders that is there, as seen from the program;
    returns it, or NULL. */
static const char *add_own(gj_settings *settings, const char *built,
                           const char *installed, add_folder *add_to)
{
    gj_text folder = gj_folders_own(&settings->arena, built, installed);

    if (folder.length == 0)
        return NULL;
    add_to(settings, folder.data);
    return folder.data;
}

void gj_folders_add_defaults(gj_settings *settings)
{
    add_path(settings, getenv("GOUJI_FORM_PATH"), gj_folders_add_forms);
    add_path(settings, getenv("GOUJI_PLUGIN_PATH"), gj_folders_add_plugins);
    add_own(settings, "schemas", "../share/gouji/schemas",
            gj_folders_add_forms);
    settings->own_plugins = add_own(settings, "plugins", "../lib/gouji/plugins",
                                    gj_folders_add_plugins);
    /* The lists exist also where they are empty. */
    if (settings->form_folders == NULL)
        settings->form_folders = gj_new(1, sizeof(char *));
    if (settings->plugin_folders == NULL)
        settings->plugin_folders = gj_new(1, sizeof(char *));
}

/* Whether the libraries that a plugin needs have what it leaves undefined. They
 * are read like the plugin itself: nothing is loaded. */
#include <dlfcn.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "plugin/lint.h"

enum { MOST_LIBRARIES = 256, LONGEST_PATH = 4096 };

typedef struct searching {
    gj_lint *lint;
    /** Folder of the plugin, and of the C library. */
    gj_text origin;
    gj_text system;
    /** Names of the libraries to read, then those read; and the images. */
    const char *names[MOST_LIBRARIES];
    gj_image *images[MOST_LIBRARIES];
    size_t count;
} searching;

/** Folder of a path. */
static gj_text folder_of(gj_arena *arena, const char *path)
{
    gj_text copy = gj_arena_text(arena, gj_text_of(path));
    return gj_text_of(dirname((char *)(uintptr_t)copy.data));
}

static gj_text system_folder(gj_arena *arena)
{
    Dl_info info;

    if (dladdr((void *)(uintptr_t)free, &info) == 0 || info.dli_fname == NULL)
        return gj_text_of("/lib");
    return folder_of(arena, info.dli_fname);
}

static bool is_there(char *path, gj_text folder, const char *name)
{
    snprintf(path, LONGEST_PATH, "%.*s/%s", GJ_PRINT(folder), name);
    return access(path, R_OK) == 0;
}

/** Whether it is in one of the folders with colons between them, where
    $ORIGIN is the plugin's own. */
static bool find_in(char *path, const searching *s, const char *folders,
                    const char *name)
{
    for (const char *at = folders; at != NULL && *at != '\0';) {
        gj_text folder = {at, strcspn(at, ":")};
        gj_buffer whole = {0};
        at += folder.length + (at[folder.length] == ':');
        if (folder.length >= 7 && memcmp(folder.data, "$ORIGIN", 7) == 0)
            gj_buffer_print(&whole, "%.*s%.*s", GJ_PRINT(s->origin),
                            (int)folder.length - 7, folder.data + 7);
        else
            gj_buffer_text(&whole, folder);
        bool found =
            whole.length > 0 && is_there(path, gj_buffer_view(&whole), name);
        gj_buffer_free(&whole);
        if (found)
            return true;
    }
    return false;
}

static bool find_library(char *path, const searching *s, const gj_image *user,
                         const char *name)
{
    static const char folders[] =
        "/lib:/usr/lib:/lib64:/usr/lib64:/usr/local/lib";

    if (strchr(name, '/') != NULL)
        return is_there(path, gj_text_of("."), name);
    return find_in(path, s, user->run_path, name) ||
           find_in(path, s, getenv("LD_LIBRARY_PATH"), name) ||
           is_there(path, s->system, name) || find_in(path, s, folders, name);
}

static bool is_listed(const searching *s, const char *name)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->names[i], name) == 0)
            return true;
    return false;
}

static void add_needed(searching *s, const gj_image *user)
{
    char path[LONGEST_PATH];
    gj_error ignored = {0};

    for (size_t i = 0; i < user->needed_count; i++) {
        const char *name = user->needed[i];
        gj_image *image = NULL;
        if (is_listed(s, name) || s->count == MOST_LIBRARIES)
            continue;
        if (!find_library(path, s, user, name) ||
            gj_image_read(&image, path, &ignored) != GJ_OK) {
            gj_lint_say(s->lint, GJ_ERROR, "需要库 %s，但没有找到",
                        "it needs library %s, which was not found", name);
            continue;
        }
        s->names[s->count] = name;
        s->images[s->count++] = image;
    }
}

static bool is_given(const searching *s, const char *symbol)
{
    for (size_t i = 0; i < s->count; i++)
        if (gj_image_symbol(s->images[i], symbol) != NULL)
            return true;
    return false;
}

void gj_lint_libraries(gj_lint *lint, const gj_image *image, const char *path)
{
    searching s = {.lint = lint,
                   .origin = folder_of(&lint->arena, path),
                   .system = system_folder(&lint->arena)};

    add_needed(&s, image);
    for (size_t i = 0; i < s.count; i++)
        add_needed(&s, s.images[i]);
    for (size_t i = 0; i < image->symbol_count; i++) {
        const gj_symbol *symbol = &image->symbols[i];
        if (symbol->at == NULL && !symbol->weak && !is_given(&s, symbol->name))
            gj_lint_say(lint, GJ_ERROR,
                        "用到 %s，但它依赖的库都没有；它不能加载",
                        "it uses %s, which none of its libraries has; it "
                        "cannot be loaded",
                        symbol->name);
    }
    for (size_t i = 0; i < s.count; i++)
        gj_image_free(s.images[i]);
}

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "embed/embed.h"

/* ----------------------------------------------------------------- paths */

/** folder/name, to be freed; NULL where memory ran out. */
static char *join(const char *folder, const char *name)
{
    char *path;

    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}

/** Folder that this library was loaded from, to be freed; NULL where it cannot
    be told. */
static char *find_library(void)
{
    Dl_info about;
    char *path = NULL;

    if (dladdr((const void *)(uintptr_t)gouji_version, &about) != 0)
        path = realpath(about.dli_fname, NULL);
    char *slash = path != NULL ? strrchr(path, '/') : NULL;
    if (slash != NULL)
        *slash = '\0';
    return path;
}

/** Beside the library in a build tree, else where it was installed. */
static char *find_worker(char *library)
{
    char *path = join(library, "gouji-worker");
    char *slash = strrchr(library, '/');

    if (path == NULL || slash == NULL || access(path, X_OK) == 0)
        return path;
    free(path);
    *slash = '\0';
    path = join(library, "libexec/gouji/gouji-worker");
    *slash = '/';
    return path;
}

int32_t gj_paths_find(gj_paths *paths, const char *worker, gouji_error *error)
{
    *paths = (gj_paths){.working = getcwd(NULL, 0)};
    if (paths->working == NULL)
        paths->working = strdup("/");
    paths->library = find_library();
    if (paths->library == NULL)
        return gj_note(error, GOUJI_FAILED_WORKER, "无法确定 libgouji 的位置",
                       "it cannot be told where libgouji is");
    if (worker == NULL)
        paths->worker = find_worker(paths->library);
    else if (worker[0] == '/' || paths->working == NULL)
        paths->worker = strdup(worker);
    else
        paths->worker = join(paths->working, worker);
    return paths->worker != NULL && paths->working != NULL
               ? GOUJI_OK
               : gj_note_memory(error);
}

void gj_paths_free(gj_paths *paths)
{
    free(paths->library);
    free(paths->worker);
    free(paths->working);
    *paths = (gj_paths){0};
}

/* ----------------------------------------------------------------- links */

int32_t gj_link_open(gj_link *link, const gj_paths *paths, bool contained,
                     gouji_error *error)
{
    *link = (gj_link){.channel = -1};
    int32_t status = contained ? gj_worker_start(link, paths, error)
                               : gj_inside_begin(link, paths, error);
    link->up = status == GOUJI_OK;
    return status;
}

bool gj_link_ask(gj_link *link, const gj_question *head, const void *body,
                 size_t body_length, char **answer, size_t *length)
{
    *answer = NULL;
    *length = 0;
    return link->inside != NULL
               ? gj_inside_ask(link, head, body, body_length, answer, length)
               : gj_worker_ask(link, head, body, body_length, answer, length);
}

void gj_link_close(gj_link *link, int patience)
{
    if (!link->up)
        return;
    link->up = false;
    if (link->inside != NULL)
        gj_inside_end(link);
    else
        gj_worker_end(link, patience);
}

void gj_link_abandon(gj_link *link)
{
    if (link->up && link->inside == NULL)
        close(link->channel);
    link->up = false;
}

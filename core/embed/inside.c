/* The service in this process. It is loaded when it is first asked for, so that
 * who never does has nothing of it, nor of the libraries that it needs. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "embed/embed.h"

/* What plugins are promised: one thread at a time. It also guards the table. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static const gj_inside *loaded;

/** The table of gouji-inside.so, which lies beside the worker. Never unloaded:
    plugins that it has loaded are not, either. */
static const gj_inside *load(const gj_paths *paths, gouji_error *error)
{
    const char *slash = strrchr(paths->worker, '/');
    int folder = slash != NULL ? (int)(slash - paths->worker) + 1 : 0;
    char *path = NULL;

    if (asprintf(&path, "%.*sgouji-inside.so", folder, paths->worker) < 0) {
        gj_note_memory(error);
        return NULL;
    }
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    const gj_inside *table =
        library != NULL ? dlsym(library, GJ_INSIDE_SYMBOL) : NULL;
    if (table == NULL) {
        const char *reason = dlerror();
        gj_note(error, GOUJI_FAILED_WORKER, "无法载入 gouji-inside.so：%s",
                "gouji-inside.so cannot be loaded: %s",
                reason != NULL ? reason : "?");
        gj_note_file(error, path);
    }
    free(path);
    return table;
}

int32_t gj_inside_begin(gj_link *link, const gj_paths *paths,
                        gouji_error *error)
{
    int32_t status = GOUJI_OK;

    pthread_mutex_lock(&turn);
    if (loaded == NULL)
        loaded = load(paths, error);
    if (loaded == NULL) {
        status = error != NULL ? error->status : GOUJI_FAILED_WORKER;
    } else {
        link->inside = loaded;
        link->service = loaded->begin();
        if (link->service == NULL)
            status = gj_note_memory(error);
    }
    pthread_mutex_unlock(&turn);
    return status;
}

bool gj_inside_ask(gj_link *link, const gj_question *head, const void *body,
                   size_t body_length, char **answer, size_t *length)
{
    uint64_t number = 0;

    pthread_mutex_lock(&turn);
    int done = link->inside->answer(link->service, head->data, head->length,
                                    body, body_length, answer, &number);
    pthread_mutex_unlock(&turn);
    *length = (size_t)number;
    link->exhausted = done == 0;
    return done != 0;
}

void gj_inside_end(gj_link *link)
{
    if (link->exhausted)
        return;
    pthread_mutex_lock(&turn);
    link->inside->end(link->service);
    pthread_mutex_unlock(&turn);
}

/* A plugin that was made elsewhere may spoil more than itself while it is
 * loaded: damage memory that others have, close what the worker needs, say one
 * thing now and another then. What died of it does not tell who it was. So each
 * is tried without the others; those of the program's own folder, in which
 * somebody may have put one, without the strangers. */
#include <stdlib.h>

#include "engine/crew.h"

/* -------------------------------------------------------------- suspects */

typedef struct listing {
    const gj_pool *pool;
    /** Whether those are listed that came with the program, or the others. */
    bool own;
    char **files;
    size_t count;
    size_t room;
} listing;

static const gj_error *refusal_of(const gj_pool *pool, const char *file)
{
    for (size_t i = 0; i < pool->deadly_count; i++)
        if (strcmp(pool->deadly[i].file, file) == 0)
            return &pool->deadly[i];
    return NULL;
}

static void suspect(void *context, const char *path)
{
    listing *l = context;

    if (gj_crew_is_own(l->pool, gj_text_of(path)) != l->own ||
        refusal_of(l->pool, path) != NULL)
        return;
    gj_grow(&l->files, l->count, &l->room, sizeof *l->files);
    l->files[l->count++] = gj_copy(path, strlen(path));
}

static void free_files(char **files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(files[i]);
    free(files);
}

static size_t list(const gj_pool *pool, bool own, char ***files)
{
    const char *const *folders = pool->options.engine.plugin_folders;
    listing l = {.pool = pool, .own = own};

    for (size_t i = 0; folders[i] != NULL; i++)
        gj_plugins_list(folders[i], suspect, &l);
    if (files != NULL)
        *files = l.files;
    else
        free_files(l.files, l.count);
    return l.count;
}

size_t gj_crew_suspects(const gj_pool *pool, char ***files)
{
    return list(pool, false, files);
}

/* ---------------------------------------------------------------- trials */

static void accuse(gj_pool *pool, const char *file)
{
    gj_error error = {0};

    gj_fail(&error, GJ_FAILED_PLUGIN, "插件在加载时出错：妨碍了程序或其他插件",
            "the plugin misbehaved while it was loaded: it disturbed the "
            "program or other plugins");
    gj_crew_refuse(pool, file, &error);
}

/** Loads one of the suspects without the others. Returns whether it is at
    fault, and for what, where it could be told. */
static bool is_guilty(gj_pool *pool, char **files, size_t count, size_t index,
                      gj_error *why)
{
    size_t before = pool->deadly_count;
    gj_error error;

    for (size_t i = 0; i < count; i++)
        if (i != index)
            accuse(pool, files[i]);
    gj_crew_assemble(pool, &error);
    const gj_error *refusal = refusal_of(pool, files[index]);
    bool guilty = pool->meddled || refusal != NULL;
    *why = refusal != NULL ? *refusal : (gj_error){0};
    pool->deadly_count = before;
    return guilty;
}

static void accuse_all(gj_pool *pool, char **files, size_t count)
{
    for (size_t i = 0; i < count; i++)
        accuse(pool, files[i]);
}

/** Tries each of the suspects without the others, and refuses the guilty ones;
    all, where that does not help. */
static gj_status try_each(gj_pool *pool, char **files, size_t count,
                          gj_error *error)
{
    gj_error *why = gj_new(count, sizeof *why);
    bool *guilty = gj_new(count, sizeof *guilty);
    size_t before = pool->deadly_count;

    for (size_t i = 0; i < count; i++)
        guilty[i] = count == 1 || is_guilty(pool, files, count, i, &why[i]);
    for (size_t i = 0; i < count; i++)
        if (guilty[i] && why[i].status != GJ_OK)
            gj_crew_refuse(pool, files[i], &why[i]);
        else if (guilty[i])
            accuse(pool, files[i]);
    gj_status status = gj_crew_assemble(pool, error);
    for (size_t i = 0; i < count && pool->meddled; i++)
        if (!guilty[i])
            accuse(pool, files[i]);
    if (pool->meddled)
        status = gj_crew_assemble(pool, error);
    if (pool->meddled)
        pool->deadly_count = before;
    free(why);
    free(guilty);
    return status;
}

/** Refuses what is wrong in the program's own folder: what goes wrong without
    the strangers is none of theirs. Returns whether there was anything. */
static bool clear_own(gj_pool *pool, char **strangers, size_t count)
{
    size_t before = pool->deadly_count;
    gj_error error;

    accuse_all(pool, strangers, count);
    gj_crew_assemble(pool, &error);
    if (pool->meddled) {
        char **files;
        size_t own = list(pool, true, &files);
        try_each(pool, files, own, &error);
        free_files(files, own);
    }
    size_t found = pool->deadly_count - before - count;
    if (found > 0)
        memmove(pool->deadly + before, pool->deadly + before + count,
                found * sizeof *pool->deadly);
    pool->deadly_count = before + found;
    return found > 0;
}

gj_status gj_crew_find_meddler(gj_pool *pool, gj_error *error)
{
    char **strangers;
    size_t count = gj_crew_suspects(pool, &strangers);
    bool cleared = clear_own(pool, strangers, count);
    gj_status status = cleared ? gj_crew_assemble(pool, error) : GJ_OK;

    if (!cleared || pool->meddled)
        status = try_each(pool, strangers, count, error);
    free_files(strangers, count);
    return status;
}

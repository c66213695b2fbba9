#include "engine/pool.h"

#include <stdlib.h>

struct gj_pool {
    gj_engine engine;
    gj_deliver *deliver;
    void *context;
    gj_result result;
    gj_buffer bytes;
    gj_buffer record;
};

gj_status gj_pool_open(gj_pool **out, const gj_pool_options *options,
                       gj_deliver *deliver, void *context, gj_error *error)
{
    gj_pool *pool = gj_new(1, sizeof *pool);

    *out = pool;
    pool->deliver = deliver;
    pool->context = context;
    return gj_engine_open(&pool->engine, &options->engine, error);
}

void gj_pool_close(gj_pool *pool)
{
    if (pool == NULL)
        return;
    gj_engine_close(&pool->engine);
    gj_result_free(&pool->result);
    gj_buffer_free(&pool->bytes);
    gj_buffer_free(&pool->record);
    free(pool);
}

/** Checks in this process. */
static gj_status check(gj_pool *pool, const gj_task *task)
{
    gj_engine *engine = &pool->engine;

    gj_buffer_clear(&pool->record);
    if (task->pass)
        return GJ_OK;
    if (task->error != NULL) {
        gj_engine_refuse(engine, &task->source, task->error, &pool->record);
        return task->error->status;
    }
    gj_buffer_clear(&pool->bytes);
    gj_buffer_text(&pool->bytes, task->bytes);
    memset(gj_buffer_room(&pool->bytes, GJ_PADDING), 0, GJ_PADDING);
    gj_status status =
        gj_engine_check(engine, &task->source, gj_buffer_view(&pool->bytes),
                        task->found, &pool->record);
    return status == GJ_OK ? engine->last : status;
}

void gj_pool_submit(gj_pool *pool, const gj_task *task)
{
    gj_engine *engine = &pool->engine;
    gj_outcome outcome = {.source = task->source,
                          .tag = task->tag,
                          .status = check(pool, task),
                          .record = gj_buffer_view(&pool->record)};

    if (outcome.record.length > 0 &&
        gj_result_read(&pool->result, outcome.record, engine->catalogues,
                       engine->catalogue_count))
        outcome.result = &pool->result;
    pool->deliver(pool->context, &outcome);
}

void gj_pool_drain(gj_pool *pool)
{
    (void)pool;
}

const gj_error *gj_pool_broken(const gj_pool *pool, size_t index)
{
    const gj_engine *engine = &pool->engine;

    for (size_t i = 0; i < engine->kit_count; i++)
        if (engine->kits[i] == NULL && index-- == 0)
            return &engine->broken[i];
    return NULL;
}

const gj_error *gj_pool_refusal(const gj_pool *pool, size_t index)
{
    const gj_plugins *plugins = &pool->engine.plugins;
    return index < plugins->refusal_count ? &plugins->refusals[index] : NULL;
}

gj_catalogue *const *gj_pool_catalogues(const gj_pool *pool, size_t *count)
{
    *count = pool->engine.catalogue_count;
    return pool->engine.catalogues;
}

#include "engine/pool.h"

#include <stdlib.h>

#include "engine/crew.h"

/* ------------------------------------------------------------ open, close */

gj_status gj_pool_begin(gj_pool **out, const gj_pool_options *options,
                        gj_deliver *deliver, void *context, gj_error *error)
{
    gj_pool *pool = gj_new(1, sizeof *pool);

    *out = pool;
    pool->options = *options;
    pool->deliver = deliver;
    pool->context = context;
    return gj_engine_open_forms(&pool->engine, &options->engine, error);
}

gj_status gj_pool_start(gj_pool *pool, gj_error *error)
{
    return pool->options.workers == 0 ? GJ_OK : gj_crew_begin(pool, error);
}

gj_status gj_pool_load(gj_pool *pool, gj_error *error)
{
    if (pool->options.workers == 0)
        return gj_engine_open_plugins(&pool->engine, error);
    if (pool->groups == NULL && gj_crew_begin(pool, error) != GJ_OK)
        return error->status;
    return gj_crew_open(pool, error);
}

gj_status gj_pool_open(gj_pool **pool, const gj_pool_options *options,
                       gj_deliver *deliver, void *context, gj_error *error)
{
    gj_status status = gj_pool_begin(pool, options, deliver, context, error);

    return status == GJ_OK ? gj_pool_load(*pool, error) : status;
}

void gj_pool_on_pause(gj_pool *pool, gj_pause *pause)
{
    pool->pause = pause;
}

void gj_pool_close(gj_pool *pool)
{
    if (pool == NULL)
        return;
    gj_engine_close(&pool->engine);
    gj_result_free(&pool->result);
    gj_result_free(&pool->part_result);
    gj_buffer_free(&pool->bytes);
    gj_buffer_free(&pool->room);
    gj_buffer_free(&pool->record);
    gj_buffer_free(&pool->faulted);
    /* Workers end meanwhile. */
    if (pool->options.workers > 0)
        gj_crew_close(pool);
    free(pool);
}

gj_status gj_pool_end(gj_pool *pool, gj_error *error)
{
    gj_death death;

    if (pool->options.workers == 0 || gj_crew_dismiss(pool, &death))
        return GJ_OK;
    gj_fail(error, GJ_FAILED_PLUGIN, "插件在关闭时出错：%s%.0s",
            "the plugin misbehaved while it was closed: %.0s%s", death.zh,
            death.en);
    gj_error_file(error, death.recorder.file);
    return error->status;
}

/* ---------------------------------------------------------- what is known */

static bool has_workers(const gj_pool *pool)
{
    return pool->options.workers > 0;
}

const gj_error *gj_pool_broken(const gj_pool *pool, size_t index)
{
    const gj_error *broken =
        has_workers(pool) ? pool->handover.broken : pool->engine.broken;
    size_t count =
        has_workers(pool) ? pool->handover.kit_count : pool->engine.kit_count;

    for (size_t i = 0; broken != NULL && i < count; i++)
        if (broken[i].status != GJ_OK && index-- == 0)
            return &broken[i];
    return NULL;
}

const gj_error *gj_pool_refusal(const gj_pool *pool, size_t index)
{
    const gj_plugins *plugins = &pool->engine.plugins;

    if (has_workers(pool))
        return index < pool->handover.refusal_count
                   ? &pool->handover.refusals[index]
                   : NULL;
    return index < plugins->refusal_count ? &plugins->refusals[index] : NULL;
}

gj_engine *gj_pool_engine(gj_pool *pool)
{
    return &pool->engine;
}

gj_catalogue *gj_pool_catalogue(const gj_pool *pool, size_t form)
{
    const gj_engine *engine = &pool->engine;
    size_t kit = form + 1;

    if (has_workers(pool))
        return pool->whole != NULL && kit < pool->handover.kit_count &&
                       pool->handover.broken[kit].status == GJ_OK
                   ? &pool->whole[kit]
                   : NULL;
    return kit < engine->kit_count && engine->kits[kit] != NULL
               ? &engine->kits[kit]->catalogue
               : NULL;
}

gj_status gj_pool_examination(const gj_examination **examination,
                              const gj_pool *pool, size_t form, gj_error *error)
{
    const gj_error *broken = &pool->handover.broken[form + 1];
    const gj_error *unexamined = &pool->handover.unexamined;

    *examination = &pool->handover.examination;
    *error = broken->status != GJ_OK ? *broken : *unexamined;
    return error->status;
}

gj_catalogue *const *gj_pool_catalogues(const gj_pool *pool, size_t *count)
{
    *count = has_workers(pool) ? pool->catalogue_count
                               : pool->engine.catalogue_count;
    return has_workers(pool) ? pool->catalogues : pool->engine.catalogues;
}

/* -------------------------------------------------------- in this process */

uint32_t gj_pool_day(const gj_pool *pool, const gj_task *task)
{
    return task->today != 0 ? task->today : pool->options.engine.today;
}

/** What is read into a room of the pool's is padded there. */
static gj_text pad(gj_pool *pool, gj_text bytes)
{
    uintptr_t at = (uintptr_t)bytes.data;
    uintptr_t room = (uintptr_t)pool->room.data;

    if (at >= room && at < room + pool->room.room)
        return bytes;
    gj_buffer_clear(&pool->bytes);
    gj_buffer_text(&pool->bytes, bytes);
    memset(gj_buffer_room(&pool->bytes, GJ_PADDING), 0, GJ_PADDING);
    return gj_buffer_view(&pool->bytes);
}

static gj_status check_here(gj_pool *pool, const gj_task *task)
{
    gj_engine *engine = &pool->engine;

    gj_buffer_clear(&pool->record);
    if (task->pass)
        return GJ_OK;
    if (task->past != NULL) {
        gj_buffer_text(&pool->record, task->past->record);
        return task->past->status;
    }
    if (task->error != NULL) {
        gj_engine_refuse(engine->catalogues[0], &task->source, task->error,
                         &pool->record);
        return task->error->status;
    }
    engine->options.today = gj_pool_day(pool, task);
    gj_status status =
        gj_engine_check(engine, &task->source, pad(pool, task->bytes),
                        task->found, &pool->record);
    return status == GJ_OK ? engine->last : status;
}

/* --------------------------------------------------------------- delivery */

/** Gives out a result that is complete; false where it cannot be read. */
static bool deliver(gj_pool *pool, gj_outcome *outcome)
{
    size_t count;
    gj_catalogue *const *catalogues = gj_pool_catalogues(pool, &count);

    if (outcome->record.length > 0) {
        if (!gj_result_read(&pool->result, outcome->record, catalogues, count))
            return false;
        outcome->result = &pool->result;
    }
    pool->deliver(pool->context, outcome);
    return true;
}

static bool is_answered(const gj_pool *pool, const gj_batch *batch,
                        uint32_t input)
{
    if (batch->members[input].settled)
        return true;
    for (uint32_t g = 0; g < pool->group_count; g++)
        if (!gj_merge_has(pool, batch, g, input))
            return false;
    return true;
}

/** Finds the record of an input that was answered; false, with *group set,
    where a group's answer is not sound. */
static bool find_record(gj_pool *pool, gj_batch *batch, uint32_t input,
                        gj_outcome *outcome, uint32_t *group)
{
    const gj_member *member = &batch->members[input];
    const gj_answer *answer = &batch->parts[0].answers[input];

    *group = 0;
    if (member->settled) {
        outcome->status = member->status;
        outcome->record = (gj_text){batch->known.data + member->known.at,
                                    member->known.length};
        return true;
    }
    outcome->status = answer->status <= GJ_FAILED_USAGE
                          ? (gj_status)answer->status
                          : GJ_FAILED_PLUGIN;
    if (answer->record.length == 0 && !answer->passed_over)
        return false;
    for (uint32_t g = 0; g < pool->group_count; g++)
        if (batch->parts[g].answers[input].nanoseconds > outcome->nanoseconds)
            outcome->nanoseconds = batch->parts[g].answers[input].nanoseconds;
    gj_buffer_clear(&pool->record);
    if (pool->group_count > 1) {
        if (!gj_merge(pool, batch, input, &pool->record, group))
            return false;
        outcome->record = gj_buffer_view(&pool->record);
    } else {
        outcome->record =
            (gj_text){batch->parts[0].bytes.data + answer->record.at,
                      answer->record.length};
    }
    return true;
}

/** Gives out the next result of a batch, if it is there. */
static bool deliver_next(gj_pool *pool, gj_batch *batch)
{
    uint32_t input = batch->delivered;
    uint32_t group;

    if (input == batch->count || !is_answered(pool, batch, input))
        return false;
    const gj_member *member = &batch->members[input];
    gj_outcome outcome = {
        .source = {{batch->in->data + member->path.at, member->path.length},
                   member->record},
        .tag = member->tag};
    outcome.faults = gj_faults_list(pool, batch, input);
    if (find_record(pool, batch, input, &outcome, &group) &&
        deliver(pool, &outcome)) {
        batch->delivered++;
        return true;
    }
    gj_faults_doubt(pool, batch, group, input);
    return false;
}

static void pause_after(gj_pool *pool, bool delivered)
{
    if (delivered && pool->pause != NULL)
        pool->pause(pool->context);
}

/** Exchanges with the workers, and gives out what has become ready. */
static void advance(gj_pool *pool, bool wait)
{
    bool delivered = false;
    gj_batch *batch;

    gj_work(pool, wait);
    while ((batch = gj_batch_oldest(pool)) != NULL &&
           batch->state == GJ_BATCH_CLOSED) {
        while (deliver_next(pool, batch))
            delivered = true;
        if (batch->delivered < batch->count)
            break;
        gj_batch_reset(pool, batch);
    }
    pause_after(pool, delivered);
}

/* ------------------------------------------------------------- submission */

static void submit_here(gj_pool *pool, const gj_task *task)
{
    gj_outcome outcome = {.source = task->source,
                          .tag = task->tag,
                          .status = check_here(pool, task),
                          .record = gj_buffer_view(&pool->record)};

    if (!deliver(pool, &outcome))
        pool->deliver(pool->context, &outcome);
    pause_after(pool, true);
}

/** The batch for so many bytes, as soon as there is one. */
static gj_batch *wait_for(gj_pool *pool, size_t bytes)
{
    gj_batch *batch;

    while ((batch = gj_batch_for(pool, bytes)) == NULL)
        advance(pool, true);
    return batch;
}

static void submit(gj_pool *pool, const gj_task *task)
{
    uint64_t batches = pool->next_batch;
    gj_batch *batch = wait_for(pool, gj_batch_need(pool, task));

    gj_batch_add(pool, batch, task);
    if (batch->state == GJ_BATCH_CLOSED || pool->next_batch != batches)
        advance(pool, false);
}

char *gj_pool_room(gj_pool *pool, gj_text kept, size_t more)
{
    size_t bytes = (size_t)kept.length + more + GJ_PADDING;
    char *at;

    if (!has_workers(pool) || bytes > gj_batch_largest(pool))
        return gj_buffer_widen(&pool->room, kept, more + GJ_PADDING);
    while ((at = gj_batch_room(pool, kept, more + GJ_PADDING)) == NULL) {
        wait_for(pool, bytes);
        /* Before the first there is none to exchange, and perhaps no worker
           that has loaded. */
        if (pool->next_batch > 1)
            advance(pool, false);
    }
    if (kept.length > 0 && at != kept.data)
        memmove(at, kept.data, kept.length);
    return at;
}

static void refuse(gj_pool *pool, const gj_task *task)
{
    gj_error error = {0};
    gj_task refused = *task;

    gj_fail(&error, GJ_FAILED_LIMIT, "文件超过上限 %zu 字节",
            "the file is larger than the limit of %zu bytes",
            gj_batch_largest(pool));
    refused.error = &error;
    submit(pool, &refused);
}

void gj_pool_submit(gj_pool *pool, const gj_task *task)
{
    if (!has_workers(pool))
        submit_here(pool, task);
    else if (task->error == NULL && task->past == NULL &&
             task->bytes.length > gj_batch_largest(pool))
        refuse(pool, task);
    else
        submit(pool, task);
}

bool gj_pool_submit_ahead(gj_pool *pool, const gj_task *task)
{
    if (!has_workers(pool) || task->bytes.length > gj_batch_largest(pool))
        return false;
    gj_batch_add(pool, gj_batch_for(pool, gj_batch_need(pool, task)), task);
    return true;
}

static bool is_readable(int file)
{
    struct pollfd input = {.fd = file, .events = POLLIN};

    return file >= 0 && poll(&input, 1, 0) > 0;
}

void gj_pool_settle(gj_pool *pool, int file)
{
    gj_batch *last;

    if (!has_workers(pool) || pool->next_batch == 0)
        return;
    last = &pool->batches[(pool->next_batch - 1) % pool->batch_count];
    if (last->state == GJ_BATCH_FILLING)
        gj_batch_shut(last);
    while (gj_batch_oldest(pool) != NULL && !is_readable(file))
        advance(pool, true);
}

void gj_pool_drain(gj_pool *pool)
{
    gj_pool_settle(pool, -1);
}

void gj_pool_finish(gj_pool *pool)
{
    gj_pool_drain(pool);
    gj_crew_release(pool);
}

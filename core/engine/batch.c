#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

#include "engine/crew.h"

enum {
    /** Batches for each worker: one it is at, one that lies ready, one that
        is delivered. */
    PER_WORKER = 3,
    /** Room for paths, and for reading on, besides the largest report. */
    SPARE = 1 << 20,
    DEFAULT_LIMIT = 64 << 20
};

/* ---------------------------------------------------------------- memory */

static gj_status fail_memory(gj_error *error)
{
    return gj_fail_reason(error, GJ_FAILED_MEMORY, "无法建立共享内存：%s",
                          "shared memory cannot be had: %s", errno);
}

/** Of the ways to share memory, this is one whose pages a worker can be given
    so that it can never make them writable, and that no limit on the size of
    files applies to. It is gone when the last process that has it is; no signal
    may come before that is so. */
static char *share(size_t bytes, int *number)
{
    char *memory = (char *)-1;
    sigset_t all;
    sigset_t before;

    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    *number = shmget(IPC_PRIVATE, bytes, IPC_CREAT | SHM_NORESERVE | 0600);
    if (*number >= 0) {
        memory = shmat(*number, NULL, 0);
        shmctl(*number, IPC_RMID, NULL);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return memory;
}

static bool open_inputs(gj_pool *pool, gj_error *error)
{
    char *memory = share(pool->in_bytes * pool->batch_count, &pool->inputs);

    if (memory == (char *)-1) {
        fail_memory(error);
        return false;
    }
    for (uint32_t i = 0; i < pool->batch_count; i++)
        pool->batches[i].in = (gj_batch_in *)(memory + i * pool->in_bytes);
    return true;
}

bool gj_batches_open(gj_pool *pool, gj_error *error)
{
    size_t limit = pool->options.engine.limits.bytes;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t bytes = sizeof(gj_batch_in) + SPARE + GJ_BATCH_BYTES + GJ_PADDING;

    bytes += limit ? limit : DEFAULT_LIMIT;
    pool->in_bytes = (bytes + page - 1) / page * page;
    pool->batch_count = pool->options.workers * PER_WORKER + 1;
    pool->batches = gj_new(pool->batch_count, sizeof *pool->batches);
    return open_inputs(pool, error);
}

bool gj_batches_add_group(gj_pool *pool, gj_squad *group)
{
    group->outs = gj_new(pool->batch_count, sizeof *group->outs);
    for (uint32_t i = 0; i < pool->batch_count; i++) {
        void *out = mmap(NULL, sizeof(gj_batch_out), PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (out == MAP_FAILED)
            return false;
        group->outs[i] = out;
        free(pool->batches[i].parts);
        pool->batches[i].parts =
            gj_new(pool->group_count, sizeof *pool->batches[i].parts);
    }
    return true;
}

void gj_batches_close(gj_pool *pool)
{
    for (uint32_t i = 0; i < pool->batch_count; i++) {
        gj_batch *batch = &pool->batches[i];
        for (uint32_t g = 0; batch->parts && g < pool->group_count; g++)
            gj_buffer_free(&batch->parts[g].bytes);
        free(batch->parts);
        free(batch->blames);
        gj_buffer_free(&batch->known);
        gj_arena_free(&batch->arena);
    }
    if (pool->batch_count > 0 && pool->batches[0].in != NULL)
        shmdt(pool->batches[0].in);
    free(pool->batches);
}

/* ---------------------------------------------------------------- inputs */

static gj_batch *batch_at(const gj_pool *pool, uint64_t number)
{
    return &pool->batches[number % pool->batch_count];
}

gj_batch *gj_batch_oldest(gj_pool *pool)
{
    uint64_t number = pool->next_batch > pool->batch_count
                          ? pool->next_batch - pool->batch_count
                          : 0;

    for (; number < pool->next_batch; number++)
        if (batch_at(pool, number)->state != GJ_BATCH_FREE)
            return batch_at(pool, number);
    return NULL;
}

/** Bytes of reports and paths, behind which something is readable. */
static size_t room_of(const gj_pool *pool)
{
    return pool->in_bytes - sizeof(gj_batch_in) - GJ_PADDING;
}

static size_t left_in(const gj_pool *pool, const gj_batch *batch)
{
    return room_of(pool) - batch->used - batch->named;
}

size_t gj_batch_largest(const gj_pool *pool)
{
    return room_of(pool) - SPARE;
}

void gj_batch_shut(gj_batch *batch)
{
    batch->in->count = batch->count;
    batch->state = GJ_BATCH_CLOSED;
}

static gj_batch *filling(const gj_pool *pool)
{
    gj_batch *last = batch_at(pool, pool->next_batch - 1);

    return pool->next_batch > 0 && last->state == GJ_BATCH_FILLING ? last
                                                                   : NULL;
}

gj_batch *gj_batch_for(gj_pool *pool, size_t bytes)
{
    gj_batch *last = filling(pool);

    if (last != NULL && bytes <= left_in(pool, last))
        return last;
    if (last != NULL)
        gj_batch_shut(last);
    gj_batch *batch = batch_at(pool, pool->next_batch);
    if (batch->state != GJ_BATCH_FREE)
        return NULL;
    pool->next_batch++;
    batch->state = GJ_BATCH_FILLING;
    batch->first = pool->submitted;
    return batch;
}

/* ----------------------------------------------------------------- places */

/** Whether bytes stand where the batch's next report may be, with `more` behind
    them. */
static bool stands_in(const gj_pool *pool, const gj_batch *batch, gj_text bytes,
                      size_t more)
{
    uintptr_t start = (uintptr_t)(batch->in->data + batch->used);
    uintptr_t at = (uintptr_t)bytes.data;
    size_t left = left_in(pool, batch);

    return at >= start && at - start <= left &&
           bytes.length + more <= left - (at - start);
}

char *gj_batch_room(const gj_pool *pool, gj_text kept, size_t more)
{
    const gj_batch *batch = filling(pool);

    if (batch == NULL)
        return NULL;
    if (kept.length > 0 && stands_in(pool, batch, kept, more))
        return batch->in->data + (kept.data - batch->in->data);
    return kept.length + more <= left_in(pool, batch)
               ? batch->in->data + batch->used
               : NULL;
}

size_t gj_batch_need(const gj_pool *pool, const gj_task *task)
{
    const gj_batch *batch = filling(pool);
    size_t bytes = (size_t)task->source.path.length + 1;

    if (task->pass || task->error != NULL || task->past != NULL)
        return bytes;
    bytes += (size_t)task->bytes.length;
    if (batch != NULL && stands_in(pool, batch, task->bytes, 0))
        bytes += (size_t)(task->bytes.data - batch->in->data) - batch->used;
    return bytes;
}

/** Takes the bytes of a report, which may stand in their place. */
static gj_span put_bytes(const gj_pool *pool, gj_batch *batch, gj_text bytes)
{
    if (bytes.length > 0 && stands_in(pool, batch, bytes, 0))
        batch->used = (uint64_t)(bytes.data - batch->in->data);
    else if (bytes.length > 0)
        memcpy(batch->in->data + batch->used, bytes.data, bytes.length);
    gj_span span = {batch->used, bytes.length};
    batch->used += bytes.length;
    return span;
}

/** Reports that come as lines are all of one path. */
static gj_span put_path(const gj_pool *pool, gj_batch *batch, gj_text path)
{
    size_t end = room_of(pool) - batch->named;
    const char *last = batch->in->data + end;
    gj_span before = {end, path.length};

    if (batch->named > path.length && last[path.length] == '\0' &&
        memcmp(last, path.data, path.length) == 0)
        return before;
    batch->named += path.length + 1;
    gj_span span = {end - path.length - 1, path.length};
    memcpy(batch->in->data + span.at, path.data, path.length);
    batch->in->data[span.at + path.length] = '\0';
    return span;
}

/* ----------------------------------------------------------------- taking */

void gj_batch_settle(gj_pool *pool, gj_batch *batch, uint32_t input,
                     const gj_error *error)
{
    gj_member *member = &batch->members[input];
    gj_source source = {
        {batch->in->data + member->path.at, member->path.length},
        member->record};
    size_t before = batch->known.length;

    gj_engine_refuse(pool->catalogues[0], &source, error, &batch->known);
    member->settled = true;
    member->status = error->status;
    member->known = (gj_span){before, batch->known.length - before};
}

/** Takes over what is known of an input from an earlier run. */
static void recall(gj_pool *pool, gj_batch *batch, uint32_t input,
                   const gj_past *past)
{
    gj_member *member = &batch->members[input];

    member->settled = true;
    member->status = past->status;
    member->known = (gj_span){batch->known.length, past->record.length};
    gj_buffer_text(&batch->known, past->record);
    gj_faults_recall(pool, batch, input, past->faults);
}

void gj_batch_add(gj_pool *pool, gj_batch *batch, const gj_task *task)
{
    uint32_t input = batch->count++;
    gj_member *member = &batch->members[input];

    *member = (gj_member){.tag = task->tag,
                          .record = task->source.record,
                          .found = task->found,
                          .settled = task->pass,
                          .path = put_path(pool, batch, task->source.path)};
    pool->submitted++;
    if (task->past != NULL)
        recall(pool, batch, input, task->past);
    else if (task->error != NULL)
        gj_batch_settle(pool, batch, input, task->error);
    if (!member->settled)
        member->bytes = put_bytes(pool, batch, task->bytes);
    /* Whatever comes behind it, the padding is readable. */
    batch->in->inputs[input] = (gj_passage){.path = member->path,
                                            .bytes = member->bytes,
                                            .record = member->record,
                                            .today = gj_pool_day(pool, task),
                                            .known = member->settled,
                                            .found = member->found};
    for (uint32_t group = 0; group < pool->group_count; group++)
        gj_faults_apply(pool, batch, input, group);
    if (batch->count == GJ_BATCH_INPUTS || batch->used >= GJ_BATCH_BYTES)
        gj_batch_shut(batch);
}

/** Gives back what a large report took; not what stands behind it, which may
    still be lent. */
static void give_back(gj_batch *batch)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);

    if (batch->used > (size_t)4 * GJ_BATCH_BYTES)
        madvise(batch->in, batch->used / page * page, MADV_REMOVE);
}

void gj_batch_reset(gj_pool *pool, gj_batch *batch)
{
    give_back(batch);
    batch->state = GJ_BATCH_FREE;
    batch->count = 0;
    batch->delivered = 0;
    batch->used = 0;
    batch->named = 0;
    batch->blame_count = 0;
    for (uint32_t g = 0; g < pool->group_count; g++) {
        gj_part *part = &batch->parts[g];
        part->done = 0;
        part->afresh = false;
        memset(part->unreadable, 0, sizeof part->unreadable);
        if (part->bytes.room > (size_t)4 * GJ_RESULT_BYTES)
            gj_buffer_free(&part->bytes);
        gj_buffer_clear(&part->bytes);
    }
    gj_buffer_clear(&batch->known);
    gj_arena_reset(&batch->arena);
}

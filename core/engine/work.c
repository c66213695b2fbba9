/* The exchange with the workers: batches out, answers in. */
#include "engine/crew.h"

/** Workers that may fail to load, one after the other, where the first one of
    their group did not. */
enum { MOST_STILLBORN = 100, SECOND = 1000000000 };

/* -------------------------------------------------------------- taking in */

/** Copies answers before `end` out of the memory that a worker can write. A
    span that leads out of it becomes an empty one, which nobody can read. */
static void harvest(gj_pool *pool, gj_batch *batch, uint32_t group,
                    uint32_t end)
{
    const gj_batch_out *out = pool->groups[group].outs[batch - pool->batches];
    gj_part *part = &batch->parts[group];

    if (part->done == 0)
        gj_buffer_clear(&part->bytes);
    for (; part->done < end && part->done < batch->count; part->done++) {
        gj_answer answer = out->answers[part->done];
        size_t before = part->bytes.length;
        if (answer.record.at <= sizeof out->data &&
            answer.record.length <= sizeof out->data - answer.record.at)
            gj_buffer_add(&part->bytes, out->data + answer.record.at,
                          answer.record.length);
        answer.record = (gj_span){before, part->bytes.length - before};
        part->answers[part->done] = answer;
    }
}

/** The answer that was too long for a batch's room. */
static void harvest_long(gj_pool *pool, gj_batch *batch, uint32_t group,
                         gj_process *process)
{
    const gj_batch_out *out = pool->groups[group].outs[batch - pool->batches];
    gj_part *part = &batch->parts[group];

    harvest(pool, batch, group, out->done);
    if (part->done >= batch->count)
        return;
    gj_answer answer = out->answers[part->done];
    answer.record = (gj_span){part->bytes.length, process->pieces.length};
    gj_buffer_text(&part->bytes, gj_buffer_view(&process->pieces));
    part->answers[part->done++] = answer;
    gj_buffer_free(&process->pieces);
}

static gj_batch *current(gj_pool *pool, const gj_process *process)
{
    return &pool->batches[process->jobs[0].batch];
}

static void end_job(gj_pool *pool, uint32_t group, gj_process *process)
{
    gj_part *part = &current(pool, process)->parts[group];

    part->given = false;
    if (part->done > process->jobs[0].start) {
        part->afresh = false;
        process->fresh = false;
    }
    process->moved = 0;
    process->job_count--;
    memmove(process->jobs, process->jobs + 1,
            process->job_count * sizeof *process->jobs);
}

static void release_jobs(gj_pool *pool, uint32_t group, gj_process *process)
{
    for (uint32_t i = 0; i < process->job_count; i++)
        pool->batches[process->jobs[i].batch].parts[group].given = false;
    process->job_count = 0;
}

/** No worker of the group can be had any more. Where that is a single plugin's
    fault, it is that plugin's loss. */
static void lose(gj_pool *pool, uint32_t group, const gj_death *death)
{
    gj_fail(group > 0 ? &pool->groups[group].gone : &pool->dead,
            GJ_FAILED_PLUGIN, "工作进程启动失败：%s%.0s",
            "workers do not start: %.0s%s", death->zh, death->en);
}

/** A worker that is no more: what it has answered is kept, what it was at is
    looked into, and the rest is for another. */
static void bury(gj_pool *pool, uint32_t group, gj_process *process)
{
    gj_death death;
    bool loading = process->state == GJ_PROCESS_LOADING;
    bool at_work = process->job_count > 0;
    gj_command job = process->jobs[0];
    gj_process dead = *process;

    gj_process_bury(process, &death);
    process->job_count = dead.job_count;
    release_jobs(pool, group, process);
    if (loading) {
        uint32_t step = death.foreign ? 1 : MOST_STILLBORN / 5;
        pool->groups[group].stillborn += step;
        if (pool->groups[group].stillborn > MOST_STILLBORN)
            lose(pool, group, &death);
    } else if (at_work) {
        gj_batch *batch = &pool->batches[job.batch];
        uint32_t before = batch->parts[group].done;
        harvest(pool, batch, group, pool->groups[group].outs[job.batch]->done);
        gj_faults_note(pool, group, batch,
                       dead.fresh && batch->parts[group].done == before,
                       &death);
    }
}

static bool answer_loading(gj_pool *pool, gj_squad *group, gj_process *process,
                           const gj_word *word)
{
    return word->kind == GJ_WORD_READY &&
           gj_crew_take_over(pool, group, process);
}

static bool answer_work(gj_pool *pool, uint32_t group, gj_process *process,
                        const gj_word *word)
{
    if (process->job_count == 0)
        return false;
    if (word->kind == GJ_WORD_DONE)
        harvest(pool, current(pool, process), group, word->number);
    else if (word->kind == GJ_WORD_LONG)
        harvest_long(pool, current(pool, process), group, process);
    else
        return false;
    end_job(pool, group, process);
    return true;
}

static void take_word(gj_pool *pool, uint32_t group, gj_process *process)
{
    gj_word word;
    bool heard = gj_process_hear(process, &word);
    bool sound = heard;

    if (heard && word.kind == GJ_WORD_PIECE)
        return;
    if (heard && process->state == GJ_PROCESS_LOADING)
        sound = answer_loading(pool, &pool->groups[group], process, &word);
    else if (heard)
        sound = answer_work(pool, group, process, &word);
    if (sound)
        return;
    process->nonsense |= heard;
    bury(pool, group, process);
}

void gj_work_recall(gj_pool *pool, uint32_t batch, uint32_t group)
{
    for (uint32_t i = 0; i < pool->options.workers; i++) {
        gj_process *process = &pool->groups[group].processes[i];
        for (uint32_t j = 0; j < process->job_count; j++) {
            if (process->jobs[j].batch != batch)
                continue;
            release_jobs(pool, group, process);
            gj_process_kill(process);
        }
    }
}

/* ------------------------------------------------------------- giving out */

/** A batch of which all is known is for nobody: it may be delivered, and its
    place be another's, before a worker had answered. */
static bool is_waiting(const gj_batch *batch, uint32_t group)
{
    const gj_part *part = &batch->parts[group];

    if (batch->state != GJ_BATCH_CLOSED || part->given)
        return false;
    for (uint32_t i = part->done; i < batch->count; i++)
        if (!batch->members[i].settled)
            return true;
    return false;
}

/** Who is to do a part: one with nothing to do before one with little. */
static gj_process *find_worker(gj_pool *pool, gj_squad *group, bool afresh)
{
    gj_process *best = NULL;

    for (uint32_t i = 0; i < pool->options.workers; i++) {
        gj_process *process = &group->processes[i];
        if (process->state != GJ_PROCESS_READY ||
            process->job_count == GJ_WORKER_JOBS ||
            (afresh && (process->job_count > 0 || !process->fresh)))
            continue;
        if (best == NULL || process->job_count < best->job_count)
            best = process;
    }
    return best;
}

void gj_work_give(gj_pool *pool, uint32_t group, gj_process *process,
                  gj_batch *batch)
{
    gj_part *part = &batch->parts[group];
    gj_command job = {(uint32_t)(batch - pool->batches), part->done};

    gj_faults_order(pool, batch, group);
    pool->groups[group].outs[job.batch]->done = job.start;
    part->given = true;
    process->jobs[process->job_count++] = job;
    /* Where it is gone, its channel says so soon. */
    gj_process_say(process, job);
}

/** For a part that needs a worker which has done nothing yet: one is started,
    in the place of an idle one where all places are taken. */
static void make_fresh(gj_pool *pool, uint32_t index)
{
    gj_squad *group = &pool->groups[index];
    gj_process *place = NULL;

    for (uint32_t i = 0; i < pool->options.workers; i++) {
        gj_process *process = &group->processes[i];
        if (process->state == GJ_PROCESS_LOADING)
            return;
        if (process->state == GJ_PROCESS_NONE ||
            (place == NULL && process->job_count == 0))
            place = process;
    }
    if (place == NULL)
        return;
    gj_process_kill(place);
    gj_crew_start(pool, index, place);
}

/** Starts as many workers as there is work for. */
static void raise(gj_pool *pool, uint32_t index, uint32_t wanted)
{
    gj_squad *group = &pool->groups[index];
    uint32_t there = 0;

    for (uint32_t i = 0; i < pool->options.workers; i++)
        there += group->processes[i].state != GJ_PROCESS_NONE;
    for (uint32_t i = 0; i < pool->options.workers && there < wanted; i++) {
        if (group->processes[i].state != GJ_PROCESS_NONE)
            continue;
        gj_crew_start(pool, index, &group->processes[i]);
        there++;
    }
}

static void give_out(gj_pool *pool, uint32_t group)
{
    uint64_t first = pool->next_batch > pool->batch_count
                         ? pool->next_batch - pool->batch_count
                         : 0;
    uint32_t wanted = 0;

    if (pool->groups[group].gone.status != GJ_OK)
        return;
    for (uint64_t number = first; number < pool->next_batch; number++) {
        gj_batch *batch = &pool->batches[number % pool->batch_count];
        wanted += batch->parts[group].given;
        if (!is_waiting(batch, group))
            continue;
        wanted++;
        bool afresh = batch->parts[group].afresh;
        gj_process *process = find_worker(pool, &pool->groups[group], afresh);
        if (process != NULL)
            gj_work_give(pool, group, process, batch);
        else if (afresh)
            make_fresh(pool, group);
    }
    raise(pool, group, wanted);
}

/* ------------------------------------------------------------------ waits */

static void watch(gj_pool *pool)
{
    int64_t limit = (int64_t)pool->options.rule_timeout * 1000000;
    int64_t step = limit / 4 < SECOND / 4 ? limit / 4 : SECOND / 4;
    int64_t now = gj_now();
    int64_t passed = now - pool->last_look;

    if (passed < step)
        return;
    pool->last_look = now;
    /* Of a time in which this process itself was held up, nothing is known. */
    if (passed > 2 * step)
        passed = 2 * step;
    for (uint32_t g = 0; g < pool->group_count; g++)
        for (uint32_t i = 0; i < pool->options.workers; i++)
            gj_process_watch(&pool->groups[g].processes[i], passed, limit,
                             gj_crew_moves(pool));
}

static bool is_out(const gj_process *process)
{
    return process->state == GJ_PROCESS_LOADING || process->job_count > 0;
}

static void listen(gj_pool *pool, bool wait)
{
    uint32_t count = pool->group_count * pool->options.workers;
    int step = (int)(pool->options.rule_timeout / 4) + 1;
    bool out = false;

    for (uint32_t i = 0; i < count; i++) {
        const gj_process *process = &pool->groups[i / pool->options.workers]
                                         .processes[i % pool->options.workers];
        pool->channels[i] =
            (struct pollfd){.fd = process->channel, .events = POLLIN};
        if (process->state == GJ_PROCESS_NONE)
            pool->channels[i].fd = -1;
        out |= is_out(process);
    }
    if (!out)
        return;
    if (poll(pool->channels, count, !wait ? 0 : step < 250 ? step : 250) <= 0)
        return;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t group = i / pool->options.workers;
        gj_process *process =
            &pool->groups[group].processes[i % pool->options.workers];
        if (pool->channels[i].revents != 0 &&
            process->state != GJ_PROCESS_NONE &&
            process->channel == pool->channels[i].fd)
            take_word(pool, group, process);
    }
}

/** Nothing more can be checked: what waits is answered with the reason. */
static void settle_all(gj_pool *pool)
{
    for (uint32_t b = 0; b < pool->batch_count; b++) {
        gj_batch *batch = &pool->batches[b];
        for (uint32_t i = batch->delivered; i < batch->count; i++)
            if (!batch->members[i].settled)
                gj_batch_settle(pool, batch, i, &pool->dead);
    }
}

void gj_work(gj_pool *pool, bool wait)
{
    for (uint32_t g = 0; g < pool->group_count; g++)
        give_out(pool, g);
    listen(pool, wait);
    watch(pool);
    for (uint32_t g = 0; g < pool->group_count; g++)
        give_out(pool, g);
    if (pool->dead.status != GJ_OK)
        settle_all(pool);
}

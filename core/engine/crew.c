#include "engine/crew.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

#include "engine/builtin.h"

enum {
    /** Workers that may be killed from outside, one after the other, before
        they have loaded. */
    MOST_STILLBORN = 100,
    /** And that may die of something else in the program's own code. */
    MOST_DISTURBED = 3,
    /** More than any worker moves while it loads. */
    MOST_MOVES = 10000
};

uint64_t gj_crew_moves(const gj_pool *pool)
{
    uint64_t rules = 0;

    for (size_t i = 0; i < pool->catalogue_count; i++)
        if (pool->catalogues[i]->rule_count > rules)
            rules = pool->catalogues[i]->rule_count;
    /* A rule is begun once to judge, and twice for its equalities. */
    return (rules + 1) * GJ_BATCH_INPUTS * 8;
}

/* ------------------------------------------------------- a worker's start */

typedef struct start {
    gj_pool *pool;
    uint32_t group;
    gj_process *process;
} start;

/** Results that the parent holds, which may be large. */
static void forget_results(gj_pool *pool)
{
    for (uint32_t b = 0; b < pool->batch_count; b++)
        for (uint32_t g = 0; pool->batches[b].parts && g < pool->group_count;
             g++)
            gj_buffer_free(&pool->batches[b].parts[g].bytes);
    gj_result_free(&pool->result);
    gj_result_free(&pool->part_result);
    gj_buffer_free(&pool->record);
}

static void forget_process(gj_process *process, const gj_process *own)
{
    gj_buffer_free(&process->pieces);
    if (process != own && process->memory != NULL)
        munmap(process->memory, sizeof(gj_worker_memory));
}

/** What is none of this worker's business leaves its memory, in which it would
    count, too: other groups' results, and what other workers say to the
    parent. */
static void forget_others(const start *s)
{
    gj_pool *pool = s->pool;

    for (uint32_t g = 0; g < pool->group_count; g++) {
        gj_squad *group = &pool->groups[g];
        for (uint32_t i = 0; g != s->group && i < pool->batch_count; i++)
            munmap(group->outs[i], sizeof(gj_batch_out));
        for (uint32_t i = 0; i < pool->options.workers; i++)
            forget_process(&group->processes[i], s->process);
    }
    forget_results(pool);
}

/** The inputs again, at the same place, for reading: no later call can make
    these pages writable. */
static bool map_inputs(gj_pool *pool)
{
    return shmat(pool->inputs, pool->batches[0].in, SHM_RDONLY | SHM_REMAP) ==
           (void *)pool->batches[0].in;
}

static void run(void *context, gj_process *process, pid_t parent)
{
    start *s = context;
    gj_pool *pool = s->pool;
    gj_squad *group = &pool->groups[s->group];
    gj_batch_in **ins = gj_new(pool->batch_count, sizeof *ins);
    gj_worker worker = {
        .engine = &pool->engine,
        .memory = process->memory,
        .sandbox = {.parent = parent,
                    .channel = process->channel,
                    .memory = pool->options.memory_limit,
                    .mapped = pool->in_bytes * pool->batch_count +
                              sizeof(gj_batch_out) * pool->batch_count,
                    .recorder = &process->memory->recorder},
        .ins = ins,
        .outs = group->outs,
        .batch_count = pool->batch_count,
        .timed = pool->options.timed,
        .broken = pool->handover.broken};

    if (!map_inputs(pool))
        return;
    forget_others(s);
    for (uint32_t i = 0; i < pool->batch_count; i++)
        ins[i] = pool->batches[i].in;
    pool->engine.plugins.only = (const char *const *)group->files;
    pool->engine.plugins.deadly = pool->deadly;
    pool->engine.plugins.deadly_count = pool->deadly_count;
    pool->engine.always_cells = pool->group_count > 1 && s->group == 0;
    gj_worker_run(&worker);
}

void gj_crew_start(gj_pool *pool, uint32_t group, gj_process *process)
{
    start s = {pool, group, process};

    if (process->memory == NULL)
        gj_process_open(process);
    if (gj_process_start(process, run, &s))
        return;
    gj_fail_reason(&pool->dead, GJ_FAILED_PLUGIN, "无法启动工作进程：%s",
                   "a worker process cannot be started: %s", errno);
}

/* ---------------------------------------------------------- the first one */

/** Workers die before they have loaded, and not in a plugin's code. */
static void note_disturbed(gj_pool *pool, const gj_death *death)
{
    pool->meddled = !death->foreign;
    gj_fail(&pool->dead, GJ_FAILED_PLUGIN, "工作进程启动失败：%s%.0s",
            "workers do not start: %.0s%s", death->zh, death->en);
}

void gj_crew_refuse(gj_pool *pool, const char *file, const gj_error *error)
{
    gj_grow(&pool->deadly, pool->deadly_count, &pool->deadly_room,
            sizeof *pool->deadly);
    gj_error *refusal = &pool->deadly[pool->deadly_count++];
    *refusal = *error;
    gj_error_file(refusal, file);
}

/** Notes that a plugin kills who loads it. In the company of others it may be
    their victim. */
static void note_deadly(gj_pool *pool, const gj_death *death)
{
    const char *file = death->recorder.file;
    size_t suspects = gj_crew_suspects(pool, NULL);
    gj_error error = {0};

    gj_fail(&error, GJ_FAILED_PLUGIN, "插件在加载时出错：%s%.0s",
            "the plugin misbehaved while it was loaded: %.0s%s", death->zh,
            death->en);
    if (suspects > !gj_crew_is_own(pool, gj_text_of(file)))
        note_disturbed(pool, death);
    else
        gj_crew_refuse(pool, file, &error);
}

/** Where the worker was not at a plugin, or was killed from outside, it is to
    be tried again. */
static void note_death(gj_pool *pool, gj_squad *group, const gj_death *death)
{
    const gj_recorder *recorder = &death->recorder;
    uint32_t most = death->foreign ? MOST_STILLBORN : MOST_DISTURBED;
    bool at_plugin = recorder->stage == GJ_STAGE_LOAD &&
                     recorder->file[0] != '\0' && !death->nonsense;

    if ((!at_plugin || death->foreign) && ++group->stillborn < most)
        return;
    group->stillborn = 0;
    if (at_plugin)
        note_deadly(pool, death);
    else
        note_disturbed(pool, death);
}

static void note_unsafe(gj_pool *pool, const gj_word *word)
{
    pool->meddled = word->kind == GJ_WORD_UNSEALED;
    gj_fail_reason(
        &pool->dead, GJ_FAILED_PLUGIN,
        "本系统无法隔离插件（%s）。可以在本进程内检查，但没有任何隔离：命令行"
        "用 -j 0，程序中用 GOUJI_UNCONTAINED",
        "this system cannot contain plugins (%s); -j 0 (in a program: "
        "GOUJI_UNCONTAINED) checks in this process, with nothing contained",
        (int)word->number);
}

/** Waits until a worker has loaded; false where it died instead. */
static bool await(gj_pool *pool, gj_process *process, gj_death *death)
{
    int64_t limit = (int64_t)pool->options.rule_timeout * 1000000;
    int64_t last = gj_now();
    gj_word word;

    for (;;) {
        struct pollfd channel = {.fd = process->channel, .events = POLLIN};
        int step = (int)(limit / 4000000) + 1;
        int ready = poll(&channel, 1, step < 250 ? step : 250);
        int64_t now = gj_now();
        if (ready == 0 || now - last > INT64_C(1000000000)) {
            gj_process_watch(process, now - last, limit, MOST_MOVES);
            last = now;
        }
        if (ready <= 0)
            continue;
        bool heard = gj_process_hear(process, &word);
        if (heard && word.kind == GJ_WORD_READY)
            return true;
        if (heard &&
            (word.kind == GJ_WORD_UNSAFE || word.kind == GJ_WORD_UNSEALED))
            note_unsafe(pool, &word);
        if (!heard || word.kind != GJ_WORD_PIECE) {
            gj_process_bury(process, death);
            return false;
        }
    }
}

/** Whether all plugins came with the program, and are to be together. */
static bool are_together(const gj_pool *pool)
{
    const gj_pool_options *options = &pool->options;
    const char *const *folder = options->engine.plugin_folders;
    bool own = options->installed != NULL && !options->isolate_all;

    for (; own && *folder != NULL; folder++)
        own = strcmp(*folder, options->installed) == 0;
    return own;
}

/** What was submitted ahead lies ready for the worker when it has loaded. Other
    plugins' code might change what is handed over before that is taken; and
    they will have workers of their own. */
static void give_ahead(gj_pool *pool, gj_process *process)
{
    gj_batch *batch = gj_batch_oldest(pool);

    if (batch == NULL || batch->count == 0 || process->job_count > 0 ||
        !are_together(pool))
        return;
    gj_batch_shut(batch);
    gj_work_give(pool, 0, process, batch);
}

/** Has one worker of the group load what it is to load. */
static gj_status load_first(gj_pool *pool, uint32_t group)
{
    gj_process *process = &pool->groups[group].processes[0];
    gj_death death;

    while (pool->dead.status == GJ_OK) {
        if (process->state == GJ_PROCESS_NONE)
            gj_crew_start(pool, group, process);
        if (pool->dead.status != GJ_OK)
            break;
        if (group == 0)
            give_ahead(pool, process);
        if (await(pool, process, &death))
            return GJ_OK;
        if (pool->dead.status == GJ_OK)
            note_death(pool, &pool->groups[group], &death);
    }
    return pool->dead.status;
}

bool gj_crew_take_over(gj_pool *pool, gj_squad *group, gj_process *process)
{
    gj_handover handover;
    size_t kits = pool->engine.forms.count + 1;
    bool sound =
        gj_handover_read(&handover, gj_buffer_view(&process->pieces), kits) &&
        gj_crew_map(pool, group, &handover);

    gj_handover_free(&handover);
    gj_buffer_free(&process->pieces);
    process->state = GJ_PROCESS_READY;
    process->stuck_cpu = -1;
    if (sound)
        group->stillborn = 0;
    return sound;
}

/* ------------------------------------------------------------ open, close */

static gj_status fail_handover(gj_pool *pool, gj_error *error)
{
    pool->meddled = true;
    return gj_fail(error, GJ_FAILED_PLUGIN, "内部错误：无法读取规则目录",
                   "internal error: the catalogue of rules is unreadable");
}

/** Loads all plugins in one worker, and keeps what it hands over. */
static gj_status scout(gj_pool *pool, gj_error *error)
{
    gj_process *process = &pool->groups[0].processes[0];
    size_t kits = pool->engine.forms.count + 1;

    if (load_first(pool, 0) != GJ_OK) {
        *error = pool->dead;
        return error->status;
    }
    if (!gj_handover_read(&pool->handover, gj_buffer_view(&process->pieces),
                          kits))
        return fail_handover(pool, error);
    gj_buffer_free(&process->pieces);
    process->state = GJ_PROCESS_READY;
    process->stuck_cpu = -1;
    if (!gj_crew_read_catalogues(pool))
        return fail_handover(pool, error);
    *error = pool->handover.error;
    return error->status;
}

/** The groups that there are besides the first worker's. */
static gj_status load_groups(gj_pool *pool, gj_error *error)
{
    int64_t patience = (int64_t)pool->options.rule_timeout * 1000000;

    gj_process_dismiss(&pool->groups[0].processes[0], patience);
    gj_crew_part(pool);
    pool->engine.examined = 0;
    for (uint32_t g = 0; g < pool->group_count; g++) {
        gj_squad *group = &pool->groups[g];
        if (load_first(pool, g) != GJ_OK) {
            *error = pool->dead;
            return error->status;
        }
        pool->meddled = !gj_crew_take_over(pool, group, &group->processes[0]);
        if (pool->meddled)
            return gj_fail(error, GJ_FAILED_PLUGIN,
                           "插件 %.*s 每次加载得到的规则不同",
                           "plugin %.*s does not load the same way twice",
                           GJ_PRINT(group->plugin));
    }
    return GJ_OK;
}

void gj_crew_release(gj_pool *pool)
{
    for (uint32_t g = 0; g < pool->group_count; g++)
        for (uint32_t i = 0; i < pool->options.workers; i++)
            gj_process_release(&pool->groups[g].processes[i]);
}

static void close_group(gj_pool *pool, gj_squad *group)
{
    int64_t patience = (int64_t)pool->options.rule_timeout * 1000000;

    for (uint32_t i = 0; group->outs && i < pool->batch_count; i++)
        if (group->outs[i] != NULL)
            munmap(group->outs[i], sizeof(gj_batch_out));
    for (size_t k = 0; group->maps && k < pool->handover.kit_count; k++)
        free(group->maps[k]);
    for (size_t k = 0; group->own && k < pool->handover.kit_count; k++)
        gj_catalogue_free(&group->own[k]);
    free(group->maps);
    free(group->own);
    free(group->outs);
    for (uint32_t i = 0; i < pool->options.workers; i++)
        gj_process_dismiss(&group->processes[i], patience);
    for (uint32_t i = 0; i < pool->options.workers; i++)
        gj_process_close(&group->processes[i]);
    free(group->processes);
    for (size_t i = 0; group->files && group->files[i]; i++)
        free(group->files[i]);
    free(group->files);
}

/** What gj_crew_assemble() made, or had begun to make. */
static void disband(gj_pool *pool)
{
    gj_faults_close(pool);
    for (size_t k = 0; pool->whole && k < pool->handover.kit_count; k++)
        gj_catalogue_free(&pool->whole[k]);
    free(pool->whole);
    free(pool->catalogues);
    free(pool->channels);
    /* A worker that has closed what it had open takes a while to end. */
    for (uint32_t g = 0; g < pool->group_count; g++)
        close_group(pool, &pool->groups[g]);
    free(pool->groups);
    gj_handover_free(&pool->handover);
    pool->groups = NULL;
    pool->whole = NULL;
    pool->catalogues = NULL;
    pool->channels = NULL;
    pool->group_count = 0;
    pool->catalogue_count = 0;
    pool->dead = (gj_error){0};
    pool->meddled = false;
}

/** Makes the first group, and starts its first worker. */
static gj_status muster(gj_pool *pool, gj_error *error)
{
    disband(pool);
    *error = (gj_error){0};
    pool->group_count = 1;
    pool->groups = gj_new(1, sizeof *pool->groups);
    pool->groups[0].processes =
        gj_new(pool->options.workers, sizeof(gj_process));
    if (!gj_batches_add_group(pool, &pool->groups[0]))
        return gj_fail(error, GJ_FAILED_MEMORY, "内存不足", "out of memory");
    gj_crew_start(pool, 0, &pool->groups[0].processes[0]);
    *error = pool->dead;
    return error->status;
}

/** Has the worker that was started load, and makes of what it hands over what
    else there is to be. */
static gj_status complete(gj_pool *pool, gj_error *error)
{
    gj_status status = scout(pool, error);
    if (status == GJ_OK && gj_crew_needs_parting(pool))
        status = load_groups(pool, error);
    if (status != GJ_OK)
        return status;
    gj_faults_open(pool);
    pool->channels = gj_new((size_t)pool->group_count * pool->options.workers,
                            sizeof *pool->channels);
    return GJ_OK;
}

gj_status gj_crew_assemble(gj_pool *pool, gj_error *error)
{
    gj_status status = muster(pool, error);

    return status == GJ_OK ? complete(pool, error) : status;
}

gj_status gj_crew_begin(gj_pool *pool, gj_error *error)
{
    return gj_batches_open(pool, error) ? muster(pool, error) : error->status;
}

gj_status gj_crew_open(gj_pool *pool, gj_error *error)
{
    gj_status status = complete(pool, error);

    return pool->meddled ? gj_crew_find_meddler(pool, error) : status;
}

bool gj_crew_dismiss(gj_pool *pool, gj_death *death)
{
    const int64_t patience = INT64_C(10000000000);

    for (uint32_t g = 0; g < pool->group_count; g++)
        for (uint32_t i = 0; i < pool->options.workers; i++)
            if (!gj_process_part(&pool->groups[g].processes[i], patience,
                                 death))
                return false;
    return true;
}

void gj_crew_close(gj_pool *pool)
{
    /* The batches go first, as they ask how many groups there are. */
    gj_batches_close(pool);
    disband(pool);
    free(pool->deadly);
}

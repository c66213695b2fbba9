#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "embed/embed.h"

enum {
    /** A call is done so often, where the worker is lost. */
    MOST_TURNS = 2,
    DEFAULT_BYTES = 64 << 20,
    DEFAULT_TIMEOUT = 10000,
    /** Milliseconds that a worker may take to end, besides what its plugins
        may. */
    PATIENCE = 5000
};

struct gouji_engine {
    pthread_mutex_t lock;
    /** The process that opened it. */
    pid_t owner;
    bool contained;
    uint64_t max_bytes;
    uint32_t rule_timeout;
    /** 0: the day of each call. */
    uint32_t today;
    gj_paths paths;
    /** What is asked of each worker first. */
    gj_question opening;
    gj_link link;
    gouji_error *troubles;
    size_t trouble_count;
};

const char *gouji_version(void)
{
    return GJ_VERSION;
}

/* ----------------------------------------------------------------- calls */

typedef struct call {
    gouji_engine *engine;
    const gj_question *head;
    const void *body;
    size_t body_length;
    char *answer;
    size_t length;
    gouji_error *error;
} call;

/** Nobody sees what a worker prints where it cannot run, such as that a library
    is missing: so it is said how it ended. */
static int32_t fail_lost(const call *c)
{
    const gj_link *link = &c->engine->link;

    if (link->exhausted)
        return gj_note_memory(c->error);
    if (link->stranger)
        gj_note(c->error, GOUJI_FAILED_WORKER, "不是 gouji-worker",
                "is no gouji-worker");
    else if (link->end == -1)
        gj_note(c->error, GOUJI_FAILED_WORKER, "在同一次调用中两次终止",
                "ended twice during one call");
    else if (WIFSIGNALED(link->end))
        gj_note(c->error, GOUJI_FAILED_WORKER,
                "在同一次调用中两次因信号 %d 终止",
                "ended twice during one call, killed by signal %d",
                WTERMSIG(link->end));
    else
        gj_note(c->error, GOUJI_FAILED_WORKER,
                "在同一次调用中两次终止，退出状态 %d",
                "ended twice during one call, with status %d",
                WEXITSTATUS(link->end));
    gj_note_file(c->error, c->engine->paths.worker);
    return GOUJI_FAILED_WORKER;
}

/** The status of an answer that is a failure is read, with what went wrong. */
static int32_t read_status(gj_cursor *in, gouji_error *error)
{
    int32_t status = (int32_t)gj_get_u32(in);

    if (status != GOUJI_OK && !in->bad)
        gj_note_read(error, in);
    return in->bad ? gj_note_answer(error) : status;
}

/** Asks what answers; *lost where no answer came. */
static int32_t ask(call *c, const gj_question *head, const void *body,
                   size_t body_length, bool *lost)
{
    gj_link *link = &c->engine->link;

    free(c->answer);
    *lost = !gj_link_ask(link, head, body, body_length, &c->answer, &c->length);
    if (*lost)
        return GOUJI_FAILED_WORKER;
    gj_cursor in = gj_cursor_of((gj_text){c->answer, c->length});
    return read_status(&in, c->error);
}

/** Makes sure that something is there which answers. What fails to open is
   ended: the next call begins anew. */
static int32_t start(call *c, bool *lost)
{
    gouji_engine *engine = c->engine;
    gj_link *link = &engine->link;

    if (link->up)
        return GOUJI_OK;
    int32_t status =
        gj_link_open(link, &engine->paths, engine->contained, c->error);
    if (status == GOUJI_OK)
        status = ask(c, &engine->opening, NULL, 0, lost);
    if (status != GOUJI_OK && !*lost)
        gj_link_close(link, PATIENCE);
    return status;
}

/** Does a call; without a head it only starts what answers. */
static int32_t make(call *c)
{
    gj_link *link = &c->engine->link;

    for (int turn = 0; turn < MOST_TURNS; turn++) {
        bool lost = false;
        int32_t status = start(c, &lost);
        if (status == GOUJI_OK && c->head != NULL)
            status = ask(c, c->head, c->body, c->body_length, &lost);
        if (!lost)
            return status;
        gj_link_close(link, 0);
        if (link->exhausted || link->stranger)
            break;
    }
    return fail_lost(c);
}

/** The same while no other thread does; nor may this one be cancelled before it
    is done. */
static int32_t make_alone(call *c)
{
    int before;

    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    pthread_mutex_lock(&c->engine->lock);
    int32_t status = make(c);
    pthread_mutex_unlock(&c->engine->lock);
    pthread_setcancelstate(before, &before);
    return status;
}

/* ------------------------------------------------------------------ open */

static void ask_opening(gouji_engine *engine, const gouji_options *options)
{
    gj_question *opening = &engine->opening;

    gj_ask_number(opening, GJ_ASK_OPEN, 1);
    gj_ask_string(opening, GJ_VERSION);
    gj_ask_number(opening, options->flags, 4);
    gj_ask_number(opening, options->max_bytes, 8);
    gj_ask_number(opening, options->memory_limit, 4);
    gj_ask_number(opening, options->rule_timeout, 4);
    gj_ask_number(opening, options->today ? options->today : gj_ask_today(), 4);
    gj_ask_string(opening, engine->paths.working);
    gj_ask_string(opening, engine->paths.library);
    gj_ask_string(opening, secure_getenv("GOUJI_FORM_PATH"));
    gj_ask_string(opening, secure_getenv("GOUJI_PLUGIN_PATH"));
    gj_ask_string(opening, options->form);
    gj_ask_strings(opening, options->form_dirs);
    gj_ask_strings(opening, options->plugin_dirs);
    gj_ask_strings(opening, options->rules);
    gj_ask_strings(opening, options->severities);
    gj_ask_strings(opening, options->parameters);
}

/** Copies what both sides know of the options. */
static int32_t take_options(gouji_options *ours, const gouji_options *theirs,
                            gouji_error *error)
{
    size_t known = sizeof *ours;

    memset(ours, 0, sizeof *ours);
    if (theirs == NULL)
        return GOUJI_OK;
    if (theirs->size < known)
        known = theirs->size;
    if (known < sizeof theirs->size)
        return gj_note(error, GOUJI_FAILED_USAGE,
                       "options.size 应为 sizeof(gouji_options)",
                       "options.size must be sizeof(gouji_options)");
    memcpy(ours, theirs, known);
    if ((ours->flags & ~(uint32_t)(GOUJI_UNCONTAINED | GOUJI_WITH_JSON)) != 0)
        return gj_note(error, GOUJI_FAILED_USAGE,
                       "options.flags 中有未定义的标志",
                       "options.flags has a flag that is not known");
    return GOUJI_OK;
}

static int32_t read_troubles(gouji_engine *engine, const call *c)
{
    gj_cursor in = gj_cursor_of((gj_text){c->answer, c->length});

    gj_get_u32(&in);
    uint32_t count = gj_get_u32(&in);
    if (in.bad || count > c->length)
        return gj_note_answer(c->error);
    engine->troubles = calloc(count + 1, sizeof *engine->troubles);
    if (engine->troubles == NULL)
        return gj_note_memory(c->error);
    while (engine->trouble_count < count && !in.bad)
        gj_note_read(&engine->troubles[engine->trouble_count++], &in);
    return in.bad ? gj_note_answer(c->error) : GOUJI_OK;
}

static int32_t set_up(gouji_engine *engine, const gouji_options *options,
                      gouji_error *error)
{
    call first = {.engine = engine, .error = error};

    engine->contained = (options->flags & GOUJI_UNCONTAINED) == 0;
    engine->max_bytes = options->max_bytes ? options->max_bytes : DEFAULT_BYTES;
    engine->rule_timeout =
        options->rule_timeout ? options->rule_timeout : DEFAULT_TIMEOUT;
    engine->today = options->today;
    int32_t status = gj_paths_find(&engine->paths, options->worker, error);
    if (status != GOUJI_OK)
        return status;
    ask_opening(engine, options);
    if (engine->opening.failed)
        return gj_note_memory(error);
    status = make_alone(&first);
    if (status == GOUJI_OK)
        status = read_troubles(engine, &first);
    free(first.answer);
    return status;
}

int32_t gouji_open(gouji_engine **engine, const gouji_options *options,
                   gouji_error *error)
{
    gouji_options known;

    gj_note_clear(error);
    if (engine == NULL)
        return gj_note(error, GOUJI_FAILED_USAGE, "engine 不能为 NULL",
                       "engine must not be NULL");
    *engine = NULL;
    int32_t status = take_options(&known, options, error);
    if (status != GOUJI_OK)
        return status;
    gouji_engine *made = calloc(1, sizeof *made);
    if (made == NULL)
        return gj_note_memory(error);
    pthread_mutex_init(&made->lock, NULL);
    made->owner = getpid();
    status = set_up(made, &known, error);
    if (status == GOUJI_OK)
        *engine = made;
    else
        gouji_close(made);
    return status;
}

void gouji_close(gouji_engine *engine)
{
    int before;

    if (engine == NULL)
        return;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
    if (engine->owner == getpid())
        gj_link_close(&engine->link,
                      (int)(engine->rule_timeout + (uint32_t)PATIENCE));
    else
        gj_link_abandon(&engine->link);
    gj_ask_free(&engine->opening);
    gj_paths_free(&engine->paths);
    free(engine->troubles);
    pthread_mutex_destroy(&engine->lock);
    free(engine);
    pthread_setcancelstate(before, &before);
}

int32_t gouji_trouble(gouji_error *trouble, const gouji_engine *engine,
                      size_t index)
{
    gj_note_clear(trouble);
    if (engine == NULL || index >= engine->trouble_count)
        return 0;
    if (trouble != NULL)
        *trouble = engine->troubles[index];
    return 1;
}

/* ----------------------------------------------------------------- check */

static int32_t check_arguments(gouji_result **result,
                               const gouji_engine *engine, const void *bytes,
                               size_t length, gouji_error *error)
{
    if (result == NULL || engine == NULL)
        return gj_note(error, GOUJI_FAILED_USAGE,
                       "result 和 engine 不能为 NULL",
                       "result and engine must not be NULL");
    if (bytes == NULL && length > 0)
        return gj_note(error, GOUJI_FAILED_USAGE,
                       "bytes 为 NULL 时 length 应为 0",
                       "length must be 0 where bytes is NULL");
    if (engine->owner != getpid())
        return gj_note(error, GOUJI_FAILED_USAGE,
                       "引擎属于打开它的进程，fork 之后子进程不能使用",
                       "the engine belongs to the process that opened it, "
                       "and is of no use to one forked from that");
    return GOUJI_OK;
}

int32_t gouji_check(gouji_result **result, gouji_engine *engine,
                    const char *name, const void *bytes, size_t length,
                    gouji_error *error)
{
    gj_question head = {0};

    gj_note_clear(error);
    if (result != NULL)
        *result = NULL;
    int32_t status = check_arguments(result, engine, bytes, length, error);
    if (status != GOUJI_OK)
        return status;
    gj_ask_number(&head, GJ_ASK_CHECK, 1);
    gj_ask_string(&head, name != NULL ? name : "report");
    gj_ask_number(&head, engine->today ? engine->today : gj_ask_today(), 4);
    gj_ask_number(&head, length, 8);
    call one = {.engine = engine,
                .head = &head,
                .body = bytes,
                .body_length = length > engine->max_bytes ? 0 : length,
                .error = error};
    status = head.failed ? gj_note_memory(error) : make_alone(&one);
    gj_ask_free(&head);
    if (status != GOUJI_OK) {
        free(one.answer);
        return status;
    }
    gj_cursor in = gj_cursor_of((gj_text){one.answer, one.length});
    gj_get_u32(&in);
    return gj_result_take(result, one.answer, in, error);
}

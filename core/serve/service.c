#include "serve/service.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/folders.h"
#include "document/input.h"
#include "engine/pool.h"
#include "form/seal.h"
#include "gouji/gouji.h"
#include "serve/answer.h"
#include "serve/wishes.h"

struct gj_service {
    bool contained;
    /** The question that opened it: options lie in there. */
    gj_buffer opening;
    /** Those options could be used. */
    bool opened;
    gj_arena arena;
    gj_folders forms;
    gj_folders plugins;
    gj_policy policy;
    gj_seals seals;
    gj_pool_options options;
    gj_pool *pool;
    /** The pool has failed: another one is opened for the next question. */
    bool stale;
    gj_reporter *reporters[2];
    /** The day of the check under way. */
    uint32_t today;
    /** Where the answer under way goes. */
    gj_buffer *answer;
};

gj_service *gj_service_new(bool contained)
{
    gj_service *service = gj_new(1, sizeof *service);

    service->contained = contained;
    return service;
}

void gj_service_free(gj_service *service)
{
    gj_pool_close(service->pool);
    gj_seals_free(&service->seals);
    gj_policy_free(&service->policy);
    gj_folders_free(&service->forms);
    gj_folders_free(&service->plugins);
    for (int i = GJ_ZH; i <= GJ_EN; i++)
        if (service->reporters[i] != NULL)
            gj_reporter_free(service->reporters[i]);
    gj_arena_free(&service->arena);
    gj_buffer_free(&service->opening);
    free(service);
}

/* -------------------------------------------------------------- questions */

static gj_status fail_question(gj_error *error)
{
    return gj_fail(error, GJ_FAILED_PLUGIN, "内部错误：无法解读所问",
                   "internal error: the question is unreadable");
}

/* ---------------------------------------------------------------- options */

static gj_status refuse(gj_error *error, const char *option, gj_words wanted)
{
    return gj_fail(error, GJ_FAILED_USAGE, "%1$s 不可用，应为 %2$s",
                   "%1$s is not valid, it must be %2$.0s%3$s", option,
                   wanted.zh.data, wanted.en.data);
}

static bool is_day(uint32_t day)
{
    char text[16];
    uint32_t same = 0;

    snprintf(text, sizeof text, "%04u-%02u-%02u", day / 10000, day / 100 % 100,
             day % 100);
    return gj_date_read(gj_text_of(text), &same) && same == day;
}

static gj_status read_numbers(gj_service *service, gj_cursor *in,
                              gj_error *error)
{
    gj_pool_options *options = &service->options;
    uint64_t bytes = gj_get_u64(in);
    uint32_t memory = gj_get_u32(in);
    uint32_t timeout = gj_get_u32(in);

    options->engine.today = gj_get_u32(in);
    options->engine.limits.bytes = (size_t)bytes;
    options->max_faults = GJ_DEFAULT_MAX_FAULTS;
    options->memory_limit =
        memory ? (uint64_t)memory << 20 : (uint64_t)GJ_DEFAULT_MEMORY_LIMIT;
    options->rule_timeout = timeout ? timeout : GJ_DEFAULT_RULE_TIMEOUT;
    if (in->bad)
        return fail_question(error);
    if (bytes > 1U << 30)
        return refuse(error, "max_bytes",
                      GJ_BOTH("不超过 1 GiB 的字节数",
                              "a number of bytes, at most 1 GiB"));
    if (memory > 1 << 20)
        return refuse(error, "memory_limit",
                      GJ_BOTH("不超过 1048576 的 MiB 数",
                              "a number of MiB, at most 1048576"));
    if (timeout > 3600000)
        return refuse(
            error, "rule_timeout",
            GJ_BOTH("不超过一小时的毫秒数", "milliseconds, at most an hour"));
    if (!is_day(options->engine.today))
        return refuse(error, "today",
                      GJ_BOTH("YYYYMMDD 形式的日期", "a day, YYYYMMDD"));
    return GJ_OK;
}

/** A path as the caller means it, wherever this process is. */
static const char *absolute(gj_service *service, const char *path,
                            const char *folder)
{
    if (path[0] == '/')
        return path;
    return gj_arena_print(&service->arena, "%s/%s", folder, path).data;
}

static void read_list(gj_cursor *in, gj_folders *folders)
{
    for (uint32_t left = gj_get_u32(in); left > 0 && !in->bad; left--) {
        const char *folder = gj_get_string(in);
        if (folder != NULL)
            gj_folders_add(folders, folder);
    }
}

/** Adds what the environment names and what was installed; returns that, or
    NULL. All are absolute then. */
static const char *add_defaults(gj_service *service, gj_folders *folders,
                                const char *named, gj_text own,
                                const char *working)
{
    gj_folders_add_path(folders, named, &service->arena);
    if (own.length > 0)
        gj_folders_add(folders, own.data);
    for (size_t i = 0; i < folders->count; i++)
        folders->at[i] = absolute(service, folders->at[i], working);
    return own.length > 0 ? own.data : NULL;
}

static void read_folders(gj_service *service, gj_cursor *in)
{
    const char *working = gj_get_string(in);
    const char *library = gj_get_string(in);
    const char *form_path = gj_get_string(in);
    const char *plugin_path = gj_get_string(in);
    gj_arena *arena = &service->arena;

    service->options.engine.form = gj_get_string(in);
    read_list(in, &service->forms);
    read_list(in, &service->plugins);
    if (in->bad || working == NULL || library == NULL)
        return;
    add_defaults(
        service, &service->forms, form_path,
        gj_folder_of(arena, library, "schemas", "../share/gouji/schemas"),
        working);
    service->options.installed = add_defaults(
        service, &service->plugins, plugin_path,
        gj_folder_of(arena, library, "plugins", "../lib/gouji/plugins"),
        working);
}

static gj_status read_options(gj_service *service, gj_cursor *in,
                              gj_error *error)
{
    gj_engine_options *engine = &service->options.engine;
    const char *version = gj_get_string(in);
    uint32_t flags = gj_get_u32(in);

    if (version != NULL && strcmp(version, GJ_VERSION) != 0)
        return gj_fail(
            error, GJ_FAILED_PLUGIN,
            "gouji-worker 的版本是 " GJ_VERSION "，与 libgouji 的 %s 不一致",
            "gouji-worker is " GJ_VERSION ", and libgouji is %s", version);
    gj_status status = read_numbers(service, in, error);
    read_folders(service, in);
    if (status == GJ_OK)
        status = gj_wishes_read(&service->policy, in, &service->arena, error);
    if (in->bad || version == NULL)
        return fail_question(error);
    gj_seals_read(&service->seals, service->options.installed);
    engine->form_folders = gj_folders_list(&service->forms);
    engine->plugin_folders = gj_folders_list(&service->plugins);
    engine->policy = &service->policy;
    engine->seals = &service->seals;
    service->options.workers = service->contained;
    for (int i = GJ_ZH; flags & GOUJI_WITH_JSON && i <= GJ_EN; i++)
        service->reporters[i] =
            gj_reporter_new((gj_language)i, GJ_JSON_COMPACT, 0);
    return status;
}

/* ---------------------------------------------------------------- answers */

static void deliver(void *context, const gj_outcome *outcome)
{
    gj_service *service = context;
    gj_error error = {0};

    /* What only a new beginning can mend. */
    service->stale = outcome->status == GJ_FAILED_PLUGIN;
    if (outcome->result != NULL) {
        gj_answer_result(service->answer, outcome->result, service->today,
                         service->reporters);
        return;
    }
    gj_fail(&error, GJ_FAILED_PLUGIN, "内部错误：结果无法解读",
            "internal error: a result could not be read");
    gj_answer_failure(service->answer, &error);
}

static gj_status reopen(gj_service *service, gj_error *error)
{
    gj_pool_close(service->pool);
    service->stale = false;
    gj_status status = gj_pool_open(&service->pool, &service->options, deliver,
                                    service, error);
    if (status != GJ_OK) {
        gj_pool_close(service->pool);
        service->pool = NULL;
    }
    return status;
}

static void put_troubles(const gj_pool *pool, gj_buffer *answer)
{
    size_t at = answer->length;
    const gj_error *trouble;
    uint32_t count = 0;

    gj_put_u32(answer, 0);
    for (size_t i = 0; (trouble = gj_pool_broken(pool, i)) != NULL; i++) {
        gj_answer_trouble(answer, trouble);
        count++;
    }
    for (size_t i = 0; (trouble = gj_pool_refusal(pool, i)) != NULL; i++) {
        gj_answer_trouble(answer, trouble);
        count++;
    }
    gj_set_u32(answer, at, count);
}

static gj_status set_up(gj_service *service, gj_text head, gj_error *error)
{
    gj_cursor in;

    if (service->opening.length > 0)
        return fail_question(error);
    gj_buffer_text(&service->opening, head);
    in = gj_cursor_of(gj_buffer_view(&service->opening));
    gj_get_u8(&in);
    gj_status status = read_options(service, &in, error);
    if (status == GJ_OK)
        status = reopen(service, error);
    if (status != GJ_OK)
        return status;
    service->opened = true;
    gj_put_u32(service->answer, GOUJI_OK);
    put_troubles(service->pool, service->answer);
    return GJ_OK;
}

static gj_status check(gj_service *service, gj_cursor *in, gj_text body,
                       gj_error *error)
{
    const char *name = gj_get_string(in);
    uint32_t today = gj_get_u32(in);
    uint64_t length = gj_get_u64(in);
    size_t limit = service->options.engine.limits.bytes;
    gj_error refused = {0};
    gj_status status = GJ_OK;

    if (in->bad || name == NULL || !service->opened)
        return fail_question(error);
    service->today = today;
    if (service->pool == NULL || service->stale)
        status = reopen(service, error);
    if (status != GJ_OK)
        return status;
    gj_task task = {
        .source = {gj_text_of(name), 0}, .bytes = body, .today = today};
    if (length != body.length) {
        gj_input_too_large(&refused, limit ? limit : gj_input_limit);
        task.error = &refused;
    }
    gj_pool_submit(service->pool, &task);
    gj_pool_drain(service->pool);
    return GJ_OK;
}

void gj_service_answer(gj_service *service, gj_text head, gj_text body,
                       gj_buffer *answer)
{
    gj_cursor in = gj_cursor_of(head);
    gj_error error = {0};
    gj_status status;

    service->answer = answer;
    switch (gj_get_u8(&in)) {
    case GJ_ASK_OPEN:
        status = set_up(service, head, &error);
        break;
    case GJ_ASK_CHECK:
        status = check(service, &in, body, &error);
        break;
    default:
        status = fail_question(&error);
    }
    if (status != GJ_OK)
        gj_answer_failure(answer, &error);
}

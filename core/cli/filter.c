/* gouji filter: reports as lines in, results as lines out, in order. */
#include <stdlib.h>

#include "cli/interrupt.h"
#include "cli/settings.h"
#include "input/lines.h"
#include "writer/accepted.h"
#include "writer/reporter.h"

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_FORM,
                              GJ_OPTION_RULE,
                              GJ_OPTION_NO_RULE,
                              GJ_OPTION_TODAY,
                              GJ_OPTION_MAX_BYTES,
                              GJ_OPTION_MAX_DEPTH,
                              GJ_OPTION_MAX_NODES,
                              GJ_OPTION_JOBS,
                              GJ_OPTION_ISOLATE,
                              GJ_OPTION_MAX_FAULTS,
                              GJ_OPTION_RULE_TIMEOUT,
                              GJ_OPTION_MEMORY_LIMIT,
                              GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR,
                              GJ_OPTION_CONFIG,
                              GJ_OPTION_NO_CONFIG,
                              GJ_OPTION_LANG,
                              GJ_OPTION_HELP,
                              0};

const gj_command gj_filter_command = {
    .name = "filter",
    .usage = "[OPTION…] <REPORTS.jsonl >RESULTS.jsonl",
    .about = GJ_WORDS(
        "过滤器：从标准输入逐行读报告，每个非空行按原顺序输出一行 JSON 结果",
        "reports as lines in, one line of JSON out for each line that is not "
        "empty, in order"),
    .options = options,
    .run = run};

typedef struct filtering {
    gj_settings *settings;
    gj_pool *pool;
    gj_stream stream;
    gj_lines lines;
    gj_reporter *reporter;
    /** Answers that are not written yet. */
    gj_buffer bytes;
    int status;
} filtering;

static void raise_status(filtering *f, int status)
{
    if (status > f->status)
        f->status = status;
}

/* ---------------------------------------------------------------- answers */

static void write_answers(void *context)
{
    filtering *f = context;

    if (fwrite(f->bytes.data, 1, f->bytes.length, stdout) < f->bytes.length ||
        fflush(stdout) != 0)
        gj_note_unwritten();
    gj_buffer_clear(&f->bytes);
}

/** The line has its answer all the same, so that those behind it keep their
    places. */
static void add_fault(filtering *f)
{
    gj_trouble trouble = {
        .what = gj_text_of("engine"),
        .words = GJ_BOTH("内部错误：结果无法解读",
                         "internal error: a result could not be read")};
    json_t *object = gj_trouble_object(&trouble, f->settings->language);

    gj_json_value(&f->bytes, json_pack("{s:o}", "fault", object),
                  GJ_JSON_COMPACT, 0);
    raise_status(f, GJ_EXIT_FAULT);
}

static void deliver(void *context, const gj_outcome *outcome)
{
    filtering *f = context;

    if (outcome->result != NULL) {
        gj_suppressions_apply(&f->settings->suppressions,
                              &f->settings->baseline, outcome->result);
        gj_reporter_add(f->reporter, outcome->result, &f->bytes);
    } else {
        add_fault(f);
    }
    gj_buffer_byte(&f->bytes, '\n');
}

/** Whoever writes the lines may wait for their answers before the next one. */
static void answer(void *context, int file)
{
    const filtering *f = context;

    gj_pool_settle(f->pool, file);
}

/* ------------------------------------------------------------------ lines */

static void submit(filtering *f, gj_text line, const gj_error *error)
{
    gj_task task = {.source = {gj_text_of("-"), f->lines.number},
                    .bytes = line,
                    .error = error};

    gj_pool_submit(f->pool, &task);
}

static void give_up_reading(filtering *f, const gj_error *error)
{
    if (*gj_interrupt_flag() != 0)
        return;
    gj_tell(f->settings->language, error);
    raise_status(f, GJ_EXIT_UNREADABLE);
}

static void filter_lines(filtering *f)
{
    gj_lines_gave kind = GJ_LINE_GIVEN;
    gj_error error = {0};

    while (kind != GJ_LINE_END && *gj_interrupt_flag() == 0 &&
           !ferror(stdout)) {
        gj_text line = {NULL, 0};
        kind = gj_lines_next(&f->lines, &line, &error);
        if (kind == GJ_LINE_GIVEN)
            submit(f, line, NULL);
        else if (kind == GJ_LINE_TOO_LONG)
            submit(f, line, &error);
        else if (kind == GJ_LINE_BROKEN)
            give_up_reading(f, &error);
        if (error.status != GJ_OK)
            error = (gj_error){0};
    }
    gj_pool_drain(f->pool);
}

/* ---------------------------------------------------------------- the run */

/** Answers are about lines; what came of the suppressions is about the run, and
    is told where faults are. */
static void tell_suppressions(const filtering *f)
{
    const gj_suppressions *list = &f->settings->suppressions;
    gj_buffer words = {0};

    for (size_t i = 0; i < list->count; i++)
        gj_add_suppression_line(&words, &list->at[i], f->settings->language);
    if (words.length > 0)
        gj_put_lines(stderr, gj_buffer_view(&words));
    gj_buffer_free(&words);
}

/** Lines are read to where workers see them. */
static char *widen(void *context, gj_text kept, size_t more)
{
    const filtering *f = context;

    return gj_pool_room(f->pool, kept, more);
}

static void begin(filtering *f)
{
    gj_pool_on_pause(f->pool, write_answers);
    gj_stream_open_stdin(&f->stream);
    f->stream.stop = gj_interrupt_flag();
    f->stream.waits = answer;
    f->stream.context = f;
    gj_lines_begin(&f->lines, &f->stream, (gj_room){widen, f},
                   f->settings->limits.bytes);
    f->reporter = gj_reporter_new(f->settings->language, GJ_JSON_COMPACT, 0);
    /* No answer says that a plugin or a form was missing: the run does. */
    if (gj_pool_broken(f->pool, 0) != NULL)
        raise_status(f, GJ_EXIT_USAGE);
    if (gj_pool_refusal(f->pool, 0) != NULL)
        raise_status(f, GJ_EXIT_FAULT);
    gj_interrupt_begin();
}

static void end(filtering *f)
{
    gj_pool_close(f->pool);
    gj_buffer_free(&f->bytes);
    if (f->reporter != NULL)
        gj_reporter_free(f->reporter);
}

static int run(gj_settings *settings)
{
    filtering f = {.settings = settings};
    gj_error error = {0};
    gj_status status = GJ_OK;

    /* A reader that goes away ends a filter, without a word. */
    signal(SIGPIPE, SIG_DFL);
    if (settings->argument_count > 0)
        status = gj_fail(&error, GJ_FAILED_USAGE,
                         "gouji filter 只读标准输入；检查文件请用 gouji check",
                         "gouji filter reads standard input; for files there "
                         "is gouji check");
    if (status == GJ_OK)
        status = gj_settings_pool(&f.pool, settings, deliver, &f, &error);
    if (status == GJ_OK) {
        begin(&f);
        filter_lines(&f);
        tell_suppressions(&f);
    } else {
        raise_status(&f, gj_give_up(settings->language, &error));
    }
    end(&f);
    return gj_interrupt_end(gj_finish(settings->language, f.status));
}

/* gouji check: reports in, findings out. */
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/accepted.h"
#include "cli/checking.h"
#include "cli/interrupt.h"
#include "cli/journal.h"
#include "cli/outputs.h"
#include "cli/pending.h"
#include "cli/progress.h"
#include "cli/tally.h"
#include "cli/watch.h"
#include "input/inputs.h"

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_FORM,         GJ_OPTION_RULE,
                              GJ_OPTION_NO_RULE,      GJ_OPTION_FORMAT,
                              GJ_OPTION_FAIL_ON,      GJ_OPTION_STRICT,
                              GJ_OPTION_TODAY,        GJ_OPTION_MAX_BYTES,
                              GJ_OPTION_MAX_DEPTH,    GJ_OPTION_MAX_NODES,
                              GJ_OPTION_MAX_UNPACKED, GJ_OPTION_MAX_RATIO,
                              GJ_OPTION_RESUME,       GJ_OPTION_WATCH,
                              GJ_OPTION_JOBS,         GJ_OPTION_ISOLATE,
                              GJ_OPTION_MAX_FAULTS,   GJ_OPTION_RULE_TIMEOUT,
                              GJ_OPTION_MEMORY_LIMIT, GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR,     GJ_OPTION_CONFIG,
                              GJ_OPTION_NO_CONFIG,    GJ_OPTION_BASELINE,
                              GJ_OPTION_LANG,         GJ_OPTION_COLOR,
                              GJ_OPTION_HELP,         0};

const gj_command gj_check_command = {
    .name = "check",
    .usage = "[OPTION…] PATH…",
    .about = GJ_WORDS(
        "检查报告：文件、文件夹（其下的报告）、带引号的通配模式、@清单，"
        "或 - 表示标准输入",
        "check reports: files, folders (the reports below them), "
        "quoted patterns, @LIST files, or - for standard input"),
    .options = options,
    .run = run,
    .arguments = "@input"};

/** What became of the first input before its turn: nothing; it was read; the
    pool has it already. */
typedef enum ahead { AHEAD_NOTHING, AHEAD_READ, AHEAD_SUBMITTED } ahead;

/** A run of the command. */
typedef struct checking {
    gj_settings *settings;
    gj_pool *pool;
    /** Where results go: to whom wants to see them, else to the outputs. */
    gj_see *see;
    void *context;
    gj_outputs outputs;
    gj_summary summary;
    /** What was submitted and has not come back yet. */
    gj_pending pending;
    gj_inputs_options what;
    gj_inputs *inputs;
    /** The first input, where it was read before its turn. */
    gj_input first;
    ahead ahead;
    gj_progress progress;
    gj_journal journal;
    /** All results are where they were to go. */
    bool complete;
    /** For the names of inputs that have none of their own. */
    gj_buffer name;
    /** Reports that were counted before a path that stands for several. */
    uint64_t before;
    /** The highest exit status so far. */
    int status;
} checking;

static void raise_status(checking *c, int status)
{
    if (status > c->status)
        c->status = status;
}

/* ------------------------------------------------------------- one result */

static void skip(checking *c, const gj_source *source, gj_words why, bool fails)
{
    gj_buffer_clear(&c->name);
    gj_buffer_text(&c->name, source->path);
    if (source->record > 0)
        gj_buffer_print(&c->name, ":%" PRIu64, source->record);
    c->summary.skipped++;
    gj_outputs_skip(&c->outputs, &(gj_skip){c->name.data, why, fails});
}

/** A path under which there was nothing to check is most likely the wrong
    one: it must not look like one whose reports are clean. */
static void end_path(checking *c, const gj_source *source, gj_words why)
{
    gj_error error = {0};

    if (c->summary.reports == c->before && gj_words_given(why)) {
        skip(c, source, why, true);
        raise_status(c, GJ_EXIT_UNREADABLE);
        gj_fail_words(&error, GJ_FAILED_FILE, why);
        gj_error_file(&error, c->name.data);
        if (c->see != NULL)
            gj_tell(c->settings->language, &error);
    }
}

/** Counts a result and hands it to the writers. */
static void deliver_result(checking *c, const gj_outcome *outcome)
{
    if (outcome->result == NULL) {
        gj_error error = {0};
        gj_fail(&error, GJ_FAILED_PLUGIN, "内部错误：结果无法解读",
                "internal error: a result could not be read");
        gj_tell(c->settings->language, &error);
        raise_status(c, GJ_EXIT_FAULT);
        return;
    }
    /* A report whose form is at fault is no fault of the report: that is
       told once for the form, with its own status. */
    if (outcome->status != GJ_OK && outcome->status != GJ_FAILED_DATA)
        raise_status(c, GJ_EXIT_UNREADABLE);
    gj_suppressions_apply(&c->settings->suppressions, &c->settings->baseline,
                          outcome->result);
    raise_status(c, gj_tally_add(&c->summary, c->settings, outcome->result));
    if (c->see != NULL)
        c->see(c->context, outcome->result);
    else
        gj_outputs_result(&c->outputs, outcome->result);
}

static bool is_report(gj_input_kind kind)
{
    return kind == GJ_INPUT_REPORT || kind == GJ_INPUT_FAULT;
}

static void deliver(void *context, const gj_outcome *outcome)
{
    checking *c = context;
    gj_submitted submitted = gj_pending_take(&c->pending);

    gj_progress_yield(&c->progress);
    if (is_report(submitted.kind) && !submitted.known)
        gj_journal_add(&c->journal, &submitted.input, outcome);
    if (submitted.kind == GJ_INPUT_DONE)
        end_path(c, &outcome->source, submitted.why);
    else if (submitted.kind == GJ_INPUT_SKIP)
        skip(c, &outcome->source, submitted.why, false);
    else if (outcome->status == GJ_FAILED_FORM && outcome->record.length == 0)
        skip(c, &outcome->source,
             GJ_BOTH("不属于任何已知的表样", "of no known form"), false);
    else {
        if (submitted.over != NULL)
            submitted.over->is_report = true;
        deliver_result(c, outcome);
    }
    if (!submitted.within)
        c->before = c->summary.reports;
}

static void pause_outputs(void *context)
{
    checking *c = context;

    gj_outputs_pause(&c->outputs);
}

/* ------------------------------------------------------------- the inputs */

/** The journal has no more, or another input: from here on everything is
    checked. */
static void end_past(checking *c)
{
    gj_error told = {0};
    uint64_t taken = c->journal.taken;

    gj_pool_drain(c->pool);
    gj_progress_restart(&c->progress, &c->summary, c->inputs);
    gj_journal_turn(&c->journal);
    if (c->journal.changed)
        gj_fail(&told, GJ_FAILED_DATA,
                "取自日志的结果有 %" PRIu64 " 份；下一份报告与当时不同，"
                "从它起重新检查",
                "taken from the journal: %" PRIu64 "; the next input is "
                "another than it was, and is checked with all behind it",
                taken);
    else
        gj_fail(&told, GJ_FAILED_DATA,
                "取自日志的结果有 %" PRIu64 " 份，其余接着检查",
                "taken from the journal: %" PRIu64 "; the rest is checked",
                taken);
    gj_error_file(&told, c->journal.path);
    gj_tell(c->settings->language, &told);
}

/** Whether the journal has the outcome of a report. */
static bool look_up(checking *c, gj_submitted *submitted, const gj_input *input,
                    gj_past *past)
{
    if (c->journal.path == NULL || !is_report(input->kind))
        return false;
    submitted->input = gj_journal_input(input);
    if (!c->journal.reading)
        return false;
    if (gj_journal_take(&c->journal, &submitted->input, past))
        return true;
    end_past(c);
    return false;
}

static gj_task task_of(const gj_input *input)
{
    return (gj_task){.source = {input->path, input->record},
                     .found = input->found,
                     .pass = !is_report(input->kind),
                     .bytes = input->bytes,
                     .error = input->error};
}

static void submit(checking *c, const gj_input *input)
{
    gj_submitted submitted = {.kind = input->kind,
                              .why = input->why,
                              .within = input->within,
                              .over = gj_outputs_over(&c->outputs, input)};
    gj_past past;
    gj_task task = task_of(input);

    submitted.known = look_up(c, &submitted, input, &past);
    if (submitted.known)
        task.past = &past;
    gj_pending_put(&c->pending, &submitted);
    if (c->ahead != AHEAD_SUBMITTED)
        gj_pool_submit(c->pool, &task);
    c->ahead = AHEAD_NOTHING;
    gj_progress_step(&c->progress, &c->summary, c->inputs);
}

static bool read_next(checking *c, gj_input *input)
{
    if (!gj_inputs_next(c->inputs, input))
        return false;
    gj_inputs_load(c->inputs, input);
    return true;
}

/** Reads the first input while plugins are loaded, if it is there to be read at
    once; a report is then checked as soon as they are. */
static void read_ahead(checking *c)
{
    struct stat about;

    if (stat(c->settings->arguments[0], &about) != 0 ||
        !S_ISREG(about.st_mode) || c->journal.path != NULL)
        return;
    if (!read_next(c, &c->first))
        return;
    gj_task task = task_of(&c->first);
    c->ahead =
        c->first.kind == GJ_INPUT_REPORT && gj_pool_submit_ahead(c->pool, &task)
            ? AHEAD_SUBMITTED
            : AHEAD_READ;
}

/** Whoever reads along should not wait for results that are known. */
static void give_out(void *context, int file)
{
    checking *c = context;

    gj_pool_settle(c->pool, file);
    gj_progress_step(&c->progress, &c->summary, c->inputs);
}

/** What is read is read to where workers see it. */
static char *widen(void *context, gj_text kept, size_t more)
{
    const checking *c = context;

    return gj_pool_room(c->pool, kept, more);
}

static bool is_over(const checking *c)
{
    return *gj_interrupt_flag() != 0 ||
           (c->see == NULL && gj_outputs_failed(&c->outputs));
}

/** Until there is no more, or a signal says that it is enough: what was being
    read then is none of the results. */
static void submit_inputs(checking *c)
{
    gj_input input;

    /* What the pool has already comes back from it. */
    if (c->ahead == AHEAD_SUBMITTED || (c->ahead == AHEAD_READ && !is_over(c)))
        submit(c, &c->first);
    while (!is_over(c) && read_next(c, &input) && !is_over(c))
        submit(c, &input);
}

/** A part must not look like the whole. */
static void tell_interruption(checking *c)
{
    gj_error error = {0};

    gj_fail(&error, GJ_FAILED_FILE,
            "检查被中断：已检查 %" PRIu64 " 份报告，其余没有检查",
            "the run was interrupted: %" PRIu64
            " reports were checked, the rest was not",
            c->summary.reports);
    gj_tell(c->settings->language, &error);
    gj_outputs_trouble(&c->outputs, "run", &error);
    /* Without outputs there is nothing that could say so but the status. */
    if (c->see != NULL)
        raise_status(c, GJ_EXIT_FAULT);
}

static void open_inputs(checking *c)
{
    const gj_settings *settings = c->settings;

    c->what =
        (gj_inputs_options){.paths = settings->arguments,
                            .path_count = (size_t)settings->argument_count,
                            .limit = settings->limits.bytes,
                            .unpacking = settings->unpacking,
                            .room = {widen, c},
                            .stop = gj_interrupt_flag(),
                            .waits = give_out,
                            .context = c};
    c->inputs = gj_inputs_new(&c->what);
}

static void check_inputs(checking *c)
{
    gj_progress_begin(&c->progress, c->settings, &c->what);
    submit_inputs(c);
    if (c->journal.reading && !is_over(c))
        end_past(c);
    gj_pool_finish(c->pool);
    gj_progress_end(&c->progress);
    if (*gj_interrupt_flag() != 0)
        tell_interruption(c);
}

/* ---------------------------------------------------------------- the run */

static void tell_troubles(checking *c)
{
    const gj_error *error;

    for (size_t i = 0; (error = gj_pool_broken(c->pool, i)) != NULL; i++) {
        gj_outputs_trouble(&c->outputs, "form", error);
        raise_status(c, GJ_EXIT_USAGE);
    }
    for (size_t i = 0; (error = gj_pool_refusal(c->pool, i)) != NULL; i++) {
        gj_outputs_trouble(&c->outputs, "plugin", error);
        raise_status(c, GJ_EXIT_FAULT);
    }
}

static void check_all(checking *c)
{
    const gj_settings *settings = c->settings;
    gj_error error = {0};

    gj_interrupt_begin();
    tell_troubles(c);
    check_inputs(c);
    if (settings->suppressions.count > 0)
        c->summary.suppressions = &settings->suppressions;
    if (settings->baseline_file != NULL)
        c->summary.baseline = &settings->baseline;
    if (gj_outputs_end(&c->outputs, &c->summary, &error) != GJ_OK) {
        gj_tell(settings->language, &error);
        raise_status(c, GJ_EXIT_FAULT);
    }
    if (c->journal.broken.status != GJ_OK) {
        gj_tell(settings->language, &c->journal.broken);
        raise_status(c, GJ_EXIT_FAULT);
    }
    c->complete =
        error.status == GJ_OK && *gj_interrupt_flag() == 0 && !ferror(stdout);
}

/** What the results depend on is known when the pool is open. */
static gj_status begin_journal(checking *c, gj_error *error)
{
    gj_digest key = {{0}};

    if (c->journal.path == NULL)
        return GJ_OK;
    key = gj_journal_key(c->settings, c->pool);
    gj_status status = gj_journal_begin(&c->journal, &key, error);
    if (status == GJ_FAILED_FILE)
        raise_status(c, GJ_EXIT_FAULT);
    return status;
}

/** An output that cannot be opened is one that was not written whole. */
static gj_status open_outputs(checking *c, gj_error *error)
{
    gj_status status = GJ_OK;

    if (c->see == NULL)
        status = gj_outputs_open(&c->outputs, c->settings, error);
    if (status == GJ_FAILED_FILE)
        raise_status(c, GJ_EXIT_FAULT);
    return status;
}

static gj_status prepare(checking *c, gj_error *error)
{
    gj_settings *settings = c->settings;
    gj_status status = GJ_OK;

    if (settings->argument_count == 0)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "要检查什么？请给出文件或文件夹，或用 - 读标准输入",
                       "what is to be checked? Name files or folders, or - "
                       "for standard input");
    if (settings->baseline_file != NULL && c->see == NULL)
        status = gj_baseline_read(&settings->baseline, settings->baseline_file,
                                  &settings->arena, error);
    if (status == GJ_OK)
        status = gj_journal_open(&c->journal, settings, error);
    /* Going on with a run is going on with its day. */
    if (status == GJ_OK)
        status = gj_suppressions_index(&settings->suppressions, settings->today,
                                       error);
    if (status == GJ_OK)
        status = gj_settings_pool_start(&c->pool, settings, deliver, c, error);
    if (status == GJ_OK) {
        gj_pool_on_pause(c->pool, pause_outputs);
        open_inputs(c);
        read_ahead(c);
        status = gj_settings_pool_load(c->pool, settings, error);
    }
    if (status == GJ_OK)
        status = begin_journal(c, error);
    if (status == GJ_OK)
        status = open_outputs(c, error);
    return status;
}

/** What a plugin does when all is written takes no result with it, and is told.
 */
static void end_pool(checking *c)
{
    gj_error error = {0};

    if (gj_pool_end(c->pool, &error) == GJ_OK)
        return;
    gj_tell(c->settings->language, &error);
    raise_status(c, GJ_EXIT_FAULT);
}

int gj_check_run(gj_settings *settings, gj_see *see, void *context,
                 gj_error *error)
{
    checking c = {.settings = settings, .see = see, .context = context};

    if (prepare(&c, error) == GJ_OK)
        check_all(&c);
    else
        raise_status(&c, gj_give_up(settings->language, error));
    gj_buffer_free(&c.name);
    gj_pending_free(&c.pending);
    gj_journal_close(&c.journal, c.complete);
    if (*gj_interrupt_flag() == 0 && c.pool != NULL)
        end_pool(&c);
    if (c.inputs != NULL)
        gj_inputs_free(c.inputs);
    gj_pool_close(c.pool);
    return c.status;
}

static int run(gj_settings *settings)
{
    gj_error error = {0};
    int status = settings->watch ? gj_watch_run(settings)
                                 : gj_check_run(settings, NULL, NULL, &error);
    return gj_interrupt_end(gj_finish(settings->language, status));
}

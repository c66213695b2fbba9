/* gouji baseline: takes down what is found now, so that gouji check --baseline
 * fails on what is new only. */
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/accepted.h"
#include "cli/checking.h"
#include "cli/interrupt.h"
#include "writer/terminal.h"

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_BASELINE,     GJ_OPTION_FORM,
                              GJ_OPTION_RULE,         GJ_OPTION_NO_RULE,
                              GJ_OPTION_TODAY,        GJ_OPTION_MAX_BYTES,
                              GJ_OPTION_MAX_DEPTH,    GJ_OPTION_MAX_NODES,
                              GJ_OPTION_MAX_UNPACKED, GJ_OPTION_MAX_RATIO,
                              GJ_OPTION_JOBS,         GJ_OPTION_ISOLATE,
                              GJ_OPTION_MAX_FAULTS,   GJ_OPTION_RULE_TIMEOUT,
                              GJ_OPTION_MEMORY_LIMIT, GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR,     GJ_OPTION_CONFIG,
                              GJ_OPTION_NO_CONFIG,    GJ_OPTION_LANG,
                              GJ_OPTION_HELP,         0};

static int write_anew(gj_settings *settings);
static int update(gj_settings *settings);

static const gj_verb verbs[] = {
    {"write", GJ_WORDS("写出基线", "write a baseline"), "@input", write_anew},
    {"update",
     GJ_WORDS("按所给报告更新基线",
              "bring a baseline up to date for the reports given"),
     "@input", update},
    {.name = NULL}};

const gj_command gj_baseline_command = {
    .name = "baseline",
    .usage = "write | update --baseline FILE [OPTION…] PATH…",
    .about = GJ_WORDS(
        "把现有的问题写入基线（write），或按所给报告更新基线（update）；"
        "gouji check --baseline FILE 只计基线以外的问题",
        "take down what is found now (write), or bring a baseline up to date "
        "for the reports given (update); gouji check --baseline FILE counts "
        "only what is not in it"),
    .options = options,
    .run = run,
    .verbs = verbs};

/** A report that was checked: whose entries are replaced. */
typedef struct checked {
    gj_text form;
    gj_text unit;
    int64_t year;
} checked;

typedef struct ran {
    gj_text form;
    gj_text rule;
} ran;

typedef struct taking {
    gj_settings *settings;
    /** The baseline as it was, of which nothing stays but what is found again
        where it is begun anew. */
    gj_suppressions before;
    bool anew;
    gj_suppressions now;
    checked *reports;
    size_t report_count;
    size_t report_room;
    /** The rules that they were checked with, as form and rule; and the
        catalogues that these were taken from, for telling new ones. */
    ran *rules;
    size_t rule_count;
    size_t rule_room;
    const gj_catalogue **catalogues;
    size_t catalogue_count;
    size_t catalogue_room;
} taking;

/* --------------------------------------------------------------- results */

static void tell_unreadable(const taking *t, const gj_result *result)
{
    gj_error error = {0};
    gj_buffer path = {0};
    gj_buffer zh = {0};
    gj_buffer en = {0};

    gj_buffer_text(&path, result->path);
    if (result->finding_count > 0) {
        const gj_finding_entry *why = &result->findings[0];
        gj_finding_message(result, why, GJ_ZH, &zh);
        gj_finding_message(result, why, GJ_EN, &en);
        gj_fail_words(&error, GJ_FAILED_FILE,
                      (gj_words){gj_buffer_view(&zh), gj_buffer_view(&en)});
        gj_error_place(&error, why->primary.line, why->primary.column);
    }
    gj_error_file(&error, path.data);
    gj_tell(t->settings->language, &error);
    gj_buffer_free(&path);
    gj_buffer_free(&zh);
    gj_buffer_free(&en);
}

static void note_report(taking *t, const gj_result *result)
{
    gj_arena *arena = &t->settings->arena;

    gj_grow(&t->reports, t->report_count, &t->report_room, sizeof *t->reports);
    t->reports[t->report_count++] =
        (checked){gj_arena_text(arena, result->form->id),
                  gj_arena_text(arena, result->unit), result->year};
}

static void note_rules(taking *t, const gj_catalogue *from)
{
    const gj_selection *selection = &t->settings->policy.selection;
    gj_arena *arena = &t->settings->arena;

    for (size_t i = 0; i < t->catalogue_count; i++)
        if (t->catalogues[i] == from)
            return;
    gj_grow(&t->catalogues, t->catalogue_count, &t->catalogue_room,
            sizeof(const gj_catalogue *));
    t->catalogues[t->catalogue_count++] = from;
    for (uint32_t i = 0; i < from->rule_count; i++) {
        if (!gj_selection_wants(selection, from->rules[i].id))
            continue;
        gj_grow(&t->rules, t->rule_count, &t->rule_room, sizeof *t->rules);
        t->rules[t->rule_count++] =
            (ran){gj_arena_text(arena, from->form->id),
                  gj_arena_text(arena, from->rules[i].id)};
    }
}

static void add(taking *t, const gj_result *result,
                const gj_finding_entry *finding)
{
    gj_suppression entry = gj_baseline_entry(
        result, finding, t->settings->language, &t->settings->arena);
    gj_suppressions_add(&t->now, &entry);
}

static void add_all(taking *t, const gj_result *result)
{
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (result->findings[i].rule->checks)
            add(t, result, &result->findings[i]);
}

/** In an update what was in the baseline keeps its words, in whatever language
    they are: else a change of language would change the whole file. */
static void see(void *context, gj_result *result)
{
    taking *t = context;

    if (result->status == GJ_RESULT_UNREADABLE || result->form == NULL) {
        tell_unreadable(t, result);
        return;
    }
    note_report(t, result);
    note_rules(t, result->catalogue);
    if (t->anew)
        add_all(t, result);
    gj_suppressions_apply(&(gj_suppressions){0}, &t->before, result);
    if (!t->anew)
        add_all(t, result);
}

/* ---------------------------------------------------------------- update */

static int compare_reports(const void *left, const void *right)
{
    const checked *a = left;
    const checked *b = right;
    int order = gj_text_compare(a->form, b->form);

    if (order == 0)
        order = gj_text_compare(a->unit, b->unit);
    if (order == 0 && a->year != b->year)
        order = a->year < b->year ? -1 : 1;
    return order;
}

static bool was_looked_at(const taking *t, const gj_identity *words)
{
    checked of = {words->form, words->unit, words->year};
    bool rule_ran = false;

    for (size_t i = 0; i < t->rule_count && !rule_ran; i++)
        rule_ran = gj_text_is(t->rules[i].rule, words->rule) &&
                   gj_text_is(t->rules[i].form, words->form);
    return rule_ran && bsearch(&of, t->reports, t->report_count, sizeof of,
                               compare_reports) != NULL;
}

/** Whether an entry stays: it is still found, or is of a report or a rule that
    was not looked at this time. */
static bool stays(const taking *t, const gj_suppression *entry)
{
    if (entry->state == GJ_SUPPRESSION_USED)
        return true;
    return !t->anew && entry->state == GJ_SUPPRESSION_UNMATCHED &&
           !was_looked_at(t, &entry->words);
}

static uint64_t keep_entries(taking *t)
{
    uint64_t gone = 0;

    if (t->report_count > 0)
        qsort(t->reports, t->report_count, sizeof *t->reports, compare_reports);
    for (size_t i = 0; i < t->before.count; i++)
        if (!stays(t, &t->before.at[i]))
            gone++;
        else if (!t->anew)
            gj_suppressions_add(&t->now, &t->before.at[i]);
    return gone;
}

/* ------------------------------------------------------------ the command */

static gj_status refuse(const gj_settings *settings, const gj_verb *verb,
                        gj_error *error)
{
    if (verb == NULL)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "应写 gouji baseline write 或 update",
                       "write gouji baseline write or update");
    if (settings->baseline_file == NULL)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "基线写到哪里？请给出 --baseline FILE",
                       "where is the baseline? Say --baseline FILE");
    return GJ_OK;
}

/** By then what was found twice stands there once. */
static void tell_count(const taking *t, uint64_t gone)
{
    uint64_t kept = t->before.count - gone;
    uint64_t added = t->now.count - kept;
    gj_buffer line = {0};

    gj_buffer_visible(&line, gj_text_of(t->settings->baseline_file));
    if (t->settings->language == GJ_ZH)
        gj_buffer_print(&line,
                        "：共 %zu 项问题，新增 %" PRIu64 " 项，保留 %" PRIu64
                        " 项，删去 %" PRIu64 " 项\n",
                        t->now.count, added, kept, gone);
    else
        gj_buffer_print(&line,
                        ": %zu finding%s; %" PRIu64 " added, %" PRIu64
                        " kept, %" PRIu64 " removed\n",
                        t->now.count, t->now.count == 1 ? "" : "s", added, kept,
                        gone);
    gj_put_lines(stdout, gj_buffer_view(&line));
    gj_buffer_free(&line);
}

/** A baseline that lacks what could not be checked would not be one. */
static int take_down(taking *t, gj_error *error)
{
    gj_error told = {0};
    int status = gj_check_run(t->settings, see, t, &told);

    if (status > GJ_EXIT_FINDINGS) {
        gj_fail(error, GJ_FAILED_FILE, "有的报告没有查全，基线没有写",
                "something could not be checked, so the baseline was not "
                "written");
        gj_tell(t->settings->language, error);
        return status;
    }
    uint64_t gone = keep_entries(t);
    if (gj_baseline_write(&t->now, t->settings->baseline_file, error) !=
        GJ_OK) {
        gj_tell(t->settings->language, error);
        return GJ_EXIT_FAULT;
    }
    tell_count(t, gone);
    return GJ_EXIT_CLEAN;
}

static int finish(taking *t, gj_error *error)
{
    gj_settings *settings = t->settings;
    int status = error->status == GJ_OK ? take_down(t, error)
                                        : gj_give_up(settings->language, error);

    gj_suppressions_free(&t->before);
    gj_suppressions_free(&t->now);
    free(t->reports);
    free(t->rules);
    free(t->catalogues);
    return status;
}

/** The reason comes first, and then what it means. */
static void tell_kept(const gj_settings *settings, gj_error *error)
{
    gj_tell(settings->language, error);
    *error = (gj_error){.status = GJ_OK};
    gj_fail(error, GJ_FAILED_DATA, "没有覆盖它；请换一个文件名，或先把它删除",
            "it was not replaced; choose another file, or remove it first");
    gj_error_file(error, settings->baseline_file);
}

static int write_anew(gj_settings *settings)
{
    taking t = {.settings = settings, .anew = true};
    struct stat about;
    gj_error error = {0};

    /* What is no baseline is not replaced by one. */
    if (stat(settings->baseline_file, &about) == 0 &&
        gj_baseline_read(&t.before, settings->baseline_file, &settings->arena,
                         &error) != GJ_OK &&
        !S_ISDIR(about.st_mode))
        tell_kept(settings, &error);
    return finish(&t, &error);
}

static int update(gj_settings *settings)
{
    taking t = {.settings = settings};
    gj_error error = {0};

    gj_baseline_read(&t.before, settings->baseline_file, &settings->arena,
                     &error);
    return finish(&t, &error);
}

static int run(gj_settings *settings)
{
    const char *name =
        settings->argument_count > 0 ? settings->arguments[0] : "";
    const gj_verb *verb = gj_verb_find(&gj_baseline_command, name);
    gj_error error = {0};
    int status;

    if (refuse(settings, verb, &error) == GJ_OK) {
        settings->arguments++;
        settings->argument_count--;
        status = verb->run(settings);
    } else {
        status = gj_give_up(settings->language, &error);
    }
    return gj_interrupt_end(gj_finish(settings->language, status));
}

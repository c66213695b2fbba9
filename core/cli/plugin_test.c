/* gouji plugin test: the author's cases, then what an adversary would do. As in
 * gouji check, the plugin's code runs in workers and never in this process. */
#include <stdlib.h>

#include "cli/plugin.h"
#include "cli/rows.h"
#include "engine/builtin.h"
#include "trial/diff.h"
#include "writer/terminal.h"

enum {
    /** Milliseconds of the processor that a rule may take for one report; ten
        times that by the clock. */
    PATIENCE = 2000,
    /** Faults after which the plugin is not asked any more. */
    MOST_FAULTS = 4
};

gj_status gj_plugin_pool(gj_pool **pool, gj_settings *settings,
                         gj_deliver *deliver, void *context, gj_error *error)
{
    const char *file = settings->arguments[1];
    const gj_error *refusal;

    gj_folders_free(&settings->plugin_folders);
    gj_folders_add(&settings->plugin_folders, file);
    const gj_pool_options options = {.engine = gj_settings_options(settings),
                                     .workers = 1,
                                     .max_faults = MOST_FAULTS,
                                     .rule_timeout = PATIENCE,
                                     .memory_limit = settings->memory_limit,
                                     .timed = true};
    gj_pool_open(pool, &options, deliver, context, error);
    /* Others that forms ask for are not there, and need not be. */
    for (size_t i = 0; (refusal = gj_pool_refusal(*pool, i)) != NULL; i++)
        if (error->status == GJ_OK && strcmp(refusal->file, file) == 0)
            *error = *refusal;
    return error->status;
}

/* ------------------------------------------------------------------ a case */

typedef struct testing {
    const gj_settings *settings;
    gj_cases *cases;
    /** The plugin's name; empty where it is in no catalogue. */
    gj_text plugin;
    size_t as_expected;
    size_t accepted;
} testing;

static void print_lines(gj_text lines)
{
    while (lines.length > 0) {
        const char *end = memchr(lines.data, '\n', lines.length);
        uint64_t length =
            end != NULL ? (uint64_t)(end - lines.data) : lines.length;
        gj_buffer line = {0};
        gj_buffer_visible(&line, (gj_text){lines.data, length});
        puts(line.data ? line.data : "");
        gj_buffer_free(&line);
        lines.data += length + (end != NULL);
        lines.length -= length + (end != NULL);
    }
}

static void print_difference(const gj_case *one, const json_t *found,
                             gj_language language)
{
    char *is = gj_case_text(found);
    char *should = one->expected ? gj_case_text(one->expected) : NULL;
    gj_buffer lines = {0};

    printf("%s: %s\n", one->folder,
           one->expected == NULL
               ? gj_say(language, "没有写预期；这次的结果是：",
                        "nothing is expected yet; this was found:")
               : gj_say(language, "与预期不符（- 预期，+ 这次）：",
                        "not as expected (- expected, + found):"));
    gj_diff(should ? should : "", is, "    ", &lines);
    print_lines(gj_buffer_view(&lines));
    gj_buffer_free(&lines);
    free(should);
    free(is);
}

/** What the plugin did wrong with a case; returns whether it did. */
static bool print_faults(const gj_case *one, const gj_result *result,
                         gj_language language)
{
    bool any = false;

    for (uint32_t i = 0; i < result->finding_count; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        gj_buffer line = {0};
        if (!gj_text_is(finding->rule->id, gj_text_of(gj_plugin_fault_rule)))
            continue;
        any = true;
        gj_buffer_print(&line, "%s: ", one->folder);
        gj_finding_message(result, finding, language, &line);
        print_lines(gj_buffer_view(&line));
        gj_buffer_free(&line);
    }
    return any;
}

static void accept(testing *t, gj_case *one, json_t *found)
{
    gj_error error = {0};

    if (gj_case_accept(one, found, &error) != GJ_OK) {
        gj_tell(t->settings->language, &error);
        return;
    }
    printf("%s: %s\n", one->file,
           gj_say(t->settings->language, "已写下预期", "written"));
    json_decref(one->expected);
    one->expected = json_incref(found);
    t->accepted++;
}

/** Holds what was found in a case against what is expected. */
static void judge_case(void *context, const gj_outcome *outcome)
{
    testing *t = context;
    gj_case *one = &t->cases->at[outcome->tag];
    gj_error error = {0};

    if (outcome->result == NULL ||
        print_faults(one, outcome->result, t->settings->language))
        return;
    json_t *found = gj_case_say(one, outcome->result, t->plugin, &error);
    if (found == NULL)
        gj_tell(t->settings->language, &error);
    else if (one->expected != NULL && json_equal(one->expected, found))
        t->as_expected++;
    else if (t->settings->accept)
        accept(t, one, found);
    else
        print_difference(one, found, t->settings->language);
    json_decref(found);
}

/* --------------------------------------------------------------- all cases */

/** Name of the plugin that came from a file; empty where there is none. */
static gj_text name_of_plugin(const gj_pool *pool)
{
    size_t count;
    gj_catalogue *const *catalogues = gj_pool_catalogues(pool, &count);

    for (size_t i = 1; i < count; i++)
        for (uint32_t p = 0; p < catalogues[i]->plugin_count; p++)
            if (catalogues[i]->plugins[p].file.length > 0)
                return catalogues[i]->plugins[p].name;
    return (gj_text){"", 0};
}

static void submit_cases(gj_pool *pool, const gj_cases *cases)
{
    for (size_t i = 0; i < cases->count; i++) {
        const gj_case *one = &cases->at[i];
        gj_pool_submit(pool,
                       &(gj_task){.source = {.path = gj_text_of(one->folder)},
                                  .bytes = gj_buffer_view(&one->report),
                                  .today = one->today,
                                  .tag = i});
    }
    gj_pool_drain(pool);
}

/** Runs all cases and says what the rules' words are like. */
static int test_cases(const gj_settings *settings, gj_pool *pool, testing *t)
{
    size_t count = t->cases->count;
    size_t catalogue_count;
    gj_catalogue *const *catalogues =
        gj_pool_catalogues(pool, &catalogue_count);

    submit_cases(pool, t->cases);
    bool good =
        gj_row(settings->language, GJ_BOTH("用例", "cases"),
               t->as_expected + t->accepted == count, "%zu 个，符合预期 %zu 个",
               "%zu, as expected %zu", count, t->as_expected + t->accepted);
    good &= gj_plugin_words(catalogues, catalogue_count, t->plugin, t->cases,
                            settings->language);
    return good ? GJ_EXIT_CLEAN : GJ_EXIT_FINDINGS;
}

static int test_with(gj_settings *settings, gj_cases *cases)
{
    testing t = {.settings = settings, .cases = cases};
    gj_pool *pool = NULL;
    gj_error error = {0};
    int status = GJ_EXIT_FAULT;

    if (gj_plugin_pool(&pool, settings, judge_case, &t, &error) == GJ_OK) {
        t.plugin = name_of_plugin(pool);
        status = test_cases(settings, pool, &t);
    } else {
        gj_tell(settings->language, &error);
    }
    gj_pool_close(pool);
    if (status != GJ_EXIT_FAULT && !settings->accept) {
        int tried = gj_plugin_adversary(settings, cases);
        status = tried > status ? tried : status;
    }
    return status;
}

int gj_plugin_test(gj_settings *settings)
{
    gj_cases cases = {0};
    gj_error error = {0};
    int status;

    if (settings->argument_count != 3)
        gj_fail(&error, GJ_FAILED_USAGE,
                "请给出插件文件和用例文件夹，例如 gouji plugin test "
                "./office.so cases",
                "name a plugin's file and a folder of cases, such as gouji "
                "plugin test ./office.so cases");
    else
        gj_cases_read(&cases, settings->arguments[2], &error);
    if (error.status == GJ_OK)
        status = test_with(settings, &cases);
    else
        status = gj_give_up(settings->language, &error);
    gj_cases_free(&cases);
    return status;
}

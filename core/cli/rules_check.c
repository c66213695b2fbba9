/* gouji rules check RULESET.json: contradictions, rules that never apply, rules
 * that follow from others, and the cells of the form that no rule looks at. */
#include "cli/listing.h"
#include "cli/outputs.h"
#include "cli/rules.h"

#include <stdlib.h>

#include "writer/terminal.h"

/** Milliseconds of the processor that looking at the rules may take. */
enum { PATIENCE = 30000 };

/** The plugin whose data rulesets are. */
static const gj_text owner = GJ_TEXT("equations");

/* ---------------------------------------------------------------- the form */

static bool names_file(const gj_form *form, const char *file)
{
    char *wanted = realpath(file, NULL);
    bool found = false;

    for (uint32_t i = 0; i < form->datum_count && !found; i++) {
        char *own = realpath(form->data[i].file.data, NULL);
        found = wanted != NULL && own != NULL && strcmp(own, wanted) == 0;
        free(own);
    }
    free(wanted);
    return found;
}

/** The form that --form asks for, else the one that names the file, else the
    first one. */
static size_t choose_form(const gj_engine *engine, const char *file)
{
    if (engine->forced != 0)
        return engine->forced - 1;
    for (size_t i = 0; i < engine->forms.count; i++)
        if (names_file(engine->forms.at[i], file))
            return i;
    return 0;
}

static void ignore(void *nothing, const gj_outcome *outcome)
{
    (void)nothing;
    (void)outcome;
}

/** Opens a pool whose worker looks at the rules of the file, in the place of
    what the form has of its own. */
static gj_status open_pool(gj_pool **pool, const gj_settings *settings,
                           size_t *form, gj_error *error)
{
    const char *file = settings->arguments[1];
    const gj_pool_options options = {.engine = gj_settings_options(settings),
                                     .workers = 1,
                                     .installed = settings->own_plugins,
                                     .rule_timeout = PATIENCE,
                                     .memory_limit = settings->memory_limit};
    gj_status status = gj_pool_begin(pool, &options, ignore, NULL, error);

    if (status != GJ_OK)
        return status;
    gj_engine *engine = gj_pool_engine(*pool);
    *form = choose_form(engine, file);
    status = gj_form_replace_data(engine->forms.at[*form], owner, file, error);
    engine->examined = *form + 1;
    if (status == GJ_OK)
        status = gj_pool_load(*pool, error);
    return status;
}

/* ----------------------------------------------------------------- the run */

static int status_of(const gj_examination *examination, uint32_t fail_on)
{
    int status = GJ_EXIT_CLEAN;

    for (size_t i = 0; i < examination->count; i++)
        if (examination->remarks[i].weight >= fail_on)
            status = GJ_EXIT_FINDINGS;
    return status;
}

static void print_remarks(FILE *out, const gj_examination *examination,
                          const gj_settings *settings)
{
    for (size_t i = 0; i < examination->count; i++) {
        const gj_weighed *one = &examination->remarks[i];
        gj_text level = gj_level_word(one->weight, settings->language);
        gj_buffer words = {0};
        gj_buffer_visible(&words,
                          gj_text_of(one->error.words[settings->language]));
        fprintf(out, "%s:%u:%u: %.*s %.*s\n", one->error.file, one->error.line,
                one->error.column, GJ_PRINT(level),
                GJ_PRINT(gj_buffer_view(&words)));
        gj_buffer_free(&words);
    }
    if (examination->count == 0)
        fprintf(out, "%s: %s\n", settings->arguments[1],
                gj_say(settings->language, "没有发现问题", "nothing wrong"));
}

static gj_status check_formats(const gj_settings *settings, gj_error *error)
{
    for (size_t i = 0; i < settings->output_count; i++) {
        const char *format = settings->outputs[i].format;
        if (strcmp(format, "text") != 0 && strcmp(format, "html") != 0)
            return gj_fail(error, GJ_FAILED_USAGE,
                           "规则集的检查没有格式“%s”；有 text、html",
                           "the check of rules has no format \"%s\"; there "
                           "are text, html",
                           format);
    }
    return gj_outputs_check(settings, error);
}

static void print(FILE *out, const char *format,
                  const gj_examination *examination, const gj_shape *shape,
                  const gj_settings *settings)
{
    if (strcmp(format, "html") == 0) {
        gj_rules_page(out, shape, examination, settings->language);
    } else {
        print_remarks(out, examination, settings);
        gj_rules_coverage(out, shape, examination, settings->language);
    }
}

/** Writes each format to where it is to go. */
static gj_status write_all(const gj_examination *examination,
                           const gj_shape *shape, const gj_settings *settings,
                           gj_error *error)
{
    gj_status status = GJ_OK;

    if (settings->output_count == 0)
        print(stdout, "text", examination, shape, settings);
    for (size_t i = 0; status == GJ_OK && i < settings->output_count; i++) {
        const gj_output_choice *choice = &settings->outputs[i];
        gj_draft draft = {0};
        if (choice->file != NULL)
            status = gj_draft_open(&draft, choice->file, error);
        if (status != GJ_OK)
            break;
        print(choice->file ? draft.out : stdout, choice->format, examination,
              shape, settings);
        if (choice->file != NULL)
            status = gj_draft_keep(&draft, error);
    }
    return status;
}

/** What a plugin or a file fails at once the rules were taken is 4, as in a
    check. */
static int tell(const gj_pool *pool, const gj_examination *examination,
                const gj_shape *shape, const gj_settings *settings)
{
    gj_error error = {0};
    gj_status status = write_all(examination, shape, settings, &error);

    bool refused = gj_listing_refusals(pool, settings->language);
    if (status != GJ_OK)
        gj_tell(settings->language, &error);
    return status != GJ_OK || refused
               ? GJ_EXIT_FAULT
               : status_of(examination, settings->fail_on);
}

int gj_rules_check(gj_settings *settings)
{
    const gj_examination *examination = NULL;
    gj_pool *pool = NULL;
    gj_error error = {0};
    gj_status status = GJ_OK;
    size_t form = 0;

    if (settings->argument_count != 2)
        status = gj_fail(&error, GJ_FAILED_USAGE,
                         "请给出一个规则集文件，例如 gouji rules check "
                         "office.json",
                         "name one ruleset, such as gouji rules check "
                         "office.json");
    if (status == GJ_OK)
        status = check_formats(settings, &error);
    if (status == GJ_OK)
        status = open_pool(&pool, settings, &form, &error);
    if (status == GJ_OK)
        status = gj_pool_examination(&examination, pool, form, &error);
    int exit_status =
        status == GJ_OK
            ? tell(pool, examination,
                   gj_form_unit_shape(gj_pool_engine(pool)->forms.at[form]),
                   settings)
            : gj_give_up(settings->language, &error);
    gj_pool_close(pool);
    return exit_status;
}

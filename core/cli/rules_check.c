/* gouji rules check RULESET.json: contradictions, rules that never apply, rules
 * that follow from others, and the cells of the form that no rule looks at. */
#include "cli/contain.h"
#include "cli/outputs.h"
#include "cli/rules.h"

#include <stdlib.h>

#include "writer/terminal.h"

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

static gj_status open_engine(gj_engine *engine, const gj_settings *settings,
                             size_t *form, gj_error *error)
{
    const char *file = settings->arguments[1];
    gj_engine_options options = gj_settings_options(settings);
    gj_status status = gj_engine_open_forms(engine, &options, error);

    if (status != GJ_OK)
        return status;
    *form = choose_form(engine, file);
    status = gj_form_replace_data(engine->forms.at[*form], owner, file, error);
    gj_contain_begin(engine);
    if (status == GJ_OK)
        status = gj_engine_open_plugins(engine, error);
    gj_contain_opened();
    if (status == GJ_OK && engine->kits[*form + 1] == NULL) {
        *error = engine->broken[*form + 1];
        status = error->status;
    }
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

/** With rules that were taken: what a plugin or a file then fails at is 4, as
    in a check. */
static int examine(const gj_engine *engine, size_t form,
                   const gj_settings *settings)
{
    const gj_shape *shape = gj_form_unit_shape(engine->forms.at[form]);
    gj_examination examination = {0};
    gj_error error = {0};
    int exit_status = GJ_EXIT_FAULT;

    gj_status status =
        gj_kit_examine(&examination, engine->kits[form + 1], &error);
    if (status == GJ_OK)
        status = write_all(&examination, shape, settings, &error);
    for (size_t i = 0; i < engine->plugins.refusal_count; i++)
        gj_tell(settings->language, &engine->plugins.refusals[i]);
    if (status == GJ_OK && engine->plugins.refusal_count == 0)
        exit_status = status_of(&examination, settings->fail_on);
    else if (status != GJ_OK)
        gj_tell(settings->language, &error);
    gj_examination_free(&examination);
    return exit_status;
}

int gj_rules_check(gj_settings *settings)
{
    gj_engine engine = {0};
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
        status = open_engine(&engine, settings, &form, &error);
    int exit_status = status == GJ_OK ? examine(&engine, form, settings)
                                      : gj_give_up(settings->language, &error);
    gj_engine_close(&engine);
    return exit_status;
}

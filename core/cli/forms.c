/* gouji forms: the forms known, and where they were found. */
#include "cli/settings.h"

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_SEAL,      GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR,  GJ_OPTION_CONFIG,
                              GJ_OPTION_NO_CONFIG, GJ_OPTION_LANG,
                              GJ_OPTION_HELP,      0};

const gj_command gj_forms_command = {
    .name = "forms",
    .usage = "[OPTION…]",
    .about = GJ_WORDS("列出已知的表样、所在位置和识别条件",
                      "list the forms known, where they are, and how reports "
                      "are recognised"),
    .options = options,
    .run = run,
    .contained = true};

static const char *type_name(uint32_t type)
{
    static const char *const names[] = {
        [GJ_NULL] = "null",     [GJ_FALSE] = "boolean", [GJ_TRUE] = "boolean",
        [GJ_NUMBER] = "number", [GJ_STRING] = "string", [GJ_ARRAY] = "array",
        [GJ_OBJECT] = "object"};
    return names[type];
}

static void print_condition(const gj_condition *condition, gj_language language)
{
    if (condition->equals.length > 0)
        printf("    %.*s = \"%.*s\"\n", GJ_PRINT(condition->pointer),
               GJ_PRINT(condition->equals));
    else
        printf("    %.*s %s %s\n", GJ_PRINT(condition->pointer),
               gj_say(language, "的类型为", "is of type"),
               type_name(condition->type));
}

static void print_form(const gj_engine *engine, size_t index,
                       gj_language language)
{
    const gj_form *form = engine->forms.at[index];
    const gj_kit *kit = engine->kits[index + 1];

    printf("%.*s  %.*s\n", GJ_PRINT(form->id),
           GJ_PRINT(gj_words_in(form->title, language)));
    printf("  %s %.*s\n", gj_say(language, "位置", "folder"),
           GJ_PRINT(form->folder));
    if (form->array_count == 0)
        printf("  %s %u\n", gj_say(language, "单元格", "cells"),
               gj_form_unit_shape(form)->cell_count);
    if (kit == NULL)
        printf("  %s\n",
               gj_say(language, "有误，不能使用", "at fault, cannot be used"));
    else
        printf("  %s %u\n", gj_say(language, "规则", "rules"),
               kit->catalogue.rule_count);
    printf("  %s\n", gj_say(language, "识别条件", "recognised by"));
    for (uint32_t i = 0; i < form->condition_count; i++)
        print_condition(&form->conditions[i], language);
}

/** Whether one of the installed plugins had a look at what is for it. */
static bool is_seen(const gj_settings *settings, const gj_kit *kit,
                    gj_text plugin)
{
    for (uint32_t i = 0; i < kit->catalogue.plugin_count; i++)
        if (gj_text_is(kit->catalogue.plugins[i].name, plugin))
            return gj_seals_cover(&settings->seals,
                                  kit->catalogue.plugins[i].file);
    return false;
}

static void print_seal(const gj_settings *settings, const gj_form *form,
                       const gj_kit *kit)
{
    gj_buffer line = {0};

    for (uint32_t i = 0; i < form->datum_count; i++) {
        gj_text plugin = form->data[i].plugin;
        if (plugin.length > 0 && !is_seen(settings, kit, plugin)) {
            fprintf(stderr, "gouji: %.*s: %s %.*s\n", GJ_PRINT(form->id),
                    gj_say(settings->language,
                           "没有验讫，因为随程序安装的插件中没有",
                           "not sealed, as there is no installed plugin"),
                    GJ_PRINT(plugin));
            return;
        }
    }
    gj_digest_text(&form->digest, &line);
    printf("%s  %.*s\n", line.data, GJ_PRINT(form->id));
    gj_buffer_free(&line);
}

static void print(const gj_settings *settings, const gj_engine *engine,
                  size_t index)
{
    const gj_kit *kit = engine->kits[index + 1];

    if (!settings->seal)
        print_form(engine, index, settings->language);
    else if (kit != NULL)
        print_seal(settings, engine->forms.at[index], kit);
}

static int run(gj_settings *settings)
{
    gj_engine engine = {0};
    gj_error error = {0};
    int exit_status = GJ_EXIT_CLEAN;

    if (gj_settings_engine(&engine, settings, &error) == GJ_OK) {
        for (size_t i = 0; i < engine.forms.count; i++)
            print(settings, &engine, i);
        exit_status = gj_engine_exit(&engine);
    } else {
        exit_status = gj_give_up(settings->language, &error);
    }
    /* A plugin's close() may end the process: what it was asked is out then. */
    exit_status = gj_finish(settings->language, exit_status);
    gj_engine_close(&engine);
    return exit_status;
}

/* gouji forms: the forms known, and where they were found. */
#include "cli/listing.h"

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
    .run = run};

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

static void print_form(const gj_form *form, const gj_catalogue *catalogue,
                       gj_language language)
{
    printf("%.*s  %.*s\n", GJ_PRINT(form->id),
           GJ_PRINT(gj_words_in(form->title, language)));
    printf("  %s %.*s\n", gj_say(language, "位置", "folder"),
           GJ_PRINT(form->folder));
    if (form->array_count == 0)
        printf("  %s %u\n", gj_say(language, "单元格", "cells"),
               gj_form_unit_shape(form)->cell_count);
    if (catalogue == NULL)
        printf("  %s\n",
               gj_say(language, "有误，不能使用", "at fault, cannot be used"));
    else
        printf("  %s %u\n", gj_say(language, "规则", "rules"),
               catalogue->rule_count);
    printf("  %s\n", gj_say(language, "识别条件", "recognised by"));
    for (uint32_t i = 0; i < form->condition_count; i++)
        print_condition(&form->conditions[i], language);
}

/** Whether one of the installed plugins had a look at what is for it. */
static bool is_seen(const gj_settings *settings, const gj_catalogue *catalogue,
                    gj_text plugin)
{
    for (uint32_t i = 0; i < catalogue->plugin_count; i++)
        if (gj_text_is(catalogue->plugins[i].name, plugin))
            return gj_seals_cover(&settings->seals, catalogue->plugins[i].file);
    return false;
}

static void print_seal(const gj_settings *settings, const gj_form *form,
                       const gj_catalogue *catalogue)
{
    gj_buffer line = {0};

    for (uint32_t i = 0; i < form->datum_count; i++) {
        gj_text plugin = form->data[i].plugin;
        if (plugin.length > 0 && !is_seen(settings, catalogue, plugin)) {
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

static void print(const gj_settings *settings, gj_pool *pool, size_t index)
{
    const gj_form *form = gj_pool_engine(pool)->forms.at[index];
    const gj_catalogue *catalogue = gj_pool_catalogue(pool, index);

    if (!settings->seal)
        print_form(form, catalogue, settings->language);
    else if (catalogue != NULL)
        print_seal(settings, form, catalogue);
}

static int run(gj_settings *settings)
{
    gj_pool *pool = NULL;
    gj_error error = {0};
    int exit_status = GJ_EXIT_CLEAN;

    if (gj_listing_tell(&pool, settings, &error) == GJ_OK) {
        for (size_t i = 0; i < gj_pool_engine(pool)->forms.count; i++)
            print(settings, pool, i);
        exit_status = gj_listing_exit(pool);
    } else {
        exit_status = gj_give_up(settings->language, &error);
    }
    gj_pool_close(pool);
    return gj_finish(settings->language, exit_status);
}

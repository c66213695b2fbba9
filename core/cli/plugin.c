/* gouji plugin: for who writes plugins, and for who wonders which there are. */
#include "cli/plugin.h"

#include <string.h>

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_FAIL_ON,
                              GJ_OPTION_FORMAT,
                              GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR,
                              GJ_OPTION_LANG,
                              GJ_OPTION_HELP,
                              0};

const gj_command gj_plugin_command = {
    .name = "plugin",
    .usage = "list | lint PLUGIN.so…",
    .about = GJ_WORDS("列出插件，或检查一个插件文件而不运行它",
                      "list the plugins, or look at a plugin's file without "
                      "running it"),
    .options = options,
    .run = run};

static int run(gj_settings *settings)
{
    static const struct {
        const char *name;
        int (*run)(gj_settings *settings);
    } verbs[] = {{"list", gj_plugin_list}, {"lint", gj_plugin_lint}};
    const char *verb =
        settings->argument_count > 0 ? settings->arguments[0] : "";
    gj_error error = {0};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, verb) == 0)
            return gj_finish(settings->language, verbs[i].run(settings));
    gj_fail(&error, GJ_FAILED_USAGE, "应写 gouji plugin list 或 lint",
            "write gouji plugin list or lint");
    return gj_give_up(settings->language, &error);
}

/* gouji plugin: for who writes plugins, and for who wonders which there are. */
#include "cli/plugin.h"

#include <string.h>

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_ACCEPT,   GJ_OPTION_FAIL_ON,
                              GJ_OPTION_FORMAT,   GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR, GJ_OPTION_LANG,
                              GJ_OPTION_HELP,     0};

const gj_command gj_plugin_command = {
    .name = "plugin",
    .usage = "list | lint PLUGIN.so… | test PLUGIN.so CASES",
    .about = GJ_WORDS("列出插件；不运行而检查插件文件；用作者的用例测试插件",
                      "list the plugins; look at one's file without running "
                      "it; test it with its author's cases"),
    .options = options,
    .run = run};

static int run(gj_settings *settings)
{
    static const struct {
        const char *name;
        int (*run)(gj_settings *settings);
    } verbs[] = {{"list", gj_plugin_list},
                 {"lint", gj_plugin_lint},
                 {"test", gj_plugin_test},
                 {"try", gj_plugin_try}};
    const char *verb =
        settings->argument_count > 0 ? settings->arguments[0] : "";
    gj_error error = {0};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, verb) == 0)
            return gj_finish(settings->language, verbs[i].run(settings));
    gj_fail(&error, GJ_FAILED_USAGE, "应写 gouji plugin list、lint 或 test",
            "write gouji plugin list, lint or test");
    return gj_give_up(settings->language, &error);
}

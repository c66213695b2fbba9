/* gouji plugin: for who writes plugins, and for who wonders which there are. */
#include "cli/plugin.h"

#include <string.h>

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_ACCEPT,   GJ_OPTION_FAIL_ON,
                              GJ_OPTION_FORMAT,   GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR, GJ_OPTION_LANG,
                              GJ_OPTION_HELP,     0};

static const gj_verb verbs[] = {
    {"list",
     GJ_WORDS("列出找到的和被拒绝的插件", "the plugins found or refused"), NULL,
     gj_plugin_list},
    {"lint",
     GJ_WORDS("不运行而检查插件文件", "look at a file without running it"),
     "@file", gj_plugin_lint},
    {"test",
     GJ_WORDS("用作者的用例测试插件", "test one with its author's cases"),
     "@file", gj_plugin_test},
    {"try", GJ_WORDS("", ""), NULL, gj_plugin_try},
    {.name = NULL}};

const gj_command gj_plugin_command = {
    .name = "plugin",
    .usage = "list | lint PLUGIN.so… | test PLUGIN.so CASES",
    .about = GJ_WORDS("列出插件；不运行而检查插件文件；用作者的用例测试插件",
                      "list the plugins; look at one's file without running "
                      "it; test it with its author's cases"),
    .options = options,
    .run = run,
    .verbs = verbs,
    .formats = "text json"};

static int run(gj_settings *settings)
{
    const char *name =
        settings->argument_count > 0 ? settings->arguments[0] : "";
    const gj_verb *verb = gj_verb_find(&gj_plugin_command, name);
    gj_error error = {0};

    if (verb != NULL)
        return gj_finish(settings->language, verb->run(settings));
    gj_fail(&error, GJ_FAILED_USAGE, "应写 gouji plugin list、lint 或 test",
            "write gouji plugin list, lint or test");
    return gj_give_up(settings->language, &error);
}

/* gouji plugin lint: what a plugin's file tells without running it. */
#include "cli/plugin.h"
#include "plugin/lint.h"
#include "writer/terminal.h"

static gj_text word_of(uint32_t severity, gj_language language)
{
    static const gj_words error = GJ_WORDS("错误：", "error: ");
    static const gj_words warning = GJ_WORDS("警告：", "warning: ");

    return gj_words_in(severity == GJ_ERROR ? error : warning, language);
}

static void print_objection(const char *path, const gj_objection *objection,
                            gj_language language)
{
    gj_buffer line = {0};

    gj_buffer_visible(&line, gj_text_of(path));
    gj_buffer_print(&line, ": %.*s",
                    GJ_PRINT(word_of(objection->severity, language)));
    gj_buffer_visible(&line, gj_words_in(objection->words, language));
    puts(line.data);
    gj_buffer_free(&line);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/** What the plugin is; also where there is something wrong with it. */
static void print_identity(const char *path, const gj_lint *lint,
                           gj_language language)
{
    printf("%s: %.*s %.*s", path, GJ_PRINT(lint->name),
           GJ_PRINT(lint->version));
    if (language == GJ_ZH)
        printf("，接口 %d.%u（描述 %u 字节），%u 条规则%s\n", GJ_ABI_MAJOR,
               lint->minor, lint->size, lint->rule_count,
               lint->opens ? "，open() 可再加" : "");
    else
        printf(", ABI %d.%u (descriptor of %u bytes), %u rule%s%s\n",
               GJ_ABI_MAJOR, lint->minor, lint->size, lint->rule_count,
               plural(lint->rule_count),
               lint->opens ? ", and open() may add more" : "");
}

static void print_sum(const char *file, const gj_lint *lint,
                      gj_language language)
{
    size_t errors = gj_lint_count(lint, GJ_ERROR);
    size_t warnings = gj_lint_count(lint, GJ_WARNING);
    gj_buffer visible = {0};

    gj_buffer_visible(&visible, gj_text_of(file));
    const char *path = visible.data;
    if (lint->name.length > 0)
        print_identity(path, lint, language);
    if (lint->count == 0)
        printf("%s: %s\n", path,
               gj_say(language, "没有发现问题", "nothing wrong"));
    else if (language == GJ_ZH)
        printf("%s: %zu 个错误，%zu 个警告\n", path, errors, warnings);
    else
        printf("%s: %zu error%s, %zu warning%s\n", path, errors, plural(errors),
               warnings, plural(warnings));
    gj_buffer_free(&visible);
}

static int lint_one(const char *path, const gj_settings *settings)
{
    gj_lint lint = {0};
    int status = GJ_EXIT_CLEAN;

    gj_lint_plugin(&lint, path);
    for (size_t i = 0; i < lint.count; i++) {
        print_objection(path, &lint.objections[i], settings->language);
        if (lint.objections[i].severity >= settings->fail_on)
            status = GJ_EXIT_FINDINGS;
    }
    print_sum(path, &lint, settings->language);
    gj_lint_free(&lint);
    return status;
}

int gj_plugin_lint(gj_settings *settings)
{
    int status = GJ_EXIT_CLEAN;
    gj_error error = {0};

    if (settings->argument_count < 2) {
        gj_fail(&error, GJ_FAILED_USAGE,
                "请给出插件文件，例如 gouji plugin lint ./office.so",
                "name a plugin's file, such as gouji plugin lint ./office.so");
        return gj_give_up(settings->language, &error);
    }
    for (int i = 1; i < settings->argument_count; i++)
        if (lint_one(settings->arguments[i], settings) > status)
            status = GJ_EXIT_FINDINGS;
    return status;
}

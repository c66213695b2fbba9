#include "cli/help.h"

#include "cli/listing.h"
#include "writer/terminal.h"

const gj_command *const gj_commands[] = {&gj_check_command,
                                         &gj_baseline_command,
                                         &gj_filter_command,
                                         &gj_rules_command,
                                         &gj_explain_command,
                                         &gj_forms_command,
                                         &gj_schema_command,
                                         &gj_plugin_command,
                                         &gj_new_plugin_command,
                                         &gj_complete_command,
                                         NULL};

/** --version takes the options that say where plugins are. */
static const int version_options[] = {GJ_OPTION_PLUGIN_DIR, GJ_OPTION_FORM_DIR,
                                      GJ_OPTION_LANG, GJ_OPTION_HELP, 0};
static const gj_command version_command = {.name = "--version",
                                           .usage = "",
                                           .about = GJ_WORDS("版本", "version"),
                                           .options = version_options,
                                           .run = gj_help_version};

const gj_command *gj_command_find(const char *name)
{
    for (size_t i = 0; gj_commands[i] != NULL; i++)
        if (strcmp(gj_commands[i]->name, name) == 0)
            return gj_commands[i];
    return strcmp(name, "--version") == 0 ? &version_command : NULL;
}

/** Where explanations begin. */
enum { HELP_COLUMN = 26 };
/** How wide help is where no terminal says. */
enum { HELP_WIDTH = 80 };

static void print_entry(const char *left, const char *right)
{
    gj_buffer line = {0};

    gj_buffer_print(&line, "  %s", left);
    size_t width = gj_text_width(gj_buffer_view(&line));
    if (width + 2 > HELP_COLUMN) {
        puts(line.data);
        gj_buffer_clear(&line);
        width = 0;
    }
    gj_buffer_spaces(&line, HELP_COLUMN - width);
    gj_buffer_string(&line, right);
    gj_print_line(gj_buffer_view(&line), HELP_COLUMN, HELP_WIDTH);
    gj_buffer_free(&line);
}

/** An exit status and when it comes. */
typedef struct reason {
    const char *status;
    gj_words when;
} reason;

static const reason usual[] = {
    {"0", GJ_WORDS("没有达到 --fail-on 级别的问题",
                   "nothing at or above --fail-on")},
    {"1",
     GJ_WORDS("有达到 --fail-on 级别的问题", "findings at or above --fail-on")},
    {"2", GJ_WORDS("命令用法、配置、表样或规则集有误",
                   "usage, configuration, a bad form or ruleset")},
    {"3", GJ_WORDS("有输入无法读取、不是 JSON，或不属于已知表样",
                   "an input was unreadable, no JSON, or of no known form")},
    {"4", GJ_WORDS("插件被拒绝或出错，内存不足，或结果没有写完整",
                   "a plugin was refused or faulted, memory ran out, or "
                   "results not written")},
    {NULL, GJ_WORDS("", "")}};

static const reason of_filter[] = {
    {"0", GJ_WORDS("每一行都有了结果，不论结果如何",
                   "every line has its answer, whatever the answers say")},
    {"2", GJ_WORDS("命令用法、配置、表样或规则集有误",
                   "usage, configuration, a bad form or ruleset")},
    {"3", GJ_WORDS("标准输入没能读到末尾",
                   "standard input could not be read to its end")},
    {"4", GJ_WORDS("有插件被拒绝，或结果没有写完整",
                   "a plugin was refused, or results not written")},
    {"130, 143",
     GJ_WORDS("被 Ctrl-C 或 SIGTERM 中断；已读入的各行都有结果",
              "interrupted by Ctrl-C or SIGTERM; lines that were read have "
              "their answers")},
    {NULL, GJ_WORDS("", "")}};

static const reason of_schema[] = {
    {"0", GJ_WORDS("全部符合模式；check：模式都正确",
                   "all is valid; check: all schemas are sound")},
    {"1", GJ_WORDS("有不符合模式的", "something is not valid")},
    {"2", GJ_WORDS("命令用法有误，或模式有误、无法读取，没有用它检查",
                   "usage, or a schema that is wrong or unreadable: nothing "
                   "was checked with it")},
    {"3", GJ_WORDS("要检查的文件无法读取，或不是 JSON",
                   "what was to be checked is unreadable, or no JSON")},
    {"4", GJ_WORDS("有的检查过于费时而放弃，或结果没有写完整",
                   "something would take too long and was given up, or results "
                   "not written")},
    {NULL, GJ_WORDS("", "")}};

static void print_statuses(const reason *reasons, gj_language language)
{
    printf("\n%s\n", gj_say(language, "退出状态（取最高的）：",
                            "Exit status (the highest that applies):"));
    for (; reasons->status != NULL; reasons++)
        print_entry(reasons->status, gj_words_in(reasons->when, language).data);
}

static void print_formats(gj_language language)
{
    printf("\n%s\n", gj_say(language, "输出格式：", "Output formats:"));
    for (size_t i = 0; gj_writers[i] != NULL; i++)
        print_entry(gj_writers[i]->name,
                    gj_words_in(gj_writers[i]->about, language).data);
}

void gj_help_program(gj_language language)
{
    gj_print_line(
        gj_text_of(gj_say(language,
                          "gouji（勾稽）：核对政府信息公开工作年度报告的数字。",
                          "gouji: checks that the figures of government annual "
                          "reports tie up.")),
        0, HELP_WIDTH);
    printf("\n%s\n", gj_say(language, "用法：gouji 命令 [选项…]",
                            "Usage: gouji COMMAND [OPTION…]"));
    for (size_t i = 0; gj_commands[i] != NULL; i++)
        print_entry(gj_commands[i]->name,
                    gj_words_in(gj_commands[i]->about, language).data);
    print_entry("--version", gj_say(language, "版本、插件接口与已装插件",
                                    "version, plugin ABI, and plugins"));
    print_entry("COMMAND --help",
                gj_say(language, "命令的选项", "a command's options"));
    print_statuses(usual, language);
}

static void print_usage(const gj_command *command, gj_language language)
{
    gj_buffer line = {0};

    gj_buffer_print(&line, "%sgouji %s %s",
                    gj_say(language, "用法：", "Usage: "), command->name,
                    command->usage);
    gj_print_line(gj_buffer_view(&line), 4, HELP_WIDTH);
    gj_buffer_free(&line);
}

void gj_help_command(const gj_command *command, gj_language language)
{
    char left[64];

    print_usage(command, language);
    putchar('\n');
    gj_print_line(gj_words_in(command->about, language), 0, HELP_WIDTH);
    putchar('\n');
    for (const int *id = command->options; *id != 0; id++) {
        const gj_option *option = gj_option_find(*id);
        char letter = gj_option_letter(option->id);
        const char short_form[] = {'-', letter, ',', ' ', '\0'};
        snprintf(left, sizeof left, "%s--%s%s%s", letter ? short_form : "",
                 option->name, option->argument ? " " : "",
                 option->argument ? option->argument : "");
        print_entry(left, gj_words_in(option->help, language).data);
    }
    if (command == &gj_check_command) {
        print_formats(language);
        print_statuses(usual, language);
    } else if (command == &gj_filter_command) {
        print_statuses(of_filter, language);
    } else if (command == &gj_schema_command) {
        print_statuses(of_schema, language);
    }
}

static void print_plugins(const gj_catalogue *catalogue)
{
    for (uint32_t i = 0; catalogue && i < catalogue->plugin_count; i++) {
        const gj_plugin_entry *plugin = &catalogue->plugins[i];
        if (plugin->file.length > 0)
            printf("  %.*s %.*s  %.*s\n", GJ_PRINT(plugin->name),
                   GJ_PRINT(plugin->version), GJ_PRINT(plugin->file));
    }
}

int gj_help_version(gj_settings *settings)
{
    gj_pool *pool = NULL;
    gj_error error = {0};

    if (gj_listing_tell(&pool, settings, &error) != GJ_OK)
        gj_tell(settings->language, &error);
    printf("gouji %s\n%s %d.%d\n", GJ_VERSION,
           gj_say(settings->language, "插件接口", "plugin ABI"), GJ_ABI_MAJOR,
           GJ_ABI_MINOR);
    /* Every form has been opened with all plugins. */
    const gj_catalogue *catalogue = NULL;
    for (size_t i = 0;
         catalogue == NULL && i < gj_pool_engine(pool)->forms.count; i++)
        catalogue = gj_pool_catalogue(pool, i);
    print_plugins(catalogue);
    int status = gj_listing_exit(pool);
    if (error.status != GJ_OK && status == GJ_EXIT_CLEAN)
        status = GJ_EXIT_USAGE;
    gj_pool_close(pool);
    return gj_finish(settings->language, status);
}

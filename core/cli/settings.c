/* Reading options and environment. */
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>

#include "base/nearest.h"
#include "cli/config.h"
#include "cli/folders.h"
#include "cli/settings.h"
#include "cli/values.h"

enum { MOST_OPTIONS = 48, OF_ANOTHER = '?' };

/** Adds the options of other commands that would be taken for the beginning of
    one of this command's `count`. */
static struct option *list_others(struct option *known, size_t count)
{
    struct option *out = known + count;

    for (const gj_option *other = gj_options; other->name != NULL; other++) {
        size_t length = strlen(other->name);
        bool own = false;
        bool begins = false;
        for (size_t i = 0; i < count; i++) {
            bool same = strncmp(known[i].name, other->name, length) == 0;
            own = own || (same && known[i].name[length] == '\0');
            begins = begins || same;
        }
        if (begins && !own)
            *out++ = (struct option){other->name, optional_argument, NULL,
                                     OF_ANOTHER};
    }
    return out;
}

/** The options of a command in the shape that getopt_long() reads: long ones,
    and letters. */
static void list_options(struct option *out, char *letters,
                         const gj_command *command)
{
    struct option *first = out;

    *letters++ = ':';
    for (const int *id = command->options; *id != 0; id++) {
        const gj_option *option = gj_option_find(*id);
        *out++ = (struct option){
            option->name, option->argument ? required_argument : no_argument,
            NULL, option->id};
        char letter = gj_option_letter(option->id);
        if (letter != '\0') {
            *letters++ = letter;
            *letters++ = ':';
        }
    }
    *letters = '\0';
    *list_others(first, (size_t)(out - first)) = (struct option){0};
}

static gj_status refuse_option(gj_error *error, const gj_command *command,
                               const char *given, const struct option *known,
                               int reason)
{
    const char *name = given;

    while (*name == '-')
        name++;
    if (reason == ':')
        return gj_fail(error, GJ_FAILED_USAGE, "选项 %s 后面缺少内容",
                       "option %s needs a value", given);
    gj_nearest nearest = gj_nearest_to((gj_text){name, strcspn(name, "=")});
    for (; known->name != NULL && known->val != OF_ANOTHER; known++)
        gj_nearest_try(&nearest, gj_text_of(known->name));
    if (nearest.found.length > 0)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "gouji %s 没有选项 %s；是否应为 --%.*s？",
                       "gouji %s has no option %s; did you mean --%.*s?",
                       command->name, given, GJ_PRINT(nearest.found));
    return gj_fail(error, GJ_FAILED_USAGE,
                   "gouji %1$s 没有选项 %2$s；gouji %1$s --help 列出全部选项",
                   "gouji %1$s has no option %2$s; gouji %1$s --help lists "
                   "them",
                   command->name, given);
}

/** What the user gave: a letter of a cluster, or the whole word. */
static const char *given_option(char letter[3], const char *word)
{
    if (optopt <= ' ' || optopt > '~')
        return word;
    letter[0] = '-';
    letter[1] = (char)optopt;
    letter[2] = '\0';
    return letter;
}

/** The words of a wrong command line should be in the language it asks for,
    wherever it does so. */
static void look_ahead_for_language(gj_settings *settings, int argc,
                                    char **argv)
{
    gj_error ignored = {0};

    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            gj_settings_take(settings, GJ_OPTION_LANG, argv[i] + 7, &ignored);
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            gj_settings_take(settings, GJ_OPTION_LANG, argv[i + 1], &ignored);
    }
}

static void set_default_day(gj_settings *settings)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds = 0;
    gj_error ignored = {0};
    time_t now = time(NULL);
    struct tm day;

    if (epoch != NULL &&
        gj_value_number(&seconds, "", epoch, UINT64_C(253402300799),
                        &ignored) == GJ_OK) {
        settings->today_given = true;
        now = (time_t)seconds;
        gmtime_r(&now, &day);
    } else {
        localtime_r(&now, &day);
    }
    settings->today = (uint32_t)((day.tm_year + 1900) * 10000 +
                                 (day.tm_mon + 1) * 100 + day.tm_mday);
}

static bool takes(const gj_command *command, int option)
{
    const int *id = command->options;

    while (*id != 0 && *id != option)
        id++;
    return *id != 0;
}

static uint32_t count_processors(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int count = CPU_COUNT(&set);
    return count < 1 ? 1 : (uint32_t)count;
}

gj_status gj_settings_read(gj_settings *settings, const gj_command *command,
                           int argc, char **argv, gj_error *error)
{
    struct option known[MOST_OPTIONS];
    char letters[2 * MOST_OPTIONS];
    gj_status status = GJ_OK;

    *settings = (gj_settings){.command = command,
                              .argc = argc,
                              .argv = argv,
                              .language = gj_settings_language(),
                              .jobs = count_processors(),
                              .written_in = "c",
                              .max_faults = GJ_DEFAULT_MAX_FAULTS,
                              .rule_timeout = GJ_DEFAULT_RULE_TIMEOUT,
                              .memory_limit = GJ_DEFAULT_MEMORY_LIMIT};
    look_ahead_for_language(settings, argc, argv);
    set_default_day(settings);
    list_options(known, letters, command);
    opterr = 0;
    optind = 1;
    optopt = 0;
    while (status == GJ_OK) {
        char letter[3] = "";
        int option = getopt_long(argc, argv, letters, known, NULL);
        if (option == 'j')
            option = GJ_OPTION_JOBS;
        if (option == -1)
            break;
        if (option == '?' || option == ':')
            status = refuse_option(error, command,
                                   given_option(letter, argv[optind - 1]),
                                   known, option);
        else if ((option == GJ_OPTION_RULE || option == GJ_OPTION_NO_RULE) &&
                 !gj_text_is_utf8(gj_text_of(optarg)))
            status = gj_fail(error, GJ_FAILED_USAGE, "规则的写法不是 UTF-8",
                             "the pattern of rules is not UTF-8");
        else
            status = gj_settings_take(settings, option, optarg, error);
    }
    settings->arguments = argv + optind;
    settings->argument_count = argc - optind;
    settings->working = gj_folders_working(&settings->arena);
    gj_folders_add_defaults(settings);
    gj_seals_read(&settings->seals, settings->own_plugins);
    if (status == GJ_OK && !settings->help && takes(command, GJ_OPTION_CONFIG))
        status = gj_config_load(settings, error);
    if (settings->fail_on == 0)
        settings->fail_on = GJ_ERROR;
    return status;
}

void gj_settings_free(gj_settings *settings)
{
    for (size_t i = 0; i < settings->output_count; i++)
        free(settings->outputs[i].format);
    free(settings->outputs);
    gj_policy_free(&settings->policy);
    gj_suppressions_free(&settings->suppressions);
    gj_suppressions_free(&settings->baseline);
    gj_folders_free(&settings->form_folders);
    gj_folders_free(&settings->plugin_folders);
    free(settings->schema_folders);
    gj_seals_free(&settings->seals);
    gj_arena_free(&settings->arena);
}

gj_language gj_settings_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return strncmp(value, "zh", 2) == 0 ? GJ_ZH : GJ_EN;
    }
    return GJ_EN;
}

/* Reading options and environment. */
#include <errno.h>
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"
#include "base/nearest.h"
#include "cli/config.h"
#include "cli/folders.h"
#include "cli/settings.h"

/* ---------------------------------------------------------------- values */

static gj_status refuse(gj_error *error, const char *option, const char *value,
                        gj_words wanted)
{
    return gj_fail(error, GJ_FAILED_USAGE, "--%1$s：“%2$s”不可用，应为 %3$s",
                   "--%1$s: \"%2$s\" is not valid, it must be %3$.0s%4$s",
                   option, value, wanted.zh.data, wanted.en.data);
}

static gj_status read_today(gj_settings *settings, const char *value,
                            gj_error *error)
{
    settings->today_given = true;
    if (gj_date_read(gj_text_of(value), &settings->today))
        return GJ_OK;
    return refuse(
        error, "today", value,
        (gj_words)GJ_WORDS("YYYY-MM-DD 形式的日期", "a date, YYYY-MM-DD"));
}

static gj_status read_number(uint64_t *number, const char *option,
                             const char *value, uint64_t most, gj_error *error)
{
    char *end = NULL;

    errno = 0;
    unsigned long long read = strtoull(value, &end, 10);
    if (errno != 0 || *end != '\0' || value[0] < '0' || value[0] > '9' ||
        read < 1 || read > most)
        return refuse(error, option, value,
                      (gj_words)GJ_WORDS("范围内的正整数",
                                         "a whole number within its range"));
    *number = read;
    return GJ_OK;
}

/** Position of a word in a list that NULL ends, or -1. */
static int find_word(const char *const *words, const char *word)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static gj_status read_fail_on(gj_settings *settings, const char *value,
                              gj_error *error)
{
    static const char *const levels[] = {"info", "warning", "error", "never",
                                         NULL};
    int level = find_word(levels, value);

    if (level < 0)
        return refuse(error, "fail-on", value,
                      (gj_words)GJ_WORDS("error、warning、info 或 never",
                                         "error, warning, info or never"));
    settings->fail_on = GJ_INFO + (uint32_t)level;
    return GJ_OK;
}

static gj_status read_colour(gj_settings *settings, const char *value,
                             gj_error *error)
{
    static const char *const whens[] = {"auto", "always", "never", NULL};

    settings->colour = find_word(whens, value);
    if (settings->colour < 0)
        return refuse(error, "color", value,
                      (gj_words)GJ_WORDS("auto、always 或 never",
                                         "auto, always or never"));
    return GJ_OK;
}

static gj_status read_language(gj_settings *settings, const char *value,
                               gj_error *error)
{
    static const char *const languages[] = {"zh", "en", NULL};
    int language = find_word(languages, value);

    if (language < 0)
        return refuse(error, "lang", value,
                      (gj_words)GJ_WORDS("zh 或 en", "zh or en"));
    settings->language = (gj_language)language;
    settings->language_given = true;
    return GJ_OK;
}

/** gouji new-plugin has two languages: people's and the plugin's. */
static gj_status read_either_language(gj_settings *settings, const char *value,
                                      gj_error *error)
{
    static const char *const all[] = {"c", "c++", "rust", "zh", "en", NULL};
    int language = find_word(all, value);

    if (language < 0)
        return refuse(
            error, "lang", value,
            (gj_words)GJ_WORDS("c、c++ 或 rust（输出语言为 zh 或 en）",
                               "c, c++ or rust (or, for the output, "
                               "zh or en)"));
    if (language >= 3)
        return read_language(settings, value, error);
    settings->written_in = all[language];
    return GJ_OK;
}

static void read_format(gj_settings *settings, const char *value)
{
    const char *equals = strchr(value, '=');
    size_t length = equals ? (size_t)(equals - value) : strlen(value);

    gj_grow(&settings->outputs, settings->output_count, &settings->output_room,
            sizeof *settings->outputs);
    settings->outputs[settings->output_count++] =
        (gj_output_choice){gj_copy(value, length), equals ? equals + 1 : NULL};
}

/* --------------------------------------------------------------- reading */

static gj_status read_limit(gj_settings *settings, int option,
                            const char *value, gj_error *error)
{
    const char *name = gj_option_find(option)->name;
    uint64_t number = 0;
    gj_status status;

    switch (option) {
    case GJ_OPTION_MAX_BYTES:
        status = read_number(&number, name, value, 1U << 30, error);
        settings->limits.bytes = number;
        return status;
    case GJ_OPTION_MAX_DEPTH:
        status = read_number(&number, name, value, 100000, error);
        settings->limits.depth = (uint32_t)number;
        return status;
    case GJ_OPTION_MAX_NODES:
        status = read_number(&number, name, value, 1U << 28, error);
        settings->limits.nodes = (uint32_t)number;
        return status;
    case GJ_OPTION_MAX_UNPACKED:
        return read_number(&settings->unpacking.bytes, name, value,
                           UINT64_C(1) << 60, error);
    default:
        return read_number(&settings->unpacking.ratio, name, value, 1U << 30,
                           error);
    }
}

static gj_status read_isolate(gj_settings *settings, const char *value,
                              gj_error *error)
{
    static const char *const whats[] = {"added", "plugin", NULL};
    int what = find_word(whats, value);

    if (what < 0)
        return refuse(error, "isolate", value,
                      (gj_words)GJ_WORDS("added 或 plugin", "added or plugin"));
    settings->isolate_all = what == 1;
    return GJ_OK;
}

static gj_status read_jobs(gj_settings *settings, const char *value,
                           gj_error *error)
{
    uint64_t number = 0;
    gj_status status = GJ_OK;

    if (strcmp(value, "0") != 0)
        status = read_number(&number, "jobs", value, 256, error);
    settings->jobs = (uint32_t)number;
    settings->jobs_given = true;
    return status;
}

/** What workers may cost. */
static gj_status read_cost(gj_settings *settings, int option, const char *value,
                           gj_error *error)
{
    uint64_t number = 0;
    gj_status status = GJ_OK;

    if (option == GJ_OPTION_MAX_FAULTS) {
        if (strcmp(value, "0") != 0)
            status = read_number(&number, "max-faults", value, 1000000, error);
        settings->max_faults = (uint32_t)number;
    } else if (option == GJ_OPTION_RULE_TIMEOUT) {
        status = read_number(&number, "rule-timeout", value, 3600000, error);
        settings->rule_timeout = (uint32_t)number;
    } else {
        status = read_number(&number, "memory-limit", value, 1 << 20, error);
        settings->memory_limit = number << 20;
    }
    return status;
}

/** What an option without an argument sets, or NULL. */
static bool *flag_of(gj_settings *settings, int option)
{
    switch (option) {
    case GJ_OPTION_STRICT:
        return &settings->strict;
    case GJ_OPTION_FORMAT_ASSERTION:
        return &settings->format_assertion;
    case GJ_OPTION_SEAL:
        return &settings->seal;
    case GJ_OPTION_ACCEPT:
        return &settings->accept;
    case GJ_OPTION_WATCH:
        return &settings->watch;
    case GJ_OPTION_HELP:
        return &settings->help;
    default:
        return NULL;
    }
}

/** Where an option keeps its argument as it was given, or NULL. */
static const char **text_of(gj_settings *settings, int option)
{
    switch (option) {
    case GJ_OPTION_FORM:
        return &settings->form;
    case GJ_OPTION_RESUME:
        return &settings->resume;
    case GJ_OPTION_SCHEMA:
        return &settings->schema;
    case GJ_OPTION_BASELINE:
        return &settings->baseline_file;
    default:
        return NULL;
    }
}

static void add_schema_folder(gj_settings *settings, const char *folder)
{
    gj_grow(&settings->schema_folders, settings->schema_folder_count,
            &settings->schema_folder_room, sizeof *settings->schema_folders);
    settings->schema_folders[settings->schema_folder_count++] = folder;
}

/** Those that add to a list; false for any other. */
static bool add_to_list(gj_settings *settings, int option, const char *value)
{
    switch (option) {
    case GJ_OPTION_RULE:
    case GJ_OPTION_NO_RULE:
        gj_selection_add(&settings->policy.selection, value,
                         option == GJ_OPTION_RULE);
        return true;
    case GJ_OPTION_FORMAT:
        read_format(settings, value);
        return true;
    case GJ_OPTION_PLUGIN_DIR:
        gj_folders_add(&settings->plugin_folders, value);
        return true;
    case GJ_OPTION_FORM_DIR:
        gj_folders_add(&settings->form_folders, value);
        return true;
    case GJ_OPTION_SCHEMA_DIR:
        add_schema_folder(settings, value);
        return true;
    default:
        return false;
    }
}

static gj_status take(gj_settings *settings, int option, const char *value,
                      gj_error *error)
{
    bool *flag = flag_of(settings, option);
    const char **text = text_of(settings, option);

    if (option == GJ_OPTION_SCHEMA && settings->schema != NULL)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "--schema 只能写一次；引用的其他模式用 --schema-dir",
                       "--schema can be given once only; --schema-dir is for "
                       "other schemas that it refers to");
    if (flag != NULL)
        *flag = true;
    if (text != NULL)
        *text = value;
    if (flag != NULL || text != NULL || add_to_list(settings, option, value))
        return GJ_OK;
    switch (option) {
    case GJ_OPTION_CONFIG:
    case GJ_OPTION_NO_CONFIG:
        settings->config = value;
        settings->no_config = option == GJ_OPTION_NO_CONFIG;
        return GJ_OK;
    case GJ_OPTION_FAIL_ON:
        return read_fail_on(settings, value, error);
    case GJ_OPTION_TODAY:
        return read_today(settings, value, error);
    case GJ_OPTION_JOBS:
        return read_jobs(settings, value, error);
    case GJ_OPTION_ISOLATE:
        return read_isolate(settings, value, error);
    case GJ_OPTION_MAX_FAULTS:
    case GJ_OPTION_RULE_TIMEOUT:
    case GJ_OPTION_MEMORY_LIMIT:
        return read_cost(settings, option, value, error);
    case GJ_OPTION_WRITTEN_IN:
        return read_either_language(settings, value, error);
    case GJ_OPTION_LANG:
        return read_language(settings, value, error);
    case GJ_OPTION_COLOR:
        return read_colour(settings, value, error);
    default:
        return read_limit(settings, option, value, error);
    }
}

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
            read_language(settings, argv[i] + 7, &ignored);
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            read_language(settings, argv[i + 1], &ignored);
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
        read_number(&seconds, "", epoch, UINT64_C(253402300799), &ignored) ==
            GJ_OK) {
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
        else
            status = take(settings, option, optarg, error);
    }
    settings->arguments = argv + optind;
    settings->argument_count = argc - optind;
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

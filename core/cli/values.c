/* What options are worth: each value read into the settings. */
#include "cli/values.h"

#include <errno.h>
#include <stdlib.h>

#include "base/date.h"

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

gj_status gj_value_number(uint64_t *number, const char *option,
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
    const char *file = equals ? equals + 1 : NULL;

    /* As everywhere, - is the standard stream. */
    if (file != NULL && strcmp(file, "-") == 0)
        file = NULL;

    gj_grow(&settings->outputs, settings->output_count, &settings->output_room,
            sizeof *settings->outputs);
    settings->outputs[settings->output_count++] =
        (gj_output_choice){gj_copy(value, length), file};
}

static gj_status read_limit(gj_settings *settings, int option,
                            const char *value, gj_error *error)
{
    const char *name = gj_option_find(option)->name;
    uint64_t number = 0;
    gj_status status;

    switch (option) {
    case GJ_OPTION_MAX_BYTES:
        status = gj_value_number(&number, name, value, 1U << 30, error);
        settings->limits.bytes = number;
        return status;
    case GJ_OPTION_MAX_DEPTH:
        status = gj_value_number(&number, name, value, 100000, error);
        settings->limits.depth = (uint32_t)number;
        return status;
    case GJ_OPTION_MAX_NODES:
        status = gj_value_number(&number, name, value, 1U << 28, error);
        settings->limits.nodes = (uint32_t)number;
        return status;
    case GJ_OPTION_MAX_UNPACKED:
        return gj_value_number(&settings->unpacking.bytes, name, value,
                               UINT64_C(1) << 60, error);
    default:
        return gj_value_number(&settings->unpacking.ratio, name, value,
                               1U << 30, error);
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
        status = gj_value_number(&number, "jobs", value, 256, error);
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
            status =
                gj_value_number(&number, "max-faults", value, 1000000, error);
        settings->max_faults = (uint32_t)number;
    } else if (option == GJ_OPTION_RULE_TIMEOUT) {
        status =
            gj_value_number(&number, "rule-timeout", value, 3600000, error);
        settings->rule_timeout = (uint32_t)number;
    } else {
        status =
            gj_value_number(&number, "memory-limit", value, 1 << 20, error);
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

gj_status gj_settings_take(gj_settings *settings, int option, const char *value,
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

/* What the command line asks for. */
#ifndef GJ_CLI_SETTINGS_H
#define GJ_CLI_SETTINGS_H

#include "base/folders.h"
#include "engine/pool.h"
#include "finding/suppression.h"
#include "form/seal.h"
#include "input/stream.h"
#include "writer/writer.h"

enum {
    GJ_EXIT_CLEAN = 0,
    GJ_EXIT_FINDINGS = 1,
    GJ_EXIT_USAGE = 2,
    GJ_EXIT_UNREADABLE = 3,
    GJ_EXIT_FAULT = 4
};

/** --color. */
enum { GJ_COLOUR_AUTO, GJ_COLOUR_ALWAYS, GJ_COLOUR_NEVER };

/** One --format F[=FILE]; file is NULL for standard output. */
typedef struct gj_output_choice {
    char *format;
    const char *file;
} gj_output_choice;

typedef struct gj_settings {
    gj_language language;
    /** Whether --lang was given. */
    bool language_given;
    int colour;
    /** Findings from this severity on fail; GJ_ERROR + 1 for never. */
    uint32_t fail_on;
    bool strict;
    bool no_config;
    bool jobs_given;
    bool isolate_all;
    /** Of gouji check: check again at each save. */
    bool watch;
    bool help;
    /** Of gouji plugin test: write down what was found as expected. */
    bool accept;
    const char *form;
    /** --config and --no-config; the file in use, NULL where there is none. */
    const char *config;
    const char *config_file;
    /** What the configuration and then the command line want. */
    gj_policy policy;
    /** Its suppressions, and --baseline. Runs note in them what they came
        upon. */
    gj_suppressions suppressions;
    gj_suppressions baseline;
    const char *baseline_file;
    gj_limits limits;
    gj_unpacking unpacking;
    uint32_t today;
    /** Whether it was given: by an option, or from the environment. */
    bool today_given;
    /** --resume; NULL where it was not given. */
    const char *resume;
    /** Worker processes, and what they may cost. */
    uint32_t jobs;
    uint32_t max_faults;
    uint32_t rule_timeout;
    uint64_t memory_limit;
    gj_output_choice *outputs;
    size_t output_count;
    size_t output_room;
    gj_folders form_folders;
    gj_folders plugin_folders;
    /** The one among them that came with the program, or NULL. */
    const char *own_plugins;
    /** Forms that need no second look; and whether gouji forms is to look and
        say which. */
    gj_seals seals;
    bool seal;
    /** Of gouji schema: the schema, folders for its references, and whether
        `format` is an assertion. */
    const char *schema;
    const char **schema_folders;
    size_t schema_folder_count;
    size_t schema_folder_room;
    bool format_assertion;
    /** Of gouji new-plugin: c, c++ or rust. */
    const char *written_in;
    /** What they were read from; borrowed. */
    const struct gj_command *command;
    char **argv;
    int argc;
    /** What is no option; borrowed from argv. */
    int argument_count;
    char **arguments;
    /** The working directory; empty where it cannot be told. */
    gj_text working;
    gj_arena arena;
} gj_settings;

/** An option's number. */
typedef enum gj_option_id {
    GJ_OPTION_FORM = 256,
    GJ_OPTION_RULE,
    GJ_OPTION_NO_RULE,
    GJ_OPTION_FORMAT,
    GJ_OPTION_FAIL_ON,
    GJ_OPTION_STRICT,
    GJ_OPTION_TODAY,
    GJ_OPTION_MAX_BYTES,
    GJ_OPTION_MAX_DEPTH,
    GJ_OPTION_MAX_NODES,
    GJ_OPTION_MAX_UNPACKED,
    GJ_OPTION_MAX_RATIO,
    GJ_OPTION_RESUME,
    GJ_OPTION_WATCH,
    GJ_OPTION_JOBS,
    GJ_OPTION_ISOLATE,
    GJ_OPTION_MAX_FAULTS,
    GJ_OPTION_RULE_TIMEOUT,
    GJ_OPTION_MEMORY_LIMIT,
    GJ_OPTION_PLUGIN_DIR,
    GJ_OPTION_FORM_DIR,
    GJ_OPTION_SCHEMA,
    GJ_OPTION_SCHEMA_DIR,
    GJ_OPTION_FORMAT_ASSERTION,
    GJ_OPTION_CONFIG,
    GJ_OPTION_NO_CONFIG,
    GJ_OPTION_BASELINE,
    GJ_OPTION_ACCEPT,
    GJ_OPTION_SEAL,
    GJ_OPTION_WRITTEN_IN,
    GJ_OPTION_LANG,
    GJ_OPTION_COLOR,
    GJ_OPTION_HELP
} gj_option_id;

/** One option as people see it. */
typedef struct gj_option {
    int id;
    const char *name;
    /** What stands for its argument in the help; NULL where it has none. */
    const char *argument;
    gj_words help;
    /** What may stand there, for completion: words with spaces between them,
        or one of @file, @folder, @input (a file, or @ and one), @rule, @form,
        @format; NULL where nobody can tell. */
    const char *values;
} gj_option;

/** All options; `id` 0 ends the table. */
extern const gj_option gj_options[];
/** The option with a number that is in the table. */
const gj_option *gj_option_find(int id);

/** The letter that stands for an option behind a single hyphen, or 0. */
char gj_option_letter(int id);

/** What a command can do, where that is more than one thing: the first of its
    arguments. */
typedef struct gj_verb {
    const char *name;
    /** Empty for what is not for people. */
    gj_words about;
    /** What its own arguments are, as in gj_option.values. */
    const char *arguments;
    /** Returns an exit status. */
    int (*run)(gj_settings *settings);
} gj_verb;

/** One subcommand. Its file holds its descriptor and nothing else is public. */
typedef struct gj_command {
    const char *name;
    /** Behind the name in the usage line. */
    const char *usage;
    gj_words about;
    /** gj_option_id of the options it takes, 0-terminated. */
    const int *options;
    int (*run)(gj_settings *settings);
    /** Ended by one without a name; NULL where there are none. */
    const gj_verb *verbs;
    /** For completion: what its arguments are, as in gj_option.values, where
        it has no verbs; the words that its --format takes, with spaces between
        them, where they are not the writers' names. */
    const char *arguments;
    const char *formats;
} gj_command;

/** The verb of a name, or NULL. */
const gj_verb *gj_verb_find(const gj_command *command, const char *name);

extern const gj_command gj_check_command;
extern const gj_command gj_baseline_command;
extern const gj_command gj_filter_command;
extern const gj_command gj_rules_command;
extern const gj_command gj_explain_command;
extern const gj_command gj_forms_command;
extern const gj_command gj_schema_command;
extern const gj_command gj_plugin_command;
extern const gj_command gj_new_plugin_command;
extern const gj_command gj_complete_command;

/** Reads options, environment and, for a command that takes --config, the
    configuration. Fails with USAGE, and with what gj_config_load() fails
    with. */
gj_status gj_settings_read(gj_settings *settings, const gj_command *command,
                           int argc, char **argv, gj_error *error);
void gj_settings_free(gj_settings *settings);
/** Language of the environment: LC_ALL, LC_MESSAGES, LANG. */
gj_language gj_settings_language(void);

/** A severity as options and configurations name it, in the language. */
gj_text gj_level_word(uint32_t severity, gj_language language);

/** The settings as the engine takes them; they lend what it refers to. */
gj_engine_options gj_settings_options(const gj_settings *settings);
/** Opens a pool with the settings, and tells on standard error which forms are
   at fault and which plugins were refused. The caller closes it also after a
    failure. */
gj_status gj_settings_pool(gj_pool **pool, const gj_settings *settings,
                           gj_deliver *deliver, void *context, gj_error *error);
/** The same in two steps, as gj_pool_start() and gj_pool_load(). */
gj_status gj_settings_pool_start(gj_pool **pool, const gj_settings *settings,
                                 gj_deliver *deliver, void *context,
                                 gj_error *error);
gj_status gj_settings_pool_load(gj_pool *pool, const gj_settings *settings,
                                gj_error *error);
/** Where a plugin was refused, what fails for another reason fails with PLUGIN:
   a rule that is not there may be one of that plugin. */
gj_status gj_heed_refusal(gj_status status, bool refused, gj_error *error);

/** Prints an error on standard error: file:line:column: words. */
void gj_tell(gj_language language, const gj_error *error);
/** Prints an error and returns the exit status for it: GJ_EXIT_FAULT for
    PLUGIN and MEMORY, else GJ_EXIT_USAGE. */
int gj_give_up(gj_language language, const gj_error *error);
/** Prints lines of visible text, which may come from a report, as they may
    stand in a log. */
void gj_put_lines(FILE *out, gj_text lines);
/** Prints a line of visible text on standard output, broken at the width of the
    terminal that this is, else at `otherwise` columns (0: not at all): what
   goes on stands under column `indent`. */
void gj_print_line(gj_text line, size_t indent, size_t otherwise);
/** What may go to a terminal: colour and width of a stream. */
gj_writing gj_writing_for(FILE *out, const gj_settings *settings);
/** Takes errno down as the reason why standard output could not be written; the
    first one is kept until gj_finish(). */
void gj_note_unwritten(void);
/** Flushes standard output; GJ_EXIT_FAULT with a message where it could not
    be written whole, else `status`. What is left of it then is dropped. Where
   it is a pipe whose reader has gone, ends the process as such a pipe does,
   without a word. */
int gj_finish(gj_language language, int status);
/** Ends the process so where there is such a pipe. */
void gj_end_unread(void);

#endif

/* gouji complete -- WORD…: what may stand at the end of a command line, for
 * the shells. The words are those behind the program's name; the last one is
 * being written, and may be empty.
 *
 * The first line of the answer says which names of files may stand there
 * beside the candidates, and behind which beginning of the word: "none",
 * "files BEGINNING" or "folders BEGINNING". Each line after it is a candidate
 * for the whole word, a tab, and what it means, which may be empty. What does
 * not fit what has been written is left to the shell to drop. */
#include "cli/help.h"
#include "writer/terminal.h"

/** Milliseconds of the processor that a plugin may take to be loaded. */
enum { PATIENCE = 2000 };

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_LANG, GJ_OPTION_HELP, 0};

const gj_command gj_complete_command = {
    .name = "complete",
    .usage = "-- WORD…",
    .about = GJ_WORDS("供 shell 补全：命令行末尾可以写什么",
                      "for shells: what may stand at the end of a command "
                      "line"),
    .options = options,
    .run = run};

/** Where the command line ends. */
typedef struct spot {
    gj_language language;
    /** The words behind the command's name, and before the last one. */
    char **words;
    int word_count;
    const gj_command *command;
    /** The word being written. */
    const char *last;
    /** The option whose value it is, or NULL; and how many bytes of the word
        stand before that value. */
    const gj_option *option;
    size_t before;
    /** The first word that is no option. */
    const char *verb;
    /** Whether -- ended the options. */
    bool ended;
} spot;

/* ------------------------------------------------------------- candidates */

static void put(const spot *s, gj_text word, gj_text about)
{
    gj_buffer line = {0};

    gj_buffer_add(&line, s->last, s->before);
    gj_buffer_visible(&line, word);
    gj_buffer_byte(&line, '\t');
    gj_buffer_visible(&line, about);
    puts(line.data);
    gj_buffer_free(&line);
}

static void put_words(const spot *s, const char *words)
{
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        put(s, (gj_text){words, length}, (gj_text){NULL, 0});
        words += length + strspn(words + length, " ");
    }
}

static void put_formats(const spot *s)
{
    if (s->command->formats != NULL) {
        put_words(s, s->command->formats);
        return;
    }
    for (size_t i = 0; gj_writers[i] != NULL; i++)
        put(s, gj_text_of(gj_writers[i]->name),
            gj_words_in(gj_writers[i]->about, s->language));
}

/** What the rest of the command line would have read is asked, silently: a form
    is data, and needs no plugin. */
static void put_forms(const spot *s, const gj_settings *settings)
{
    gj_engine_options given = gj_settings_options(settings);
    gj_engine engine = {0};
    gj_error error = {0};

    gj_engine_open_forms(&engine, &given, &error);
    for (size_t i = 0; i < engine.forms.count; i++)
        put(s, engine.forms.at[i]->id,
            gj_words_in(engine.forms.at[i]->title, s->language));
    gj_engine_close(&engine);
}

/** Whether the rule is in one of the catalogues before this one too. */
static bool is_known(gj_catalogue *const *catalogues, size_t before, gj_text id)
{
    for (size_t k = 1; k < before; k++)
        if (gj_catalogue_rule(catalogues[k], id) != GJ_NONE)
            return true;
    return false;
}

static void ignore(void *nothing, const gj_outcome *outcome)
{
    (void)nothing;
    (void)outcome;
}

/** Which rules there are only plugins know: as always, they are loaded in a
    process that can do nothing else, and not in the one that a shell waits
    for. */
static void put_rules(const spot *s, const gj_settings *settings)
{
    const gj_pool_options given = {.engine = gj_settings_options(settings),
                                   .workers = 1,
                                   .installed = settings->own_plugins,
                                   .rule_timeout = PATIENCE,
                                   .memory_limit = settings->memory_limit};
    gj_pool *pool = NULL;
    gj_error error = {0};
    size_t count;

    gj_pool_open(&pool, &given, ignore, NULL, &error);
    gj_catalogue *const *catalogues = gj_pool_catalogues(pool, &count);
    for (size_t k = 1; k < count; k++)
        for (size_t i = 0; i < catalogues[k]->rule_count; i++) {
            const gj_rule_entry *rule = &catalogues[k]->rules[i];
            if (!is_known(catalogues, k, rule->id))
                put(s, rule->id, gj_words_in(rule->title, s->language));
        }
    gj_pool_close(pool);
}

static void ask(const spot *s,
                void (*put_them)(const spot *s, const gj_settings *settings))
{
    gj_settings settings;
    gj_error error = {0};

    if (gj_settings_read(&settings, s->command, s->word_count + 1, s->words - 1,
                         &error) == GJ_OK)
        put_them(s, &settings);
    gj_settings_free(&settings);
}

/* ----------------------------------------------------------------- places */

static void begin(const spot *s, const char *files)
{
    if (files == NULL)
        puts("none");
    else
        printf("%s %.*s\n", files, (int)s->before, s->last);
}

/** Behind "json=" stands a file. */
static void complete_format(const spot *s)
{
    const char *equals = strchr(s->last + s->before, '=');
    spot behind = *s;

    if (equals != NULL) {
        behind.before = (size_t)(equals + 1 - s->last);
        begin(&behind, "files");
    } else {
        begin(s, NULL);
        put_formats(s);
    }
}

static void complete_input(const spot *s)
{
    spot behind = *s;

    behind.before += s->last[s->before] == '@';
    begin(&behind, "files");
}

/** What a table's `values` say of a value or an argument. */
static void complete_value(const spot *s, const char *values)
{
    if (values == NULL) {
        begin(s, NULL);
    } else if (strcmp(values, "@format") == 0) {
        complete_format(s);
    } else if (strcmp(values, "@input") == 0) {
        complete_input(s);
    } else if (strcmp(values, "@file") == 0) {
        begin(s, "files");
    } else if (strcmp(values, "@folder") == 0) {
        begin(s, "folders");
    } else {
        begin(s, NULL);
        if (strcmp(values, "@rule") == 0)
            ask(s, put_rules);
        else if (strcmp(values, "@form") == 0)
            ask(s, put_forms);
        else
            put_words(s, values);
    }
}

/** Whether another option of the command has its name, and comes first. */
static bool is_repeated(const gj_command *command, const int *id)
{
    const char *name = gj_option_find(*id)->name;

    for (const int *other = command->options; other < id; other++)
        if (strcmp(gj_option_find(*other)->name, name) == 0)
            return true;
    return false;
}

static void complete_option(const spot *s)
{
    begin(s, NULL);
    for (const int *id = s->command->options; *id != 0; id++) {
        const gj_option *option = gj_option_find(*id);
        gj_buffer name = {0};
        gj_buffer_print(&name, "--%s", option->name);
        if (!is_repeated(s->command, id))
            put(s, gj_buffer_view(&name),
                gj_words_in(option->help, s->language));
        gj_buffer_free(&name);
    }
}

static void complete_argument(const spot *s)
{
    const gj_verb *verb = s->command->verbs;

    if (verb == NULL) {
        complete_value(s, s->command->arguments);
    } else if (s->verb != NULL) {
        verb = gj_verb_find(s->command, s->verb);
        complete_value(s, verb != NULL ? verb->arguments : NULL);
    } else {
        begin(s, NULL);
        for (; verb->name != NULL; verb++)
            if (gj_words_given(verb->about))
                put(s, gj_text_of(verb->name),
                    gj_words_in(verb->about, s->language));
    }
}

static void complete_command(const spot *s)
{
    begin(s, NULL);
    if (s->last[0] != '-')
        for (size_t i = 0; gj_commands[i] != NULL; i++)
            put(s, gj_text_of(gj_commands[i]->name),
                gj_words_in(gj_commands[i]->about, s->language));
    else
        put_words(s, "--help --version");
}

/* ---------------------------------------------------------------- reading */

/** The option that a word names, whole or by as much of it as only one begins
    with; or NULL. */
static const gj_option *option_of(const gj_command *command, const char *word)
{
    size_t length = strcspn(word + 2, "=");
    const gj_option *found = NULL;
    bool unique = true;

    for (const int *id = command->options; *id != 0; id++) {
        const gj_option *option = gj_option_find(*id);
        if (strncmp(option->name, word + 2, length) != 0)
            continue;
        if (option->name[length] == '\0')
            return option;
        unique = found == NULL;
        found = option;
    }
    return unique ? found : NULL;
}

static const gj_option *letter_of(const gj_command *command, char letter)
{
    for (const int *id = command->options; *id != 0; id++)
        if (gj_option_letter(*id) == letter)
            return gj_option_find(*id);
    return NULL;
}

/** The option whose value comes in the next word, or NULL. */
static const gj_option *awaited(const gj_command *command, const char *word)
{
    const gj_option *option = NULL;

    if (word[0] == '-' && word[1] == '-' && strchr(word, '=') == NULL)
        option = option_of(command, word);
    else if (word[0] == '-' && word[1] != '\0' && word[2] == '\0')
        option = letter_of(command, word[1]);
    return option != NULL && option->argument != NULL ? option : NULL;
}

static void read_words(spot *s)
{
    for (int i = 0; i < s->word_count; i++) {
        const char *word = s->words[i];
        if (s->option != NULL) {
            s->option = NULL;
        } else if (s->ended || word[0] != '-' || word[1] == '\0') {
            if (s->verb == NULL)
                s->verb = word;
        } else if (strcmp(word, "--") == 0) {
            s->ended = true;
        } else {
            s->option = awaited(s->command, word);
        }
    }
    /* An option that still waits for its value cannot be read yet. */
    if (s->option != NULL)
        s->word_count--;
}

static void complete(spot *s)
{
    const char *equals = strchr(s->last, '=');

    read_words(s);
    if (s->option == NULL && !s->ended && strncmp(s->last, "--", 2) == 0 &&
        equals != NULL) {
        s->option = option_of(s->command, s->last);
        s->before = (size_t)(equals + 1 - s->last);
        if (s->option == NULL || s->option->argument == NULL)
            begin(s, NULL);
        else
            complete_value(s, s->option->values);
    } else if (s->option != NULL) {
        complete_value(s, s->option->values);
    } else if (s->last[0] == '-' && !s->ended) {
        complete_option(s);
    } else {
        complete_argument(s);
    }
}

static int run(gj_settings *settings)
{
    int count = settings->argument_count;
    char **words = settings->arguments;
    gj_error error = {0};
    spot s = {.language = settings->language};

    if (count == 0) {
        gj_fail(&error, GJ_FAILED_USAGE,
                "请给出命令行的各个词，例如 gouji complete -- check --f",
                "give the words of a command line, such as gouji complete -- "
                "check --f");
        return gj_give_up(settings->language, &error);
    }
    s.last = words[count - 1];
    if (count == 1) {
        complete_command(&s);
    } else {
        s.command = gj_command_find(words[0]);
        s.words = words + 1;
        s.word_count = count - 2;
        if (s.command == NULL)
            begin(&s, NULL);
        else
            complete(&s);
    }
    return gj_finish(settings->language, GJ_EXIT_CLEAN);
}

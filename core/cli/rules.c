/* gouji rules: what would be checked, from which plugin. */
#include <jansson.h>

#include "cli/listing.h"
#include "cli/rules.h"
#include "writer/terminal.h"

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_FORM,
                              GJ_OPTION_RULE,
                              GJ_OPTION_NO_RULE,
                              GJ_OPTION_FORMAT,
                              GJ_OPTION_FAIL_ON,
                              GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR,
                              GJ_OPTION_CONFIG,
                              GJ_OPTION_NO_CONFIG,
                              GJ_OPTION_LANG,
                              GJ_OPTION_COLOR,
                              GJ_OPTION_HELP,
                              0};

static const gj_verb verbs[] = {
    {"check",
     GJ_WORDS("检查规则集：矛盾、多余、永不执行的规则，以及未查的单元格",
              "what is wrong with a ruleset: contradictions, rules that follow "
              "from others or never apply, cells that none looks at"),
     "@file", gj_rules_check},
    {.name = NULL}};

const gj_command gj_rules_command = {
    .name = "rules",
    .usage = "[OPTION…] | check RULESET.json",
    .about =
        GJ_WORDS("列出会检查的规则及其来自的插件",
                 "list the rules that would be checked, and their plugins"),
    .options = options,
    .run = run,
    .verbs = verbs,
    .formats = "text json markdown html"};

static bool is_wanted(const gj_rule_entry *rule, const gj_settings *settings)
{
    return gj_selection_wants(&settings->policy.selection, rule->id);
}

/* ------------------------------------------------------------------ text */

static void pad_to(gj_buffer *line, gj_text text, size_t width)
{
    size_t own = gj_text_width(text);
    gj_buffer_text(line, text);
    gj_buffer_spaces(line, own < width ? width - own + 2 : 2);
}

static void print_text(const gj_catalogue *catalogue,
                       const gj_settings *settings)
{
    gj_language language = settings->language;
    gj_buffer line = {0};
    size_t width = 0;

    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        if (catalogue->rules[i].id.length > width)
            width = catalogue->rules[i].id.length;
    gj_buffer_print(&line, "%.*s  %.*s", GJ_PRINT(catalogue->form->id),
                    GJ_PRINT(gj_words_in(catalogue->form->title, language)));
    gj_print_line(gj_buffer_view(&line), 4, 0);
    for (uint32_t i = 0; i < catalogue->rule_count; i++) {
        const gj_rule_entry *rule = &catalogue->rules[i];
        if (!is_wanted(rule, settings))
            continue;
        gj_buffer_clear(&line);
        gj_buffer_spaces(&line, 2);
        pad_to(&line, rule->id, width);
        pad_to(&line, gj_level_word(rule->severity, language),
               language == GJ_ZH ? 4 : 7);
        size_t indent = gj_text_width(gj_buffer_view(&line));
        gj_buffer_text(&line, gj_words_in(rule->title, language));
        gj_print_line(gj_buffer_view(&line), indent, 0);
    }
    gj_buffer_free(&line);
}

/* -------------------------------------------------------------- markdown */

/** A cell of a table may not hold a bar. */
static void print_cell(gj_text text)
{
    for (uint64_t i = 0; i < text.length; i++) {
        if (text.data[i] == '|')
            putchar('\\');
        putchar(text.data[i]);
    }
}

static void print_markdown(const gj_catalogue *catalogue,
                           const gj_settings *settings)
{
    gj_language language = settings->language;

    printf("%s\n|---|---|---|---|\n",
           gj_say(language, "| 规则 | 级别 | 内容 | 依据 |",
                  "| rule | severity | what must hold | basis |"));
    for (uint32_t i = 0; i < catalogue->rule_count; i++) {
        const gj_rule_entry *rule = &catalogue->rules[i];
        if (!is_wanted(rule, settings))
            continue;
        printf("| `%.*s` | %.*s | ", GJ_PRINT(rule->id),
               GJ_PRINT(gj_level_word(rule->severity, language)));
        print_cell(gj_words_in(rule->title, language));
        printf(" | ");
        print_cell(gj_words_in(rule->basis, language));
        printf(" |\n");
    }
}

/* ------------------------------------------------------------------ JSON */

static json_t *text_of(gj_text text)
{
    return json_stringn(text.data, text.length);
}

static json_t *words_of(gj_words words)
{
    json_t *both = json_object();
    json_object_set_new(both, "zh", text_of(words.zh));
    json_object_set_new(both, "en", text_of(words.en));
    return both;
}

static json_t *parameters_of(const gj_rule_entry *entry)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < entry->parameter_count; i++) {
        const gj_parameter_entry *parameter = &entry->parameters[i];
        json_t *one = json_object();
        json_object_set_new(one, "name", text_of(parameter->name));
        json_object_set_new(one, "default", text_of(parameter->initial));
        json_object_set_new(one, "value", text_of(parameter->value));
        json_object_set_new(one, "help", words_of(parameter->help));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *rule_of(const gj_catalogue *catalogue,
                       const gj_rule_entry *entry)
{
    const gj_plugin_entry *plugin = &catalogue->plugins[entry->plugin];
    json_t *one = json_object();

    json_object_set_new(one, "rule", text_of(entry->id));
    json_object_set_new(one, "severity",
                        text_of(gj_level_word(entry->severity, GJ_EN)));
    if (entry->severity != entry->initial_severity)
        json_object_set_new(
            one, "initial_severity",
            text_of(gj_level_word(entry->initial_severity, GJ_EN)));
    json_object_set_new(one, "title", words_of(entry->title));
    json_object_set_new(one, "basis", words_of(entry->basis));
    json_object_set_new(one, "about", words_of(entry->about));
    json_object_set_new(one, "example", words_of(entry->example));
    json_object_set_new(one, "remedy", words_of(entry->remedy));
    json_object_set_new(one, "parameters", parameters_of(entry));
    json_object_set_new(one, "plugin", text_of(plugin->name));
    json_object_set_new(one, "version", text_of(plugin->version));
    return one;
}

static json_t *form_of(const gj_catalogue *catalogue,
                       const gj_settings *settings)
{
    json_t *rules = json_array();
    json_t *one = json_object();

    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        if (is_wanted(&catalogue->rules[i], settings))
            json_array_append_new(rules,
                                  rule_of(catalogue, &catalogue->rules[i]));
    json_object_set_new(one, "form", text_of(catalogue->form->id));
    json_object_set_new(one, "title", words_of(catalogue->form->title));
    json_object_set_new(one, "rules", rules);
    return one;
}

static void print_json(gj_pool *pool, const gj_settings *settings)
{
    size_t count = gj_pool_engine(pool)->forms.count;
    json_t *forms = json_array();
    json_t *all = json_object();

    for (size_t i = 0; i < count; i++) {
        const gj_catalogue *catalogue = gj_listing_of(pool, i);
        if (catalogue != NULL)
            json_array_append_new(forms, form_of(catalogue, settings));
    }
    json_object_set_new(all, "gouji", json_string(GJ_VERSION));
    json_object_set_new(all, "forms", forms);
    json_dumpf(all, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    putchar('\n');
    json_decref(all);
}

/* --------------------------------------------------------------- the run */

typedef void print_catalogue(const gj_catalogue *catalogue,
                             const gj_settings *settings);

static void print_each(gj_pool *pool, const gj_settings *settings,
                       print_catalogue *print)
{
    size_t count = gj_pool_engine(pool)->forms.count;
    bool first = true;

    for (size_t i = 0; i < count; i++) {
        const gj_catalogue *catalogue = gj_listing_of(pool, i);
        if (catalogue == NULL)
            continue;
        if (!first)
            putchar('\n');
        print(catalogue, settings);
        first = false;
    }
}

static gj_status print(gj_pool *pool, const gj_settings *settings,
                       gj_error *error)
{
    const char *format =
        settings->output_count > 0 ? settings->outputs[0].format : "text";

    if (strcmp(format, "text") == 0)
        print_each(pool, settings, print_text);
    else if (strcmp(format, "markdown") == 0)
        print_each(pool, settings, print_markdown);
    else if (strcmp(format, "json") == 0)
        print_json(pool, settings);
    else
        return gj_fail(error, GJ_FAILED_USAGE,
                       "规则列表没有格式“%s”；有 text、json、markdown",
                       "the list of rules has no format \"%s\"; there are "
                       "text, json, markdown",
                       format);
    return GJ_OK;
}

static int run(gj_settings *settings)
{
    gj_pool *pool = NULL;
    gj_error error = {0};
    int exit_status;

    if (settings->argument_count > 0) {
        const gj_verb *verb =
            gj_verb_find(&gj_rules_command, settings->arguments[0]);
        if (verb != NULL)
            return gj_finish(settings->language, verb->run(settings));
    }
    gj_status status = gj_listing_tell(&pool, settings, &error);
    if (status == GJ_OK)
        status = print(pool, settings, &error);
    if (status == GJ_OK)
        exit_status = gj_listing_exit(pool);
    else
        exit_status = gj_give_up(settings->language, &error);
    gj_pool_close(pool);
    return gj_finish(settings->language, exit_status);
}

/* gouji explain RULE: what it checks, why, an example, how to mend it. */
#include "base/nearest.h"
#include "cli/listing.h"

static int run(gj_settings *settings);

static const int options[] = {GJ_OPTION_FORM,      GJ_OPTION_PLUGIN_DIR,
                              GJ_OPTION_FORM_DIR,  GJ_OPTION_CONFIG,
                              GJ_OPTION_NO_CONFIG, GJ_OPTION_LANG,
                              GJ_OPTION_HELP,      0};

const gj_command gj_explain_command = {
    .name = "explain",
    .usage = "[OPTION…] RULE",
    .about = GJ_WORDS("说明一条规则：查什么、依据、错例、怎样改正",
                      "explain a rule: what it checks, why, an example that "
                      "fails, how to mend it"),
    .options = options,
    .run = run,
    .arguments = "@rule"};

static void print_part(gj_language language, const char *zh, const char *en,
                       gj_words words)
{
    gj_buffer line = {0};

    printf("\n%s\n", gj_say(language, zh, en));
    gj_buffer_print(&line, "  %.*s", GJ_PRINT(gj_words_in(words, language)));
    gj_print_line(gj_buffer_view(&line), 2, 0);
    gj_buffer_free(&line);
}

static void print_parameters(const gj_rule_entry *rule, gj_language language)
{
    gj_buffer line = {0};

    if (rule->parameter_count > 0)
        printf("\n%s\n", gj_say(language, "参数", "Parameters"));
    for (uint32_t i = 0; i < rule->parameter_count; i++) {
        const gj_parameter_entry *parameter = &rule->parameters[i];
        gj_buffer_clear(&line);
        gj_buffer_print(&line, "  %.*s = %.*s  %.*s", GJ_PRINT(parameter->name),
                        GJ_PRINT(parameter->value),
                        GJ_PRINT(gj_words_in(parameter->help, language)));
        gj_print_line(gj_buffer_view(&line), 4, 0);
    }
    gj_buffer_free(&line);
}

/** The weight, and what it was before a configuration changed it. */
static void print_severity(const gj_rule_entry *rule, gj_language language)
{
    printf("\n%s\n  %.*s", gj_say(language, "级别", "Severity"),
           GJ_PRINT(gj_level_word(rule->severity, language)));
    if (rule->severity != rule->initial_severity)
        printf("%s%.*s%s",
               gj_say(language, "（由配置改定，原为",
                      " (set by the configuration; otherwise "),
               GJ_PRINT(gj_level_word(rule->initial_severity, language)),
               gj_say(language, "）", ")"));
    putchar('\n');
}

static void explain(const gj_catalogue *catalogue, const gj_rule_entry *rule,
                    gj_language language)
{
    const gj_plugin_entry *plugin = &catalogue->plugins[rule->plugin];

    printf("%.*s\n", GJ_PRINT(rule->id));
    gj_print_line(gj_words_in(rule->title, language), 0, 0);
    print_part(language, "查什么", "What it checks", rule->about);
    print_part(language, "依据", "Basis", rule->basis);
    print_part(language, "错例", "An example that fails", rule->example);
    print_part(language, "怎样改正", "How to mend it", rule->remedy);
    print_severity(rule, language);
    print_parameters(rule, language);
    printf("\n%s %.*s %.*s\n", gj_say(language, "插件", "Plugin"),
           GJ_PRINT(plugin->name), GJ_PRINT(plugin->version));
}

static bool is_meant(gj_text id, gj_text wanted)
{
    const char *slash = memchr(id.data, '/', id.length);
    gj_text alone = {slash + 1, id.length - (uint64_t)(slash + 1 - id.data)};
    return gj_text_is(id, wanted) || gj_text_is(alone, wanted);
}

/** Explains the rule in the first form that has it. */
static bool find_and_explain(gj_pool *pool, gj_text wanted,
                             gj_language language, gj_nearest *nearest)
{
    size_t count = gj_pool_engine(pool)->forms.count;

    for (size_t k = 0; k < count; k++) {
        const gj_catalogue *catalogue = gj_listing_of(pool, k);
        for (uint32_t i = 0; catalogue && i < catalogue->rule_count; i++) {
            gj_text id = catalogue->rules[i].id;
            if (is_meant(id, wanted)) {
                explain(catalogue, &catalogue->rules[i], language);
                return true;
            }
            const char *slash = memchr(id.data, '/', id.length);
            size_t head = (size_t)(slash + 1 - id.data);
            gj_nearest_try(nearest, id);
            gj_nearest_try(nearest, (gj_text){slash + 1, id.length - head});
        }
    }
    return false;
}

static gj_status explain_one(gj_pool *pool, const gj_settings *settings,
                             gj_error *error)
{
    gj_text wanted = gj_text_of(settings->arguments[0]);
    gj_nearest nearest = gj_nearest_to(wanted);

    if (find_and_explain(pool, wanted, settings->language, &nearest))
        return GJ_OK;
    if (nearest.found.length > 0)
        gj_fail(error, GJ_FAILED_USAGE, "没有规则“%s”；是否应为 %.*s？",
                "there is no rule \"%s\"; did you mean %.*s?",
                settings->arguments[0], GJ_PRINT(nearest.found));
    else
        gj_fail(error, GJ_FAILED_USAGE,
                "没有规则“%s”；gouji rules 列出全部规则",
                "there is no rule \"%s\"; gouji rules lists them",
                settings->arguments[0]);
    return gj_heed_refusal(error->status, gj_pool_refusal(pool, 0) != NULL,
                           error);
}

static int run(gj_settings *settings)
{
    gj_pool *pool = NULL;
    gj_error error = {0};
    gj_status status = GJ_OK;

    if (settings->argument_count != 1)
        status = gj_fail(&error, GJ_FAILED_USAGE,
                         "请给出一条规则，例如 gouji explain requests-balance",
                         "name one rule, such as gouji explain "
                         "requests-balance");
    if (status == GJ_OK)
        status = gj_listing_tell(&pool, settings, &error);
    if (status == GJ_OK)
        status = explain_one(pool, settings, &error);
    int exit_status = status == GJ_OK ? gj_listing_exit(pool)
                                      : gj_give_up(settings->language, &error);
    gj_pool_close(pool);
    return gj_finish(settings->language, exit_status);
}

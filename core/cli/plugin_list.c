/* gouji plugin list: the plugins that were found, and those that were refused.
 */
#include <jansson.h>

#include "cli/listing.h"
#include "cli/plugin.h"
#include "writer/terminal.h"

/** Lines of rules are no longer than this. */
enum { WIDTH = 78 };

/** Index of a plugin in a form's catalogue; GJ_NONE where the form is at fault
    (NULL) or the plugin was refused. */
static uint32_t index_in(const gj_catalogue *catalogue,
                         const gj_plugin_entry *plugin)
{
    for (uint32_t i = 0; catalogue != NULL && i < catalogue->plugin_count; i++)
        if (gj_text_is(catalogue->plugins[i].name, plugin->name))
            return i;
    return GJ_NONE;
}

/** Name of a rule without its plugin's. */
static gj_text name_of(const gj_rule_entry *rule, const gj_plugin_entry *plugin)
{
    uint64_t head = plugin->name.length + 1;
    return (gj_text){rule->id.data + head, rule->id.length - head};
}

typedef void take_plugin(void *context, gj_pool *pool,
                         const gj_plugin_entry *plugin);

static bool was_seen(const gj_pool *pool, size_t before,
                     const gj_plugin_entry *plugin)
{
    for (size_t i = 0; i < before; i++)
        if (index_in(gj_pool_catalogue(pool, i), plugin) != GJ_NONE)
            return true;
    return false;
}

/** Each plugin once, whichever forms it was opened for. */
static void for_each_plugin(gj_pool *pool, take_plugin *take, void *context)
{
    size_t count = gj_pool_engine(pool)->forms.count;

    for (size_t i = 0; i < count; i++) {
        const gj_catalogue *catalogue = gj_pool_catalogue(pool, i);
        for (uint32_t p = 0; catalogue && p < catalogue->plugin_count; p++) {
            const gj_plugin_entry *plugin = &catalogue->plugins[p];
            if (plugin->file.length > 0 && !was_seen(pool, i, plugin))
                take(context, pool, plugin);
        }
    }
}

/* ------------------------------------------------------------------ text */

/** One line, or more of the same indent, of words. */
static void print_wrapped(gj_buffer *line, gj_text word)
{
    if (gj_text_width(gj_buffer_view(line)) + 1 + word.length > WIDTH) {
        puts(line->data);
        gj_buffer_clear(line);
        gj_buffer_spaces(line, 3);
    }
    gj_buffer_byte(line, ' ');
    gj_buffer_text(line, word);
}

static void print_rules(const gj_catalogue *catalogue,
                        const gj_plugin_entry *plugin)
{
    uint32_t index = index_in(catalogue, plugin);
    gj_buffer line = {0};

    if (index == GJ_NONE)
        return;
    gj_buffer_print(&line, "  %.*s:", GJ_PRINT(catalogue->form->id));
    size_t empty = line.length;
    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        if (catalogue->rules[i].plugin == index)
            print_wrapped(&line, name_of(&catalogue->rules[i], plugin));
    if (line.length > empty)
        puts(line.data);
    gj_buffer_free(&line);
}

static void print_plugin(void *context, gj_pool *pool,
                         const gj_plugin_entry *plugin)
{
    const gj_settings *settings = context;
    gj_buffer lines = {0};

    gj_buffer_print(&lines, "%.*s ", GJ_PRINT(plugin->name));
    gj_buffer_visible(&lines, plugin->version);
    gj_buffer_print(&lines, "  %s %d.%u\n  ",
                    gj_say(settings->language, "接口", "ABI"), GJ_ABI_MAJOR,
                    plugin->minor);
    gj_buffer_visible(&lines, gj_words_in(plugin->title, settings->language));
    gj_buffer_string(&lines, "\n  ");
    gj_buffer_visible(&lines, plugin->file);
    puts(lines.data);
    gj_buffer_free(&lines);
    for (size_t i = 0; i < gj_pool_engine(pool)->forms.count; i++)
        print_rules(gj_pool_catalogue(pool, i), plugin);
}

static void print_refusals(const gj_pool *pool, gj_language language)
{
    const gj_error *refusal;
    gj_buffer line = {0};

    for (size_t i = 0; (refusal = gj_pool_refusal(pool, i)) != NULL; i++) {
        gj_buffer_clear(&line);
        gj_buffer_visible(&line, gj_text_of(refusal->file));
        printf("%s %s\n", gj_say(language, "被拒绝：", "refused:"), line.data);
        gj_buffer_clear(&line);
        gj_buffer_visible(&line, gj_text_of(refusal->words[language]));
        printf("  %s\n", line.data);
    }
    gj_buffer_free(&line);
}

/* ------------------------------------------------------------------ JSON */

static json_t *text_of(gj_text text)
{
    return json_stringn(text.data, text.length);
}

static json_t *words_of(gj_text zh, gj_text en)
{
    return json_pack("{s:o, s:o}", "zh", text_of(zh), "en", text_of(en));
}

static json_t *rules_of(const gj_catalogue *catalogue, uint32_t plugin)
{
    json_t *rules = json_array();

    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        if (catalogue->rules[i].plugin == plugin)
            json_array_append_new(rules, text_of(catalogue->rules[i].id));
    return rules;
}

static void add_plugin(void *context, gj_pool *pool,
                       const gj_plugin_entry *plugin)
{
    json_t *plugins = context;
    json_t *forms = json_object();
    gj_buffer file = {0};
    char abi[32];

    for (size_t i = 0; i < gj_pool_engine(pool)->forms.count; i++) {
        const gj_catalogue *catalogue = gj_pool_catalogue(pool, i);
        uint32_t index = index_in(catalogue, plugin);
        if (index != GJ_NONE)
            json_object_setn_new(forms, catalogue->form->id.data,
                                 catalogue->form->id.length,
                                 rules_of(catalogue, index));
    }
    gj_buffer_valid(&file, plugin->file);
    snprintf(abi, sizeof abi, "%d.%u", GJ_ABI_MAJOR, plugin->minor);
    json_array_append_new(
        plugins, json_pack("{s:o, s:o, s:s, s:o, s:o, s:o}", "plugin",
                           text_of(plugin->name), "version",
                           text_of(plugin->version), "abi", abi, "title",
                           words_of(plugin->title.zh, plugin->title.en), "file",
                           text_of(gj_buffer_view(&file)), "rules", forms));
    gj_buffer_free(&file);
}

static void print_json(gj_pool *pool)
{
    const gj_error *refusal;
    json_t *plugins = json_array();
    json_t *refused = json_array();
    gj_buffer file = {0};

    for_each_plugin(pool, add_plugin, plugins);
    for (size_t i = 0; (refusal = gj_pool_refusal(pool, i)) != NULL; i++) {
        gj_buffer_clear(&file);
        gj_buffer_valid(&file, gj_text_of(refusal->file));
        json_array_append_new(
            refused, json_pack("{s:o, s:o}", "file",
                               text_of(gj_buffer_view(&file)), "why",
                               words_of(gj_text_of(refusal->words[GJ_ZH]),
                                        gj_text_of(refusal->words[GJ_EN]))));
    }
    json_t *all = json_pack("{s:s, s:o, s:o}", "gouji", GJ_VERSION, "plugins",
                            plugins, "refused", refused);
    json_dumpf(all, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    putchar('\n');
    json_decref(all);
    gj_buffer_free(&file);
}

/* --------------------------------------------------------------- the run */

static gj_status print(gj_pool *pool, gj_settings *settings, gj_error *error)
{
    const char *format =
        settings->output_count > 0 ? settings->outputs[0].format : "text";

    if (strcmp(format, "json") == 0) {
        print_json(pool);
    } else if (strcmp(format, "text") == 0) {
        for_each_plugin(pool, print_plugin, settings);
        print_refusals(pool, settings->language);
    } else {
        return gj_fail(error, GJ_FAILED_USAGE,
                       "插件列表没有格式“%s”；有 text、json",
                       "the list of plugins has no format \"%s\"; there are "
                       "text, json",
                       format);
    }
    return GJ_OK;
}

int gj_plugin_list(gj_settings *settings)
{
    gj_pool *pool = NULL;
    gj_error error = {0};

    gj_status status = gj_listing_open(&pool, settings, &error);
    if (status == GJ_OK)
        status = print(pool, settings, &error);
    int exit_status = status == GJ_OK ? gj_listing_exit(pool)
                                      : gj_give_up(settings->language, &error);
    gj_pool_close(pool);
    return exit_status;
}

#include "rule/catalogue.h"

#include <stdlib.h>

#include "base/abi.h"

/** Kinds of records. A rule's record holds those of its messages and
    parameters behind its own fields. */
enum {
    RECORD_PLUGIN = 1,
    RECORD_RULE = 2,
    RECORD_MESSAGE = 3,
    RECORD_PARAMETER = 4
};

/* -------------------------------------------------------------- encoding */

void gj_catalogue_put_plugin(gj_buffer *out, const gj_plugin_entry *plugin)
{
    size_t start = gj_begin_record(out, RECORD_PLUGIN);
    gj_put_text(out, plugin->name);
    gj_put_text(out, plugin->version);
    gj_put_words(out, plugin->title);
    gj_put_text(out, plugin->file);
    gj_put_u32(out, plugin->minor);
    gj_end_record(out, start);
}

static void put_message(gj_buffer *out, const gj_message *theirs)
{
    size_t start = gj_begin_record(out, RECORD_MESSAGE);
    gj_message message;

    gj_take(&message, theirs, GJ_LEAST_MESSAGE);
    gj_put_text(out, message.key);
    gj_put_words(out, message.words);
    gj_end_record(out, start);
}

static void put_parameter(gj_buffer *out, const gj_parameter *theirs)
{
    size_t start = gj_begin_record(out, RECORD_PARAMETER);
    gj_parameter parameter;

    gj_take(&parameter, theirs, GJ_LEAST_PARAMETER);
    gj_put_u32(out, parameter.type);
    gj_put_text(out, parameter.name);
    gj_put_text(out, parameter.initial);
    gj_put_words(out, parameter.help);
    gj_end_record(out, start);
}

void gj_catalogue_put_rule(gj_buffer *out, gj_text plugin, const gj_rule *rule)
{
    size_t start = gj_begin_record(out, RECORD_RULE);

    gj_put_u32(out, (uint32_t)(plugin.length + 1 + rule->id.length));
    gj_buffer_text(out, plugin);
    gj_buffer_byte(out, '/');
    gj_buffer_text(out, rule->id);
    gj_put_u8(out, rule->check != NULL);
    gj_put_u32(out, rule->severity);
    gj_put_words(out, rule->title);
    gj_put_words(out, rule->basis);
    gj_put_words(out, rule->about);
    gj_put_words(out, rule->example);
    gj_put_words(out, rule->remedy);
    for (size_t i = 0; rule->messages && rule->messages[i]; i++)
        put_message(out, rule->messages[i]);
    for (size_t i = 0; rule->parameters && rule->parameters[i]; i++)
        put_parameter(out, rule->parameters[i]);
    gj_end_record(out, start);
}

/* -------------------------------------------------------------- decoding */

static void count_parts(gj_rule_entry *rule, gj_cursor in)
{
    gj_cursor fields;

    for (uint8_t kind; (kind = gj_next_record(&in, &fields)) != 0;) {
        rule->message_count += kind == RECORD_MESSAGE;
        rule->parameter_count += kind == RECORD_PARAMETER;
    }
}

static bool read_parts(gj_rule_entry *rule, gj_cursor *in)
{
    gj_message_entry *message = rule->messages;
    gj_parameter_entry *parameter = rule->parameters;
    gj_cursor fields;

    for (uint8_t kind; (kind = gj_next_record(in, &fields)) != 0;) {
        if (kind == RECORD_MESSAGE) {
            message->key = gj_get_text(&fields);
            message->words = gj_get_words(&fields);
            message++;
        } else if (kind == RECORD_PARAMETER) {
            parameter->type = gj_get_u32(&fields);
            parameter->name = gj_get_text(&fields);
            parameter->initial = gj_get_text(&fields);
            parameter->value = parameter->initial;
            parameter->help = gj_get_words(&fields);
            parameter++;
        }
        if (fields.bad)
            return false;
    }
    return !in->bad;
}

static bool read_rule(gj_rule_entry *rule, gj_cursor *in, gj_arena *arena)
{
    rule->id = gj_get_text(in);
    rule->checks = gj_get_u8(in) != 0;
    rule->severity = gj_get_u32(in);
    rule->initial_severity = rule->severity;
    rule->title = gj_get_words(in);
    rule->basis = gj_get_words(in);
    rule->about = gj_get_words(in);
    rule->example = gj_get_words(in);
    rule->remedy = gj_get_words(in);
    if (in->bad || rule->severity < GJ_INFO || rule->severity > GJ_ERROR)
        return false;
    count_parts(rule, *in);
    rule->messages =
        gj_arena_new(arena, rule->message_count * sizeof *rule->messages + 1);
    rule->parameters = gj_arena_new(
        arena, rule->parameter_count * sizeof *rule->parameters + 1);
    return read_parts(rule, in);
}

static bool read_plugin(gj_plugin_entry *plugin, gj_cursor *in)
{
    plugin->name = gj_get_text(in);
    plugin->version = gj_get_text(in);
    plugin->title = gj_get_words(in);
    plugin->file = gj_get_text(in);
    plugin->minor = gj_get_u32(in);
    return !in->bad;
}

static void count_entries(gj_catalogue *catalogue, gj_cursor in)
{
    gj_cursor fields;

    for (uint8_t kind; (kind = gj_next_record(&in, &fields)) != 0;) {
        catalogue->plugin_count += kind == RECORD_PLUGIN;
        catalogue->rule_count += kind == RECORD_RULE;
    }
}

static bool read_entries(gj_catalogue *catalogue, gj_cursor in)
{
    gj_plugin_entry *plugin = catalogue->plugins;
    gj_rule_entry *rule = catalogue->rules;
    gj_cursor fields;

    for (uint8_t kind; (kind = gj_next_record(&in, &fields)) != 0;) {
        if (kind == RECORD_PLUGIN) {
            if (!read_plugin(plugin++, &fields))
                return false;
        } else if (kind == RECORD_RULE) {
            if (plugin == catalogue->plugins ||
                !read_rule(rule, &fields, &catalogue->arena))
                return false;
            rule->plugin = (uint32_t)(plugin - catalogue->plugins) - 1;
            rule++;
        }
    }
    return !in.bad;
}

bool gj_catalogue_read(gj_catalogue *catalogue, gj_buffer *bytes)
{
    gj_catalogue read = {.form = catalogue->form, .bytes = *bytes};

    *bytes = (gj_buffer){0};
    gj_cursor in = gj_cursor_of(gj_buffer_view(&read.bytes));
    count_entries(&read, in);
    read.plugins = gj_new(read.plugin_count, sizeof *read.plugins);
    read.rules = gj_new(read.rule_count, sizeof *read.rules);
    bool sound = read_entries(&read, in);
    if (sound)
        *catalogue = read;
    else
        gj_catalogue_free(&read);
    return sound;
}

void gj_catalogue_free(gj_catalogue *catalogue)
{
    free(catalogue->plugins);
    free(catalogue->rules);
    gj_buffer_free(&catalogue->bytes);
    gj_arena_free(&catalogue->arena);
    *catalogue = (gj_catalogue){0};
}

/* --------------------------------------------------------------- look-up */

uint32_t gj_catalogue_rule(const gj_catalogue *catalogue, gj_text id)
{
    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        if (gj_text_is(catalogue->rules[i].id, id))
            return i;
    return GJ_NONE;
}

uint32_t gj_rule_message(const gj_rule_entry *rule, gj_text key)
{
    for (uint32_t i = 0; i < rule->message_count; i++)
        if (gj_text_is(rule->messages[i].key, key))
            return i;
    return GJ_NONE;
}

uint32_t gj_rule_parameter(const gj_rule_entry *rule, gj_text name)
{
    for (uint32_t i = 0; i < rule->parameter_count; i++)
        if (gj_text_is(rule->parameters[i].name, name))
            return i;
    return GJ_NONE;
}

bool gj_rule_is_of(gj_text id, gj_text plugin)
{
    return id.length >= plugin.length &&
           memcmp(id.data, plugin.data, plugin.length) == 0 &&
           (id.length == plugin.length || id.data[plugin.length] == '/');
}

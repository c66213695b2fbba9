/* The catalogue: all that plugins said about their rules, as flat bytes and as
 * a view over them. Whoever prints, selects or explains rules reads this and
 * never a plugin's memory. */
#ifndef GJ_RULE_CATALOGUE_H
#define GJ_RULE_CATALOGUE_H

#include "base/codec.h"
#include "form/form.h"

typedef struct gj_message_entry {
    gj_text key;
    gj_words words;
} gj_message_entry;

typedef struct gj_parameter_entry {
    uint32_t type;
    gj_text name;
    gj_text initial;
    gj_words help;
    /** What it is set to: by the configuration, by the form, or initially.
        Not part of the encoding. */
    gj_text value;
} gj_parameter_entry;

typedef struct gj_rule_entry {
    /** plugin/id, as users see it. */
    gj_text id;
    /** Index of the plugin it comes from. */
    uint32_t plugin;
    /** False where findings come from the engine itself and not from a check
        of reports: nobody selects such a rule or changes its weight. */
    bool checks;
    /** As configured, and as the rule has it. */
    uint32_t severity;
    uint32_t initial_severity;
    gj_words title;
    gj_words basis;
    gj_words about;
    gj_words example;
    gj_words remedy;
    gj_message_entry *messages;
    uint32_t message_count;
    gj_parameter_entry *parameters;
    uint32_t parameter_count;
} gj_rule_entry;

typedef struct gj_plugin_entry {
    gj_text name;
    gj_text version;
    gj_words title;
    /** Path of the file; empty for what is built in. */
    gj_text file;
    /** GJ_ABI_MINOR of the header that it was compiled with. */
    uint32_t minor;
} gj_plugin_entry;

/** The rules for one form. */
typedef struct gj_catalogue {
    /** NULL for the catalogue of what is built in, which speaks about inputs
        that are of no form. */
    const gj_form *form;
    gj_plugin_entry *plugins;
    uint32_t plugin_count;
    gj_rule_entry *rules;
    uint32_t rule_count;
    gj_buffer bytes;
    gj_arena arena;
} gj_catalogue;

/** Appends a plugin, or a rule of the plugin added last, to encoded bytes. The
    rule is the host's copy; its messages and parameters are the plugin's, of
    whatever minor version, and were found sound. */
void gj_catalogue_put_plugin(gj_buffer *out, const gj_plugin_entry *plugin);
void gj_catalogue_put_rule(gj_buffer *out, gj_text plugin, const gj_rule *rule);

/** Makes the view over bytes, which the catalogue takes over (*bytes becomes
    empty). Returns false where they are not a catalogue; nothing is kept. */
bool gj_catalogue_read(gj_catalogue *catalogue, gj_buffer *bytes);
void gj_catalogue_free(gj_catalogue *catalogue);

/** Index of a rule by plugin/id, or GJ_NONE; of a message by its key, or
    GJ_NONE; of a parameter, or GJ_NONE. */
uint32_t gj_catalogue_rule(const gj_catalogue *catalogue, gj_text id);
uint32_t gj_rule_message(const gj_rule_entry *rule, gj_text key);
uint32_t gj_rule_parameter(const gj_rule_entry *rule, gj_text name);

/** Whether an id, "plugin/rule" or "plugin", is of the plugin. */
bool gj_rule_is_of(gj_text id, gj_text plugin);

#endif

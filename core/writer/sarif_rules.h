/* The rules of a SARIF run: those of every catalogue that results came with,
 * each once, in the catalogues' order. */
#ifndef GJ_WRITER_SARIF_RULES_H
#define GJ_WRITER_SARIF_RULES_H

#include <jansson.h>

#include "writer/writer.h"

/** What notifications are about: the ids of their descriptors. */
#define GJ_SARIF_UNREADABLE "unreadable-input"
#define GJ_SARIF_SKIPPED "skipped-input"
#define GJ_SARIF_NOT_ASSESSABLE "not-assessable"
#define GJ_SARIF_RULE_FAULT "rule-fault"
#define GJ_SARIF_CONFIGURATION_FAULT "configuration-fault"
#define GJ_SARIF_ACCEPTED "accepted-findings"

/** {0} has none. Points into the catalogues. */
typedef struct gj_sarif_rules {
    const gj_rule_entry **at;
    size_t count;
    size_t room;
    /** What was seen so far: a catalogue, and its rules' indexes in `at`. */
    struct gj_sarif_seen *seen;
    size_t seen_count;
    size_t seen_room;
} gj_sarif_rules;

/** Index of a catalogue's rule among the run's. */
size_t gj_sarif_rule(gj_sarif_rules *rules, const gj_catalogue *catalogue,
                     uint32_t rule);
/** "error", "warning", "note". */
const char *gj_sarif_level(uint32_t severity);

/** The tool with its rules in a language; the translation of the rules into
    the other one. The caller's. */
json_t *gj_sarif_tool(const gj_sarif_rules *rules, gj_language language);
json_t *gj_sarif_translation(const gj_sarif_rules *rules, gj_language language);

void gj_sarif_rules_free(gj_sarif_rules *rules);

#endif

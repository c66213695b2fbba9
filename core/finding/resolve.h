/* From what a plugin says about a report to a finding that stands alone. */
#ifndef GJ_FINDING_RESOLVE_H
#define GJ_FINDING_RESOLVE_H

#include "finding/result.h"
#include "form/report.h"

/** Fills an entry (but for rule_index, severity and failed) from what a
    plugin gave: copies it into the arena, finds the places, takes the
    fingerprint and the evidence. Returns what is wrong with it, for
    the fault that is noted against the plugin; no words where it is sound. */
gj_words gj_finding_resolve(gj_finding_entry *entry, uint32_t *message_index,
                            const gj_rule_entry *rule, const gj_report *report,
                            const gj_finding *finding, gj_arena *arena);

/** Takes fingerprint and evidence of a finding about an input that is no
    report: path stands for form, unit and year. */
void gj_finding_digest_input(gj_finding_entry *entry, gj_text rule,
                             gj_text path, gj_text words);
/** The same of one about a report as a whole. */
void gj_finding_digest_report(gj_finding_entry *entry, gj_text rule,
                              const gj_report *report, gj_text words);

#endif

/* Findings as results of a SARIF run. */
#ifndef GJ_WRITER_SARIF_RESULTS_H
#define GJ_WRITER_SARIF_RESULTS_H

#include "writer/letter.h"
#include "writer/sarif_rules.h"

/** Letters and memos, kept from result to result. */
typedef struct gj_sarif_results gj_sarif_results;

gj_sarif_results *gj_sarif_results_new(const gj_writing *writing);
void gj_sarif_results_free(gj_sarif_results *results);

/** Takes up a report, which is artifact number `index` of the run. What
    follows is about it. */
void gj_sarif_report(gj_sarif_results *results, const gj_result *report,
                     uint64_t index);
/** The report's location, as JSON; lent until the next report. */
gj_text gj_sarif_artifact(const gj_sarif_results *results);

/** Appends one finding; `rule` is its rule's index in the run. */
void gj_sarif_result(gj_sarif_results *results, const gj_finding_entry *finding,
                     size_t rule, gj_buffer *out);

/** The physical location of a spot of the report, as a value of the
    caller's. */
json_t *gj_sarif_location(const gj_sarif_results *results, const gj_spot *spot);

#endif

/* Writing a result as flat bytes: the other half of result.h. */
#ifndef GJ_FINDING_RECORD_H
#define GJ_FINDING_RECORD_H

#include "finding/result.h"
#include "form/report.h"

/** Begins a result. `form` is NULL, unit empty and year 0 where the input
    could not be read as a report. */
void gj_record_head(gj_buffer *out, gj_text path, uint64_t record,
                    const gj_form *form, gj_text unit, int64_t year,
                    bool readable);
/** How one rule fared. */
void gj_record_checks(gj_buffer *out, uint32_t rule, const gj_checks *checks);
/** How a rule fared of which all checks held. Rules that follow one another
    are one record, as long as nothing else is put behind it: most results have
    little more to say. A run of {0} begins a result. */
typedef struct gj_held_run {
    size_t start;
    size_t end;
    uint32_t next;
} gj_held_run;

void gj_record_held(gj_buffer *out, gj_held_run *run, uint32_t rule,
                    uint32_t count);
/** One finding or reason. `rule` and `message` need not be set: rule_index
    and message_index say it. */
void gj_record_finding(gj_buffer *out, const gj_finding_entry *finding,
                       uint32_t message_index);
/** An equality. `rule` and `place` say whose it is. */
void gj_record_tie(gj_buffer *out, const gj_tie *tie);
/** All cells of the report. */
void gj_record_cells(gj_buffer *out, const gj_report *report);

#endif

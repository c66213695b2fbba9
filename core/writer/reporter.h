/* One report as a JSON object, and what stands beside the reports: the
 * objects that schemas/findings.schema.json describes. json and ndjson write
 * the same ones. */
#ifndef GJ_WRITER_REPORTER_H
#define GJ_WRITER_REPORTER_H

#include "writer/letter.h"
#include "writer/writer.h"

/** Letters and memos, kept from report to report. */
typedef struct gj_reporter gj_reporter;

/** `depth` levels are open around each report. */
gj_reporter *gj_reporter_new(gj_language language, gj_json_style style,
                             size_t depth);
void gj_reporter_free(gj_reporter *reporter);

/** Appends the object of one report. */
void gj_reporter_add(gj_reporter *reporter, const gj_result *result,
                     gj_buffer *out);

/** Objects of what is no report; the caller's. */
json_t *gj_skip_object(const gj_skip *skip, gj_language language);
json_t *gj_trouble_object(const gj_trouble *trouble, gj_language language);
json_t *gj_summary_object(const gj_summary *summary);

#endif

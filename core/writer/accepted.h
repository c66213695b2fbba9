/* What is accepted, and what a run came upon of it: as sentences and as the
 * objects of schemas/findings.schema.json. */
#ifndef GJ_WRITER_ACCEPTED_H
#define GJ_WRITER_ACCEPTED_H

#include <jansson.h>

#include "finding/suppression.h"

/** Appends what became of a suppression, as a sentence without a full stop. */
void gj_add_suppression(gj_buffer *out, const gj_suppression *one,
                        gj_language language);

/** Appends what became of a baseline's entries, without a full stop. */
void gj_add_baseline(gj_buffer *out, const gj_suppressions *baseline,
                     gj_language language);

/** Append a line of text each, safe for a terminal. */
void gj_add_suppression_line(gj_buffer *out, const gj_suppression *one,
                             gj_language language);
void gj_add_baseline_line(gj_buffer *out, const gj_suppressions *baseline,
                          gj_language language);

/** Sets a member to a day, YYYY-MM-DD. */
void gj_put_day(json_t *object, const char *key, uint32_t day);
/** What a finding is accepted by; what became of a suppression; and of a
    baseline. The caller's. */
json_t *gj_accepted_object(const gj_suppression *one);
json_t *gj_suppression_object(const gj_suppression *one, gj_language language);
json_t *gj_baseline_object(const gj_suppressions *baseline);

#endif

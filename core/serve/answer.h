/* Answers of the service, as bytes: see wire.h. */
#ifndef GJ_SERVE_ANSWER_H
#define GJ_SERVE_ANSWER_H

#include "finding/result.h"
#include "writer/reporter.h"

/** Appends a status and what went wrong. */
void gj_answer_failure(gj_buffer *out, const gj_error *error);
/** Appends what went wrong, without its status. */
void gj_answer_trouble(gj_buffer *out, const gj_error *error);
/** Appends the result of a check. `reporters` make its JSON, in both
    languages; NULL where none is wanted. */
void gj_answer_result(gj_buffer *out, const gj_result *result, uint32_t today,
                      gj_reporter *const reporters[2]);

#endif

/* What is said about findings that share a cause. */
#ifndef GJ_WRITER_CAUSE_H
#define GJ_WRITER_CAUSE_H

#include "writer/writer.h"

/** Whether a group is worth a heading: it has several findings, or
    one and others that are accepted. */
bool gj_cause_is_shared(const gj_group *group);

/** Appends the sentence that stands over a group's findings: how many they
    are, and which cells to look at first, by name and value. Nothing of it is
    escaped. */
void gj_add_cause(gj_buffer *out, const gj_result *result,
                  const gj_group *group, gj_language language);

#endif

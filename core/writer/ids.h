/* What schemas/findings.schema.json calls things. */
#ifndef GJ_WRITER_IDS_H
#define GJ_WRITER_IDS_H

#include "finding/result.h"

/** "error", "warning", "info". */
const char *gj_severity_id(uint32_t severity);
/** "clean", "not_assessable", "findings", "unreadable". */
const char *gj_status_id(const gj_result *result);
/** "term", "open", "definition", "context". */
const char *gj_role_id(const gj_spot *spot);
/** "left", "right"; NULL for a spot on neither side. */
const char *gj_side_id(const gj_spot *spot);

#endif

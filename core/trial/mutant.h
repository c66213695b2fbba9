/* What an adversary would make of a report: each number blank, huge or
 * negative, each text empty, endless or of no letters, each part missing. */
#ifndef GJ_TRIAL_MUTANT_H
#define GJ_TRIAL_MUTANT_H

#include "document/document.h"

/** Number of mutants of a report. */
uint32_t gj_mutant_count(const gj_document *document);

/** Makes the index-th mutant of the report: appends it to `out`, and what was
    done to `what`. */
void gj_mutant_make(gj_document *document, gj_text bytes, uint32_t index,
                    gj_buffer *out, gj_buffer *what);

#endif

/* Texts as SARIF's message strings, in which braces hold placeholders and
 * brackets hold links. */
#ifndef GJ_WRITER_SARIF_MESSAGE_H
#define GJ_WRITER_SARIF_MESSAGE_H

#include <jansson.h>

#include "base/text.h"

/** Appends a text so that a viewer shows just this text: braces doubled
    (SARIF 2.1.0, 3.11.5), nothing in it a link, and what is invisible or turns
    the direction of writing shown as in a terminal. */
void gj_sarif_words(gj_buffer *out, gj_text text);

/** Markdown or words that are whole but for their braces: doubles those. */
void gj_sarif_braces(gj_buffer *out, gj_text text);

/** A message object of such a text. The caller's. */
json_t *gj_sarif_message(gj_text text);

#endif

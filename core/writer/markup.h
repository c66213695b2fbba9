/* Text that came from elsewhere, made harmless for the markup around it. */
#ifndef GJ_WRITER_MARKUP_H
#define GJ_WRITER_MARKUP_H

#include "base/text.h"

/** Appends a text as GitHub-flavoured Markdown that shows just this text: no
    markup, no HTML, no mention, no reference, no link, and all on one line, so
    that it may stand in a table. What is invisible or turns the direction of
    writing is shown as in a terminal. */
void gj_buffer_markdown(gj_buffer *out, gj_text text);

/** The same as a code span. An empty text gives nothing. */
void gj_buffer_code(gj_buffer *out, gj_text text);

/** Appends a text as character data of XML or HTML that may also stand in an
    attribute: no markup, nothing invisible, nothing that turns the direction of
    writing. Bytes that are not UTF-8, and characters that XML 1.0 has no place
    for, are shown as in a terminal. */
void gj_buffer_escaped(gj_buffer *out, gj_text text);

#endif

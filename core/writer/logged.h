/* Lines that may come to stand in a log of CI. What reads such a log acts on
 * some lines, and a report must not be able to write one. */
#ifndef GJ_WRITER_LOGGED_H
#define GJ_WRITER_LOGGED_H

#include "base/text.h"

/** Appends lines of visible text so that none is a command: where a line begins
    with :: , and within ##[ , ##vso[ and the like, stands a backslash. */
void gj_buffer_logged(gj_buffer *out, gj_text lines);

#endif

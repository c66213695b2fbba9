/* The answer of gouji plugin test, row by row: what was looked at, whether it
 * is as it should be, and what was seen. */
#ifndef GJ_CLI_ROWS_H
#define GJ_CLI_ROWS_H

#include <stdbool.h>

#include "base/text.h"

/** Prints a row; the templates are printf's and take the same arguments.
    Returns `good`. */
bool gj_row(gj_language language, gj_words name, bool good, const char *zh,
            const char *en, ...);
/** Prints a row of what was not looked at, and why. */
void gj_row_open(gj_language language, gj_words name, gj_words why);
/** Prints a line that belongs to the row above. */
void gj_row_more(gj_text text);

#endif

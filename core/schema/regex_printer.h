/* An expression that is being written; for the files that write it. */
#ifndef GJ_SCHEMA_REGEX_PRINTER_H
#define GJ_SCHEMA_REGEX_PRINTER_H

#include "schema/regex.h"

typedef struct gj_regex_printer {
    const gj_regex *regex;
    gj_buffer *out;
    gj_regex_fault *fault;
} gj_regex_printer;

/** What opens a group. */
const char *gj_regex_opener(const gj_regex *regex, const gj_regex_node *node);
/** Appends a term without its repetition; a branch. False where that is more
    than PCRE2 can do, which is noted. */
bool gj_regex_print_once(gj_regex_printer *p, const gj_regex_node *node);
bool gj_regex_print_branch(gj_regex_printer *p, const gj_regex_node *branch);
/** Appends the branches of a lookbehind. */
bool gj_regex_print_behind(gj_regex_printer *p, const gj_regex_node *node);

#endif

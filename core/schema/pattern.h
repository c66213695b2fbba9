/* Regular expressions as ECMA-262 means them, matched by PCRE2. */
#ifndef GJ_SCHEMA_PATTERN_H
#define GJ_SCHEMA_PATTERN_H

#include <stdbool.h>

#include "base/text.h"
#include "schema/regex.h"

typedef struct gj_pattern gj_pattern;

enum { GJ_PATTERN_MISS, GJ_PATTERN_HIT, GJ_PATTERN_COSTLY };

/** Compiles an expression. NULL where it cannot be used, with why in `fault`,
    which may be NULL. Freed by gj_pattern_free(). */
gj_pattern *gj_pattern_new(gj_text expression, gj_regex_fault *fault);
void gj_pattern_free(gj_pattern *pattern);
/** Whether a short text was found on which each further turn of one of the
    expression's repetitions multiplies what a match takes. Adds to *steps what
    the search took. */
bool gj_pattern_explodes(gj_pattern *pattern, gj_text expression,
                         uint64_t *steps);
/** Whether a text is an expression that can be used. */
bool gj_pattern_is_sound(gj_text expression);
/** Looks for the expression anywhere in a text that is sound UTF-8. COSTLY
    where that would take too long. Adds to *steps what it took, in the steps of
    gj_checker_limit(). */
int gj_pattern_match(gj_pattern *pattern, gj_text text, uint64_t *steps);

#endif

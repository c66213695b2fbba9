/* The inside of reading a ruleset: shared by the files that read rules. */
#ifndef GJ_EQUATIONS_READING_H
#define GJ_EQUATIONS_READING_H

#include "ruleset.h"

/** The rule being read, and what it takes to read it. */
typedef struct gj_reading {
    const gj_opening *opening;
    const gj_values *values;
    gj_pool *pool;
    gj_value rule;
    gj_equation *equation;
    bool failed;
} gj_reading;

/** Reports a fault of a value, unless one of the rule has been reported. */
void gj_reading_fail(gj_reading *r, gj_value value, const char *zh,
                     const char *en);
/** The same, of a part of its text. */
void gj_reading_fail_in(gj_reading *r, gj_value value,
                        const gj_mistake *mistake);

gj_value gj_reading_member(const gj_reading *r, gj_value object,
                           const char *key);

/** Whether a text may be the name of a variable or a figure. */
bool gj_is_name(gj_text text);

/** Checks the sets that a pattern names. The mistake is placed in the pattern,
    or where `whole` is given, at all of it. */
void gj_reading_check_sets(gj_reading *r, gj_value value, gj_text pattern,
                           const gj_node *whole);

/** What a rule is to be judged for: its variable, and the pointers, patterns or
    the set that this runs over. */
void gj_read_for_each(gj_reading *r);

#endif

/* Rulesets: reading them, and refusing what is wrong with them at its place. */
#ifndef GJ_EQUATIONS_RULESET_H
#define GJ_EQUATIONS_RULESET_H

#include "equation.h"

/** All rules of one form. */
typedef struct gj_ruleset {
    gj_pool pool;
    const gj_host *host;
    const gj_form *form;
    const gj_equation **equations;
    size_t count;
    size_t capacity;
} gj_ruleset;

/** Reads every ruleset that the form names. Returns false after reporting a
    fault; what was read until then is freed by gj_ruleset_free(). */
bool gj_ruleset_read(gj_ruleset *ruleset, const gj_opening *opening);
void gj_ruleset_free(gj_ruleset *ruleset);

/** Tries a rule on the form's own shape: each pointer must lead to a cell,
    each pattern to some. Returns false after reporting a fault. */
bool gj_equation_try(const gj_opening *opening, const gj_equation *equation);

/** Reports a fault of a value, or of a part of its text. Returns false. */
bool gj_ruleset_fault(const gj_opening *opening, gj_value value,
                      uint32_t offset, uint32_t length, const char *zh,
                      const char *en);

#endif

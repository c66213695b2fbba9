/* A rule of a ruleset, as read, and what all rules of one form share. */
#ifndef GJ_EQUATIONS_EQUATION_H
#define GJ_EQUATIONS_EQUATION_H

#include "expression.h"

/** A number that the message may speak of. */
typedef struct gj_figure {
    gj_text name;
    gj_value value;
    const gj_expression *expression;
} gj_figure;

typedef struct gj_equation {
    /** From 0, over all rulesets of the form. */
    uint32_t index;
    uint32_t severity;
    gj_text id;
    gj_words title;
    gj_words basis;
    gj_words about;
    gj_words example;
    gj_words remedy;
    gj_words message;
    /** The variable of for_each and what it runs over: patterns, or the
        members of one set; no variable means exactly one place. */
    gj_text variable;
    bool over_set;
    uint32_t pattern_count;
    const gj_text *patterns;
    /** NULL where the rule always applies. */
    const gj_expression *when;
    const gj_expression *assertion;
    /** Pointers; empty where the rule gives none. */
    gj_text place;
    gj_text primary;
    uint32_t figure_count;
    const gj_figure *figures;
    /** Where the ruleset says all this. */
    gj_value source;
    gj_value for_each;
} gj_equation;

/** The values of a rule's variable in one shape; one empty text where there
    is no variable. In the pool; NULL where there are more than `limit`. */
const gj_text *gj_equation_bindings(gj_pool *pool, uint32_t *count,
                                    const gj_host *host, const gj_form *form,
                                    const gj_shape *shape,
                                    const gj_equation *equation,
                                    uint32_t limit);

#endif

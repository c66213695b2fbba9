/* Which rules run: --rule and --no-rule, and what a configuration says. */
#ifndef GJ_RULE_SELECTION_H
#define GJ_RULE_SELECTION_H

#include "rule/catalogue.h"

/** One wish. The pattern is a rule's plugin/id, in which *
    stands for any characters and ? for one; a pattern without a slash also
    matches the id or the plugin's name alone. */
typedef struct gj_choice {
    const char *pattern;
    bool wanted;
    gj_origin origin;
} gj_choice;

/** In the order given: the last one that matches decides. Where none does, a
    rule runs, unless the first choice is a --rule: then only what is asked
    for runs. */
typedef struct gj_selection {
    gj_choice *choices;
    size_t count;
    size_t room;
} gj_selection;

void gj_selection_add(gj_selection *selection, const char *pattern,
                      bool wanted);
void gj_selection_free(gj_selection *selection);

/** Whether a pattern matches a rule. */
bool gj_pattern_matches(const char *pattern, gj_text rule);
bool gj_selection_wants(const gj_selection *selection, gj_text rule);
#endif

/* Which rules run: --rule and --no-rule. */
#ifndef GJ_RULE_SELECTION_H
#define GJ_RULE_SELECTION_H

#include "rule/catalogue.h"

/** One --rule or --no-rule. The pattern is a rule's plugin/id, in which *
    stands for any characters and ? for one; a pattern without a slash also
    matches the id or the plugin's name alone. */
typedef struct gj_choice {
    const char *pattern;
    bool wanted;
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

bool gj_selection_wants(const gj_selection *selection, gj_text rule);
/** Whether a choice's pattern matches a rule. */
bool gj_choice_matches(const gj_choice *choice, gj_text rule);

#endif

#include "rule/selection.h"

#include <fnmatch.h>
#include <stdlib.h>

void gj_selection_add(gj_selection *selection, const char *pattern, bool wanted)
{
    gj_grow(&selection->choices, selection->count, &selection->room,
            sizeof *selection->choices);
    selection->choices[selection->count++] =
        (gj_choice){.pattern = pattern, .wanted = wanted};
}

void gj_selection_free(gj_selection *selection)
{
    free(selection->choices);
    *selection = (gj_selection){0};
}

bool gj_pattern_matches(const char *pattern, gj_text rule)
{
    char *id = gj_copy(rule.data, rule.length);
    char *slash = strchr(id, '/');
    bool matches = fnmatch(pattern, id, 0) == 0;

    if (!matches && slash != NULL && strchr(pattern, '/') == NULL) {
        *slash = '\0';
        matches =
            fnmatch(pattern, id, 0) == 0 || fnmatch(pattern, slash + 1, 0) == 0;
    }
    free(id);
    return matches;
}

bool gj_selection_wants(const gj_selection *selection, gj_text rule)
{
    bool wanted = selection->count == 0 || !selection->choices[0].wanted;

    for (size_t i = 0; i < selection->count; i++)
        if (gj_pattern_matches(selection->choices[i].pattern, rule))
            wanted = selection->choices[i].wanted;
    return wanted;
}

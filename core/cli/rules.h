/* What gouji rules does beside listing them. */
#ifndef GJ_CLI_RULES_H
#define GJ_CLI_RULES_H

#include "cli/settings.h"
#include "form/shape.h"

/** gouji rules check RULESET.json: what is wrong with its rules as a system.
    The second argument is the file. Returns an exit status. */
int gj_rules_check(gj_settings *settings);
/** Writes the form's tables to standard output as HTML, each cell marked with
    how rules look at it. */
void gj_rules_page(const gj_shape *shape, const gj_examination *examination,
                   gj_language language);

#endif

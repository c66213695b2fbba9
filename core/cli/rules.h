/* What gouji rules does beside listing them. */
#ifndef GJ_CLI_RULES_H
#define GJ_CLI_RULES_H

#include <stdio.h>

#include "cli/settings.h"
#include "form/shape.h"

/** How closely rules look at a cell. */
typedef enum gj_look { GJ_LOOK_NONE, GJ_LOOK_ALONE, GJ_LOOK_TIED } gj_look;

/** The closest look, of those in gj_examination.cells. */
static inline gj_look gj_look_of(uint8_t looks)
{
    if (looks & GJ_CELL_TIED)
        return GJ_LOOK_TIED;
    return looks & GJ_CELL_ALONE ? GJ_LOOK_ALONE : GJ_LOOK_NONE;
}

/** gouji rules check RULESET.json: what is wrong with its rules as a system.
    The second argument is the file. Returns an exit status. */
int gj_rules_check(gj_settings *settings);
/** Writes the form's tables with a character for each cell, by how rules look
    at it, and the names of those that no rule looks at. */
void gj_rules_coverage(FILE *out, const gj_shape *shape,
                       const gj_examination *examination, gj_language language);
/** Writes the form's tables as HTML, each cell marked with how rules look at
    it, below what was remarked. */
void gj_rules_page(FILE *out, const gj_shape *shape,
                   const gj_examination *examination, gj_language language);

#endif

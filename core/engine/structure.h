/* The rules about a report's structure: they turn what the binding found into
 * findings. One place each. */
#ifndef GJ_ENGINE_STRUCTURE_H
#define GJ_ENGINE_STRUCTURE_H

#include "gouji/plugin.h"

extern const gj_rule gj_missing_cell_rule;
extern const gj_rule gj_not_a_number_rule;
extern const gj_rule gj_number_out_of_range_rule;
extern const gj_rule gj_unknown_key_rule;

#endif

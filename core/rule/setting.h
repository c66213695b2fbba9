/* Values of parameters. */
#ifndef GJ_RULE_SETTING_H
#define GJ_RULE_SETTING_H

#include <stdbool.h>

#include "gouji/plugin.h"

/** Value of a parameter, read as its type says. */
typedef struct gj_setting {
    gj_text text;
    int64_t integer;
    uint32_t day;
} gj_setting;

/** Reads a parameter's value; false where it is not of the type. */
bool gj_setting_read(gj_setting *setting, uint32_t type, gj_text value);

#endif

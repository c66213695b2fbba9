/* gouji.json: what a project wants of each run. */
#ifndef GJ_CLI_CONFIG_H
#define GJ_CLI_CONFIG_H

#include "cli/settings.h"

/** Finds the configuration (--config, else gouji.json in the working directory
    or the nearest folder above it; where an input lies does not matter, or a
    unit could silence its own audit) and takes from it whatever the command
    line did not say. Fails with FILE, with what reading JSON fails with, and
    with DATA, always with the place. */
gj_status gj_config_load(gj_settings *settings, gj_error *error);

/** Where a configuration is looked for: in the working directory (behind NULL)
    and, behind each place, in the folder above it; NULL behind the root. */
const char *gj_config_place(gj_arena *arena, const char *before);

#endif

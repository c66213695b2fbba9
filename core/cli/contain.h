/* Commands that load plugins but check no reports: a process of their own does
 * their work, so that a plugin that crashes or does not come back is told. */
#ifndef GJ_CLI_CONTAIN_H
#define GJ_CLI_CONTAIN_H

#include "cli/settings.h"

/** Runs a command in a process of its own and gives its exit status; where the
    process was ended by a plugin, says so and gives GJ_EXIT_FAULT. */
int gj_contain(gj_settings *settings, int (*run)(gj_settings *settings));

/** Where that process says at which plugin it is; NULL in any other. */
gj_recorder *gj_contain_recorder(void);

#endif

/* Commands that load plugins but check no reports: a process of their own does
 * their work, so that a plugin that crashes or does not come back is told. */
#ifndef GJ_CLI_CONTAIN_H
#define GJ_CLI_CONTAIN_H

#include "cli/settings.h"

/** Runs a command in a process of its own and gives its exit status. Where a
    plugin ended the process while it was loaded, it is run again without that
    one, which is refused; where one did later, this says so and gives
    GJ_EXIT_FAULT. */
int gj_contain(gj_settings *settings, int (*run)(gj_settings *settings));

/** In that process: has the engine, whose plugins are not loaded yet, say at
    which plugin it is, and refuse those that ended the process before. */
void gj_contain_begin(gj_engine *engine);
/** The plugins are loaded: from now on it may print. */
void gj_contain_opened(void);

#endif

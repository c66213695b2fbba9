/* What gouji plugin does: one file for each of its verbs. */
#ifndef GJ_CLI_PLUGIN_H
#define GJ_CLI_PLUGIN_H

#include "cli/settings.h"

/** Each is given the settings, whose first argument is the verb, and returns
    an exit status. */
int gj_plugin_list(gj_settings *settings);
int gj_plugin_lint(gj_settings *settings);

#endif

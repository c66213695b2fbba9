/* What gouji plugin does: one file for each of its verbs. */
#ifndef GJ_CLI_PLUGIN_H
#define GJ_CLI_PLUGIN_H

#include "cli/settings.h"
#include "trial/case.h"

/** Each is given the settings, whose first argument is the verb, and returns
    an exit status. */
int gj_plugin_list(gj_settings *settings);
int gj_plugin_lint(gj_settings *settings);
int gj_plugin_test(gj_settings *settings);
/** What gj_plugin_test() starts in processes of their own: PLUGIN.so, cases,
    first report, step. Not for people. */
int gj_plugin_try(gj_settings *settings);

/** Opens the engine with one plugin alone, which is the first argument behind
    the verb. Returns its name; empty, with an error, where it was refused. */
gj_text gj_plugin_open(gj_engine *engine, gj_settings *settings,
                       gj_error *error);
/** Prints what there is to say about the words of its rules. Returns the number
    of rows that are not good. */
uint32_t gj_plugin_words(const gj_engine *engine, gj_text name,
                         const gj_cases *cases, gj_language language);

#endif

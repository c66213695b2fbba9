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
/** What gj_plugin_adversary() starts in processes of their own: PLUGIN.so,
   cases, and for valgrind the step from report to report. Not for people. */
int gj_plugin_try(gj_settings *settings);

/** Opens a pool with one plugin alone, which is the first argument behind the
    verb, and changes the settings to that end. Fails also where that one is
    refused. The caller closes it in any case. */
gj_status gj_plugin_pool(gj_pool **pool, gj_settings *settings,
                         gj_deliver *deliver, void *context, gj_error *error);
/** Prints what there is to say about the words of its rules. Returns whether
    all of it is good. */
bool gj_plugin_words(gj_catalogue *const *catalogues, size_t count,
                     gj_text name, const gj_cases *cases, gj_language language);
/** Tries it with mutants of the cases and prints what came of it. Returns an
    exit status. */
int gj_plugin_adversary(const gj_settings *settings, const gj_cases *cases);

#endif

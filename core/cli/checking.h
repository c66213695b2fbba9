/* Checking what the command line names, for whichever command does it. */
#ifndef GJ_CLI_CHECKING_H
#define GJ_CLI_CHECKING_H

#include "cli/settings.h"

/** Is given each result, with what suppressions accept set apart. Lent for the
    call. */
typedef void gj_see(void *context, gj_result *result);

/** Checks the settings' arguments. Results go to `see`, or where it is NULL to
    the outputs that the settings ask for; what is wrong with the settings is
    told, and left in `error` where nothing could be checked for it. Returns an
    exit status. */
int gj_check_run(gj_settings *settings, gj_see *see, void *context,
                 gj_error *error);

#endif

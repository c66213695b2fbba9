/* gouji check --watch: a check at each save. */
#ifndef GJ_CLI_WATCH_H
#define GJ_CLI_WATCH_H

#include "cli/settings.h"

/** Checks now and whenever a draft, the configuration or the baseline is
    saved, until a signal ends it: see gj_interrupt_end(). Each check reads
    settings, forms and plugins anew and leaves nothing behind. Returns an exit
    status where there is nothing to wait for: usage, and what a first check
    calls so. */
int gj_watch_run(gj_settings *settings);

#endif

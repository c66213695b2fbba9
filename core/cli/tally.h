/* The counts of a run. */
#ifndef GJ_CLI_TALLY_H
#define GJ_CLI_TALLY_H

#include "cli/settings.h"
#include "finding/result.h"
#include "writer/writer.h"

/** Adds a result to the counts. Returns the exit status that a run with such a
    result has at least. */
int gj_tally_add(gj_summary *summary, const gj_settings *settings,
                 const gj_result *result);

#endif

/* What there is: forms, plugins and their rules, for commands that check no
 * reports. Plugins tell it from within a worker, as always. */
#ifndef GJ_CLI_LISTING_H
#define GJ_CLI_LISTING_H

#include "cli/settings.h"

/** Opens a pool for what can be asked of it; its catalogues have the severities
    and parameters of the settings, which lend what it refers to. Closed by the
    caller also after a failure. */
gj_status gj_listing_open(gj_pool **pool, const gj_settings *settings,
                          gj_error *error);
/** The same, and tells on standard error which forms are at fault and which
    plugins were refused; where any was, what fails for another reason fails
   with PLUGIN: what is asked for may have been of that one. */
gj_status gj_listing_tell(gj_pool **pool, const gj_settings *settings,
                          gj_error *error);
/** Tells which plugins were refused; true where any was. */
bool gj_listing_refusals(const gj_pool *pool, gj_language language);

/** The catalogue of the index-th form; NULL where the form is at fault, or
    --form asks for another. */
const gj_catalogue *gj_listing_of(gj_pool *pool, size_t form);
/** 2 where a form is at fault, 4 where a plugin was refused, else 0. */
int gj_listing_exit(const gj_pool *pool);

#endif

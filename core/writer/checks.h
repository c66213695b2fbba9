/* How often each verdict was given, as members of an object. */
#ifndef GJ_WRITER_CHECKS_H
#define GJ_WRITER_CHECKS_H

#include "finding/result.h"
#include "writer/letter.h"

/** Gives an object a hole for each count, and returns it. Findings that are
    accepted are counted where there are any. */
json_t *gj_put_checks(json_t *object, bool with_accepted);
/** Fills them in. */
void gj_fill_checks(gj_copying *c, const gj_checks *checks, bool with_accepted);

#endif

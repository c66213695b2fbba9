/* What a program wants of the rules: which run, what they weigh, what their
 * parameters are. */
#ifndef GJ_SERVE_WISHES_H
#define GJ_SERVE_WISHES_H

#include "rule/policy.h"

/** Reads three lists of texts: rules, severities and parameters, as in
    gouji_options. The policy borrows from them and from the arena. Fails with
    USAGE where one is not of its form; whether there is such a rule is seen
    later. */
gj_status gj_wishes_read(gj_policy *policy, gj_cursor *in, gj_arena *arena,
                         gj_error *error);

#endif

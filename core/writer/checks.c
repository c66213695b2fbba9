#include "writer/checks.h"

json_t *gj_put_checks(json_t *object, bool with_accepted)
{
    gj_put_hole(object, "held", true);
    gj_put_hole(object, "failed", true);
    gj_put_hole(object, "not_assessable", true);
    gj_put_hole(object, "skipped", true);
    gj_put_hole(object, "faulted", true);
    gj_put_hole(object, "suppressed", with_accepted);
    gj_put_hole(object, "known", with_accepted);
    return object;
}

void gj_fill_checks(gj_copying *c, const gj_checks *checks, bool with_accepted)
{
    gj_fill_number(c, checks->held);
    gj_fill_number(c, checks->failed);
    gj_fill_number(c, checks->not_assessable);
    gj_fill_number(c, checks->skipped);
    gj_fill_number(c, checks->faulted);
    if (with_accepted) {
        gj_fill_number(c, checks->suppressed);
        gj_fill_number(c, checks->known);
    }
}

#include "writer/ids.h"

const char *gj_severity_id(uint32_t severity)
{
    switch (severity) {
    case GJ_ERROR:
        return "error";
    case GJ_WARNING:
        return "warning";
    default:
        return "info";
    }
}

const char *gj_status_id(const gj_result *result)
{
    static const char *const ids[] = {
        [GJ_RESULT_CLEAN] = "clean",
        [GJ_RESULT_NOT_ASSESSABLE] = "not_assessable",
        [GJ_RESULT_FINDINGS] = "findings",
        [GJ_RESULT_UNREADABLE] = "unreadable",
    };

    return ids[result->status];
}

const char *gj_role_id(const gj_spot *spot)
{
    switch (spot->role) {
    case GJ_ROLE_TERM:
        return "term";
    case GJ_ROLE_OPEN:
        return "open";
    case GJ_ROLE_DEFINITION:
        return "definition";
    default:
        return "context";
    }
}

const char *gj_side_id(const gj_spot *spot)
{
    if (spot->side == GJ_SIDE_LEFT)
        return "left";
    return spot->side == GJ_SIDE_RIGHT ? "right" : NULL;
}

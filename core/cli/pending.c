#include "cli/pending.h"

#include <stdlib.h>

#include "base/memory.h"

/** The second half of a full ring moves to the end of one twice as large. */
static void widen(gj_pending *pending)
{
    size_t before = pending->room;
    size_t room = before ? 2 * before : 64;
    size_t behind = before - pending->first;

    pending->at = gj_renew(pending->at, room, sizeof *pending->at);
    if (before > 0)
        memmove(pending->at + room - behind, pending->at + pending->first,
                behind * sizeof *pending->at);
    pending->first = before > 0 ? room - behind : 0;
    pending->room = room;
}

void gj_pending_put(gj_pending *pending, const gj_submitted *submitted)
{
    if (pending->count == pending->room)
        widen(pending);
    pending->at[(pending->first + pending->count++) % pending->room] =
        *submitted;
}

gj_submitted gj_pending_take(gj_pending *pending)
{
    size_t first = pending->first;

    pending->first = (first + 1) % pending->room;
    pending->count--;
    return pending->at[first];
}

void gj_pending_free(gj_pending *pending)
{
    free(pending->at);
    *pending = (gj_pending){0};
}

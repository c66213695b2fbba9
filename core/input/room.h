/* Where bytes are put that are read: in a buffer, or right where they will be
 * needed. */
#ifndef GJ_INPUT_ROOM_H
#define GJ_INPUT_ROOM_H

#include "base/text.h"

typedef struct gj_room {
    /** Gives a place for `more` bytes, and GJ_PADDING ones behind them, right
        behind what is kept of those before, which is moved where there is no
        such place; returns where that begins now. Lent until the next
        call. */
    char *(*widen)(void *context, gj_text kept, size_t more);
    void *context;
} gj_room;

/** A room in a buffer, which grows. */
gj_room gj_room_in(gj_buffer *buffer);

static inline char *gj_room_widen(const gj_room *room, gj_text kept,
                                  size_t more)
{
    return room->widen(room->context, kept, more);
}

#endif

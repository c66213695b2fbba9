#include "input/room.h"

#include "document/document.h"

static char *widen(void *context, gj_text kept, size_t more)
{
    return gj_buffer_widen(context, kept, more + GJ_PADDING);
}

gj_room gj_room_in(gj_buffer *buffer)
{
    return (gj_room){widen, buffer};
}

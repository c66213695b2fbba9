#include "base/abi.h"

#include <string.h>

bool gj_take_struct(void *ours, size_t room, const void *theirs, size_t least)
{
    uint32_t size;

    memset(ours, 0, room);
    if (theirs == NULL)
        return false;
    memcpy(&size, theirs, sizeof size);
    if (size < least)
        return false;
    if (size > room)
        size = (uint32_t)room;
    memcpy(ours, theirs, size);
    memcpy(ours, &size, sizeof size);
    return true;
}

#include "schema/index.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

static void put(gj_index *index, uint64_t slot)
{
    size_t at = (size_t)(slot >> 32) & (index->room - 1);

    while (index->slots[at] != 0)
        at = (at + 1) & (index->room - 1);
    index->slots[at] = slot;
}

static void widen(gj_index *index)
{
    gj_index old = *index;

    index->room = old.room > 0 ? 2 * old.room : FIRST_ROOM;
    index->slots = gj_new(index->room, sizeof *index->slots);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i] != 0)
            put(index, old.slots[i]);
    free(old.slots);
}

void gj_index_add(gj_index *index, uint64_t hash, uint32_t number)
{
    if (2 * index->count >= index->room)
        widen(index);
    put(index, (hash >> 32) << 32 | (number + UINT64_C(1)));
    index->count++;
}

void gj_index_clear(gj_index *index)
{
    if (index->count > 0)
        memset(index->slots, 0, index->room * sizeof *index->slots);
    index->count = 0;
}

void gj_index_free(gj_index *index)
{
    free(index->slots);
    *index = (gj_index){NULL, 0, 0};
}

/* Numbers found by the hash of what they stand for. Whoever looks compares:
 * different things may have the same hash. */
#ifndef GJ_SCHEMA_INDEX_H
#define GJ_SCHEMA_INDEX_H

#include "base/memory.h"

/** {0} is an empty one. */
typedef struct gj_index {
    /** Upper half: the hash; lower half: number + 1; 0 where free. */
    uint64_t *slots;
    size_t room;
    size_t count;
} gj_index;

/** Adds a number below 2^32 - 1. */
void gj_index_add(gj_index *index, uint64_t hash, uint32_t number);
/** The next number with this hash, or UINT32_MAX; *at is 0 at first. */
static inline uint32_t gj_index_next(const gj_index *index, uint64_t hash,
                                     size_t *at)
{
    if (index->room == 0)
        return UINT32_MAX;
    for (;;) {
        uint64_t slot =
            index->slots[((size_t)(hash >> 32) + *at) & (index->room - 1)];
        ++*at;
        if (slot == 0)
            return UINT32_MAX;
        if (slot >> 32 == hash >> 32)
            return (uint32_t)slot - 1;
    }
}
void gj_index_clear(gj_index *index);
void gj_index_free(gj_index *index);

#endif

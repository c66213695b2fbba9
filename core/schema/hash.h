/* Mixing words into a hash. */
#ifndef GJ_SCHEMA_HASH_H
#define GJ_SCHEMA_HASH_H

#include <stdint.h>
#include <string.h>
#include <sys/auxv.h>

#include "gouji/plugin.h"

static inline uint64_t gj_mix_word(uint64_t hash, uint64_t word)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint64_t)product ^ (uint64_t)(product >> 64) ^ hash << 7;
}

/** What this process alone knows: nobody can prepare values of equal hashes.
    Nothing that is seen may depend on it. */
static inline uint64_t gj_hash_seed(void)
{
    const void *random = (const void *)getauxval(AT_RANDOM);
    uint64_t seed = UINT64_C(0x5851F42D4C957F2D);

    if (random != NULL)
        memcpy(&seed, random, sizeof seed);
    return seed;
}

/** Hash of a text; hard to foresee for who does not know the seed. */
static inline uint64_t gj_mix_text(gj_text text, uint64_t seed)
{
    uint64_t hash = gj_mix_word(seed, text.length);
    uint64_t word;

    while (text.length >= sizeof word) {
        memcpy(&word, text.data, sizeof word);
        hash = gj_mix_word(hash, word);
        text.data += sizeof word;
        text.length -= sizeof word;
    }
    word = 0;
    if (text.length > 0)
        memcpy(&word, text.data, text.length);
    return gj_mix_word(hash, word);
}

#endif

/* Looking through the meshes of a net: which of 64 places in a row may be the
 * beginning of one of its words.
 *
 * A processor with AVX2 looks a byte up by its two halves, in tables of sixteen
 * for 32 places at once; one with AVX-512 (VBMI) looks it up as a whole,
 * for 64. There, the first byte is known exactly, and the others by the six
 * bits that tell the characters of Chinese apart. */
#ifndef GJ_COMMON_LOOK_H
#define GJ_COMMON_LOOK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#if defined __x86_64__ && !defined GJ_NO_SIMD
#define GJ_LOOK_FAR 1
#include <immintrin.h>

#include "cpu.h"
#else
#define GJ_LOOK_FAR 0
#endif

enum {
    GJ_NET_BYTES = 5,
    GJ_NET_GROUPS = 8,
    /** Places of a row, and the bytes read for it. */
    GJ_NET_PLACES = 64,
    GJ_NET_READ = GJ_NET_PLACES + 5,
    /** As many rows are looked at before what they caught is drawn in. */
    GJ_NET_ROWS = 16
};

/** Not at all, which leaves each place to the caller; with AVX2; with AVX-512.
 */
enum { GJ_LOOK_PLAIN, GJ_LOOK_HALVES, GJ_LOOK_WHOLE };

/** For each byte of a word: bit i for group i, which has words with that byte
    there. By its lower and its upper half; and as a whole, of all but the first
    one by six of its bits. */
typedef struct gj_meshes {
    uint8_t low[GJ_NET_BYTES][16];
    uint8_t high[GJ_NET_BYTES][16];
    uint8_t first[256];
    uint8_t further[GJ_NET_BYTES - 1][64];
} gj_meshes;

/** Which byte of a word the i-th is. */
static inline uint32_t gj_net_byte(uint32_t i)
{
    return i < 3 ? i : i + 1;
}

/** Lets a byte through as the i-th of a group's words; -1 for any. */
static inline void gj_mesh_open(gj_meshes *meshes, uint32_t i, uint32_t group,
                                int byte)
{
    uint8_t *whole = i == 0 ? meshes->first : meshes->further[i - 1];
    int wholes = i == 0 ? 256 : 64;
    uint8_t bit = (uint8_t)(1u << group);

    if (byte >= 0) {
        meshes->low[i][byte & 15] |= bit;
        meshes->high[i][byte >> 4] |= bit;
        whole[byte % wholes] |= bit;
        return;
    }
    for (int half = 0; half < 16; half++) {
        meshes->low[i][half] |= bit;
        meshes->high[i][half] |= bit;
    }
    for (int at = 0; at < wholes; at++)
        whole[at] |= bit;
}

/** How this processor looks best. */
static inline uint32_t gj_look_best(void)
{
#if GJ_LOOK_FAR
    if (gj_has_avx512())
        return GJ_LOOK_WHOLE;
    if (gj_has_avx2())
        return GJ_LOOK_HALVES;
#endif
    return GJ_LOOK_PLAIN;
}

#if GJ_LOOK_FAR

/* ------------------------------------------------------------------ halves */

#define GJ_LOOK_AVX2                                                           \
    __attribute__((target("avx2"), always_inline)) static inline

GJ_LOOK_AVX2 __m256i gj_mesh_table(const uint8_t halves[16])
{
    return _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)halves));
}

/** The groups that may have the i-th byte as it stands at each of 32 places. */
GJ_LOOK_AVX2 __m256i gj_mesh_halves(const gj_meshes *meshes, const char *at,
                                    uint32_t i)
{
    const __m256i half = _mm256_set1_epi8(15);
    __m256i bytes = _mm256_loadu_si256(
        (const __m256i *)(const void *)(at + gj_net_byte(i)));
    __m256i low = _mm256_and_si256(bytes, half);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);

    return _mm256_and_si256(
        _mm256_shuffle_epi8(gj_mesh_table(meshes->low[i]), low),
        _mm256_shuffle_epi8(gj_mesh_table(meshes->high[i]), high));
}

/** What is caught of 32 places. */
GJ_LOOK_AVX2 uint32_t gj_look_at_32(const gj_meshes *meshes, const char *at)
{
    __m256i first = _mm256_and_si256(gj_mesh_halves(meshes, at, 1),
                                     gj_mesh_halves(meshes, at, 2));
    __m256i second = _mm256_and_si256(gj_mesh_halves(meshes, at, 3),
                                      gj_mesh_halves(meshes, at, 4));
    __m256i groups = _mm256_and_si256(gj_mesh_halves(meshes, at, 0),
                                      _mm256_and_si256(first, second));

    return ~(uint32_t)_mm256_movemask_epi8(
        _mm256_cmpeq_epi8(groups, _mm256_setzero_si256()));
}

/** What is caught of 64 places. */
GJ_LOOK_AVX2 uint64_t gj_look_at_64(const gj_meshes *meshes, const char *at)
{
    return gj_look_at_32(meshes, at) | (uint64_t)gj_look_at_32(meshes, at + 32)
                                           << 32;
}

/** At the last places in a copy, as nothing behind them can be read. */
__attribute__((target("avx2"))) static inline uint32_t
gj_look_halves(const gj_meshes *meshes, const char *at, uint64_t room,
               uint64_t *caught)
{
    uint32_t row = 0;
    char last[2 * GJ_NET_READ];

    for (; row < GJ_NET_ROWS && room >= GJ_NET_READ; row++) {
        caught[row] = gj_look_at_64(meshes, at);
        at += GJ_NET_PLACES;
        room -= GJ_NET_PLACES;
    }
    if (row == GJ_NET_ROWS)
        return row;
    memcpy(last, at, room);
    memset(last + room, 0, GJ_NET_READ);
    for (uint64_t from = 0; from < room && row < GJ_NET_ROWS;
         from += GJ_NET_PLACES)
        caught[row++] = gj_look_at_64(meshes, last + from);
    return row;
}

/* ------------------------------------------------------------------- whole */

#define GJ_LOOK_AVX512                                                         \
    __attribute__((target("avx512bw,avx512vbmi"), always_inline)) static inline

/** The tables of bytes as a whole, as the processor holds them. */
typedef struct gj_tables {
    __m512i first_0, first_1, first_2, first_3;
    __m512i further_1, further_2, further_3, further_4;
} gj_tables;

/** The first bytes at 64 places, and the further ones. */
typedef struct gj_columns {
    __m512i first, further_1, further_2, further_3, further_4;
} gj_columns;

GJ_LOOK_AVX512 gj_tables gj_mesh_tables(const gj_meshes *meshes)
{
    const uint8_t *first = meshes->first;

    return (gj_tables){_mm512_loadu_si512(first),
                       _mm512_loadu_si512(first + 64),
                       _mm512_loadu_si512(first + 128),
                       _mm512_loadu_si512(first + 192),
                       _mm512_loadu_si512(meshes->further[0]),
                       _mm512_loadu_si512(meshes->further[1]),
                       _mm512_loadu_si512(meshes->further[2]),
                       _mm512_loadu_si512(meshes->further[3])};
}

/** What is caught of 64 places. */
GJ_LOOK_AVX512 uint64_t gj_look_in(const gj_tables *tables,
                                   const gj_columns *columns)
{
    __m512i ascii = _mm512_permutex2var_epi8(tables->first_0, columns->first,
                                             tables->first_1);
    __m512i others = _mm512_permutex2var_epi8(tables->first_2, columns->first,
                                              tables->first_3);
    __m512i first = _mm512_mask_blend_epi8(_mm512_movepi8_mask(columns->first),
                                           ascii, others);
    __m512i second = _mm512_and_si512(
        _mm512_permutexvar_epi8(columns->further_1, tables->further_1),
        _mm512_permutexvar_epi8(columns->further_2, tables->further_2));
    __m512i third = _mm512_and_si512(
        _mm512_permutexvar_epi8(columns->further_3, tables->further_3),
        _mm512_permutexvar_epi8(columns->further_4, tables->further_4));

    return _mm512_test_epi8_mask(first, _mm512_and_si512(second, third));
}

/** 64 of `room` bytes from `from` on; zeros behind them. */
GJ_LOOK_AVX512 __m512i gj_bytes_in(const char *at, uint64_t room, uint64_t from)
{
    uint64_t bytes = room > from ? room - from : 0;
    uint64_t mask = bytes < 64 ? (UINT64_C(1) << bytes) - 1 : UINT64_MAX;

    return _mm512_maskz_loadu_epi8(mask, at + from);
}

__attribute__((target("avx512bw,avx512vbmi"))) static inline uint32_t
gj_look_whole(const gj_meshes *meshes, const char *at, uint64_t room,
              uint64_t *caught)
{
    const gj_tables tables = gj_mesh_tables(meshes);
    uint64_t from = 0;
    uint32_t row = 0;

    for (; row < GJ_NET_ROWS && from + GJ_NET_READ <= room; row++) {
        const gj_columns columns = {_mm512_loadu_si512(at + from),
                                    _mm512_loadu_si512(at + from + 1),
                                    _mm512_loadu_si512(at + from + 2),
                                    _mm512_loadu_si512(at + from + 4),
                                    _mm512_loadu_si512(at + from + 5)};
        caught[row] = gj_look_in(&tables, &columns);
        from += GJ_NET_PLACES;
    }
    for (; row < GJ_NET_ROWS && from < room; row++) {
        const gj_columns columns = {
            gj_bytes_in(at, room, from), gj_bytes_in(at, room, from + 1),
            gj_bytes_in(at, room, from + 2), gj_bytes_in(at, room, from + 4),
            gj_bytes_in(at, room, from + 5)};
        caught[row] = gj_look_in(&tables, &columns);
        from += GJ_NET_PLACES;
    }
    return row;
}

/** Looks at rows of what is left of a text, until its end or until there are
    GJ_NET_ROWS: how many these are, and bit i of what is caught in each for its
    place i. Reads nothing behind it. For all ways but GJ_LOOK_PLAIN. */
static inline uint32_t gj_look(const gj_meshes *meshes, uint32_t look,
                               const char *at, uint64_t room, uint64_t *caught)
{
    return look == GJ_LOOK_WHOLE ? gj_look_whole(meshes, at, room, caught)
                                 : gj_look_halves(meshes, at, room, caught);
}

#endif

#endif

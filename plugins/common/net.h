/* A net for words: of a text it catches every place where one of them may
 * stand, and a few more. What it catches is for the caller to look at.
 *
 * Nearly all bytes of a Chinese text go through its meshes, 32 at a time. A
 * word is known by five of its first six bytes, which is two characters (the
 * fourth, with which the second begins, is much the same in all), and a byte
 * by its two halves. Words are put into eight groups; for each byte and each
 * half, a table of sixteen says by one bit for each group whether any of its
 * words has that half there. So with ten look-ups, which a processor with
 * AVX2 makes for 32 places at once, a place is known to be none where no group
 * has a bit left. Words that look alike share a group, where they let through
 * little more than one of them would.
 *
 * Elsewhere each beginning of a character is caught. */
#ifndef GJ_COMMON_NET_H
#define GJ_COMMON_NET_H

#include <stdbool.h>
#include <string.h>

#include <gouji/plugin.h>

#if defined __x86_64__ && !defined GJ_NO_SIMD
#define GJ_NET_WIDE 1
#include <immintrin.h>

#include "cpu.h"
#else
#define GJ_NET_WIDE 0
#endif

enum {
    GJ_NET_BYTES = 5,
    GJ_NET_GROUPS = 8,
    /** Places looked at at once, and the bytes read for that. */
    GJ_NET_PLACES = 32,
    GJ_NET_READ = GJ_NET_PLACES + 5,
    /** As many of these are looked at before what they caught is drawn in. */
    GJ_NET_ROWS = 16
};

/** The halves that one byte of a group's words has: bit i for half i. */
typedef struct gj_halves {
    uint16_t low;
    uint16_t high;
} gj_halves;

/** {0} catches nothing. */
typedef struct gj_net {
    gj_halves groups[GJ_NET_GROUPS][GJ_NET_BYTES];
    /** How much each group lets through, of 2 to the 40th. */
    uint64_t weights[GJ_NET_GROUPS];
    /** The same by half: bit i for group i. */
    uint8_t low[GJ_NET_BYTES][16];
    uint8_t high[GJ_NET_BYTES][16];
    /** Look-ups are made for many places at once. */
    bool wide;
} gj_net;

/** A net cast over a text, and drawn in place by place. */
typedef struct gj_haul {
    const gj_net *net;
    gj_text text;
    /** The rows looked at, of 32 places each, and the next to be drawn in. */
    uint64_t begin;
    uint32_t row;
    uint32_t row_count;
    /** Bit i: place i of a row is caught, and has not been drawn in. */
    uint32_t caught[GJ_NET_ROWS];
} gj_haul;

/** Which byte of a word the i-th is. */
static inline uint32_t gj_net_byte(uint32_t i)
{
    return i < 3 ? i : i + 1;
}

/* ---------------------------------------------------------------- knitting */

/** The halves of the i-th byte; all of them where the word has no such byte. */
static inline gj_halves gj_net_halves(gj_text word, uint32_t i)
{
    if (gj_net_byte(i) >= word.length)
        return (gj_halves){UINT16_MAX, UINT16_MAX};
    uint8_t byte = (uint8_t)word.data[gj_net_byte(i)];
    return (gj_halves){(uint16_t)(1u << (byte & 15)),
                       (uint16_t)(1u << (byte >> 4))};
}

/** Bits that are set. */
static inline uint32_t gj_net_count(uint32_t bits)
{
    bits -= bits >> 1 & 0x5555;
    bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
    bits = (bits + (bits >> 4)) & 0x0F0F;
    return (bits + (bits >> 8)) & 31;
}

/** How much a group would let through with a further word. */
static inline uint64_t gj_net_weigh(const gj_net *net, uint32_t group,
                                    gj_text word)
{
    uint64_t weight = 1;

    for (uint32_t i = 0; i < GJ_NET_BYTES; i++) {
        gj_halves more = gj_net_halves(word, i);
        gj_halves has = net->groups[group][i];
        weight *= gj_net_count((uint32_t)(has.low | more.low));
        weight *= gj_net_count((uint32_t)(has.high | more.high));
    }
    return weight;
}

static inline void gj_net_put(gj_net *net, uint32_t group, gj_text word)
{
    for (uint32_t i = 0; i < GJ_NET_BYTES; i++) {
        gj_halves more = gj_net_halves(word, i);
        net->groups[group][i].low |= more.low;
        net->groups[group][i].high |= more.high;
        for (uint32_t bits = more.low; bits != 0; bits &= bits - 1)
            net->low[i][__builtin_ctz(bits)] |= (uint8_t)(1u << group);
        for (uint32_t bits = more.high; bits != 0; bits &= bits - 1)
            net->high[i][__builtin_ctz(bits)] |= (uint8_t)(1u << group);
    }
}

/** Adds a word of one byte or more to the group where it does least harm: words
    of a letter or two have one of their own, those of less than two characters
    have three, as they let through whatever stands behind them. */
static inline void gj_net_add(gj_net *net, gj_text word)
{
    uint32_t first = word.length < 3 ? 0 : word.length < 6 ? 1 : 4;
    uint32_t end = word.length < 3 ? 1 : word.length < 6 ? 4 : GJ_NET_GROUPS;
    uint64_t least = UINT64_MAX;
    uint32_t best = first;

    for (uint32_t group = first; group < end; group++) {
        uint64_t more = gj_net_weigh(net, group, word) - net->weights[group];
        if (more < least) {
            least = more;
            best = group;
        }
    }
    gj_net_put(net, best, word);
    net->weights[best] += least;
#if GJ_NET_WIDE
    net->wide = gj_has_avx2();
#endif
}

/* -------------------------------------------------------------- drawing in */

#if GJ_NET_WIDE

#define GJ_NET_FUNCTION                                                        \
    __attribute__((target("avx2"), always_inline)) static inline

GJ_NET_FUNCTION __m256i gj_net_table(const uint8_t halves[16])
{
    return _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)halves));
}

/** The groups that may have the i-th byte as it stands at each of 32 places. */
GJ_NET_FUNCTION __m256i gj_net_groups(const gj_net *net, const char *at,
                                      uint32_t i)
{
    const __m256i half = _mm256_set1_epi8(15);
    __m256i bytes = _mm256_loadu_si256(
        (const __m256i *)(const void *)(at + gj_net_byte(i)));
    __m256i low = _mm256_and_si256(bytes, half);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half);

    return _mm256_and_si256(
        _mm256_shuffle_epi8(gj_net_table(net->low[i]), low),
        _mm256_shuffle_epi8(gj_net_table(net->high[i]), high));
}

/** Looks at some rows, all bytes of which can be read: what is caught in each.
 */
__attribute__((target("avx2"))) static inline void
gj_net_look(const gj_net *net, const char *at, uint32_t rows, uint32_t *caught)
{
    for (uint32_t row = 0; row < rows; row++, at += GJ_NET_PLACES) {
        __m256i first = _mm256_and_si256(gj_net_groups(net, at, 1),
                                         gj_net_groups(net, at, 2));
        __m256i second = _mm256_and_si256(gj_net_groups(net, at, 3),
                                          gj_net_groups(net, at, 4));
        __m256i groups = _mm256_and_si256(gj_net_groups(net, at, 0),
                                          _mm256_and_si256(first, second));
        caught[row] = ~(uint32_t)_mm256_movemask_epi8(
            _mm256_cmpeq_epi8(groups, _mm256_setzero_si256()));
    }
}

/** Looks at rows from `begin` on; at the last places of the text in a copy, as
    nothing behind it can be read. */
static inline void gj_haul_wide(gj_haul *haul)
{
    uint64_t room = haul->text.length - haul->begin;
    uint64_t rows =
        room < GJ_NET_READ ? 0 : (room - GJ_NET_READ) / GJ_NET_PLACES + 1;
    char last[GJ_NET_READ] = {0};

    haul->row_count = rows < GJ_NET_ROWS ? (uint32_t)rows : GJ_NET_ROWS;
    gj_net_look(haul->net, haul->text.data + haul->begin, haul->row_count,
                haul->caught);
    if (haul->row_count > 0)
        return;
    memcpy(last, haul->text.data + haul->begin, room);
    gj_net_look(haul->net, last, 1, haul->caught);
    if (room < GJ_NET_PLACES)
        haul->caught[0] &= (UINT32_C(1) << room) - 1;
    haul->row_count = 1;
}

#endif

/** Looks at one row, of which each beginning of a character is caught. */
static inline void gj_haul_plain(gj_haul *haul)
{
    uint64_t room = haul->text.length - haul->begin;

    haul->row_count = 1;
    haul->caught[0] = 0;
    for (uint32_t i = 0; i < GJ_NET_PLACES && i < room; i++) {
        uint8_t byte = (uint8_t)haul->text.data[haul->begin + i];
        haul->caught[0] |= (uint32_t)((byte & 0xC0) != 0x80) << i;
    }
}

/** Nothing has been looked at yet. */
static inline void gj_net_cast(gj_haul *haul, const gj_net *net, gj_text text)
{
    haul->net = net;
    haul->text = text;
    haul->begin = 0;
    haul->row = haul->row_count = 0;
}

/** Where the rows that have been looked at end. */
static inline uint64_t gj_haul_end(const gj_haul *haul)
{
    return haul->begin + (uint64_t)haul->row_count * GJ_NET_PLACES;
}

/** Looks at further rows; false at the text's end. */
static inline bool gj_haul_on(gj_haul *haul)
{
    haul->begin = gj_haul_end(haul);
    haul->row = haul->row_count = 0;
    if (haul->begin >= haul->text.length)
        return false;
#if GJ_NET_WIDE
    if (haul->net->wide) {
        gj_haul_wide(haul);
        return true;
    }
#endif
    gj_haul_plain(haul);
    return true;
}

/** The next place that is caught; the text's length where there is none. */
static inline uint64_t gj_haul_next(gj_haul *haul)
{
    for (;; haul->row++) {
        if (haul->row == haul->row_count && !gj_haul_on(haul))
            return haul->text.length;
        uint32_t *caught = &haul->caught[haul->row];
        if (*caught == 0)
            continue;
        uint32_t first = (uint32_t)__builtin_ctz(*caught);
        *caught &= *caught - 1;
        return haul->begin + (uint64_t)haul->row * GJ_NET_PLACES + first;
    }
}

/** Leaves out what is caught before a place. */
static inline void gj_haul_skip(gj_haul *haul, uint64_t to)
{
    if (to >= gj_haul_end(haul)) {
        haul->begin = to;
        haul->row = haul->row_count = 0;
        return;
    }
    uint32_t row = (uint32_t)((to - haul->begin) / GJ_NET_PLACES);
    if (row < haul->row)
        return;
    haul->row = row;
    haul->caught[row] &= UINT32_MAX << ((to - haul->begin) % GJ_NET_PLACES);
}

#endif

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
#else
#define GJ_NET_WIDE 0
#endif

enum {
    GJ_NET_BYTES = 5,
    GJ_NET_GROUPS = 8,
    /** Places looked at at once, and the bytes read for that. */
    GJ_NET_PLACES = 32,
    GJ_NET_READ = GJ_NET_PLACES + 5
};

/** The halves that one byte of a group's words has: bit i for half i. */
typedef struct gj_halves {
    uint16_t low;
    uint16_t high;
} gj_halves;

/** {0} catches nothing. */
typedef struct gj_net {
    gj_halves groups[GJ_NET_GROUPS][GJ_NET_BYTES];
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
    /** The next places to be looked at begin here. */
    uint64_t next;
    /** Bit i: byte i of the places before `next` is caught. */
    uint32_t caught;
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

/** How much more a group lets through, of 2 to the 40th, with a further
    word. */
static inline uint64_t gj_net_growth(const gj_net *net, uint32_t group,
                                     gj_text word)
{
    uint64_t before = 1;
    uint64_t with = 1;

    for (uint32_t i = 0; i < GJ_NET_BYTES; i++) {
        gj_halves more = gj_net_halves(word, i);
        gj_halves has = net->groups[group][i];
        before *= (uint64_t)(__builtin_popcount(has.low) *
                             __builtin_popcount(has.high));
        with *= (uint64_t)(__builtin_popcount(has.low | more.low) *
                           __builtin_popcount(has.high | more.high));
    }
    return with - before;
}

static inline void gj_net_put(gj_net *net, uint32_t group, gj_text word)
{
    for (uint32_t i = 0; i < GJ_NET_BYTES; i++) {
        gj_halves more = gj_net_halves(word, i);
        net->groups[group][i].low |= more.low;
        net->groups[group][i].high |= more.high;
        for (uint32_t half = 0; half < 16; half++) {
            net->low[i][half] |= (uint8_t)((more.low >> half & 1) << group);
            net->high[i][half] |= (uint8_t)((more.high >> half & 1) << group);
        }
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
        uint64_t growth = gj_net_growth(net, group, word);
        if (growth < least) {
            least = growth;
            best = group;
        }
    }
    gj_net_put(net, best, word);
#if GJ_NET_WIDE
    net->wide = __builtin_cpu_supports("avx2");
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

/** Goes on by 32 places while all of these bytes can be read, and nothing is
    caught. */
__attribute__((target("avx2"))) static inline void gj_haul_wide(gj_haul *haul)
{
    const gj_net *net = haul->net;
    const char *at = haul->text.data + haul->next;
    const char *last = haul->text.data + haul->text.length - GJ_NET_READ;
    uint32_t caught = 0;

    for (; caught == 0 && at <= last; at += GJ_NET_PLACES) {
        __m256i first = _mm256_and_si256(gj_net_groups(net, at, 1),
                                         gj_net_groups(net, at, 2));
        __m256i second = _mm256_and_si256(gj_net_groups(net, at, 3),
                                          gj_net_groups(net, at, 4));
        __m256i groups = _mm256_and_si256(gj_net_groups(net, at, 0),
                                          _mm256_and_si256(first, second));
        caught = ~(uint32_t)_mm256_movemask_epi8(
            _mm256_cmpeq_epi8(groups, _mm256_setzero_si256()));
    }
    haul->next = (uint64_t)(at - haul->text.data);
    haul->caught = caught;
}

#endif

/** Bits of the characters that begin among up to 32 bytes. */
static inline uint32_t gj_haul_characters(const char *bytes, uint64_t room)
{
    uint32_t begun = 0;

    for (uint32_t i = 0; i < GJ_NET_PLACES && i < room; i++)
        begun |= (uint32_t)(((uint8_t)bytes[i] & 0xC0) != 0x80) << i;
    return begun;
}

/** Looks at the next places: those at the text's end in a copy, as nothing
    behind it can be read. */
static inline void gj_haul_on(gj_haul *haul)
{
    uint64_t room = haul->text.length - haul->next;

#if GJ_NET_WIDE
    if (haul->net->wide && room >= GJ_NET_READ) {
        gj_haul_wide(haul);
        return;
    }
    if (haul->net->wide) {
        char end[GJ_NET_READ] = {0};
        gj_haul copy = {haul->net, {end, sizeof end}, 0, 0};
        memcpy(end, haul->text.data + haul->next, room);
        gj_haul_wide(&copy);
        haul->caught = room < GJ_NET_PLACES
                           ? copy.caught & ((UINT32_C(1) << room) - 1)
                           : copy.caught;
        haul->next += GJ_NET_PLACES;
        return;
    }
#endif
    haul->caught = gj_haul_characters(haul->text.data + haul->next, room);
    haul->next += GJ_NET_PLACES;
}

static inline gj_haul gj_net_cast(const gj_net *net, gj_text text)
{
    return (gj_haul){.net = net, .text = text};
}

/** The next place that is caught; the text's length where there is none. */
static inline uint64_t gj_haul_next(gj_haul *haul)
{
    while (haul->caught == 0) {
        if (haul->next >= haul->text.length)
            return haul->text.length;
        gj_haul_on(haul);
    }
    uint32_t first = (uint32_t)__builtin_ctz(haul->caught);
    haul->caught &= haul->caught - 1;
    return haul->next - GJ_NET_PLACES + first;
}

/** Leaves out what is caught before a place. */
static inline void gj_haul_skip(gj_haul *haul, uint64_t to)
{
    uint64_t first = haul->next - GJ_NET_PLACES;

    if (to >= haul->next) {
        haul->next = to;
        haul->caught = 0;
    } else if (haul->caught != 0 && to > first) {
        haul->caught &= UINT32_MAX << (to - first);
    }
}

#endif

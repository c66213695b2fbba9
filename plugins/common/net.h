/* A net for words: of a text it catches every place where one of them may
 * stand, and a few more. What it catches is for the caller to look at.
 *
 * Nearly all bytes of a Chinese text go through its meshes, many at a time. A
 * word is known by five of its first six bytes, which is two characters (the
 * fourth, with which the second begins, is much the same in all). Words are put
 * into eight groups; for each of the five bytes, tables say by one bit for each
 * group whether any of its words has such a byte there, see look.h. A place is
 * none where no group has a bit left. Words that look alike share a group,
 * where they let through little more than one of them would. */
#ifndef GJ_COMMON_NET_H
#define GJ_COMMON_NET_H

#include <stdbool.h>
#include <string.h>

#include <gouji/plugin.h>

#include "bits.h"
#include "look.h"

/** The group of words that are crossed. */
enum { GJ_NET_CROSSED = 3 };

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
    gj_meshes meshes;
    /** GJ_LOOK_…: how many places are looked at at once. */
    uint32_t look;
} gj_net;

/** A net cast over a text, and drawn in place by place. */
typedef struct gj_haul {
    const gj_net *net;
    gj_text text;
    /** The rows looked at, and the next to be drawn in. */
    uint64_t begin;
    uint32_t row;
    uint32_t row_count;
    /** Bit i: place i of a row is caught, and has not been drawn in. */
    uint64_t caught[GJ_NET_ROWS];
} gj_haul;

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

/** How much a group would let through with a further word. */
static inline uint64_t gj_net_weigh(const gj_net *net, uint32_t group,
                                    gj_text word)
{
    uint64_t weight = 1;

    for (uint32_t i = 0; i < GJ_NET_BYTES; i++) {
        gj_halves more = gj_net_halves(word, i);
        gj_halves has = net->groups[group][i];
        weight *= gj_bits_count((uint32_t)(has.low | more.low));
        weight *= gj_bits_count((uint32_t)(has.high | more.high));
    }
    return weight;
}

static inline void gj_net_put(gj_net *net, uint32_t group, gj_text word)
{
    for (uint32_t i = 0; i < GJ_NET_BYTES; i++) {
        gj_halves more = gj_net_halves(word, i);
        bool has = gj_net_byte(i) < word.length;
        net->groups[group][i].low |= more.low;
        net->groups[group][i].high |= more.high;
        gj_mesh_open(&net->meshes, i, group,
                     has ? (uint8_t)word.data[gj_net_byte(i)] : -1);
    }
}

/** Adds a word of one byte or more to the group where it does least harm: words
    of a letter or two have one of their own, those of less than two characters
    have two, as they let through whatever stands behind them. */
static inline void gj_net_add(gj_net *net, gj_text word)
{
    uint32_t first = word.length < 3 ? 0 : word.length < 6 ? 1 : 4;
    uint32_t end = word.length < 3   ? 1
                   : word.length < 6 ? GJ_NET_CROSSED
                                     : GJ_NET_GROUPS;
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
    net->look = gj_look_best();
}

/** Adds what may stand first in a word of two characters, or second, of three
    bytes each: any of these before any of those is caught. */
static inline void gj_net_cross(gj_net *net, const char *character, bool second)
{
    for (uint32_t i = second ? 3 : 0; i < (second ? GJ_NET_BYTES : 3u); i++)
        gj_mesh_open(&net->meshes, i, GJ_NET_CROSSED,
                     (uint8_t)character[gj_net_byte(i) - (second ? 3 : 0)]);
    net->look = gj_look_best();
}

/* -------------------------------------------------------------- drawing in */

/** Looks at one row, of which each beginning of a character is caught. */
static inline void gj_haul_plain(gj_haul *haul)
{
    uint64_t room = haul->text.length - haul->begin;

    haul->row_count = 1;
    haul->caught[0] = 0;
    for (uint32_t i = 0; i < GJ_NET_PLACES && i < room; i++) {
        uint8_t byte = (uint8_t)haul->text.data[haul->begin + i];
        haul->caught[0] |= (uint64_t)((byte & 0xC0) != 0x80) << i;
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
#if GJ_LOOK_FAR
    const gj_net *net = haul->net;
    if (net->look != GJ_LOOK_PLAIN) {
        haul->row_count =
            gj_look(&net->meshes, net->look, haul->text.data + haul->begin,
                    haul->text.length - haul->begin, haul->caught);
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
        uint64_t *caught = &haul->caught[haul->row];
        if (*caught == 0)
            continue;
        uint32_t first = (uint32_t)__builtin_ctzll(*caught);
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
    haul->caught[row] &= UINT64_MAX << ((to - haul->begin) % GJ_NET_PLACES);
}

#endif

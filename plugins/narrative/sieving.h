/* The inside of a sieve: shared by the files that make it. */
#ifndef GJ_NARRATIVE_SIEVING_H
#define GJ_NARRATIVE_SIEVING_H

#include "sieve.h"

enum {
    /** Kinds of letters: each that a pattern names is one, all others are kind
        0. */
    GJ_KIND_BITS = 11,
    GJ_KINDS = 1 << GJ_KIND_BITS,
    GJ_LETTERS = 65536,
    /** Steps of one pattern. */
    GJ_PATTERN_STEPS = 8192,
    GJ_SETS = 512
};

/** What a step does. Steps that take a letter go on to the next one. */
enum { GJ_STEP_KIND, GJ_STEP_SET, GJ_STEP_ANY, GJ_STEP_FORK, GJ_STEP_END };

typedef struct gj_step {
    uint16_t what;
    /** A kind, or a set. */
    uint16_t which;
    /** A fork goes on here, from its own place, and also to the next step
        unless it only jumps. */
    int32_t other;
} gj_step;

enum { GJ_FORK_JUMPS = 1 };

/** A set of kinds; without the others' bit, so that a kind that comes later is
    outside, or inside where it excludes. */
typedef struct gj_kind_set {
    uint64_t bits[GJ_KINDS / 64];
    bool excludes;
} gj_kind_set;

/** The patterns taken in. */
typedef struct gj_steps {
    gj_step *at;
    uint32_t count;
    uint32_t room;
    gj_kind_set *sets;
    uint32_t set_count;
    /** Kind of each letter. */
    uint16_t *kinds;
    uint32_t kind_count;
} gj_steps;

/** Appends the steps of a pattern. False, with nothing appended, where it has
    something that is not known here, or is too long. */
bool gj_steps_read(gj_steps *steps, gj_text pattern);

/** The letter that the UTF-8 text, which is not empty, begins with; its bytes.
    What is not sound is a letter beyond all that are known. */
static inline size_t gj_letter_as_is(uint32_t *letter, const char *text,
                                     size_t length)
{
    const uint8_t *p = (const uint8_t *)text;

    if (p[0] < 0x80) {
        *letter = p[0];
        return 1;
    }
    if ((p[0] & 0xF0) == 0xE0 && length >= 3) {
        *letter = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return 3;
    }
    if ((p[0] & 0xE0) == 0xC0 && length >= 2) {
        *letter = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    *letter = GJ_LETTERS;
    return p[0] >= 0xF0 && length >= 4 ? 4 : 1;
}

static inline bool gj_set_has(const gj_kind_set *set, uint32_t kind)
{
    return ((set->bits[kind / 64] >> (kind % 64) & 1) != 0) != set->excludes;
}

#endif

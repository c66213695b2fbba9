/* What a pass over a text looks for: numerals, measure words, and the words
 * that tell which phrases are worth trying on a sentence. */
#ifndef GJ_NARRATIVE_LEXICON_H
#define GJ_NARRATIVE_LEXICON_H

#include <string.h>

#include <gouji/plugin.h>

#include "../common/net.h"
#include "numeral.h"

enum {
    /** Words of 64 shapes each. */
    GJ_SHAPE_WORDS = 4,
    GJ_MEASURES = 128,
    GJ_MEASURE_SLOTS = 256,
    GJ_CUES = 512,
    GJ_CUE_BITS = 11,
    GJ_ASKINGS = 256,
    GJ_GLANCE_BITS = 12,
    GJ_PAIR_BITS = 13
};

/** What a character may be to a pass over a text: worth a stop, whatever stands
    behind it or not; a sign or a numeral; the first of a cue; a cue by
    itself. */
enum {
    GJ_GLANCE_STOP = 2,
    GJ_GLANCE_ALWAYS = 4,
    GJ_GLANCE_SIGN = 8,
    GJ_GLANCE_FIRST = 16,
    GJ_GLANCE_ALONE = 32,
    /** The same, of a word that a shape asks for, and not only begins with. */
    GJ_GLANCE_ASKED = 1,
    GJ_GLANCE_ASKED_ALONE = 64,
    /** The first of a measure word. */
    GJ_GLANCE_MEASURE = 128
};

/** What two characters may be: a place to stop at, a cue. */
enum { GJ_PAIR_STOP = 1, GJ_PAIR_CUE = 2 };

/** 。; 年; and 百分, a number's head. */
enum {
    GJ_STOP = 0x3002,
    GJ_YEAR = 0x5E74,
    GJ_HUNDRED = 0x767E,
    GJ_PART = 0x5206
};

/** Shapes of phrases, one bit each. */
typedef struct gj_shapes {
    uint64_t bits[GJ_SHAPE_WORDS];
} gj_shapes;

/** A measure word, as characters, and its mark. */
typedef struct gj_measure {
    uint32_t letters[8];
    uint32_t count;
    /** The next shorter one that begins in the same slot, or 0: places in the
        lexicon's list count from 1. */
    uint32_t next;
    char mark;
} gj_measure;

/** Shapes that ask for a word: as one of their cues, as a further one. */
typedef struct gj_asking {
    gj_shapes cues;
    gj_shapes with;
} gj_asking;

/** One or two characters that a sentence of certain shapes has. */
typedef struct gj_cue {
    uint32_t first;
    uint32_t second;
    gj_asking asking;
    /** Shapes that can begin here. */
    gj_shapes starts;
} gj_cue;

/** Sets of characters below 65536. */
typedef uint64_t gj_letters[1024];

/** What a scan looks for. {0} is one that looks for nothing. */
typedef struct gj_lexicon {
    /** Catches the places that may be worth a stop. */
    gj_net net;
    /** By the hash of a character's three bytes: GJ_GLANCE_…, of all characters
        with that hash. */
    uint8_t glance[1 << GJ_GLANCE_BITS];
    /** By the hash of two characters: GJ_PAIR_…, of all that have it. */
    uint8_t pairs[1 << GJ_PAIR_BITS];
    /** And the shapes that ask for any of these, by their index: 0 is that of
        none. Small, so that it stays close to the processor. */
    uint8_t pair_askings[1 << GJ_PAIR_BITS];
    gj_asking askings[GJ_ASKINGS];
    uint32_t asking_count;
    /** Characters at which the reading of a sentence stops, which are signs and
        numerals; and those behind which a numeral can be a number. */
    gj_letters signs;
    gj_letters behind;
    gj_cue cues[GJ_CUES];
    uint32_t cue_count;
    /** Hash table of the cues: 1 + index, 0 for none. */
    uint16_t cue_slots[1 << GJ_CUE_BITS];
    gj_measure measures[GJ_MEASURES];
    uint32_t measure_count;
    uint32_t measure_slots[GJ_MEASURE_SLOTS];
    /** Shapes that need no number; that need no further word; those that a
        mark is of use to; and those that can begin with it, or with the
        sentence. */
    gj_shapes worded;
    gj_shapes simple;
    gj_shapes by_mark[26];
    gj_shapes at_mark[26];
    gj_shapes at_start;
} gj_lexicon;

/** What a word is to a shape: it stands in a sentence of that shape, one of
    several; so does a further one; the shape begins with it. */
typedef enum gj_cue_kind { GJ_CUE_ANY, GJ_CUE_WITH, GJ_CUE_START } gj_cue_kind;

/** Adds what every lexicon has: digits and the ends of sentences. */
void gj_lexicon_begin(gj_lexicon *lexicon);
/** Adds a measure word; false where it is empty, too long, or one too many. */
bool gj_lexicon_measure(gj_lexicon *lexicon, gj_text word, char mark);
/** Adds a cue of one or two characters for a shape; of GJ_CUE_START also a
    mark, or ^ for the beginning of a sentence. False where it is none, or one
    too many. */
bool gj_lexicon_cue(gj_lexicon *lexicon, gj_text word, uint32_t shape,
                    gj_cue_kind kind);
/** Says what else a shape asks of a sentence: a further word, and a number of
    one of these marks ("" for none). To be called before its cues are added. */
void gj_lexicon_shape(gj_lexicon *lexicon, uint32_t shape, bool has_with,
                      const char *marks);

/** All cues have been added. */
void gj_lexicon_end(gj_lexicon *lexicon);

/** The next place of a text for which a sentence is worth being read: a number,
    or a cue of a shape that needs none. The text's length where there is none.
    May stop at what only looks like a number. */
size_t gj_lexicon_glance(const gj_lexicon *lexicon, gj_haul *haul);

/** A sentence goes on behind a full stop where the next one only lists its
    parts. */
bool gj_sentence_goes_on(gj_text text, size_t next);

/** The shapes of which the sentence that begins at `from` may have all that
   they ask for, in *worth. False where these are none: then *end is where the
   next one begins. */
bool gj_lexicon_survey(const gj_lexicon *lexicon, gj_text text, size_t from,
                       size_t *end, gj_shapes *worth);

/** Entry of two characters, the second 0 for none; or NULL. */
const gj_cue *gj_lexicon_find(const gj_lexicon *lexicon, uint32_t first,
                              uint32_t second);
/** The longest measure word that the text begins with: its bytes, or 0, and
    its mark in *mark. */
size_t gj_lexicon_measure_at(const gj_lexicon *lexicon, const char *text,
                             size_t length, char *mark);

/** Place in the glance for the character that stands in the three lower bytes
    of a word. */
static inline uint32_t gj_glance_at(uint32_t bytes)
{
    return ((bytes << 8) * UINT32_C(0x9E3779B1)) >> (32 - GJ_GLANCE_BITS);
}

/** Place among the pairs for the two characters that stand in the six lower
    bytes of a word. */
static inline uint32_t gj_pair_at(uint64_t bytes)
{
    return (uint32_t)(((bytes << 16) * UINT64_C(0x9E3779B97F4A7C15)) >>
                      (64 - GJ_PAIR_BITS));
}

/** Four bytes, the first one lowest. */
static inline uint32_t gj_four_bytes(const char *p)
{
    uint32_t bytes;

    memcpy(&bytes, p, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap32(bytes);
#endif
    return bytes;
}

/** Eight bytes, likewise. */
static inline uint64_t gj_eight_bytes(const char *p)
{
    uint64_t bytes;

    memcpy(&bytes, p, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    return bytes;
}

/** What the character of three bytes at p may be. */
static inline uint32_t gj_glance_flags(const gj_lexicon *lexicon, const char *p)
{
    return lexicon->glance[gj_glance_at((uint32_t)(uint8_t)p[0] |
                                        (uint32_t)(uint8_t)p[1] << 8 |
                                        (uint32_t)(uint8_t)p[2] << 16)];
}

/** The place among the pairs for the two characters that begin at p; false
    where it cannot be told at once: eight bytes cannot be read, or no further
    wide character stands behind the first. */
static inline bool gj_pair_of(const char *p, size_t room, uint32_t *pair)
{
    if (room < 8)
        return false;
    uint64_t bytes = gj_eight_bytes(p);
    uint32_t second = (uint32_t)(bytes >> 24) & 0xFFFFFF;
    uint32_t lead = second & 0xFF;
    *pair = gj_pair_at(bytes);
    /* The wide space is skipped, and full-width signs are taken half-width. */
    return lead > 0xE2 && lead < 0xEF && second != 0x8080E3;
}

/** Whether no pair of that kind begins at p. */
static inline bool gj_is_no_pair(const gj_lexicon *lexicon, const char *p,
                                 size_t room, uint32_t kind)
{
    uint32_t pair;

    return gj_pair_of(p, room, &pair) && (lexicon->pairs[pair] & kind) == 0;
}

/** Whether a wide character or a digit may be worth a stop. */
static inline bool gj_may_be_worth(const gj_lexicon *lexicon, gj_text text,
                                   size_t at)
{
    const char *p = text.data + at;
    size_t room = text.length - at;
    uint8_t lead = (uint8_t)*p;

    if (lead < 0xE0 || room < 3)
        return lead >= '0' && lead <= '9';
    uint32_t flags = gj_glance_flags(lexicon, p);
    return (flags & GJ_GLANCE_STOP) != 0 &&
           ((flags & GJ_GLANCE_ALWAYS) != 0 ||
            !gj_is_no_pair(lexicon, p, room, GJ_PAIR_STOP));
}

/** Whether a letter ends a sentence, if the next one does not go on with it. */
static inline bool gj_is_end(uint32_t letter)
{
    return letter == GJ_STOP || letter == '\n' || letter == '!' ||
           letter == '?' || letter == 0xFF01 || letter == 0xFF1F;
}

/** Whether a wide character may begin a cue: GJ_GLANCE_FIRST, _ALONE of the
   four bytes at p, or 0. */
static inline uint32_t gj_cue_flags(const gj_lexicon *lexicon, const char *p,
                                    size_t room, uint32_t bytes)
{
    uint32_t flags = lexicon->glance[gj_glance_at(bytes)] &
                     (GJ_GLANCE_FIRST | GJ_GLANCE_ALONE);

    return flags == GJ_GLANCE_FIRST &&
                   gj_is_no_pair(lexicon, p, room, GJ_PAIR_CUE)
               ? 0
               : flags;
}

static inline bool gj_letters_have(const gj_letters set, uint32_t letter)
{
    return letter < 65536 && (set[letter >> 6] >> (letter & 63) & 1) != 0;
}

static inline void gj_shapes_add(gj_shapes *to, const gj_shapes *more)
{
    for (int i = 0; i < GJ_SHAPE_WORDS; i++)
        to->bits[i] |= more->bits[i];
}

static inline void gj_asking_add(gj_asking *to, const gj_asking *more)
{
    gj_shapes_add(&to->cues, &more->cues);
    gj_shapes_add(&to->with, &more->with);
}

static inline bool gj_shapes_any(const gj_shapes *shapes)
{
    uint64_t any = 0;

    for (int i = 0; i < GJ_SHAPE_WORDS; i++)
        any |= shapes->bits[i];
    return any != 0;
}

static inline void gj_shapes_set(gj_shapes *shapes, uint32_t shape)
{
    shapes->bits[shape / 64] |= UINT64_C(1) << (shape % 64);
}

/** Shapes that are worth trying on a sentence: all that they ask for stands in
    it, which is a cue, a further word if they have such, and a mark if they are
    about a number. */
static inline gj_shapes gj_lexicon_worth(const gj_lexicon *lexicon,
                                         const gj_asking *asked,
                                         const gj_shapes *marked)
{
    gj_shapes worth;

    for (size_t i = 0; i < GJ_SHAPE_WORDS; i++)
        worth.bits[i] = asked->cues.bits[i] &
                        (asked->with.bits[i] | lexicon->simple.bits[i]) &
                        (marked->bits[i] | lexicon->worded.bits[i]);
    return worth;
}

#endif

/* What a pass over a text looks for: numerals, measure words, and the words
 * that tell which phrases are worth trying on a sentence. */
#ifndef GJ_NARRATIVE_LEXICON_H
#define GJ_NARRATIVE_LEXICON_H

#include <gouji/plugin.h>

#include "numeral.h"

enum {
    /** Words of 64 shapes each. */
    GJ_SHAPE_WORDS = 2,
    GJ_MEASURES = 128,
    GJ_MEASURE_SLOTS = 64,
    GJ_CUE_SLOTS = 1024,
    GJ_GLANCE_BITS = 12
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

/** One or two characters that a sentence of certain shapes has. */
typedef struct gj_cue {
    uint32_t first;
    uint32_t second;
    /** Shapes of whose cues it is one, of whose further words, and which can
        begin here. */
    gj_shapes cues;
    gj_shapes with;
    gj_shapes starts;
} gj_cue;

/** Sets of characters below 65536. */
typedef uint64_t gj_letters[1024];

/** What a scan looks for. {0} is one that looks for nothing. */
typedef struct gj_lexicon {
    /** By the hash of a character's three bytes: whether a text has to be
        looked at more closely there. */
    uint8_t glance[1 << GJ_GLANCE_BITS];
    /** Characters at which the reading of a sentence stops: signs and
        numerals; first characters of cues; and those behind which a numeral
        can be a number. */
    gj_letters signs;
    gj_letters firsts;
    gj_letters behind;
    gj_cue cues[GJ_CUE_SLOTS];
    uint32_t cue_count;
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

/** The first place at or behind `from` for which a sentence is worth being
    read: a number, or a cue of a shape that needs none. The text's length
    where there is none. May stop at what only looks like a number. */
size_t gj_lexicon_glance(const gj_lexicon *lexicon, gj_text text, size_t from);

/** Entry of two characters, the second 0 for none; or NULL. */
const gj_cue *gj_lexicon_find(const gj_lexicon *lexicon, uint32_t first,
                              uint32_t second);
/** The longest measure word that the text begins with: its bytes, or 0, and
    its mark in *mark. */
size_t gj_lexicon_measure_at(const gj_lexicon *lexicon, const char *text,
                             size_t length, char *mark);

static inline bool gj_letters_have(const gj_letters set, uint32_t letter)
{
    return letter < 65536 && (set[letter >> 6] >> (letter & 63) & 1) != 0;
}

static inline void gj_shapes_add(gj_shapes *to, const gj_shapes *more)
{
    for (int i = 0; i < GJ_SHAPE_WORDS; i++)
        to->bits[i] |= more->bits[i];
}

static inline void gj_shapes_set(gj_shapes *shapes, uint32_t shape)
{
    shapes->bits[shape / 64] |= UINT64_C(1) << (shape % 64);
}

#endif

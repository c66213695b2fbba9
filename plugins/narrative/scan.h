/* One pass over a text: its sentences, each as a skeleton that the patterns of
 * a form are written for.
 *
 * A skeleton is the sentence without spaces, with full-width signs and
 * lower-case letters, and with one capital letter in the place of each number
 * and the measure word behind it: a mark. Which letter stands for which
 * measure words is the form's affair; these are the plugin's:
 *   N  a number without a measure word       P  a percentage
 *   Y  the report's year     L  the year before     F  the year after
 *   O  another year          D  a number that counts nothing: a date, a range,
 *                               an ordinal, a document's number
 *   A  a number that is only roughly given (约、近、余)
 */
#ifndef GJ_NARRATIVE_SCAN_H
#define GJ_NARRATIVE_SCAN_H

#include <gouji/plugin.h>

#include "numeral.h"

enum {
    /** Longest sentence that is read, in bytes of its skeleton, and the marks
        that it may have. */
    GJ_SKELETON_BYTES = 4096,
    GJ_SKELETON_MARKS = 256,
    GJ_SKELETON_SEAMS = 1536,
    /** Words of 64 shapes each. */
    GJ_SHAPE_WORDS = 2,
    GJ_MEASURES = 128,
    GJ_CUE_SLOTS = 512
};

/** Shapes that are worth trying, one bit each. */
typedef struct gj_shapes {
    uint64_t bits[GJ_SHAPE_WORDS];
} gj_shapes;

/** A number in a sentence. */
typedef struct gj_mark {
    /** Where its letter stands in the skeleton. */
    uint32_t at;
    /** Its bytes in the text, with the measure word. */
    uint32_t from;
    uint32_t to;
    char letter;
    /** A claim has been made of it, which leaves it to no other. */
    bool taken;
    /** The phrase that made the last claim of it, or NULL. */
    const void *phrase;
    uint32_t decimals;
    int64_t value;
    int64_t grain;
} gj_mark;

/** From here on the skeleton runs alongside the text again. */
typedef struct gj_seam {
    uint32_t at;
    uint32_t from;
} gj_seam;

typedef struct gj_sentence {
    char skeleton[GJ_SKELETON_BYTES + 8];
    uint32_t length;
    /** Too long, or of too many numbers, to be read. */
    bool overlong;
    /** Where it begins in the text, and where it ends. */
    uint32_t from;
    uint32_t to;
    gj_shapes worth;
    gj_mark marks[GJ_SKELETON_MARKS];
    uint32_t mark_count;
    gj_seam seams[GJ_SKELETON_SEAMS];
    uint32_t seam_count;
} gj_sentence;

/** A measure word, as characters, and its mark. */
typedef struct gj_measure {
    uint32_t letters[8];
    uint32_t count;
    char mark;
} gj_measure;

/** Two characters that stand in a sentence where a shape can match. */
typedef struct gj_cue {
    uint32_t first;
    uint32_t second;
    gj_shapes shapes;
} gj_cue;

/** What a scan looks for. {0} is one that looks for nothing. */
typedef struct gj_lexicon {
    /** One bit for each character at which the pass has to stop. */
    uint64_t stops[1024];
    gj_cue cues[GJ_CUE_SLOTS];
    uint32_t cue_count;
    /** Longer ones before those that they begin with. */
    gj_measure measures[GJ_MEASURES];
    uint32_t measure_count;
} gj_lexicon;

/** Adds what every lexicon has: digits and the ends of sentences. */
void gj_lexicon_begin(gj_lexicon *lexicon);
/** Adds a measure word; false where it is empty, too long, or one too many. */
bool gj_lexicon_measure(gj_lexicon *lexicon, gj_text word, char mark);
/** Adds a cue of one or two characters for a shape; false where it is none, or
    one too many. */
bool gj_lexicon_cue(gj_lexicon *lexicon, gj_text word, uint32_t shape);

/** Called with each sentence that is worth reading. */
typedef void gj_sentence_taker(void *context, gj_sentence *sentence);

/** Goes over a text once. `year` is the report's, or 0. The sentence is working
    memory, overwritten from one to the next. */
void gj_scan(const gj_lexicon *lexicon, gj_text text, int64_t year,
             gj_sentence *sentence, gj_sentence_taker *take, void *context);

/** Byte of the text at which a part of the skeleton begins, or behind which it
    ends. */
uint32_t gj_sentence_place(const gj_sentence *sentence, uint32_t at);
uint32_t gj_sentence_end(const gj_sentence *sentence, uint32_t at);
/** The mark at an offset of the skeleton, or NULL. */
gj_mark *gj_sentence_mark(gj_sentence *sentence, uint32_t at);

#endif

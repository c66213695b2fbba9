/* The sentences of a text that may say something about numbers, each as a
 * skeleton that the patterns of a form are written for.
 *
 * Most sentences have neither a number nor words that mean one. So a glance,
 * which takes a nanosecond for a character, finds the places that may; only
 * the sentences around them are read character by character.
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

#include "lexicon.h"
#include "vain.h"

enum {
    /** Longest sentence that is read, in bytes of its skeleton, and the marks
        that it may have. */
    GJ_SKELETON_BYTES = 4096,
    GJ_SKELETON_MARKS = 256,
    GJ_SKELETON_SEAMS = 1536,
    GJ_SKELETON_SPOTS = GJ_SKELETON_BYTES + 1
};

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

/** Where in a skeleton shapes can begin. */
typedef struct gj_spot {
    uint64_t at;
    gj_shapes shapes;
} gj_spot;

/** What has been found in a skeleton of that which shapes ask for: words, and
    marks, by the shapes that they are of use to. */
typedef struct gj_sought {
    gj_asking asked;
    gj_shapes marked;
} gj_sought;

typedef struct gj_sentence {
    char skeleton[GJ_SKELETON_BYTES + 8];
    uint32_t length;
    /** Too long, or of too many numbers, to be read. */
    bool overlong;
    /** Where it begins in the text, and where it ends. */
    uint32_t from;
    uint32_t to;
    /** What shapes ask for of it that stood in parts of the skeleton which are
        gone, as it is overlong. */
    gj_sought gone;
    /** Shapes of which all that they ask for may stand in it; of those sought,
        does. */
    gj_shapes worth;
    gj_mark marks[GJ_SKELETON_MARKS];
    uint32_t mark_count;
    gj_seam seams[GJ_SKELETON_SEAMS];
    uint32_t seam_count;
    /** Where shapes can begin, once they have been sought. */
    gj_spot spots[GJ_SKELETON_SPOTS];
    uint32_t spot_count;
} gj_sentence;

/** Called with each sentence that may be worth looking for shapes in. */
typedef void gj_sentence_taker(void *context, gj_sentence *sentence);

/** Goes over a text, and reads what is worth it. `year` is the report's, or 0.
    What is not is remembered, where there is somewhere to. The sentence is
    working memory, overwritten from one to the next. */
void gj_scan(const gj_lexicon *lexicon, gj_text text, int64_t year,
             gj_vain *vain, gj_sentence *sentence, gj_sentence_taker *take,
             void *context);

/** Seeks the shapes of which all that they ask for stands in the sentence, and
    the spots in the skeleton at which they can begin. False where there are
    none. */
bool gj_sentence_seek(const gj_lexicon *lexicon, gj_sentence *sentence);
/** Drops a skeleton that is full, but for its last character, and keeps what
    was found in it. */
void gj_sentence_drop(const gj_lexicon *lexicon, gj_sentence *sentence);

/** Byte of the text at which a part of the skeleton begins, or behind which it
    ends. */
uint32_t gj_sentence_place(const gj_sentence *sentence, uint32_t at);
uint32_t gj_sentence_end(const gj_sentence *sentence, uint32_t at);
/** The mark at an offset of the skeleton, or NULL. */
gj_mark *gj_sentence_mark(gj_sentence *sentence, uint32_t at);

#endif

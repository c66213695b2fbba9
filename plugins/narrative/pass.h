/* A pass over a text: shared by the files that make it. */
#ifndef GJ_NARRATIVE_PASS_H
#define GJ_NARRATIVE_PASS_H

#include "scan.h"

/** Where a pass stands. */
typedef struct gj_pass {
    const gj_lexicon *lexicon;
    gj_text text;
    int64_t year;
    gj_sentence *sentence;
    gj_sentence_taker *take;
    void *context;
    /** Bytes of the text gone over. */
    size_t used;
    /** The next number ends a range, as the 5 of 3-5. */
    bool in_range;
    /** The sentence is at its end. */
    bool ended;
} gj_pass;

/** Puts a mark where a number stands, if one does; false where none does. */
bool gj_pass_number(gj_pass *pass);

/** Bytes of a number in a list that stands where the pass is, with the spaces
    behind it: "1. ", and "1." before a year. It is no part of what is said. 0
    where there is none. */
size_t gj_pass_list_number(const gj_pass *pass);

/** A character as the skeleton has it; its bytes. */
static inline size_t gj_pass_look(const gj_pass *pass, size_t at,
                                  uint32_t *letter)
{
    *letter = 0;
    return gj_letter_read(letter, pass->text.data + at, pass->text.length - at);
}

/** The skeleton runs alongside the text again from here on. */
static inline void gj_pass_seam(gj_pass *pass)
{
    gj_sentence *sentence = pass->sentence;

    if (sentence->seam_count == GJ_SKELETON_SEAMS) {
        sentence->overlong = true;
        return;
    }
    sentence->seams[sentence->seam_count++] =
        (gj_seam){sentence->length, (uint32_t)pass->used};
}

/** Makes room in the skeleton; of a sentence that is too long for it, the end
   is kept. */
static inline void gj_pass_room(gj_pass *pass)
{
    if (pass->sentence->length + 4 > GJ_SKELETON_BYTES)
        gj_sentence_drop(pass->lexicon, pass->sentence);
}

#endif

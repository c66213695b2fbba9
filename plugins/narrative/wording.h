/* The sentences in which findings are told, made from the names of readings. */
#ifndef GJ_NARRATIVE_WORDING_H
#define GJ_NARRATIVE_WORDING_H

#include "script.h"

/** Makes the quantity's messages, unless they have been made; their words live
    in the keep. */
void gj_quantity_word(gj_quantity *quantity, bool in_words, gj_keep *keep);

/** What is said where a number cannot be judged. */
extern const gj_message gj_say_open;
extern const gj_message gj_say_costly;
extern const gj_message gj_say_overlong;
extern const gj_message gj_say_unsound;

#endif

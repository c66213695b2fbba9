/* Whether words that exist in two languages are a translation at all: what can
 * be told without knowing either language. */
#ifndef GJ_RULE_TRANSLATION_H
#define GJ_RULE_TRANSLATION_H

#include "base/text.h"

/** Whether a text has a Chinese character, or a Latin letter, as one in that
    language would. */
bool gj_text_has_chinese(gj_text text);
bool gj_text_has_latin(gj_text text);

/** A hole of a message that the other language lacks, with its braces; empty
    where both have the same ones. */
gj_text gj_words_odd_hole(gj_words words);

#endif

/* Finding the places of a text for which a sentence may be worth reading: a
 * number, or a word that means one. A net catches them and some more, which
 * are looked at here. */
#include <string.h>

#include "lexicon.h"

/** Whether the numeral at a place has behind it what makes it a number. */
static bool is_number(const gj_lexicon *lexicon, uint32_t first,
                      uint32_t second)
{
    return gj_letters_have(lexicon->signs, first) &&
           (gj_letters_have(lexicon->behind, second) ||
            (first == GJ_HUNDRED && second == GJ_PART));
}

/** Whether some shape asks for a cue, and for no number. */
static bool is_worded(const gj_lexicon *lexicon, const gj_cue *cue)
{
    uint64_t any = 0;

    for (int i = 0; cue != NULL && i < GJ_SHAPE_WORDS; i++)
        any |= cue->asking.cues.bits[i] & lexicon->worded.bits[i];
    return any != 0;
}

/** Whether the place that a glance stopped at is worth it. */
static bool is_worth(const gj_lexicon *lexicon, gj_text text, size_t at)
{
    uint32_t first = 0;
    uint32_t second = 0;
    size_t next = at + gj_letter_read(&first, text.data + at, text.length - at);

    if (first >= '0' && first <= '9')
        return true;
    gj_letter_behind(&second, text.data + next, text.length - next);
    if (is_number(lexicon, first, second))
        return true;
    return is_worded(lexicon, gj_lexicon_find(lexicon, first, second)) ||
           is_worded(lexicon, gj_lexicon_find(lexicon, first, 0));
}

/** Whether a narrow character is none but what may stand behind another that is
    worth a stop: a space, a percent sign. */
static bool is_behind(char byte)
{
    return (uint8_t)byte < 0xE0 && (byte < '0' || byte > '9');
}

/** The character before a place that is not the text's beginning. */
static size_t before(gj_text text, size_t at)
{
    do
        at--;
    while (at > 0 && ((uint8_t)text.data[at] & 0xC0) == 0x80);
    return at;
}

size_t gj_lexicon_glance(const gj_lexicon *lexicon, gj_haul *haul)
{
    gj_text text = haul->text;
    size_t at;

    while ((at = gj_haul_next(haul)) < text.length) {
        if (is_behind(text.data[at]) && at > 0)
            at = before(text, at);
        if (gj_may_be_worth(lexicon, text, at) && is_worth(lexicon, text, at))
            break;
    }
    return at;
}

/* --------------------------------------------------------------- sentences */

bool gj_sentence_goes_on(gj_text text, size_t next)
{
    static const char parts[] = "其中";

    next += gj_spaces(text.data + next, text.length - next);
    return text.length - next >= sizeof parts - 1 &&
           memcmp(text.data + next, parts, sizeof parts - 1) == 0;
}

#include "vain.h"

#include <stdlib.h>
#include <string.h>

#include "lexicon.h"

enum {
    /** Sentences that are remembered, and how long they may be. */
    SENTENCES = 256,
    LEAST_BYTES = 16,
    MOST_BYTES = 512,
    /** Digits of a number that has room whatever they are. */
    MOST_DIGITS = 9
};

/** A sentence, as it stands in a text. */
typedef struct remembered {
    uint32_t length;
    /** It ended with the text, and with no sign. */
    bool at_end;
    char bytes[MOST_BYTES];
} remembered;

struct gj_vain {
    remembered *sentences[SENTENCES];
    /** The signature of the sentence that was to be kept last in each place:
       one is kept when it comes a second time, as many never do. */
    uint64_t signatures[SENTENCES];
};

gj_vain *gj_vain_new(void)
{
    return calloc(1, sizeof(gj_vain));
}

void gj_vain_free(gj_vain *vain)
{
    for (size_t i = 0; vain != NULL && i < SENTENCES; i++)
        free(vain->sentences[i]);
    free(vain);
}

static uint64_t word_at(const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
    return word;
}

/** A signature of what a sentence begins with and of what stands before the
    place that it was glanced at for. Without their lower halves all digits are
    the same. */
static uint64_t sign(const char *sentence, size_t at)
{
    const uint64_t upper = UINT64_C(0xF0F0F0F0F0F0F0F0);
    const uint64_t spread = UINT64_C(0x9E3779B97F4A7C15);
    const char *around = sentence + (at > 8 ? at - 8 : 0);
    uint64_t hash = (word_at(sentence) & upper) * spread ^ at;

    hash = (hash ^ hash >> 29 ^ (word_at(sentence + 8) & upper)) * spread;
    return (hash ^ hash >> 29 ^ (word_at(around) & upper)) * spread;
}

static uint32_t place_of(uint64_t signature)
{
    return (uint32_t)(signature >> 40) % SENTENCES;
}

/* ----------------------------------------------------------- eight bytes */

/* The highest bit of each byte says it. */
static const uint64_t every_byte = UINT64_C(0x8080808080808080);

static uint64_t see_set(uint64_t word)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);

    return (((word & low) + low) | word) & ~low;
}

static uint64_t see_other_than_digits(uint64_t word)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    uint64_t over = word ^ UINT64_C(0x3030303030303030);

    return (((over & low) + UINT64_C(0x7676767676767676)) | over) & ~low;
}

/** Whether the bytes are the same but for the digits among them. */
static bool are_alike(const char *one, const char *other)
{
    uint64_t a = word_at(one);
    uint64_t b = word_at(other);

    return a == b || (see_set(a ^ b) & (see_other_than_digits(a) |
                                        see_other_than_digits(b))) == 0;
}

static bool is_alike(const remembered *known, const char *sentence)
{
    size_t last = known->length - sizeof(uint64_t);

    for (size_t i = 0; i < last; i += sizeof(uint64_t))
        if (!are_alike(known->bytes + i, sentence + i))
            return false;
    return are_alike(known->bytes + last, sentence + last);
}

/* -------------------------------------------------------------- sentences */

/** Whether all numbers in digits would be numbers with other digits too. */
static bool is_usual(const char *sentence, size_t length)
{
    gj_number number;
    size_t at = 0;

    while (at < length) {
        if (length - at >= sizeof(uint64_t) &&
            see_other_than_digits(word_at(sentence + at)) == every_byte) {
            at += sizeof(uint64_t);
            continue;
        }
        if (sentence[at] < '0' || sentence[at] > '9') {
            at++;
            continue;
        }
        size_t bytes = gj_number_read(&number, sentence + at, length - at);
        if (bytes == 0 || number.digits > MOST_DIGITS ||
            number.grain >= GJ_UNIT)
            return false;
        at += bytes;
    }
    return true;
}

size_t gj_vain_recall(const gj_vain *vain, gj_text text, size_t from, size_t at)
{
    size_t room = text.length - from;

    if (vain == NULL || room < LEAST_BYTES)
        return 0;
    const remembered *known =
        vain->sentences[place_of(sign(text.data + from, at - from))];
    if (known == NULL || known->length > room ||
        !is_alike(known, text.data + from))
        return 0;
    size_t end = from + known->length;
    return (known->at_end ? end == text.length
                          : !gj_sentence_goes_on(text, end))
               ? end
               : 0;
}

/** Whether the sentence ends with a sign, and not with its text. */
static bool ends_with_sign(const char *sentence, size_t length)
{
    size_t bytes = (uint8_t)sentence[length - 1] >= 0x80 ? 3 : 1;
    uint32_t letter;

    gj_letter_read(&letter, sentence + length - bytes, bytes);
    return gj_is_end(letter);
}

void gj_vain_keep(gj_vain *vain, gj_text text, size_t from, size_t at,
                  size_t end)
{
    const char *sentence = text.data + from;
    size_t length = end - from;

    if (vain == NULL || length < LEAST_BYTES || length > MOST_BYTES)
        return;
    uint64_t signature = sign(sentence, at - from);
    uint32_t place = place_of(signature);
    if (vain->signatures[place] != signature) {
        vain->signatures[place] = signature;
        return;
    }
    remembered **kept = &vain->sentences[place];
    if (!is_usual(sentence, length))
        return;
    if (*kept == NULL)
        *kept = malloc(sizeof **kept);
    if (*kept == NULL)
        return;
    (*kept)->length = (uint32_t)length;
    (*kept)->at_end = !ends_with_sign(sentence, length);
    memcpy((*kept)->bytes, sentence, length);
}

#include "base/memo.h"

#include <stdlib.h>

#include "base/memory.h"

/* A text has the choice of two slots, which stand side by side: where there was
   one, a few hundred texts that are asked for in turn drove each other out. */
enum { PAIRS = 512, LONGEST_TEXT = 256 };

struct gj_memo_slot {
    bool taken;
    /** Of the first of a pair: whether it was asked for after the second. */
    bool later;
    gj_buffer text;
    gj_buffer answer;
};

/* Spreads texts over the pairs. Nothing is lost where two meet, so it need not
   withstand texts that were made to meet. */
static size_t pair_of(gj_text text)
{
    const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = text.length;
    size_t at = 0;

    for (; text.length - at >= sizeof hash; at += sizeof hash) {
        uint64_t word;
        memcpy(&word, text.data + at, sizeof word);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    }
    for (; at < text.length; at++)
        hash = (hash ^ (unsigned char)text.data[at]) * factor;
    return (size_t)(hash >> 40) % PAIRS;
}

static bool holds(const struct gj_memo_slot *slot, gj_text text)
{
    return slot->taken && gj_text_is(gj_buffer_view(&slot->text), text);
}

static struct gj_memo_slot *take(struct gj_memo_slot *slot, gj_text text)
{
    slot->taken = true;
    gj_buffer_clear(&slot->text);
    gj_buffer_text(&slot->text, text);
    gj_buffer_clear(&slot->answer);
    return slot;
}

gj_buffer *gj_memo_find(gj_memo *memo, gj_text text, bool *known)
{
    *known = false;
    if (text.length > LONGEST_TEXT) {
        gj_buffer_clear(&memo->spare);
        return &memo->spare;
    }
    if (memo->slots == NULL)
        memo->slots = gj_new(2 * (size_t)PAIRS, sizeof *memo->slots);
    struct gj_memo_slot *pair = &memo->slots[2 * pair_of(text)];
    struct gj_memo_slot *slot = holds(&pair[0], text)   ? &pair[0]
                                : holds(&pair[1], text) ? &pair[1]
                                                        : NULL;
    *known = slot != NULL;
    if (slot == NULL)
        slot = take(&pair[pair[0].later], text);
    pair[0].later = slot == &pair[0];
    return &slot->answer;
}

void gj_memo_free(gj_memo *memo)
{
    for (size_t i = 0; memo->slots != NULL && i < 2 * (size_t)PAIRS; i++) {
        gj_buffer_free(&memo->slots[i].text);
        gj_buffer_free(&memo->slots[i].answer);
    }
    free(memo->slots);
    gj_buffer_free(&memo->spare);
    *memo = (gj_memo){0};
}

#include "recall.h"

#include <stdlib.h>
#include <string.h>

enum {
    /** Sentences that are remembered, and how long and rich they may be. */
    SENTENCES = 256,
    MOST_BYTES = 1024,
    MOST_FINDS = 64
};

/** A sentence, as far as what is found in it depends on it. */
typedef struct remembered {
    /** 0: none. */
    uint32_t length;
    uint32_t text;
    char skeleton[MOST_BYTES];
    gj_finds finds;
} remembered;

struct gj_memory {
    remembered *sentences[SENTENCES];
};

gj_memory *gj_memory_new(void)
{
    return calloc(1, sizeof(gj_memory));
}

void gj_memory_free(gj_memory *memory)
{
    for (size_t i = 0; memory != NULL && i < SENTENCES; i++)
        if (memory->sentences[i] != NULL) {
            free(memory->sentences[i]->finds.at);
            free(memory->sentences[i]->finds.offsets);
            free(memory->sentences[i]);
        }
    free(memory);
}

static uint32_t place_of(const gj_sentence *sentence)
{
    uint64_t hash = sentence->length;
    uint64_t word;

    for (uint32_t at = 0; at + sizeof word <= sentence->length;
         at += sizeof word) {
        memcpy(&word, sentence->skeleton + at, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    return (uint32_t)(hash >> 40) % SENTENCES;
}

static bool is_same(const remembered *one, uint32_t text,
                    const gj_sentence *sentence)
{
    return one->length == sentence->length && one->text == text &&
           memcmp(one->skeleton, sentence->skeleton, one->length) == 0;
}

const gj_finds *gj_memory_recall(gj_memory *memory, uint32_t text,
                                 const gj_sentence *sentence)
{
    if (sentence->length > MOST_BYTES)
        return NULL;
    const remembered *known = memory->sentences[place_of(sentence)];
    return known != NULL && is_same(known, text, sentence) ? &known->finds
                                                           : NULL;
}

void gj_memory_keep(gj_memory *memory, uint32_t text,
                    const gj_sentence *sentence, const gj_finds *finds)
{
    if (sentence->length > MOST_BYTES || finds->count > MOST_FINDS)
        return;
    remembered **place = &memory->sentences[place_of(sentence)];
    if (*place == NULL)
        *place = calloc(1, sizeof **place);
    if (*place == NULL)
        return;
    (*place)->length = sentence->length;
    (*place)->text = text;
    memcpy((*place)->skeleton, sentence->skeleton, sentence->length);
    gj_finds_clear(&(*place)->finds);
    for (uint32_t i = 0; i < finds->count; i++)
        if (!gj_finds_add(&(*place)->finds, &finds->at[i],
                          finds->offsets + finds->at[i].first))
            (*place)->length = 0;
}

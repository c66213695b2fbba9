#include "recall.h"

#include <stdlib.h>
#include <string.h>

enum {
    /** Sentences that are remembered, and how long and rich they may be. */
    SENTENCES = 256,
    MOST_BYTES = 1024,
    MOST_SPOTS = 128,
    MOST_FINDS = 64
};

/** A sentence, as far as what is found in it depends on it. */
typedef struct remembered {
    /** 0: none. */
    uint32_t length;
    uint32_t text;
    gj_shapes worth;
    uint32_t spot_count;
    char skeleton[MOST_BYTES];
    gj_spot spots[MOST_SPOTS];
    gj_finds finds;
} remembered;

struct gj_memory {
    remembered *sentences[SENTENCES];
    /** The one that was asked about last, and where it belongs; of no length
        where it cannot be remembered. */
    remembered asked;
    uint32_t place;
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
           one->spot_count == sentence->spot_count &&
           memcmp(&one->worth, &sentence->worth, sizeof one->worth) == 0 &&
           memcmp(one->skeleton, sentence->skeleton, one->length) == 0 &&
           memcmp(one->spots, sentence->spots,
                  one->spot_count * sizeof *one->spots) == 0;
}

const gj_finds *gj_memory_recall(gj_memory *memory, uint32_t text,
                                 const gj_sentence *sentence)
{
    remembered *asked = &memory->asked;

    asked->length = 0;
    if (sentence->length > MOST_BYTES || sentence->spot_count > MOST_SPOTS)
        return NULL;
    memory->place = place_of(sentence);
    const remembered *known = memory->sentences[memory->place];
    if (known != NULL && is_same(known, text, sentence))
        return &known->finds;
    asked->length = sentence->length;
    asked->text = text;
    asked->worth = sentence->worth;
    asked->spot_count = sentence->spot_count;
    memcpy(asked->skeleton, sentence->skeleton, sentence->length);
    memcpy(asked->spots, sentence->spots,
           sentence->spot_count * sizeof *sentence->spots);
    return NULL;
}

/** Copies all but what was found; most sentences are far shorter than they may
    be. */
static void copy_sentence(remembered *to, const remembered *from)
{
    to->length = from->length;
    to->text = from->text;
    to->worth = from->worth;
    to->spot_count = from->spot_count;
    memcpy(to->skeleton, from->skeleton, from->length);
    memcpy(to->spots, from->spots, from->spot_count * sizeof *from->spots);
}

void gj_memory_keep(gj_memory *memory, const gj_finds *finds)
{
    remembered **place = &memory->sentences[memory->place];

    if (memory->asked.length == 0 || finds->count > MOST_FINDS)
        return;
    if (*place == NULL)
        *place = calloc(1, sizeof **place);
    if (*place == NULL)
        return;
    copy_sentence(*place, &memory->asked);
    gj_finds_clear(&(*place)->finds);
    for (uint32_t i = 0; i < finds->count; i++)
        if (!gj_finds_add(&(*place)->finds, &finds->at[i],
                          finds->offsets + finds->at[i].first))
            (*place)->length = 0;
}

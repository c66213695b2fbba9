#include "find.h"

#include <stdlib.h>

#include "recall.h"
#include "sift.h"

bool gj_finder_open(gj_finder *finder, gj_script *script, gj_matcher *matcher)
{
    finder->script = script;
    finder->matcher = matcher;
    finder->sieve = gj_sieve_new();
    finder->memory = gj_memory_new();
    finder->vain = gj_vain_new();
    return finder->sieve != NULL && finder->memory != NULL &&
           finder->vain != NULL;
}

void gj_finder_close(gj_finder *finder)
{
    gj_sieve_free(finder->sieve);
    gj_memory_free(finder->memory);
    gj_vain_free(finder->vain);
    free(finder->finds.at);
    free(finder->finds.offsets);
}

void gj_finder_begin(gj_finder *finder)
{
    gj_sieve_allow(finder->sieve, GJ_SIEVE_STEPS);
}

/* ---------------------------------------------------------------- the list */

void gj_finds_clear(gj_finds *finds)
{
    finds->count = 0;
    finds->offset_count = 0;
}

/** The same with room for so many; NULL where there is no memory. */
static void *reserve(void *at, uint32_t *room, uint32_t needed, size_t size)
{
    uint32_t larger = *room > 0 ? *room : 64;

    while (larger < needed)
        larger *= 2;
    if (larger == *room)
        return at;
    void *grown = realloc(at, larger * size);
    if (grown != NULL)
        *room = larger;
    return grown;
}

bool gj_finds_add(gj_finds *finds, const gj_find *find, const size_t *offsets)
{
    uint32_t count = 2 * find->group_count;
    gj_find *at =
        reserve(finds->at, &finds->room, finds->count + 1, sizeof *at);
    finds->at = at != NULL ? at : finds->at;
    size_t *kept = reserve(finds->offsets, &finds->offset_room,
                           finds->offset_count + count, sizeof *kept);
    finds->offsets = kept != NULL ? kept : finds->offsets;
    if (at == NULL || kept == NULL)
        return false;
    at[finds->count] = *find;
    at[finds->count++].first = finds->offset_count;
    memcpy(kept + finds->offset_count, offsets, count * sizeof *offsets);
    finds->offset_count += count;
    return true;
}

/* ----------------------------------------------------------------- looking */

/** The next place at or behind `start` at which the phrase can begin; the
    skeleton's length where there is none. *spot is where to look on. */
static size_t next_start(const gj_sentence *sentence, uint32_t index,
                         size_t start, uint32_t *spot)
{
    for (; *spot < sentence->spot_count; (*spot)++) {
        const gj_spot *one = &sentence->spots[*spot];
        if (one->at >= start &&
            (one->shapes.bits[index / 64] >> (index % 64) & 1) != 0)
            return one->at;
    }
    return sentence->length;
}

/** Whether a try that came to a limit could not have matched anyhow. */
static bool was_vain(const gj_finder *finder, const gj_phrase *phrase,
                     size_t start)
{
    return gj_sieve_stops(finder->sieve, phrase->sieve,
                          gj_sieve_letter(finder->sieve, 0, (uint32_t)start));
}

static bool add(gj_finder *finder, uint32_t phrase, int found)
{
    const gj_find find = {.phrase = phrase,
                          .found = found,
                          .group_count = found == GJ_MATCH_HIT
                                             ? finder->matcher->group_count
                                             : 0};

    return gj_finds_add(&finder->finds, &find, finder->matcher->groups);
}

/** Adds each place of a phrase; false where there is no memory. */
static bool look_for(gj_finder *finder, const gj_sentence *sentence,
                     uint32_t index)
{
    gj_phrase *phrase = &finder->script->phrases[index];
    gj_text skeleton = {sentence->skeleton, sentence->length};
    gj_mistake mistake;
    uint32_t statement;
    uint32_t spot = 0;
    uint32_t to;
    size_t start = 0;

    if (!gj_phrase_make(finder->script, phrase, &mistake, &statement))
        return add(finder, index, GJ_MATCH_UNSOUND);
    while ((start = next_start(sentence, index, start, &spot)) <
           skeleton.length) {
        uint32_t from = (uint32_t)start;
        int found =
            gj_pattern_try(&phrase->pattern, finder->matcher, skeleton, start);
        if (found == GJ_MATCH_COSTLY && !was_vain(finder, phrase, start))
            return add(finder, index, GJ_MATCH_COSTLY);
        if (found == GJ_MATCH_HIT && !add(finder, index, GJ_MATCH_HIT))
            return false;
        if (found == GJ_MATCH_HIT &&
            gj_matcher_span(finder->matcher, 0, &from, &to) && to > start)
            start = to;
        else
            spot++;
    }
    return true;
}

const gj_finds *gj_finder_look(gj_finder *finder, uint32_t text,
                               gj_sentence *sentence)
{
    const gj_finds *known = gj_memory_recall(finder->memory, text, sentence);

    if (known != NULL)
        return known;
    gj_finds_clear(&finder->finds);
    if (gj_sentence_seek(&finder->script->lexicon, sentence))
        gj_sift(finder, text, sentence);
    for (uint32_t i = 0; i < GJ_SHAPE_WORDS; i++)
        for (uint64_t bits = sentence->worth.bits[i]; bits != 0;
             bits &= bits - 1)
            if (!look_for(finder, sentence,
                          i * 64 + (uint32_t)__builtin_ctzll(bits)))
                return NULL;
    gj_memory_keep(finder->memory, text, sentence, &finder->finds);
    return &finder->finds;
}

#include "schema/verdict.h"

#include <stdlib.h>
#include <string.h>

#include "schema/hash.h"

/* Verdicts at first and at most, and words of evaluated members. */
enum { FIRST_ROOM = 1 << 14, MOST_ROOM = 1 << 20, MOST_WORDS = 1 << 22 };

static uint64_t hash_of(const gj_case *of)
{
    uint64_t hash = gj_mix_word(of->scope, (uint64_t)(uintptr_t)of->owner);

    hash = gj_mix_word(hash, of->node);
    return gj_mix_word(hash, (uint64_t)of->id << 1 | (uint64_t)of->choice);
}

static bool is_same(const gj_case *a, const gj_case *b)
{
    return a->owner == b->owner && a->node == b->node && a->scope == b->scope &&
           a->id == b->id && a->choice == b->choice;
}

/* -------------------------------------------------------------- verdicts */

void gj_verdicts_clear(gj_verdicts *set)
{
    if (set->room > FIRST_ROOM) {
        free(set->verdicts);
        set->verdicts = NULL;
        set->room = 0;
    }
    if (set->count > 0 && set->room > 0)
        memset(set->verdicts, 0, set->room * sizeof *set->verdicts);
    set->count = 0;
    set->word_count = 0;
    gj_arena_reset(&set->words);
}

void gj_verdicts_free(gj_verdicts *set)
{
    free(set->verdicts);
    gj_arena_free(&set->words);
}

static gj_verdict *slot_of(const gj_verdicts *set, const gj_case *of)
{
    return &set->verdicts[(hash_of(of) >> 20) & (set->room - 1)];
}

static void widen(gj_verdicts *set)
{
    gj_verdicts old = *set;

    set->room = old.room > 0 ? 4 * old.room : FIRST_ROOM;
    set->verdicts = gj_new(set->room, sizeof *set->verdicts);
    for (size_t i = 0; i < old.room; i++)
        if (old.verdicts[i].known)
            *slot_of(set, &old.verdicts[i].of) = old.verdicts[i];
    free(old.verdicts);
}

const gj_verdict *gj_verdicts_find(const gj_verdicts *set, const gj_case *of)
{
    if (set->room == 0)
        return NULL;
    const gj_verdict *found = slot_of(set, of);
    return found->known && is_same(&found->of, of) ? found : NULL;
}

void gj_verdicts_keep(gj_verdicts *set, const gj_case *of, bool valid,
                      const uint64_t *evaluated, size_t count)
{
    gj_verdict verdict = {.of = *of, .known = true, .valid = valid};

    if (evaluated != NULL) {
        if (set->word_count + count > MOST_WORDS)
            return;
        set->word_count += count;
        verdict.evaluated = gj_arena_new(&set->words, count * sizeof(uint64_t));
        memcpy(verdict.evaluated, evaluated, count * sizeof(uint64_t));
    }
    if (2 * set->count >= set->room && set->room < MOST_ROOM)
        widen(set);
    *slot_of(set, of) = verdict;
    set->count++;
}

/* ------------------------------------------------------------- what is told */

void gj_telling_clear(gj_telling *telling)
{
    telling->all_count = 0;
    telling->listed_count = 0;
    gj_index_clear(&telling->index);
}

void gj_telling_free(gj_telling *telling)
{
    free(telling->all);
    free(telling->listed);
    gj_index_free(&telling->index);
}

gj_told *gj_telling_find(const gj_telling *telling, const gj_case *of)
{
    uint64_t hash = hash_of(of);
    size_t at = 0;
    uint32_t found;

    while ((found = gj_index_next(&telling->index, hash, &at)) != UINT32_MAX)
        if (is_same(&telling->all[found].of, of))
            return &telling->all[found];
    return NULL;
}

gj_told *gj_telling_add(gj_telling *telling, const gj_case *of)
{
    gj_told *found = gj_telling_find(telling, of);

    if (found != NULL)
        return found;
    gj_grow(&telling->all, telling->all_count, &telling->all_room,
            sizeof *telling->all);
    gj_index_add(&telling->index, hash_of(of), (uint32_t)telling->all_count);
    found = &telling->all[telling->all_count++];
    *found = (gj_told){.of = *of};
    return found;
}

void gj_telling_list(gj_telling *telling, const gj_case *of)
{
    gj_told *told = gj_telling_add(telling, of);

    told->listed = true;
    gj_grow(&telling->listed, telling->listed_count, &telling->listed_room,
            sizeof *telling->listed);
    telling->listed[telling->listed_count++] = (uint32_t)(told - telling->all);
}

void gj_telling_mark(gj_telling *telling, size_t from, bool listed)
{
    for (size_t i = from; i < telling->listed_count; i++)
        telling->all[telling->listed[i]].listed = listed;
}

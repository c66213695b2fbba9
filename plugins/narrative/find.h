/* The phrases that stand in a sentence: where each of them matches its
 * skeleton. What a number in it is has no part in that. */
#ifndef GJ_NARRATIVE_FIND_H
#define GJ_NARRATIVE_FIND_H

#include "script.h"
#include "sieve.h"

/** A phrase that was found, or that could not be looked for. */
typedef struct gj_find {
    uint32_t phrase;
    /** GJ_MATCH_HIT, _COSTLY or _UNSOUND. */
    int found;
    /** Offsets in the skeleton at which its groups begin and end, as PCRE2
        gives them: from which one on, and of how many groups. */
    uint32_t first;
    uint32_t group_count;
} gj_find;

/** Finds of one sentence, in order; their memory is kept for the next one. */
typedef struct gj_finds {
    gj_find *at;
    uint32_t count;
    uint32_t room;
    size_t *offsets;
    uint32_t offset_count;
    uint32_t offset_room;
} gj_finds;

typedef struct gj_memory gj_memory;

/** What looking for phrases takes; {0} but for the script and the matcher. */
typedef struct gj_finder {
    gj_script *script;
    gj_matcher *matcher;
    gj_sieve *sieve;
    gj_memory *memory;
    gj_vain *vain;
    gj_finds finds;
} gj_finder;

/** Steps that the sieve may take in one report which it does not know yet. */
enum { GJ_SIEVE_STEPS = 200000 };

/** False where there is no memory. */
bool gj_finder_open(gj_finder *finder, gj_script *script, gj_matcher *matcher);
void gj_finder_close(gj_finder *finder);
/** Begins a report. */
void gj_finder_begin(gj_finder *finder);

/** The phrases in a sentence of the text of that index, which is not overlong;
    lent until the next one. NULL where there is no memory. */
const gj_finds *gj_finder_look(gj_finder *finder, uint32_t text,
                               gj_sentence *sentence);

/** Empties the list. */
void gj_finds_clear(gj_finds *finds);
/** Appends one; false where there is no memory. */
bool gj_finds_add(gj_finds *finds, const gj_find *find, const size_t *offsets);

#endif

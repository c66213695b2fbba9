#include "sieving.h"

#include <stdlib.h>
#include <string.h>

enum {
    /** States that are kept, and all their steps; then it is begun anew. */
    STATES = 8192,
    MEMBERS = 1 << 18,
    STATE_SLOTS = 2 * STATES,
    KNOWN_BITS = 14,
    /** Letters of the longest text that is looked at. */
    LETTERS = 4200,
    PATTERNS = 256,
    /** States that are always there. */
    DEAD = 0,
    MATCHED = 1
};

/** No state: there was no room, or there were no steps left. */
#define UNKNOWN UINT32_MAX

/** Steps at which the automaton stands at once. */
typedef struct state {
    uint32_t first;
    uint32_t count;
    uint32_t hash;
} state;

/** Where a letter of a kind leads from a state. */
typedef struct known {
    uint32_t from;
    uint32_t to;
} known;

struct gj_sieve {
    gj_steps steps;
    /** First step of each pattern, and its state; DEAD before it is made. */
    uint32_t starts[PATTERNS];
    uint32_t first_states[PATTERNS];
    uint32_t pattern_count;
    /** The text: kinds of its letters. */
    uint16_t letters[LETTERS];
    /** Where they stand in it. */
    uint16_t places[LETTERS];
    uint32_t letter_count;
    /** Steps allowed. */
    uint32_t left;
    state states[STATES];
    uint32_t state_count;
    uint16_t slots[STATE_SLOTS];
    uint32_t *members;
    uint32_t member_count;
    known known[1 << KNOWN_BITS];
    /** Which steps stand in the state being made, by its number. */
    uint32_t *seen;
    uint32_t seen_room;
    uint32_t making;
    /** Steps still to be gone on from. */
    uint32_t *open;
};

gj_sieve *gj_sieve_new(void)
{
    gj_sieve *sieve = calloc(1, sizeof *sieve);

    if (sieve == NULL)
        return NULL;
    sieve->steps.kinds = calloc(GJ_LETTERS, sizeof *sieve->steps.kinds);
    sieve->steps.sets = calloc(GJ_SETS, sizeof *sieve->steps.sets);
    sieve->members = malloc(MEMBERS * sizeof *sieve->members);
    if (sieve->steps.kinds == NULL || sieve->steps.sets == NULL ||
        sieve->members == NULL) {
        gj_sieve_free(sieve);
        return NULL;
    }
    sieve->steps.kind_count = 1;
    sieve->state_count = MATCHED + 1;
    return sieve;
}

void gj_sieve_free(gj_sieve *sieve)
{
    if (sieve == NULL)
        return;
    free(sieve->steps.at);
    free(sieve->steps.kinds);
    free(sieve->steps.sets);
    free(sieve->members);
    free(sieve->seen);
    free(sieve->open);
    free(sieve);
}

/** Room to tell and to stack all steps of all patterns. */
static bool reserve(gj_sieve *sieve)
{
    uint32_t room = sieve->steps.room;

    if (room <= sieve->seen_room)
        return true;
    free(sieve->seen);
    free(sieve->open);
    sieve->seen = calloc(room, sizeof *sieve->seen);
    /* Each fork takes one from the stack and puts two on it, once. */
    sieve->open = malloc((room + 1u) * sizeof *sieve->open);
    sieve->making = 0;
    sieve->seen_room = sieve->seen != NULL && sieve->open != NULL ? room : 0;
    return sieve->seen_room > 0;
}

uint32_t gj_sieve_add(gj_sieve *sieve, gj_text pattern)
{
    uint32_t first = sieve->steps.count;

    if (sieve->pattern_count == PATTERNS ||
        !gj_steps_read(&sieve->steps, pattern))
        return GJ_SIEVE_OPEN;
    if (!reserve(sieve)) {
        sieve->steps.count = first;
        return GJ_SIEVE_OPEN;
    }
    sieve->starts[sieve->pattern_count] = first;
    return sieve->pattern_count++;
}

void gj_sieve_allow(gj_sieve *sieve, uint32_t steps)
{
    sieve->left = steps;
}

void gj_sieve_look(gj_sieve *sieve, gj_text text)
{
    uint64_t at = 0;
    uint32_t letter;
    uint32_t count = 0;

    for (; at < text.length && count < LETTERS; count++) {
        sieve->places[count] = (uint16_t)at;
        at += gj_letter_as_is(&letter, text.data + at, text.length - at);
        sieve->letters[count] =
            letter < GJ_LETTERS ? sieve->steps.kinds[letter] : 0;
    }
    sieve->letter_count = count;
}

uint32_t gj_sieve_letter(const gj_sieve *sieve, uint32_t from, uint32_t at)
{
    while (from < sieve->letter_count && sieve->places[from] < at)
        from++;
    return from;
}

/* ----------------------------------------------------------------- states */

/** Forgets all states. */
static void begin_anew(gj_sieve *sieve)
{
    sieve->state_count = MATCHED + 1;
    sieve->member_count = 0;
    memset(sieve->slots, 0, sizeof sieve->slots);
    memset(sieve->known, 0, sizeof sieve->known);
    memset(sieve->first_states, 0, sizeof sieve->first_states);
}

static bool begin_state(gj_sieve *sieve)
{
    if (sieve->state_count == STATES ||
        sieve->member_count + GJ_PATTERN_STEPS > MEMBERS)
        return false;
    if (++sieve->making == 0) {
        memset(sieve->seen, 0, sieve->seen_room * sizeof *sieve->seen);
        sieve->making = 1;
    }
    sieve->states[sieve->state_count] = (state){sieve->member_count, 0, 0};
    return true;
}

/** Adds a step and all that it forks to. True where the pattern's end is among
    them. */
static bool add_step(gj_sieve *sieve, uint32_t first)
{
    state *made = &sieve->states[sieve->state_count];
    uint32_t count = 0;

    sieve->open[count++] = first;
    while (count > 0) {
        uint32_t at = sieve->open[--count];
        const gj_step *step = &sieve->steps.at[at];
        if (sieve->seen[at] == sieve->making)
            continue;
        sieve->seen[at] = sieve->making;
        if (step->what == GJ_STEP_END)
            return true;
        if (step->what == GJ_STEP_FORK) {
            sieve->open[count++] = at + (uint32_t)step->other;
            if (step->which != GJ_FORK_JUMPS)
                sieve->open[count++] = at + 1;
            continue;
        }
        sieve->members[made->first + made->count++] = at;
        made->hash = (made->hash ^ at) * UINT32_C(0x01000193);
    }
    return false;
}

/** The number of the state that has been made, or of the same one made
    before. */
static uint32_t end_state(gj_sieve *sieve)
{
    state *made = &sieve->states[sieve->state_count];
    uint32_t slot = (made->hash ^ made->hash >> 15) % STATE_SLOTS;

    if (made->count == 0)
        return DEAD;
    for (; sieve->slots[slot] != 0; slot = (slot + 1) % STATE_SLOTS) {
        const state *other = &sieve->states[sieve->slots[slot]];
        if (other->hash == made->hash && other->count == made->count &&
            memcmp(sieve->members + other->first, sieve->members + made->first,
                   made->count * sizeof *sieve->members) == 0)
            return sieve->slots[slot];
    }
    sieve->slots[slot] = (uint16_t)sieve->state_count;
    sieve->member_count += made->count;
    return sieve->state_count++;
}

static bool goes_on(const gj_sieve *sieve, const gj_step *step, uint32_t kind)
{
    switch (step->what) {
    case GJ_STEP_KIND:
        return step->which == kind;
    case GJ_STEP_SET:
        return gj_set_has(&sieve->steps.sets[step->which], kind);
    default:
        return true;
    }
}

/** Where a letter leads that has not led anywhere yet. */
static uint32_t make_next(gj_sieve *sieve, uint32_t from, uint32_t kind)
{
    const state *before = &sieve->states[from];

    if (sieve->left == 0)
        return UNKNOWN;
    sieve->left--;
    if (!begin_state(sieve)) {
        begin_anew(sieve);
        return UNKNOWN;
    }
    for (uint32_t i = 0; i < before->count; i++) {
        uint32_t at = sieve->members[before->first + i];
        if (goes_on(sieve, &sieve->steps.at[at], kind) &&
            add_step(sieve, at + 1))
            return MATCHED;
    }
    return end_state(sieve);
}

/** Place for a state and a kind: those of one state lie close together. */
static uint32_t known_at(uint32_t from, uint32_t kind)
{
    uint32_t spread = (kind * UINT32_C(0x9E3779B1)) >> 26;

    return (from << 6 ^ spread) % (1 << KNOWN_BITS);
}

static uint32_t next_state(gj_sieve *sieve, uint32_t from, uint32_t kind)
{
    uint32_t key = from << GJ_KIND_BITS | kind;
    known *entry = &sieve->known[known_at(from, kind)];

    if (entry->from == key)
        return entry->to;
    uint32_t to = make_next(sieve, from, kind);
    if (to != UNKNOWN)
        *entry = (known){key, to};
    return to;
}

static uint32_t first_state(gj_sieve *sieve, uint32_t pattern)
{
    uint32_t *first = &sieve->first_states[pattern];

    if (*first != DEAD)
        return *first;
    if (!begin_state(sieve)) {
        begin_anew(sieve);
        begin_state(sieve);
    }
    *first =
        add_step(sieve, sieve->starts[pattern]) ? MATCHED : end_state(sieve);
    return *first;
}

/** MATCHED, DEAD, or UNKNOWN. */
static uint32_t run(gj_sieve *sieve, uint32_t pattern, uint32_t letter)
{
    uint32_t at = first_state(sieve, pattern);

    while (at != DEAD && at != MATCHED && at != UNKNOWN &&
           letter < sieve->letter_count)
        at = next_state(sieve, at, sieve->letters[letter++]);
    return at == MATCHED || at == UNKNOWN ? at : DEAD;
}

bool gj_sieve_lets(gj_sieve *sieve, uint32_t pattern, uint32_t letter)
{
    return pattern == GJ_SIEVE_OPEN || sieve->letter_count == LETTERS ||
           run(sieve, pattern, letter) != DEAD;
}

bool gj_sieve_stops(gj_sieve *sieve, uint32_t pattern, uint32_t letter)
{
    uint32_t left = sieve->left;
    bool stops = false;

    /* Where there was no room the first time there is the second. */
    for (int turn = 0; turn < 2 && !stops; turn++) {
        sieve->left = UINT32_MAX;
        stops = !gj_sieve_lets(sieve, pattern, letter);
    }
    sieve->left = left;
    return stops;
}

/* A sieve before PCRE2: whether a pattern can match where it is tried. It takes
 * a pattern for an automaton over letters, without what stands around a match
 * and without groups, so that it lets through all that matches, and some more;
 * what it holds back costs a few instructions for each letter, however many
 * ways the pattern has to go on.
 *
 * States of the automaton are made when a text first leads to them, and kept
 * while there is room. */
#ifndef GJ_NARRATIVE_SIEVE_H
#define GJ_NARRATIVE_SIEVE_H

#include <stdbool.h>

#include <gouji/plugin.h>

/** A pattern with something in it that the sieve does not know: it lets
    everything through. */
#define GJ_SIEVE_OPEN UINT32_MAX

typedef struct gj_sieve gj_sieve;

/** NULL where there is no memory. */
gj_sieve *gj_sieve_new(void);
void gj_sieve_free(gj_sieve *sieve);

/** Takes in a pattern; its number, or GJ_SIEVE_OPEN. Patterns have to be taken
    in before the text is looked at. */
uint32_t gj_sieve_add(gj_sieve *sieve, gj_text pattern);

/** From here on at most so many steps are taken that are not known yet; after
    these everything is let through. */
void gj_sieve_allow(gj_sieve *sieve, uint32_t steps);
/** Looks at a text. */
void gj_sieve_look(gj_sieve *sieve, gj_text text);
/** Number of the letter at a byte of the text, looked for from a letter on that
    is not behind it. */
uint32_t gj_sieve_letter(const gj_sieve *sieve, uint32_t from, uint32_t at);

/** Whether the pattern can match from that letter on; true as well where that
    would take too many steps. */
bool gj_sieve_lets(gj_sieve *sieve, uint32_t pattern, uint32_t letter);
/** Whether it cannot, whatever that takes: the same at all times. */
bool gj_sieve_stops(gj_sieve *sieve, uint32_t pattern, uint32_t letter);

#endif

/* What to look with: the texts that are read, and the words that tell personal
 * data from what only looks like it, as the form's privacy.json has them. */
#ifndef GJ_PRIVACY_LENS_H
#define GJ_PRIVACY_LENS_H

#include <gouji/plugin.h>

#include <stdbool.h>
#include <stddef.h>

enum { GJ_LENS_TEXTS = 32 };

/** Words of the data file; they live as long as it. */
typedef struct gj_wordlist {
    gj_text *at;
    size_t count;
} gj_wordlist;

typedef struct gj_lens {
    /** Numbers of the texts in the form. */
    uint32_t texts[GJ_LENS_TEXTS];
    uint32_t text_count;
    /** Right before a number: it is a code; it is an identity card's; it is a
        bank card's. Right behind a number: it counts something. */
    gj_wordlist codes;
    gj_wordlist identities;
    gj_wordlist cards;
    gj_wordlist measures;
    /** Domains where anybody has a mailbox; what is part of the names of
        office mailboxes; what stands right before such an address. */
    gj_wordlist providers;
    gj_wordlist office_names;
    gj_wordlist offices;
} gj_lens;

/** Reads the form's data file. False after a fault, or without memory; what
    was read until then is freed by gj_lens_free(). */
bool gj_lens_read(gj_lens *lens, const gj_opening *opening);
void gj_lens_free(gj_lens *lens);

/** Whether a word of the list ends right before `at`, behind which only
    spaces, colons, brackets and the like stand. */
bool gj_lens_before(const gj_wordlist *words, gj_text text, size_t at);
/** Whether, after spaces, the text goes on with a word of the list. */
bool gj_lens_behind(const gj_wordlist *words, gj_text text, size_t at);

#endif

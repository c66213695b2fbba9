/* What a finding is, in words: beside the digests, for people who read a
 * suppression or a baseline and want to know what it accepts. */
#ifndef GJ_FINDING_IDENTITY_H
#define GJ_FINDING_IDENTITY_H

#include "finding/result.h"

typedef struct gj_identity {
    /** plugin/rule. */
    gj_text rule;
    gj_text form;
    /** Empty, and 0, where the report does not say. */
    gj_text unit;
    int64_t year;
    /** Name of the primary location; its pointer where it has none. */
    gj_text cell;
    /** "NAME = VALUE" for each value that it rests on. */
    gj_text *values;
    uint32_t value_count;
} gj_identity;

/** Says it in a language; what is made lives in the arena, the rest as long as
    the result. The result must be of a form. */
gj_identity gj_identity_of(const gj_result *result,
                           const gj_finding_entry *finding,
                           gj_language language, gj_arena *arena);

/** Where two identities differ first. */
typedef struct gj_difference {
    /** Member of an entry that differs, such as "unit"; NULL where none does.
     */
    const char *what;
    gj_text says;
    /** What it should say, in both languages. */
    gj_text is[2];
} gj_difference;

/** Compares what an entry says with what a finding is: names may be in either
    language. `is` has the identity in both. Texts are borrowed, or in the
    arena. */
gj_difference gj_identity_compare(const gj_identity *says,
                                  const gj_identity is[2], gj_arena *arena);

#endif

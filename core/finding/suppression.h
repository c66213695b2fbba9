/* Findings that are accepted: by suppressions, each for a reason and until a
 * day, or because they are in a baseline. */
#ifndef GJ_FINDING_SUPPRESSION_H
#define GJ_FINDING_SUPPRESSION_H

#include "finding/identity.h"

/** What a run came upon of a suppression. */
typedef enum gj_suppression_state {
    GJ_SUPPRESSION_UNMATCHED,
    /** Findings were accepted. */
    GJ_SUPPRESSION_USED,
    /** It has ended, since the finding rests on other values now. */
    GJ_SUPPRESSION_CHANGED,
    /** It has ended, since its last day has passed. */
    GJ_SUPPRESSION_EXPIRED,
    /** Its words are about something other than its digests. It does not apply:
        who read it was misled. */
    GJ_SUPPRESSION_CONTRADICTED
} gj_suppression_state;

/** One suppression, or one entry of a baseline. Texts are borrowed. */
typedef struct gj_suppression {
    gj_digest fingerprint;
    gj_digest evidence;
    gj_identity words;
    /** Empty, and 0, in a baseline. until is the last day, YYYYMMDD. */
    gj_text reason;
    uint32_t until;
    gj_origin origin;
    gj_suppression_state state;
    /** How many findings had these digests: accepted where it is USED. */
    uint64_t matches;
    /** Of CHANGED and CONTRADICTED: in what; `what` may be NULL. */
    gj_difference difference;
} gj_suppression;

/** {0} is an empty list. */
typedef struct gj_suppressions {
    gj_suppression *at;
    size_t count;
    size_t room;
    /** Indexes in the order of the digests. */
    size_t *order;
    /** File that it is, where it is a baseline; else NULL. */
    const char *file;
    /** Holds differences. */
    gj_arena arena;
} gj_suppressions;

/** Adds one. Not behind gj_suppressions_index(). */
void gj_suppressions_add(gj_suppressions *list, const gj_suppression *one);
/** Makes the list ready for use on a day. Fails with DATA where two have the
    same digests. */
gj_status gj_suppressions_index(gj_suppressions *list, uint32_t today,
                                gj_error *error);
void gj_suppressions_free(gj_suppressions *list);

/** Accepts findings of a result, those that suppressions accept first: they
    move behind the reasons, are counted apart, and what remains is grouped
    anew. What speaks about inputs and plugins rather than about figures is
    never accepted. Both lists note what they came upon. */
void gj_suppressions_apply(gj_suppressions *suppressions,
                           gj_suppressions *baseline, gj_result *result);

/** Whether a list, made ready, has an entry with a finding's digests. */
bool gj_suppressions_have(const gj_suppressions *list,
                          const gj_finding_entry *finding);

/** The accepted finding number i, from 0. */
static inline const gj_finding_entry *gj_accepted(const gj_result *result,
                                                  uint32_t i)
{
    return &result->findings[result->finding_count + result->reason_count + i];
}
/** Whether an entry is of a baseline. */
static inline bool gj_is_baseline(const gj_suppression *entry)
{
    return entry->until == 0;
}

#endif

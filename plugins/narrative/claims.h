/* What the texts of one report state: the numbers in its phrases, each with
 * its verdict. Worked out once for a report and kept while its rules run. */
#ifndef GJ_NARRATIVE_CLAIMS_H
#define GJ_NARRATIVE_CLAIMS_H

#include "find.h"

__extension__ typedef __int128 gj_wide;

/** What became of a claim. */
enum {
    /** The number fits one reading. */
    GJ_CLAIM_FITS,
    /** It fits none. */
    GJ_CLAIM_FAILS,
    /** It depends on cells without a number. */
    GJ_CLAIM_OPEN,
    /** The sentence could not be read to its end, or not at all. */
    GJ_CLAIM_COSTLY,
    GJ_CLAIM_OVERLONG,
    /** A phrase that may stand in it cannot be tried. */
    GJ_CLAIM_UNSOUND
};

/** A reading of a claim, worked out. */
typedef struct gj_outcome {
    uint32_t verdict;
    /** The pattern's group that it needs took no part. */
    bool dropped;
    /** What it comes to, in millionths, of a percent where it is one; only
        where `verdict` is not open. */
    gj_wide value;
    /** A cell on account of which it is open. */
    uint32_t open_cell;
} gj_outcome;

typedef struct gj_claim {
    uint32_t rule;
    /** Next claim of the same rule, or GJ_NO_CLAIM. */
    uint32_t next;
    uint32_t verdict;
    const gj_quantity *quantity;
    /** Text that it stands in, and the words that make it. */
    gj_value text;
    uint32_t from;
    uint32_t to;
    int64_t number;
    int64_t grain;
    uint32_t decimals;
    /** The phrase has no number, but says one: none, all. */
    bool fixed;
    /** In a sentence that begins with another year. */
    bool slip;
    /** Said of something else. */
    bool silenced;
    gj_outcome outcomes[GJ_READINGS];
} gj_claim;

#define GJ_NO_CLAIM UINT32_MAX

/** Claims of one rule, in the order of the text. */
typedef struct gj_claim_list {
    uint32_t first;
    uint32_t last;
    uint32_t count;
} gj_claim_list;

/** All that a plugin keeps for one form. */
typedef struct gj_narrator {
    gj_script script;
    gj_matcher matcher;
    gj_finder finder;
    gj_sentence sentence;
    /** The report whose claims these are; 0 for none. */
    uint64_t report;
    gj_claim *claims;
    uint32_t claim_count;
    uint32_t claim_room;
    gj_claim_list *lists;
} gj_narrator;

/** Reads the texts of the report, unless it is the one read last. False where
    there is no memory. */
bool gj_claims_read(gj_narrator *narrator, const gj_check *check);

/** Works out what the readings of a number come to, and its verdict. */
void gj_claim_judge(gj_claim *claim, const gj_statement *statement,
                    gj_sentence *sentence, const gj_matcher *matcher,
                    const gj_cells *cells);

/** Whether a claim is to be told, in the light of all others. */
bool gj_claim_is_meant(const gj_narrator *narrator, const gj_claim *claim);

#endif

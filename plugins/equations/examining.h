/* What the parts of an examination share: the plans of all rules, what is
 * demanded of every report, and the words of a remark. */
#ifndef GJ_EQUATIONS_EXAMINING_H
#define GJ_EQUATIONS_EXAMINING_H

#include "ruleset.h"
#include "ways.h"

/** Whose a demand is: a rule, at one of its places. */
typedef struct gj_origin {
    const gj_equation *equation;
    gj_text binding;
    /** It is what the rule's `when` asks for. */
    bool of_when;
    /** Demands because of which the rule's `when` always holds; NULL where it
        has none, or that always holds by itself. */
    const struct gj_premise *premises;
} gj_origin;

/** A list. */
typedef struct gj_premise {
    gj_origin origin;
    const struct gj_premise *next;
    /** The one that was made before it, whatever list it is of. */
    struct gj_premise *before;
} gj_premise;

/** Demands, and whose they are. */
typedef struct gj_demands {
    gj_demand *at;
    gj_origin *origins;
    size_t count;
    size_t room;
    size_t origin_count;
    size_t origin_room;
} gj_demands;

/** A place of a rule with a `when` that does not hold everywhere. */
typedef struct gj_spot {
    const gj_plan *plan;
    uint32_t place;
    /** Index of the rule. */
    size_t rule;
    /** Its `when` cannot hold beside the other rules, or what it then demands
        cannot: it has been remarked. */
    bool settled;
} gj_spot;

typedef struct gj_examination {
    const gj_opening *opening;
    const gj_ruleset *ruleset;
    gj_plan **plans;
    /** By cell, for those that rules use: what it counts. */
    uint8_t *kinds;
    uint32_t cell_limit;
    /** What is demanded of every report. */
    gj_demands always;
    /** The last that was made. */
    gj_premise *premises;
    gj_spot *spots;
    size_t spot_count;
    size_t spot_room;
    /** Room for a mark for each demand there may be. */
    uint8_t *marks;
} gj_examination;

static inline gj_ground gj_ground_of(const gj_examination *e,
                                     const gj_demands *demands)
{
    return (gj_ground){demands->at, demands->count, e->kinds};
}

/** What is to be reached: that the `when` of a place holds, or does not; that
    its assertion is not broken. */
gj_goal gj_goal_when(const gj_plan *plan, uint32_t place, bool wanted,
                     const gj_goal *next);
gj_goal gj_goal_assertion(const gj_plan *plan, uint32_t place,
                          const gj_goal *next);

/** Appends what an expression demands in any case at a place: the comparisons
    joined by `and`, or the equalities among them. Returns the number of those
    there were before. */
size_t gj_demands_add(gj_demands *demands, const gj_plan *plan,
                      const gj_sheet *sheet, uint32_t place, bool equalities);
void gj_demands_copy(gj_demands *demands, const gj_demands *from,
                     bool equalities);
void gj_demands_free(gj_demands *demands);

/** Takes what rules demand whose `when` holds in every report that the others
    allow among what is always demanded. Returns whether there are such. */
bool gj_conditional_join(gj_examination *e);
/** Says what is wrong with the other rules that have a `when`, where it
    holds. */
void gj_conditional_examine(gj_examination *e);

/* ---------------------------------------------------------------- remarks */

/** A remark in the making; what does not fit is left out. */
typedef struct gj_remark {
    char zh[768];
    char en[768];
    size_t zh_length;
    size_t en_length;
} gj_remark;

void gj_remark_say(gj_remark *remark, const char *zh, const char *en);
void gj_remark_text(gj_remark *remark, gj_text text);
/** requests-balance, requests-balance(/requests/total) */
void gj_remark_origin(gj_remark *remark, const gj_origin *origin);
/** The places that are marked, and those because of which what they ask for
    always applies, as many as there is room for; `begun` where others were
    named before. */
void gj_remark_marked(gj_remark *remark, const gj_demands *demands,
                      const uint8_t *marks, size_t count, bool begun);
/** Hands it to the host, at the rule. */
void gj_remark_end(const gj_remark *remark, const gj_examination *e,
                   const gj_equation *equation, uint32_t weight);

#endif

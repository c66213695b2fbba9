/* The state of an evaluation; seen by the evaluator's files only. */
#ifndef GJ_SCHEMA_CHECKER_H
#define GJ_SCHEMA_CHECKER_H

#include "schema/equal.h"
#include "schema/pair.h"
#include "schema/program.h"
#include "schema/trace.h"
#include "schema/verdict.h"

/** Schemas and values within one another; schemas applied to one value, each
    through the one before. */
enum { GJ_MOST_DEPTH = 2000, GJ_MOST_STILL = 1000 };

/** Where a value stands: lives on the stack, the root's parent is NULL. */
typedef struct gj_step {
    const struct gj_step *parent;
    /** Of a member; data is NULL for an element. */
    gj_text key;
    uint32_t index;
} gj_step;

/** A set of members or elements, one bit each, in the order of the value; or
    NULL where nobody asks which were evaluated. */
typedef uint64_t gj_bits;

/** The value under evaluation. */
struct gj_view {
    gj_value value;
    uint32_t type;
    /** Schemas that are being applied to this same value. */
    uint32_t still;
    const gj_step *step;
    gj_bits *evaluated;
};

/** Memory for bits: chunks that do not move. */
typedef struct gj_chunk {
    struct gj_chunk *older;
    size_t room;
    size_t used;
    uint64_t words[];
} gj_chunk;

struct gj_checker {
    const gj_schema *schema;
    const gj_values *values;
    bool collect;
    bool gave_up;
    /** More may be wrong than was noted. */
    bool cut;
    /** Many steps were taken: verdicts are remembered from now on. */
    bool remembers;
    uint32_t depth;
    /** Steps that may be taken before something happens: verdicts are
        remembered, and there are `rest` more; or it is given up. */
    uint64_t budget;
    uint64_t rest;
    uint64_t limit;
    uint64_t before_memory;
    /** The resource that evaluation is in. */
    uint32_t resource;
    /** For each name of a dynamic anchor the block that the outermost resource
        binds it to, or GJ_NO_BLOCK; what was bound, in its order; and what
        stands for all of it in a gj_case. */
    uint32_t *bound;
    uint32_t *bindings;
    size_t binding_count;
    size_t binding_room;
    uint64_t scope;
    /** Names (keys as values) so far: they have no place of their own. */
    uint64_t names;
    gj_chunk *chunk;
    gj_verdicts verdicts;
    gj_telling telling;
    /** Traces of earlier values, and the one that is being taken down. */
    gj_trace *traces;
    gj_trace *trace;
    /** Choices whose branches are being explained, schemas that may still be
        applied for that, and bytes noted. */
    uint32_t explaining;
    uint64_t explain;
    size_t noted;
    gj_mismatch *found;
    size_t found_count;
    size_t found_room;
    gj_buffer scratch;
    /** Texts of mismatches. */
    gj_arena arena;
};

/** Whether the view's value satisfies a block. In collecting mode all that is
    wrong is noted, else the first failure ends it. */
bool gj_run_block(gj_checker *c, uint32_t block, const gj_view *view);
/** The same where nothing is to be taken down. */
bool gj_apply_block(gj_checker *c, uint32_t block, const gj_view *view);
bool gj_run_plain(gj_checker *c, const gj_clause *block, const gj_op *op,
                  const gj_view *view);
bool gj_run_object(gj_checker *c, const gj_clause *block, const gj_op *op,
                   const gj_view *view);
bool gj_run_array(gj_checker *c, const gj_clause *block, const gj_op *op,
                  const gj_view *view);
bool gj_run_branches(gj_checker *c, const gj_clause *block, const gj_op *op,
                     const gj_view *view);
bool gj_run_unevaluated(gj_checker *c, const gj_clause *block, const gj_op *op,
                        const gj_view *view);
bool gj_run_property_names(gj_checker *c, const gj_clause *block,
                           const gj_op *op, const gj_view *view);
/** Whether to go on after a failure, to collect more. */
bool gj_goes_on(const gj_checker *c);
/** Takes steps off the budget for work that is more than one schema. */
static inline void gj_charge(gj_checker *c, uint64_t steps)
{
    uint64_t own = steps < c->budget ? steps : c->budget;
    uint64_t more = steps - own < c->rest ? steps - own : c->rest;

    c->budget -= own;
    if (!c->remembers)
        c->rest -= more;
}
/** The same where nothing else would stop in time. False where the budget is
    used up, and the evaluation given up. */
bool gj_spend(gj_checker *c, uint64_t steps, const gj_clause *block,
              const gj_view *view);
/** What the memory calls a block, or a choice, at the view's value. */
static inline gj_case gj_case_of(const gj_checker *c, uint32_t id,
                                 const gj_view *view)
{
    return (gj_case){.owner = view->value.owner,
                     .node = view->value.node,
                     .scope = c->scope,
                     .id = id};
}
/** The same without collecting. */
bool gj_run_quietly(gj_checker *c, uint32_t block, const gj_view *view);
/** Runs a block of which only success leaves traces in view->evaluated. */
bool gj_run_apart(gj_checker *c, uint32_t block, const gj_view *view);

/** Cleared words, given back in the reverse order by gj_words_drop(). */
uint64_t *gj_words_take(gj_checker *c, size_t count);
void gj_words_drop(gj_checker *c, size_t count);
/** Sets in `into`, unless it is NULL, what is set in words. */
void gj_words_join(uint64_t *into, const uint64_t *words, size_t count);
static inline size_t gj_words_for(const gj_checker *c, const gj_view *view)
{
    return (size_t)c->values->count(view->value) / 64 + 1;
}
static inline void gj_bit_set(uint64_t *bits, uint32_t index)
{
    bits[index / 64] |= UINT64_C(1) << index % 64;
}
static inline bool gj_bit_get(const uint64_t *bits, uint32_t index)
{
    return (bits[index / 64] >> index % 64 & 1) != 0;
}

/** What is to be noted about a failure. */
typedef struct gj_note {
    gj_fault_id id;
    const gj_clause *block;
    /** Twig of the keyword. */
    uint32_t twig;
    const gj_view *view;
    /** The key that is missing or unknown, or a text that words need. */
    gj_text key;
    gj_text nearest;
    const gj_op *op;
    /** Two indexes, or a count. */
    uint64_t first;
    uint64_t second;
} gj_note;

/** Notes a failure in collecting mode. Returns false. */
bool gj_note_failure(gj_checker *c, const gj_note *note);
/** Notes that a value is none of those that several mismatches ask for. Returns
    false. */
bool gj_note_kinds(gj_checker *c, const gj_mismatch *kinds, size_t count);
gj_words gj_note_words_of_kinds(gj_checker *c, const gj_mismatch *kinds,
                                size_t count);
/** The key that may have been meant: the nearest of those that schemas applied
    to the view's object know and that it has not; or none. */
gj_text gj_nearest_known(const gj_checker *c, const gj_clause *block,
                         const gj_view *view, gj_text key);
/** Drops that a key is missing from an object. */
void gj_note_drop_missing(gj_checker *c, gj_value object, gj_text key);
/** Leaves what may be told, when all is noted. */
void gj_note_end(gj_checker *c);
/** Notes that evaluation is given up. Returns false. */
bool gj_give_up_checking(gj_checker *c, gj_fault_id id, const gj_clause *block,
                         const gj_view *view);
/** Append what is wrong where of a choice none fits, or several do. */
void gj_tell_none_fits(gj_pair *p, gj_checker *c, const gj_note *note);
void gj_tell_several_fit(gj_pair *p, const gj_note *note);
/** The sentences about a failure, in the checker's arena. */
gj_words gj_note_words(gj_checker *c, const gj_note *note);

#endif

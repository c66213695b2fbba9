/* allOf, anyOf, oneOf, not, if: several schemas for one value. */
#include "schema/checker.h"

bool gj_run_quietly(gj_checker *c, uint32_t block, const gj_view *view)
{
    bool collect = c->collect;

    c->collect = false;
    bool valid = gj_run_block(c, block, view);
    c->collect = collect;
    return valid;
}

bool gj_run_apart(gj_checker *c, uint32_t block, const gj_view *view)
{
    gj_view own = *view;

    if (view->evaluated == NULL)
        return gj_run_block(c, block, view);
    size_t words = gj_words_for(c, view);
    own.evaluated = gj_words_take(c, words);
    bool valid = gj_run_block(c, block, &own);
    if (valid)
        gj_words_join(view->evaluated, own.evaluated, words);
    gj_words_drop(c, words);
    return valid;
}

static bool run_all_of(gj_checker *c, const gj_op *op, const gj_view *view)
{
    bool valid = true;

    gj_charge(c, op->b);
    for (uint32_t i = 0; i < op->b; i++) {
        if (!gj_run_block(c, c->schema->lists[op->a + i], view)) {
            valid = false;
            if (!gj_goes_on(c))
                return false;
        }
    }
    return valid;
}

/* --------------------------------------------------- the branch that fits */

/* Kinds that are listed at most. */
enum { MOST_KINDS = 8 };

/* How far a branch is from fitting: less is nearer. */
typedef struct miss {
    /* 3: the value as a whole is of another kind; 2: it is another value; 1: a
       member that tells kinds apart has another value; 0: neither. */
    uint32_t kind;
    uint32_t deepest;
    size_t count;
} miss;

/* How far below a depth a mismatch is. A key or an item too many says something
   about what it is in. */
static uint32_t depth_below(const gj_mismatch *found, uint32_t depth)
{
    bool outer = found->id == GJ_AT_UNKNOWN_KEY ||
                 found->id == GJ_AT_EXTRA_ITEM ||
                 found->id == GJ_AT_PROPERTY_NAME;
    uint32_t own = found->depth - (outer && found->depth > 0);

    return own > depth ? own - depth : 0;
}

static bool is_other_value(const gj_mismatch *found)
{
    return found->id == GJ_AT_CONST || found->id == GJ_AT_ENUM;
}

static miss measure(const gj_checker *c, size_t from, uint32_t depth)
{
    miss m = {.count = c->found_count - from};

    for (size_t i = from; i < c->found_count; i++) {
        const gj_mismatch *found = &c->found[i];
        uint32_t below = depth_below(found, depth);
        bool value = is_other_value(found);
        bool other = found->id <= GJ_AT_TYPE || found->id == GJ_AT_NOT;
        uint32_t kind = 0;
        if (below == 0)
            kind = value ? 2 : other ? 3 : 0;
        else if (below == 1 && value)
            kind = 1;
        m.kind = kind > m.kind ? kind : m.kind;
        m.deepest = below > m.deepest ? below : m.deepest;
    }
    return m;
}

static bool is_nearer(const miss *a, const miss *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind;
    if (a->deepest != b->deepest)
        return a->deepest > b->deepest;
    return a->count < b->count;
}

static uint32_t depth_of(const gj_view *view)
{
    uint32_t depth = 0;

    for (const gj_step *step = view->step; step != NULL; step = step->parent)
        depth++;
    return depth;
}

/* The branches of a choice as they are tried. */
typedef struct trial {
    /** Where what is noted, and listed as told, about the choice begins. */
    size_t found;
    size_t told;
    uint32_t depth;
    uint32_t branch;
    uint32_t peers;
    miss best;
    /** What the branches ask for that miss by the value, or by the member that
        tells their kind, while it is the same member. */
    gj_mismatch kinds[MOST_KINDS];
    size_t kind_count;
    bool kinds_differ;
} trial;

/* Takes down which value a branch is for, its own or a member's. */
static void take_kind(trial *t, const gj_checker *c, size_t from,
                      uint32_t below)
{
    size_t i = from;

    while (i < c->found_count &&
           !(is_other_value(&c->found[i]) &&
             depth_below(&c->found[i], t->depth) == below))
        i++;
    if (i == c->found_count)
        return;
    if (t->kind_count > 0 &&
        (c->found[i].value.node != t->kinds[0].value.node ||
         c->found[i].value.owner != t->kinds[0].value.owner))
        t->kinds_differ = true;
    if (t->kind_count < MOST_KINDS)
        t->kinds[t->kind_count++] = c->found[i];
}

/* Keeps what a branch said, instead of the nearest one's before it. */
static void keep_nearer(gj_checker *c, const trial *t, size_t found,
                        size_t told)
{
    gj_telling *telling = &c->telling;
    size_t count = telling->listed_count - told;

    memmove(c->found + t->found, c->found + found,
            (c->found_count - found) * sizeof *c->found);
    c->found_count = t->found + (c->found_count - found);
    if (count > 0)
        memmove(telling->listed + t->told, telling->listed + told,
                count * sizeof *telling->listed);
    telling->listed_count = t->told + count;
}

static void drop_told(gj_checker *c, size_t found, size_t told)
{
    c->found_count = found;
    c->telling.listed_count = told;
}

/* False where the branch could not be explained to its end. */
static bool try_branch(gj_checker *c, trial *t, const gj_op *op, uint32_t i,
                       const gj_view *view)
{
    size_t found = c->found_count;
    size_t told = c->telling.listed_count;

    gj_run_block(c, c->schema->lists[op->a + i], view);
    /* What this branch says is still news where another one says it. */
    gj_telling_mark(&c->telling, told, false);
    if (c->gave_up)
        return false;
    /* Not all that it says may have been noted. */
    if (c->explain == 0 || !gj_goes_on(c)) {
        drop_told(c, found, told);
        return false;
    }
    miss own = measure(c, found, t->depth);
    if (own.kind < t->best.kind) {
        t->kind_count = 0;
        t->kinds_differ = false;
    }
    if (own.kind <= t->best.kind && (own.kind == 1 || own.kind == 2))
        take_kind(t, c, found, 2 - own.kind);
    c->explain -= own.count < c->explain ? own.count : c->explain;
    t->peers = own.kind == t->best.kind ? t->peers + 1 : t->peers;
    t->peers = own.kind < t->best.kind ? 1 : t->peers;
    if (!is_nearer(&own, &t->best)) {
        drop_told(c, found, told);
        return true;
    }
    keep_nearer(c, t, found, told);
    t->best = own;
    t->branch = i;
    return true;
}

/* Whether one branch can speak for all: of several values or kinds, none is
   nearer than the others. */
static bool is_spokesman(const trial *t)
{
    return t->best.kind < 2 || (t->best.kind == 2 && t->peers == 1);
}

/* Whether a member is none of those that the branches are for; or the value,
   and all of them are for one. */
static bool is_unknown_kind(const trial *t, const gj_op *op)
{
    uint32_t all = op->b < MOST_KINDS ? op->b : MOST_KINDS;

    return !t->kinds_differ && t->kind_count > 1 &&
           (t->best.kind == 1 || (t->best.kind == 2 && t->kind_count == all));
}

/* Tries the branches and leaves in the list what the nearest one says. */
static void try_branches(gj_checker *c, trial *t, const gj_op *op,
                         const gj_view *view, const gj_case *of)
{
    for (uint32_t i = 0; i < op->b && c->explain > 0; i++)
        if (!try_branch(c, t, op, i, view))
            break;
    gj_telling_mark(&c->telling, t->told, true);
    if (!is_spokesman(t) || is_unknown_kind(t, op))
        t->branch = GJ_NO_BLOCK;
    if (c->explain > 0)
        gj_telling_add(&c->telling, of)->branch = t->branch;
}

/* Lets the branch speak that was found to be the nearest before. */
static void repeat_branch(gj_checker *c, trial *t, const gj_op *op,
                          const gj_view *view)
{
    if (t->branch != GJ_NO_BLOCK)
        gj_run_block(c, c->schema->lists[op->a + t->branch], view);
    if (c->explain == 0)
        t->branch = GJ_NO_BLOCK;
}

/* Notes only what the nearest branch says; where no branch came near, the
   failure of the whole. */
static bool note_nearest(gj_checker *c, const gj_clause *block, const gj_op *op,
                         const gj_view *view)
{
    trial t = {.found = c->found_count,
               .told = c->telling.listed_count,
               .depth = depth_of(view),
               .branch = GJ_NO_BLOCK,
               .best = {.kind = UINT32_MAX}};
    gj_case of = gj_case_of(c, (uint32_t)(op - c->schema->ops), view);

    of.choice = true;
    const gj_told *before = gj_telling_find(&c->telling, &of);
    c->explaining++;
    if (before != NULL) {
        t.branch = before->branch;
        repeat_branch(c, &t, op, view);
    } else {
        try_branches(c, &t, op, view, &of);
    }
    c->explaining--;
    if (t.branch != GJ_NO_BLOCK || c->gave_up)
        return false;
    gj_telling_mark(&c->telling, t.told, false);
    drop_told(c, t.found, t.told);
    if (is_unknown_kind(&t, op))
        return gj_note_kinds(c, t.kinds, t.kind_count);
    return gj_note_failure(c, &(gj_note){.id = op->id == GJ_OP_ANY_OF
                                                   ? GJ_AT_ANY_OF
                                                   : GJ_AT_ONE_OF_NONE,
                                         .block = block,
                                         .twig = op->twig,
                                         .view = view,
                                         .op = op});
}

static bool run_any_of(gj_checker *c, const gj_clause *block, const gj_op *op,
                       const gj_view *view)
{
    bool collect = c->collect;
    bool valid = false;

    c->collect = false;
    gj_charge(c, op->b);
    for (uint32_t i = 0; i < op->b; i++) {
        valid = gj_run_apart(c, c->schema->lists[op->a + i], view) || valid;
        if (valid && view->evaluated == NULL)
            break;
    }
    c->collect = collect;
    if (valid || !collect)
        return valid;
    return note_nearest(c, block, op, view);
}

static bool run_one_of(gj_checker *c, const gj_clause *block, const gj_op *op,
                       const gj_view *view)
{
    bool collect = c->collect;
    uint32_t fitting[2] = {0, 0};
    uint32_t count = 0;

    c->collect = false;
    gj_charge(c, op->b);
    for (uint32_t i = 0; i < op->b && count < 2; i++)
        if (gj_run_apart(c, c->schema->lists[op->a + i], view))
            fitting[count++] = i;
    c->collect = collect;
    if (count == 1)
        return true;
    if (count == 0)
        return collect && note_nearest(c, block, op, view);
    return gj_note_failure(c, &(gj_note){.id = GJ_AT_ONE_OF_SEVERAL,
                                         .block = block,
                                         .twig = op->twig,
                                         .view = view,
                                         .op = op,
                                         .first = fitting[0] + 1,
                                         .second = fitting[1] + 1});
}

static bool run_not(gj_checker *c, const gj_clause *block, const gj_op *op,
                    const gj_view *view)
{
    gj_view own = *view;

    own.evaluated = NULL;
    if (!gj_run_quietly(c, op->a, &own))
        return !c->gave_up;
    return gj_note_failure(c, &(gj_note){.id = GJ_AT_NOT,
                                         .block = block,
                                         .twig = op->twig,
                                         .view = view,
                                         .op = op});
}

static bool run_if(gj_checker *c, const gj_op *op, const gj_view *view)
{
    bool collect = c->collect;

    if (op->b == GJ_NO_BLOCK && op->c == GJ_NO_BLOCK && view->evaluated == NULL)
        return true;
    c->collect = false;
    bool holds = gj_run_apart(c, op->a, view);
    c->collect = collect;
    uint32_t block = holds ? op->b : op->c;
    return block == GJ_NO_BLOCK || gj_run_block(c, block, view);
}

bool gj_run_branches(gj_checker *c, const gj_clause *block, const gj_op *op,
                     const gj_view *view)
{
    switch (op->id) {
    case GJ_OP_ALL_OF:
        return run_all_of(c, op, view);
    case GJ_OP_ANY_OF:
        return run_any_of(c, block, op, view);
    case GJ_OP_ONE_OF:
        return run_one_of(c, block, op, view);
    case GJ_OP_NOT:
        return run_not(c, block, op, view);
    default:
        return run_if(c, op, view);
    }
}

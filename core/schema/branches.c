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
    for (size_t i = 0; valid && i < words; i++)
        view->evaluated[i] |= own.evaluated[i];
    gj_words_drop(c, words);
    return valid;
}

static bool run_all_of(gj_checker *c, const gj_op *op, const gj_view *view)
{
    bool valid = true;

    for (uint32_t i = 0; i < op->b; i++) {
        if (!gj_run_block(c, c->schema->lists[op->a + i], view)) {
            valid = false;
            if (!c->collect || c->gave_up)
                return false;
        }
    }
    return valid;
}

/* --------------------------------------------------- the branch that fits */

/* How far a branch is from fitting: less is nearer. */
typedef struct miss {
    /* 3: the value as a whole is of another kind; 2: it is another value; 1: a
       member that tells kinds apart has another value; 0: neither. */
    uint32_t kind;
    uint32_t deepest;
    size_t count;
} miss;

static miss measure(const gj_checker *c, size_t from, uint32_t depth)
{
    miss m = {.count = c->found_count - from};

    for (size_t i = from; i < c->found_count; i++) {
        const gj_mismatch *found = &c->found[i];
        uint32_t below = found->depth > depth ? found->depth - depth : 0;
        bool value = found->id == GJ_AT_CONST || found->id == GJ_AT_ENUM;
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

/* Leaves of what was noted from `start` on only what the nearest branch said;
   where no branch came near, the failure of the whole. */
static bool note_nearest(gj_checker *c, const gj_clause *block, const gj_op *op,
                         const gj_view *view, size_t start)
{
    uint32_t depth = depth_of(view);
    miss best = {.kind = UINT32_MAX};
    uint32_t peers = 0;

    c->found_count = start;
    for (uint32_t i = 0; i < op->b && !c->gave_up; i++) {
        size_t before = c->found_count;
        gj_run_block(c, c->schema->lists[op->a + i], view);
        miss own = measure(c, before, depth);
        peers = own.kind == best.kind ? peers + 1 : peers;
        peers = own.kind < best.kind ? 1 : peers;
        if (is_nearer(&own, &best)) {
            memmove(c->found + start, c->found + before,
                    own.count * sizeof *c->found);
            c->found_count = start + own.count;
            best = own;
        } else {
            c->found_count = before;
        }
    }
    /* One of several values or kinds: none is nearer than the others. */
    if (best.kind < 2 || (best.kind == 2 && peers == 1) || c->gave_up)
        return false;
    c->found_count = start;
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
    for (uint32_t i = 0; i < op->b; i++) {
        valid = gj_run_apart(c, c->schema->lists[op->a + i], view) || valid;
        if (valid && view->evaluated == NULL)
            break;
    }
    c->collect = collect;
    if (valid || !collect)
        return valid;
    return note_nearest(c, block, op, view, c->found_count);
}

static bool run_one_of(gj_checker *c, const gj_clause *block, const gj_op *op,
                       const gj_view *view)
{
    bool collect = c->collect;
    uint32_t fitting[2] = {0, 0};
    uint32_t count = 0;

    c->collect = false;
    for (uint32_t i = 0; i < op->b && count < 2; i++)
        if (gj_run_apart(c, c->schema->lists[op->a + i], view))
            fitting[count++] = i;
    c->collect = collect;
    if (count == 1)
        return true;
    if (count == 0)
        return collect && note_nearest(c, block, op, view, c->found_count);
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

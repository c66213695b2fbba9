/* Evaluation: values against blocks. */
#include "schema/checker.h"

#include <stdlib.h>

#include "schema/hash.h"

enum { FIRST_CHUNK = 1024 };

/* Steps of a run: before it remembers verdicts, which is slower; for telling
   which branch of a choice came closest; and before it counts as too costly. */
enum {
    BEFORE_MEMORY = 50000,
    MOST_EXPLAINED = 1000000,
    MOST_STEPS = 100000000
};

gj_checker *gj_checker_new(const gj_schema *schema)
{
    gj_checker *c = gj_new(1, sizeof *c);

    c->schema = schema;
    c->limit = MOST_STEPS;
    c->before_memory = BEFORE_MEMORY;
    c->bound = gj_new(schema->names_count + 1, sizeof *c->bound);
    for (size_t i = 0; i < schema->names_count; i++)
        c->bound[i] = GJ_NO_BLOCK;
    return c;
}

void gj_checker_free(gj_checker *c)
{
    if (c == NULL)
        return;
    while (c->chunk != NULL) {
        gj_chunk *older = c->chunk->older;
        free(c->chunk);
        c->chunk = older;
    }
    free(c->bound);
    free(c->bindings);
    gj_verdicts_free(&c->verdicts);
    gj_telling_free(&c->telling);
    gj_traces_free(c);
    free(c->found);
    gj_buffer_free(&c->scratch);
    gj_arena_free(&c->arena);
    free(c);
}

/* ------------------------------------------------------------------ bits */

uint64_t *gj_words_take(gj_checker *c, size_t count)
{
    if (c->chunk == NULL || c->chunk->room - c->chunk->used < count) {
        size_t room = count > FIRST_CHUNK ? count : FIRST_CHUNK;
        gj_chunk *chunk =
            gj_renew(NULL, sizeof *chunk + room * sizeof(uint64_t), 1);
        *chunk = (gj_chunk){.older = c->chunk, .room = room};
        c->chunk = chunk;
    }
    uint64_t *words = c->chunk->words + c->chunk->used;
    memset(words, 0, count * sizeof *words);
    c->chunk->used += count;
    return words;
}

void gj_words_drop(gj_checker *c, size_t count)
{
    c->chunk->used -= count;
    if (c->chunk->used == 0 && c->chunk->older != NULL) {
        gj_chunk *older = c->chunk->older;
        free(c->chunk);
        c->chunk = older;
    }
}

void gj_words_join(uint64_t *into, const uint64_t *words, size_t count)
{
    for (size_t i = 0; into != NULL && i < count; i++)
        into[i] |= words[i];
}

/* ---------------------------------------------------------------- blocks */

/* The schema that a dynamic reference leads to from here. */
static uint32_t dynamic_target(const gj_checker *c, const gj_op *op)
{
    if (op->b == GJ_NO_BLOCK || c->bound[op->b] == GJ_NO_BLOCK)
        return op->a;
    return c->bound[op->b];
}

static bool run_op(gj_checker *c, const gj_clause *block, const gj_op *op,
                   const gj_view *view)
{
    switch (op->id) {
    case GJ_OP_ARRAY:
        return gj_run_array(c, block, op, view);
    case GJ_OP_OBJECT:
        return gj_run_object(c, block, op, view);
    case GJ_OP_PROPERTY_NAMES:
        return gj_run_property_names(c, block, op, view);
    case GJ_OP_REF:
        return gj_run_block(c, op->a, view);
    case GJ_OP_DYNAMIC_REF:
        return gj_run_block(c, dynamic_target(c, op), view);
    case GJ_OP_UNEVALUATED:
        return gj_run_unevaluated(c, block, op, view);
    case GJ_OP_ALL_OF:
    case GJ_OP_ANY_OF:
    case GJ_OP_ONE_OF:
    case GJ_OP_NOT:
    case GJ_OP_IF:
        return gj_run_branches(c, block, op, view);
    default:
        return gj_run_plain(c, block, op, view);
    }
}

static bool check_type(gj_checker *c, const gj_clause *block,
                       const gj_view *view)
{
    if ((block->types >> view->type & 1) == 0)
        return false;
    if (view->type != GJ_NUMBER || (block->types & GJ_INTEGER_ONLY) == 0)
        return true;
    gj_text text = c->values->number(view->value);
    gj_number number = gj_number_read(text);
    gj_charge(c, text.length / GJ_DIGITS_A_STEP);
    return gj_number_is_whole(&number);
}

/* Whether it is known which members an operation evaluates although it failed:
   what was looked at in place, by other schemas, may be no news. */
static bool is_clear(const gj_op *op, const gj_view *view)
{
    return view->type == GJ_OBJECT &&
           (op->id < GJ_OP_REF || op->id == GJ_OP_NOT);
}

static bool run_ops(gj_checker *c, const gj_clause *block, const gj_view *view)
{
    bool valid = true;
    bool clear = true;

    for (uint32_t i = 0; i < block->count; i++) {
        const gj_op *op = &c->schema->ops[block->first + i];
        if ((op->types >> view->type & 1) == 0)
            continue;
        if (op->id == GJ_OP_UNEVALUATED && !clear)
            continue;
        if (!run_op(c, block, op, view)) {
            valid = false;
            clear = clear && is_clear(op, view);
            if (!gj_goes_on(c))
                return false;
        }
    }
    return valid;
}

/* Runs with a set of its own what is to be told apart from what others
   evaluate: a schema with unevaluated… sees no cousins. */
static bool run_watching(gj_checker *c, const gj_clause *block,
                         const gj_view *view)
{
    gj_view own = *view;
    size_t words = gj_words_for(c, view);

    own.evaluated = gj_words_take(c, words);
    bool valid = run_ops(c, block, &own);
    if (valid)
        gj_words_join(view->evaluated, own.evaluated, words);
    gj_words_drop(c, words);
    return valid;
}

static bool run_entered(gj_checker *c, const gj_clause *block,
                        const gj_view *view)
{
    if (!check_type(c, block, view))
        return gj_note_failure(c, &(gj_note){.id = GJ_AT_TYPE,
                                             .block = block,
                                             .twig = block->twig,
                                             .view = view});
    if (block->watches && view->type >= GJ_ARRAY)
        return run_watching(c, block, view);
    return run_ops(c, block, view);
}

/* Where the budget is used up: the first part of it is for finding out that
   more than usual is asked. */
static bool may_go_on(gj_checker *c)
{
    if (c->remembers)
        return false;
    c->remembers = true;
    c->budget = c->rest;
    return c->budget > 0;
}

bool gj_spend(gj_checker *c, uint64_t steps, const gj_clause *block,
              const gj_view *view)
{
    gj_charge(c, steps);
    if (c->budget == 0 && !may_go_on(c))
        return gj_give_up_checking(c, GJ_AT_COST, block, view);
    return !c->gave_up;
}

static bool may_enter(gj_checker *c, const gj_clause *block,
                      const gj_view *view)
{
    if (c->gave_up)
        return false;
    if (view->still > GJ_MOST_STILL)
        return gj_give_up_checking(c, GJ_AT_CYCLE, block, view);
    if (c->depth > GJ_MOST_DEPTH)
        return gj_give_up_checking(c, GJ_AT_DEPTH, block, view);
    if (c->budget == 0 && !may_go_on(c))
        return gj_give_up_checking(c, GJ_AT_COST, block, view);
    c->budget--;
    return true;
}

/* Binds the names of dynamic anchors that no resource around this one has
   bound. */
static void bind_names(gj_checker *c, uint32_t resource)
{
    const gj_schema *schema = c->schema;
    const gj_span *span = &schema->spans[resource];

    gj_charge(c, span->count);
    for (uint32_t i = span->first; i < span->first + span->count; i++) {
        const gj_dynamic *d = &schema->dynamics[i];
        if (c->bound[d->name] != GJ_NO_BLOCK)
            continue;
        c->bound[d->name] = d->block;
        c->scope ^= gj_mix_word(d->name + UINT64_C(1), d->block);
        gj_grow(&c->bindings, c->binding_count, &c->binding_room,
                sizeof *c->bindings);
        c->bindings[c->binding_count++] = d->name;
    }
}

static void unbind_names(gj_checker *c, size_t count)
{
    while (c->binding_count > count) {
        uint32_t name = c->bindings[--c->binding_count];
        c->scope ^= gj_mix_word(name + UINT64_C(1), c->bound[name]);
        c->bound[name] = GJ_NO_BLOCK;
    }
}

/* Whether a value is valid at first sight, as nearly all cells are. */
static bool is_easy(const gj_checker *c, const gj_clause *block,
                    const gj_view *view)
{
    if ((block->easy >> view->type & 1) != 0)
        return true;
    if (!block->ranged || view->type != GJ_NUMBER)
        return false;
    int64_t value = 0;
    return gj_number_small(c->values->number(view->value), &value) &&
           value >= block->least && value <= block->most;
}

static bool enter(gj_checker *c, uint32_t index, const gj_view *view)
{
    const gj_clause *block = &c->schema->blocks[index];
    uint32_t outer = c->resource;
    size_t bindings = c->binding_count;
    gj_view own = *view;

    if (!may_enter(c, block, view))
        return false;
    if (block->resource != outer) {
        c->resource = block->resource;
        if (c->schema->dynamics_count > 0)
            bind_names(c, block->resource);
    }
    own.still++;
    c->depth++;
    bool valid = run_entered(c, block, &own);
    c->depth--;
    c->resource = outer;
    unbind_names(c, bindings);
    return valid;
}

/* A verdict that is known already; false where it is not. */
static bool recall(gj_checker *c, const gj_case *of, const gj_view *view,
                   bool *valid)
{
    const gj_verdict *known = gj_verdicts_find(&c->verdicts, of);

    if (known == NULL || (!known->valid && c->collect))
        return false;
    *valid = known->valid;
    if (!known->valid || view->evaluated == NULL)
        return true;
    if (known->evaluated == NULL)
        return false;
    gj_words_join(view->evaluated, known->evaluated, gj_words_for(c, view));
    return true;
}

/* Applies a block and remembers what came of it. */
static bool run_remembering(gj_checker *c, uint32_t index, const gj_case *of,
                            const gj_view *view)
{
    gj_view own = *view;
    size_t words = view->evaluated != NULL ? gj_words_for(c, view) : 0;

    if (words > 0)
        own.evaluated = gj_words_take(c, words);
    bool valid = enter(c, index, &own);
    if (!c->gave_up)
        gj_verdicts_keep(&c->verdicts, of, valid, valid ? own.evaluated : NULL,
                         words);
    if (words > 0) {
        if (valid)
            gj_words_join(view->evaluated, own.evaluated, words);
        gj_words_drop(c, words);
    }
    return valid;
}

/* The slow way: where failures are collected, or much is asked. */
static bool run_knowing(gj_checker *c, uint32_t index, const gj_view *view)
{
    const gj_clause *block = &c->schema->blocks[index];
    gj_case of = gj_case_of(c, index, view);
    bool remembers = c->remembers && (block->deep >> view->type & 1) != 0;
    bool valid;

    if (remembers && recall(c, &of, view, &valid))
        return valid;
    if (c->collect) {
        const gj_told *told = gj_telling_find(&c->telling, &of);
        if (told != NULL && told->listed)
            return false;
        if (c->explaining > 0 && c->explain == 0)
            return gj_run_quietly(c, index, view);
        c->explain -= c->explaining > 0;
    }
    valid = remembers ? run_remembering(c, index, &of, view)
                      : enter(c, index, view);
    if (!valid && c->collect && !c->gave_up)
        gj_telling_list(&c->telling, &of);
    return valid;
}

static inline bool apply(gj_checker *c, uint32_t index, const gj_view *view)
{
    const gj_clause *block = &c->schema->blocks[index];

    if (is_easy(c, block, view))
        return true;
    if (block->never)
        return gj_note_failure(c, &(gj_note){.id = GJ_AT_FALSE,
                                             .block = block,
                                             .twig = block->twig,
                                             .view = view});
    if (c->collect || c->remembers)
        return run_knowing(c, index, view);
    return enter(c, index, view);
}

bool gj_apply_block(gj_checker *c, uint32_t index, const gj_view *view)
{
    return apply(c, index, view);
}

bool gj_run_block(gj_checker *c, uint32_t index, const gj_view *view)
{
    if (c->trace != NULL && view->type < GJ_ARRAY)
        return gj_trace_scalar(c, index, view);
    return apply(c, index, view);
}

/* ------------------------------------------------------------------ runs */

static void begin(gj_checker *c, const gj_values *values)
{
    c->values = values;
    c->depth = 0;
    c->resource = GJ_NONE_HERE;
    c->found_count = 0;
    c->noted = 0;
    c->explain = MOST_EXPLAINED;
    c->gave_up = false;
    c->budget = c->limit;
    if (!c->remembers && c->limit > c->before_memory)
        c->budget = c->before_memory;
    c->rest = c->limit - c->budget;
    gj_telling_clear(&c->telling);
    gj_arena_reset(&c->arena);
}

static bool run(gj_checker *c, const gj_values *values, gj_value root)
{
    gj_view view = {.value = root, .type = values->type(root)};

    begin(c, values);
    if (view.type == GJ_ABSENT)
        return true;
    return gj_run_block(c, c->schema->root, &view) && !c->gave_up;
}

static void forget_verdicts(gj_checker *c)
{
    if (c->remembers)
        gj_verdicts_clear(&c->verdicts);
    c->remembers = false;
}

/* Whether what was asked about an earlier value with this skeleton is answered
   as it was then. */
static bool repeats(gj_checker *c, gj_trace *trace, const gj_values *values,
                    gj_value root)
{
    begin(c, values);
    bool valid = gj_trace_repeats(c, trace, root);
    forget_verdicts(c);
    return valid;
}

bool gj_checker_holds(gj_checker *c, const gj_values *values, gj_value root)
{
    gj_trace *trace = gj_trace_find(c, values, root);

    c->collect = false;
    forget_verdicts(c);
    if (trace == NULL)
        return run(c, values, root);
    if (trace->complete && repeats(c, trace, values, root))
        return true;
    gj_trace_begin(c, trace);
    bool valid = run(c, values, root);
    gj_trace_end(c, valid);
    return valid;
}

size_t gj_checker_run(gj_checker *c, const gj_values *values, gj_value root,
                      const gj_mismatch **mismatches)
{
    *mismatches = NULL;
    c->cut = false;
    if (gj_checker_holds(c, values, root))
        return 0;
    c->collect = true;
    /* The verdicts of the first run are of use to the second. */
    if (!c->gave_up)
        run(c, values, root);
    gj_note_end(c);
    *mismatches = c->found;
    return c->found_count;
}

void gj_checker_limit(gj_checker *c, uint64_t steps)
{
    c->limit = steps;
}

void gj_checker_remember(gj_checker *c, uint64_t steps)
{
    c->before_memory = steps;
}

bool gj_checker_gave_up(const gj_checker *c)
{
    return c->gave_up;
}

bool gj_checker_was_cut(const gj_checker *c)
{
    return c->cut;
}

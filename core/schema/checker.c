/* Evaluation: values against blocks. */
#include "schema/checker.h"

#include <stdlib.h>

enum { MOST_DEPTH = 2000, MOST_STILL = 1000, FIRST_CHUNK = 1024 };

/* Blocks evaluated in one run before it counts as too costly. */
static const uint64_t most_blocks = UINT64_C(100000000);

gj_checker *gj_checker_new(const gj_schema *schema)
{
    gj_checker *c = gj_new(1, sizeof *c);

    c->schema = schema;
    c->limit = most_blocks;
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
    free(c->scopes);
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

/* --------------------------------------------------------- plain keywords */

static bool check_number(gj_checker *c, const gj_op *op, const gj_view *view)
{
    const gj_number *bound = &c->schema->numbers[op->a];
    gj_text text = c->values->number(view->value);
    gj_number number = gj_number_read(text);

    switch (op->id) {
    case GJ_OP_MINIMUM:
        return gj_number_compare(&number, bound) >= 0;
    case GJ_OP_MAXIMUM:
        return gj_number_compare(&number, bound) <= 0;
    case GJ_OP_EXCLUSIVE_MINIMUM:
        return gj_number_compare(&number, bound) > 0;
    case GJ_OP_EXCLUSIVE_MAXIMUM:
        return gj_number_compare(&number, bound) < 0;
    default:
        return gj_number_is_multiple(&number, bound);
    }
}

/* Characters of a text, which is at least a quarter of its bytes. */
static uint64_t length_of(gj_text text)
{
    uint64_t length = 0;

    for (uint64_t i = 0; i < text.length; i++)
        length += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return length;
}

static bool check_string(gj_checker *c, const gj_op *op, const gj_view *view)
{
    gj_text text = c->values->text(view->value);

    switch (op->id) {
    case GJ_OP_MIN_LENGTH:
        return length_of(text) >= c->schema->counts[op->a];
    case GJ_OP_MAX_LENGTH:
        return text.length <= c->schema->counts[op->a] ||
               length_of(text) <= c->schema->counts[op->a];
    default:
        return c->schema->formats[op->a]->check(text);
    }
}

static bool check_count(gj_checker *c, const gj_op *op, const gj_view *view)
{
    uint64_t limit = c->schema->counts[op->a];
    uint32_t count = c->values->count(view->value);

    if (op->id == GJ_OP_MIN_ITEMS || op->id == GJ_OP_MIN_PROPERTIES)
        return count >= limit;
    return count <= limit;
}

static bool check_equal(gj_checker *c, const gj_clause *block, const gj_op *op,
                        const gj_view *view)
{
    const gj_tree *tree = &c->schema->store->trees[block->tree];
    gj_side value = {c->values, view->value};

    if (op->id == GJ_OP_CONST)
        return gj_values_equal(
            (gj_side){tree->values, tree->twigs[op->twig].value}, value);
    for (uint32_t at = tree->twigs[op->twig].first; at != GJ_NONE_HERE;
         at = tree->twigs[at].next)
        if (gj_values_equal((gj_side){tree->values, tree->twigs[at].value},
                            value))
            return true;
    return false;
}

static gj_fault_id fault_of(gj_op_id op)
{
    static const gj_fault_id faults[] = {
        [GJ_OP_CONST] = GJ_AT_CONST,
        [GJ_OP_ENUM] = GJ_AT_ENUM,
        [GJ_OP_MINIMUM] = GJ_AT_MINIMUM,
        [GJ_OP_MAXIMUM] = GJ_AT_MAXIMUM,
        [GJ_OP_EXCLUSIVE_MINIMUM] = GJ_AT_EXCLUSIVE_MINIMUM,
        [GJ_OP_EXCLUSIVE_MAXIMUM] = GJ_AT_EXCLUSIVE_MAXIMUM,
        [GJ_OP_MULTIPLE_OF] = GJ_AT_MULTIPLE_OF,
        [GJ_OP_MIN_LENGTH] = GJ_AT_MIN_LENGTH,
        [GJ_OP_MAX_LENGTH] = GJ_AT_MAX_LENGTH,
        [GJ_OP_PATTERN] = GJ_AT_PATTERN,
        [GJ_OP_FORMAT] = GJ_AT_FORMAT,
        [GJ_OP_MIN_ITEMS] = GJ_AT_MIN_ITEMS,
        [GJ_OP_MAX_ITEMS] = GJ_AT_MAX_ITEMS,
        [GJ_OP_UNIQUE_ITEMS] = GJ_AT_UNIQUE_ITEMS,
        [GJ_OP_MIN_PROPERTIES] = GJ_AT_MIN_PROPERTIES,
        [GJ_OP_MAX_PROPERTIES] = GJ_AT_MAX_PROPERTIES,
        [GJ_OP_NOT] = GJ_AT_NOT,
    };
    return faults[op];
}

static bool note_plain(gj_checker *c, const gj_clause *block, const gj_op *op,
                       const gj_view *view)
{
    return gj_note_failure(c, &(gj_note){.id = fault_of((gj_op_id)op->id),
                                         .block = block,
                                         .twig = op->twig,
                                         .view = view,
                                         .op = op});
}

static bool run_pattern(gj_checker *c, const gj_clause *block, const gj_op *op,
                        const gj_view *view)
{
    switch (gj_pattern_match(c->schema->patterns[op->a],
                             c->values->text(view->value))) {
    case GJ_PATTERN_HIT:
        return true;
    case GJ_PATTERN_MISS:
        return note_plain(c, block, op, view);
    default:
        return gj_give_up_checking(c, GJ_AT_PATTERN_COST, block, view);
    }
}

static bool run_unique(gj_checker *c, const gj_clause *block, const gj_op *op,
                       const gj_view *view)
{
    uint32_t first = 0;
    uint32_t second = 0;

    if (!gj_values_twins((gj_side){c->values, view->value}, &first, &second))
        return true;
    return gj_note_failure(c, &(gj_note){.id = GJ_AT_UNIQUE_ITEMS,
                                         .block = block,
                                         .twig = op->twig,
                                         .view = view,
                                         .op = op,
                                         .first = first,
                                         .second = second});
}

/* ---------------------------------------------------------------- blocks */

/* The schema that a dynamic reference leads to from here. */
static uint32_t dynamic_target(const gj_checker *c, const gj_op *op)
{
    const gj_schema *schema = c->schema;

    if (op->b == GJ_NO_BLOCK)
        return op->a;
    for (size_t i = 0; i < c->scope_count; i++)
        for (size_t j = 0; j < schema->dynamics_count; j++)
            if (schema->dynamics[j].name == op->b &&
                schema->dynamics[j].resource == c->scopes[i])
                return schema->dynamics[j].block;
    return op->a;
}

static bool run_op(gj_checker *c, const gj_clause *block, const gj_op *op,
                   const gj_view *view)
{
    switch (op->id) {
    case GJ_OP_CONST:
    case GJ_OP_ENUM:
        return check_equal(c, block, op, view) ||
               note_plain(c, block, op, view);
    case GJ_OP_MINIMUM:
    case GJ_OP_MAXIMUM:
    case GJ_OP_EXCLUSIVE_MINIMUM:
    case GJ_OP_EXCLUSIVE_MAXIMUM:
    case GJ_OP_MULTIPLE_OF:
        return check_number(c, op, view) || note_plain(c, block, op, view);
    case GJ_OP_MIN_LENGTH:
    case GJ_OP_MAX_LENGTH:
    case GJ_OP_FORMAT:
        return check_string(c, op, view) || note_plain(c, block, op, view);
    case GJ_OP_PATTERN:
        return run_pattern(c, block, op, view);
    case GJ_OP_MIN_ITEMS:
    case GJ_OP_MAX_ITEMS:
    case GJ_OP_MIN_PROPERTIES:
    case GJ_OP_MAX_PROPERTIES:
        return check_count(c, op, view) || note_plain(c, block, op, view);
    case GJ_OP_UNIQUE_ITEMS:
        return run_unique(c, block, op, view);
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
    default:
        return gj_run_branches(c, block, op, view);
    }
}

static bool check_type(const gj_checker *c, const gj_clause *block,
                       const gj_view *view)
{
    if ((block->types >> view->type & 1) == 0)
        return false;
    if (view->type != GJ_NUMBER || (block->types & GJ_INTEGER_ONLY) == 0)
        return true;
    gj_number number = gj_number_read(c->values->number(view->value));
    return gj_number_is_whole(&number);
}

static bool run_ops(gj_checker *c, const gj_clause *block, const gj_view *view)
{
    bool valid = true;

    for (uint32_t i = 0; i < block->count; i++) {
        const gj_op *op = &c->schema->ops[block->first + i];
        if ((op->types >> view->type & 1) == 0)
            continue;
        /* What failed evaluated nothing: its members are no news. */
        if (op->id == GJ_OP_UNEVALUATED && !valid)
            continue;
        if (!run_op(c, block, op, view)) {
            valid = false;
            if (!c->collect || c->gave_up)
                return false;
        }
    }
    return valid;
}

/* A schema with unevaluated… sees its own evaluations, not its cousins'. */
static bool run_watching(gj_checker *c, const gj_clause *block,
                         const gj_view *view)
{
    gj_view own = *view;
    size_t words = gj_words_for(c, view);

    own.evaluated = gj_words_take(c, words);
    bool valid = run_ops(c, block, &own);
    if (valid && view->evaluated != NULL)
        for (size_t i = 0; i < words; i++)
            view->evaluated[i] |= own.evaluated[i];
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

static bool may_enter(gj_checker *c, const gj_clause *block,
                      const gj_view *view)
{
    if (c->gave_up)
        return false;
    if (view->still > MOST_STILL)
        return gj_give_up_checking(c, GJ_AT_CYCLE, block, view);
    if (c->depth > MOST_DEPTH)
        return gj_give_up_checking(c, GJ_AT_DEPTH, block, view);
    if (c->budget == 0)
        return gj_give_up_checking(c, GJ_AT_COST, block, view);
    c->budget--;
    return true;
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

bool gj_run_block(gj_checker *c, uint32_t index, const gj_view *view)
{
    const gj_clause *block = &c->schema->blocks[index];

    if (is_easy(c, block, view))
        return true;

    if (block->never)
        return gj_note_failure(c, &(gj_note){.id = GJ_AT_FALSE,
                                             .block = block,
                                             .twig = block->twig,
                                             .view = view});
    if (!may_enter(c, block, view))
        return false;
    gj_view own = *view;
    bool enters =
        c->scope_count == 0 || c->scopes[c->scope_count - 1] != block->resource;
    own.still++;
    c->depth++;
    if (enters) {
        gj_grow(&c->scopes, c->scope_count, &c->scope_room, sizeof *c->scopes);
        c->scopes[c->scope_count++] = block->resource;
    }
    bool valid = run_entered(c, block, &own);
    c->scope_count -= enters;
    c->depth--;
    return valid;
}

/* ------------------------------------------------------------------ runs */

static bool run(gj_checker *c, const gj_values *values, gj_value root)
{
    gj_view view = {.value = root, .type = values->type(root)};

    c->values = values;
    c->depth = 0;
    c->scope_count = 0;
    c->found_count = 0;
    c->gave_up = false;
    c->budget = c->limit;
    gj_arena_reset(&c->arena);
    if (view.type == GJ_ABSENT)
        return true;
    return gj_run_block(c, c->schema->root, &view) && !c->gave_up;
}

bool gj_checker_holds(gj_checker *c, const gj_values *values, gj_value root)
{
    c->collect = false;
    return run(c, values, root);
}

size_t gj_checker_run(gj_checker *c, const gj_values *values, gj_value root,
                      const gj_mismatch **mismatches)
{
    *mismatches = NULL;
    if (gj_checker_holds(c, values, root))
        return 0;
    bool gave_up = c->gave_up;
    c->collect = true;
    if (!gave_up)
        run(c, values, root);
    *mismatches = c->found;
    return c->found_count;
}

void gj_checker_limit(gj_checker *c, uint64_t blocks)
{
    c->limit = blocks;
}

bool gj_checker_gave_up(const gj_checker *c)
{
    return c->gave_up;
}

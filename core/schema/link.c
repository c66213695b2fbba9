/* Last touches to a program: short cuts past plain references, and the search
 * for schemas that lead back to themselves at the same value. */
#include <stdlib.h>

#include "schema/program.h"

/* Schemas that may be applied to the same value, one through the other. */
enum { MOST_HEIGHT = 900 };

/* ---------------------------------------------------------------- circles */

enum { UNSEEN, OPEN, CLOSED };

/** A block whose schemas for the same value are being followed. */
typedef struct frame {
    uint32_t block;
    uint32_t op;
    uint32_t part;
} frame;

typedef struct search {
    const gj_schema *schema;
    gj_schema_error *error;
    uint8_t *states;
    /** Of each block the longest way through schemas for the same value. */
    uint32_t *heights;
    /** How many schemas have each name of a dynamic anchor. */
    uint32_t *namesakes;
    frame *path;
    size_t path_count;
    size_t path_room;
} search;

/* The order of the schemas with dynamic anchors. */
static int by_resource(const void *a, const void *b)
{
    const gj_dynamic *x = a;
    const gj_dynamic *y = b;

    if (x->resource != y->resource)
        return x->resource < y->resource ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* Where a dynamic reference leads for sure: to the only schema of the name, or
   to that of the outermost resource, which no other resource hides. GJ_NO_BLOCK
   where that is not known before. */
static uint32_t sure_target(const search *s, const gj_op *op)
{
    const gj_schema *schema = s->schema;
    uint32_t root = schema->blocks[schema->root].resource;
    const gj_dynamic wanted = {.name = op->b, .resource = root};

    if (op->b == GJ_NO_BLOCK || s->namesakes[op->b] == 1)
        return op->a;
    const gj_dynamic *found =
        bsearch(&wanted, schema->dynamics, schema->dynamics_count,
                sizeof wanted, by_resource);
    return found != NULL ? found->block : GJ_NO_BLOCK;
}

/* The schemas that an operation applies to the value itself, one by one:
   false behind the last. *block may be GJ_NO_BLOCK. */
static bool part_of(const search *s, const gj_op *op, uint32_t part,
                    uint32_t *block)
{
    const gj_schema *schema = s->schema;
    const uint32_t branches[] = {op->a, op->b, op->c};

    switch (op->id) {
    case GJ_OP_REF:
    case GJ_OP_NOT:
        *block = op->a;
        return part < 1;
    case GJ_OP_DYNAMIC_REF:
        *block = part < 1 ? sure_target(s, op) : GJ_NO_BLOCK;
        return part < 1;
    case GJ_OP_ALL_OF:
    case GJ_OP_ANY_OF:
    case GJ_OP_ONE_OF:
        *block = part < op->b ? schema->lists[op->a + part] : GJ_NO_BLOCK;
        return part < op->b;
    case GJ_OP_IF:
        *block = part < 3 ? branches[part] : GJ_NO_BLOCK;
        return part < 3;
    case GJ_OP_OBJECT:
        if (part >= schema->objects[op->a].dependent_count)
            return false;
        *block = schema->objects[op->a].dependents[part].block;
        return true;
    default:
        return false;
    }
}

/* The next schema that the last block of the path applies to its value. */
static uint32_t next_part(search *s)
{
    frame *f = &s->path[s->path_count - 1];
    const gj_clause *b = &s->schema->blocks[f->block];

    while (f->op < b->count) {
        const gj_op *op = &s->schema->ops[b->first + f->op];
        uint32_t block = GJ_NO_BLOCK;
        if (!part_of(s, op, f->part++, &block)) {
            f->op++;
            f->part = 0;
        } else if (block != GJ_NO_BLOCK) {
            return block;
        }
    }
    return GJ_NO_BLOCK;
}

static void open_block(search *s, uint32_t block)
{
    s->states[block] = OPEN;
    s->heights[block] = 1;
    gj_grow(&s->path, s->path_count, &s->path_room, sizeof *s->path);
    s->path[s->path_count++] = (frame){block, 0, 0};
}

static gj_status close_block(search *s, bool measured)
{
    uint32_t block = s->path[--s->path_count].block;
    const gj_clause *b = &s->schema->blocks[block];

    s->states[block] = CLOSED;
    /* Told where it begins to be too much, and not again further out. */
    if (measured && s->heights[block] == MOST_HEIGHT + 1)
        return gj_twig_fail(
            &s->schema->store->trees[b->tree], b->twig, s->error,
            "引用套引用：从这里出发，同一个值要经过 %d 层以上的模式",
            "one reference leads to the next: from here more than %d schemas "
            "are applied to the same value, each through the one before",
            MOST_HEIGHT);
    if (s->path_count > 0) {
        uint32_t *outer = &s->heights[s->path[s->path_count - 1].block];
        if (s->heights[block] >= *outer)
            *outer = s->heights[block] + 1;
    }
    return GJ_OK;
}

static gj_status tell_circle(const search *s, uint32_t block)
{
    const gj_clause *b = &s->schema->blocks[block];

    return gj_twig_fail(&s->schema->store->trees[b->tree], b->twig, s->error,
                        "引用兜圈子：从这里出发又回到这里，值却没有深入一层",
                        "the references go round in circles: from here they "
                        "lead back here without going into the value");
}

static gj_status search_from(search *s, uint32_t block, bool measured)
{
    gj_status status = GJ_OK;

    if (s->states[block] != UNSEEN)
        return GJ_OK;
    open_block(s, block);
    while (s->path_count > 0) {
        uint32_t outer = s->path[s->path_count - 1].block;
        uint32_t part = next_part(s);
        gj_status own = GJ_OK;
        if (part == GJ_NO_BLOCK)
            own = close_block(s, measured);
        else if (s->states[part] == OPEN)
            own = tell_circle(s, part);
        else if (s->states[part] == UNSEEN)
            open_block(s, part);
        else if (s->heights[part] >= s->heights[outer])
            s->heights[outer] = s->heights[part] + 1;
        status = status != GJ_OK ? status : own;
    }
    return status;
}

/* Looks for circles, and for ways that are too long where `measured`. */
static gj_status search_all(const gj_schema *schema, bool measured,
                            gj_schema_error *error)
{
    size_t count = schema->blocks_count;
    search s = {.schema = schema,
                .error = error,
                .states = gj_new(count, sizeof *s.states),
                .heights = gj_new(count, sizeof *s.heights),
                .namesakes =
                    gj_new(schema->names_count + 1, sizeof *s.namesakes)};
    gj_status status = GJ_OK;

    for (size_t i = 0; i < schema->dynamics_count; i++)
        s.namesakes[schema->dynamics[i].name]++;
    for (uint32_t i = 0; i < count; i++) {
        gj_status own = search_from(&s, i, measured);
        status = status != GJ_OK ? status : own;
    }
    free(s.states);
    free(s.heights);
    free(s.namesakes);
    free(s.path);
    return status;
}

/* ------------------------------------------------------------- short cuts */

/* The block that a plain reference leads to, or GJ_NO_BLOCK. */
static uint32_t plain_target(const gj_schema *schema, uint32_t block)
{
    const gj_clause *b = &schema->blocks[block];

    if (b->count != 1 || b->types != GJ_ALL_TYPES || b->watches)
        return GJ_NO_BLOCK;
    const gj_op *op = &schema->ops[b->first];
    if (op->id != GJ_OP_REF || schema->blocks[op->a].resource != b->resource)
        return GJ_NO_BLOCK;
    return op->a;
}

/* The block that says the same: the end of a chain of plain references. What
   the chain passes leads there at once from now on. */
static uint32_t behind(gj_schema *schema, uint32_t block)
{
    uint32_t end = block;

    if (block == GJ_NO_BLOCK)
        return block;
    for (uint32_t next = block; next != GJ_NO_BLOCK;
         next = plain_target(schema, end))
        end = next;
    while (block != end) {
        gj_op *op = &schema->ops[schema->blocks[block].first];
        block = op->a;
        op->a = end;
    }
    return end;
}

static void shorten_ops(gj_schema *schema)
{
    for (size_t i = 0; i < schema->ops_count; i++) {
        gj_op *op = &schema->ops[i];
        switch (op->id) {
        case GJ_OP_IF:
            op->b = behind(schema, op->b);
            op->c = behind(schema, op->c);
            op->a = behind(schema, op->a);
            break;
        case GJ_OP_REF:
        case GJ_OP_NOT:
        case GJ_OP_PROPERTY_NAMES:
        case GJ_OP_UNEVALUATED:
            op->a = behind(schema, op->a);
            break;
        default:
            break;
        }
    }
}

static void shorten_parts(gj_schema *schema)
{
    for (size_t i = 0; i < schema->objects_count; i++) {
        gj_object_part *part = &schema->objects[i];
        for (uint32_t j = 0; j < part->key_count; j++)
            part->keys[j].block = behind(schema, part->keys[j].block);
        for (uint32_t j = 0; j < part->pattern_count; j++)
            part->patterns[j].block = behind(schema, part->patterns[j].block);
        for (uint32_t j = 0; j < part->dependent_count; j++)
            part->dependents[j].block =
                behind(schema, part->dependents[j].block);
        part->additional = behind(schema, part->additional);
    }
    for (size_t i = 0; i < schema->arrays_count; i++) {
        gj_array_part *part = &schema->arrays[i];
        part->items = behind(schema, part->items);
        part->contains = behind(schema, part->contains);
    }
}

/* Narrows the block's range; false where the operation is no plain bound. */
static bool narrow(const gj_schema *schema, gj_clause *block, const gj_op *op)
{
    if (op->id < GJ_OP_MINIMUM || op->id > GJ_OP_EXCLUSIVE_MAXIMUM ||
        !schema->numbers[op->a].small)
        return false;
    bool exclusive = op->id >= GJ_OP_EXCLUSIVE_MINIMUM;
    int64_t bound = schema->numbers[op->a].value;
    if (op->id == GJ_OP_MINIMUM || op->id == GJ_OP_EXCLUSIVE_MINIMUM) {
        bound += exclusive;
        block->least = bound > block->least ? bound : block->least;
    } else {
        bound -= exclusive;
        block->most = bound < block->most ? bound : block->most;
    }
    return true;
}

/* Notes for which types a block needs no evaluation. */
static void ease_block(const gj_schema *schema, gj_clause *block)
{
    uint32_t hard =
        (block->types & GJ_INTEGER_ONLY) != 0 ? GJ_TYPE_BIT(GJ_NUMBER) : 0;

    block->least = INT64_MIN;
    block->most = INT64_MAX;
    block->ranged =
        !block->never && (block->types & GJ_TYPE_BIT(GJ_NUMBER)) != 0;
    for (uint32_t i = 0; i < block->count; i++) {
        const gj_op *op = &schema->ops[block->first + i];
        hard |= op->types;
        if (op->id == GJ_OP_UNIQUE_ITEMS || op->id >= GJ_OP_PROPERTY_NAMES ||
            op->id == GJ_OP_ARRAY)
            block->deep |= op->types;
        if ((op->types & GJ_TYPE_BIT(GJ_NUMBER)) != 0 &&
            !narrow(schema, block, op))
            block->ranged = false;
    }
    if (!block->never)
        block->easy = (uint16_t)(block->types & ~hard & GJ_ALL_TYPES);
}

/* ---------------------------------------------------------------- dynamics */

static void sort_dynamics(gj_schema *schema)
{
    size_t count = schema->store->resource_count;

    schema->spans = gj_new(count, sizeof *schema->spans);
    if (schema->dynamics_count == 0)
        return;
    qsort(schema->dynamics, schema->dynamics_count, sizeof *schema->dynamics,
          by_resource);
    for (uint32_t i = 0; i < schema->dynamics_count; i++) {
        gj_span *span = &schema->spans[schema->dynamics[i].resource];
        if (span->count++ == 0)
            span->first = i;
    }
}

gj_status gj_schema_link(gj_schema *schema, gj_schema_error *error)
{
    sort_dynamics(schema);
    gj_status status = search_all(schema, false, error);
    if (status != GJ_OK)
        return status;
    for (size_t i = 0; i < schema->lists_count; i++)
        schema->lists[i] = behind(schema, schema->lists[i]);
    shorten_ops(schema);
    shorten_parts(schema);
    schema->root = behind(schema, schema->root);
    for (size_t i = 0; i < schema->blocks_count; i++)
        ease_block(schema, &schema->blocks[i]);
    return search_all(schema, true, error);
}

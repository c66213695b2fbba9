/* Last touches to a program: short cuts past plain references, and the search
 * for references that lead back to where they came from. */
#include <stdlib.h>

#include "schema/program.h"

enum { MOST_STEPS = 1000 };

enum { UNSEEN, OPEN, CLOSED };

static gj_status visit(const gj_schema *schema, uint8_t *states, uint32_t block,
                       int depth, gj_schema_error *error);

static gj_status tell_cycle(const gj_schema *schema, const gj_clause *block,
                            gj_schema_error *error)
{
    return gj_twig_fail(&schema->store->trees[block->tree], block->twig, error,
                        "引用兜圈子：从这里出发又回到这里，值却没有深入一层",
                        "the references go round in circles: from here they "
                        "lead back here without going into the value");
}

/* Follows what must hold of the same value. */
static gj_status visit_op(const gj_schema *schema, uint8_t *states,
                          const gj_op *op, int depth, gj_schema_error *error)
{
    gj_status status = GJ_OK;

    if (op->id == GJ_OP_REF ||
        (op->id == GJ_OP_DYNAMIC_REF && op->b == GJ_NO_BLOCK))
        return visit(schema, states, op->a, depth, error);
    if (op->id != GJ_OP_ALL_OF)
        return GJ_OK;
    for (uint32_t i = 0; i < op->b && status == GJ_OK; i++)
        status = visit(schema, states, schema->lists[op->a + i], depth, error);
    return status;
}

static gj_status visit(const gj_schema *schema, uint8_t *states, uint32_t block,
                       int depth, gj_schema_error *error)
{
    const gj_clause *b = &schema->blocks[block];
    gj_status status = GJ_OK;

    if (states[block] == CLOSED)
        return GJ_OK;
    if (states[block] == OPEN || depth > MOST_STEPS)
        return tell_cycle(schema, b, error);
    states[block] = OPEN;
    for (uint32_t i = 0; i < b->count && status == GJ_OK; i++)
        status = visit_op(schema, states, &schema->ops[b->first + i], depth + 1,
                          error);
    states[block] = CLOSED;
    return status;
}

/* ------------------------------------------------------------- short cuts */

/* The block that says the same: the end of a chain of plain references. */
static uint32_t behind(const gj_schema *schema, uint32_t block)
{
    while (block != GJ_NO_BLOCK) {
        const gj_clause *b = &schema->blocks[block];
        if (b->count != 1 || b->types != GJ_ALL_TYPES || b->watches)
            break;
        const gj_op *op = &schema->ops[b->first];
        if (op->id != GJ_OP_REF ||
            schema->blocks[op->a].resource != b->resource)
            break;
        block = op->a;
    }
    return block;
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
        if ((op->types & GJ_TYPE_BIT(GJ_NUMBER)) != 0 &&
            !narrow(schema, block, op))
            block->ranged = false;
    }
    if (!block->never)
        block->easy = (uint16_t)(block->types & ~hard & GJ_ALL_TYPES);
}

gj_status gj_schema_link(gj_schema *schema, gj_schema_error *error)
{
    uint8_t *states = gj_new(schema->blocks_count, sizeof *states);
    gj_status status = GJ_OK;

    for (uint32_t i = 0; i < schema->blocks_count && status == GJ_OK; i++)
        status = visit(schema, states, i, 0, error);
    free(states);
    if (status != GJ_OK)
        return status;
    for (size_t i = 0; i < schema->blocks_count; i++)
        ease_block(schema, &schema->blocks[i]);
    for (size_t i = 0; i < schema->lists_count; i++)
        schema->lists[i] = behind(schema, schema->lists[i]);
    shorten_ops(schema);
    shorten_parts(schema);
    schema->root = behind(schema, schema->root);
    return GJ_OK;
}

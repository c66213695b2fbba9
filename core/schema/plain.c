/* Keywords that speak of the value itself, not of what is in it. */
#include "schema/checker.h"
#include "schema/hash.h"

/* Bytes of a text that make one step. */
enum { BYTES_A_STEP = 64 };

/* What two numbers are compared by: all their digits, at the worst. */
static uint64_t digits_of(const gj_number *a, const gj_number *b)
{
    return (uint64_t)(a->count + b->count) + a->exponent.length +
           b->exponent.length;
}

static bool check_number(gj_checker *c, const gj_op *op, const gj_view *view)
{
    const gj_number *bound = &c->schema->numbers[op->a];
    gj_text text = c->values->number(view->value);
    gj_number number = gj_number_read(text);

    gj_charge(c, (text.length + digits_of(&number, bound)) / GJ_DIGITS_A_STEP);
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
        gj_charge(c, gj_number_division_steps(&number, bound));
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
    const gj_format *format;

    gj_charge(c, text.length / BYTES_A_STEP);
    switch (op->id) {
    case GJ_OP_MIN_LENGTH:
        return length_of(text) >= c->schema->counts[op->a];
    case GJ_OP_MAX_LENGTH:
        return text.length <= c->schema->counts[op->a] ||
               length_of(text) <= c->schema->counts[op->a];
    default:
        format = c->schema->formats[op->a];
        /* Which takes more than a look at each byte. */
        if (format->check == gj_pattern_is_sound)
            gj_charge(c, text.length);
        return format->check(text);
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

static bool is_equal(gj_checker *c, const gj_tree *tree, uint32_t twig,
                     const gj_view *view)
{
    uint64_t steps = 0;
    bool equal =
        gj_values_equal((gj_side){tree->values, tree->twigs[twig].value},
                        (gj_side){c->values, view->value}, &steps);

    gj_charge(c, steps);
    return equal;
}

static bool is_one_of(gj_checker *c, const gj_tree *tree, const gj_op *op,
                      const gj_view *view)
{
    uint64_t steps = 0;
    size_t at = 0;
    uint32_t twig = tree->twigs[op->twig].first;

    if (op->a == GJ_NO_BLOCK) {
        while (twig != GJ_NONE_HERE && !is_equal(c, tree, twig, view))
            twig = tree->twigs[twig].next;
        return twig != GJ_NONE_HERE;
    }
    const gj_index *values = &c->schema->enums[op->a];
    uint64_t hash = gj_values_hash((gj_side){c->values, view->value},
                                   gj_hash_seed(), &steps);
    gj_charge(c, steps);
    do
        twig = gj_index_next(values, hash, &at);
    while (twig != GJ_NONE_HERE && !is_equal(c, tree, twig, view));
    return twig != GJ_NONE_HERE;
}

static bool check_equal(gj_checker *c, const gj_clause *block, const gj_op *op,
                        const gj_view *view)
{
    const gj_tree *tree = &c->schema->store->trees[block->tree];

    return op->id == GJ_OP_CONST ? is_equal(c, tree, op->twig, view)
                                 : is_one_of(c, tree, op, view);
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
    uint64_t steps = 0;
    int found = gj_pattern_match(c->schema->patterns[op->a],
                                 c->values->text(view->value), &steps);

    if (!gj_spend(c, steps, block, view))
        return false;
    switch (found) {
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
    uint64_t steps = 0;
    bool found = gj_values_twins((gj_side){c->values, view->value}, &first,
                                 &second, &steps);

    gj_charge(c, steps);
    if (!found)
        return true;
    return gj_note_failure(c, &(gj_note){.id = GJ_AT_UNIQUE_ITEMS,
                                         .block = block,
                                         .twig = op->twig,
                                         .view = view,
                                         .op = op,
                                         .first = first,
                                         .second = second});
}

bool gj_run_plain(gj_checker *c, const gj_clause *block, const gj_op *op,
                  const gj_view *view)
{
    bool valid;

    /* What is in a container is compared in one go. */
    if (c->trace != NULL && (op->id == GJ_OP_CONST || op->id == GJ_OP_ENUM ||
                             op->id == GJ_OP_UNIQUE_ITEMS))
        c->trace->sound = false;
    switch (op->id) {
    case GJ_OP_CONST:
    case GJ_OP_ENUM:
        valid = check_equal(c, block, op, view);
        break;
    case GJ_OP_MINIMUM:
    case GJ_OP_MAXIMUM:
    case GJ_OP_EXCLUSIVE_MINIMUM:
    case GJ_OP_EXCLUSIVE_MAXIMUM:
    case GJ_OP_MULTIPLE_OF:
        valid = check_number(c, op, view);
        break;
    case GJ_OP_MIN_LENGTH:
    case GJ_OP_MAX_LENGTH:
    case GJ_OP_FORMAT:
        valid = check_string(c, op, view);
        break;
    case GJ_OP_PATTERN:
        return run_pattern(c, block, op, view);
    case GJ_OP_UNIQUE_ITEMS:
        return run_unique(c, block, op, view);
    default:
        valid = check_count(c, op, view);
        break;
    }
    return valid || note_plain(c, block, op, view);
}

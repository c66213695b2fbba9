/* Arrays, and what no other keyword evaluated. */
#include "schema/checker.h"

static bool run_element(gj_checker *c, uint32_t block, gj_value value,
                        uint32_t index, const gj_view *view)
{
    gj_step step = {view->step, {NULL, 0}, index};
    gj_view child = {
        .value = value, .type = c->values->type(value), .step = &step};

    return gj_run_block(c, block, &child);
}

static bool note_extra(gj_checker *c, const gj_clause *block,
                       const gj_view *view, uint32_t index, gj_value value)
{
    gj_step step = {view->step, {NULL, 0}, index};
    gj_view child = {.value = value, .step = &step};

    return gj_note_failure(c, &(gj_note){.id = GJ_AT_EXTRA_ITEM,
                                         .block = block,
                                         .twig = block->twig,
                                         .view = &child,
                                         .first = index});
}

/* prefixItems and items. */
static bool run_items(gj_checker *c, const gj_array_part *part,
                      const gj_view *view)
{
    gj_value child = c->values->first(view->value);
    uint32_t count = c->values->count(view->value);
    bool valid = true;

    gj_charge(c, count);
    for (uint32_t i = 0; i < count; i++, child = c->values->next(child)) {
        bool prefix = i < part->prefix_count;
        uint32_t block =
            prefix ? c->schema->lists[part->prefix_first + i] : part->items;
        if (block == GJ_NO_BLOCK)
            break;
        if (view->evaluated != NULL)
            gj_bit_set(view->evaluated, i);
        const gj_clause *b = &c->schema->blocks[block];
        bool own = b->never && !prefix ? note_extra(c, b, view, i, child)
                                       : run_element(c, block, child, i, view);
        valid = own && valid;
        if (!valid && (!gj_goes_on(c)))
            return false;
    }
    return valid;
}

static uint64_t count_matches(gj_checker *c, const gj_array_part *part,
                              const gj_view *view)
{
    gj_value child = c->values->first(view->value);
    uint32_t count = c->values->count(view->value);
    uint64_t found = 0;

    gj_charge(c, count);
    for (uint32_t i = 0; i < count; i++, child = c->values->next(child)) {
        gj_step step = {view->step, {NULL, 0}, i};
        gj_view element = {
            .value = child, .type = c->values->type(child), .step = &step};
        if (!gj_run_quietly(c, part->contains, &element))
            continue;
        found++;
        if (view->evaluated != NULL)
            gj_bit_set(view->evaluated, i);
        else if (found >= part->min_contains &&
                 part->max_contains == UINT64_MAX)
            break;
    }
    return found;
}

static bool run_contains(gj_checker *c, const gj_clause *block,
                         const gj_array_part *part, const gj_view *view)
{
    uint64_t found = count_matches(c, part, view);
    gj_note note = {.block = block, .view = view, .first = found};

    if (found < part->min_contains) {
        note.id = GJ_AT_MIN_CONTAINS;
        note.second = part->min_contains;
        note.twig = part->min_contains_twig != GJ_NONE_HERE
                        ? part->min_contains_twig
                        : part->contains_twig;
        return gj_note_failure(c, &note);
    }
    if (found > part->max_contains) {
        note.id = GJ_AT_MAX_CONTAINS;
        note.second = part->max_contains;
        note.twig = part->max_contains_twig;
        return gj_note_failure(c, &note);
    }
    return true;
}

bool gj_run_array(gj_checker *c, const gj_clause *block, const gj_op *op,
                  const gj_view *view)
{
    const gj_array_part *part = &c->schema->arrays[op->a];
    bool valid = run_items(c, part, view);

    if (part->contains == GJ_NO_BLOCK || (!valid && !c->collect))
        return valid;
    return run_contains(c, block, part, view) && valid;
}

/* What was meant by an unknown key is not missing besides. */
static bool note_unevaluated(gj_checker *c, gj_note *note, const gj_view *view)
{
    if (c->collect && view->type == GJ_OBJECT) {
        note->nearest = gj_nearest_known(c, note->block, view, note->key);
        gj_note_drop_missing(c, view->value, note->nearest);
    }
    return gj_note_failure(c, note);
}

bool gj_run_unevaluated(gj_checker *c, const gj_clause *block, const gj_op *op,
                        const gj_view *view)
{
    gj_value child = c->values->first(view->value);
    uint32_t count = c->values->count(view->value);
    bool never = c->schema->blocks[op->a].never;
    bool valid = true;

    gj_charge(c, count);
    for (uint32_t i = 0; i < count; i++, child = c->values->next(child)) {
        if (gj_bit_get(view->evaluated, i))
            continue;
        gj_text key = c->values->key(child);
        gj_step step = {view->step, key, i};
        gj_view at = {
            .value = child, .type = c->values->type(child), .step = &step};
        gj_note note = {.id = view->type == GJ_OBJECT ? GJ_AT_UNKNOWN_KEY
                                                      : GJ_AT_EXTRA_ITEM,
                        .block = block,
                        .twig = op->twig,
                        .view = &at,
                        .key = key,
                        .first = i};
        gj_bit_set(view->evaluated, i);
        bool own = never ? note_unevaluated(c, &note, view)
                         : gj_run_block(c, op->a, &at);
        valid = own && valid;
        if (!valid && (!gj_goes_on(c)))
            return false;
    }
    return valid;
}

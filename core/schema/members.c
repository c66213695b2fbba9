/* Objects: one walk over the members serves all keywords about them. */
#include "base/nearest.h"
#include "schema/checker.h"

/* Looking for the nearest key is for people: a hostile object gets none. */
enum { MOST_MEMBERS = 256, MOST_KEYS = 1000, MOST_NEAREST = 100 };
enum { MOST_BRANCHES = 16, MOST_DEPTH = 4 };

/* One object under evaluation. */
typedef struct walk {
    gj_checker *c;
    const gj_clause *block;
    const gj_object_part *part;
    const gj_view *view;
    /** Bits of the known keys that are there. */
    uint64_t *seen;
    uint32_t required_seen;
    /** The key that is expected next: reports keep the schema's order. */
    uint32_t guess;
    /** Where what is noted about this object begins. */
    size_t noted;
} walk;

static bool run_child(const walk *w, uint32_t block, gj_value value,
                      gj_text key, uint32_t index)
{
    gj_step step = {w->view->step, key, index};
    gj_view child = {
        .value = value, .type = w->c->values->type(value), .step = &step};

    return gj_run_block(w->c, block, &child);
}

/* Known keys that are not in the object yet are what may have been meant. */
static gj_text nearest_key(const walk *w, gj_text key)
{
    gj_nearest nearest = gj_nearest_to(key);

    if (w->c->values->count(w->view->value) > MOST_MEMBERS ||
        w->part->key_count > MOST_KEYS || w->c->found_count > MOST_NEAREST)
        return nearest.found;
    for (uint32_t i = 0; i < w->part->key_count; i++) {
        const gj_known_key *known = &w->part->keys[i];
        gj_value there = w->c->values->member(w->view->value, known->key);
        if (known->block != GJ_NO_BLOCK &&
            w->c->values->type(there) == GJ_ABSENT)
            gj_nearest_try(&nearest, known->key);
    }
    return nearest.found;
}

/* Tries the keys that a block knows, and those of schemas in its place. */
static void try_known(const gj_checker *c, const gj_clause *block,
                      const gj_view *view, gj_nearest *nearest, int depth);

static void try_branches(const gj_checker *c, const gj_op *op,
                         const gj_view *view, gj_nearest *nearest, int depth)
{
    const gj_schema *schema = c->schema;

    if (op->id == GJ_OP_REF)
        try_known(c, &schema->blocks[op->a], view, nearest, depth);
    if (op->id < GJ_OP_ALL_OF || op->id > GJ_OP_ONE_OF)
        return;
    for (uint32_t i = 0; i < op->b && i < MOST_BRANCHES; i++)
        try_known(c, &schema->blocks[schema->lists[op->a + i]], view, nearest,
                  depth);
}

static void try_known(const gj_checker *c, const gj_clause *block,
                      const gj_view *view, gj_nearest *nearest, int depth)
{
    for (uint32_t i = 0; i < block->count && depth < MOST_DEPTH; i++) {
        const gj_op *op = &c->schema->ops[block->first + i];
        try_branches(c, op, view, nearest, depth + 1);
        if (op->id != GJ_OP_OBJECT)
            continue;
        const gj_object_part *part = &c->schema->objects[op->a];
        for (uint32_t k = 0; k < part->key_count && k < MOST_KEYS; k++) {
            gj_text known = part->keys[k].key;
            gj_value there = c->values->member(view->value, known);
            if (part->keys[k].block != GJ_NO_BLOCK &&
                c->values->type(there) == GJ_ABSENT)
                gj_nearest_try(nearest, known);
        }
    }
}

gj_text gj_nearest_known(const gj_checker *c, const gj_clause *block,
                         const gj_view *view, gj_text key)
{
    gj_nearest nearest = gj_nearest_to(key);

    if (c->values->count(view->value) <= MOST_MEMBERS &&
        c->found_count <= MOST_NEAREST)
        try_known(c, block, view, &nearest, 0);
    return nearest.found;
}

static bool note_unknown(const walk *w, gj_value value, gj_text key,
                         uint32_t index)
{
    gj_step step = {w->view->step, key, index};
    gj_view child = {.value = value, .step = &step};

    if (!w->c->collect)
        return false;
    return gj_note_failure(w->c, &(gj_note){.id = GJ_AT_UNKNOWN_KEY,
                                            .block = w->block,
                                            .twig = w->part->additional_twig,
                                            .view = &child,
                                            .key = key,
                                            .nearest = nearest_key(w, key)});
}

static bool run_additional(const walk *w, gj_value value, gj_text key,
                           uint32_t index)
{
    uint32_t block = w->part->additional;

    if (w->c->schema->blocks[block].never)
        return note_unknown(w, value, key, index);
    return run_child(w, block, value, key, index);
}

static bool run_patterns(const walk *w, gj_value value, gj_text key,
                         uint32_t index, bool *matched)
{
    bool valid = true;

    for (uint32_t i = 0; i < w->part->pattern_count; i++) {
        const gj_key_pattern *pair = &w->part->patterns[i];
        uint64_t steps = 0;
        int found = gj_pattern_match(pair->pattern, key, &steps);
        if (!gj_spend(w->c, steps, w->block, w->view))
            return false;
        if (found == GJ_PATTERN_COSTLY)
            return gj_give_up_checking(w->c, GJ_AT_PATTERN_COST, w->block,
                                       w->view);
        if (found == GJ_PATTERN_MISS)
            continue;
        *matched = true;
        valid = run_child(w, pair->block, value, key, index) && valid;
    }
    return valid;
}

static uint32_t find_key(walk *w, gj_text key)
{
    uint32_t found = w->guess;

    if (found >= w->part->key_count ||
        !gj_text_is(w->part->keys[found].key, key))
        found = gj_object_key(w->part, key);
    if (found != GJ_NO_BLOCK)
        w->guess = found + 1;
    return found;
}

static bool run_member(walk *w, gj_value value, uint32_t index)
{
    gj_text key = w->c->values->key(value);
    uint32_t found = find_key(w, key);
    bool matched = false;
    bool valid = true;

    if (found != GJ_NO_BLOCK) {
        const gj_known_key *known = &w->part->keys[found];
        gj_bit_set(w->seen, found);
        w->required_seen += known->required;
        matched = known->block != GJ_NO_BLOCK;
        if (matched)
            valid = run_child(w, known->block, value, key, index);
    }
    if (w->part->pattern_count > 0)
        valid = run_patterns(w, value, key, index, &matched) && valid;
    if (!matched && w->part->additional != GJ_NO_BLOCK) {
        matched = true;
        valid = run_additional(w, value, key, index) && valid;
    }
    if (matched && w->view->evaluated != NULL)
        gj_bit_set(w->view->evaluated, index);
    return valid;
}

static bool note_missing(const walk *w, gj_text key)
{
    return gj_note_failure(w->c, &(gj_note){.id = GJ_AT_REQUIRED,
                                            .block = w->block,
                                            .twig = w->part->required_twig,
                                            .view = w->view,
                                            .key = key});
}

/* A misspelt key is one mistake, not an unknown key and a missing one. */
static bool is_misspelt(const walk *w, gj_text key)
{
    for (size_t i = w->noted; i < w->c->found_count && i <= MOST_NEAREST; i++)
        if (w->c->found[i].id == GJ_AT_UNKNOWN_KEY &&
            gj_text_is(w->c->found[i].nearest, key))
            return true;
    return false;
}

static bool check_required(const walk *w)
{
    if (w->required_seen == w->part->required_count)
        return true;
    if (!w->c->collect)
        return false;
    for (uint32_t i = 0; i < w->part->key_count; i++)
        if (w->part->keys[i].required && !gj_bit_get(w->seen, i) &&
            !is_misspelt(w, w->part->keys[i].key))
            note_missing(w, w->part->keys[i].key);
    return false;
}

static bool check_dependents(const walk *w)
{
    bool valid = true;

    gj_charge(w->c, w->part->dependent_count);
    for (uint32_t i = 0; i < w->part->dependent_count; i++) {
        const gj_dependent *d = &w->part->dependents[i];
        if (!gj_bit_get(w->seen, d->key))
            continue;
        if (d->block != GJ_NO_BLOCK) {
            valid = gj_run_block(w->c, d->block, w->view) && valid;
        } else if (!gj_bit_get(w->seen, d->needs)) {
            gj_note note = {.id = GJ_AT_DEPENDENT_REQUIRED,
                            .block = w->block,
                            .twig = d->twig,
                            .view = w->view,
                            .key = w->part->keys[d->needs].key,
                            .nearest = w->part->keys[d->key].key};
            valid = gj_note_failure(w->c, &note);
        }
        if (!valid && !gj_goes_on(w->c))
            return false;
    }
    return valid;
}

static bool walk_members(walk *w)
{
    const gj_values *values = w->c->values;
    gj_value child = values->first(w->view->value);
    uint32_t count = values->count(w->view->value);
    bool valid = true;

    gj_charge(w->c, count);
    for (uint32_t i = 0; i < count; i++) {
        if (!run_member(w, child, i)) {
            valid = false;
            if (!gj_goes_on(w->c))
                return false;
        }
        child = values->next(child);
    }
    valid = check_required(w) && valid;
    if (!valid && !gj_goes_on(w->c))
        return false;
    return check_dependents(w) && valid;
}

bool gj_run_object(gj_checker *c, const gj_clause *block, const gj_op *op,
                   const gj_view *view)
{
    const gj_object_part *part = &c->schema->objects[op->a];
    walk w = {.c = c,
              .block = block,
              .part = part,
              .view = view,
              .noted = c->found_count};
    size_t words = part->key_count / 64 + 1;
    uint64_t few = 0;

    w.seen = words == 1 ? &few : gj_words_take(c, words);
    bool valid = walk_members(&w);
    if (words > 1)
        gj_words_drop(c, words);
    return valid;
}

/* ------------------------------------------------------------------ names */

/* A key as a value: the handle's owner is the text. */
static uint32_t name_type(gj_value value)
{
    return value.owner != NULL ? GJ_STRING : GJ_ABSENT;
}

static uint32_t name_count(gj_value value)
{
    (void)value;
    return 0;
}

static gj_value name_nothing(gj_value value)
{
    (void)value;
    return (gj_value){NULL, 0};
}

static gj_text name_text(gj_value value)
{
    gj_text text = {NULL, 0};

    if (value.owner != NULL)
        memcpy(&text, value.owner, sizeof text);
    return text;
}

static gj_text name_no_text(gj_value value)
{
    (void)value;
    return (gj_text){NULL, 0};
}

static gj_value name_no_value(gj_value value, gj_text text)
{
    (void)value;
    (void)text;
    return (gj_value){NULL, 0};
}

static uint32_t name_decimal(gj_value value, int64_t *millionths)
{
    (void)value;
    (void)millionths;
    return GJ_DECIMAL_TYPE;
}

static uint64_t name_skeleton(gj_value value)
{
    (void)value;
    return 0;
}

static const gj_values names = {.size = sizeof(gj_values),
                                .type = name_type,
                                .count = name_count,
                                .first = name_nothing,
                                .next = name_nothing,
                                .key = name_no_text,
                                .member = name_no_value,
                                .at = name_no_value,
                                .text = name_text,
                                .number = name_no_text,
                                .decimal = name_decimal,
                                .skeleton = name_skeleton};

static bool run_name(gj_checker *c, uint32_t block, gj_text key,
                     const gj_step *step)
{
    const gj_values *values = c->values;
    /* The number keeps it apart from the names before it. */
    gj_view view = {
        .value = {&key, ++c->names}, .type = GJ_STRING, .step = step};

    c->values = &names;
    bool valid = gj_run_quietly(c, block, &view);
    c->values = values;
    return valid;
}

bool gj_run_property_names(gj_checker *c, const gj_clause *block,
                           const gj_op *op, const gj_view *view)
{
    gj_value child = c->values->first(view->value);
    uint32_t count = c->values->count(view->value);
    bool valid = true;

    gj_charge(c, count);
    for (uint32_t i = 0; i < count; i++, child = c->values->next(child)) {
        gj_text key = c->values->key(child);
        gj_step step = {view->step, key, i};
        gj_view at = {.value = child, .step = &step};
        if (run_name(c, op->a, key, &step))
            continue;
        if (c->gave_up) {
            c->found[0].value = child;
            return false;
        }
        valid = gj_note_failure(c, &(gj_note){.id = GJ_AT_PROPERTY_NAME,
                                              .block = block,
                                              .twig = op->twig,
                                              .view = &at,
                                              .key = key});
        if (!gj_goes_on(c))
            return false;
    }
    return valid;
}

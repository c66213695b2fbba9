/* What a schema says about members and elements, gathered for one walk. */
#include "schema/hash.h"
#include "schema/program.h"

uint32_t gj_object_key(const gj_object_part *part, gj_text key)
{
    uint32_t slot = (uint32_t)gj_mix_text(key, part->seed) & part->mask;

    for (; part->slots[slot] != 0; slot = (slot + 1) & part->mask)
        if (gj_text_is(part->keys[part->slots[slot] - 1].key, key))
            return part->slots[slot] - 1;
    return GJ_NO_BLOCK;
}

static uint32_t add_key(gj_object_part *part, gj_text key)
{
    uint32_t index = gj_object_key(part, key);

    if (index != GJ_NO_BLOCK)
        return index;
    uint32_t slot = (uint32_t)gj_mix_text(key, part->seed) & part->mask;
    while (part->slots[slot] != 0)
        slot = (slot + 1) & part->mask;
    index = part->key_count++;
    part->keys[index] = (gj_known_key){.key = key, .block = GJ_NO_BLOCK};
    part->slots[slot] = index + 1;
    return index;
}

/* A schema's twig and the twigs of the keywords that this file handles. */
typedef struct object_twigs {
    uint32_t properties;
    uint32_t patterns;
    uint32_t additional;
    uint32_t required;
    uint32_t needs;
    uint32_t schemas;
} object_twigs;

static uint32_t typed_member(const gj_compiler *c, uint32_t twig,
                             gj_keyword_id keyword, uint32_t type)
{
    uint32_t member = gj_compile_member(c, twig, keyword);

    if (member == GJ_NONE_HERE ||
        gj_twig_at(c->store, c->tree, member)->type != type)
        return GJ_NONE_HERE;
    return member;
}

static uint32_t schema_member(const gj_compiler *c, uint32_t twig,
                              gj_keyword_id keyword)
{
    uint32_t member = gj_compile_member(c, twig, keyword);

    if (member == GJ_NONE_HERE)
        return GJ_NONE_HERE;
    uint32_t type = gj_twig_at(c->store, c->tree, member)->type;
    return type == GJ_OBJECT || type == GJ_TRUE || type == GJ_FALSE
               ? member
               : GJ_NONE_HERE;
}

static uint32_t first_child(const gj_compiler *c, uint32_t twig)
{
    return twig == GJ_NONE_HERE ? twig
                                : gj_twig_at(c->store, c->tree, twig)->first;
}

static uint32_t next_child(const gj_compiler *c, uint32_t twig)
{
    return gj_twig_at(c->store, c->tree, twig)->next;
}

static uint32_t child_count(const gj_compiler *c, uint32_t twig)
{
    uint32_t count = 0;

    for (uint32_t at = first_child(c, twig); at != GJ_NONE_HERE;
         at = next_child(c, at))
        count++;
    return count;
}

/* Makes room for all keys that the keywords may name. */
static void make_room(gj_compiler *c, gj_object_part *part,
                      const object_twigs *twigs)
{
    uint32_t most = child_count(c, twigs->properties) +
                    child_count(c, twigs->required) +
                    child_count(c, twigs->schemas);
    uint32_t dependents = child_count(c, twigs->schemas);
    uint32_t slots = 4;

    for (uint32_t at = first_child(c, twigs->needs); at != GJ_NONE_HERE;
         at = next_child(c, at)) {
        most += 1 + child_count(c, at);
        dependents += child_count(c, at);
    }
    while (slots < 2 * most)
        slots *= 2;
    gj_arena *arena = &c->schema->arena;
    part->keys = gj_arena_new(arena, most * sizeof *part->keys);
    part->slots = gj_arena_new(arena, slots * sizeof *part->slots);
    memset(part->slots, 0, slots * sizeof *part->slots);
    part->mask = slots - 1;
    part->seed = gj_hash_seed();
    part->dependents =
        gj_arena_new(arena, dependents * sizeof *part->dependents);
}

static void add_properties(gj_compiler *c, gj_object_part *part, uint32_t twig)
{
    for (uint32_t at = first_child(c, twig); at != GJ_NONE_HERE;
         at = next_child(c, at)) {
        const gj_twig *t = gj_twig_at(c->store, c->tree, at);
        if (t->type != GJ_OBJECT && t->type != GJ_TRUE && t->type != GJ_FALSE)
            continue;
        uint32_t key = add_key(part, t->key);
        part->keys[key].block = gj_compile_later(c, c->tree, at);
    }
}

static void add_required(gj_compiler *c, gj_object_part *part, uint32_t twig)
{
    for (uint32_t at = first_child(c, twig); at != GJ_NONE_HERE;
         at = next_child(c, at)) {
        gj_text name = gj_twig_text(&c->store->trees[c->tree], at);
        if (name.data == NULL)
            continue;
        gj_known_key *key = &part->keys[add_key(part, name)];
        part->required_count += !key->required;
        key->required = true;
    }
}

static void add_needs(gj_compiler *c, gj_object_part *part, uint32_t twig)
{
    for (uint32_t at = first_child(c, twig); at != GJ_NONE_HERE;
         at = next_child(c, at)) {
        gj_text trigger = gj_twig_at(c->store, c->tree, at)->key;
        uint32_t key = add_key(part, trigger);
        for (uint32_t need = first_child(c, at); need != GJ_NONE_HERE;
             need = next_child(c, need)) {
            gj_text name = gj_twig_text(&c->store->trees[c->tree], need);
            if (name.data != NULL)
                part->dependents[part->dependent_count++] =
                    (gj_dependent){key, add_key(part, name), GJ_NO_BLOCK, at};
        }
    }
}

static void add_schemas(gj_compiler *c, gj_object_part *part, uint32_t twig)
{
    for (uint32_t at = first_child(c, twig); at != GJ_NONE_HERE;
         at = next_child(c, at)) {
        const gj_twig *t = gj_twig_at(c->store, c->tree, at);
        if (t->type != GJ_OBJECT && t->type != GJ_TRUE && t->type != GJ_FALSE)
            continue;
        uint32_t key = add_key(part, t->key);
        part->dependents[part->dependent_count++] = (gj_dependent){
            key, GJ_NO_BLOCK, gj_compile_later(c, c->tree, at), at};
    }
}

static gj_status add_pattern(gj_compiler *c, gj_object_part *part,
                             uint32_t twig)
{
    gj_text text = gj_twig_at(c->store, c->tree, twig)->key;
    gj_pattern *pattern = gj_compile_expression(c, text, twig);

    if (pattern == NULL)
        return GJ_FAILED_DATA;
    part->patterns[part->pattern_count++] =
        (gj_key_pattern){pattern, gj_compile_later(c, c->tree, twig)};
    return GJ_OK;
}

static gj_status add_patterns(gj_compiler *c, gj_object_part *part,
                              uint32_t twig)
{
    gj_status status = GJ_OK;

    part->patterns = gj_arena_new(
        &c->schema->arena, child_count(c, twig) * sizeof *part->patterns);
    for (uint32_t at = first_child(c, twig); at != GJ_NONE_HERE;
         at = next_child(c, at)) {
        gj_status own = add_pattern(c, part, at);
        status = status != GJ_OK ? status : own;
    }
    return status;
}

gj_status gj_compile_object(gj_compiler *c, uint32_t twig)
{
    object_twigs twigs = {
        typed_member(c, twig, GJ_KEY_PROPERTIES, GJ_OBJECT),
        typed_member(c, twig, GJ_KEY_PATTERN_PROPERTIES, GJ_OBJECT),
        schema_member(c, twig, GJ_KEY_ADDITIONAL_PROPERTIES),
        typed_member(c, twig, GJ_KEY_REQUIRED, GJ_ARRAY),
        typed_member(c, twig, GJ_KEY_DEPENDENT_REQUIRED, GJ_OBJECT),
        typed_member(c, twig, GJ_KEY_DEPENDENT_SCHEMAS, GJ_OBJECT)};
    gj_object_part part = {.additional = GJ_NO_BLOCK,
                           .additional_twig = twigs.additional,
                           .required_twig = twigs.required};

    if (twigs.properties == GJ_NONE_HERE && twigs.patterns == GJ_NONE_HERE &&
        twigs.additional == GJ_NONE_HERE && twigs.required == GJ_NONE_HERE &&
        twigs.needs == GJ_NONE_HERE && twigs.schemas == GJ_NONE_HERE)
        return GJ_OK;
    make_room(c, &part, &twigs);
    add_properties(c, &part, twigs.properties);
    add_required(c, &part, twigs.required);
    add_needs(c, &part, twigs.needs);
    add_schemas(c, &part, twigs.schemas);
    if (twigs.additional != GJ_NONE_HERE)
        part.additional = gj_compile_later(c, c->tree, twigs.additional);
    gj_status status = add_patterns(c, &part, twigs.patterns);
    if (status != GJ_OK)
        return status;
    uint32_t index = GJ_ADD(c->schema, objects, part);
    gj_compile_op(c, (gj_op){.id = GJ_OP_OBJECT,
                             .types = GJ_TYPE_BIT(GJ_OBJECT),
                             .a = index,
                             .twig = twig});
    return GJ_OK;
}

/* ---------------------------------------------------------------- arrays */

static void add_prefix(gj_compiler *c, gj_array_part *part, uint32_t twig)
{
    part->prefix_first = (uint32_t)c->schema->lists_count;
    for (uint32_t at = first_child(c, twig); at != GJ_NONE_HERE;
         at = next_child(c, at)) {
        uint32_t block = gj_compile_later(c, c->tree, at);
        GJ_ADD(c->schema, lists, block);
        part->prefix_count++;
    }
}

/* Draft 2019-09 has the prefix in `items` and the rest in another keyword. */
static void add_items(gj_compiler *c, gj_array_part *part, uint32_t twig)
{
    uint32_t list = typed_member(c, twig, GJ_KEY_ITEMS, GJ_ARRAY);
    uint32_t items = schema_member(c, twig, GJ_KEY_ITEMS);
    uint32_t prefix = typed_member(c, twig, GJ_KEY_PREFIX_ITEMS, GJ_ARRAY);

    if (c->older) {
        prefix = list;
        if (list != GJ_NONE_HERE)
            items = gj_twig_member(&c->store->trees[c->tree], twig,
                                   "additionalItems");
    }
    if (prefix != GJ_NONE_HERE)
        add_prefix(c, part, prefix);
    if (items != GJ_NONE_HERE)
        part->items = gj_compile_later(c, c->tree, items);
}

static void add_contains(gj_compiler *c, gj_array_part *part, uint32_t twig)
{
    part->contains_twig = schema_member(c, twig, GJ_KEY_CONTAINS);
    part->min_contains_twig = gj_compile_member(c, twig, GJ_KEY_MIN_CONTAINS);
    part->max_contains_twig = gj_compile_member(c, twig, GJ_KEY_MAX_CONTAINS);
    if (part->contains_twig == GJ_NONE_HERE)
        return;
    part->contains = gj_compile_later(c, c->tree, part->contains_twig);
    if (!gj_compile_count(c, part->min_contains_twig, &part->min_contains))
        part->min_contains = 1;
    if (!gj_compile_count(c, part->max_contains_twig, &part->max_contains))
        part->max_contains = UINT64_MAX;
}

gj_status gj_compile_array(gj_compiler *c, uint32_t twig)
{
    gj_array_part part = {.items = GJ_NO_BLOCK, .contains = GJ_NO_BLOCK};

    add_items(c, &part, twig);
    add_contains(c, &part, twig);
    if (part.prefix_count > 0 || part.items != GJ_NO_BLOCK ||
        part.contains != GJ_NO_BLOCK) {
        uint32_t index = GJ_ADD(c->schema, arrays, part);
        gj_compile_op(c, (gj_op){.id = GJ_OP_ARRAY,
                                 .types = GJ_TYPE_BIT(GJ_ARRAY),
                                 .a = index,
                                 .twig = twig});
    }
    return GJ_OK;
}

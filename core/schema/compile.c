/* From a document to a program: which of its schemas become blocks. */
#include <stdlib.h>

#include "schema/equal.h"
#include "schema/hash.h"
#include "schema/program.h"

/* Makes room for the blocks of trees that came since. */
static void know_trees(gj_compiler *c)
{
    size_t count = c->store->tree_count;

    if (c->blocks != NULL && c->tree_count == count)
        return;
    c->blocks = gj_renew(c->blocks, count, sizeof *c->blocks);
    for (; c->tree_count < count; c->tree_count++) {
        size_t twigs = c->store->trees[c->tree_count].count;
        uint32_t *blocks = gj_renew(NULL, twigs, sizeof *blocks);
        for (size_t i = 0; i < twigs; i++)
            blocks[i] = GJ_NO_BLOCK;
        c->blocks[c->tree_count] = blocks;
    }
}

static void add_dynamic(gj_compiler *c, const gj_anchor *anchor)
{
    uint32_t tree = c->store->resources[anchor->resource].tree;
    gj_dynamic dynamic = {gj_compile_name(c, anchor->name), anchor->resource,
                          gj_compile_later(c, tree, anchor->twig)};

    GJ_ADD(c->schema, dynamics, dynamic);
}

/* Takes a resource into use: dynamic references may lead to its anchors. */
static void use_resource(gj_compiler *c, uint32_t resource)
{
    while (c->used_count <= resource) {
        gj_grow(&c->used, c->used_count, &c->used_room, sizeof *c->used);
        c->used[c->used_count++] = false;
    }
    if (c->used[resource])
        return;
    c->used[resource] = true;
    uint32_t at = c->store->resources[resource].first_anchor;
    for (; at != GJ_NONE_HERE; at = c->store->anchors[at].next)
        if (at < c->anchors && c->store->anchors[at].dynamic)
            add_dynamic(c, &c->store->anchors[at]);
}

/* Adds the anchors that the store has learnt of since. */
static void add_dynamics(gj_compiler *c)
{
    const gj_schema_store *store = c->store;

    while (c->anchors < store->anchor_count) {
        const gj_anchor *anchor = &store->anchors[c->anchors++];
        if (anchor->dynamic && anchor->resource < c->used_count &&
            c->used[anchor->resource])
            add_dynamic(c, anchor);
    }
}

uint32_t gj_compile_later(gj_compiler *c, uint32_t tree, uint32_t twig)
{
    uint32_t type = gj_twig_at(c->store, tree, twig)->type;

    if (type != GJ_OBJECT && type != GJ_TRUE && type != GJ_FALSE) {
        c->failed = gj_twig_fail(&c->store->trees[tree], twig, c->error,
                                 "模式应为对象或布尔值",
                                 "a schema must be an object or a boolean");
        return c->schema->root;
    }
    know_trees(c);
    uint32_t block = c->blocks[tree][twig];
    if (block == GJ_NO_BLOCK) {
        /* A keyword of an older draft that was not seen to hold a schema. */
        if (gj_twig_at(c->store, tree, twig)->resource == GJ_NONE_HERE)
            gj_store_scan(c->store, tree, twig,
                          c->schema->blocks[c->done].resource);
        const gj_twig *t = gj_twig_at(c->store, tree, twig);
        block = GJ_ADD(c->schema, blocks,
                       (gj_clause){.types = GJ_ALL_TYPES,
                                   .resource = t->resource,
                                   .tree = tree,
                                   .twig = twig});
        c->blocks[tree][twig] = block;
        use_resource(c, t->resource);
    }
    return block;
}

/* --------------------------------------------------------- whole schemas */

/* Also the schemas that nothing leads to: definitions for others. */
static void compile_definitions(gj_compiler *c, uint32_t document)
{
    for (uint32_t i = 0; i < c->store->trees[document].count; i++)
        if (gj_twig_at(c->store, document, i)->resource != GJ_NONE_HERE)
            gj_compile_later(c, document, i);
}

static gj_status compile_all(gj_compiler *c, uint32_t document)
{
    gj_status status = GJ_OK;

    c->anchors = (uint32_t)c->store->anchor_count;
    c->schema->root = gj_compile_later(c, document, 0);
    if (c->options->whole)
        compile_definitions(c, document);
    while (c->done < c->schema->blocks_count) {
        status = gj_compile_worse(status, gj_compile_block(c));
        c->done++;
        if (c->done == c->schema->blocks_count)
            add_dynamics(c);
    }
    status = gj_compile_worse(status, c->failed);
    return gj_compile_worse(status, gj_schema_link(c->schema, c->error));
}

gj_status gj_schema_compile(gj_schema **schema, gj_schema_store *store,
                            uint32_t document, const gj_schema_options *options,
                            gj_schema_error *error)
{
    static const gj_schema_options standard = {.formats = false};
    gj_compiler c = {.schema = gj_new(1, sizeof *c.schema),
                     .store = store,
                     .options = options != NULL ? options : &standard,
                     .error = error};

    c.schema->store = store;
    *schema = NULL;
    gj_status status = GJ_OK;
    if (gj_twig_at(store, document, 0)->resource == GJ_NONE_HERE)
        status = gj_twig_fail(&store->trees[document], 0, error,
                              "模式应为对象或布尔值",
                              "a schema must be an object or a boolean");
    store->trees[document].known = c.options->sound;
    /* What else is wrong is told with what the metaschema finds. */
    if (status == GJ_OK) {
        status = gj_store_check(store, document, error);
        status = gj_compile_worse(status, compile_all(&c, document));
    }
    for (size_t i = 0; i < c.tree_count; i++)
        free(c.blocks[i]);
    free(c.blocks);
    free(c.used);
    gj_index_free(&c.names);
    if (status == GJ_OK)
        *schema = c.schema;
    else
        gj_schema_free(c.schema);
    return status;
}

gj_status gj_schema_check(gj_schema_store *store, uint32_t document,
                          gj_schema_error *error)
{
    static const gj_schema_options whole = {.whole = true};
    gj_schema *schema;
    gj_status status =
        gj_schema_compile(&schema, store, document, &whole, error);

    gj_schema_free(schema);
    return status;
}

bool gj_schema_left_format(const gj_schema *schema, size_t index,
                           gj_error *note)
{
    gj_schema_error said = {.error = {.status = GJ_OK}};

    if (index >= schema->left_formats_count)
        return false;
    const gj_left_format *left = &schema->left_formats[index];
    const gj_tree *tree = &schema->store->trees[left->tree];
    gj_twig_fail(tree, left->twig, &said, "gouji 不断言 format“%.*s%s”",
                 "gouji does not assert the format \"%.*s%s\"",
                 GJ_SHOW(gj_twig_text(tree, left->twig)));
    *note = said.error;
    return true;
}

void gj_schema_free(gj_schema *schema)
{
    if (schema == NULL)
        return;
    for (size_t i = 0; i < schema->patterns_count; i++)
        gj_pattern_free(schema->patterns[i]);
    for (size_t i = 0; i < schema->enums_count; i++)
        gj_index_free(&schema->enums[i]);
    free(schema->enums);
    free(schema->blocks);
    free(schema->ops);
    free(schema->lists);
    free(schema->numbers);
    free(schema->counts);
    free(schema->patterns);
    free(schema->formats);
    free(schema->left_formats);
    free(schema->objects);
    free(schema->arrays);
    free(schema->names);
    free(schema->dynamics);
    free(schema->spans);
    gj_arena_free(&schema->arena);
    free(schema);
}

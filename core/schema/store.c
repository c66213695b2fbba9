#include "schema/store.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "document/input.h"
#include "schema/equal.h"
#include "schema/hash.h"
#include "schema/program.h"
#include "schema/uri.h"

gj_schema_store *gj_schema_store_new(void)
{
    return gj_new(1, sizeof(gj_schema_store));
}

void gj_schema_store_free(gj_schema_store *store)
{
    if (store == NULL)
        return;
    gj_checker_free(store->metachecker);
    gj_schema_free(store->metaschema);
    for (size_t i = 0; i < store->tree_count; i++) {
        free(store->trees[i].twigs);
        gj_index_free(&store->trees[i].members);
        gj_document_free(store->trees[i].document);
        gj_buffer_free(&store->trees[i].bytes);
    }
    for (size_t i = 0; i < store->folder_count; i++)
        free(store->folders[i]);
    free(store->folders);
    free(store->left_out);
    free(store->trees);
    free(store->resources);
    free(store->anchors);
    free(store->clashes);
    gj_index_free(&store->uris);
    gj_index_free(&store->names);
    gj_arena_free(&store->arena);
    free(store);
}

void gj_schema_store_folder(gj_schema_store *store, const char *path)
{
    gj_grow(&store->folders, store->folder_count, &store->folder_room,
            sizeof *store->folders);
    store->folders[store->folder_count++] = gj_copy(path, strlen(path));
}

/* -------------------------------------------------------------- scanning */

static uint64_t hash_uri(gj_text uri)
{
    return gj_mix_text(uri, gj_hash_seed());
}

static uint64_t hash_anchor(uint32_t resource, gj_text name)
{
    return gj_mix_text(name, gj_mix_word(gj_hash_seed(), resource));
}

gj_text gj_store_name(gj_schema_store *store, gj_text uri)
{
    gj_buffer name = {0};

    gj_buffer_string(&name, "");
    gj_uri_normalise(&name, gj_uri_main(uri));
    gj_text kept = gj_arena_text(&store->arena, gj_buffer_view(&name));
    gj_buffer_free(&name);
    return kept;
}

/* The resource behind `after` that has this URI, in the order of adding. */
static uint32_t next_resource(const gj_schema_store *store, gj_text uri,
                              uint32_t after)
{
    uint64_t hash = hash_uri(uri);
    uint32_t least = GJ_NONE_HERE;
    size_t at = 0;
    uint32_t i;

    while ((i = gj_index_next(&store->uris, hash, &at)) != GJ_NONE_HERE)
        if (i < least && (after == GJ_NONE_HERE || i > after) &&
            gj_text_is(store->resources[i].uri, uri))
            least = i;
    return least;
}

/* The resource of the same document that has this URI. */
static uint32_t namesake(const gj_schema_store *store, uint32_t tree,
                         gj_text uri)
{
    uint32_t other = next_resource(store, uri, GJ_NONE_HERE);

    while (other != GJ_NONE_HERE && store->resources[other].tree != tree)
        other = next_resource(store, uri, other);
    return other;
}

static void add_clash(gj_schema_store *store, uint32_t tree, uint32_t first,
                      uint32_t second, const char *keyword)
{
    gj_grow(&store->clashes, store->clash_count, &store->clash_room,
            sizeof *store->clashes);
    store->clashes[store->clash_count++] = (gj_clash){
        .tree = tree, .first = first, .second = second, .keyword = keyword};
}

static uint32_t add_resource(gj_schema_store *store, uint32_t tree,
                             uint32_t twig, gj_text uri)
{
    gj_text main = gj_store_name(store, uri);
    uint32_t index = (uint32_t)store->resource_count;

    gj_grow(&store->resources, store->resource_count, &store->resource_room,
            sizeof *store->resources);
    store->resources[store->resource_count++] = (gj_resource){
        .tree = tree, .twig = twig, .uri = main, .first_anchor = GJ_NONE_HERE};
    /* Of two in one document the first is meant; that there are two is told. */
    if (namesake(store, tree, main) == GJ_NONE_HERE)
        gj_index_add(&store->uris, hash_uri(main), index);
    return index;
}

static void add_anchor(gj_schema_store *store, uint32_t tree, uint32_t twig,
                       const char *keyword)
{
    const gj_tree *t = &store->trees[tree];
    gj_text name = gj_twig_text(t, gj_twig_member(t, twig, keyword));
    uint32_t resource = t->twigs[twig].resource;

    if (name.data == NULL)
        return;
    const gj_anchor *other = gj_store_anchor(store, resource, name);
    if (other != NULL && other->twig != twig)
        add_clash(store, tree, other->twig, twig, keyword);
    gj_grow(&store->anchors, store->anchor_count, &store->anchor_room,
            sizeof *store->anchors);
    gj_resource *r = &store->resources[resource];
    uint32_t index = (uint32_t)store->anchor_count++;
    store->anchors[index] =
        (gj_anchor){.resource = resource,
                    .twig = twig,
                    .name = name,
                    .dynamic = strcmp(keyword, "$dynamicAnchor") == 0,
                    .next = r->first_anchor};
    r->first_anchor = index;
    gj_index_add(&store->names, hash_anchor(resource, name), index);
}

/* The resource of a schema: its own where it has an $id. */
static uint32_t own_resource(gj_schema_store *store, uint32_t tree,
                             uint32_t twig, uint32_t outer)
{
    const gj_tree *t = &store->trees[tree];
    gj_text id = gj_twig_text(t, gj_twig_member(t, twig, "$id"));
    gj_buffer uri = {0};

    if (id.data == NULL)
        return outer;
    if (!gj_uri_is_reference(id))
        add_clash(store, tree, GJ_NONE_HERE, twig, "$id");
    gj_uri_resolve(&uri, store->resources[outer].uri, id);
    gj_text main = gj_store_name(store, gj_buffer_view(&uri));
    uint32_t other = namesake(store, tree, main);
    if (other != GJ_NONE_HERE && store->resources[other].twig != twig)
        add_clash(store, tree, store->resources[other].twig, twig, "$id");
    uint32_t resource = add_resource(store, tree, twig, main);
    gj_buffer_free(&uri);
    return resource;
}

static void scan_children(gj_schema_store *store, uint32_t tree, uint32_t twig,
                          uint32_t resource)
{
    uint32_t child = gj_twig_at(store, tree, twig)->first;

    for (; child != GJ_NONE_HERE; child = gj_twig_at(store, tree, child)->next)
        gj_store_scan(store, tree, child, resource);
}

void gj_store_scan(gj_schema_store *store, uint32_t tree, uint32_t twig,
                   uint32_t resource)
{
    gj_twig *t = gj_twig_at(store, tree, twig);

    if ((t->type != GJ_OBJECT && t->type != GJ_TRUE && t->type != GJ_FALSE) ||
        t->resource != GJ_NONE_HERE)
        return;
    if (t->type == GJ_OBJECT)
        resource = own_resource(store, tree, twig, resource);
    t->resource = resource;
    add_anchor(store, tree, twig, "$anchor");
    add_anchor(store, tree, twig, "$dynamicAnchor");
    for (uint32_t child = t->first; child != GJ_NONE_HERE;
         child = gj_twig_at(store, tree, child)->next) {
        const gj_twig *c = gj_twig_at(store, tree, child);
        gj_keyword_id keyword = gj_keyword_find(c->key);
        uint32_t holds = keyword < GJ_KEYWORD_COUNT ? gj_keywords[keyword].holds
                                                    : GJ_HOLDS_NONE;
        if (holds == GJ_HOLDS_SCHEMA)
            gj_store_scan(store, tree, child, resource);
        if ((holds == GJ_HOLDS_LIST && c->type == GJ_ARRAY) ||
            (holds == GJ_HOLDS_MAP && c->type == GJ_OBJECT) ||
            (keyword == GJ_KEY_ITEMS && c->type == GJ_ARRAY))
            scan_children(store, tree, child, resource);
    }
}

/* ---------------------------------------------------------------- adding */

void gj_store_alias(gj_schema_store *store, uint32_t tree, gj_text uri)
{
    if (namesake(store, tree, gj_store_name(store, uri)) == GJ_NONE_HERE)
        add_resource(store, tree, 0, uri);
}

static gj_tree *add_tree(gj_schema_store *store, const char *uri,
                         const char *path)
{
    gj_grow(&store->trees, store->tree_count, &store->tree_room,
            sizeof *store->trees);
    gj_tree *tree = &store->trees[store->tree_count++];
    *tree = (gj_tree){.values = &gj_document_values,
                      .uri = gj_arena_text(&store->arena, gj_text_of(uri)),
                      .path = gj_arena_text(
                          &store->arena, gj_text_of(path != NULL ? path : ""))};
    return tree;
}

/* Makes the last tree findable. */
static uint32_t finish_tree(gj_schema_store *store)
{
    uint32_t index = (uint32_t)store->tree_count - 1;
    gj_tree *tree = &store->trees[index];

    gj_tree_grow(tree);
    gj_store_scan(store, index, 0, add_resource(store, index, 0, tree->uri));
    return index;
}

/* Reads the last tree's own bytes. Where they are none, the tree goes. */
static gj_status read_tree(gj_schema_store *store, uint32_t *document,
                           gj_error *error)
{
    gj_tree *tree = &store->trees[store->tree_count - 1];
    size_t length = tree->bytes.length;

    memset(gj_buffer_room(&tree->bytes, GJ_PADDING), 0, GJ_PADDING);
    tree->document = gj_document_new();
    gj_status status =
        gj_document_read(tree->document, tree->bytes.data, length, NULL, error);
    if (status != GJ_OK) {
        gj_error_file(error, tree->path.data);
        gj_document_free(tree->document);
        gj_buffer_free(&tree->bytes);
        store->tree_count--;
        return status;
    }
    tree->root = gj_document_root(tree->document);
    *document = finish_tree(store);
    return GJ_OK;
}

gj_status gj_schema_store_bytes(gj_schema_store *store, uint32_t *document,
                                const char *uri, const char *path,
                                gj_text bytes, gj_error *error)
{
    gj_tree *tree = add_tree(store, uri, path);

    gj_buffer_text(&tree->bytes, bytes);
    return read_tree(store, document, error);
}

uint32_t gj_schema_store_value(gj_schema_store *store, const char *uri,
                               const gj_values *values, gj_value root)
{
    gj_tree *tree = add_tree(store, uri, NULL);

    tree->values = values;
    tree->root = root;
    return finish_tree(store);
}

/* The URI of a file. What comes from nowhere, through a pipe or as standard
   input, is as if it lay in the working directory. */
static void put_file_uri(gj_buffer *uri, const char *path)
{
    struct stat about;
    bool piped = strcmp(path, "-") == 0 ||
                 (stat(path, &about) == 0 && !S_ISREG(about.st_mode));
    char *full = realpath(piped ? "." : path, NULL);
    const char *slash = strrchr(path, '/');

    gj_uri_of_path(uri, full != NULL ? full : path);
    free(full);
    if (piped)
        gj_buffer_print(uri, "/%s", slash != NULL ? slash + 1 : path);
}

gj_status gj_schema_store_file(gj_schema_store *store, uint32_t *document,
                               const char *path, gj_error *error)
{
    gj_buffer uri = {0};

    put_file_uri(&uri, path);
    for (uint32_t i = 0; i < store->tree_count; i++) {
        if (gj_text_is(store->trees[i].uri, gj_buffer_view(&uri))) {
            *document = i;
            gj_buffer_free(&uri);
            return GJ_OK;
        }
    }
    gj_tree *tree = add_tree(store, uri.data, path);
    gj_buffer_free(&uri);
    gj_status status = gj_input_read(&tree->bytes, path, 0, error);
    if (status != GJ_OK) {
        gj_buffer_free(&tree->bytes);
        store->tree_count--;
        return status;
    }
    return read_tree(store, document, error);
}

/* --------------------------------------------------------------- finding */

static void read_metaschemas(gj_schema_store *store)
{
    gj_text bytes;
    gj_text uri;
    uint32_t document;

    store->has_metaschemas = true;
    for (size_t i = 0; gj_metaschema(i, &bytes, &uri); i++)
        if (gj_schema_store_bytes(store, &document, uri.data, uri.data, bytes,
                                  NULL) == GJ_OK)
            store->trees[document].sound = store->trees[document].builtin =
                true;
}

static uint32_t find_resource(const gj_schema_store *store, gj_text uri)
{
    uint32_t found = next_resource(store, uri, GJ_NONE_HERE);

    if (found == GJ_NONE_HERE)
        return found;
    /* A root that has an $id is known under its file's URI too. */
    const gj_resource *r = &store->resources[found];
    return gj_twig_at(store, r->tree, r->twig)->resource;
}

uint32_t gj_store_resource(gj_schema_store *store, gj_text reference)
{
    static const char draft[] = "https://json-schema.org/draft/";
    gj_text uri = gj_store_name(store, reference);
    uint32_t found = find_resource(store, uri);

    if (found == GJ_NONE_HERE && !store->has_metaschemas &&
        uri.length >= sizeof draft - 1 &&
        memcmp(uri.data, draft, sizeof draft - 1) == 0) {
        read_metaschemas(store);
        found = find_resource(store, uri);
    }
    while (found == GJ_NONE_HERE && store->folders_read < store->folder_count) {
        gj_store_read_folder(store, store->folders[store->folders_read++]);
        found = find_resource(store, uri);
    }
    return found;
}

uint32_t gj_store_rival(const gj_schema_store *store, uint32_t resource)
{
    const gj_resource *own = &store->resources[resource];
    const gj_tree *tree = &store->trees[own->tree];
    uint32_t other = next_resource(store, own->uri, GJ_NONE_HERE);
    uint64_t steps = 0;

    if (tree->builtin)
        return GJ_NONE_HERE;
    for (; other != GJ_NONE_HERE;
         other = next_resource(store, own->uri, other)) {
        const gj_resource *r = &store->resources[other];
        const gj_tree *t = &store->trees[r->tree];
        if (r->tree != own->tree &&
            !gj_values_equal(
                (gj_side){tree->values, tree->twigs[own->twig].value},
                (gj_side){t->values, t->twigs[r->twig].value}, &steps))
            return other;
    }
    return GJ_NONE_HERE;
}

const gj_anchor *gj_store_anchor(const gj_schema_store *store,
                                 uint32_t resource, gj_text name)
{
    uint64_t hash = hash_anchor(resource, name);
    size_t at = 0;
    uint32_t i;

    while ((i = gj_index_next(&store->names, hash, &at)) != GJ_NONE_HERE)
        if (store->anchors[i].resource == resource &&
            gj_text_is(store->anchors[i].name, name))
            return &store->anchors[i];
    return NULL;
}

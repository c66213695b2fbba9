/* References and dialects: what of a schema leads elsewhere. */
#include <stdlib.h>
#include <unistd.h>

#include "schema/hash.h"
#include "schema/program.h"
#include "schema/uri.h"

/* ------------------------------------------------------------- dialects */

static const char draft[] = "https://json-schema.org/draft/";

static bool begins(gj_text text, const char *start)
{
    size_t length = strlen(start);
    return text.length >= length && memcmp(text.data, start, length) == 0;
}

static uint32_t vocabulary_of(gj_text uri)
{
    static const struct {
        gj_text name;
        uint32_t bits;
    } known[] = {
        {GJ_TEXT("2020-12/vocab/core"), GJ_VOCABULARY_CORE},
        {GJ_TEXT("2020-12/vocab/applicator"), GJ_VOCABULARY_APPLICATOR},
        {GJ_TEXT("2020-12/vocab/unevaluated"), GJ_VOCABULARY_UNEVALUATED},
        {GJ_TEXT("2020-12/vocab/validation"), GJ_VOCABULARY_VALIDATION},
        {GJ_TEXT("2020-12/vocab/meta-data"), GJ_VOCABULARY_OTHER},
        {GJ_TEXT("2020-12/vocab/content"), GJ_VOCABULARY_OTHER},
        {GJ_TEXT("2020-12/vocab/format-annotation"), GJ_VOCABULARY_FORMAT},
        {GJ_TEXT("2020-12/vocab/format-assertion"),
         GJ_VOCABULARY_FORMAT | GJ_VOCABULARY_FORMAT_ASSERTION},
        {GJ_TEXT("2019-09/vocab/core"), GJ_VOCABULARY_CORE},
        {GJ_TEXT("2019-09/vocab/applicator"),
         GJ_VOCABULARY_APPLICATOR | GJ_VOCABULARY_UNEVALUATED},
        {GJ_TEXT("2019-09/vocab/validation"), GJ_VOCABULARY_VALIDATION},
        {GJ_TEXT("2019-09/vocab/meta-data"), GJ_VOCABULARY_OTHER},
        {GJ_TEXT("2019-09/vocab/content"), GJ_VOCABULARY_OTHER},
        {GJ_TEXT("2019-09/vocab/format"), GJ_VOCABULARY_FORMAT},
    };

    if (!begins(uri, draft))
        return 0;
    gj_text name = {uri.data + sizeof draft - 1, uri.length - sizeof draft + 1};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (gj_text_is(known[i].name, name))
            return known[i].bits;
    return 0;
}

/* Reads $vocabulary of a metaschema for a resource that names it at `twig`. */
static gj_status read_vocabularies(gj_schema_store *store, gj_resource *user,
                                   uint32_t twig, uint32_t metaschema,
                                   gj_schema_error *error)
{
    const gj_resource *meta = &store->resources[metaschema];
    const gj_tree *tree = &store->trees[meta->tree];
    uint32_t list = gj_twig_member(tree, meta->twig, "$vocabulary");

    user->vocabularies = GJ_VOCABULARY_DEFAULT;
    if (list == GJ_NONE_HERE)
        return GJ_OK;
    user->vocabularies = GJ_VOCABULARY_CORE;
    for (uint32_t at = tree->twigs[list].first; at != GJ_NONE_HERE;
         at = tree->twigs[at].next) {
        gj_text uri = tree->twigs[at].key;
        uint32_t bits = vocabulary_of(uri);
        user->vocabularies |= bits;
        if (bits == 0 && tree->twigs[at].type == GJ_TRUE)
            return gj_twig_fail(
                &store->trees[user->tree], twig, error,
                "元模式要求词汇表 %.*s%s，gouji 不认识它",
                "its metaschema requires the vocabulary %.*s%s, which gouji "
                "does not know",
                GJ_SHOW(uri));
    }
    return GJ_OK;
}

/* The resource around another one, or GJ_NONE_HERE. */
static uint32_t outer_resource(const gj_schema_store *store,
                               const gj_resource *resource)
{
    const gj_twig *twigs = store->trees[resource->tree].twigs;
    uint32_t at = twigs[resource->twig].parent;

    while (at != GJ_NONE_HERE && twigs[at].resource == GJ_NONE_HERE)
        at = twigs[at].parent;
    return at != GJ_NONE_HERE ? twigs[at].resource : GJ_NONE_HERE;
}

/* What is wrong with a file, with its place, as one text for each language. */
static void put_fault(gj_buffer texts[2], const gj_error *why)
{
    for (int language = 0; language < 2; language++) {
        gj_buffer_string(&texts[language], why->file);
        if (why->line > 0)
            gj_buffer_print(&texts[language], ":%u:%u", why->line, why->column);
        gj_buffer_print(&texts[language], ": %s", why->words[language]);
    }
}

/* The same about a link that was not followed; nothing where there is none. */
static void put_link(gj_buffer texts[2], const gj_schema_store *store)
{
    const char *link = gj_store_left_link(store);

    gj_buffer_string(&texts[GJ_ZH], "");
    gj_buffer_string(&texts[GJ_EN], "");
    if (link == NULL)
        return;
    gj_buffer_print(&texts[GJ_ZH], "；指向文件夹之外的链接没有读：%s", link);
    gj_buffer_print(&texts[GJ_EN],
                    "; a link that leads out of its folder is not followed: %s",
                    link);
}

static void free_texts(gj_buffer texts[2])
{
    gj_buffer_free(&texts[GJ_ZH]);
    gj_buffer_free(&texts[GJ_EN]);
}

static gj_status tell_no_metaschema(gj_schema_store *store, uint32_t document,
                                    uint32_t twig, gj_text uri,
                                    gj_schema_error *error)
{
    gj_error why = {.status = GJ_OK};
    gj_buffer texts[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
    gj_status status;

    bool there = gj_store_why_not(store, uri, &why) != GJ_OK;
    /* Only now: trees move when one more is looked at. */
    const gj_tree *tree = &store->trees[document];
    if (there) {
        put_fault(texts, &why);
        status = gj_twig_fail(
            tree, twig, error, "元模式 %.*s%s 的文件读不了：%s%.0s",
            "the file of its metaschema %.*s%s cannot be read: %.0s%s",
            GJ_SHOW(uri), texts[GJ_ZH].data, texts[GJ_EN].data);
    } else {
        put_link(texts, store);
        status = gj_twig_fail(
            tree, twig, error,
            "没有元模式 %.*s%s；gouji 按 2020-12 版的 JSON Schema 检查，"
            "其他元模式要在 --schema-dir 的文件夹里%s%.0s",
            "there is no metaschema %.*s%s; gouji reads JSON Schema draft "
            "2020-12, other metaschemas must be in a folder of "
            "--schema-dir%.0s%s",
            GJ_SHOW(uri), texts[GJ_ZH].data, texts[GJ_EN].data);
    }
    free_texts(texts);
    return status;
}

gj_text gj_store_metaschema(gj_schema_store *store, uint32_t resource,
                            uint32_t twig)
{
    const gj_resource *r = &store->resources[resource];
    gj_text name = gj_twig_text(&store->trees[r->tree], twig);
    gj_buffer uri = {0};

    if (name.length == 0)
        return name;
    gj_uri_resolve(&uri, r->uri, name);
    name = gj_store_name(store, gj_buffer_view(&uri));
    gj_buffer_free(&uri);
    return name;
}

static gj_status read_dialect(gj_schema_store *store, uint32_t index,
                              uint32_t twig, gj_schema_error *error)
{
    gj_resource *resource = &store->resources[index];
    gj_text uri = gj_store_metaschema(store, index, twig);

    resource->vocabularies = GJ_VOCABULARY_DEFAULT;
    if (gj_text_is(uri, gj_text_of("https://json-schema.org/draft/2020-12/"
                                   "schema")))
        return GJ_OK;
    resource->older = gj_text_is(
        uri, gj_text_of("https://json-schema.org/draft/2019-09/schema"));
    if (resource->older)
        return GJ_OK;
    uint32_t metaschema = gj_store_resource(store, uri);
    if (metaschema == GJ_NONE_HERE)
        return tell_no_metaschema(store, store->resources[index].tree, twig,
                                  uri, error);
    return read_vocabularies(store, &store->resources[index], twig, metaschema,
                             error);
}

gj_status gj_store_dialect(gj_schema_store *store, uint32_t index,
                           gj_schema_error *error)
{
    gj_resource *resource = &store->resources[index];
    const gj_tree *tree = &store->trees[resource->tree];

    if (resource->vocabularies != 0)
        return GJ_OK;
    uint32_t twig = gj_twig_member(tree, resource->twig, "$schema");
    if (gj_twig_text(tree, twig).data != NULL)
        return read_dialect(store, index, twig, error);
    uint32_t outer = outer_resource(store, resource);
    if (outer == GJ_NONE_HERE || outer == index) {
        resource->vocabularies = GJ_VOCABULARY_DEFAULT;
        return GJ_OK;
    }
    gj_status status = gj_store_dialect(store, outer, error);
    resource = &store->resources[index];
    resource->vocabularies = store->resources[outer].vocabularies;
    resource->older = store->resources[outer].older;
    return status;
}

/* ------------------------------------------------------------ references */

/* Where a reference leads. */
typedef struct target {
    uint32_t tree;
    uint32_t twig;
    bool dynamic;
} target;

static bool find_in(gj_schema_store *store, uint32_t resource, gj_text fragment,
                    target *found)
{
    const gj_resource *r = &store->resources[resource];
    gj_buffer name = {0};

    *found = (target){r->tree, r->twig, false};
    gj_buffer_string(&name, "");
    gj_uri_decode(&name, fragment);
    if (name.length > 0 && name.data[0] == '/') {
        found->twig = gj_twig_find(&store->trees[r->tree], r->twig,
                                   gj_buffer_view(&name));
    } else if (name.length > 0) {
        const gj_anchor *anchor =
            gj_store_anchor(store, resource, gj_buffer_view(&name));
        found->twig = anchor != NULL ? anchor->twig : GJ_NONE_HERE;
        found->dynamic = anchor != NULL && anchor->dynamic;
    }
    gj_buffer_free(&name);
    return found->twig != GJ_NONE_HERE;
}

static gj_status tell_nowhere(gj_compiler *c, uint32_t twig)
{
    const gj_tree *tree = &c->store->trees[c->tree];

    return gj_twig_fail(
        tree, twig, c->error, "引用 %.*s%s 找不到：那里没有模式",
        "the reference %.*s%s leads nowhere: there is no schema "
        "at its end",
        GJ_SHOW(gj_twig_text(tree, twig)));
}

/* Which of two documents a reference means must not depend on which was read
   first, unless they say the same. */
static gj_status tell_rivals(gj_compiler *c, uint32_t twig, uint32_t resource)
{
    gj_schema_store *store = c->store;
    uint32_t rival = gj_store_rival(store, resource);
    gj_buffer places[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
    const uint32_t both[] = {resource, rival};

    if (rival == GJ_NONE_HERE)
        return GJ_OK;
    for (int i = 0; i < 2; i++) {
        const gj_resource *r = &store->resources[both[i]];
        gj_twig_place(&store->trees[r->tree], r->twig, &places[i]);
    }
    gj_status status = gj_twig_fail(
        &store->trees[c->tree], twig, c->error,
        "引用 %.*s%s 有两处可指：%.*s%s 和 %.*s%s 的 $id 相同，内容不同",
        "the reference %.*s%s leads to two places: %.*s%s and %.*s%s have the "
        "same "
        "$id, but are not the same",
        GJ_SHOW(gj_twig_text(&store->trees[c->tree], twig)),
        GJ_SHOW(gj_buffer_view(&places[0])),
        GJ_SHOW(gj_buffer_view(&places[1])));
    gj_buffer_free(&places[0]);
    gj_buffer_free(&places[1]);
    return status;
}

/* A reference may lead to where no schema was expected: what stands there is
   held against the metaschema as if it had been. */
static gj_status be_schema(gj_compiler *c, uint32_t twig, const target *found)
{
    gj_schema_store *store = c->store;
    const gj_twig *twigs = store->trees[found->tree].twigs;
    uint32_t at = found->twig;

    if (twigs[at].resource != GJ_NONE_HERE)
        return GJ_OK;
    while (twigs[at].resource == GJ_NONE_HERE &&
           twigs[at].parent != GJ_NONE_HERE)
        at = twigs[at].parent;
    if (twigs[at].resource != GJ_NONE_HERE)
        gj_store_scan(store, found->tree, found->twig, twigs[at].resource);
    if (twigs[found->twig].resource == GJ_NONE_HERE)
        return tell_nowhere(c, twig);
    return gj_store_check_part(store, found->tree, found->twig, c->error);
}

/* Whether a URI is, but for the way it is written, a resource's. */
static bool is_same(gj_text uri, gj_text name)
{
    gj_buffer own = {0};

    gj_uri_normalise(&own, uri);
    bool same = gj_text_is(gj_buffer_view(&own), name);
    gj_buffer_free(&own);
    return same;
}

/* Whether the URI is that of a file that is there. */
static bool is_file(gj_text uri)
{
    static const char start[] = "file://";
    gj_buffer path = {0};

    /* An encoded slash is in no name. */
    if (!begins(uri, start) || strstr(uri.data, "%2F") != NULL)
        return false;
    gj_uri_decode(&path, (gj_text){uri.data + sizeof start - 1,
                                   uri.length - sizeof start + 1});
    bool there = path.length > 0 && strlen(path.data) == path.length &&
                 access(path.data, F_OK) == 0;
    gj_buffer_free(&path);
    return there;
}

/* Whether a document of this URI was read, of which the root is no schema. */
static bool is_no_schema(const gj_schema_store *store, gj_text uri)
{
    for (size_t i = 0; i < store->tree_count; i++)
        if (gj_text_is(store->trees[i].uri, uri))
            return true;
    return false;
}

/* Says that a file could not be read, or that it was not looked for there. */
static gj_status tell_file(gj_compiler *c, uint32_t twig, gj_text reference,
                           const gj_error *why)
{
    const gj_tree *tree = &c->store->trees[c->tree];
    gj_buffer texts[2] = {{NULL, 0, 0}, {NULL, 0, 0}};

    if (why->status == GJ_OK)
        return gj_twig_fail(
            tree, twig, c->error,
            "引用 %.*s%s 所指的文件有，但不在 --schema-dir 的文件夹里，没有读",
            "the reference %.*s%s leads to a file that is there, but in no "
            "folder of --schema-dir, and so was not read",
            GJ_SHOW(reference));
    put_fault(texts, why);
    gj_status status = gj_twig_fail(
        tree, twig, c->error, "引用 %.*s%s 所指的文件读不了：%s%.0s",
        "the reference %.*s%s leads to a file that cannot be read: %.0s%s",
        GJ_SHOW(reference), texts[GJ_ZH].data, texts[GJ_EN].data);
    free_texts(texts);
    return status;
}

/* Says why there is no resource of this URI. */
static gj_status tell_unknown(gj_compiler *c, uint32_t twig, gj_text reference,
                              gj_text uri)
{
    gj_error why = {.status = GJ_OK};
    gj_buffer texts[2] = {{NULL, 0, 0}, {NULL, 0, 0}};

    gj_text name = gj_store_name(c->store, uri);
    if (is_no_schema(c->store, name))
        return tell_nowhere(c, twig);
    if (gj_store_why_not(c->store, uri, &why) != GJ_OK || is_file(name))
        return tell_file(c, twig, reference, &why);
    put_link(texts, c->store);
    gj_status status = gj_twig_fail(
        &c->store->trees[c->tree], twig, c->error,
        "引用 %.*s%s 找不到：本机没有 %.*s%s（gouji 从不上网，"
        "可用 --schema-dir 指定文件夹）%s%.0s",
        "the reference %.*s%s leads nowhere: there is no %.*s%s on this "
        "machine (gouji fetches nothing; --schema-dir names a folder)"
        "%.0s%s",
        GJ_SHOW(reference), GJ_SHOW(uri), texts[GJ_ZH].data, texts[GJ_EN].data);
    free_texts(texts);
    return status;
}

/* The resource that a reference leads to, which `uri` receives the URI of. */
static gj_status resolve_resource(gj_compiler *c, uint32_t twig, gj_buffer *uri,
                                  uint32_t *resource)
{
    gj_schema_store *store = c->store;
    uint32_t from = c->schema->blocks[c->done].resource;
    gj_text reference = gj_twig_text(&store->trees[c->tree], twig);
    gj_text base = store->resources[from].uri;

    gj_buffer_string(uri, "");
    gj_uri_resolve(uri, base, reference);
    gj_text main = gj_uri_main(gj_buffer_view(uri));
    *resource = from;
    if (is_same(main, base))
        return GJ_OK;
    *resource = gj_store_resource(store, main);
    if (*resource != GJ_NONE_HERE)
        return tell_rivals(c, twig, *resource);
    return tell_unknown(c, twig, reference, main);
}

static gj_status resolve(gj_compiler *c, uint32_t twig, target *found)
{
    gj_buffer uri = {0};
    uint32_t resource;
    gj_status status = resolve_resource(c, twig, &uri, &resource);

    if (status == GJ_OK) {
        gj_text fragment = gj_uri_fragment(gj_buffer_view(&uri));
        status = find_in(c->store, resource, fragment, found)
                     ? be_schema(c, twig, found)
                     : tell_nowhere(c, twig);
    }
    gj_buffer_free(&uri);
    return status;
}

uint32_t gj_compile_name(gj_compiler *c, gj_text name)
{
    uint64_t hash = gj_mix_text(name, gj_hash_seed());
    size_t at = 0;
    uint32_t found;

    while ((found = gj_index_next(&c->names, hash, &at)) != UINT32_MAX)
        if (gj_text_is(c->schema->names[found], name))
            return found;
    gj_text kept = gj_arena_text(&c->schema->arena, name);
    found = GJ_ADD(c->schema, names, kept);
    gj_index_add(&c->names, hash, found);
    return found;
}

gj_status gj_compile_reference(gj_compiler *c, uint32_t twig,
                               gj_op_id operation)
{
    target found = {0, 0, false};
    gj_text reference = gj_twig_text(&c->store->trees[c->tree], twig);
    gj_op op = {.id = (uint16_t)operation,
                .types = GJ_ALL_TYPES,
                .b = GJ_NO_BLOCK,
                .twig = twig};

    if (reference.data == NULL)
        return GJ_OK;
    gj_status status = resolve(c, twig, &found);
    if (status == GJ_OK)
        status = gj_store_check(c->store, found.tree, c->error);
    if (status != GJ_OK)
        return status;
    op.a = gj_compile_later(c, found.tree, found.twig);
    if (operation == GJ_OP_DYNAMIC_REF && found.dynamic)
        op.b = gj_compile_name(c, gj_uri_fragment(reference));
    gj_compile_op(c, op);
    return GJ_OK;
}

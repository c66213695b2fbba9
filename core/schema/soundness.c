/* Whether schemas are what their metaschema asks for, and name nothing twice.
 */
#include "schema/program.h"

static const char draft[] = "https://json-schema.org/draft/";

static void tell_mismatch(const gj_tree *tree, uint32_t root,
                          const gj_mismatch *mismatch, gj_schema_error *error)
{
    uint32_t twig = root;

    /* A missing key has no twig: its object's is the place. */
    for (uint64_t length = mismatch->pointer.length;; length--) {
        twig =
            gj_twig_find(tree, root, (gj_text){mismatch->pointer.data, length});
        if (twig != GJ_NONE_HERE || length == 0)
            break;
    }
    gj_twig_fail(tree, twig != GJ_NONE_HERE ? twig : root, error,
                 "模式本身有误：%s%.0s", "the schema itself is wrong: %.0s%s",
                 mismatch->words.zh.data, mismatch->words.en.data);
}

static gj_status run_metaschema(gj_schema_store *store, uint32_t tree,
                                uint32_t twig, gj_checker *checker,
                                gj_schema_error *error)
{
    const gj_mismatch *mismatches;
    gj_tree *t = &store->trees[tree];
    size_t count =
        gj_checker_run(checker, t->values, t->twigs[twig].value, &mismatches);

    for (size_t i = 0; i < count; i++)
        tell_mismatch(t, twig, &mismatches[i], error);
    return count > 0 ? GJ_FAILED_DATA : GJ_OK;
}

static gj_status check_standard(gj_schema_store *store, uint32_t tree,
                                uint32_t twig, gj_schema_error *error)
{
    static const gj_text uri =
        GJ_TEXT("https://json-schema.org/draft/2020-12/schema");

    if (store->metaschema == NULL) {
        uint32_t resource = gj_store_resource(store, uri);
        if (resource == GJ_NONE_HERE ||
            gj_schema_compile(&store->metaschema, store,
                              store->resources[resource].tree, NULL,
                              error) != GJ_OK)
            return GJ_FAILED_DATA;
        store->metachecker = gj_checker_new(store->metaschema);
    }
    return run_metaschema(store, tree, twig, store->metachecker, error);
}

static gj_status check_custom(gj_schema_store *store, uint32_t tree,
                              uint32_t twig, uint32_t metaschema,
                              gj_schema_error *error)
{
    gj_schema *schema;
    gj_status status = gj_schema_compile(
        &schema, store, store->resources[metaschema].tree, NULL, error);

    if (status != GJ_OK)
        return status;
    gj_checker *checker = gj_checker_new(schema);
    status = run_metaschema(store, tree, twig, checker, error);
    gj_checker_free(checker);
    gj_schema_free(schema);
    return status;
}

/* Holds a value against the metaschema that its document names. */
static gj_status check_against(gj_schema_store *store, uint32_t tree,
                               uint32_t twig, gj_schema_error *error)
{
    const gj_tree *t = &store->trees[tree];
    gj_text uri = gj_store_metaschema(store, t->twigs[0].resource,
                                      gj_twig_member(t, 0, "$schema"));
    bool own = uri.length >= sizeof draft - 1 &&
               memcmp(uri.data, draft, sizeof draft - 1) == 0;
    uint32_t metaschema =
        uri.length == 0 || own ? GJ_NONE_HERE : gj_store_resource(store, uri);

    return metaschema != GJ_NONE_HERE
               ? check_custom(store, tree, twig, metaschema, error)
               : check_standard(store, tree, twig, error);
}

static gj_status tell_clash(const gj_tree *t, const gj_clash *clash,
                            gj_schema_error *error)
{
    uint32_t twig = gj_twig_member(t, clash->second, clash->keyword);
    gj_buffer place = {0};

    if (clash->first == GJ_NONE_HERE)
        return gj_twig_fail(t, twig, error, "“%.*s%s”不是 URI 引用",
                            "\"%.*s%s\" is no URI reference",
                            GJ_SHOW(gj_twig_text(t, twig)));
    gj_twig_place(t, clash->first, &place);
    gj_twig_fail(t, twig, error, "%s 与 %.*s%s 处的模式重名",
                 "this %s is also that of the schema at %.*s%s", clash->keyword,
                 GJ_SHOW(gj_buffer_view(&place)));
    gj_buffer_free(&place);
    return GJ_FAILED_DATA;
}

/* Names that cannot be, or that a document gives twice, from the first that was
   not told yet. */
static gj_status check_names(gj_schema_store *store, uint32_t tree,
                             gj_schema_error *error)
{
    gj_status status = GJ_OK;

    for (size_t i = 0; i < store->clash_count; i++) {
        gj_clash *clash = &store->clashes[i];
        if (clash->tree != tree || clash->told)
            continue;
        clash->told = true;
        status = tell_clash(&store->trees[tree], clash, error);
    }
    return status;
}

/* Whether it is known, or cannot be known, that a document is sound. */
static bool is_trusted(const gj_schema_store *store, uint32_t tree)
{
    const gj_tree *t = &store->trees[tree];
    uint32_t resource = t->twigs[0].resource;

    return t->known || t->builtin ||
           (resource != GJ_NONE_HERE && store->resources[resource].older);
}

gj_status gj_store_check(gj_schema_store *store, uint32_t tree,
                         gj_schema_error *error)
{
    gj_tree *t = &store->trees[tree];
    gj_status status = GJ_OK;

    if (t->sound)
        return GJ_OK;
    /* Set before the work: a metaschema may describe itself. */
    t->sound = true;
    if (t->twigs[0].resource != GJ_NONE_HERE)
        status = gj_store_dialect(store, t->twigs[0].resource, error);
    if (status != GJ_OK || is_trusted(store, tree))
        return status;
    status = check_against(store, tree, 0, error);
    gj_status names = check_names(store, tree, error);
    return status != GJ_OK ? status : names;
}

gj_status gj_store_check_part(gj_schema_store *store, uint32_t tree,
                              uint32_t twig, gj_schema_error *error)
{
    gj_status status = GJ_OK;

    if (!is_trusted(store, tree))
        status = check_against(store, tree, twig, error);
    return status != GJ_OK ? status : check_names(store, tree, error);
}

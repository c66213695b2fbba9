/* Members of a schema that look like a keyword and are none. They are allowed,
 * and check nothing, which is hardly what their author meant. */
#include "base/nearest.h"
#include "schema/keyword.h"
#include "schema/store.h"

/** Those that tell people something, or name something; and those of earlier
    drafts. */
static const char *const others[] = {
    "$anchor",      "$comment",    "$dynamicAnchor",  "$id",
    "$schema",      "$vocabulary", "contentEncoding", "contentMediaType",
    "default",      "deprecated",  "description",     "examples",
    "readOnly",     "title",       "writeOnly",       "$recursiveAnchor",
    "dependencies", "id",          "additionalItems", "$recursiveRef"};

static bool is_known(gj_text key)
{
    if (gj_keyword_find(key) != GJ_KEYWORD_COUNT)
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (gj_text_is(key, gj_text_of(others[i])))
            return true;
    return false;
}

static gj_text keyword_near(gj_text key)
{
    gj_nearest nearest = gj_nearest_to(key);

    for (int i = 0; i < GJ_KEYWORD_COUNT; i++)
        gj_nearest_try(&nearest, gj_keywords[i].name);
    return nearest.found;
}

/** Whether a twig is a member of a schema. */
static bool is_member(const gj_tree *tree, uint32_t twig)
{
    uint32_t parent = tree->twigs[twig].parent;

    return parent != GJ_NONE_HERE && tree->twigs[twig].key.data != NULL &&
           tree->twigs[parent].resource != GJ_NONE_HERE;
}

void gj_schema_misspelt(const gj_schema_store *store, uint32_t document,
                        gj_schema_error *error)
{
    const gj_tree *tree = &store->trees[document];

    for (uint32_t twig = 0; twig < tree->count; twig++) {
        gj_text key = tree->twigs[twig].key;
        if (!is_member(tree, twig) || is_known(key))
            continue;
        gj_text near = keyword_near(key);
        if (near.length > 0)
            gj_twig_fail(tree, twig, error,
                         "“%.*s%s”不是关键字，不起作用；是不是“%.*s”？",
                         "\"%.*s%s\" is no keyword and checks nothing; did you "
                         "mean \"%.*s\"?",
                         GJ_SHOW(key), GJ_PRINT(near));
    }
}

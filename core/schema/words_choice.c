/* Sentences about choices of which none, or more than one, fits. */
#include "schema/checker.h"
#include "schema/pair.h"

enum { MOST_LISTED = 8 };

/* All types that the branches admit; 0 where a branch says more than that. */
static uint32_t branch_types(const gj_schema *schema, const gj_op *op)
{
    uint32_t types = 0;
    bool number = false;

    for (uint32_t i = 0; i < op->b; i++) {
        const gj_clause *branch = &schema->blocks[schema->lists[op->a + i]];
        if (branch->types == GJ_ALL_TYPES || branch->never)
            return 0;
        number = number || (branch->types >> GJ_NUMBER & 1 &&
                            (branch->types & GJ_INTEGER_ONLY) == 0);
        types |= branch->types;
    }
    return number ? types & ~(uint32_t)GJ_INTEGER_ONLY : types;
}

void gj_tell_none_fits(gj_pair *p, gj_checker *c, const gj_note *note)
{
    uint32_t types = branch_types(c->schema, note->op);

    if (types != 0 && (types >> note->view->type & 1) == 0) {
        gj_pair_put(p, "此处应为", "must be ");
        gj_pair_types(p, types);
        gj_pair_put(p, "，却是", ", not ");
    } else {
        gj_pair_put(p, "所列的 ", "fits none of the ");
        gj_pair_number(p, note->op->b);
        gj_pair_put(p, " 种情形都不符合：现为", " alternatives: it is ");
    }
    gj_pair_found(p, c->values, note->view->value);
}

void gj_tell_several_fit(gj_pair *p, const gj_note *note)
{
    gj_pair_put(p, "只能符合一种情形，却同时符合第 ",
                "must fit one alternative only, but fits number ");
    gj_pair_number(p, note->first);
    gj_pair_put(p, " 种和第 ", " and number ");
    gj_pair_number(p, note->second);
    gj_pair_put(p, " 种", "");
}

/* Lists what a value of a schema asks for: itself, or one of its own. */
static void put_kind(gj_pair *p, const gj_values *values,
                     const gj_mismatch *kind, int *listed)
{
    bool several = kind->id == GJ_AT_ENUM;
    gj_value at =
        several ? values->first(kind->schema_value) : kind->schema_value;

    while (values->type(at) != GJ_ABSENT && *listed < MOST_LISTED) {
        if ((*listed)++ > 0)
            gj_pair_put(p, "、", ", ");
        gj_pair_value(p, values, at);
        at = several ? values->next(at) : (gj_value){NULL, 0};
    }
}

gj_words gj_note_words_of_kinds(gj_checker *c, const gj_mismatch *kinds,
                                size_t count)
{
    gj_pair p = {{NULL, 0, 0}, {NULL, 0, 0}};
    int listed = 0;

    gj_pair_put(&p, "应为以下之一：", "must be one of ");
    for (size_t i = 0; i < count; i++)
        put_kind(&p, c->schema->store->trees[kinds[i].document].values,
                 &kinds[i], &listed);
    if (listed == MOST_LISTED)
        gj_pair_put(&p, "等", " and so on");
    gj_pair_put(&p, "；却是", "; it is ");
    gj_pair_found(&p, c->values, kinds[0].value);
    return gj_pair_keep(&p, &c->arena);
}

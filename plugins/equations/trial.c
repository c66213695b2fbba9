/* Tries a rule on the form itself, so that a pointer that leads nowhere is
 * refused when the ruleset is read and not found out on some report. */
#include <stdlib.h>

#include "plan.h"
#include "ruleset.h"

/** Longest pointer, and terms of one rule over all its places: a form is far
    smaller, so more of them are a mistake. */
enum { MOST_BYTES = 4096, MOST_TERMS = 100000 };

typedef struct trial {
    const gj_opening *opening;
    const gj_equation *equation;
    gj_text binding;
    /** Terms that the rule may still have. */
    size_t left;
} trial;

/** Reports what stood in the way of a node. */
static bool report(const trial *t, gj_value value, const gj_node *node,
                   gj_obstacle obstacle)
{
    gj_mistake mistake = {0};

    if (obstacle == GJ_OBSTACLE_NO_CELL)
        gj_mistaken(&mistake, 0, 0, "“%.*s”在表样中没有单元格",
                    "\"%.*s\" leads to no cell of the form",
                    GJ_SHORT(node->text));
    else if (obstacle == GJ_OBSTACLE_GROUP)
        gj_mistaken(&mistake, 0, 0, "“%.*s”是一组单元格，不是一个单元格",
                    "\"%.*s\" is a group of cells, not a cell",
                    GJ_SHORT(node->text));
    else
        gj_mistaken(&mistake, 0, 0, "系数太大，或项数太多",
                    "the coefficient is too large, or there are too many "
                    "terms");
    return gj_ruleset_fault(t->opening, value, node->offset,
                            node->length ? node->length : 1, mistake.zh,
                            mistake.en);
}

/** A sum over nothing is always 0, which nobody means. */
static const gj_node *empty_sum(gj_terms *terms, const gj_node *node)
{
    const gj_node *found = NULL;

    if (node->kind == GJ_NODE_SUM) {
        size_t before = terms->count;
        gj_terms_add(terms, node, 1);
        return terms->count == before ? node : NULL;
    }
    for (const gj_node *child = node->first; child && !found;
         child = child->next)
        found = empty_sum(terms, child);
    return found;
}

static bool try_number(trial *t, gj_value value, const gj_node *node)
{
    gj_terms terms = {.host = t->opening->host,
                      .shape = t->opening->shape,
                      .binding = t->binding,
                      .limit = t->left};
    bool sound = true;

    gj_terms_add(&terms, node, 1);
    if (terms.obstacle != GJ_OBSTACLE_NONE)
        sound = report(t, value, terms.culprit, terms.obstacle);
    t->left -= terms.count;
    if (sound) {
        terms.limit = SIZE_MAX;
        const gj_node *empty = empty_sum(&terms, node);
        if (empty != NULL)
            sound = report(t, value, empty, GJ_OBSTACLE_NO_CELL);
    }
    free(terms.terms);
    return sound;
}

static bool try_cell(trial *t, gj_value value, const gj_node *node)
{
    gj_terms terms = {.host = t->opening->host,
                      .shape = t->opening->shape,
                      .binding = t->binding,
                      .limit = t->left};
    bool sound = true;

    gj_terms_add_cell(&terms, node, node->text);
    if (terms.obstacle != GJ_OBSTACLE_NONE)
        sound = report(t, value, node, terms.obstacle);
    t->left -= terms.count;
    free(terms.terms);
    return sound;
}

static bool try_condition(trial *t, const char *key,
                          const gj_expression *expression)
{
    gj_value value = t->opening->host->values->member(
        t->equation->source, (gj_text){key, strlen(key)});

    for (uint32_t i = 0; expression != NULL && i < expression->atom_count;
         i++) {
        const gj_node *atom = expression->atoms[i];
        bool sound = true;
        if (atom->kind == GJ_NODE_COMPARE)
            sound = try_number(t, value, atom->first) &&
                    try_number(t, value, atom->first->next);
        else if (atom->kind != GJ_NODE_NAMED)
            sound = try_cell(t, value, atom);
        if (!sound)
            return false;
    }
    return true;
}

/** A pointer of the rule must lead to a cell, or to a group where it only
    names the place. */
static bool try_pointer(const trial *t, const char *key, gj_text pointer)
{
    char bytes[MOST_BYTES];
    const gj_host *host = t->opening->host;
    gj_value value =
        host->values->member(t->equation->source, (gj_text){key, strlen(key)});

    if (pointer.length == 0)
        return true;
    size_t length = gj_pointer_bind(bytes, sizeof bytes, pointer, t->binding);
    if (length != SIZE_MAX &&
        host->match(t->opening->shape, (gj_text){bytes, length}, NULL, NULL))
        return true;
    return gj_ruleset_fault(t->opening, value, 0, 0, "这里在表样中没有单元格",
                            "this leads to no cell of the form");
}

static bool try_place(trial *t)
{
    const gj_equation *equation = t->equation;

    if (!try_condition(t, "assert", equation->assertion) ||
        !try_condition(t, "when", equation->when) ||
        !try_pointer(t, "place", equation->place) ||
        !try_pointer(t, "primary", equation->primary))
        return false;
    for (uint32_t i = 0; i < equation->figure_count; i++)
        if (!try_number(t, equation->figures[i].value,
                        equation->figures[i].expression->root))
            return false;
    return true;
}

bool gj_equation_try(const gj_opening *opening, const gj_equation *equation)
{
    gj_pool pool = {NULL, 0, 0};
    uint32_t count = 0;
    bool sound = true;
    const gj_text *bindings =
        gj_equation_bindings(&pool, &count, opening->host, opening->form,
                             opening->shape, equation, MOST_TERMS);

    if (bindings == NULL || count == 0)
        sound = gj_ruleset_fault(opening, equation->for_each, 0, 0,
                                 "“for_each”在表样中没有对应的单元格，或过多",
                                 "\"for_each\" covers no cell of the form, or "
                                 "too many");
    trial t = {opening, equation, {"", 0}, MOST_TERMS};
    for (uint32_t i = 0; sound && bindings != NULL && i < count; i++) {
        t.binding = bindings[i];
        sound = try_place(&t);
    }
    gj_pool_free(&pool);
    return sound;
}

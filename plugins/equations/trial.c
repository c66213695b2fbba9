/* Tries a rule on the form itself, so that a pointer that leads nowhere is
 * refused when the ruleset is read and not found out on some report. */
#include <stdlib.h>

#include "plan.h"
#include "ruleset.h"

enum { MOST_BYTES = 4096 };

typedef struct trial {
    const gj_opening *opening;
    const gj_equation *equation;
    gj_text binding;
} trial;

/** The first set that a pattern names and the form has not; empty if none. */
static gj_text unknown_set(const trial *t, gj_text pattern)
{
    const gj_host *host = t->opening->host;

    for (uint64_t i = 0; i + 1 < pattern.length; i++) {
        if (pattern.data[i] != '/' || pattern.data[i + 1] != '@')
            continue;
        gj_text name = {pattern.data + i + 2, 0};
        while (i + 2 + name.length < pattern.length &&
               name.data[name.length] != '/')
            name.length++;
        if (host->values->type(host->form_set(t->opening->form, name)) !=
            GJ_ARRAY)
            return name;
    }
    return (gj_text){"", 0};
}

/** Reports what stood in the way of a node. */
static bool report(const trial *t, gj_value value, const gj_node *node,
                   gj_obstacle obstacle)
{
    gj_mistake mistake = {0};
    gj_text set = unknown_set(t, node->text);

    if (set.length > 0)
        gj_mistaken(&mistake, 0, 0, "表样没有名为“%.*s”的集合",
                    "the form has no set \"%.*s\"", GJ_SHORT(set));
    else if (obstacle == GJ_OBSTACLE_NO_CELL)
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

static bool try_number(const trial *t, gj_value value, const gj_node *node)
{
    gj_terms terms = {.host = t->opening->host,
                      .shape = t->opening->shape,
                      .binding = t->binding,
                      .limit = GJ_PLAN_TERMS};
    bool sound = true;

    gj_terms_add(&terms, node, 1);
    if (terms.obstacle != GJ_OBSTACLE_NONE)
        sound = report(t, value, terms.culprit, terms.obstacle);
    if (sound) {
        const gj_node *empty = empty_sum(&terms, node);
        if (empty != NULL)
            sound = report(t, value, empty, GJ_OBSTACLE_NO_CELL);
    }
    free(terms.terms);
    return sound;
}

static bool try_cell(const trial *t, gj_value value, const gj_node *node)
{
    gj_terms terms = {.host = t->opening->host,
                      .shape = t->opening->shape,
                      .binding = t->binding,
                      .limit = GJ_PLAN_TERMS};
    bool sound = true;

    gj_terms_add_cell(&terms, node, node->text);
    if (terms.obstacle != GJ_OBSTACLE_NONE)
        sound = report(t, value, node, terms.obstacle);
    free(terms.terms);
    return sound;
}

static bool try_condition(const trial *t, const char *key,
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

static bool try_place(const trial *t)
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
                             opening->shape, equation, GJ_PLAN_TERMS);

    if (bindings == NULL || count == 0)
        sound = gj_ruleset_fault(opening, equation->for_each, 0, 0,
                                 "“for_each”在表样中没有对应的单元格，或过多",
                                 "\"for_each\" covers no cell of the form, or "
                                 "too many");
    for (uint32_t i = 0; sound && bindings != NULL && i < count; i++) {
        const trial t = {opening, equation, bindings[i]};
        sound = try_place(&t);
    }
    gj_pool_free(&pool);
    return sound;
}

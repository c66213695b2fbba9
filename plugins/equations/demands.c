#include "examining.h"

#include <stdlib.h>

gj_goal gj_goal_when(const gj_plan *plan, uint32_t place, bool wanted,
                     const gj_goal *next)
{
    return (gj_goal){.plan = plan,
                     .sheet = &plan->when,
                     .place = place,
                     .node = plan->when.expression->root,
                     .wanted = wanted,
                     .lenient = !wanted,
                     .next = next};
}

gj_goal gj_goal_assertion(const gj_plan *plan, uint32_t place,
                          const gj_goal *next)
{
    return (gj_goal){.plan = plan,
                     .sheet = &plan->assertion,
                     .place = place,
                     .node = plan->assertion.expression->root,
                     .wanted = true,
                     .lenient = true,
                     .next = next};
}

static void add_one(gj_demands *demands, const gj_demand *demand,
                    const gj_origin *origin)
{
    gj_demand *new_demand =
        gj_push(&demands->at, &demands->count, &demands->room, sizeof *demand);
    gj_origin *new_origin = gj_push(&demands->origins, &demands->origin_count,
                                    &demands->origin_room, sizeof *origin);

    *new_demand = *demand;
    *new_origin = *origin;
}

typedef struct adding {
    gj_demands *demands;
    const gj_plan *plan;
    const gj_sheet *sheet;
    uint32_t place;
    bool equalities;
} adding;

static void add_node(const adding *a, const gj_node *node)
{
    const gj_plan *plan = a->plan;

    if (node->kind == GJ_NODE_COMPARE && node->relation != GJ_UNEQUAL) {
        const gj_row *row =
            &a->sheet->rows[(size_t)node->atom * plan->place_count + a->place];
        const gj_demand demand = {node->relation, plan->terms + row->first,
                                  row->count, row->constant};
        const gj_origin origin = {.equation = plan->equation,
                                  .binding = plan->bindings[a->place],
                                  .of_when = a->sheet == &plan->when};
        if (!row->missing && (!a->equalities || node->relation == GJ_EQUAL))
            add_one(a->demands, &demand, &origin);
    }
    for (const gj_node *child = node->first;
         child != NULL && node->kind == GJ_NODE_AND; child = child->next)
        add_node(a, child);
}

size_t gj_demands_add(gj_demands *demands, const gj_plan *plan,
                      const gj_sheet *sheet, uint32_t place, bool equalities)
{
    const adding a = {demands, plan, sheet, place, equalities};
    size_t before = demands->count;

    add_node(&a, sheet->expression->root);
    return before;
}

void gj_demands_copy(gj_demands *demands, const gj_demands *from,
                     bool equalities)
{
    for (size_t i = 0; i < from->count; i++)
        if (!equalities || from->at[i].relation == GJ_EQUAL)
            add_one(demands, &from->at[i], &from->origins[i]);
}

void gj_demands_free(gj_demands *demands)
{
    free(demands->at);
    free(demands->origins);
    *demands = (gj_demands){0};
}

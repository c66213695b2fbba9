/* Whether conditions can hold at once: the ways in which each may, tried one
 * after another beside demands that hold in any case. */
#ifndef GJ_EQUATIONS_WAYS_H
#define GJ_EQUATIONS_WAYS_H

#include "plan.h"
#include "system.h"

/** What is asked of an expression at one place; a list. */
typedef struct gj_goal {
    const gj_plan *plan;
    const gj_sheet *sheet;
    const gj_node *node;
    const struct gj_goal *next;
    uint32_t place;
    /** Whether the node is to be true, or to be false. */
    bool wanted;
    /** Whether it is good enough that the node cannot be said, since a pointer
        leads nowhere. */
    bool lenient;
} gj_goal;

/** What holds in any case. */
typedef struct gj_ground {
    const gj_demand *demands;
    size_t count;
    /** By cell. */
    const uint8_t *kinds;
} gj_ground;

/** False where no report meets the demands and reaches all goals; then the
    demands that keep it from that are marked in marks[0..ground->count). True
    also where there are too many ways to try. */
bool gj_ways_possible(const gj_ground *ground, const gj_goal *goals,
                      uint8_t *marks);

#endif

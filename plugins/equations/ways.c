#include "ways.h"

#include <stdlib.h>

/** Ways that are tried; beyond them it is taken to be possible. */
enum { MOST_WAYS = 64 };

/** One way for the goals to be reached: what has to be true at once. */
typedef struct way {
    const gj_ground *ground;
    /** The ground's, and behind them the goals'. */
    gj_demand *demands;
    size_t count;
    size_t room;
    /** Texts that are compared: the node, and whether it has to be true. */
    struct {
        const gj_node *node;
        bool wanted;
    } named[MOST_WAYS];
    size_t named_count;
    uint32_t tried;
    uint8_t *marks;
} way;

/* ------------------------------------------------------------------ texts */

static bool is_option(const gj_node *node, gj_text text)
{
    for (uint32_t i = 0; i < node->option_count; i++)
        if (gj_same(node->options[i], text))
            return true;
    return false;
}

/** Whether the text must be one of the node's options. */
static bool must_be_one(const gj_node *node, bool wanted)
{
    return (node->relation != GJ_UNEQUAL) == wanted;
}

/** Whether a text may be `option` by all that the way says of its name. */
static bool is_allowed(const way *w, const gj_node *of, gj_text option)
{
    for (size_t i = 0; i < w->named_count; i++) {
        const gj_node *node = w->named[i].node;
        if (gj_same(node->text, of->text) &&
            is_option(node, option) != must_be_one(node, w->named[i].wanted))
            return false;
    }
    return true;
}

static bool texts_agree(const way *w)
{
    for (size_t i = 0; i < w->named_count; i++) {
        const gj_node *node = w->named[i].node;
        bool found = !must_be_one(node, w->named[i].wanted);
        for (uint32_t o = 0; o < node->option_count && !found; o++)
            found = is_allowed(w, node, node->options[o]);
        if (!found)
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------- ways */

static bool is_possible(way *w, const gj_goal *goals);

/** Whether the demands of a way agree; where not, marks those of the ground. */
static bool numbers_agree(way *w)
{
    uint8_t *witness = calloc(w->count + 1, 1);
    bool agree = witness == NULL ||
                 gj_system_satisfiable(w->demands, w->count, w->ground->kinds,
                                       witness) != GJ_FAILS;

    for (size_t i = 0; !agree && i < w->ground->count; i++)
        w->marks[i] |= witness[i];
    free(witness);
    return agree;
}

static gj_relation opposite(gj_relation relation)
{
    static const gj_relation of[] = {
        [GJ_EQUAL] = GJ_UNEQUAL,  [GJ_UNEQUAL] = GJ_EQUAL,
        [GJ_AT_MOST] = GJ_ABOVE,  [GJ_AT_LEAST] = GJ_BELOW,
        [GJ_BELOW] = GJ_AT_LEAST, [GJ_ABOVE] = GJ_AT_MOST};
    return of[relation];
}

static bool try_relation(way *w, const gj_goal *at, const gj_row *row,
                         gj_relation relation)
{
    size_t before = w->count;
    gj_demand *demand =
        gj_push(&w->demands, &w->count, &w->room, sizeof *demand);

    *demand = (gj_demand){relation, at->plan->terms + row->first, row->count,
                          row->constant};
    bool possible = is_possible(w, at->next);
    w->count = before;
    return possible;
}

static bool try_compared(way *w, const gj_goal *at)
{
    const gj_node *node = at->node;
    const gj_row *row =
        &at->sheet
             ->rows[(size_t)node->atom * at->plan->place_count + at->place];
    gj_relation relation =
        at->wanted ? node->relation : opposite(node->relation);

    if (row->missing)
        return at->lenient && is_possible(w, at->next);
    if (relation != GJ_UNEQUAL)
        return try_relation(w, at, row, relation);
    return try_relation(w, at, row, GJ_BELOW) ||
           try_relation(w, at, row, GJ_ABOVE);
}

/** whole() and filled() are taken to be possible either way. */
static bool try_atom(way *w, const gj_goal *at)
{
    if (at->node->kind == GJ_NODE_COMPARE)
        return try_compared(w, at);
    if (at->node->kind != GJ_NODE_NAMED || w->named_count == MOST_WAYS)
        return is_possible(w, at->next);
    w->named[w->named_count].node = at->node;
    w->named[w->named_count++].wanted = at->wanted;
    bool possible = is_possible(w, at->next);
    w->named_count--;
    return possible;
}

/** A goal with another node in its place. */
static gj_goal goal_for(const gj_goal *at, const gj_node *node, bool wanted,
                        const gj_goal *next)
{
    gj_goal goal = *at;

    goal.node = node;
    goal.wanted = wanted;
    goal.next = next;
    return goal;
}

/** All children at once, in front of the rest. */
static bool try_all(way *w, const gj_goal *at)
{
    gj_goal list[MOST_WAYS];
    size_t count = 0;

    for (const gj_node *child = at->node->first;
         child != NULL && count < MOST_WAYS; child = child->next)
        list[count++] = goal_for(at, child, at->wanted, NULL);
    for (size_t i = 0; i < count; i++)
        list[i].next = i + 1 < count ? &list[i + 1] : at->next;
    /* More of them than there is room for only make it more possible. */
    return is_possible(w, count > 0 ? list : at->next);
}

static bool try_any(way *w, const gj_goal *at)
{
    for (const gj_node *child = at->node->first; child; child = child->next) {
        gj_goal goal = goal_for(at, child, at->wanted, at->next);
        if (is_possible(w, &goal))
            return true;
    }
    return false;
}

/** Whether there is a way to reach all goals. */
static bool is_possible(way *w, const gj_goal *goals)
{
    if (goals == NULL)
        return ++w->tried > MOST_WAYS || (texts_agree(w) && numbers_agree(w));
    if (goals->node->kind == GJ_NODE_NOT) {
        gj_goal goal =
            goal_for(goals, goals->node->first, !goals->wanted, goals->next);
        return is_possible(w, &goal);
    }
    if (goals->node->kind < GJ_NODE_AND)
        return try_atom(w, goals);
    return (goals->node->kind == GJ_NODE_AND) == goals->wanted
               ? try_all(w, goals)
               : try_any(w, goals);
}

bool gj_ways_possible(const gj_ground *ground, const gj_goal *goals,
                      uint8_t *marks)
{
    way w = {.ground = ground, .marks = marks};

    for (size_t i = 0; i < ground->count; i++) {
        gj_demand *demand =
            gj_push(&w.demands, &w.count, &w.room, sizeof *demand);
        *demand = ground->demands[i];
        marks[i] = 0;
    }
    bool possible = is_possible(&w, goals);
    free(w.demands);
    return possible;
}

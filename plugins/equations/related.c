#include "saying.h"

#include <stdlib.h>

/** Marks of cells that have no number. */
enum { WANTED = 1, NAMED = 2 };

static gj_location *add_location(gj_saying *s, uint32_t cell, uint32_t role)
{
    gj_location *location = gj_push(&s->locations, &s->location_count,
                                    &s->location_capacity, sizeof *location);
    *location =
        (gj_location){.size = sizeof *location, .cell = cell, .role = role};
    if (s->judged->cells->states[cell] != GJ_CELL_NUMBER &&
        role != GJ_ROLE_CONTEXT) {
        if (s->open_count++ == 0)
            s->open_cell = cell;
    }
    return location;
}

/** The terms of a side as they were written. The caller frees them. */
static gj_terms spell_out(const gj_saying *s, const gj_node *node)
{
    const gj_plan *plan = s->judged->plan;
    gj_terms terms = {.host = s->judged->host,
                      .shape = plan->shape,
                      .binding = plan->bindings[s->place],
                      .limit = GJ_PLAN_TERMS};

    if (node->kind == GJ_NODE_WHOLE || node->kind == GJ_NODE_FILLED)
        gj_terms_add_cell(&terms, node, node->text);
    else
        gj_terms_add(&terms, node, 1);
    return terms;
}

static void add_side(gj_saying *s, const gj_node *node, uint32_t side,
                     uint32_t role)
{
    gj_terms terms = spell_out(s, node);

    for (size_t i = 0; i < terms.count; i++) {
        gj_location *location = add_location(s, terms.terms[i].cell, role);
        location->side = side;
        location->coefficient = terms.terms[i].factor * GJ_MILLION;
    }
    free(terms.terms);
}

/** Adds the cells of one side that were marked to be named. */
static void add_wanted(gj_saying *s, const gj_node *node)
{
    gj_terms terms = spell_out(s, node);

    for (size_t i = 0; i < terms.count; i++) {
        uint32_t cell = terms.terms[i].cell;
        if (s->marks[cell] != WANTED)
            continue;
        s->marks[cell] = NAMED;
        add_location(s, cell, GJ_ROLE_OPEN);
    }
    free(terms.terms);
}

/** Adds the cells of an atom that have no number and do not cancel, each
    once, in the order in which they were written. */
static void add_open(gj_saying *s, const gj_sheet *sheet, const gj_node *atom)
{
    const gj_plan *plan = s->judged->plan;
    const gj_cells *cells = s->judged->cells;
    const gj_row *row = gj_sheet_row(plan, sheet, atom, s->place);

    if (s->marks == NULL)
        s->marks = gj_pool_new(&s->pool, cells->count, sizeof *s->marks);
    for (uint32_t i = row->first; i < row->first + row->count; i++) {
        uint32_t cell = plan->terms[i].cell;
        if (cells->states[cell] != GJ_CELL_NUMBER && s->marks[cell] == 0)
            s->marks[cell] = WANTED;
    }
    if (atom->kind != GJ_NODE_COMPARE) {
        add_wanted(s, atom);
        return;
    }
    add_wanted(s, atom->first);
    add_wanted(s, atom->first->next);
}

static void add_atom(gj_saying *s, const gj_sheet *sheet, const gj_node *atom,
                     uint32_t role)
{
    if (role != GJ_ROLE_CONTEXT && atom->kind != GJ_NODE_NAMED) {
        if (s->atom == NULL)
            s->atom = atom;
        if (s->comparison == NULL && atom->kind == GJ_NODE_COMPARE)
            s->comparison = atom;
    }
    if (atom->kind == GJ_NODE_NAMED) {
        if (s->missing_text.length == 0 && role == GJ_ROLE_OPEN)
            s->missing_text = atom->text;
    } else if (role == GJ_ROLE_OPEN) {
        add_open(s, sheet, atom);
    } else if (atom->kind == GJ_NODE_COMPARE) {
        add_side(s, atom->first, GJ_SIDE_LEFT, role);
        add_side(s, atom->first->next, GJ_SIDE_RIGHT, role);
    } else {
        add_side(s, atom, GJ_SIDE_NONE, role);
    }
}

void gj_saying_add(gj_saying *s, const gj_sheet *sheet, const gj_node *node,
                   gj_truth truth, uint32_t role)
{
    if (node->kind < GJ_NODE_AND) {
        add_atom(s, sheet, node, role);
        return;
    }
    if (node->kind == GJ_NODE_NOT)
        truth = (gj_truth)(GJ_HOLDS - truth);
    for (const gj_node *child = node->first; child; child = child->next)
        if (gj_case_truth(s->judged, sheet, child, s->place) == truth)
            gj_saying_add(s, sheet, child, truth, role);
}

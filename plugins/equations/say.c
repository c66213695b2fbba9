#include "say.h"
#include "messages.h"

#include <stdlib.h>

/** Longest pointer, and what a message can name besides its figures. */
enum { MOST_BYTES = 4096, FIXED_ARGUMENTS = 8 };

/** All that is said about one place: collected, then handed over at once. */
typedef struct saying {
    const gj_case *judged;
    uint32_t place;
    gj_pool pool;
    gj_location *locations;
    size_t location_count;
    size_t location_capacity;
    gj_argument *arguments;
    size_t argument_count;
    /** The first text that is not given; the first one spoken of. */
    gj_text missing_text;
    gj_text first_text;
    /** Cells without a number, and the first of them. */
    uint32_t open_count;
    uint32_t open_cell;
    /** The comparison that is spoken of; NULL where there is none. */
    const gj_node *comparison;
    gj_location primary;
} saying;

/* --------------------------------------------------------------- pointers */

static gj_text bound(saying *s, gj_text pointer)
{
    char bytes[MOST_BYTES];
    gj_text binding = s->judged->plan->bindings[s->place];
    size_t length = gj_pointer_bind(bytes, sizeof bytes, pointer, binding);

    if (length == SIZE_MAX)
        length = 0;
    return gj_pool_copy(&s->pool, (gj_text){bytes, length});
}

static int32_t take_pointer(void *context, gj_text pointer, uint32_t cell)
{
    saying *s = context;
    gj_text *found = &s->primary.pointer;

    (void)cell;
    *found = gj_pool_copy(&s->pool, pointer);
    return 1;
}

/** Pointer of a cell that a node names directly. */
static gj_text pointer_of_node(saying *s, const gj_node *node)
{
    gj_text pattern = bound(s, node->text);

    s->primary.pointer = pattern;
    if (node->kind == GJ_NODE_SUM)
        s->judged->host->match(s->judged->plan->shape, pattern, take_pointer,
                               s);
    return s->primary.pointer;
}

static const gj_node *first_cell(const gj_node *node)
{
    const gj_node *found = NULL;

    if (node->kind == GJ_NODE_CELL || node->kind == GJ_NODE_SUM ||
        node->kind == GJ_NODE_WHOLE || node->kind == GJ_NODE_FILLED)
        return node;
    for (const gj_node *child = node->first; child && !found;
         child = child->next)
        found = first_cell(child);
    return found;
}

static bool is_cell(const gj_node *node)
{
    return node->kind == GJ_NODE_CELL;
}

/** Where to look first: as the rule says; else the cell that stands alone on
    a side; else the first one. */
static void choose_primary(saying *s)
{
    const gj_equation *equation = s->judged->plan->equation;
    const gj_node *node = s->comparison;

    s->primary = (gj_location){.size = sizeof s->primary, .cell = GJ_NO_CELL};
    if (equation->primary.length > 0) {
        s->primary.pointer = bound(s, equation->primary);
        return;
    }
    if (node != NULL && is_cell(node->first))
        node = node->first;
    else if (node != NULL && is_cell(node->first->next))
        node = node->first->next;
    else
        node = first_cell(node ? node : equation->assertion->root);
    if (node != NULL)
        s->primary.pointer = pointer_of_node(s, node);
    else if (s->first_text.length > 0)
        s->primary.value =
            s->judged->host->named(s->judged->report, s->first_text);
}

/* -------------------------------------------------------------- arguments */

static gj_argument *add_argument(saying *s, const char *name, uint32_t type)
{
    gj_argument *argument = &s->arguments[s->argument_count++];
    *argument = (gj_argument){
        .size = sizeof *argument, .type = type, .name = {name, strlen(name)}};
    return argument;
}

static void add_name(saying *s, const char *name, gj_text pointer)
{
    add_argument(s, name, GJ_ARGUMENT_NAME)->text = pointer;
}

static gj_text print_number(saying *s, gj_wide millionths)
{
    char digits[64];
    size_t length = gj_wide_print(digits, millionths);
    return gj_pool_copy(&s->pool, (gj_text){digits, length});
}

/** The sum of what is filled in; *open counts what is not. */
static gj_wide evaluate(const saying *s, const gj_node *node, uint32_t *open)
{
    const gj_plan *plan = s->judged->plan;
    const gj_cells *cells = s->judged->cells;
    gj_terms terms = {.host = s->judged->host,
                      .shape = plan->shape,
                      .binding = plan->bindings[s->place],
                      .limit = GJ_PLAN_TERMS};

    gj_terms_add(&terms, node, 1);
    gj_wide sum = terms.constant;
    *open += terms.obstacle != GJ_OBSTACLE_NONE;
    for (size_t i = 0; i < terms.count; i++) {
        sum +=
            (gj_wide)terms.terms[i].factor * cells->values[terms.terms[i].cell];
        *open += cells->states[terms.terms[i].cell] != GJ_CELL_NUMBER;
    }
    free(terms.terms);
    return sum;
}

static void add_figures(saying *s)
{
    const gj_equation *equation = s->judged->plan->equation;

    for (uint32_t i = 0; i < equation->figure_count; i++) {
        const gj_figure *figure = &equation->figures[i];
        uint32_t open = 0;
        gj_wide sum = evaluate(s, figure->expression->root, &open);
        gj_argument *argument = add_argument(s, "", GJ_ARGUMENT_TEXT);
        argument->name = figure->name;
        argument->text = open ? (gj_text)GJ_TEXT("—") : print_number(s, sum);
    }
}

/** {left}, {right}, {difference}; returns how many cells are open. */
static uint32_t add_sides(saying *s)
{
    uint32_t open = 0;

    if (s->comparison == NULL) {
        static const char *const holes[] = {"left", "right", "difference"};
        for (size_t i = 0; i < 3; i++)
            add_argument(s, holes[i], GJ_ARGUMENT_TEXT)->text =
                (gj_text)GJ_TEXT("—");
        return 0;
    }
    gj_wide left = evaluate(s, s->comparison->first, &open);
    gj_wide right = evaluate(s, s->comparison->first->next, &open);
    gj_wide difference = left > right ? left - right : right - left;
    add_argument(s, "left", GJ_ARGUMENT_NUMBER)->text = print_number(s, left);
    add_argument(s, "right", GJ_ARGUMENT_NUMBER)->text = print_number(s, right);
    add_argument(s, "difference", GJ_ARGUMENT_NUMBER)->text =
        print_number(s, difference);
    return open;
}

static void add_place(saying *s)
{
    const gj_equation *equation = s->judged->plan->equation;
    gj_text binding = s->judged->plan->bindings[s->place];
    gj_text place = s->primary.pointer;

    if (equation->place.length > 0)
        place = bound(s, equation->place);
    else if (binding.length > 0 && !equation->over_set)
        place = binding;
    if (place.length > 0)
        add_name(s, "place", place);
    else
        add_argument(s, "place", GJ_ARGUMENT_NAMED)->text = s->first_text;
    if (equation->variable.length > 0) {
        gj_argument *argument = add_argument(
            s, "", equation->over_set ? GJ_ARGUMENT_TEXT : GJ_ARGUMENT_NAME);
        argument->name = equation->variable;
        argument->text = binding;
    }
}

/* -------------------------------------------------------------- locations */

/** Whether the cell was named before in this role. */
static bool is_named(const saying *s, uint32_t cell, uint32_t role)
{
    for (size_t i = 0; i < s->location_count; i++)
        if (s->locations[i].cell == cell && s->locations[i].role == role)
            return true;
    return false;
}

static gj_location *add_location(saying *s, uint32_t cell, uint32_t role)
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

/** Adds the cells of one side. With role OPEN only those without a number. */
static void add_side(saying *s, const gj_node *node, uint32_t side,
                     uint32_t role)
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
    for (size_t i = 0; i < terms.count; i++) {
        uint32_t cell = terms.terms[i].cell;
        if (role == GJ_ROLE_OPEN &&
            (s->judged->cells->states[cell] == GJ_CELL_NUMBER ||
             is_named(s, cell, role)))
            continue;
        gj_location *location = add_location(s, cell, role);
        location->side = side;
        location->coefficient = terms.terms[i].factor * GJ_MILLION;
    }
    free(terms.terms);
}

static void add_atom(saying *s, const gj_node *atom, uint32_t role)
{
    if (atom->kind == GJ_NODE_COMPARE) {
        add_side(s, atom->first, GJ_SIDE_LEFT, role);
        add_side(s, atom->first->next, GJ_SIDE_RIGHT, role);
        if (s->comparison == NULL && role != GJ_ROLE_CONTEXT)
            s->comparison = atom;
    } else if (atom->kind != GJ_NODE_NAMED) {
        add_side(s, atom, GJ_SIDE_NONE, role);
    } else {
        if (s->first_text.length == 0)
            s->first_text = atom->text;
        if (s->missing_text.length == 0 && role == GJ_ROLE_OPEN)
            s->missing_text = atom->text;
    }
}

/** Adds the atoms that make a condition what it is: those parts of it that
    have the same truth. */
static void add_atoms(saying *s, const gj_sheet *sheet, const gj_node *node,
                      gj_truth truth, uint32_t role)
{
    if (node->kind < GJ_NODE_AND) {
        add_atom(s, node, role);
        return;
    }
    if (node->kind == GJ_NODE_NOT)
        truth = (gj_truth)(GJ_HOLDS - truth);
    for (const gj_node *child = node->first; child; child = child->next)
        if (gj_case_truth(s->judged, sheet, child, s->place) == truth)
            add_atoms(s, sheet, child, truth, role);
}

/* ---------------------------------------------------------------- saying */

static gj_wide wide_abs(gj_wide number)
{
    return number < 0 ? -number : number;
}

/** What the primary cell would have to be, where one equation alone decides
    it. */
static void add_expected(saying *s, gj_finding *finding)
{
    const gj_plan *plan = s->judged->plan;
    const gj_cells *cells = s->judged->cells;

    if (s->comparison == NULL || s->comparison->relation != GJ_EQUAL ||
        plan->equation->assertion->root != s->comparison)
        return;
    const gj_row *row =
        gj_sheet_row(plan, &plan->assertion, s->comparison, s->place);
    gj_wide sum = row->constant;
    const gj_term *own = NULL;
    for (uint32_t i = row->first; i < row->first + row->count; i++) {
        const gj_term *term = &plan->terms[i];
        if (cells->states[term->cell] != GJ_CELL_NUMBER)
            return;
        sum += (gj_wide)term->factor * cells->values[term->cell];
        if (term->cell == s->primary.cell)
            own = term;
    }
    if (own == NULL || wide_abs(own->factor) != 1)
        return;
    gj_wide expected = cells->values[own->cell] - sum * own->factor;
    if (expected < 0)
        return;
    finding->expected = print_number(s, expected);
    finding->actual = print_number(s, cells->values[own->cell]);
}

static int32_t take_cell(void *context, gj_text pointer, uint32_t cell)
{
    (void)pointer;
    *(uint32_t *)context = cell;
    return 1;
}

static const gj_location **list_locations(saying *s)
{
    const gj_location **list =
        gj_pool_new(&s->pool, s->location_count + 1, sizeof *list);
    for (size_t i = 0; i < s->location_count; i++)
        list[i] = &s->locations[i];
    return list;
}

static const gj_argument **list_arguments(saying *s)
{
    const gj_argument **list =
        gj_pool_new(&s->pool, s->argument_count + 1, sizeof *list);
    for (size_t i = 0; i < s->argument_count; i++)
        list[i] = &s->arguments[i];
    return list;
}

static saying begin(const gj_case *judged, uint32_t place)
{
    saying s = {.judged = judged, .place = place, .open_cell = GJ_NO_CELL};

    s.arguments = gj_pool_new(
        &s.pool, judged->plan->equation->figure_count + FIXED_ARGUMENTS,
        sizeof *s.arguments);
    return s;
}

/** The primary location as a cell, where it is one. */
static void settle_primary(saying *s)
{
    s->primary.cell = GJ_NO_CELL;
    s->judged->host->match(s->judged->plan->shape, s->primary.pointer,
                           take_cell, &s->primary.cell);
}

static void end(saying *s)
{
    free(s->locations);
    gj_pool_free(&s->pool);
}

void gj_say_failed(const gj_case *judged, gj_sink *sink, uint32_t place)
{
    saying s = begin(judged, place);
    const gj_plan *plan = judged->plan;
    gj_finding finding = {.size = sizeof finding, .place = place};

    add_atoms(&s, &plan->assertion, plan->assertion.expression->root, GJ_FAILS,
              GJ_ROLE_TERM);
    uint32_t blanks = s.comparison != NULL ? s.open_count : 0;
    uint32_t blank = s.open_cell;
    if (plan->when.expression != NULL)
        add_atoms(&s, &plan->when, plan->when.expression->root, GJ_HOLDS,
                  GJ_ROLE_CONTEXT);
    choose_primary(&s);
    settle_primary(&s);
    add_place(&s);
    uint32_t open = add_sides(&s);
    add_figures(&s);
    if (open > 0 && blanks > 0) {
        finding.message =
            blanks > 1 ? gj_say_over_blanks.key : gj_say_over_blank.key;
        add_argument(&s, "count", GJ_ARGUMENT_INTEGER)->integer = blanks;
        add_argument(&s, "cell", GJ_ARGUMENT_CELL)->integer = blank;
    } else {
        finding.message = (gj_text)GJ_TEXT("failed");
        add_expected(&s, &finding);
    }
    finding.primary = &s.primary;
    finding.related = list_locations(&s);
    finding.arguments = list_arguments(&s);
    judged->host->failed(sink, &finding);
    end(&s);
}

/** Whether the rule's condition is what is not known. */
static bool is_when_unsure(const gj_case *judged, uint32_t place)
{
    const gj_plan *plan = judged->plan;

    return plan->when.expression != NULL &&
           gj_case_truth(judged, &plan->when, plan->when.expression->root,
                         place) == GJ_UNSURE;
}

/** Whether the place is the one cell that has no number. */
static bool is_place(const saying *s)
{
    uint32_t place = GJ_NO_CELL;

    s->judged->host->match(s->judged->plan->shape, s->arguments[0].text,
                           take_cell, &place);
    return place != GJ_NO_CELL && place == s->open_cell;
}

void gj_say_unsure(const gj_case *judged, gj_sink *sink, uint32_t place)
{
    saying s = begin(judged, place);
    const gj_plan *plan = judged->plan;
    gj_finding why = {.size = sizeof why, .place = place};

    if (is_when_unsure(judged, place))
        add_atoms(&s, &plan->when, plan->when.expression->root, GJ_UNSURE,
                  GJ_ROLE_OPEN);
    if (s.open_count == 0 && s.missing_text.length == 0)
        add_atoms(&s, &plan->assertion, plan->assertion.expression->root,
                  GJ_UNSURE, GJ_ROLE_OPEN);
    choose_primary(&s);
    settle_primary(&s);
    add_place(&s);
    if (s.open_count > 0) {
        s.primary.cell = s.open_cell;
        add_argument(&s, "cell", GJ_ARGUMENT_CELL)->integer = s.open_cell;
    } else {
        add_name(&s, "cell", s.primary.pointer);
    }
    add_argument(&s, "count", GJ_ARGUMENT_INTEGER)->integer = s.open_count;
    why.message = s.open_count > 1 ? gj_say_not_assessable_many.key
                  : is_place(&s)   ? gj_say_not_assessable_here.key
                                   : gj_say_not_assessable.key;
    if (s.open_count == 0 && s.missing_text.length > 0) {
        why.message = gj_say_not_assessable_text.key;
        add_argument(&s, "text", GJ_ARGUMENT_NAMED)->text = s.missing_text;
    }
    why.primary = &s.primary;
    why.related = list_locations(&s);
    why.arguments = list_arguments(&s);
    judged->host->not_assessable(sink, &why);
    end(&s);
}

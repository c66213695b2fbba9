#include "saying.h"

#include <stdlib.h>

/** Longest pointer, and what a message can name besides its figures. */
enum { MOST_BYTES = 4096, FIXED_ARGUMENTS = 8 };

/* --------------------------------------------------------------- pointers */

static gj_text bound(gj_saying *s, gj_text pointer)
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
    gj_saying *s = context;
    gj_text *found = &s->primary.pointer;

    (void)cell;
    *found = gj_pool_copy(&s->pool, pointer);
    return 1;
}

/** Pointer of a cell that a node names directly. */
static gj_text pointer_of_node(gj_saying *s, const gj_node *node)
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
static void choose_primary(gj_saying *s)
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
    else if (node == NULL)
        node = first_cell(s->atom ? s->atom : equation->assertion->root);
    else
        node = first_cell(node);
    if (node != NULL)
        s->primary.pointer = pointer_of_node(s, node);
}

/* -------------------------------------------------------------- arguments */

static gj_argument *add_argument(gj_saying *s, const char *name, uint32_t type)
{
    gj_argument *argument = &s->arguments[s->argument_count++];
    *argument = (gj_argument){
        .size = sizeof *argument, .type = type, .name = {name, strlen(name)}};
    return argument;
}

static void add_name(gj_saying *s, const char *name, gj_text pointer)
{
    add_argument(s, name, GJ_ARGUMENT_NAME)->text = pointer;
}

static gj_text print_number(gj_saying *s, gj_wide millionths)
{
    char digits[64];
    size_t length = gj_wide_print(digits, millionths);
    return gj_pool_copy(&s->pool, (gj_text){digits, length});
}

/** The sum of what is filled in; *open counts what is not. */
static gj_wide evaluate(const gj_saying *s, const gj_node *node, uint32_t *open)
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

static void add_figures(gj_saying *s)
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

/** The comparison whose sides the message speaks of: the one that failed, or
    the first where something else failed. */
static const gj_node *find_comparison(const gj_saying *s)
{
    const gj_expression *all = s->judged->plan->equation->assertion;
    const gj_node *found = s->comparison;

    for (uint32_t i = 0; found == NULL && i < all->atom_count; i++)
        if (all->atoms[i]->kind == GJ_NODE_COMPARE)
            found = all->atoms[i];
    return found;
}

/** {left}, {right}, {difference}; returns how many cells are open. */
static uint32_t add_sides(gj_saying *s)
{
    const gj_node *comparison = find_comparison(s);
    uint32_t open = 0;

    if (comparison == NULL)
        return 0;
    gj_wide left = evaluate(s, comparison->first, &open);
    gj_wide right = evaluate(s, comparison->first->next, &open);
    gj_wide difference = left > right ? left - right : right - left;
    add_argument(s, "left", GJ_ARGUMENT_NUMBER)->text = print_number(s, left);
    add_argument(s, "right", GJ_ARGUMENT_NUMBER)->text = print_number(s, right);
    add_argument(s, "difference", GJ_ARGUMENT_NUMBER)->text =
        print_number(s, difference);
    return open;
}

static void add_place(gj_saying *s)
{
    const gj_equation *equation = s->judged->plan->equation;
    gj_text binding = s->judged->plan->bindings[s->place];
    gj_text place = s->primary.pointer;

    if (equation->place.length > 0)
        place = bound(s, equation->place);
    else if (binding.length > 0 && !equation->over_set)
        place = binding;
    add_name(s, "place", place);
    if (equation->variable.length > 0) {
        gj_argument *argument = add_argument(
            s, "", equation->over_set ? GJ_ARGUMENT_TEXT : GJ_ARGUMENT_NAME);
        argument->name = equation->variable;
        argument->text = binding;
    }
}

/* ---------------------------------------------------------------- gj_saying */

static gj_wide wide_abs(gj_wide number)
{
    return number < 0 ? -number : number;
}

/** What the primary cell would have to be, where one equation alone decides
    it. */
static void add_expected(gj_saying *s, gj_finding *finding)
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

static const gj_location **list_locations(gj_saying *s)
{
    const gj_location **list =
        gj_pool_new(&s->pool, s->location_count + 1, sizeof *list);
    for (size_t i = 0; i < s->location_count; i++)
        list[i] = &s->locations[i];
    return list;
}

static const gj_argument **list_arguments(gj_saying *s)
{
    const gj_argument **list =
        gj_pool_new(&s->pool, s->argument_count + 1, sizeof *list);
    for (size_t i = 0; i < s->argument_count; i++)
        list[i] = &s->arguments[i];
    return list;
}

static gj_saying begin(const gj_case *judged, uint32_t place)
{
    gj_saying s = {.judged = judged, .place = place, .open_cell = GJ_NO_CELL};

    s.arguments = gj_pool_new(
        &s.pool, judged->plan->equation->figure_count + FIXED_ARGUMENTS,
        sizeof *s.arguments);
    return s;
}

/** The primary location as a cell, where it is one. */
static void settle_primary(gj_saying *s)
{
    s->primary.cell = GJ_NO_CELL;
    s->judged->host->match(s->judged->plan->shape, s->primary.pointer,
                           take_cell, &s->primary.cell);
}

static void end(gj_saying *s)
{
    free(s->locations);
    gj_pool_free(&s->pool);
}

void gj_say_failed(const gj_case *judged, gj_sink *sink, uint32_t place)
{
    gj_saying s = begin(judged, place);
    const gj_plan *plan = judged->plan;
    gj_finding finding = {.size = sizeof finding, .place = place};

    gj_saying_add(&s, &plan->assertion, plan->assertion.expression->root,
                  GJ_FAILS, GJ_ROLE_TERM);
    uint32_t blanks = s.comparison != NULL ? s.open_count : 0;
    uint32_t blank = s.open_cell;
    if (plan->when.expression != NULL)
        gj_saying_add(&s, &plan->when, plan->when.expression->root, GJ_HOLDS,
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
static bool is_place(const gj_saying *s)
{
    uint32_t place = GJ_NO_CELL;

    s->judged->host->match(s->judged->plan->shape, s->arguments[0].text,
                           take_cell, &place);
    return place != GJ_NO_CELL && place == s->open_cell;
}

void gj_say_unsure(const gj_case *judged, gj_sink *sink, uint32_t place)
{
    gj_saying s = begin(judged, place);
    const gj_plan *plan = judged->plan;
    gj_finding why = {.size = sizeof why, .place = place};

    if (is_when_unsure(judged, place))
        gj_saying_add(&s, &plan->when, plan->when.expression->root, GJ_UNSURE,
                      GJ_ROLE_OPEN);
    if (s.open_count == 0 && s.missing_text.length == 0)
        gj_saying_add(&s, &plan->assertion, plan->assertion.expression->root,
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

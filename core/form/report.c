#include "form/report.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/nearest.h"

/** Unknown keys that are listed one by one; of more there is only a number. */
enum { MOST_LISTED = 1000 };

/** Where the binding stands: the report, and the element of the form's array
    that it is in. */
typedef struct binding {
    gj_report *report;
    const gj_shape *shape;
    gj_document *document;
    uint32_t element;
} binding;

/* --------------------------------------------------------------- defects */

static void add_defect(binding *b, uint32_t kind, uint32_t node,
                       gj_text pointer, gj_text nearest)
{
    gj_report *report = b->report;

    gj_grow(&report->defects, report->defect_count, &report->defect_room,
            sizeof *report->defects);
    report->defects[report->defect_count++] = (gj_defect){
        kind, gj_arena_text(&report->arena, pointer), node, nearest};
}

/** A defect of a value that is there. */
static void defect_at(binding *b, uint32_t kind, uint32_t node)
{
    gj_buffer pointer = {0};
    gj_node_pointer(b->document, node, &pointer);
    add_defect(b, kind, node, gj_buffer_view(&pointer), (gj_text){"", 0});
    gj_buffer_free(&pointer);
}

static void defect_missing(binding *b, uint32_t object, gj_text key)
{
    gj_buffer pointer = {0};
    gj_node_pointer(b->document, object, &pointer);
    gj_buffer_byte(&pointer, '/');
    gj_buffer_text(&pointer, key);
    add_defect(b, GJ_MISSING, object, gj_buffer_view(&pointer),
               (gj_text){"", 0});
    gj_buffer_free(&pointer);
}

static void defect_unknown(binding *b, const gj_branch *branch, uint32_t key)
{
    if (b->report->defect_count >= MOST_LISTED) {
        b->report->unlisted++;
        return;
    }
    gj_text name = gj_node_text(b->document, key);
    gj_nearest nearest = gj_nearest_to(name);
    gj_buffer pointer = {0};

    for (uint32_t child = branch->child; child != GJ_NONE;
         child = b->shape->branches[child].sibling)
        gj_nearest_try(&nearest, b->shape->branches[child].key);
    gj_node_pointer(b->document, key, &pointer);
    add_defect(b, GJ_UNKNOWN_KEY, key, gj_buffer_view(&pointer), nearest.found);
    gj_buffer_free(&pointer);
}

/* --------------------------------------------------------------- binding */

static void bind(binding *b, const gj_branch *branch, uint32_t node);

static void bind_cell(binding *b, uint32_t cell, uint32_t node)
{
    gj_report *report = b->report;
    int64_t *value = (int64_t *)&report->cells.values[cell];
    uint8_t *state = (uint8_t *)&report->cells.states[cell];

    report->nodes[cell] = node;
    if (gj_node_type(b->document, node) == GJ_NULL) {
        *state = GJ_CELL_BLANK;
        return;
    }
    *state = GJ_CELL_INVALID;
    switch (gj_node_decimal(b->document, node, value)) {
    case GJ_DECIMAL_OK:
        if (*value <= GJ_MAX_NUMBER * 1000000 &&
            *value >= -GJ_MAX_NUMBER * 1000000) {
            *state = GJ_CELL_NUMBER;
            report->cells.open_count--;
            return;
        }
        *value = 0;
        defect_at(b, GJ_OUT_OF_RANGE, node);
        return;
    case GJ_DECIMAL_RANGE:
        defect_at(b, GJ_OUT_OF_RANGE, node);
        return;
    case GJ_DECIMAL_INEXACT:
        defect_at(b, GJ_TOO_MANY_DECIMALS, node);
        return;
    default:
        defect_at(b, GJ_NOT_A_NUMBER, node);
    }
}

static bool key_is(gj_document *document, uint32_t key, gj_text wanted)
{
    if (!gj_node_escaped(document, key))
        return gj_text_is(gj_node_source(document, key), wanted);
    return gj_text_is(gj_node_text(document, key), wanted);
}

/** Child of a branch with this key. Looked for first where the layout puts
    it: behind the child found last. */
static uint32_t child_of(binding *b, const gj_branch *branch, uint32_t guess,
                         uint32_t key)
{
    const gj_branch *branches = b->shape->branches;

    if (guess != GJ_NONE && key_is(b->document, key, branches[guess].key))
        return guess;
    uint32_t child = branch->child;
    while (child != GJ_NONE && !key_is(b->document, key, branches[child].key))
        child = branches[child].sibling;
    return child;
}

static void find_missing(binding *b, const gj_branch *branch, uint32_t object)
{
    for (uint32_t child = branch->child; child != GJ_NONE;
         child = b->shape->branches[child].sibling) {
        gj_text key = b->shape->branches[child].key;
        if (gj_node_member(b->document, object, key) == GJ_NO_NODE)
            defect_missing(b, object, key);
    }
}

static void bind_object(binding *b, const gj_branch *branch, uint32_t object)
{
    const gj_branch *branches = b->shape->branches;
    uint32_t end = gj_node_next(b->document, object);
    uint32_t guess = branch->child;
    uint32_t found = 0;

    for (uint32_t key = object + 1; key < end;
         key = gj_node_next(b->document, key + 1)) {
        uint32_t child = child_of(b, branch, guess, key);
        if (child == GJ_NONE) {
            if (branch->closed)
                defect_unknown(b, branch, key);
            continue;
        }
        found++;
        guess = branches[child].sibling;
        bind(b, &branches[child], key + 1);
    }
    if (found < branch->child_count)
        find_missing(b, branch, object);
}

static void bind_array(binding *b, const gj_branch *branch, uint32_t array)
{
    uint32_t end = gj_node_next(b->document, array);
    uint32_t length = b->shape->lengths[branch->array];
    uint32_t element = 0;

    for (uint32_t node = array + 1; node < end && element < length;
         node = gj_node_next(b->document, node)) {
        b->element = element++;
        bind(b, &b->shape->branches[branch->child], node);
    }
    b->element = 0;
}

static void bind(binding *b, const gj_branch *branch, uint32_t node)
{
    uint32_t type = gj_node_type(b->document, node);

    if (branch->cell != GJ_NO_CELL)
        bind_cell(b, branch->cell + b->element * branch->stride, node);
    else if (branch->array != GJ_NONE && type == GJ_ARRAY)
        bind_array(b, branch, node);
    else if (branch->array == GJ_NONE && type == GJ_OBJECT)
        bind_object(b, branch, node);
    else
        defect_at(b, GJ_NOT_A_CONTAINER, node);
}

/* ------------------------------------------------------------ the report */

static const gj_shape *find_shape(const gj_form *form, gj_document *document)
{
    uint32_t few[8] = {0};
    uint32_t *lengths = few;

    if (form->array_count > sizeof few / sizeof *few)
        lengths = gj_new(form->array_count, sizeof *lengths);
    for (uint32_t i = 0; i < form->array_count; i++) {
        uint32_t node = gj_node_at(document, 0, form->arrays[i]);
        bool array =
            node != GJ_NO_NODE && gj_node_type(document, node) == GJ_ARRAY;
        lengths[i] = array ? gj_node_size(document, node) : 0;
    }
    const gj_shape *shape = gj_form_shape(form, lengths);
    if (lengths != few)
        free(lengths);
    return shape;
}

/** Room for the cells of the shape, none of them there yet. */
static void open_cells(gj_report *report, const gj_shape *shape)
{
    uint32_t count = shape->cell_count;

    if (count > report->room || report->nodes == NULL) {
        free((void *)report->cells.values);
        free((void *)report->cells.states);
        free(report->nodes);
        report->room = count;
        report->cells.values = gj_new(count, sizeof(int64_t));
        report->cells.states = gj_new(count, 1);
        report->nodes = gj_new(count, sizeof *report->nodes);
    }
    memset((void *)report->cells.values, 0, count * sizeof(int64_t));
    memset((void *)report->cells.states, GJ_CELL_ABSENT, count);
    memset(report->nodes, 0xFF, count * sizeof *report->nodes);
    report->cells.size = sizeof report->cells;
    report->cells.count = count;
    report->cells.open_count = count;
    report->cells.kinds = shape->kinds;
}

static gj_text text_at(gj_document *document, gj_text pointer)
{
    uint32_t node =
        pointer.length ? gj_node_at(document, 0, pointer) : GJ_NO_NODE;
    if (node == GJ_NO_NODE || gj_node_type(document, node) != GJ_STRING)
        return (gj_text){"", 0};
    return gj_node_text(document, node);
}

static int64_t year_at(gj_document *document, gj_text pointer)
{
    int64_t year = 0;
    uint32_t node = gj_node_at(document, 0, pointer);

    if (node == GJ_NO_NODE ||
        gj_node_decimal(document, node, &year) != GJ_DECIMAL_OK ||
        year % 1000000 != 0 || year < 0 || year > INT64_C(9999) * 1000000)
        return 0;
    return year / 1000000;
}

bool gj_report_bind(gj_report *report, const gj_form *form,
                    gj_document *document)
{
    static uint64_t bound;
    const gj_shape *shape = find_shape(form, document);

    if (shape == NULL)
        return false;
    report->id = ++bound;
    report->form = form;
    report->shape = shape;
    report->document = document;
    report->defect_count = 0;
    report->unlisted = 0;
    gj_arena_reset(&report->arena);
    report->unit = text_at(document, form->unit);
    report->unit_code = text_at(document, form->unit_code);
    report->year = year_at(document, form->year);
    open_cells(report, shape);
    binding b = {report, shape, document, 0};
    bind(&b, &shape->branches[0], 0);
    return true;
}

void gj_report_free(gj_report *report)
{
    free((void *)report->cells.values);
    free((void *)report->cells.states);
    free(report->nodes);
    free(report->defects);
    gj_arena_free(&report->arena);
    *report = (gj_report){0};
}

gj_value gj_report_named(const gj_report *report, gj_text id)
{
    const gj_named *named = gj_form_text(report->form, id);
    if (named == NULL)
        return (gj_value){NULL, 0};
    return gj_document_values.at(gj_document_root(report->document),
                                 named->pointer);
}

#include "form/report.h"

#include <stdlib.h>

#include "document/look.h"

/** Where the binding stands: the report, and the element of the form's array
    that it is in. */
typedef struct binding {
    gj_report *report;
    const gj_shape *shape;
    gj_document *document;
    uint32_t element;
} binding;

/* --------------------------------------------------------------- binding */

static void bind(binding *b, const gj_branch *branch, uint32_t node);

/** Reads a cell's number; false where arithmetic cannot take it up. */
static bool read_cell(const binding *b, uint32_t node, int64_t *value)
{
    const int64_t most = GJ_MAX_NUMBER * 1000000;
    const gj_node *it = &b->document->nodes[node];
    gj_text number = {b->document->bytes + it->start, it->end - it->start};

    if (gj_look_digits(number.data, it->end - it->start, value))
        return true;
    return gj_node_decimal(b->document, node, value) == GJ_DECIMAL_OK &&
           *value <= most && *value >= -most;
}

GJ_INLINE void bind_cell(binding *b, uint32_t cell, uint32_t node)
{
    gj_report *report = b->report;
    uint32_t type = gj_tag_type(&b->document->nodes[node]);
    uint8_t *state = (uint8_t *)&report->cells.states[cell];
    int64_t value;

    report->nodes[cell] = node;
    if (type == GJ_NULL) {
        *state = GJ_CELL_BLANK;
    } else if (type != GJ_NUMBER || !read_cell(b, node, &value)) {
        *state = GJ_CELL_INVALID;
    } else {
        *state = GJ_CELL_NUMBER;
        ((int64_t *)report->cells.values)[cell] = value;
        report->cells.open_count--;
    }
}

/** Child of a branch with this key. Looked for first where the layout puts
    it: behind the child found last. */
static uint32_t child_of(const binding *b, const gj_branch *branch,
                         uint32_t guess, gj_text key)
{
    const gj_branch *branches = b->shape->branches;

    if (guess != GJ_NONE && gj_text_is(key, branches[guess].key))
        return guess;
    uint32_t child = branch->child;
    while (child != GJ_NONE && !gj_text_is(key, branches[child].key))
        child = branches[child].sibling;
    return child;
}

static gj_text key_at(const binding *b, uint32_t node)
{
    const gj_node *key = &b->document->nodes[node];

    if ((key->tag & GJ_ESCAPED) == 0)
        return gj_look_inside(b->document, key);
    return gj_node_text(b->document, node);
}

static void bind_object(binding *b, const gj_branch *branch, uint32_t object)
{
    const gj_branch *branches = b->shape->branches;
    uint32_t end = gj_look_next(b->document, object);
    uint32_t guess = branch->child;

    for (uint32_t key = object + 1; key < end;
         key = gj_look_next(b->document, key + 1)) {
        uint32_t child = child_of(b, branch, guess, key_at(b, key));
        if (child == GJ_NONE)
            continue;
        guess = branches[child].sibling;
        bind(b, &branches[child], key + 1);
    }
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
    uint32_t type = gj_tag_type(&b->document->nodes[node]);

    if (branch->cell != GJ_NO_CELL)
        bind_cell(b, branch->cell + b->element * branch->stride, node);
    else if (branch->array != GJ_NONE && type == GJ_ARRAY)
        bind_array(b, branch, node);
    else if (branch->array == GJ_NONE && type == GJ_OBJECT)
        bind_object(b, branch, node);
}

/** Binds a document of which it is known where its cells are. Nearly all are
    numbers of a few digits. */
static void bind_places(binding *b, const gj_places *places)
{
    gj_cells *cells = &b->report->cells;
    int64_t *values = (int64_t *)cells->values;
    uint8_t *states = (uint8_t *)cells->states;
    const gj_node *nodes = b->document->nodes;
    const char *bytes = b->document->bytes;
    const uint32_t *at = places->cells;
    uint32_t plain = 0;

    for (uint32_t cell = 0; cell < cells->count; cell++) {
        if (at[cell] == GJ_NO_NODE)
            continue;
        const gj_node *node = &nodes[at[cell]];
        if (node->tag == GJ_NUMBER &&
            gj_look_digits(bytes + node->start, node->end - node->start,
                           &values[cell])) {
            states[cell] = GJ_CELL_NUMBER;
            b->report->nodes[cell] = at[cell];
            plain++;
        } else {
            bind_cell(b, cell, at[cell]);
        }
    }
    cells->open_count -= plain;
    for (uint32_t i = 0; i < b->report->form->text_count; i++)
        b->report->named[i] = places->named[i];
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

/** Of one cell: its value, its node, its state. */
enum { CELL_BYTES = sizeof(int64_t) + sizeof(uint32_t) + 1 };

/** Has the cells be where they can be written, or where rules see them. */
static void lay_cells(gj_report *report, const void *pages)
{
    report->cells.values = pages;
    report->nodes =
        (uint32_t *)(uintptr_t)(report->cells.values + report->room);
    report->cells.states = (const uint8_t *)(report->nodes + report->room);
}

/** Room for the cells of the shape, none of them there yet. */
static bool open_cells(gj_report *report, const gj_shape *shape)
{
    uint32_t count = shape->cell_count;

    if (count > report->room || report->pages.own == NULL) {
        gj_pages_close(&report->pages);
        report->room = count;
        if (!gj_pages_open(&report->pages, (size_t)count * CELL_BYTES + 1))
            return false;
    }
    lay_cells(report, report->pages.own);
    memset((void *)report->cells.values, 0, count * sizeof(int64_t));
    memset((void *)report->cells.states, GJ_CELL_ABSENT, count);
    memset(report->nodes, 0xFF, count * sizeof *report->nodes);
    report->cells.size = sizeof report->cells;
    report->cells.count = count;
    report->cells.open_count = count;
    report->cells.kinds = shape->kinds;
    return true;
}

/** A named text whose node has not been looked for. */
static const uint32_t not_asked = GJ_NO_NODE - 1;

static void open_named(gj_report *report, const gj_form *form)
{
    if (form->text_count > report->named_room) {
        free(report->named);
        report->named_room = form->text_count;
        report->named =
            gj_new(2 * (size_t)report->named_room, sizeof *report->named);
    }
    for (uint32_t i = 0; i < 2 * form->text_count; i++)
        report->named[i] = not_asked;
}

static uint32_t node_at(gj_document *document, gj_text pointer)
{
    return pointer.length > 0 ? gj_node_at(document, 0, pointer) : GJ_NO_NODE;
}

static gj_text text_at(gj_document *document, uint32_t node)
{
    if (node == GJ_NO_NODE || gj_node_type(document, node) != GJ_STRING)
        return (gj_text){"", 0};
    return gj_node_text(document, node);
}

static int64_t year_at(const gj_document *document, uint32_t node)
{
    int64_t year = 0;

    if (node == GJ_NO_NODE ||
        gj_node_decimal(document, node, &year) != GJ_DECIMAL_OK ||
        year % 1000000 != 0 || year < 0 || year > INT64_C(9999) * 1000000)
        return 0;
    return year / 1000000;
}

/** Binds a document of which nothing is known. */
static gj_places find_places(binding *b, const gj_form *form)
{
    gj_document *document = b->document;
    gj_places places = {.unit = node_at(document, form->unit),
                        .unit_code = node_at(document, form->unit_code),
                        .year = node_at(document, form->year),
                        .cells = b->report->nodes};

    bind(b, &b->shape->branches[0], 0);
    return places;
}

/** Keeps what is known now for documents of the same skeleton. */
static void keep_places(binding *b, const gj_form *form, gj_places places)
{
    uint32_t *named = b->report->named;

    if (gj_document_skeleton(b->document) == 0)
        return;
    for (uint32_t i = 0; i < form->text_count; i++)
        named[i] = gj_node_at(b->document, 0, form->texts[i].pointer);
    places.named = named;
    gj_places_keep(&b->report->places, b->shape, b->document, &places);
}

bool gj_report_bind(gj_report *report, const gj_form *form,
                    gj_document *document)
{
    static uint64_t bound;
    const gj_shape *shape = find_shape(form, document);
    binding b = {report, shape, document, 0};
    gj_places places;

    if (shape == NULL || !open_cells(report, shape))
        return false;
    report->id = ++bound;
    report->form = form;
    report->shape = shape;
    report->document = document;
    open_named(report, form);
    const gj_places *known = gj_places_find(&report->places, shape, document);
    if (known != NULL) {
        places = *known;
        bind_places(&b, known);
    } else {
        places = find_places(&b, form);
        keep_places(&b, form, places);
    }
    report->unit = text_at(document, places.unit);
    report->unit_code = text_at(document, places.unit_code);
    report->year = year_at(document, places.year);
    lay_cells(report, report->pages.view);
    return true;
}

void gj_report_free(gj_report *report)
{
    gj_pages_close(&report->pages);
    free(report->named);
    gj_places_free(&report->places);
    *report = (gj_report){0};
}

/** The node of a named text, looked for in the object that it stands in. */
static uint32_t find_named(const gj_report *report, const gj_named *named)
{
    gj_text pointer = named->pointer;
    uint32_t *object = &report->named[report->form->text_count + named->beside];

    if (*object == not_asked)
        *object = gj_node_at(report->document, 0,
                             (gj_text){pointer.data, named->stem});
    return gj_node_at(
        report->document, *object,
        (gj_text){pointer.data + named->stem, pointer.length - named->stem});
}

gj_value gj_report_text(const gj_report *report, uint32_t index)
{
    if (index >= report->form->text_count)
        return (gj_value){NULL, 0};
    uint32_t *node = &report->named[index];
    if (*node == not_asked)
        *node = find_named(report, &report->form->texts[index]);
    return *node != GJ_NO_NODE ? gj_document_value(report->document, *node)
                               : (gj_value){NULL, 0};
}

gj_value gj_report_named(const gj_report *report, gj_text id)
{
    return gj_report_text(report, gj_form_text(report->form, id));
}

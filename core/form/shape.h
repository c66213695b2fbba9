/* A shape: a form with its arrays at given lengths, so that its cells can be
 * numbered. Reports of a form without arrays all have one shape. */
#ifndef GJ_FORM_SHAPE_H
#define GJ_FORM_SHAPE_H

#include "form/form.h"

/** Cells that one report may have; one that has more is refused. */
enum { GJ_MAX_CELLS = 1000000 };

/** A column or row of a grid: a leaf of the block's items, and the element of
    an array that it stands for (GJ_NONE where there is none). */
typedef struct gj_line {
    uint32_t item;
    uint32_t element;
} gj_line;

/** A block as it stands in a report of this shape. Cell (column, row) has the
    index first + column * row_count + row. */
typedef struct gj_grid {
    const gj_table *table;
    const gj_block *block;
    gj_line *columns;
    gj_line *rows;
    uint32_t column_count;
    uint32_t row_count;
    uint32_t first;
} gj_grid;

/** What the binding expects of a value. The children of a branch are a linked
    list in the order of the layout; all elements of an array share its one
    child. */
typedef struct gj_branch {
    /** Decoded; and as the part of a pointer. */
    gj_text key;
    gj_text part;
    /** First child, next sibling, or GJ_NONE. */
    uint32_t child;
    uint32_t sibling;
    /** Cell of a leaf, else GJ_NO_CELL; below an array, the cell of element 0,
        and the distance to that of the next element. */
    uint32_t cell;
    uint32_t stride;
    /** Index of the form's array whose elements stand here, or GJ_NONE. */
    uint32_t array;
} gj_branch;

struct gj_shape {
    const gj_form *form;
    uint64_t id;
    /** form->array_count lengths. */
    uint32_t *lengths;
    uint8_t *kinds;
    uint32_t cell_count;
    gj_grid *grids;
    uint32_t grid_count;
    /** Branch 0 is the report itself. */
    gj_branch *branches;
    size_t branch_count;
    size_t branch_room;
    gj_arena arena;
};

/** The shape with these lengths (form->array_count of them): made when first
    asked for, kept among the last few used. Lent until the form is asked for
    another one. NULL where there would be more than GJ_MAX_CELLS cells. */
const gj_shape *gj_form_shape(const gj_form *form, const uint32_t *lengths);
/** The shape with every length 1; lives as long as the form. */
const gj_shape *gj_form_unit_shape(const gj_form *form);

/** Makes the unit shape and with it checks that the layout's cells are sound:
    no pointer twice, none above another. [gj_form_load] */
gj_status gj_form_open_shapes(gj_form *form, gj_error *error);
void gj_form_close_shapes(gj_form *form);

/** The child of a branch that an escaped part of a pointer names, or
    GJ_NONE. */
uint32_t gj_shape_child(const gj_shape *shape, uint32_t branch, gj_text part);
/** Cell at a pointer, or GJ_NO_CELL. */
uint32_t gj_shape_cell(const gj_shape *shape, gj_text pointer);
/** Grid that a cell stands in. */
const gj_grid *gj_shape_grid(const gj_shape *shape, uint32_t cell);
/** Appends a cell's pointer. */
void gj_shape_pointer(const gj_shape *shape, uint32_t cell, gj_buffer *out);

/** The item that stands over, or beside, a line at a level of headings;
    GJ_NONE behind the line's own item. */
uint32_t gj_line_item(const gj_items *items, const gj_line *line,
                      uint32_t level);
/** Whether two lines stand under the same item at a level. */
bool gj_line_shares(const gj_items *items, const gj_line *a, const gj_line *b,
                    uint32_t level);

/** See gj_host.match. */
uint32_t gj_shape_match(const gj_shape *shape, gj_text pattern, gj_match *match,
                        void *context);

#endif

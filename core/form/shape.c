#include "form/shape.h"

#include <stdlib.h>

#include "form/layout.h"
#include "form/part.h"

enum { RECENT_SHAPES = 8 };

struct gj_shape_cache {
    gj_shape *unit;
    /** Last used first. */
    gj_shape *recent[RECENT_SHAPES];
    uint64_t next_id;
};

/* -------------------------------------------------------------- the tree */

static uint32_t add_branch(gj_shape *shape, gj_text part)
{
    gj_grow(&shape->branches, shape->branch_count, &shape->branch_room,
            sizeof *shape->branches);
    char *key = gj_arena_new(&shape->arena, part.length + 1);
    size_t length = 0;
    for (size_t at = 0; at < part.length;)
        key[length++] = gj_part_byte(part, &at);
    gj_branch *branch = &shape->branches[shape->branch_count];
    *branch = (gj_branch){.key = {key, length},
                          .part = {key, length},
                          .child = GJ_NONE,
                          .sibling = GJ_NONE,
                          .cell = GJ_NO_CELL,
                          .array = GJ_NONE};
    if (length < part.length)
        branch->part = gj_arena_text(&shape->arena, part);
    return (uint32_t)shape->branch_count++;
}

uint32_t gj_shape_child(const gj_shape *shape, uint32_t parent, gj_text part)
{
    const gj_branch *branches = shape->branches;
    bool plain =
        part.length == 0 || memchr(part.data, '~', part.length) == NULL;
    uint32_t child = branches[parent].child;

    while (child != GJ_NONE && !(plain ? gj_text_is(part, branches[child].key)
                                       : gj_part_is(part, branches[child].key)))
        child = branches[child].sibling;
    return child;
}

static uint32_t child_for(gj_shape *shape, uint32_t parent, gj_text part)
{
    uint32_t child = gj_shape_child(shape, parent, part);
    if (child != GJ_NONE)
        return child;
    child = add_branch(shape, part);
    uint32_t *link = &shape->branches[parent].child;
    while (*link != GJ_NONE)
        link = &shape->branches[*link].sibling;
    *link = child;
    return child;
}

/** Puts one cell (of element 0) into the tree. False where its pointer is
    another cell's, or leads through one. */
static bool plant(gj_shape *shape, const gj_block *block, gj_text pointer,
                  uint32_t cell, uint32_t stride)
{
    uint32_t at = 0;
    gj_text rest = pointer;
    gj_text part;

    while (gj_part_next(&rest, &part)) {
        if (shape->branches[at].cell != GJ_NO_CELL)
            return false;
        bool star = gj_text_is(part, gj_text_of("*"));
        bool array = shape->branches[at].array != GJ_NONE;
        if (star != array && shape->branches[at].child != GJ_NONE)
            return false;
        if (star)
            shape->branches[at].array = block->array;
        at = child_for(shape, at, part);
    }
    gj_branch *leaf = &shape->branches[at];
    if (at == 0 || leaf->cell != GJ_NO_CELL || leaf->child != GJ_NONE)
        return false;
    leaf->cell = cell;
    leaf->stride = stride;
    return true;
}

/** Sets *clash to the first pointer that is in another one's way. */
static void plant_grid(gj_shape *shape, const gj_grid *grid, uint32_t leaves,
                       gj_buffer *pointer, gj_buffer *clash)
{
    const gj_block *block = grid->block;

    for (uint32_t c = 0; c < grid->column_count; c++) {
        for (uint32_t r = 0; r < leaves; r++) {
            gj_buffer_clear(pointer);
            gj_block_pointer(block, &block->columns.at[grid->columns[c].item],
                             &block->rows.at[grid->rows[r].item], GJ_NONE,
                             pointer);
            uint32_t cell = grid->first + c * grid->row_count + r;
            if (!plant(shape, block, gj_buffer_view(pointer), cell, leaves) &&
                clash->length == 0)
                gj_buffer_text(clash, gj_buffer_view(pointer));
        }
    }
}

/* ------------------------------------------------------------- the grids */

static uint32_t count_leaves(const gj_items *items)
{
    uint32_t leaves = 0;
    for (uint32_t i = 0; i < items->count; i++)
        leaves += gj_item_is_leaf(items, i);
    return leaves;
}

/** The leaves of the items, once for each element. */
static gj_line *make_lines(gj_arena *arena, const gj_items *items,
                           uint32_t leaves, uint32_t elements, bool array)
{
    gj_line *lines =
        gj_arena_new(arena, sizeof *lines * (size_t)leaves * elements + 1);
    uint32_t count = 0;

    for (uint32_t element = 0; element < elements; element++)
        for (uint32_t i = 0; i < items->count; i++)
            if (gj_item_is_leaf(items, i))
                lines[count++] = (gj_line){i, array ? element : GJ_NONE};
    return lines;
}

static void set_kinds(gj_shape *shape, const gj_grid *grid)
{
    uint8_t *kind = shape->kinds + grid->first;

    for (uint32_t c = 0; c < grid->column_count; c++)
        for (uint32_t r = 0; r < grid->row_count; r++)
            *kind++ = grid->block->columns.at[grid->columns[c].item].kind ==
                                  GJ_CELL_AMOUNT ||
                              grid->block->rows.at[grid->rows[r].item].kind ==
                                  GJ_CELL_AMOUNT
                          ? GJ_CELL_AMOUNT
                          : GJ_CELL_COUNT;
}

/** Lays out a block's grid behind the cells there are already. */
static gj_grid make_grid(gj_shape *shape, const gj_table *table,
                         const gj_block *block)
{
    bool array = block->array != GJ_NONE;
    uint32_t elements = array ? shape->lengths[block->array] : 1;
    uint32_t columns = count_leaves(&block->columns);
    uint32_t rows = count_leaves(&block->rows);
    gj_grid grid = {.table = table,
                    .block = block,
                    .column_count = columns,
                    .row_count = rows * elements,
                    .first = shape->cell_count};

    grid.columns =
        make_lines(&shape->arena, &block->columns, columns, 1, false);
    /* A tree wants its rows also where there is no element yet. */
    grid.rows = make_lines(&shape->arena, &block->rows, rows,
                           elements ? elements : 1, array);
    shape->cell_count += columns * grid.row_count;
    return grid;
}

/** Cells there would be; 0 where they are too many. */
static bool fits(const gj_form *form, const uint32_t *lengths)
{
    uint64_t cells = 0;

    for (uint32_t t = 0; t < form->table_count; t++) {
        for (uint32_t b = 0; b < form->tables[t].block_count; b++) {
            const gj_block *block = &form->tables[t].blocks[b];
            uint64_t elements =
                block->array == GJ_NONE ? 1 : lengths[block->array];
            cells += elements * count_leaves(&block->columns) *
                     count_leaves(&block->rows);
            if (cells > GJ_MAX_CELLS)
                return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------- the shape */

static void free_shape(gj_shape *shape)
{
    if (shape == NULL)
        return;
    free(shape->lengths);
    free(shape->kinds);
    free(shape->grids);
    free(shape->branches);
    gj_arena_free(&shape->arena);
    free(shape);
}

static uint32_t count_blocks(const gj_form *form)
{
    uint32_t blocks = 0;
    for (uint32_t t = 0; t < form->table_count; t++)
        blocks += form->tables[t].block_count;
    return blocks;
}

/** *clash, empty at first, becomes the pointer of a cell that is in another
    one's way. */
static gj_shape *make_shape(const gj_form *form, const uint32_t *lengths,
                            gj_buffer *clash)
{
    gj_shape *shape = gj_new(1, sizeof *shape);
    gj_buffer pointer = {0};

    shape->form = form;
    shape->id = ++form->shapes->next_id;
    shape->lengths = gj_new(form->array_count, sizeof *lengths);
    for (uint32_t i = 0; i < form->array_count; i++)
        shape->lengths[i] = lengths[i];
    shape->grids = gj_new(count_blocks(form), sizeof *shape->grids);
    add_branch(shape, (gj_text){"", 0});
    for (uint32_t t = 0; t < form->table_count; t++) {
        const gj_table *table = &form->tables[t];
        for (uint32_t b = 0; b < table->block_count; b++) {
            gj_grid *grid = &shape->grids[shape->grid_count++];
            *grid = make_grid(shape, table, &table->blocks[b]);
            plant_grid(shape, grid, count_leaves(&table->blocks[b].rows),
                       &pointer, clash);
        }
    }
    shape->kinds = gj_new(shape->cell_count, 1);
    for (uint32_t i = 0; i < shape->grid_count; i++)
        set_kinds(shape, &shape->grids[i]);
    gj_buffer_free(&pointer);
    return shape;
}

gj_status gj_form_open_shapes(gj_form *form, gj_error *error)
{
    uint32_t *lengths = gj_new(form->array_count, sizeof *lengths);
    gj_buffer clash = {0};
    gj_status status = GJ_OK;

    for (uint32_t i = 0; i < form->array_count; i++)
        lengths[i] = 1;
    form->shapes = gj_new(1, sizeof *form->shapes);
    if (fits(form, lengths))
        form->shapes->unit = make_shape(form, lengths, &clash);
    else
        status = gj_fail(error, GJ_FAILED_DATA, "表样的单元格超过 %d 个",
                         "the layout has more than %d cells", GJ_MAX_CELLS);
    if (clash.length > 0)
        status =
            gj_fail(error, GJ_FAILED_DATA,
                    "单元格 %s 与另一个单元格的指针相同，或一个在另一个之下",
                    "cell %s has the pointer of another cell, or one of "
                    "them lies below the other",
                    clash.data);
    gj_buffer_free(&clash);
    free(lengths);
    return status;
}

void gj_form_close_shapes(gj_form *form)
{
    if (form->shapes == NULL)
        return;
    free_shape(form->shapes->unit);
    for (size_t i = 0; i < RECENT_SHAPES; i++)
        free_shape(form->shapes->recent[i]);
    free(form->shapes);
    form->shapes = NULL;
}

const gj_shape *gj_form_unit_shape(const gj_form *form)
{
    return form->shapes->unit;
}

static bool has_lengths(const gj_shape *shape, const uint32_t *lengths)
{
    size_t size = shape->form->array_count * sizeof *lengths;
    return size == 0 || memcmp(shape->lengths, lengths, size) == 0;
}

const gj_shape *gj_form_shape(const gj_form *form, const uint32_t *lengths)
{
    struct gj_shape_cache *cache = form->shapes;
    gj_shape *wanted = NULL;
    gj_buffer clash = {0};
    size_t at = 0;

    if (has_lengths(cache->unit, lengths))
        return cache->unit;
    while (at < RECENT_SHAPES - 1 && cache->recent[at] != NULL &&
           !has_lengths(cache->recent[at], lengths))
        at++;
    if (cache->recent[at] != NULL && has_lengths(cache->recent[at], lengths)) {
        wanted = cache->recent[at];
    } else {
        if (!fits(form, lengths))
            return NULL;
        wanted = make_shape(form, lengths, &clash);
        gj_buffer_free(&clash);
        free_shape(cache->recent[at]);
    }
    for (; at > 0; at--)
        cache->recent[at] = cache->recent[at - 1];
    cache->recent[0] = wanted;
    return wanted;
}

/* --------------------------------------------------------------- look-up */

const gj_grid *gj_shape_grid(const gj_shape *shape, uint32_t cell)
{
    uint32_t i = shape->grid_count;
    while (i > 1 && shape->grids[i - 1].first > cell)
        i--;
    return &shape->grids[i - 1];
}

void gj_shape_pointer(const gj_shape *shape, uint32_t cell, gj_buffer *out)
{
    const gj_grid *grid = gj_shape_grid(shape, cell);
    const gj_block *block = grid->block;
    uint32_t column = (cell - grid->first) / grid->row_count;
    const gj_line *row = &grid->rows[(cell - grid->first) % grid->row_count];

    gj_block_pointer(block, &block->columns.at[grid->columns[column].item],
                     &block->rows.at[row->item], row->element, out);
}

uint32_t gj_shape_cell(const gj_shape *shape, gj_text pointer)
{
    uint32_t at = 0;
    uint32_t element = 0;
    gj_text part;

    while (gj_part_next(&pointer, &part)) {
        const gj_branch *branch = &shape->branches[at];
        if (branch->array != GJ_NONE) {
            element = gj_part_number(part);
            if (element >= shape->lengths[branch->array])
                return GJ_NO_CELL;
            at = branch->child;
        } else {
            at = gj_shape_child(shape, at, part);
            if (at == GJ_NONE)
                return GJ_NO_CELL;
        }
    }
    const gj_branch *leaf = &shape->branches[at];
    return leaf->cell == GJ_NO_CELL ? GJ_NO_CELL
                                    : leaf->cell + element * leaf->stride;
}

uint32_t gj_line_item(const gj_items *items, const gj_line *line,
                      uint32_t level)
{
    uint32_t item = line->item;

    if (items->at[item].depth < level)
        return GJ_NONE;
    while (items->at[item].depth > level)
        item = items->at[item].parent;
    return item;
}

bool gj_line_shares(const gj_items *items, const gj_line *a, const gj_line *b,
                    uint32_t level)
{
    return a->element == b->element &&
           gj_line_item(items, a, level) == gj_line_item(items, b, level);
}

#include "form/layout.h"

#include <stdlib.h>

#include "form/fields.h"

static const char column_hole[] = "{column}";
static const char row_hole[] = "{row}";

/* ---------------------------------------------------------- the pointers */

static const char *find(gj_text text, const char *what)
{
    return text.length == 0
               ? NULL
               : memmem(text.data, text.length, what, strlen(what));
}

bool gj_block_has_column(const gj_block *block)
{
    return find(block->cell, column_hole) != NULL;
}

bool gj_block_has_row(const gj_block *block)
{
    return find(block->cell, row_hole) != NULL;
}

bool gj_block_column_first(const gj_block *block)
{
    const char *column = find(block->cell, column_hole);
    const char *row = find(block->cell, row_hole);
    return column != NULL && (row == NULL || column < row);
}

static void add_item(const gj_item *item, gj_buffer *out)
{
    if (item == NULL)
        gj_buffer_byte(out, '*');
    else
        gj_buffer_text(out, item->key);
}

static bool begins(const char *at, const char *end, const char *what)
{
    size_t length = strlen(what);
    return (size_t)(end - at) >= length && memcmp(at, what, length) == 0;
}

void gj_block_pointer(const gj_block *block, const gj_item *column,
                      const gj_item *row, uint32_t element, gj_buffer *out)
{
    const char *at = block->cell.data;
    const char *end = at + block->cell.length;

    while (at < end) {
        if (begins(at, end, column_hole)) {
            add_item(column, out);
            at += sizeof column_hole - 1;
        } else if (begins(at, end, row_hole)) {
            add_item(row, out);
            at += sizeof row_hole - 1;
        } else if (*at == '*' && element != GJ_NONE) {
            gj_buffer_print(out, "%u", element);
            at++;
        } else {
            gj_buffer_byte(out, *at++);
        }
    }
}

/* --------------------------------------------------------------- reading */

/** What reading the layout needs all the way down. */
typedef struct layout {
    gj_form *form;
    gj_fields fields;
    size_t array_room;
} layout;

static void refuse(const layout *l, uint32_t node, const char *zh,
                   const char *en)
{
    gj_fail(l->fields.error, GJ_FAILED_DATA, zh, en);
    gj_fields_place(&l->fields, node);
}

static gj_words words_or(const layout *l, uint32_t object, const char *key,
                         gj_words otherwise)
{
    if (gj_node_member(l->fields.document, object, gj_text_of(key)) ==
        GJ_NO_NODE)
        return otherwise;
    return gj_field_words(&l->fields, object, key, GJ_REQUIRED);
}

static uint32_t read_kind(const layout *l, uint32_t node, uint32_t otherwise)
{
    gj_text kind = gj_field_text(&l->fields, node, "kind", GJ_OPTIONAL);
    if (kind.length == 0)
        return otherwise;
    if (gj_text_is(kind, gj_text_of("count")))
        return GJ_CELL_COUNT;
    if (!gj_text_is(kind, gj_text_of("amount")))
        refuse(l, node, "“kind”只能是 count（件数）或 amount（金额）",
               "\"kind\" must be count or amount");
    return GJ_CELL_AMOUNT;
}

static gj_item read_item(const layout *l, uint32_t node, uint32_t kind)
{
    static const char *const keys[] = {"key",  "label", "name", "short",
                                       "kind", "items", NULL};
    gj_item item = {.parent = GJ_NONE, .kind = read_kind(l, node, kind)};

    gj_fields_only(&l->fields, node, keys);
    item.key = gj_field_text(&l->fields, node, "key", GJ_OPTIONAL);
    item.label = gj_field_words(&l->fields, node, "label", GJ_REQUIRED);
    item.name = words_or(l, node, "name", item.label);
    item.brief = words_or(l, node, "short", item.name);
    if (item.key.length > 0 &&
        (item.key.data[0] == '/' || find(item.key, "*") != NULL))
        refuse(l, node, "“key”是指针的一段，不以 / 开头，也不含 *",
               "a \"key\" is part of a pointer: it does not begin with / "
               "and has no *");
    return item;
}

static void read_items(const layout *l, gj_items *items, size_t *room,
                       uint32_t array, uint32_t parent)
{
    gj_document *document = l->fields.document;
    uint32_t end = gj_node_next(document, array);

    for (uint32_t node = array + 1; node < end;
         node = gj_node_next(document, node)) {
        if (gj_node_type(document, node) != GJ_OBJECT) {
            refuse(l, node, "此处应为对象 { … }", "an object is expected here");
            return;
        }
        uint32_t own = items->count;
        const gj_item *above = parent == GJ_NONE ? NULL : &items->at[parent];
        gj_item item = read_item(l, node, above ? above->kind : GJ_CELL_COUNT);
        item.parent = parent;
        item.depth = above ? above->depth + 1 : 0;
        if (item.depth + 1 > items->levels)
            items->levels = item.depth + 1;
        gj_grow(&items->at, own, room, sizeof *items->at);
        items->at[items->count++] = item;
        uint32_t below =
            gj_field(&l->fields, node, "items", GJ_ARRAY, GJ_OPTIONAL);
        if (below != GJ_NO_NODE)
            read_items(l, items, room, below, own);
        items->at[own].next = items->count;
        if (below != GJ_NO_NODE && items->count == own + 1)
            refuse(l, below, "“items”不能为空", "\"items\" must not be empty");
    }
}

/** Leaves need a key exactly where the pointer has a hole for them; where it
    has none there can be one leaf only. */
static void check_keys(const layout *l, const gj_items *items, bool hole,
                       uint32_t node)
{
    uint32_t leaves = 0;

    for (uint32_t i = 0; i < items->count; i++) {
        if (!gj_item_is_leaf(items, i))
            continue;
        leaves++;
        if (hole != (items->at[i].key.length > 0))
            refuse(
                l, node,
                "单元格指针中有 {column} 或 {row} 的，每个列或行都要有“key”；"
                "没有的，则不能有",
                "each column or row needs a \"key\" where the cell pointer "
                "has {column} or {row} for it, and must have none where it "
                "has not");
    }
    if (leaves == 0 || (!hole && leaves > 1))
        refuse(l, node, "此处列或行的个数与单元格指针不符",
               "the cell pointer does not fit this number of columns or rows");
}

static void read_list(const layout *l, gj_items *items, uint32_t block,
                      const char *key, bool hole)
{
    size_t room = 0;
    uint32_t node = gj_field(&l->fields, block, key, GJ_ARRAY, GJ_REQUIRED);

    if (node == GJ_NO_NODE)
        return;
    read_items(l, items, &room, node, GJ_NONE);
    if (l->fields.error->status == GJ_OK)
        check_keys(l, items, hole, node);
}

/** Index of the array that the pointer's part `*` goes through. */
static uint32_t find_array(layout *l, gj_text cell, uint32_t node)
{
    gj_form *form = l->form;
    const char *star = find(cell, "/*/");

    if (star == NULL) {
        if (find(cell, "*") != NULL)
            refuse(l, node, "“cell”中的 * 应独占一段",
                   "* must be a part of its own in \"cell\"");
        return GJ_NONE;
    }
    gj_text array = {cell.data, (uint64_t)(star - cell.data)};
    gj_text rest = {star + 2, cell.length - array.length - 2};
    if (find(array, "{") != NULL || find(rest, "*") != NULL)
        refuse(l, node, "“cell”中至多有一个 *，且在 {column} 与 {row} 之前",
               "\"cell\" may have one part *, before {column} and {row}");
    for (uint32_t i = 0; i < form->array_count; i++)
        if (gj_text_is(form->arrays[i], array))
            return i;
    gj_grow(&form->arrays, form->array_count, &l->array_room,
            sizeof *form->arrays);
    form->arrays[form->array_count] = array;
    return form->array_count++;
}

static void read_block(layout *l, gj_block *block, uint32_t node)
{
    static const char *const keys[] = {"caption", "corner", "cell",
                                       "columns", "rows",   NULL};
    const gj_words none = {{"", 0}, {"", 0}};

    gj_fields_only(&l->fields, node, keys);
    block->caption = words_or(l, node, "caption", none);
    block->corner = words_or(l, node, "corner", none);
    block->cell = gj_field_pointer(&l->fields, node, "cell", GJ_REQUIRED);
    if (block->cell.length == 0)
        refuse(l, node, "“cell”不能为空：单元格在报告之内",
               "\"cell\" must not be empty: a cell is part of a report");
    block->array = find_array(l, block->cell, node);
    read_list(l, &block->columns, node, "columns", gj_block_has_column(block));
    read_list(l, &block->rows, node, "rows", gj_block_has_row(block));
}

static void read_table(layout *l, gj_table *table, uint32_t node)
{
    static const char *const keys[] = {"id",   "title",  "name",
                                       "note", "blocks", NULL};
    gj_document *document = l->fields.document;

    gj_fields_only(&l->fields, node, keys);
    table->id = gj_field_text(&l->fields, node, "id", GJ_REQUIRED);
    table->title = gj_field_words(&l->fields, node, "title", GJ_REQUIRED);
    table->name = words_or(l, node, "name", table->title);
    table->note = gj_field_words(&l->fields, node, "note", GJ_OPTIONAL);
    uint32_t blocks =
        gj_field(&l->fields, node, "blocks", GJ_ARRAY, GJ_REQUIRED);
    if (blocks == GJ_NO_NODE)
        return;
    table->blocks = gj_new(gj_node_size(document, blocks), sizeof(gj_block));
    for (uint32_t child = blocks + 1; child < gj_node_next(document, blocks);
         child = gj_node_next(document, child)) {
        if (gj_node_type(document, child) == GJ_OBJECT)
            read_block(l, &table->blocks[table->block_count++], child);
        else
            refuse(l, child, "此处应为对象 { … }",
                   "an object is expected here");
    }
}

static void read_tables(layout *l)
{
    static const char *const keys[] = {"$schema", "tables", NULL};
    gj_document *document = l->fields.document;
    gj_form *form = l->form;

    gj_fields_only(&l->fields, 0, keys);
    uint32_t tables = gj_field(&l->fields, 0, "tables", GJ_ARRAY, GJ_REQUIRED);
    if (tables == GJ_NO_NODE)
        return;
    form->tables = gj_new(gj_node_size(document, tables), sizeof(gj_table));
    for (uint32_t child = tables + 1; child < gj_node_next(document, tables);
         child = gj_node_next(document, child)) {
        if (gj_node_type(document, child) == GJ_OBJECT)
            read_table(l, &form->tables[form->table_count++], child);
        else
            refuse(l, child, "此处应为对象 { … }",
                   "an object is expected here");
    }
}

gj_status gj_layout_load(gj_form *form, const gj_datum *file, gj_error *error)
{
    layout l = {
        .form = form,
        .fields = {file->document, &form->arena, file->file.data, error}};

    read_tables(&l);
    return error->status;
}

#include "writer/html_grid.h"

#include <inttypes.h>

typedef gj_html_grid sheet;

static void add_span(const sheet *s, const char *name, uint32_t count)
{
    if (count > 1)
        gj_buffer_print(s->out, " %s=\"%" PRIu32 "\"", name, count);
}

static void add_label(const sheet *s, const gj_item *item, uint32_t element)
{
    gj_text words = gj_words_in(item->label, s->language);
    gj_buffer label = {0};

    if (words.length == 0)
        words = gj_words_in(item->name, s->language);
    gj_item_words(words, element, &label);
    gj_buffer_escaped(s->out, gj_buffer_view(&label));
    gj_buffer_free(&label);
}

/* ---------------------------------------------------------------- columns */

/* How many columns from this one on stand under the same item. */
static uint32_t columns_under(const gj_grid *grid, uint32_t column,
                              uint32_t level)
{
    const gj_items *items = &grid->block->columns;
    const gj_line *lines = grid->columns;
    uint32_t end = column + 1;

    while (end < grid->column_count &&
           gj_line_shares(items, &lines[column], &lines[end], level))
        end++;
    return end - column;
}

static void add_column_headers(const sheet *s, uint32_t level)
{
    const gj_items *items = &s->grid->block->columns;
    const gj_line *lines = s->grid->columns;

    for (uint32_t i = 0, run; i < s->grid->column_count; i += run) {
        uint32_t item = gj_line_item(items, &lines[i], level);
        run = columns_under(s->grid, i, level);
        if (item == GJ_NONE)
            continue;
        gj_buffer_string(s->out, "<th scope=\"col\"");
        add_span(s, "colspan", run);
        if (gj_item_is_leaf(items, item))
            add_span(s, "rowspan", items->levels - level);
        gj_buffer_string(s->out, ">");
        add_label(s, &items->at[item], lines[i].element);
        gj_buffer_string(s->out, "</th>");
    }
}

static void add_corner(const sheet *s)
{
    const gj_block *block = s->grid->block;

    gj_buffer_string(s->out, "<td class=\"corner\"");
    add_span(s, "colspan", block->rows.levels);
    add_span(s, "rowspan", block->columns.levels);
    gj_buffer_string(s->out, ">");
    gj_buffer_escaped(s->out, gj_words_in(block->corner, s->language));
    gj_buffer_string(s->out, "</td>");
}

static void add_head(const sheet *s)
{
    const gj_block *block = s->grid->block;
    gj_text caption = gj_words_in(block->caption, s->language);

    gj_buffer_string(s->out, "<thead>\n");
    if (caption.length > 0) {
        gj_buffer_string(s->out, "<tr><th scope=\"col\"");
        add_span(s, "colspan", block->rows.levels + s->grid->column_count);
        gj_buffer_string(s->out, ">");
        gj_buffer_escaped(s->out, caption);
        gj_buffer_string(s->out, "</th></tr>\n");
    }
    for (uint32_t level = 0; level < block->columns.levels; level++) {
        gj_buffer_string(s->out, "<tr>");
        if (level == 0)
            add_corner(s);
        add_column_headers(s, level);
        gj_buffer_string(s->out, "</tr>\n");
    }
    gj_buffer_string(s->out, "</thead>\n");
}

/* ------------------------------------------------------------------- rows */

static const gj_line *row_line(const sheet *s, uint32_t row)
{
    return &s->grid->rows[s->rows[row]];
}

static uint32_t rows_beside(const sheet *s, uint32_t row, uint32_t level)
{
    const gj_items *items = &s->grid->block->rows;
    uint32_t end = row + 1;

    while (end < s->row_count &&
           gj_line_shares(items, row_line(s, row), row_line(s, end), level))
        end++;
    return end - row;
}

static void add_row_headers(const sheet *s, uint32_t row)
{
    const gj_items *items = &s->grid->block->rows;
    const gj_line *line = row_line(s, row);

    for (uint32_t level = 0; level < items->levels; level++) {
        uint32_t item = gj_line_item(items, line, level);
        if (item == GJ_NONE)
            return;
        bool leaf = gj_item_is_leaf(items, item);
        if (!leaf && row > 0 &&
            gj_line_shares(items, row_line(s, row - 1), line, level))
            continue;
        gj_buffer_string(s->out, "<th scope=\"row\"");
        if (leaf)
            add_span(s, "colspan", items->levels - level);
        else
            add_span(s, "rowspan", rows_beside(s, row, level));
        gj_buffer_string(s->out, leaf ? ">" : " class=\"over\">");
        add_label(s, &items->at[item], line->element);
        gj_buffer_string(s->out, "</th>");
    }
}

/* The widths stand in the style sheet: what is said in an attribute would need
   its leave by the page's policy. */
static void add_widths(const sheet *s)
{
    uint32_t levels = s->grid->block->rows.levels;

    gj_buffer_print(s->out, "<colgroup class=\"labels of%" PRIu32 "\">",
                    levels);
    for (uint32_t i = 0; i < levels; i++)
        gj_buffer_string(s->out, "<col>");
    gj_buffer_print(s->out,
                    "</colgroup><colgroup span=\"%" PRIu32 "\"></colgroup>\n",
                    s->grid->column_count);
}

void gj_html_grid_add(const gj_html_grid *s)
{
    const gj_grid *grid = s->grid;

    add_widths(s);
    add_head(s);
    gj_buffer_string(s->out, "<tbody>\n");
    for (uint32_t i = 0; i < s->row_count; i++) {
        gj_buffer_string(s->out, "<tr>");
        add_row_headers(s, i);
        for (uint32_t c = 0; c < grid->column_count; c++)
            s->add_cell(s->context,
                        grid->first + c * grid->row_count + s->rows[i]);
        gj_buffer_string(s->out, "</tr>\n");
    }
    gj_buffer_string(s->out, "</tbody>\n");
}

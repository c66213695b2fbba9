/* The coverage of a form as text: its tables with a character for each cell. */
#include "cli/rules.h"
#include "writer/terminal.h"

typedef struct coverage {
    FILE *out;
    const gj_shape *shape;
    const gj_examination *examination;
    gj_language language;
    gj_buffer line;
} coverage;

static char mark_of(uint8_t looks)
{
    static const char marks[] = {'.', '-', '#'};
    return marks[gj_look_of(looks)];
}

static void end_line(coverage *c)
{
    gj_buffer_byte(&c->line, '\n');
    fwrite(c->line.data, 1, c->line.length, c->out);
    gj_buffer_clear(&c->line);
}

static void add_label(coverage *c, const gj_item *item, uint32_t element)
{
    gj_text words = gj_words_in(item->label, c->language);
    gj_buffer label = {0};

    if (words.length == 0)
        words = gj_words_in(item->name, c->language);
    gj_item_words(words, element, &label);
    gj_buffer_visible(&c->line, gj_buffer_view(&label));
    gj_buffer_free(&label);
}

/** The headings over a column, from the top: Legal persons · Firms. */
static void print_column(coverage *c, const gj_grid *grid, uint32_t column)
{
    const gj_items *items = &grid->block->columns;
    const gj_line *line = &grid->columns[column];

    gj_buffer_print(&c->line, "  %u ", column + 1);
    for (uint32_t level = 0; level < items->levels; level++) {
        uint32_t item = gj_line_item(items, line, level);
        if (item == GJ_NONE)
            break;
        gj_buffer_string(&c->line, level > 0 ? " · " : "");
        add_label(c, &items->at[item], line->element);
    }
    end_line(c);
}

/** A line for each heading that begins at this row; the last, the row's own,
    has the marks of its cells. */
static void print_row(coverage *c, const gj_grid *grid, uint32_t row)
{
    const gj_items *items = &grid->block->rows;
    const gj_line *line = &grid->rows[row];
    const uint8_t *cells = c->examination->cells + grid->first + row;

    for (uint32_t level = 0; level < items->levels; level++) {
        uint32_t item = gj_line_item(items, line, level);
        bool leaf = item == line->item;
        if (item == GJ_NONE ||
            (!leaf && row > 0 && gj_line_shares(items, line, line - 1, level)))
            continue;
        gj_buffer_string(&c->line, "  ");
        for (uint32_t column = 0; column < grid->column_count; column++)
            gj_buffer_byte(
                &c->line,
                leaf ? mark_of(cells[(size_t)column * grid->row_count]) : ' ');
        gj_buffer_spaces(&c->line, 2 * ((size_t)level + 1));
        add_label(c, &items->at[item], line->element);
        end_line(c);
    }
}

static void print_grid(coverage *c, const gj_grid *grid)
{
    gj_text caption = gj_words_in(grid->block->caption, c->language);

    if (caption.length > 0) {
        gj_buffer_string(&c->line, "  ");
        gj_buffer_visible(&c->line, caption);
        end_line(c);
    }
    for (uint32_t i = 0; i < grid->column_count; i++)
        print_column(c, grid, i);
    for (uint32_t i = 0; i < grid->row_count; i++)
        print_row(c, grid, i);
}

static void print_tables(coverage *c)
{
    const gj_table *table = NULL;

    for (uint32_t i = 0; i < c->shape->grid_count; i++) {
        const gj_grid *grid = &c->shape->grids[i];
        if (grid->table != table) {
            table = grid->table;
            gj_buffer_visible(&c->line, gj_words_in(table->name, c->language));
            gj_buffer_string(&c->line, " ");
            gj_buffer_visible(&c->line, gj_words_in(table->title, c->language));
            end_line(c);
        }
        print_grid(c, grid);
    }
}

static void print_name(coverage *c, uint32_t cell)
{
    gj_buffer pointer = {0};
    gj_buffer name = {0};

    gj_shape_pointer(c->shape, cell, &pointer);
    gj_form_name(c->shape->form, gj_buffer_view(&pointer), c->language, &name);
    gj_buffer_string(&c->line, "  ");
    gj_buffer_visible(&c->line, gj_buffer_view(&name));
    gj_buffer_string(&c->line, "  ");
    gj_buffer_visible(&c->line, gj_buffer_view(&pointer));
    end_line(c);
    gj_buffer_free(&pointer);
    gj_buffer_free(&name);
}

/** The names of the cells by no rule, and how many there are of each kind. */
static void print_sum(coverage *c)
{
    uint32_t count[3] = {0, 0, 0};
    uint32_t all = c->shape->cell_count;

    for (uint32_t cell = 0; cell < all; cell++)
        count[gj_look_of(c->examination->cells[cell])]++;
    if (count[GJ_LOOK_NONE] > 0)
        fputs(
            gj_say(c->language, "没有规则的单元格：\n", "Cells by no rule:\n"),
            c->out);
    for (uint32_t cell = 0; cell < all; cell++)
        if (c->examination->cells[cell] == 0)
            print_name(c, cell);
    if (c->language == GJ_ZH)
        fprintf(c->out,
                "共 %u 格：%u 格与其他格比较，%u 格只单独检查，%u 格没有规则\n",
                all, count[GJ_LOOK_TIED], count[GJ_LOOK_ALONE],
                count[GJ_LOOK_NONE]);
    else
        fprintf(c->out,
                "%u cells: %u compared with others, %u judged alone, %u by no "
                "rule\n",
                all, count[GJ_LOOK_TIED], count[GJ_LOOK_ALONE],
                count[GJ_LOOK_NONE]);
}

void gj_rules_coverage(FILE *out, const gj_shape *shape,
                       const gj_examination *examination, gj_language language)
{
    coverage c = {out, shape, examination, language, {0}};

    fputs(gj_say(language,
                 "各单元格（# 与其他格比较，- 只单独检查，. 没有规则）：\n",
                 "Cells (# compared with others, - judged alone, . by no "
                 "rule):\n"),
          out);
    print_tables(&c);
    print_sum(&c);
    gj_buffer_free(&c.line);
}

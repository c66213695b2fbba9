#include "writer/excerpt.h"

#include <stdlib.h>

#include "writer/table.h"
#include "writer/terminal.h"

enum {
    /* Up to this many rows are all drawn, also those that are 0. */
    FEW_ROWS = 8,
    MOST_ROWS = 25,
    /* How narrow the rows' labels may become. */
    LEAST_LABEL = 12
};

/* ------------------------------------------------------------ collecting */

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static size_t sort_once(uint32_t *numbers, size_t count)
{
    size_t kept = 0;

    qsort(numbers, count, sizeof *numbers, by_number);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || numbers[kept - 1] != numbers[i])
            numbers[kept++] = numbers[i];
    return kept;
}

size_t gj_excerpt_room(const gj_subject *subject)
{
    size_t count = 0;

    for (uint32_t i = 0; i < subject->finding_count; i++)
        count += subject->result->findings[subject->findings[i]].related_count +
                 (size_t)1;
    return count;
}

/* The cell of a location in the report; GJ_NO_CELL where it has none. */
static uint32_t cell_of(const gj_result *result, const gj_spot *spot)
{
    return spot->file.length == 0 && spot->cell < result->cell_count
               ? spot->cell
               : GJ_NO_CELL;
}

static size_t collect(uint32_t *cells, const gj_result *result,
                      const gj_finding_entry *finding)
{
    size_t count = 0;

    cells[count] = cell_of(result, &finding->primary);
    count += cells[count] != GJ_NO_CELL;
    for (uint32_t i = 0; i < finding->related_count; i++) {
        cells[count] = cell_of(result, &finding->related[i]);
        count += cells[count] != GJ_NO_CELL;
    }
    return count;
}

size_t gj_excerpt_cells(uint32_t *cells, const gj_subject *subject)
{
    const gj_result *result = subject->result;
    size_t count = 0;

    for (uint32_t i = 0; i < subject->finding_count; i++)
        count += collect(cells + count, result,
                         &result->findings[subject->findings[i]]);
    return sort_once(cells, count);
}

bool gj_excerpt_takes(const gj_excerpt *excerpt, uint32_t cell)
{
    return bsearch(&cell, excerpt->cells, excerpt->cell_count, sizeof cell,
                   by_number) != NULL;
}

uint32_t gj_excerpt_cell(const gj_excerpt *excerpt, size_t column, size_t row)
{
    const gj_grid *grid = excerpt->grid;
    return grid->first + excerpt->columns.at[column] * grid->row_count +
           excerpt->rows.at[row];
}

bool gj_excerpt_primary(const gj_excerpt *excerpt, uint32_t cell)
{
    const gj_subject *subject = excerpt->subject;

    for (uint32_t i = 0; i < subject->first_count; i++)
        if (subject->first[i].cell == cell)
            return true;
    return false;
}

static bool is_zero(const gj_excerpt *excerpt, uint32_t cell)
{
    return excerpt->subject->result->states[cell] == GJ_CELL_NUMBER &&
           excerpt->subject->result->values[cell] == 0;
}

static void note_elements(gj_axis *axis)
{
    for (size_t i = 1; i < axis->count; i++)
        if (axis->lines[axis->at[i]].element !=
            axis->lines[axis->at[0]].element)
            axis->mixed = true;
}

static void fill_axes(gj_excerpt *excerpt)
{
    const gj_grid *grid = excerpt->grid;

    for (size_t i = 0; i < excerpt->cell_count; i++) {
        uint32_t place = excerpt->cells[i] - grid->first;
        excerpt->columns.at[i] = place / grid->row_count;
        excerpt->rows.at[i] = place % grid->row_count;
    }
    excerpt->columns.count =
        sort_once(excerpt->columns.at, excerpt->cell_count);
    excerpt->rows.count = sort_once(excerpt->rows.at, excerpt->cell_count);
    note_elements(&excerpt->columns);
    note_elements(&excerpt->rows);
}

/* -------------------------------------------------------------- choosing */

/* Leaves out lines from `most` on, but not the primary cell's. */
static size_t limit_lines(gj_axis *axis, size_t most, uint32_t primary)
{
    size_t left_out = axis->count > most ? axis->count - most : 0;

    if (left_out == 0)
        return 0;
    axis->count = most;
    if (axis->at[most - 1] < primary)
        axis->at[most - 1] = primary;
    return left_out;
}

static bool row_is_zero(const gj_excerpt *excerpt, size_t row)
{
    for (size_t i = 0; i < excerpt->columns.count; i++) {
        uint32_t cell = gj_excerpt_cell(excerpt, i, row);
        if (gj_excerpt_primary(excerpt, cell) ||
            (gj_excerpt_takes(excerpt, cell) && !is_zero(excerpt, cell)))
            return false;
    }
    return true;
}

static bool column_is_zero(const gj_excerpt *excerpt, size_t column)
{
    for (size_t i = 0; i < excerpt->rows.count; i++)
        if (!is_zero(excerpt, gj_excerpt_cell(excerpt, column, i)))
            return false;
    return true;
}

/* Whether the cell, one to look at first, stands in the column. */
static bool stands_in(const gj_excerpt *excerpt, uint32_t cell, size_t column)
{
    const gj_grid *grid = excerpt->grid;
    return cell >= grid->first && (cell - grid->first) / grid->row_count ==
                                      excerpt->columns.at[column];
}

static bool column_is_primary(const gj_excerpt *excerpt, size_t column)
{
    const gj_subject *subject = excerpt->subject;

    for (uint32_t i = 0; i < subject->first_count; i++)
        if (stands_in(excerpt, subject->first[i].cell, column))
            return true;
    return false;
}

static void leave_out_zero_rows(gj_excerpt *excerpt)
{
    gj_axis *rows = &excerpt->rows;
    size_t kept = 0;

    if (rows->count <= FEW_ROWS)
        return;
    for (size_t i = 0; i < rows->count; i++) {
        if (row_is_zero(excerpt, i))
            excerpt->zero_rows++;
        else
            rows->at[kept++] = rows->at[i];
    }
    rows->count = kept;
}

static void choose_lines(gj_excerpt *excerpt)
{
    const gj_grid *grid = excerpt->grid;
    const gj_subject *subject = excerpt->subject;
    uint32_t cell =
        subject->first_count > 0 ? subject->first[0].cell : GJ_NO_CELL;
    uint32_t place = cell - grid->first;
    bool here = gj_excerpt_takes(excerpt, cell);

    excerpt->other_columns = limit_lines(&excerpt->columns, GJ_EXCERPT_COLUMNS,
                                         here ? place / grid->row_count : 0);
    leave_out_zero_rows(excerpt);
    excerpt->other_rows = limit_lines(&excerpt->rows, MOST_ROWS,
                                      here ? place % grid->row_count : 0);
}

/* --------------------------------------------------------------- wording */

gj_text gj_item_brief(const gj_item *item, gj_language language)
{
    gj_text words = gj_words_in(item->brief, language);

    if (words.length == 0)
        words = gj_words_in(item->name, language);
    return words.length > 0 ? words : gj_words_in(item->label, language);
}

static void add_item(gj_buffer *out, const gj_excerpt *excerpt,
                     const gj_item *item, uint32_t element)
{
    gj_item_words(gj_item_brief(item, excerpt->writing->language), element,
                  out);
}

void gj_excerpt_label(gj_buffer *out, const gj_excerpt *excerpt,
                      const gj_axis *axis, size_t index)
{
    const gj_line *line = &axis->lines[axis->at[index]];
    const gj_item *item = &axis->items->at[line->item];
    gj_text words = gj_item_brief(item, excerpt->writing->language);

    gj_item_words(words, line->element, out);
    bool numbered =
        words.length > 0 && memmem(words.data, words.length, "{n}", 3) != NULL;
    if (axis->mixed && line->element != GJ_NONE && !numbered)
        gj_buffer_print(out, " #%u", line->element + 1);
}

/* The nearest heading with a name that stands over all columns excerpt. */
static const gj_item *common_heading(const gj_excerpt *excerpt)
{
    const gj_axis *columns = &excerpt->columns;
    const gj_items *items = columns->items;
    uint32_t first = columns->lines[columns->at[0]].item;
    uint32_t last = columns->lines[columns->at[columns->count - 1]].item;
    uint32_t heading = items->at[first].parent;

    while (heading != GJ_NONE &&
           (last >= items->at[heading].next ||
            gj_words_in(items->at[heading].name, excerpt->writing->language)
                    .length == 0))
        heading = items->at[heading].parent;
    return heading == GJ_NONE || columns->mixed ? NULL : &items->at[heading];
}

void gj_excerpt_corner(gj_buffer *out, const gj_excerpt *excerpt)
{
    gj_language language = excerpt->writing->language;
    const gj_item *heading = common_heading(excerpt);
    const gj_axis *columns = &excerpt->columns;

    gj_buffer_text(out, gj_words_in(excerpt->grid->table->name, language));
    if (heading == NULL)
        return;
    gj_buffer_string(out, gj_say(language, "·", " · "));
    add_item(out, excerpt, heading, columns->lines[columns->at[0]].element);
}

/* What a finding says that stands in a cell. */
static const gj_spot *spot_at(const gj_finding_entry *finding, uint32_t cell)
{
    if (finding->primary.cell == cell && finding->primary.has_value)
        return &finding->primary;
    for (uint32_t i = 0; i < finding->related_count; i++)
        if (finding->related[i].cell == cell &&
            finding->related[i].file.length == 0 &&
            finding->related[i].has_value)
            return &finding->related[i];
    return NULL;
}

static gj_text text_at(const gj_subject *subject, uint32_t cell)
{
    for (uint32_t i = 0; i < subject->finding_count; i++) {
        const gj_spot *spot =
            spot_at(&subject->result->findings[subject->findings[i]], cell);
        if (spot != NULL)
            return spot->value;
    }
    return (gj_text)GJ_TEXT("?");
}

void gj_excerpt_value(gj_buffer *out, const gj_excerpt *excerpt, uint32_t cell)
{
    gj_language language = excerpt->writing->language;

    switch (excerpt->subject->result->states[cell]) {
    case GJ_CELL_NUMBER:
        gj_buffer_decimal(out, excerpt->subject->result->values[cell]);
        break;
    case GJ_CELL_BLANK:
        gj_buffer_string(out, gj_say(language, "空", "blank"));
        break;
    case GJ_CELL_ABSENT:
        gj_buffer_string(out, gj_say(language, "缺", "missing"));
        break;
    default:
        gj_buffer_cut(out, text_at(excerpt->subject, cell), GJ_EXCERPT_LABEL);
    }
}

/* ------------------------------------------------------------- measuring */

static size_t width_and_clear(gj_buffer *text, size_t most)
{
    gj_buffer visible = {0};

    gj_buffer_cut(&visible, gj_buffer_view(text), most);
    size_t width = gj_text_width(gj_buffer_view(&visible));
    gj_buffer_free(&visible);
    gj_buffer_clear(text);
    return width;
}

/* A column has a space before it, and room for the brackets on both sides of
   its numbers; its label may use the left one's. */
static size_t column_width(const gj_excerpt *excerpt, size_t column,
                           gj_buffer *text)
{
    gj_excerpt_label(text, excerpt, &excerpt->columns, column);
    size_t width = width_and_clear(text, GJ_EXCERPT_LABEL) + 1;
    for (size_t row = 0; row < excerpt->rows.count; row++) {
        gj_excerpt_value(text, excerpt, gj_excerpt_cell(excerpt, column, row));
        size_t needed = width_and_clear(text, SIZE_MAX) + 2;
        if (width < needed)
            width = needed;
    }
    return width + 1;
}

static void measure(gj_excerpt *excerpt)
{
    gj_buffer text = {0};

    for (size_t i = 0; i < excerpt->columns.count; i++)
        excerpt->widths[i] = column_width(excerpt, i, &text);
    gj_excerpt_corner(&text, excerpt);
    excerpt->label_width = width_and_clear(&text, SIZE_MAX);
    for (size_t i = 0; i < excerpt->rows.count; i++) {
        gj_excerpt_label(&text, excerpt, &excerpt->rows, i);
        size_t width = width_and_clear(&text, SIZE_MAX);
        if (excerpt->label_width < width)
            excerpt->label_width = width;
    }
    gj_buffer_free(&text);
}

bool gj_excerpt_gap(const gj_excerpt *excerpt, size_t column)
{
    return excerpt->hidden[column] &&
           (column == 0 || !excerpt->hidden[column - 1]);
}

static size_t total_width(const gj_excerpt *excerpt)
{
    size_t width = GJ_EXCERPT_INDENT + excerpt->label_width + 1;

    for (size_t i = 0; i < excerpt->columns.count; i++) {
        if (!excerpt->hidden[i])
            width += excerpt->widths[i];
        else if (gj_excerpt_gap(excerpt, i))
            width += 2;
    }
    return width;
}

/* How little is lost when a column is hidden: most with one that is 0, nothing
   of the kind with one to look at first; -1 for the one that must stay. */
static int dispensability(const gj_excerpt *excerpt, size_t column)
{
    const gj_subject *subject = excerpt->subject;

    if (excerpt->hidden[column] ||
        (subject->first_count > 0 &&
         stands_in(excerpt, subject->first[0].cell, column)))
        return -1;
    if (column_is_primary(excerpt, column))
        return 0;
    return column_is_zero(excerpt, column) ? 2 : 1;
}

/* Hides the last of the columns that can best be done without; never the one
   of the first cell to look at, nor the only one. */
static bool hide_column(gj_excerpt *excerpt)
{
    size_t chosen = SIZE_MAX;
    size_t shown = 0;
    int most = -1;

    for (size_t i = 0; i < excerpt->columns.count; i++)
        shown += !excerpt->hidden[i];
    for (size_t i = excerpt->columns.count; shown > 1 && i-- > 0;) {
        int found = dispensability(excerpt, i);
        if (found > most) {
            most = found;
            chosen = i;
        }
    }
    if (chosen == SIZE_MAX)
        return false;
    excerpt->hidden[chosen] = true;
    excerpt->other_columns++;
    return true;
}

static void fit(gj_excerpt *excerpt)
{
    size_t limit = gj_writing_width(excerpt->writing);
    size_t total = total_width(excerpt);

    while (total > limit) {
        size_t spare = excerpt->label_width > LEAST_LABEL
                           ? excerpt->label_width - LEAST_LABEL
                           : 0;
        size_t excess = total - limit;
        if (spare >= excess) {
            excerpt->label_width -= excess;
            return;
        }
        if (!hide_column(excerpt)) {
            excerpt->label_width -= spare;
            return;
        }
        total = total_width(excerpt);
    }
}

void gj_excerpt_choose(gj_excerpt *excerpt)
{
    fill_axes(excerpt);
    choose_lines(excerpt);
    measure(excerpt);
    fit(excerpt);
}

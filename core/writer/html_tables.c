#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/counts.h"
#include "writer/html.h"
#include "writer/reporter.h"
#include "writer/terminal.h"

/* The tables of the form, with a report's numbers in them. */

enum {
    /* A grid with more rows is drawn without those in which nothing is
       marked. */
    MOST_ROWS = 200,
    /* What stands in place of a number is shown up to here; its finding says
       more of it. */
    TEXT_WIDTH = 16
};

/* One grid under way. */
typedef struct sheet {
    gj_html *html;
    const gj_grid *grid;
    const gj_items *columns;
    const gj_items *rows;
    /** The rows that are drawn, by index. */
    uint32_t *at;
    uint32_t count;
} sheet;

/* ---------------------------------------------------------------- headers */

/* The item that stands over, or beside, a line at a level of headings;
   GJ_NONE behind the line's own item. */
static uint32_t item_at(const gj_items *items, const gj_line *line,
                        uint32_t level)
{
    uint32_t item = line->item;

    if (items->at[item].depth < level)
        return GJ_NONE;
    while (items->at[item].depth > level)
        item = items->at[item].parent;
    return item;
}

static bool share_item(const gj_items *items, const gj_line *a,
                       const gj_line *b, uint32_t level)
{
    return a->element == b->element &&
           item_at(items, a, level) == item_at(items, b, level);
}

static void add_span(gj_html *html, const char *name, uint32_t count)
{
    if (count > 1)
        gj_buffer_print(html->out, " %s=\"%" PRIu32 "\"", name, count);
}

static void add_label(gj_html *html, const gj_item *item, uint32_t element)
{
    gj_text words = gj_words_in(item->label, html->language);

    if (words.length == 0)
        words = gj_words_in(item->name, html->language);
    gj_item_words(words, element, &html->words);
    gj_html_words(html);
}

/* How many columns from this one on stand under the same item. */
static uint32_t columns_under(const sheet *s, uint32_t column, uint32_t level)
{
    const gj_line *lines = s->grid->columns;
    uint32_t end = column + 1;

    while (end < s->grid->column_count &&
           share_item(s->columns, &lines[column], &lines[end], level))
        end++;
    return end - column;
}

static void add_column_headers(const sheet *s, uint32_t level)
{
    gj_html *html = s->html;
    const gj_line *lines = s->grid->columns;

    for (uint32_t i = 0, run; i < s->grid->column_count; i += run) {
        uint32_t item = item_at(s->columns, &lines[i], level);
        run = columns_under(s, i, level);
        if (item == GJ_NONE)
            continue;
        gj_html_add(html, "<th scope=\"col\"");
        add_span(html, "colspan", run);
        if (gj_item_is_leaf(s->columns, item))
            add_span(html, "rowspan", s->columns->levels - level);
        gj_html_add(html, ">");
        add_label(html, &s->columns->at[item], lines[i].element);
        gj_html_add(html, "</th>");
    }
}

static void add_corner(const sheet *s)
{
    gj_html *html = s->html;
    gj_text words = gj_words_in(s->grid->block->corner, html->language);

    gj_html_add(html, "<td class=\"corner\"");
    add_span(html, "colspan", s->rows->levels);
    add_span(html, "rowspan", s->columns->levels);
    gj_html_add(html, ">");
    gj_buffer_escaped(html->out, words);
    gj_html_add(html, "</td>");
}

static void add_head(const sheet *s)
{
    gj_html *html = s->html;
    gj_text caption = gj_words_in(s->grid->block->caption, html->language);

    gj_html_add(html, "<thead>\n");
    if (caption.length > 0) {
        gj_html_add(html, "<tr><th scope=\"col\"");
        add_span(html, "colspan", s->rows->levels + s->grid->column_count);
        gj_html_add(html, ">");
        gj_buffer_escaped(html->out, caption);
        gj_html_add(html, "</th></tr>\n");
    }
    for (uint32_t level = 0; level < s->columns->levels; level++) {
        gj_html_add(html, "<tr>");
        if (level == 0)
            add_corner(s);
        add_column_headers(s, level);
        gj_html_add(html, "</tr>\n");
    }
    gj_html_add(html, "</thead>\n");
}

static const gj_line *row_line(const sheet *s, uint32_t row)
{
    return &s->grid->rows[s->at[row]];
}

static uint32_t rows_beside(const sheet *s, uint32_t row, uint32_t level)
{
    uint32_t end = row + 1;

    while (end < s->count &&
           share_item(s->rows, row_line(s, row), row_line(s, end), level))
        end++;
    return end - row;
}

static void add_row_headers(const sheet *s, uint32_t row)
{
    gj_html *html = s->html;
    const gj_line *line = row_line(s, row);

    for (uint32_t level = 0; level < s->rows->levels; level++) {
        uint32_t item = item_at(s->rows, line, level);
        if (item == GJ_NONE)
            return;
        bool leaf = gj_item_is_leaf(s->rows, item);
        if (!leaf && row > 0 &&
            share_item(s->rows, row_line(s, row - 1), line, level))
            continue;
        gj_html_add(html, "<th scope=\"row\"");
        if (leaf)
            add_span(html, "colspan", s->rows->levels - level);
        else
            add_span(html, "rowspan", rows_beside(s, row, level));
        gj_html_add(html, leaf ? ">" : " class=\"over\">");
        add_label(html, &s->rows->at[item], line->element);
        gj_html_add(html, "</th>");
    }
}

/* ------------------------------------------------------------------ cells */

/* What a finding says that stands in a cell that is no number. */
static gj_text text_in(const gj_html *html, uint32_t cell, const gj_mark *marks,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const gj_finding_entry *finding =
            &html->result->findings[marks[i].finding];
        if (finding->primary.cell == cell && finding->primary.has_value)
            return finding->primary.value;
        for (uint32_t j = 0; j < finding->related_count; j++)
            if (finding->related[j].cell == cell &&
                finding->related[j].has_value)
                return finding->related[j].value;
    }
    return (gj_text)GJ_TEXT("?");
}

static void add_value(gj_html *html, uint32_t cell, const gj_mark *marks,
                      size_t count)
{
    switch (html->result->states[cell]) {
    case GJ_CELL_NUMBER:
        gj_buffer_decimal(html->out, html->result->values[cell]);
        break;
    case GJ_CELL_BLANK:
        gj_html_say(html, "<em>空</em>", "<em>blank</em>");
        break;
    case GJ_CELL_ABSENT:
        gj_html_say(html, "<em>缺</em>", "<em>missing</em>");
        break;
    default:
        gj_html_add(html, "<bdi>");
        gj_buffer_cut(&html->words, text_in(html, cell, marks, count),
                      TEXT_WIDTH);
        gj_html_words(html);
        gj_html_add(html, "</bdi>");
    }
}

/* What the marks of a cell come to, in all that are findings about it. */
typedef struct verdict {
    uint32_t how;
    uint32_t severity;
    /** Number of the first of them. */
    uint32_t first;
} verdict;

static bool is_about(const gj_html *html, const gj_mark *mark)
{
    return mark->how > GJ_MARK_PART &&
           mark->finding < html->result->finding_count;
}

static verdict judge(const gj_html *html, const gj_mark *marks, size_t count)
{
    verdict all = {0};

    for (size_t i = 0; i < count; i++) {
        if (!is_about(html, &marks[i]))
            continue;
        uint32_t severity = html->result->findings[marks[i].finding].severity;
        uint32_t number = html->marks.numbers[marks[i].finding];
        all.how = marks[i].how > all.how ? marks[i].how : all.how;
        all.severity = severity > all.severity ? severity : all.severity;
        if (all.first == 0 || number < all.first)
            all.first = number;
    }
    return all;
}

/* The numbers of the findings about a cell. */
static void add_numbers(gj_html *html, const gj_mark *marks, size_t count,
                        const char *between)
{
    bool begun = false;

    for (size_t i = 0; i < count; i++) {
        if (!is_about(html, &marks[i]))
            continue;
        gj_buffer_print(html->out, "%s%" PRIu32, begun ? between : "",
                        html->marks.numbers[marks[i].finding]);
        begun = true;
    }
}

/* What shows when a marked cell is pointed at or focused. */
static void add_tip(gj_html *html, uint32_t cell, const gj_mark *marks,
                    size_t count)
{
    gj_buffer_print(html->out,
                    "<span class=\"tip\" role=\"tooltip\" id=\"r%" PRIu64
                    "t%" PRIu32 "\">",
                    html->section, cell);
    for (size_t i = 0; i < count; i++) {
        if (!is_about(html, &marks[i]))
            continue;
        gj_buffer_print(html->out, "<span><b>%s%" PRIu32 "</b> ",
                        gj_say(html->language, "问题 ", "Finding "),
                        html->marks.numbers[marks[i].finding]);
        gj_html_gist(html, &html->result->findings[marks[i].finding]);
        gj_html_add(html, "</span>");
    }
    gj_html_add(html, "</span>");
}

static void add_marked(gj_html *html, uint32_t cell, const gj_mark *marks,
                       size_t count, const verdict *all)
{
    gj_buffer_print(html->out, " class=\"%s %s\" data-findings=\"",
                    all->how == GJ_MARK_WRONG ? "wrong" : "place",
                    gj_severity_id(all->severity));
    add_numbers(html, marks, count, " ");
    gj_buffer_print(html->out,
                    "\"><a href=\"#r%" PRIu64 "f%" PRIu32
                    "\" aria-describedby=\"r%" PRIu64 "t%" PRIu32
                    "\"><span class=\"ring\">",
                    html->section, all->first, html->section, cell);
    add_value(html, cell, marks, count);
    gj_buffer_print(html->out, "</span><i>%s%s%s</i><sup>",
                    gj_say(html->language, "，", ", "),
                    gj_severity_word(html->language, all->severity),
                    gj_say(html->language, "，问题 ", ", finding "));
    add_numbers(html, marks, count, ",");
    gj_html_add(html, "</sup></a>");
    add_tip(html, cell, marks, count);
}

static void add_cell(gj_html *html, uint32_t cell)
{
    size_t count;
    const gj_mark *marks = gj_marks_of(&count, &html->marks, cell);
    verdict all = judge(html, marks, count);

    gj_html_add(html, "<td");
    if (count > 0)
        gj_buffer_print(html->out, " id=\"r%" PRIu64 "c%" PRIu32 "\"",
                        html->section, cell);
    if (all.first > 0) {
        add_marked(html, cell, marks, count, &all);
    } else {
        gj_html_add(html, ">");
        add_value(html, cell, marks, count);
    }
    gj_html_add(html, "</td>");
}

/* ------------------------------------------------------------------ grids */

static bool row_is_marked(const sheet *s, uint32_t row)
{
    size_t count = 0;

    for (uint32_t i = 0; count == 0 && i < s->grid->column_count; i++)
        gj_marks_of(&count, &s->html->marks,
                    s->grid->first + i * s->grid->row_count + row);
    return count > 0;
}

static void choose_rows(sheet *s)
{
    s->at = gj_new(s->grid->row_count + (size_t)1, sizeof *s->at);
    for (uint32_t i = 0; i < s->grid->row_count; i++)
        if (s->grid->row_count <= MOST_ROWS || row_is_marked(s, i))
            s->at[s->count++] = i;
}

/* The widths stand in the style sheet: what is said in an attribute would need
   its leave by the page's policy. */
static void add_widths(const sheet *s)
{
    gj_buffer_print(s->html->out, "<colgroup class=\"labels of%" PRIu32 "\">",
                    s->rows->levels);
    for (uint32_t i = 0; i < s->rows->levels; i++)
        gj_html_add(s->html, "<col>");
    gj_buffer_print(s->html->out,
                    "</colgroup><colgroup span=\"%" PRIu32 "\"></colgroup>\n",
                    s->grid->column_count);
}

static void add_name(const sheet *s)
{
    gj_html *html = s->html;
    const gj_table *table = s->grid->table;

    gj_buffer_escaped(html->out, gj_words_in(table->name, html->language));
    gj_html_add(html, " ");
    gj_buffer_escaped(html->out, gj_words_in(table->title, html->language));
}

static void add_left_out(const sheet *s)
{
    uint32_t left_out = s->grid->row_count - s->count;

    if (left_out > 0)
        gj_buffer_print(s->html->out,
                        s->html->language == GJ_ZH
                            ? "<p class=\"note\">另有 %" PRIu32
                              " 行与上述问题无关，未列出。</p>\n"
                            : "<p class=\"note\">%" PRIu32
                              " rows that no finding is about are not "
                              "shown.</p>\n",
                        left_out);
}

/* A class of the style sheet. */
static const char *breadth_of(const gj_grid *grid)
{
    return grid->column_count > 8   ? "wide"
           : grid->column_count > 4 ? "many"
                                    : "few";
}

static void add_grid(gj_html *html, const gj_grid *grid)
{
    sheet s = {.html = html,
               .grid = grid,
               .columns = &grid->block->columns,
               .rows = &grid->block->rows};

    choose_rows(&s);
    gj_buffer_print(html->out, "<table class=\"%s\">\n<caption>",
                    breadth_of(grid));
    add_name(&s);
    gj_html_add(html, "</caption>\n");
    add_widths(&s);
    add_head(&s);
    gj_html_add(html, "<tbody>\n");
    for (uint32_t i = 0; i < s.count; i++) {
        gj_html_add(html, "<tr>");
        add_row_headers(&s, i);
        for (uint32_t c = 0; c < grid->column_count; c++)
            add_cell(html, grid->first + c * grid->row_count + s.at[i]);
        gj_html_add(html, "</tr>\n");
    }
    gj_html_add(html, "</tbody>\n</table>\n");
    add_left_out(&s);
    free(s.at);
}

static void begin_table(gj_html *html, const gj_table *table)
{
    gj_html_add(html, "<h3>");
    gj_buffer_escaped(html->out, gj_words_in(table->name, html->language));
    gj_html_add(html, " <span>");
    gj_buffer_escaped(html->out, gj_words_in(table->title, html->language));
    gj_html_add(html, "</span></h3>\n<div class=\"sheet\">\n");
}

static void end_table(gj_html *html, const gj_table *table)
{
    gj_text note = gj_words_in(table->note, html->language);

    gj_html_add(html, "</div>\n");
    if (note.length == 0)
        return;
    gj_html_add(html, "<p class=\"note\">");
    gj_buffer_escaped(html->out, note);
    gj_html_add(html, "</p>\n");
}

void gj_html_tables(gj_html *html)
{
    const gj_shape *shape = html->shape;
    const gj_table *table = NULL;

    for (uint32_t i = 0; shape != NULL && i < shape->grid_count; i++) {
        const gj_grid *grid = &shape->grids[i];
        if (grid->row_count == 0)
            continue;
        if (table == NULL || table != grid->table) {
            if (table != NULL)
                end_table(html, table);
            table = grid->table;
            begin_table(html, table);
        }
        add_grid(html, grid);
    }
    if (table != NULL)
        end_table(html, table);
}

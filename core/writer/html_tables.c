#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/counts.h"
#include "writer/html.h"
#include "writer/html_grid.h"
#include "writer/ids.h"
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

static void add_cell(void *context, uint32_t cell)
{
    gj_html *html = context;
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

static bool row_is_marked(const gj_html *html, const gj_grid *grid,
                          uint32_t row)
{
    size_t count = 0;

    for (uint32_t i = 0; count == 0 && i < grid->column_count; i++)
        gj_marks_of(&count, &html->marks,
                    grid->first + i * grid->row_count + row);
    return count > 0;
}

static uint32_t choose_rows(uint32_t *rows, const gj_html *html,
                            const gj_grid *grid)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < grid->row_count; i++)
        if (grid->row_count <= MOST_ROWS || row_is_marked(html, grid, i))
            rows[count++] = i;
    return count;
}

static void add_name(gj_html *html, const gj_table *table)
{
    gj_buffer_escaped(html->out, gj_words_in(table->name, html->language));
    gj_html_add(html, " ");
    gj_buffer_escaped(html->out, gj_words_in(table->title, html->language));
}

static void add_left_out(gj_html *html, uint32_t left_out)
{
    if (left_out > 0)
        gj_buffer_print(html->out,
                        html->language == GJ_ZH
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
    uint32_t *rows = gj_new(grid->row_count + (size_t)1, sizeof *rows);
    const gj_html_grid drawn = {.out = html->out,
                                .language = html->language,
                                .grid = grid,
                                .rows = rows,
                                .row_count = choose_rows(rows, html, grid),
                                .add_cell = add_cell,
                                .context = html};

    gj_buffer_print(html->out, "<table class=\"%s\">\n<caption>",
                    breadth_of(grid));
    add_name(html, grid->table);
    gj_html_add(html, "</caption>\n");
    gj_html_grid_add(&drawn);
    gj_html_add(html, "</table>\n");
    add_left_out(html, grid->row_count - drawn.row_count);
    free(rows);
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

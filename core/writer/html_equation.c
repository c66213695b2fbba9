#include <inttypes.h>

#include "writer/equation.h"
#include "writer/excerpt.h"
#include "writer/html.h"

/* An equation as people write it down: each number over the name of its cell,
   and each number a way to that cell. */

enum {
    MOST_EQUATIONS = 4,
    /* Terms of a side that are drawn; the rest are summed up. */
    MOST_TERMS = 24
};

/* What tells the cells of an equation apart: their row, their column, or
   neither alone. */
enum { BY_NAME, BY_ROW, BY_COLUMN };

typedef struct drawing {
    gj_html *html;
    const gj_equation *equation;
    const gj_grid *grid;
    uint32_t naming;
} drawing;

static uint32_t column_of(const gj_grid *grid, uint32_t cell)
{
    return (cell - grid->first) / grid->row_count;
}

static uint32_t row_of(const gj_grid *grid, uint32_t cell)
{
    return (cell - grid->first) % grid->row_count;
}

/* ---------------------------------------------------------------- naming */

/* The first cell of an equation, or GJ_NO_CELL. */
static uint32_t first_cell(const gj_equation *equation)
{
    for (uint32_t i = 0; i < equation->count; i++)
        if (equation->terms[i].cell != GJ_NO_CELL)
            return equation->terms[i].cell;
    return GJ_NO_CELL;
}

static uint32_t naming_of(const gj_html *html, const gj_equation *equation,
                          const gj_grid *grid)
{
    uint32_t first = first_cell(equation);
    bool one_column = true;
    bool one_row = true;

    if (grid == NULL)
        return BY_NAME;
    for (uint32_t i = 0; i < equation->count; i++) {
        uint32_t cell = equation->terms[i].cell;
        if (cell == GJ_NO_CELL)
            continue;
        if (gj_shape_grid(html->shape, cell) != grid)
            return BY_NAME;
        one_column &= column_of(grid, cell) == column_of(grid, first);
        one_row &= row_of(grid, cell) == row_of(grid, first);
    }
    return one_column ? BY_ROW : one_row ? BY_COLUMN : BY_NAME;
}

static void add_line_words(gj_html *html, const gj_items *items,
                           const gj_line *line)
{
    gj_text words = gj_item_brief(&items->at[line->item], html->language);
    gj_item_words(words, line->element, &html->words);
}

static void add_name(const drawing *d, uint32_t cell)
{
    gj_html *html = d->html;

    if (d->naming == BY_ROW) {
        add_line_words(html, &d->grid->block->rows,
                       &d->grid->rows[row_of(d->grid, cell)]);
    } else if (d->naming == BY_COLUMN) {
        add_line_words(html, &d->grid->block->columns,
                       &d->grid->columns[column_of(d->grid, cell)]);
    } else {
        gj_buffer pointer = {0};
        gj_shape_pointer(html->shape, cell, &pointer);
        gj_form_name(html->shape->form, gj_buffer_view(&pointer),
                     html->language, &html->words);
        gj_buffer_free(&pointer);
    }
    gj_html_words(html);
}

/* --------------------------------------------------------------- drawing */

static void add_operator(const drawing *d, const gj_term_entry *term,
                         uint32_t before)
{
    gj_term_operator(&d->html->words, term, before);
    if (d->html->words.length == 0)
        return;
    gj_html_add(d->html, "<span class=\"op\">");
    gj_html_words(d->html);
    gj_html_add(d->html, "</span> ");
}

static void add_term(const drawing *d, const gj_term_entry *term)
{
    gj_html *html = d->html;
    bool is_cell = term->cell != GJ_NO_CELL;
    const char *side = term->side == GJ_SIDE_LEFT ? "left" : "right";

    if (is_cell)
        gj_buffer_print(html->out,
                        "<a class=\"term %s\" href=\"#r%" PRIu64 "c%" PRIu32
                        "\"><b>",
                        side, html->section, term->cell);
    else
        gj_buffer_print(html->out, "<span class=\"term %s\"><b>", side);
    gj_term_number(&html->words, html->result, term, html->language);
    gj_html_words(html);
    gj_html_add(html, "</b>");
    if (is_cell) {
        gj_html_add(html, " <small>");
        add_name(d, term->cell);
        gj_html_add(html, "</small>");
    }
    gj_html_add(html, is_cell ? "</a> " : "</span> ");
}

static void add_rest(const drawing *d, uint32_t zeros,
                     const gj_term_entry *others, uint32_t other_count,
                     uint32_t drawn)
{
    gj_html *html = d->html;
    int64_t sum;

    if (other_count > 0) {
        gj_html_add(html, drawn > 0 ? "<span class=\"op\">+</span> " : "");
        gj_html_add(html, "<span class=\"term\"><b>");
        if (gj_terms_sum(&sum, html->result, others, other_count))
            gj_buffer_decimal(html->out, sum);
        else
            gj_html_add(html, "?");
        gj_buffer_print(html->out,
                        html->language == GJ_ZH
                            ? "</b> <small>其余 %" PRIu32 " 项之和</small>"
                            : "</b> <small>the other %" PRIu32
                              " together</small>",
                        other_count);
        gj_html_add(html, "</span> ");
    }
    if (zeros > 0)
        gj_buffer_print(
            html->out,
            html->language == GJ_ZH
                ? "<span class=\"zeros\">（另有 %" PRIu32 " 项为 0）</span> "
                : "<span class=\"zeros\">(%" PRIu32 " more are 0)</span> ",
            zeros);
}

static void add_side(const drawing *d, const gj_term_entry *terms,
                     uint32_t count)
{
    const gj_result *result = d->html->result;
    uint32_t zeros = 0;
    uint32_t drawn = 0;
    uint32_t i;

    for (i = 0; i < count && drawn < MOST_TERMS; i++) {
        if (count > GJ_FEW_TERMS && gj_term_is_zero(result, &terms[i])) {
            zeros++;
            continue;
        }
        add_operator(d, &terms[i], drawn);
        add_term(d, &terms[i]);
        drawn++;
    }
    if (drawn == 0)
        gj_html_add(d->html, "<span class=\"term\"><b>0</b></span> ");
    add_rest(d, zeros, terms + i, count - i, drawn);
}

static void add_equation(gj_html *html, const gj_equation *equation)
{
    uint32_t first = first_cell(equation);
    drawing d = {.html = html, .equation = equation};

    if (first != GJ_NO_CELL)
        d.grid = gj_shape_grid(html->shape, first);
    d.naming = naming_of(html, equation, d.grid);
    gj_html_add(html, "<p class=\"equation\">");
    add_side(&d, equation->terms, equation->left);
    gj_html_add(html, "<span class=\"op relation\">");
    gj_buffer_escaped(html->out, gj_text_of(equation->relation));
    gj_html_add(html, "</span> ");
    add_side(&d, equation->terms + equation->left,
             equation->count - equation->left);
    if (equation->has_difference) {
        gj_html_add(html, "<span class=\"off\">");
        gj_equation_off(&html->words, equation, html->language);
        gj_html_words(html);
        gj_html_add(html, "</span>");
    }
    gj_html_add(html, "</p>\n");
}

bool gj_html_equations(gj_html *html, const gj_finding_entry *finding)
{
    gj_equation equations[MOST_EQUATIONS];
    uint32_t count = 0;

    if (html->shape != NULL)
        count = gj_equations(equations, MOST_EQUATIONS, html->result, finding);
    for (uint32_t i = 0; i < count; i++) {
        add_equation(html, &equations[i]);
        gj_equation_free(&equations[i]);
    }
    return count > 0;
}

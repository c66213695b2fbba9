#include "writer/table.h"

#include <stdlib.h>

#include "base/memory.h"
#include "writer/excerpt.h"
#include "writer/terminal.h"

enum { MOST_GRIDS = 3, LEAST_WIDTH = 40, USUAL_WIDTH = 80 };

size_t gj_writing_width(const gj_writing *writing)
{
    if (writing->width == 0)
        return USUAL_WIDTH;
    return writing->width < LEAST_WIDTH ? LEAST_WIDTH : writing->width;
}

static void trim(gj_buffer *out)
{
    while (out->length > 0 && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
}

static void begin_line(gj_buffer *out, const gj_excerpt *excerpt,
                       gj_buffer *label)
{
    gj_buffer cut = {0};

    gj_buffer_cut(&cut, gj_buffer_view(label), excerpt->label_width);
    gj_text text = gj_buffer_view(&cut);
    gj_buffer_spaces(out, GJ_EXCERPT_INDENT);
    gj_buffer_text(out, text);
    gj_buffer_spaces(out, excerpt->label_width - gj_text_width(text) + 1);
    gj_buffer_free(&cut);
    gj_buffer_clear(label);
}

static void draw_header(gj_buffer *out, const gj_excerpt *excerpt,
                        gj_buffer *text)
{
    gj_paint_on(out, excerpt->writing, GJ_PAINT_QUIET);
    gj_excerpt_corner(text, excerpt);
    begin_line(out, excerpt, text);
    for (size_t i = 0; i < excerpt->columns.count; i++) {
        if (gj_excerpt_gap(excerpt, i))
            gj_buffer_string(out, " …");
        if (excerpt->hidden[i])
            continue;
        gj_buffer label = {0};
        gj_excerpt_label(text, excerpt, &excerpt->columns, i);
        gj_buffer_cut(&label, gj_buffer_view(text), GJ_EXCERPT_LABEL);
        gj_buffer_clear(text);
        gj_text words = gj_buffer_view(&label);
        gj_buffer_spaces(out, excerpt->widths[i] - 1 - gj_text_width(words));
        gj_buffer_text(out, words);
        gj_buffer_byte(out, ' ');
        gj_buffer_free(&label);
    }
    trim(out);
    gj_paint_off(out, excerpt->writing);
    gj_buffer_byte(out, '\n');
}

static void draw_value(gj_buffer *out, const gj_excerpt *excerpt, size_t column,
                       uint32_t cell, gj_buffer *text)
{
    bool primary = gj_excerpt_primary(excerpt, cell);
    bool quiet = !primary && !gj_excerpt_takes(excerpt, cell);

    gj_excerpt_value(text, excerpt, cell);
    gj_text value = gj_buffer_view(text);
    gj_buffer_spaces(out, excerpt->widths[column] - 2 - gj_text_width(value));
    if (primary)
        gj_paint_on(out, excerpt->writing,
                    gj_paint_of(excerpt->subject->severity));
    else if (quiet)
        gj_paint_on(out, excerpt->writing, GJ_PAINT_QUIET);
    gj_buffer_byte(out, primary ? '[' : ' ');
    gj_buffer_text(out, value);
    if (primary)
        gj_buffer_byte(out, ']');
    if (primary || quiet)
        gj_paint_off(out, excerpt->writing);
    if (!primary)
        gj_buffer_byte(out, ' ');
    gj_buffer_clear(text);
}

static void draw_row(gj_buffer *out, const gj_excerpt *excerpt, size_t row,
                     gj_buffer *text)
{
    gj_excerpt_label(text, excerpt, &excerpt->rows, row);
    begin_line(out, excerpt, text);
    for (size_t i = 0; i < excerpt->columns.count; i++) {
        if (gj_excerpt_gap(excerpt, i))
            gj_buffer_string(out, " …");
        if (!excerpt->hidden[i])
            draw_value(out, excerpt, i, gj_excerpt_cell(excerpt, i, row), text);
    }
    trim(out);
    gj_buffer_byte(out, '\n');
}

static void draw_note(gj_buffer *out, const gj_excerpt *excerpt, size_t count,
                      const char *zh, const char *one, const char *many)
{
    gj_language language = excerpt->writing->language;

    if (count == 0)
        return;
    gj_buffer_spaces(out, GJ_EXCERPT_INDENT);
    gj_paint_on(out, excerpt->writing, GJ_PAINT_QUIET);
    if (language == GJ_ZH)
        gj_buffer_print(out, "另有 %zu %s", count, zh);
    else
        gj_buffer_print(out, "%zu more %s", count, count == 1 ? one : many);
    gj_paint_off(out, excerpt->writing);
    gj_buffer_byte(out, '\n');
}

static void draw_part(gj_buffer *out, gj_excerpt *excerpt)
{
    gj_buffer text = {0};

    gj_excerpt_choose(excerpt);
    draw_header(out, excerpt, &text);
    for (size_t i = 0; i < excerpt->rows.count; i++)
        draw_row(out, excerpt, i, &text);
    gj_buffer_free(&text);
    draw_note(out, excerpt, excerpt->zero_rows, "行为 0", "row is 0",
              "rows are 0");
    draw_note(out, excerpt, excerpt->other_rows, "行未列出", "row not shown",
              "rows not shown");
    draw_note(out, excerpt, excerpt->other_columns, "栏未列出",
              "column not shown", "columns not shown");
}

/* How many of the cells, from the first on, stand in this grid. */
static size_t cells_in(const gj_grid *grid, const uint32_t *cells, size_t count)
{
    size_t behind =
        (size_t)grid->first + (size_t)grid->column_count * grid->row_count;
    size_t run = 0;

    while (run < count && cells[run] < behind)
        run++;
    return run;
}

static void draw_cells(gj_buffer *out, const gj_excerpt *whole,
                       const gj_shape *shape)
{
    uint32_t *lines = gj_new(2 * whole->cell_count, sizeof *lines);
    size_t grids = 0;

    for (size_t at = 0, run; at < whole->cell_count; at += run) {
        gj_excerpt excerpt = *whole;
        excerpt.grid = gj_shape_grid(shape, whole->cells[at]);
        if (excerpt.grid == NULL || grids++ == MOST_GRIDS)
            break;
        const gj_grid *grid = excerpt.grid;
        excerpt.cells = whole->cells + at;
        run = cells_in(grid, excerpt.cells, whole->cell_count - at);
        excerpt.cell_count = run;
        excerpt.columns =
            (gj_axis){&grid->block->columns, grid->columns, lines, 0, false};
        excerpt.rows = (gj_axis){&grid->block->rows, grid->rows,
                                 lines + whole->cell_count, 0, false};
        draw_part(out, &excerpt);
    }
    free(lines);
}

static bool draw(gj_buffer *out, const gj_writing *writing,
                 const gj_subject *subject)
{
    const gj_result *result = subject->result;

    if (result->form == NULL || result->cell_count == 0)
        return false;
    const gj_shape *shape = gj_form_shape(result->form, result->lengths);
    if (shape == NULL || shape->cell_count != result->cell_count)
        return false;
    uint32_t *cells = gj_new(gj_excerpt_room(subject), sizeof *cells);
    gj_excerpt whole = {.writing = writing, .subject = subject};
    whole.cells = cells;
    whole.cell_count = gj_excerpt_cells(cells, subject);
    bool drawn = whole.cell_count > 1;
    if (drawn)
        draw_cells(out, &whole, shape);
    free(cells);
    return drawn;
}

bool gj_table_draw(gj_buffer *out, const gj_writing *writing,
                   const gj_result *result, const gj_finding_entry *finding)
{
    uint32_t index = (uint32_t)(finding - result->findings);
    gj_subject subject = {.result = result,
                          .findings = &index,
                          .finding_count = 1,
                          .first = &finding->primary,
                          .first_count = 1,
                          .severity = finding->severity};

    return draw(out, writing, &subject);
}

bool gj_table_draw_group(gj_buffer *out, const gj_writing *writing,
                         const gj_result *result, const gj_group *group)
{
    gj_subject subject = {.result = result,
                          .findings = group->findings,
                          .finding_count = group->finding_count,
                          .first = group->suspects,
                          .first_count = group->suspect_count};

    for (uint32_t i = 0; i < group->finding_count; i++)
        if (result->findings[group->findings[i]].severity > subject.severity)
            subject.severity = result->findings[group->findings[i]].severity;
    return draw(out, writing, &subject);
}

/* What of a grid is drawn for findings about the same cells: which of its rows
 * and columns, how they are labelled, and how wide they are. */
#ifndef GJ_WRITER_EXCERPT_H
#define GJ_WRITER_EXCERPT_H

#include "form/shape.h"
#include "writer/writer.h"

enum {
    /** Spaces before each line. */
    GJ_EXCERPT_INDENT = 4,
    GJ_EXCERPT_COLUMNS = 64,
    /** How wide a column's label may become. */
    GJ_EXCERPT_LABEL = 18
};

/** What a row or column is called where there is little room. */
gj_text gj_item_brief(const gj_item *item, gj_language language);

/** Columns or rows of an excerpt. */
typedef struct gj_axis {
    const gj_items *items;
    const gj_line *lines;
    /** Indexes of lines, ascending. */
    uint32_t *at;
    size_t count;
    /** Whether they belong to different elements of an array. */
    bool mixed;
} gj_axis;

/** What is drawn: one finding, or those of a group. */
typedef struct gj_subject {
    const gj_result *result;
    /** Indexes of the findings. */
    const uint32_t *findings;
    uint32_t finding_count;
    /** The cells to look at first. */
    const gj_spot *first;
    uint32_t first_count;
    /** The worst of the findings. */
    uint32_t severity;
} gj_subject;

/** The excerpt of one grid. */
typedef struct gj_excerpt {
    const gj_writing *writing;
    const gj_subject *subject;
    const gj_grid *grid;
    /** The subject's cells in this grid, ascending. */
    const uint32_t *cells;
    size_t cell_count;
    gj_axis columns;
    gj_axis rows;
    bool hidden[GJ_EXCERPT_COLUMNS];
    /** With a space before the column, and room for brackets. */
    size_t widths[GJ_EXCERPT_COLUMNS];
    /** One more space stands behind it. */
    size_t label_width;
    /** Lines left out: rows that are 0, and what was too much. */
    size_t zero_rows;
    size_t other_rows;
    size_t other_columns;
} gj_excerpt;

/** How many locations the subject's findings have: room that
    gj_excerpt_cells() needs. */
size_t gj_excerpt_room(const gj_subject *subject);
/** Collects the subject's cells, each once, ascending, and returns how
    many. */
size_t gj_excerpt_cells(uint32_t *cells, const gj_subject *subject);

/** Chooses rows and columns and their widths. Set before: everything up to
    cell_count; the arrays of both axes, with room for cell_count. */
void gj_excerpt_choose(gj_excerpt *excerpt);

/** Cell at the excerpt's column and row; whether it takes part in a finding;
    whether it is one to look at first. */
uint32_t gj_excerpt_cell(const gj_excerpt *excerpt, size_t column, size_t row);
bool gj_excerpt_takes(const gj_excerpt *excerpt, uint32_t cell);
bool gj_excerpt_primary(const gj_excerpt *excerpt, uint32_t cell);
/** Whether the column is the first of some that are hidden. */
bool gj_excerpt_gap(const gj_excerpt *excerpt, size_t column);

/** Append the words above the rows' labels, the label of a row or column, and
    what stands in a cell. */
void gj_excerpt_corner(gj_buffer *out, const gj_excerpt *excerpt);
void gj_excerpt_label(gj_buffer *out, const gj_excerpt *excerpt,
                      const gj_axis *axis, size_t index);
void gj_excerpt_value(gj_buffer *out, const gj_excerpt *excerpt, uint32_t cell);

#endif

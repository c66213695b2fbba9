/* A grid of the form as a table of HTML, with the headings of the printed one:
 * several levels of them, above and beside. */
#ifndef GJ_WRITER_HTML_GRID_H
#define GJ_WRITER_HTML_GRID_H

#include "form/shape.h"
#include "writer/markup.h"

typedef struct gj_html_grid {
    gj_buffer *out;
    gj_language language;
    const gj_grid *grid;
    /** The rows that are drawn, by index, ascending. */
    const uint32_t *rows;
    uint32_t row_count;
    /** Appends a cell, <td> and all. */
    void (*add_cell)(void *context, uint32_t cell);
    void *context;
} gj_html_grid;

/** Appends what a <table> holds behind its caption. */
void gj_html_grid_add(const gj_html_grid *grid);

#endif

/* The part of a printed table that a finding is about, drawn for a terminal:
 * the rows and columns in which its cells stand, with their labels, numbers
 * aligned and the cell to look at first in brackets. */
#ifndef GJ_WRITER_TABLE_H
#define GJ_WRITER_TABLE_H

#include "writer/writer.h"

/** Columns to write in: those of the terminal, at least 40; else 80. */
size_t gj_writing_width(const gj_writing *writing);

/** Appends the drawing, of lines no wider than gj_writing_width(). Draws
    nothing and returns false where the finding does not tie at least two cells
    together: the sentence then says it all. */
bool gj_table_draw(gj_buffer *out, const gj_writing *writing,
                   const gj_result *result, const gj_finding_entry *finding);
/** The same for all findings of a group at once: the suspects are in
    brackets. */
bool gj_table_draw_group(gj_buffer *out, const gj_writing *writing,
                         const gj_result *result, const gj_group *group);

#endif

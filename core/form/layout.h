/* Reading layout.json: the printed tables and their cells. */
#ifndef GJ_FORM_LAYOUT_H
#define GJ_FORM_LAYOUT_H

#include "form/form.h"

/** Fills form->tables and form->arrays from the layout, which is open. Fails
    with DATA. */
gj_status gj_layout_load(gj_form *form, const gj_datum *file, gj_error *error);

/** Appends a block's cell pointer for these two items (NULL: the hole stays
    `*`) and element (GJ_NONE: `*`). */
void gj_block_pointer(const gj_block *block, const gj_item *column,
                      const gj_item *row, uint32_t element, gj_buffer *out);
/** Whether the pointer has a hole {column}; a hole {row}; and which of the
    two comes first. */
bool gj_block_has_column(const gj_block *block);
bool gj_block_has_row(const gj_block *block);
bool gj_block_column_first(const gj_block *block);

#endif

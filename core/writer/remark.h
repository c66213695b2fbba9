/* What a run came upon of each suppression and of the baseline, for the writers
 * to say. */
#ifndef GJ_WRITER_REMARK_H
#define GJ_WRITER_REMARK_H

#include "writer/writer.h"

/** Appends file:line:column, as far as it is known, as it came. */
void gj_add_remark_place(gj_buffer *out, const gj_remark *remark);

#endif

/* What a run came upon of each suppression and of the baseline, for the writers
 * to say. */
#ifndef GJ_WRITER_REMARK_H
#define GJ_WRITER_REMARK_H

#include "writer/writer.h"

typedef struct gj_remark {
    /** Where it is written; a line of 0 is none. */
    gj_text file;
    uint32_t line;
    uint32_t column;
    /** Of a suppression; empty for the baseline. */
    gj_text rule;
    /** What became of it, without a full stop. */
    gj_text words;
    /** It does not accept any more what it was to accept. */
    bool ended;
} gj_remark;

/** The remark of a number from 0; false where there are no more. Its words are
    in a buffer of the caller's, and last until the next. */
bool gj_remark_at(gj_remark *remark, const gj_summary *summary, size_t index,
                  gj_language language, gj_buffer *words);

/** Appends file:line:column, as far as it is known, as it came. */
void gj_add_remark_place(gj_buffer *out, const gj_remark *remark);

#endif

/* Where a finding is, as path:line:column. */
#ifndef GJ_WRITER_PLACE_H
#define GJ_WRITER_PLACE_H

#include "writer/writer.h"

/** The line of a spot of the report: a report that came as one of many lines
    stands on line `record`. 0 where the input could not be read. */
static inline uint64_t gj_line_of(const gj_result *result, const gj_spot *spot)
{
    return result->record > 0 ? result->record : spot->line;
}

/** Whether two spots of a report are one. */
static inline bool gj_are_one_place(const gj_spot *a, const gj_spot *b)
{
    return a->line == b->line && a->column == b->column &&
           gj_text_is(a->pointer, b->pointer);
}

/** Append path:line:column, as far as they are known, as it came; the path and
    the record alone, which tell one report from another. */
void gj_add_place(gj_buffer *out, const gj_result *result, const gj_spot *spot);
void gj_add_report(gj_buffer *out, const gj_result *result);

#endif

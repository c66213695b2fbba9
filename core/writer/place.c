#include "writer/place.h"

#include <inttypes.h>

void gj_add_place(gj_buffer *out, const gj_result *result, const gj_spot *spot)
{
    uint64_t line = gj_line_of(result, spot);

    gj_buffer_text(out, result->path);
    if (line > 0)
        gj_buffer_print(out, ":%" PRIu64, line);
    if (line > 0 && spot->column > 0)
        gj_buffer_print(out, ":%" PRIu32, spot->column);
}

void gj_add_report(gj_buffer *out, const gj_result *result)
{
    const gj_spot nowhere = {0};
    gj_add_place(out, result, &nowhere);
}

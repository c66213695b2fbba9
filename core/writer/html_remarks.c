/* What became of a suppression or of the baseline, as an item of a list. */
#include "writer/html.h"
#include "writer/markup.h"
#include "writer/remark.h"

void gj_html_remark(gj_buffer *out, const gj_remark *remark)
{
    gj_buffer place = {0};

    gj_add_remark_place(&place, remark);
    gj_buffer_string(out, "<li><bdi class=\"path\">");
    gj_buffer_escaped(out, gj_buffer_view(&place));
    gj_buffer_string(out, "</bdi> ");
    gj_buffer_escaped(out, remark->words);
    if (remark->rule.length > 0) {
        gj_buffer_string(out, " <code>");
        gj_buffer_escaped(out, remark->rule);
        gj_buffer_string(out, "</code>");
    }
    gj_buffer_string(out, "</li>\n");
    gj_buffer_free(&place);
}

/* What became of the suppressions and of the baseline, as a list of the page.
 */
#include "writer/html.h"
#include "writer/markup.h"
#include "writer/remark.h"

static void add_remark(gj_buffer *out, const gj_remark *remark,
                       gj_buffer *place)
{
    gj_buffer_clear(place);
    gj_add_remark_place(place, remark);
    gj_buffer_string(out, "<li><bdi class=\"path\">");
    gj_buffer_escaped(out, gj_buffer_view(place));
    gj_buffer_string(out, "</bdi> ");
    gj_buffer_escaped(out, remark->words);
    if (remark->rule.length > 0) {
        gj_buffer_string(out, " <code>");
        gj_buffer_escaped(out, remark->rule);
        gj_buffer_string(out, "</code>");
    }
    gj_buffer_string(out, "</li>\n");
}

void gj_html_remarks(gj_buffer *out, const gj_summary *summary,
                     gj_language language)
{
    gj_buffer words = {0};
    gj_buffer place = {0};
    gj_remark remark;
    size_t i = 0;

    for (; gj_remark_at(&remark, summary, i, language, &words); i++) {
        if (i == 0)
            gj_buffer_print(
                out, "<section class=\"late\">\n<h2>%s</h2>\n<ul>\n",
                gj_say(language, "豁免与基线", "Suppressions and baseline"));
        add_remark(out, &remark, &place);
    }
    if (i > 0)
        gj_buffer_string(out, "</ul>\n</section>\n");
    gj_buffer_free(&words);
    gj_buffer_free(&place);
}

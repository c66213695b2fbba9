#include <inttypes.h>

#include "writer/cause.h"
#include "writer/counts.h"
#include "writer/equation.h"
#include "writer/html.h"
#include "writer/ids.h"

/* The list of a report's findings. Each says in which cells it stands, so that
   the page's script can show them in the tables when it is pointed at. */

static gj_spot const *spot_of(const gj_finding_entry *finding, uint32_t index)
{
    return index == 0 ? &finding->primary : &finding->related[index - 1];
}

static bool is_here(const gj_html *html, const gj_spot *spot)
{
    return spot->file.length == 0 && spot->cell < html->result->cell_count;
}

/* data-left="3 9": the cells of one side. The same cell may come twice. */
static void add_cells(gj_html *html, const gj_finding_entry *finding,
                      const char *name, uint32_t side)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i <= finding->related_count; i++) {
        const gj_spot *spot = spot_of(finding, i);
        if (!is_here(html, spot) || spot->side != side)
            continue;
        if (count++ == 0)
            gj_buffer_print(html->out, " data-%s=\"%" PRIu32, name, spot->cell);
        else
            gj_buffer_print(html->out, " %" PRIu32, spot->cell);
    }
    gj_html_add(html, count > 0 ? "\"" : "");
}

static void add_all_cells(gj_html *html, const gj_finding_entry *finding)
{
    add_cells(html, finding, "near", GJ_SIDE_NONE);
    add_cells(html, finding, "left", GJ_SIDE_LEFT);
    add_cells(html, finding, "right", GJ_SIDE_RIGHT);
}

/* ----------------------------------------------------------------- words */

/* In the file named above, or in another one that is named here. */
static void add_place(gj_html *html, const gj_spot *spot)
{
    const gj_result *result = html->result;
    uint64_t line = result->record > 0 ? result->record : spot->line;

    if (spot->file.length > 0) {
        gj_buffer_escaped(html->out, spot->file);
        gj_html_add(html, " ");
    }
    if (line == 0)
        return;
    if (html->language == GJ_ZH)
        gj_buffer_print(html->out, "第 %" PRIu64 " 行", line);
    else
        gj_buffer_print(html->out, "line %" PRIu64, line);
    if (spot->column > 0)
        gj_buffer_print(html->out,
                        html->language == GJ_ZH ? "，第 %" PRIu32 " 列"
                                                : ", column %" PRIu32,
                        spot->column);
}

static void add_message(gj_html *html, const gj_finding_entry *finding)
{
    gj_finding_message(html->result, finding, html->language, &html->words);
    gj_html_words(html);
}

static void add_rule(gj_html *html, const gj_rule_entry *rule)
{
    uint32_t number = html->rule_number(html->context, rule);

    if (number > 0)
        gj_buffer_print(html->out, "<a href=\"#rule%" PRIu32 "\">", number);
    gj_html_add(html, "<code>");
    gj_buffer_escaped(html->out, rule->id);
    gj_html_add(html, number > 0 ? "</code></a>" : "</code>");
}

static void add_foot(gj_html *html, const gj_finding_entry *finding)
{
    gj_html_add(html, "<p class=\"where\">");
    add_place(html, &finding->primary);
    gj_html_add(html, " <span>");
    add_rule(html, finding->rule);
    gj_html_add(html, "</span></p>\n");
}

void gj_html_gist(gj_html *html, const gj_finding_entry *finding)
{
    enum { MOST = 4 };
    gj_equation equations[MOST];
    uint32_t count = gj_equations(equations, MOST, html->result, finding);

    for (uint32_t i = 0; i < count; i++) {
        gj_html_add(html, i > 0 ? "<br>" : "");
        gj_equation_line(&html->words, html->result, &equations[i],
                         html->language);
        gj_html_words(html);
        gj_equation_free(&equations[i]);
    }
    if (count == 0)
        add_message(html, finding);
}

/* -------------------------------------------------------------- findings */

/* The finding's number leads to its cell in the table. */
static void add_number(gj_html *html, const gj_finding_entry *finding,
                       uint32_t number)
{
    const char *words =
        gj_say(html->language, "<i>问题 </i>", "<i>Finding </i>");

    if (is_here(html, &finding->primary))
        gj_buffer_print(html->out,
                        "<a class=\"no\" href=\"#r%" PRIu64 "c%" PRIu32
                        "\">%s%" PRIu32 "<i>%s</i></a> ",
                        html->section, finding->primary.cell, words, number,
                        gj_say(html->language, "，到表中的格子",
                               ", to its cell in the table"));
    else
        gj_buffer_print(html->out, "<span class=\"no\">%s%" PRIu32 "</span> ",
                        words, number);
}

static void add_finding(gj_html *html, uint32_t index)
{
    const gj_finding_entry *finding = &html->result->findings[index];
    uint32_t number = html->marks.numbers[index];

    gj_buffer_print(html->out,
                    "<li class=\"finding %s\" id=\"r%" PRIu64 "f%" PRIu32 "\"",
                    gj_severity_id(finding->severity), html->section, number);
    add_all_cells(html, finding);
    gj_html_add(html, ">\n<p>");
    add_number(html, finding, number);
    gj_buffer_print(html->out, "<strong>%s</strong> ",
                    gj_severity_word(html->language, finding->severity));
    add_message(html, finding);
    gj_html_add(html, "</p>\n");
    gj_html_equations(html, finding);
    add_foot(html, finding);
    gj_html_add(html, "</li>\n");
}

static void begin_group(gj_html *html, const gj_group *group)
{
    gj_html_add(html, "<li class=\"group\">\n<p class=\"cause\">");
    gj_add_cause(&html->words, html->result, group, html->language);
    gj_html_words(html);
    gj_html_add(html, "</p>\n<ol>\n");
}

static void add_list(gj_html *html)
{
    const gj_result *result = html->result;

    gj_html_add(html, "<ol>\n");
    for (uint32_t i = 0; i < result->finding_count; i++) {
        uint32_t index = html->marks.order[i];
        const gj_group *group = result->findings[index].group;
        bool shared = gj_cause_is_shared(group);
        if (shared && group->findings[0] == index)
            begin_group(html, group);
        add_finding(html, index);
        if (shared && group->findings[group->finding_count - 1] == index)
            gj_html_add(html, "</ol>\n</li>\n");
    }
    gj_html_add(html, "</ol>\n");
}

/* --------------------------------------------------------------- reasons */

static void add_reasons(gj_html *html)
{
    static const gj_noun open = {"无法判断", "处", "place not assessable",
                                 "places not assessable"};
    const gj_result *result = html->result;

    gj_html_add(html, "<details class=\"reasons\"><summary>");
    gj_add_count(html->out, html->language, result->reason_count, &open);
    gj_html_add(html, "</summary>\n<ul>\n");
    for (uint32_t i = 0; i < result->reason_count; i++) {
        const gj_finding_entry *reason =
            &result->findings[result->finding_count + i];
        gj_html_add(html, "<li class=\"finding open\"");
        add_all_cells(html, reason);
        gj_html_add(html, "><p>");
        add_message(html, reason);
        gj_html_add(html, "</p>\n");
        add_foot(html, reason);
        gj_html_add(html, "</li>\n");
    }
    gj_html_add(html, "</ul>\n</details>\n");
}

void gj_html_findings(gj_html *html)
{
    const gj_result *result = html->result;

    if (result->finding_count > 0) {
        gj_html_say(html, "<h3>发现的问题</h3>\n", "<h3>Findings</h3>\n");
        add_list(html);
    }
    if (result->reason_count > 0)
        add_reasons(html);
}

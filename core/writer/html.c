#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/counts.h"
#include "writer/formats.h"
#include "writer/html.h"
#include "writer/spool.h"

/* A page to read: an overview of all reports, then a section for each that has
   something to tell. Its totals come first and are known last, so that all of
   it is spooled. */

typedef struct state {
    gj_writing writing;
    /** Rows of the overview: of reports with a section, and of those that
        passed. */
    gj_spool told;
    gj_spool passed;
    gj_spool sections;
    gj_spool rules;
    gj_spool skipped;
    gj_spool faults;
    gj_spool remarks;
    /** Ids of the rules that have their words at the end of the page. */
    char **rule_ids;
    uint32_t rule_count;
    size_t rule_room;
    gj_buffer bytes;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void add_remark(void *writer, const gj_remark *remark);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_html_writer = {
    .name = "html",
    .about =
        GJ_WORDS("一个可以阅读、打印的网页，按表样画出表格，标出有误的格子",
                 "one page to read or print, with the form's tables drawn "
                 "and wrong cells marked"),
    .begin = begin,
    .result = add_result,
    .skip = add_skip,
    .trouble = add_trouble,
    .remark = add_remark,
    .end = end,
};

static void *begin(const gj_writing *writing)
{
    state *writer = gj_new(1, sizeof *writer);
    writer->writing = *writing;
    return writer;
}

static const char *say(const state *writer, const char *zh, const char *en)
{
    return gj_say(writer->writing.language, zh, en);
}

static void add(gj_buffer *out, const char *markup)
{
    gj_buffer_string(out, markup);
}

/* What came from elsewhere may be in any direction of writing: it is kept
   apart from what stands around it. */
static void add_apart(gj_buffer *out, gj_text text)
{
    add(out, "<bdi>");
    gj_buffer_escaped(out, text);
    add(out, "</bdi>");
}

/* ----------------------------------------------------------------- rules */

static void add_entry(gj_buffer *out, const char *name, gj_text words)
{
    if (words.length == 0)
        return;
    gj_buffer_print(out, "<dt>%s</dt><dd>", name);
    gj_buffer_escaped(out, words);
    add(out, "</dd>\n");
}

static void keep_rule(state *writer, const gj_rule_entry *rule)
{
    gj_language language = writer->writing.language;
    gj_buffer *out = &writer->rules.pending;

    gj_buffer_print(out,
                    "<section class=\"rule\" id=\"rule%" PRIu32 "\">\n<h3>",
                    writer->rule_count);
    gj_buffer_escaped(out, gj_words_in(rule->title, language));
    add(out, " <code>");
    gj_buffer_escaped(out, rule->id);
    add(out, "</code></h3>\n<dl>\n");
    add_entry(out, say(writer, "依据", "Basis"),
              gj_words_in(rule->basis, language));
    add_entry(out, say(writer, "说明", "About"),
              gj_words_in(rule->about, language));
    add_entry(out, say(writer, "改法", "Remedy"),
              gj_words_in(rule->remedy, language));
    add(out, "</dl>\n</section>\n");
    gj_spool_keep(&writer->rules);
}

/* The number of a rule, whose words are kept when it is seen first. */
static uint32_t rule_number(void *context, const gj_rule_entry *rule)
{
    state *writer = context;

    if (!gj_words_given(rule->title))
        return 0;
    for (uint32_t i = 0; i < writer->rule_count; i++)
        if (gj_text_is(gj_text_of(writer->rule_ids[i]), rule->id))
            return i + 1;
    gj_grow(&writer->rule_ids, writer->rule_count, &writer->rule_room,
            sizeof *writer->rule_ids);
    writer->rule_ids[writer->rule_count++] =
        gj_copy(rule->id.data, rule->id.length);
    keep_rule(writer, rule);
    return writer->rule_count;
}

/* --------------------------------------------------------------- reports */

/* How a report fared: a class of the style sheet, a sign and a word. */
typedef struct fate {
    const char *class;
    const char *sign;
    const char *zh;
    const char *en;
} fate;

static const fate *fate_of(const gj_result *result)
{
    static const fate passed = {"passed", "✓", "通过", "passed"};
    static const fate unchecked = {"open", "?", "没有核对任何一项",
                                   "nothing was checked"};
    static const fate open = {"open", "?", "未发现问题，有项目无法判断",
                              "nothing wrong found, not wholly assessable"};
    static const fate found = {"found", "✗", "有问题", "findings"};
    static const fate unreadable = {"unreadable", "!", "无法读取",
                                    "unreadable"};

    switch (result->status) {
    case GJ_RESULT_CLEAN:
        return &passed;
    case GJ_RESULT_NOT_ASSESSABLE:
        return result->checks.not_assessable > 0 ? &open : &unchecked;
    case GJ_RESULT_FINDINGS:
        return &found;
    default:
        return &unreadable;
    }
}

static void add_path(gj_buffer *out, const gj_result *result)
{
    add(out, "<bdi class=\"path\">");
    gj_buffer_escaped(out, result->path);
    if (result->record > 0)
        gj_buffer_print(out, ":%" PRIu64, result->record);
    add(out, "</bdi>");
}

/* The unit, or the file where there is none. */
static void add_owner(gj_buffer *out, const gj_result *result)
{
    if (result->unit.length > 0)
        add_apart(out, result->unit);
    else
        add_path(out, result);
}

static void add_number(gj_buffer *out, uint64_t number)
{
    gj_buffer_print(out,
                    number > 0 ? "<td>%" PRIu64 "</td>"
                               : "<td class=\"none\">%" PRIu64 "</td>",
                    number);
}

static void keep_row(state *writer, const gj_result *result, gj_spool *spool,
                     uint64_t section)
{
    const fate *how = fate_of(result);
    gj_buffer *out = &spool->pending;
    gj_summary counts = {0};

    gj_count_severities(&counts, result);
    gj_buffer_print(out, "<tr class=\"%s\"><th scope=\"row\">", how->class);
    if (section > 0)
        gj_buffer_print(out, "<a href=\"#r%" PRIu64 "\">", section);
    add_owner(out, result);
    add(out, section > 0 ? "</a></th><td>" : "</th><td>");
    if (result->year != 0)
        gj_buffer_print(out, "%" PRId64, result->year);
    gj_buffer_print(out, "</td><td><b aria-hidden=\"true\">%s</b> %s</td>",
                    how->sign, say(writer, how->zh, how->en));
    add_number(out, counts.errors);
    add_number(out, counts.warnings);
    add_number(out, counts.infos);
    add(out, "<td>");
    add_path(out, result);
    add(out, "</td></tr>\n");
    gj_spool_keep(spool);
}

static void add_heading(state *writer, gj_buffer *out, const gj_result *result,
                        uint64_t section)
{
    gj_language language = writer->writing.language;

    gj_buffer_print(out, "<header>\n<h2 id=\"r%" PRIu64 "h\">", section);
    add_owner(out, result);
    if (result->year != 0)
        gj_buffer_print(out,
                        language == GJ_ZH ? " <span>%" PRId64 " 年</span>"
                                          : " <span>%" PRId64 "</span>",
                        result->year);
    gj_buffer_print(out, "</h2>\n<p id=\"r%" PRIu64 "p\">", section);
    if (result->form != NULL) {
        gj_buffer_escaped(out, gj_words_in(result->form->title, language));
        add(out, " · ");
    }
    add_path(out, result);
    add(out, "</p>\n");
}

static void add_verdict(state *writer, gj_buffer *out, const gj_result *result)
{
    const fate *how = fate_of(result);
    gj_language language = writer->writing.language;
    gj_summary counts = {0};

    gj_count_severities(&counts, result);
    gj_buffer_print(out,
                    "<p class=\"verdict %s\"><b aria-hidden=\"true\">%s</b> ",
                    how->class, how->sign);
    if (result->status == GJ_RESULT_FINDINGS)
        gj_add_severities(out, language, &counts);
    else
        add(out, say(writer, how->zh, how->en));
    if (result->status != GJ_RESULT_UNREADABLE) {
        add(out, say(writer, "；", "; "));
        gj_add_checks(out, language, &result->checks);
    }
    add(out, "</p>\n</header>\n");
}

static const gj_shape *shape_of(const gj_result *result)
{
    if (result->form == NULL || result->cell_count == 0)
        return NULL;
    const gj_shape *shape = gj_form_shape(result->form, result->lengths);
    return shape != NULL && shape->cell_count == result->cell_count ? shape
                                                                    : NULL;
}

static void keep_section(state *writer, const gj_result *result,
                         uint64_t section)
{
    gj_buffer *out = &writer->sections.pending;
    gj_html html = {.out = out,
                    .language = writer->writing.language,
                    .section = section,
                    .result = result,
                    .shape = shape_of(result),
                    .rule_number = rule_number,
                    .context = writer};

    gj_marks_make(&html.marks, result);
    gj_buffer_print(out,
                    "<section class=\"report\" id=\"r%" PRIu64
                    "\" aria-labelledby=\"r%" PRIu64 "h r%" PRIu64 "p\">\n",
                    section, section, section);
    add_heading(writer, out, result, section);
    add_verdict(writer, out, result);
    add(out, "<div class=\"findings\">\n");
    gj_html_findings(&html);
    add(out, "</div>\n<div class=\"tables\">\n");
    gj_html_tables(&html);
    add(out, "</div>\n</section>\n");
    gj_marks_free(&html.marks);
    gj_buffer_free(&html.words);
    gj_spool_keep(&writer->sections);
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    if (result->finding_count + result->reason_count == 0) {
        keep_row(writer, result, &writer->passed, 0);
        return;
    }
    uint64_t section = writer->sections.count + 1;
    keep_row(writer, result, &writer->told, section);
    keep_section(writer, result, section);
}

/* ---------------------------------------------------------- what is late */

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    gj_buffer *out = &writer->skipped.pending;

    add(out, "<li><bdi class=\"path\">");
    gj_buffer_escaped(out, gj_text_of(skip->path));
    add(out, "</bdi> ");
    gj_buffer_escaped(out, gj_words_in(skip->why, writer->writing.language));
    add(out, "</li>\n");
    gj_spool_keep(&writer->skipped);
}

static void add_remark(void *writer_state, const gj_remark *remark)
{
    state *writer = writer_state;

    gj_html_remark(&writer->remarks.pending, remark);
    gj_spool_keep(&writer->remarks);
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    gj_buffer *out = &writer->faults.pending;

    add(out, "<li>");
    add_apart(out, trouble->what);
    if (trouble->file.length > 0) {
        add(out, " <bdi class=\"path\">");
        gj_buffer_escaped(out, trouble->file);
        if (trouble->line > 0)
            gj_buffer_print(out, ":%" PRIu32 ":%" PRIu32, trouble->line,
                            trouble->column);
        add(out, "</bdi>");
    }
    add(out, " ");
    gj_buffer_escaped(out,
                      gj_words_in(trouble->words, writer->writing.language));
    if (trouble->rule.length > 0) {
        add(out, " <code>");
        gj_buffer_escaped(out, trouble->rule);
        add(out, "</code>");
    }
    add(out, "</li>\n");
    gj_spool_keep(&writer->faults);
}

/* ------------------------------------------------------------------- end */

static void flush(state *writer)
{
    fwrite(writer->bytes.data, 1, writer->bytes.length, writer->writing.out);
    gj_buffer_clear(&writer->bytes);
}

/* Writes what a spool holds between two pieces of markup, nothing of it where
   the spool is empty. */
static void write_spool(state *writer, gj_spool *spool, const char *before,
                        const char *after)
{
    bool any = spool->count > 0;

    add(&writer->bytes, any ? before : "");
    flush(writer);
    gj_spool_empty(spool, writer->writing.out);
    add(&writer->bytes, any ? after : "");
}

static void add_summary(state *writer, const gj_summary *summary)
{
    gj_language language = writer->writing.language;
    gj_buffer *out = &writer->bytes;

    add(out, say(writer, "<header class=\"page\">\n<h1>勾稽核对结果</h1>\n<p>",
                 "<header class=\"page\">\n<h1>Results of the check</h1>\n"
                 "<p>"));
    gj_add_totals(out, language, summary);
    add(out, say(writer, "。", "."));
    if (summary->errors + summary->warnings + summary->infos > 0) {
        add(out, say(writer, "", " "));
        gj_add_severities(out, language, summary);
        add(out, say(writer, "。", "."));
    }
    if (summary->reports > 0) {
        add(out, say(writer, "", " "));
        gj_begin_checks(out, language, &summary->checks);
        add(out, say(writer, "。", "."));
    }
    add(out, "</p>\n</header>\n");
}

static void add_table_head(state *writer, const char *caption)
{
    gj_buffer_print(&writer->bytes,
                    "<div class=\"scroll\"><table class=\"list\">\n"
                    "<caption>%s</caption>\n<thead><tr>",
                    caption);
    static const char *const zh[] = {"单位", "年度", "结果", "错误",
                                     "警告", "提示", "文件"};
    static const char *const en[] = {"Unit",     "Year",  "Result", "Errors",
                                     "Warnings", "Notes", "File"};
    for (size_t i = 0; i < sizeof zh / sizeof *zh; i++)
        gj_buffer_print(&writer->bytes, "<th scope=\"col\">%s</th>",
                        say(writer, zh[i], en[i]));
    add(&writer->bytes, "</tr></thead>\n<tbody>\n");
}

static void write_rows(state *writer, gj_spool *spool, const char *caption)
{
    static const char after[] = "</tbody>\n</table></div>\n";

    if (spool->count > 0)
        add_table_head(writer, caption);
    write_spool(writer, spool, "", after);
}

static void write_overview(state *writer)
{
    static const gj_noun passed = {"通过", "份", "report passed",
                                   "reports passed"};
    bool any = writer->passed.count > 0;

    write_rows(writer, &writer->told,
               say(writer, "需要处理的报告", "Reports to look at"));
    if (any) {
        add(&writer->bytes, "<details class=\"passed\"><summary>");
        gj_add_count(&writer->bytes, writer->writing.language,
                     writer->passed.count, &passed);
        add(&writer->bytes, "</summary>\n");
    }
    write_rows(writer, &writer->passed,
               say(writer, "没有发现问题的报告", "Reports without findings"));
    add(&writer->bytes, any ? "</details>\n" : "");
}

static void write_late(state *writer)
{
    write_spool(writer, &writer->skipped,
                say(writer,
                    "<section class=\"late\">\n<h2>跳过的文件</h2>\n<ul>\n",
                    "<section class=\"late\">\n<h2>Skipped</h2>\n<ul>\n"),
                "</ul>\n</section>\n");
    write_spool(writer, &writer->faults,
                say(writer, "<section class=\"late\">\n<h2>故障</h2>\n<ul>\n",
                    "<section class=\"late\">\n<h2>Troubles</h2>\n<ul>\n"),
                "</ul>\n</section>\n");
    write_spool(writer, &writer->remarks,
                say(writer,
                    "<section class=\"late\">\n<h2>豁免与基线</h2>\n<ul>\n",
                    "<section class=\"late\">\n"
                    "<h2>Suppressions and baseline</h2>\n<ul>\n"),
                "</ul>\n</section>\n");
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;
    gj_language language = writer->writing.language;

    gj_html_head(&writer->bytes, language);
    add_summary(writer, summary);
    add(&writer->bytes, "<main>\n");
    write_overview(writer);
    write_late(writer);
    write_spool(writer, &writer->sections, "", "");
    write_spool(writer, &writer->rules,
                say(writer, "<section class=\"rules\">\n<h2>规则说明</h2>\n",
                    "<section class=\"rules\">\n<h2>The rules</h2>\n"),
                "</section>\n");
    add(&writer->bytes, "</main>\n");
    gj_html_foot(&writer->bytes, language);
    flush(writer);
    for (uint32_t i = 0; i < writer->rule_count; i++)
        free(writer->rule_ids[i]);
    free(writer->rule_ids);
    gj_buffer_free(&writer->bytes);
    free(writer);
}

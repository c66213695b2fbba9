#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/counts.h"
#include "writer/formats.h"
#include "writer/place.h"
#include "writer/remark.h"
#include "writer/terminal.h"
#include "writer/uri.h"

/* Commands of GitHub's workflows: each line makes an annotation. No line is
   anything else, so that no text of a report can begin one of its own. */

typedef struct state {
    FILE *out;
    gj_language language;
    gj_buffer bytes;
    gj_buffer text;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void add_remark(void *writer, const gj_remark *remark);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_github_writer = {
    .name = "github",
    .about = GJ_WORDS("GitHub Actions 工作流命令，在改动的行上显示批注",
                      "workflow commands of GitHub Actions: annotations at the "
                      "lines"),
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

    writer->out = writing->out;
    writer->language = writing->language;
    return writer;
}

/* -------------------------------------------------------------- commands */

/* Appends a text with these characters as %XX; line ends are already shown as
   \x0a and the like. */
static void add_escaped(gj_buffer *out, gj_text text, const char *escaped)
{
    gj_buffer visible = {0};

    gj_buffer_visible(&visible, text);
    for (size_t i = 0; i < visible.length; i++) {
        if (strchr(escaped, visible.data[i]) != NULL)
            gj_buffer_print(out, "%%%02X", visible.data[i]);
        else
            gj_buffer_byte(out, visible.data[i]);
    }
    gj_buffer_free(&visible);
}

static void add_property(state *writer, const char *name, gj_text value)
{
    gj_buffer_print(&writer->bytes, "%s=", name);
    add_escaped(&writer->bytes, value, "%:,");
}

static void add_number(state *writer, const char *name, uint64_t number)
{
    gj_buffer_print(&writer->bytes, ",%s=%" PRIu64, name, number);
}

static const char *command_of(uint32_t severity)
{
    switch (severity) {
    case GJ_ERROR:
        return "error";
    case GJ_WARNING:
        return "warning";
    default:
        return "notice";
    }
}

static void open_command(state *writer, const char *command)
{
    gj_buffer_print(&writer->bytes, "::%s ", command);
    gj_buffer_clear(&writer->text);
}

/* The properties are written, the message is in `text`. */
static void close_command(state *writer)
{
    gj_buffer_string(&writer->bytes, "::");
    add_escaped(&writer->bytes, gj_buffer_view(&writer->text), "%");
    gj_buffer_byte(&writer->bytes, '\n');
}

static void flush(state *writer)
{
    fwrite(writer->bytes.data, 1, writer->bytes.length, writer->out);
    gj_buffer_clear(&writer->bytes);
}

/* --------------------------------------------------------------- reports */

/* Columns go with a single line only. */
static void add_region(state *writer, const gj_result *result,
                       const gj_spot *spot)
{
    uint64_t line = gj_line_of(result, spot);

    if (line == 0)
        return;
    add_number(writer, "line", line);
    add_number(writer, "endLine", result->record > 0 ? line : spot->end_line);
    if (spot->line == spot->end_line && spot->column > 0) {
        add_number(writer, "col", spot->column);
        add_number(writer, "endColumn", spot->end_column);
    }
}

static void add_finding(state *writer, const gj_result *result,
                        const gj_finding_entry *finding)
{
    open_command(writer, command_of(finding->severity));
    add_property(writer, "file", gj_path_plain(result->path));
    add_region(writer, result, &finding->primary);
    add_property(writer, ",title", finding->rule->id);
    gj_finding_message(result, finding, writer->language, &writer->text);
    close_command(writer);
}

/* What was not checked is said once for a report. */
static void add_unchecked(state *writer, const gj_result *result)
{
    const gj_checks *checks = &result->checks;

    if (checks->not_assessable + checks->faulted == 0)
        return;
    open_command(writer, "notice");
    add_property(writer, "file", gj_path_plain(result->path));
    if (result->reason_count > 0)
        add_region(writer, result,
                   &result->findings[result->finding_count].primary);
    add_property(writer, ",title", gj_text_of("gouji"));
    gj_add_checks(&writer->text, writer->language, checks);
    close_command(writer);
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    for (uint32_t i = 0; i < result->finding_count; i++)
        add_finding(writer, result, &result->findings[i]);
    add_unchecked(writer, result);
    if (writer->bytes.length > 0)
        flush(writer);
}

/* ------------------------------------------------- what is not a report */

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;

    open_command(writer, skip->fails ? "error" : "notice");
    add_property(writer, "file", gj_path_plain(gj_text_of(skip->path)));
    add_property(writer, ",title",
                 skip->fails
                     ? gj_text_of("gouji")
                     : gj_text_of(gj_say(writer->language, "跳过", "skipped")));
    gj_buffer_text(&writer->text, gj_words_in(skip->why, writer->language));
    close_command(writer);
    flush(writer);
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    gj_buffer *text = &writer->text;

    open_command(writer, "error");
    add_property(writer, "title", trouble->what);
    gj_buffer_text(text, trouble->file);
    if (trouble->line > 0)
        gj_buffer_print(text, ":%u:%u", trouble->line, trouble->column);
    if (trouble->file.length > 0)
        gj_buffer_string(text, ": ");
    gj_buffer_text(text, gj_words_in(trouble->words, writer->language));
    close_command(writer);
    flush(writer);
}

static void add_remark(void *writer_state, const gj_remark *remark)
{
    state *writer = writer_state;

    open_command(writer, remark->ended ? "warning" : "notice");
    add_property(writer, "file", gj_path_plain(remark->file));
    if (remark->line > 0) {
        add_number(writer, "line", remark->line);
        add_number(writer, "col", remark->column);
    }
    add_property(writer, ",title",
                 gj_words_in(remark->rule.length > 0
                                 ? GJ_BOTH("豁免", "suppression")
                                 : GJ_BOTH("基线", "baseline"),
                             writer->language));
    gj_buffer_text(&writer->text, remark->words);
    if (remark->rule.length > 0)
        gj_buffer_print(&writer->text, " [%.*s]", GJ_PRINT(remark->rule));
    close_command(writer);
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;
    gj_language language = writer->language;

    open_command(writer, "notice");
    add_property(writer, "title", gj_text_of("gouji"));
    gj_add_totals(&writer->text, language, summary);
    gj_buffer_string(&writer->text, gj_say(language, "。", ". "));
    if (summary->reports > 0)
        gj_begin_checks(&writer->text, language, &summary->checks);
    close_command(writer);
    flush(writer);
    gj_buffer_free(&writer->bytes);
    gj_buffer_free(&writer->text);
    free(writer);
}

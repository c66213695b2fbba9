#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/accepted.h"
#include "writer/cause.h"
#include "writer/counts.h"
#include "writer/formats.h"
#include "writer/logged.h"
#include "writer/place.h"
#include "writer/spool.h"
#include "writer/table.h"
#include "writer/terminal.h"

/* What a person reads. Every line that is about a place begins with
   path:line:column, so that editors can jump there. */

enum {
    /* More reasons than MANY of one rule: only the first FIRST are listed. */
    MANY_REASONS = 10,
    FIRST_REASONS = 3,
    /* Of a line that goes on. */
    INDENT = 2
};

typedef struct state {
    gj_writing writing;
    gj_buffer bytes;
    gj_buffer words;
    gj_buffer lines;
    gj_spool skipped;
    gj_spool faults;
    bool any;
    bool after_table;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_text_writer = {
    .name = "text",
    .about = GJ_WORDS("供人阅读的文字，并画出有关的表格行",
                      "text to read, with the table rows concerned drawn"),
    .begin = begin,
    .result = add_result,
    .skip = add_skip,
    .trouble = add_trouble,
    .end = end,
};

static void *begin(const gj_writing *writing)
{
    state *writer = gj_new(1, sizeof *writer);
    writer->writing = *writing;
    return writer;
}

/* What was put together, as it is to be read: on a terminal words are kept
   whole, and all may come to stand in a log. */
static void take(state *writer, gj_buffer *out)
{
    gj_text lines = gj_buffer_view(&writer->bytes);

    if (writer->writing.width > 0) {
        gj_buffer_clear(&writer->lines);
        gj_buffer_wrapped(&writer->lines, lines,
                          gj_writing_width(&writer->writing), INDENT);
        lines = gj_buffer_view(&writer->lines);
    }
    gj_buffer_logged(out, lines);
    gj_buffer_clear(&writer->bytes);
}

static void flush(state *writer)
{
    gj_buffer *lines = &writer->words;

    gj_buffer_clear(lines);
    take(writer, lines);
    fwrite(lines->data, 1, lines->length, writer->writing.out);
    gj_buffer_clear(lines);
}

static void keep(state *writer, gj_spool *spool)
{
    take(writer, &spool->pending);
    gj_spool_keep(spool);
}

/* ---------------------------------------------------------------- pieces */

static const char *say(const state *writer, const char *zh, const char *en)
{
    return gj_say(writer->writing.language, zh, en);
}

static void paint(state *writer, gj_paint paint)
{
    gj_paint_on(&writer->bytes, &writer->writing, paint);
}

static void plain(state *writer)
{
    gj_paint_off(&writer->bytes, &writer->writing);
}

static void add(state *writer, const char *words)
{
    gj_buffer_string(&writer->bytes, words);
}

static void add_path(state *writer, gj_text path)
{
    paint(writer, GJ_PAINT_PATH);
    gj_buffer_visible(&writer->bytes, path);
    plain(writer);
}

/* A report that came as one of many lines stands on line `record`. */
static void add_place(state *writer, const gj_result *result,
                      const gj_spot *spot)
{
    uint64_t line = result->record > 0 ? result->record : spot->line;

    add_path(writer, result->path);
    if (line > 0)
        gj_buffer_print(&writer->bytes, ":%" PRIu64, line);
    if (line > 0 && spot->column > 0)
        gj_buffer_print(&writer->bytes, ":%" PRIu32, spot->column);
    add(writer, ": ");
}

static void add_rule(state *writer, gj_text rule)
{
    add(writer, " ");
    paint(writer, GJ_PAINT_QUIET);
    add(writer, "[");
    gj_buffer_visible(&writer->bytes, rule);
    add(writer, "]");
    plain(writer);
}

static void add_message(state *writer, const gj_result *result,
                        const gj_finding_entry *finding)
{
    gj_buffer_clear(&writer->words);
    gj_finding_message(result, finding, writer->writing.language,
                       &writer->words);
    gj_buffer_visible(&writer->bytes, gj_buffer_view(&writer->words));
}

/* -------------------------------------------------------------- findings */

/* Keeps a drawing and what follows it apart. */
static void part_from_table(state *writer)
{
    if (writer->after_table)
        add(writer, "\n");
    writer->after_table = false;
}

static void add_finding(state *writer, const gj_result *result,
                        const gj_finding_entry *finding)
{
    part_from_table(writer);
    add_place(writer, result, &finding->primary);
    paint(writer, gj_paint_of(finding->severity));
    add(writer, gj_severity_word(writer->writing.language, finding->severity));
    plain(writer);
    add(writer, " ");
    add_message(writer, result, finding);
    add_rule(writer, finding->rule->id);
    add(writer, "\n");
}

/* What leads to the findings of a group: where the cause most likely is. */
static void add_cause(state *writer, const gj_result *result,
                      const gj_group *group)
{
    part_from_table(writer);
    add_place(writer, result, &group->suspects[0]);
    gj_buffer_clear(&writer->words);
    gj_add_cause(&writer->words, result, group, writer->writing.language);
    paint(writer, GJ_PAINT_HEADING);
    gj_buffer_visible(&writer->bytes, gj_buffer_view(&writer->words));
    plain(writer);
    add(writer, "\n");
}

static void add_group(state *writer, const gj_result *result,
                      const gj_group *group)
{
    add_cause(writer, result, group);
    for (uint32_t i = 0; i < group->finding_count; i++)
        add_finding(writer, result, &result->findings[group->findings[i]]);
    writer->after_table =
        gj_table_draw_group(&writer->bytes, &writer->writing, result, group);
}

/* Findings that share a cause stand where the first of them would. */
static void add_findings(state *writer, const gj_result *result)
{
    for (uint32_t i = 0; i < result->finding_count; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        if (gj_cause_is_shared(finding->group)) {
            if (finding->group->findings[0] == i)
                add_group(writer, result, finding->group);
            continue;
        }
        add_finding(writer, result, finding);
        writer->after_table =
            gj_table_draw(&writer->bytes, &writer->writing, result, finding);
    }
}

/* --------------------------------------------------------------- reasons */

/* Reasons that are listed, and have not been yet. */
typedef struct listing {
    const gj_finding_entry *reasons;
    uint32_t count;
    bool *due;
} listing;

/* One cell that holds no number keeps several checks from being made: that is
   said in one line, with all their rules. */
static void add_reason(state *writer, const gj_result *result,
                       const listing *list, uint32_t first)
{
    static const gj_noun others = {"同处另有", "项也无法核对。",
                                   "more check here cannot be made either.",
                                   "more checks here cannot be made either."};
    const gj_finding_entry *reason = &list->reasons[first];
    gj_buffer rules = {0};
    uint32_t rule = reason->rule_index;
    uint32_t more = 0;

    gj_buffer_text(&rules, reason->rule->id);
    for (uint32_t i = first + 1; i < list->count; i++) {
        const gj_finding_entry *other = &list->reasons[i];
        if (!list->due[i] ||
            !gj_are_one_place(&reason->primary, &other->primary))
            continue;
        list->due[i] = false;
        more++;
        if (other->rule_index != rule)
            gj_buffer_print(&rules, ", %.*s", GJ_PRINT(other->rule->id));
        rule = other->rule_index;
    }
    add_place(writer, result, &reason->primary);
    paint(writer, GJ_PAINT_QUIET);
    add(writer, say(writer, "无法判断 ", "not assessable "));
    add_message(writer, result, reason);
    if (more > 0) {
        add(writer, say(writer, "", " "));
        gj_add_count(&writer->bytes, writer->writing.language, more, &others);
    }
    plain(writer);
    add_rule(writer, gj_buffer_view(&rules));
    add(writer, "\n");
    gj_buffer_free(&rules);
}

static void add_more(state *writer, const gj_result *result, gj_text rule,
                     uint32_t count)
{
    static const gj_noun more = {"另有", "处无法判断", "more is not assessable",
                                 "more are not assessable"};
    gj_spot nowhere = {0};

    add_place(writer, result, &nowhere);
    paint(writer, GJ_PAINT_QUIET);
    gj_add_count(&writer->bytes, writer->writing.language, count, &more);
    plain(writer);
    add_rule(writer, rule);
    add(writer, "\n");
}

static void add_reasons(state *writer, const gj_result *result)
{
    const gj_catalogue *catalogue = result->catalogue;
    listing list = {.reasons = result->findings + result->finding_count,
                    .count = result->reason_count,
                    .due = gj_new(result->reason_count + 1, sizeof *list.due)};
    uint32_t *totals = gj_new(catalogue->rule_count, sizeof *totals);
    uint32_t *seen = gj_new(catalogue->rule_count, sizeof *seen);

    for (uint32_t i = 0; i < list.count; i++)
        totals[list.reasons[i].rule_index]++;
    for (uint32_t i = 0; i < list.count; i++) {
        uint32_t rule = list.reasons[i].rule_index;
        list.due[i] =
            totals[rule] <= MANY_REASONS || seen[rule]++ < FIRST_REASONS;
    }
    for (uint32_t i = 0; i < list.count; i++)
        if (list.due[i])
            add_reason(writer, result, &list, i);
    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        if (totals[i] > MANY_REASONS)
            add_more(writer, result, catalogue->rules[i].id,
                     totals[i] - FIRST_REASONS);
    free(totals);
    free(seen);
    free(list.due);
}

/* --------------------------------------------------------------- reports */

static void add_found(state *writer, const gj_result *result)
{
    gj_summary counts = {0};

    gj_count_severities(&counts, result);
    gj_add_severities(&writer->bytes, writer->writing.language, &counts);
}

static void add_verdict(state *writer, const gj_result *result)
{
    switch (result->status) {
    case GJ_RESULT_CLEAN:
        paint(writer, GJ_PAINT_GOOD);
        add(writer, say(writer, "通过", "passed"));
        plain(writer);
        break;
    case GJ_RESULT_NOT_ASSESSABLE:
        add(writer,
            result->checks.not_assessable > 0
                ? say(writer, "未发现问题", "nothing wrong found")
                : say(writer, "没有核对任何一项", "nothing was checked"));
        break;
    case GJ_RESULT_FINDINGS:
        add_found(writer, result);
        break;
    default:
        add(writer, say(writer, "无法读取，未作核对",
                        "cannot be read; nothing was checked"));
        return;
    }
    add(writer, say(writer, "；", "; "));
    gj_add_checks(&writer->bytes, writer->writing.language, &result->checks);
}

/* Every report ends in one line that says how it fared; one that cannot be
   read has its finding for that. */
static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;
    gj_spot nowhere = {0};

    add_findings(writer, result);
    part_from_table(writer);
    add_reasons(writer, result);
    if (result->status != GJ_RESULT_UNREADABLE || result->finding_count == 0) {
        add_place(writer, result, &nowhere);
        add_verdict(writer, result);
        add(writer, "\n");
    }
    writer->any = true;
    flush(writer);
}

/* ---------------------------------------------------------- what is late */

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    gj_buffer *out = &writer->bytes;

    gj_buffer_string(out, "  ");
    gj_buffer_visible(out, gj_text_of(skip->path));
    gj_buffer_string(out, ": ");
    gj_buffer_visible(out, gj_words_in(skip->why, writer->writing.language));
    gj_buffer_byte(out, '\n');
    keep(writer, &writer->skipped);
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    gj_buffer *out = &writer->bytes;
    gj_language language = writer->writing.language;

    gj_buffer_string(out, "  ");
    gj_buffer_visible(out, trouble->what);
    if (trouble->file.length > 0) {
        gj_buffer_string(out, gj_say(language, "（", " ("));
        gj_buffer_visible(out, trouble->file);
        if (trouble->line > 0)
            gj_buffer_print(out, ":%u:%u", trouble->line, trouble->column);
        gj_buffer_string(out, gj_say(language, "）", ")"));
    }
    gj_buffer_string(out, ": ");
    gj_buffer_visible(out, gj_words_in(trouble->words, language));
    if (trouble->rule.length > 0) {
        gj_buffer_string(out, " [");
        gj_buffer_visible(out, trouble->rule);
        gj_buffer_string(out, "]");
    }
    gj_buffer_byte(out, '\n');
    keep(writer, &writer->faults);
}

static void write_late(state *writer, gj_spool *spool, gj_paint colour,
                       const char *heading)
{
    if (spool->count > 0) {
        add(writer, writer->any ? "\n" : "");
        paint(writer, colour);
        add(writer, heading);
        plain(writer);
        add(writer, "\n");
        flush(writer);
        writer->any = true;
    }
    gj_spool_empty(spool, writer->writing.out);
}

/* --------------------------------------------------------------- summary */

static void add_summary(state *writer, const gj_summary *summary)
{
    gj_language language = writer->writing.language;
    const char *stop = say(writer, "。\n", ".\n");

    /* Of a single report, its own line has just said the same. */
    if (summary->reports == 1 && summary->skipped == 0)
        return;
    add(writer, writer->any ? "\n" : "");
    gj_add_totals(&writer->bytes, language, summary);
    add(writer, stop);
    if (summary->reports == 0)
        return;
    if (summary->errors + summary->warnings + summary->infos > 0) {
        gj_add_severities(&writer->bytes, language, summary);
        add(writer, say(writer, "；", "; "));
        gj_add_checks(&writer->bytes, language, &summary->checks);
    } else {
        gj_begin_checks(&writer->bytes, language, &summary->checks);
    }
    add(writer, stop);
}

/* What the run came upon of suppressions, each of them, and of a baseline. */
static void add_accepted(state *writer, const gj_summary *summary)
{
    const gj_suppressions *list = summary->suppressions;

    if (list == NULL && summary->baseline == NULL)
        return;
    add(writer, writer->any ? "\n" : "");
    writer->any = true;
    if (list != NULL) {
        paint(writer, GJ_PAINT_PATH);
        add(writer, say(writer, "豁免", "Suppressions"));
        plain(writer);
        add(writer, "\n");
        for (size_t i = 0; i < list->count; i++)
            gj_add_suppression_line(&writer->bytes, &list->at[i],
                                    writer->writing.language);
    }
    if (summary->baseline != NULL)
        gj_add_baseline_line(&writer->bytes, summary->baseline,
                             writer->writing.language);
    flush(writer);
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;

    write_late(writer, &writer->skipped, GJ_PAINT_PATH,
               say(writer, "跳过的文件", "Skipped"));
    write_late(writer, &writer->faults, GJ_PAINT_ERROR,
               say(writer, "故障", "Troubles"));
    add_accepted(writer, summary);
    add_summary(writer, summary);
    flush(writer);
    gj_buffer_free(&writer->bytes);
    gj_buffer_free(&writer->words);
    gj_buffer_free(&writer->lines);
    free(writer);
}

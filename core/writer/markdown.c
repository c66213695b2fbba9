#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/cause.h"
#include "writer/counts.h"
#include "writer/formats.h"
#include "writer/markup.h"
#include "writer/place.h"
#include "writer/remark.h"

/* A summary for the page of a job or a comment below a request, in the
   Markdown that GitHub and GitLab share. The totals stand first. A comment may
   have 65,536 characters at GitHub: what finds no room is counted, not
   listed. */

/* With the totals before it and the rest behind it, the list stays below 60 kB;
   an entry may have some of that. */
enum { ROOM = 58000, LONGEST = 6000 };

typedef struct state {
    FILE *out;
    gj_language language;
    /** What is listed so far, at most ROOM bytes. */
    gj_buffer body;
    /** The entry under way, with the headings that are due before it. */
    gj_buffer item;
    gj_buffer text;
    gj_buffer skipped;
    gj_buffer accepted;
    gj_buffer faults;
    uint64_t left_out;
    /** Something found no room. */
    bool full;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void add_remark(void *writer, const gj_remark *remark);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_markdown_writer = {
    .name = "markdown",
    .about = GJ_WORDS("Markdown 摘要，可作任务摘要或评论",
                      "a summary in Markdown for the page of a job or a "
                      "comment"),
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

static const char *say(const state *writer, const char *zh, const char *en)
{
    return gj_say(writer->language, zh, en);
}

/* ----------------------------------------------------------------- items */

static size_t used(const state *writer)
{
    return writer->body.length + writer->skipped.length + writer->faults.length;
}

/* Puts the item into a list, or counts it where there is no room. What was due
   before it stays due. Behind the first that finds no room none is listed, but
   one that is too long by itself closes the list to no other. */
static void keep_item(state *writer, gj_buffer *list, size_t due)
{
    bool too_long = writer->item.length > LONGEST;

    if (!writer->full && !too_long &&
        used(writer) + writer->item.length <= ROOM) {
        gj_buffer_text(list, gj_buffer_view(&writer->item));
        gj_buffer_clear(&writer->item);
        return;
    }
    writer->full |= !too_long;
    writer->left_out++;
    writer->item.length = due;
}

static void add_severity(state *writer, const gj_finding_entry *entry)
{
    const char *word = entry->failed
                           ? gj_severity_word(writer->language, entry->severity)
                           : say(writer, "无法判断", "not assessable");
    gj_buffer_print(
        &writer->item,
        entry->severity == GJ_ERROR && entry->failed ? "**%s**" : "%s", word);
}

/* Why a cell keeps a check from being made is said once, with all rules that it
   holds for. */
static void add_rules_beside(state *writer, const gj_result *result,
                             const gj_finding_entry *reason)
{
    const gj_finding_entry *behind =
        result->findings + result->finding_count + result->reason_count;
    uint32_t rule = reason->rule_index;

    for (const gj_finding_entry *other = reason + 1; other < behind; other++) {
        if (!gj_are_one_place(&reason->primary, &other->primary))
            continue;
        if (other->rule_index != rule) {
            gj_buffer_byte(&writer->item, ' ');
            gj_buffer_code(&writer->item, other->rule->id);
        }
        rule = other->rule_index;
    }
}

static bool was_said(const gj_result *result, uint32_t reason)
{
    const gj_finding_entry *reasons = result->findings + result->finding_count;

    for (uint32_t i = 0; i < reason; i++)
        if (gj_are_one_place(&reasons[i].primary, &reasons[reason].primary))
            return true;
    return false;
}

/* One finding or reason: its weight, its place, what it says, its rule. */
static void add_entry(state *writer, const gj_result *result,
                      const gj_finding_entry *entry, const char *indent)
{
    gj_buffer *item = &writer->item;
    uint64_t line = gj_line_of(result, &entry->primary);
    size_t due = item->length;

    gj_buffer_print(item, "%s- ", indent);
    add_severity(writer, entry);
    if (line > 0)
        gj_buffer_print(item, " %" PRIu64 ":%" PRIu32, line,
                        entry->primary.column);
    gj_buffer_byte(item, ' ');
    gj_buffer_clear(&writer->text);
    gj_finding_message(result, entry, writer->language, &writer->text);
    gj_buffer_markdown(item, gj_buffer_view(&writer->text));
    gj_buffer_byte(item, ' ');
    gj_buffer_code(item, entry->rule->id);
    if (!entry->failed)
        add_rules_beside(writer, result, entry);
    gj_buffer_byte(item, '\n');
    keep_item(writer, &writer->body, due);
}

/* --------------------------------------------------------------- reports */

static void add_heading(state *writer, const gj_result *result)
{
    gj_buffer *item = &writer->item;

    gj_buffer_clear(&writer->text);
    gj_add_report(&writer->text, result);
    gj_buffer_string(item, "\n### ");
    gj_buffer_code(item, gj_buffer_view(&writer->text));
    gj_buffer_string(item, "\n\n");
    if (result->unit.length > 0) {
        gj_buffer_markdown(item, result->unit);
        if (result->year != 0)
            gj_buffer_print(item,
                            writer->language == GJ_ZH ? "，%" PRId64 " 年"
                                                      : ", %" PRId64,
                            result->year);
        gj_buffer_string(item, say(writer, "：", ": "));
    }
    gj_add_checks(item, writer->language, &result->checks);
    gj_buffer_string(item, say(writer, "。\n\n", ".\n\n"));
}

/* Where the cause most likely is, and the findings that share it below. */
static void add_group(state *writer, const gj_result *result,
                      const gj_group *group)
{
    gj_buffer_clear(&writer->text);
    gj_add_cause(&writer->text, result, group, writer->language);
    gj_buffer_string(&writer->item, "- ");
    gj_buffer_markdown(&writer->item, gj_buffer_view(&writer->text));
    gj_buffer_byte(&writer->item, '\n');
    for (uint32_t i = 0; i < group->finding_count; i++)
        add_entry(writer, result, &result->findings[group->findings[i]], "  ");
}

static void add_findings(state *writer, const gj_result *result)
{
    for (uint32_t i = 0; i < result->finding_count; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        if (!gj_cause_is_shared(finding->group))
            add_entry(writer, result, finding, "");
        else if (finding->group->findings[0] == i)
            add_group(writer, result, finding->group);
    }
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    gj_buffer_clear(&writer->item);
    if (result->finding_count + result->reason_count == 0)
        return;
    add_heading(writer, result);
    add_findings(writer, result);
    for (uint32_t i = 0; i < result->reason_count; i++)
        if (!was_said(result, i))
            add_entry(writer, result,
                      &result->findings[result->finding_count + i], "");
}

/* ------------------------------------------------- what is not a report */

static void add_note(state *writer, gj_buffer *list, gj_text about,
                     gj_words words)
{
    gj_buffer *item = &writer->item;

    gj_buffer_clear(item);
    gj_buffer_string(item, "- ");
    gj_buffer_code(item, about);
    gj_buffer_string(item, say(writer, "：", ": "));
    gj_buffer_markdown(item, gj_words_in(words, writer->language));
    gj_buffer_byte(item, '\n');
    keep_item(writer, list, 0);
}

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    add_note(writer, &writer->skipped, gj_text_of(skip->path), skip->why);
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    gj_text about = trouble->file.length > 0 ? trouble->file : trouble->what;
    add_note(writer, &writer->faults, about, trouble->words);
}

/* ------------------------------------------------------------------- end */

static void write_totals(state *writer, const gj_summary *summary)
{
    gj_language language = writer->language;
    gj_buffer *head = &writer->item;

    gj_buffer_clear(head);
    gj_buffer_string(head,
                     say(writer, "## gouji 勾稽核对\n\n", "## gouji\n\n"));
    gj_add_totals(head, language, summary);
    gj_buffer_string(head, say(writer, "。", "."));
    if (summary->errors + summary->warnings + summary->infos > 0) {
        gj_buffer_string(head, say(writer, "**", " **"));
        gj_add_severities(head, language, summary);
        gj_buffer_string(head, say(writer, "**。", "**."));
    }
    if (summary->reports > 0) {
        gj_buffer_string(head, say(writer, "", " "));
        gj_begin_checks(head, language, &summary->checks);
        gj_buffer_string(head, say(writer, "。", "."));
    }
    gj_buffer_byte(head, '\n');
    fwrite(head->data, 1, head->length, writer->out);
}

static void write_list(state *writer, const gj_buffer *list,
                       const char *heading)
{
    if (list->length == 0)
        return;
    fprintf(writer->out, "%s", heading);
    fwrite(list->data, 1, list->length, writer->out);
}

static void write_rest(state *writer)
{
    if (writer->left_out == 0)
        return;
    fputs("\n", writer->out);
    if (writer->language == GJ_ZH)
        fprintf(writer->out, "另有 %" PRIu64 " 条放不下，未在此列出。\n",
                writer->left_out);
    else
        fprintf(writer->out, "There is no room here for %" PRIu64 " more %s.\n",
                writer->left_out, writer->left_out == 1 ? "entry" : "entries");
}

static void add_remark(void *writer_state, const gj_remark *remark)
{
    state *writer = writer_state;
    gj_buffer words = {0};

    gj_buffer_text(&words, remark->words);
    if (remark->rule.length > 0)
        gj_buffer_print(&words, " [%.*s]", GJ_PRINT(remark->rule));
    gj_buffer_clear(&writer->text);
    gj_add_remark_place(&writer->text, remark);
    gj_text said = gj_buffer_view(&words);
    add_note(writer, &writer->accepted, gj_buffer_view(&writer->text),
             (gj_words){said, said});
    gj_buffer_free(&words);
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;

    write_totals(writer, summary);
    write_list(writer, &writer->faults,
               say(writer, "\n### 故障\n\n", "\n### Troubles\n\n"));
    write_list(writer, &writer->body, "");
    write_list(writer, &writer->skipped,
               say(writer, "\n### 跳过的文件\n\n", "\n### Skipped\n\n"));
    write_list(writer, &writer->accepted,
               say(writer, "\n### 豁免与基线\n\n",
                   "\n### Suppressions and baseline\n\n"));
    write_rest(writer);
    gj_buffer_free(&writer->accepted);
    gj_buffer_free(&writer->body);
    gj_buffer_free(&writer->item);
    gj_buffer_free(&writer->text);
    gj_buffer_free(&writer->skipped);
    gj_buffer_free(&writer->faults);
    free(writer);
}

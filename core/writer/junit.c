#include <inttypes.h>
#include <stdlib.h>

#include "base/memo.h"
#include "base/memory.h"
#include "writer/counts.h"
#include "writer/formats.h"
#include "writer/markup.h"
#include "writer/place.h"
#include "writer/remark.h"
#include "writer/spool.h"

/* JUnit: a suite for each report, a case for each rule. What did not run is
   never a case that passed. The root's totals stand first, so that the suites
   are kept until the end. */

typedef struct tally {
    uint64_t tests;
    uint64_t failures;
    uint64_t errors;
    uint64_t skipped;
} tally;

typedef struct state {
    gj_writing writing;
    tally run;
    /** The suite under way: its counts, its name as XML, its cases. */
    tally suite;
    gj_buffer name;
    gj_buffer cases;
    gj_spool suites;
    gj_memo names;
    gj_buffer text;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void add_remark(void *writer, const gj_remark *remark);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_junit_writer = {
    .name = "junit",
    .about = GJ_WORDS("JUnit XML，供持续集成平台显示：每份报告一组，每条规则一"
                      "项",
                      "JUnit XML for CI: a suite for each report, a case for "
                      "each rule"),
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

/* -------------------------------------------------------------- elements */

/* Begins a case; whoever calls closes the tag. */
static void open_case(state *writer, gj_text name)
{
    gj_buffer *out = &writer->cases;
    bool known;

    writer->suite.tests++;
    gj_buffer_string(out, "<testcase classname=\"");
    gj_buffer_text(out, gj_buffer_view(&writer->name));
    gj_buffer_string(out, "\" name=\"");
    gj_buffer *escaped = gj_memo_find(&writer->names, name, &known);
    if (!known)
        gj_buffer_escaped(escaped, name);
    gj_buffer_text(out, gj_buffer_view(escaped));
    gj_buffer_byte(out, '"');
}

/* Begins what a case came to; the message is in `text`. */
static void open_outcome(state *writer, const char *element, gj_text type)
{
    gj_buffer *out = &writer->cases;

    gj_buffer_print(out, "<%s type=\"", element);
    gj_buffer_escaped(out, type);
    gj_buffer_string(out, "\" message=\"");
    gj_buffer_escaped(out, gj_buffer_view(&writer->text));
    gj_buffer_string(out, "\">");
}

static void close_element(state *writer, const char *element)
{
    gj_buffer_print(&writer->cases, "</%s>", element);
}

static void add_attribute(gj_buffer *out, const char *name, uint64_t number)
{
    gj_buffer_print(out, " %s=\"%" PRIu64 "\"", name, number);
}

static void add_property(gj_buffer *out, const char *name, gj_text value)
{
    gj_buffer_print(out, "<property name=\"%s\" value=\"", name);
    gj_buffer_escaped(out, value);
    gj_buffer_string(out, "\"/>\n");
}

static void add_number(gj_buffer *out, const char *name, int64_t number)
{
    gj_buffer_print(out, "<property name=\"%s\" value=\"%" PRId64 "\"/>\n",
                    name, number);
}

/* -------------------------------------------------------- a rule's case */

/* All findings of one rule in one report, and what became of its checks. */
typedef struct rule_case {
    const gj_result *result;
    const gj_rule_entry *rule;
    uint32_t index;
    gj_checks checks;
    uint32_t findings;
    uint32_t reasons;
    /** The first that counts as failed, else the first; NULL for none. */
    const gj_finding_entry *first;
    bool failed;
} rule_case;

static rule_case case_of(const state *writer, const gj_result *result,
                         uint32_t index, gj_checks checks)
{
    rule_case c = {.result = result,
                   .rule = &result->catalogue->rules[index],
                   .index = index,
                   .checks = checks};

    for (uint32_t i = 0; i < result->finding_count + result->reason_count;
         i++) {
        const gj_finding_entry *entry = &result->findings[i];
        if (entry->rule_index != index)
            continue;
        bool fails =
            entry->failed && entry->severity >= writer->writing.fail_on;
        c.findings += entry->failed;
        c.reasons += !entry->failed;
        if (c.first == NULL || (fails && !c.failed))
            c.first = entry;
        c.failed |= fails;
    }
    return c;
}

/* A line for each finding of the rule, or for each reason. */
static void add_lines(state *writer, const rule_case *c, bool failed)
{
    const gj_result *result = c->result;
    gj_language language = writer->writing.language;
    gj_buffer *text = &writer->text;

    for (uint32_t i = 0; i < result->finding_count + result->reason_count;
         i++) {
        const gj_finding_entry *entry = &result->findings[i];
        if (entry->rule_index != c->index || entry->failed != failed)
            continue;
        gj_buffer_clear(text);
        gj_add_place(text, result, &entry->primary);
        gj_buffer_print(text, ": %s ",
                        failed
                            ? gj_severity_word(language, entry->severity)
                            : gj_say(language, "无法判断", "not assessable"));
        gj_finding_message(result, entry, language, text);
        gj_buffer_escaped(&writer->cases, gj_buffer_view(text));
        gj_buffer_byte(&writer->cases, '\n');
    }
}

/* The first message into `text`, and how many more there are. */
static void say_first(state *writer, const rule_case *c, uint32_t count)
{
    gj_language language = writer->writing.language;

    gj_buffer_clear(&writer->text);
    if (c->first != NULL)
        gj_finding_message(c->result, c->first, language, &writer->text);
    if (count > 1)
        gj_buffer_print(&writer->text,
                        language == GJ_ZH ? "（另有 %u 处）" : " (%u more)",
                        count - 1);
}

static void add_error(state *writer, const rule_case *c)
{
    writer->suite.errors++;
    say_first(writer, c, c->findings);
    if (c->checks.faulted > 0) {
        gj_buffer_clear(&writer->text);
        gj_add_checks(&writer->text, writer->writing.language, &c->checks);
    }
    open_outcome(writer, "error", c->rule->id);
    add_lines(writer, c, true);
    add_lines(writer, c, false);
    close_element(writer, "error");
}

static void add_failure(state *writer, const rule_case *c)
{
    writer->suite.failures++;
    say_first(writer, c, c->findings);
    open_outcome(writer, "failure",
                 gj_text_of(gj_severity_word(GJ_EN, c->first->severity)));
    add_lines(writer, c, true);
    add_lines(writer, c, false);
    close_element(writer, "failure");
}

static gj_text why_skipped(const gj_checks *checks)
{
    if (checks->not_assessable > 0)
        return gj_text_of("not-assessable");
    if (checks->suppressed + checks->known > 0)
        return gj_text_of("accepted");
    return gj_text_of(checks->skipped > 0 ? "not-selected"
                                          : "nothing-to-check");
}

static void add_skipped(state *writer, const rule_case *c)
{
    writer->suite.skipped++;
    gj_buffer_clear(&writer->text);
    if (c->checks.not_assessable + c->checks.skipped + c->checks.suppressed +
            c->checks.known >
        0)
        gj_add_checks(&writer->text, writer->writing.language, &c->checks);
    else
        gj_buffer_string(&writer->text, say(writer, "没有可核对的内容",
                                            "there is nothing to check"));
    open_outcome(writer, "skipped", why_skipped(&c->checks));
    add_lines(writer, c, false);
    close_element(writer, "skipped");
}

static void add_outcome(state *writer, const rule_case *c)
{
    const gj_checks *checks = &c->checks;
    bool engine = !c->rule->checks && c->findings > 0;

    gj_buffer_byte(&writer->cases, '>');
    if (engine || checks->faulted > 0) {
        add_error(writer, c);
    } else if (c->failed) {
        add_failure(writer, c);
    } else {
        if (checks->not_assessable > 0 || checks->skipped > 0 ||
            checks->suppressed + checks->known > 0 ||
            checks->held + checks->failed == 0)
            add_skipped(writer, c);
        /* Findings that do not make the run fail fail no case either. */
        if (c->findings > 0) {
            gj_buffer_string(&writer->cases, "<system-out>");
            add_lines(writer, c, true);
            close_element(writer, "system-out");
        }
    }
    close_element(writer, "testcase");
}

static void add_case(state *writer, const gj_result *result, uint32_t index,
                     gj_checks checks)
{
    gj_text id = result->catalogue->rules[index].id;

    open_case(writer, id);
    if (checks.held > 0 && checks.failed + checks.not_assessable +
                                   checks.skipped + checks.faulted +
                                   checks.suppressed + checks.known ==
                               0) {
        gj_buffer_string(&writer->cases, "/>\n");
        return;
    }
    rule_case c = case_of(writer, result, index, checks);
    add_outcome(writer, &c);
    gj_buffer_byte(&writer->cases, '\n');
}

/* ---------------------------------------------------------------- suites */

static void begin_suite(state *writer, gj_text name)
{
    writer->suite = (tally){0};
    gj_buffer_clear(&writer->name);
    gj_buffer_clear(&writer->cases);
    gj_buffer_escaped(&writer->name, name);
}

/* `result` is NULL for what is no report. */
static void keep_suite(state *writer, const gj_result *result)
{
    gj_buffer *out = &writer->suites.pending;
    const tally *suite = &writer->suite;

    gj_buffer_string(out, "<testsuite name=\"");
    gj_buffer_text(out, gj_buffer_view(&writer->name));
    gj_buffer_byte(out, '"');
    add_attribute(out, "tests", suite->tests);
    add_attribute(out, "failures", suite->failures);
    add_attribute(out, "errors", suite->errors);
    add_attribute(out, "skipped", suite->skipped);
    gj_buffer_string(out, ">\n");
    if (result != NULL && result->form != NULL) {
        gj_buffer_string(out, "<properties>\n");
        add_property(out, "form", result->form->id);
        add_property(out, "unit", result->unit);
        add_number(out, "year", result->year);
        gj_buffer_string(out, "</properties>\n");
    }
    gj_buffer_text(out, gj_buffer_view(&writer->cases));
    gj_buffer_string(out, "</testsuite>\n");
    gj_spool_keep(&writer->suites);
    writer->run.tests += suite->tests;
    writer->run.failures += suite->failures;
    writer->run.errors += suite->errors;
    writer->run.skipped += suite->skipped;
}

static bool has_checks(const gj_result *result, uint32_t rule)
{
    for (uint32_t i = 0; i < result->rule_count; i++)
        if (result->rules[i].rule == rule)
            return true;
    return false;
}

/* Whether no finding before number `index` is of the same rule. */
static bool is_first_of_rule(const gj_result *result, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (result->findings[i].rule_index ==
            result->findings[index].rule_index)
            return false;
    return true;
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    gj_buffer_clear(&writer->text);
    gj_add_report(&writer->text, result);
    begin_suite(writer, gj_buffer_view(&writer->text));
    for (uint32_t i = 0; i < result->rule_count; i++)
        add_case(writer, result, result->rules[i].rule,
                 result->rules[i].checks);
    /* The engine's own findings are of rules that count no checks. */
    for (uint32_t i = 0; i < result->finding_count; i++) {
        uint32_t rule = result->findings[i].rule_index;
        if (!has_checks(result, rule) && is_first_of_rule(result, i))
            add_case(writer, result, rule, (gj_checks){0});
    }
    keep_suite(writer, result);
}

/* ------------------------------------------------- what is not a report */

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    const char *outcome = skip->fails ? "error" : "skipped";

    begin_suite(writer, gj_text_of(skip->path));
    open_case(writer, gj_text_of("input"));
    gj_buffer_byte(&writer->cases, '>');
    gj_buffer_clear(&writer->text);
    gj_buffer_text(&writer->text,
                   gj_words_in(skip->why, writer->writing.language));
    open_outcome(writer, outcome, gj_text_of("input"));
    close_element(writer, outcome);
    close_element(writer, "testcase");
    gj_buffer_byte(&writer->cases, '\n');
    writer->suite.skipped += !skip->fails;
    writer->suite.errors += skip->fails;
    keep_suite(writer, NULL);
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    gj_buffer *text = &writer->text;

    begin_suite(writer, gj_text_of("gouji"));
    open_case(writer, trouble->what);
    gj_buffer_byte(&writer->cases, '>');
    gj_buffer_clear(text);
    gj_buffer_text(text, gj_words_in(trouble->words, writer->writing.language));
    open_outcome(writer, "error", gj_text_of("trouble"));
    gj_buffer_escaped(&writer->cases, trouble->file);
    if (trouble->line > 0)
        gj_buffer_print(&writer->cases, ":%u:%u", trouble->line,
                        trouble->column);
    close_element(writer, "error");
    close_element(writer, "testcase");
    gj_buffer_byte(&writer->cases, '\n');
    writer->suite.errors++;
    keep_suite(writer, NULL);
}

/* ------------------------------------------------------------------- end */

/* What became of a suppression or of the baseline: a case that passed where it
   is of use still. */
static void add_remark(void *writer_state, const gj_remark *remark)
{
    state *writer = writer_state;
    gj_buffer *text = &writer->text;

    begin_suite(writer, remark->file);
    gj_buffer_clear(text);
    gj_add_remark_place(text, remark);
    gj_buffer_print(text, " %.*s", GJ_PRINT(remark->rule));
    open_case(writer, gj_buffer_view(text));
    gj_buffer_byte(&writer->cases, '>');
    gj_buffer_clear(text);
    gj_buffer_text(text, remark->words);
    if (remark->ended) {
        open_outcome(writer, "skipped", gj_text_of("accepted"));
        close_element(writer, "skipped");
    } else {
        gj_buffer_string(&writer->cases, "<system-out>");
        gj_buffer_escaped(&writer->cases, gj_buffer_view(text));
        close_element(writer, "system-out");
    }
    close_element(writer, "testcase");
    gj_buffer_byte(&writer->cases, '\n');
    writer->suite.skipped += remark->ended;
    keep_suite(writer, NULL);
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;
    gj_buffer head = {0};

    (void)summary;
    gj_buffer_string(&head, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<testsuites name=\"gouji\"");
    add_attribute(&head, "tests", writer->run.tests);
    add_attribute(&head, "failures", writer->run.failures);
    add_attribute(&head, "errors", writer->run.errors);
    gj_buffer_string(&head, ">\n");
    fwrite(head.data, 1, head.length, writer->writing.out);
    gj_spool_empty(&writer->suites, writer->writing.out);
    fputs("</testsuites>\n", writer->writing.out);
    gj_buffer_free(&head);
    gj_buffer_free(&writer->name);
    gj_buffer_free(&writer->cases);
    gj_buffer_free(&writer->text);
    gj_memo_free(&writer->names);
    free(writer);
}

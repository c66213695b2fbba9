/* Results made by hand, for the tests of core/writer: what the engine would
 * hand over for a report of a small form that is written to a folder of its
 * own. */
#ifndef TESTS_UNIT_WRITING_H
#define TESTS_UNIT_WRITING_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
/* It is a macro of cmocka's, and a member of gj_writer. */
#undef skip
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "form/shape.h"
#include "writer/terminal.h"
#include "writer/writer.h"

enum { MOST_FINDINGS = 64, MOST_SPOTS = 64, MOST_CELLS = 512 };

static const char form_json[] =
    "{\"id\": \"toy\", \"title\": {\"zh\": \"样表\", \"en\": \"Toy\"},"
    "\"source\": {\"zh\": \"无\", \"en\": \"none\"},"
    "\"recognise\": [{\"pointer\": \"/form\", \"equals\": \"toy\"}],"
    "\"unit\": \"/unit\", \"year\": \"/year\", \"layout\": \"layout.json\"}";

/* Table 3 with four columns and fourteen rows; table 4, one row of twelve
   columns; and a table over an array. */
static const char layout_head[] =
    "{\"tables\": [{\"id\": \"requests\","
    "\"title\": {\"zh\": \"申请情况\", \"en\": \"Requests\"},"
    "\"name\": {\"zh\": \"表三\", \"en\": \"Table 3\"}, \"blocks\": [{"
    "\"cell\": \"/requests/{column}/{row}\", \"columns\": ["
    "{\"key\": \"person\", \"label\": {\"zh\": \"自然人\", \"en\": \"Natural "
    "persons\"}, \"short\": {\"zh\": \"自然人\", \"en\": \"Persons\"}},"
    "{\"label\": {\"zh\": \"组织\", \"en\": \"Organisations\"}, \"items\": ["
    "{\"key\": \"firm\", \"label\": {\"zh\": \"商业企业\", \"en\": "
    "\"Firms\"}},"
    "{\"key\": \"charity\", \"label\": {\"zh\": \"社会公益组织\", \"en\": "
    "\"Charities\"}}]},"
    "{\"key\": \"total\", \"label\": {\"zh\": \"总计\", \"en\": \"Total\"}}],"
    "\"rows\": ["
    "{\"key\": \"new\", \"label\": {\"zh\": \"一、本年新收\", \"en\": \"1. "
    "New\"}},"
    "{\"key\": \"over\", \"label\": {\"zh\": \"二、上年结转\", \"en\": \"2. "
    "Carried over\"}},"
    "{\"label\": {\"zh\": \"三、办理结果\", \"en\": \"3. Handled\"}, "
    "\"items\": [";

static const char layout_tail[] =
    "{\"key\": \"done/total\", \"label\": {\"zh\": \"（七）总计\", \"en\": "
    "\"(7) Total\"}}]},"
    "{\"key\": \"forward\", \"label\": {\"zh\": \"四、结转下年度\", \"en\": "
    "\"4. Carried forward\"}}]}]},"
    "{\"id\": \"wide\", \"title\": {\"zh\": \"宽表\", \"en\": \"Wide\"},"
    "\"name\": {\"zh\": \"表四\", \"en\": \"Table 4\"}, \"blocks\": [{"
    "\"cell\": \"/wide/{column}/{row}\", \"columns\": [%s], \"rows\": ["
    "{\"key\": \"all\", \"label\": {\"zh\": \"全部案件\", \"en\": \"All "
    "cases\"}}]}]},"
    "{\"id\": \"offices\", \"title\": {\"zh\": \"各处\", \"en\": "
    "\"Offices\"},"
    "\"name\": {\"zh\": \"附表\", \"en\": \"Annex\"}, \"blocks\": [{"
    "\"cell\": \"/offices/*/{column}\", \"columns\": ["
    "{\"key\": \"cases\", \"label\": {\"zh\": \"件数\", \"en\": \"Cases\"}}],"
    "\"rows\": [{\"label\": {\"zh\": \"第{n}处\", \"en\": "
    "\"Office {n}\"}}]}]}]}";

static inline void write_layout(FILE *file)
{
    char columns[4096] = "";
    size_t used = 0;

    fputs(layout_head, file);
    for (int i = 1; i <= 10; i++)
        fprintf(file,
                "{\"key\": \"done/o%d\", \"label\": {\"zh\": \"结果%d\", "
                "\"en\": \"Outcome %d\"}},",
                i, i, i);
    for (int i = 1; i <= 12; i++)
        used += (size_t)snprintf(
            columns + used, sizeof columns - used,
            "%s{\"key\": \"c%d\", \"label\": {\"zh\": \"法院类别%d\", "
            "\"en\": \"Court kind %d\"}}",
            i > 1 ? "," : "", i, i, i);
/* The format is the constant above. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    fprintf(file, layout_tail, columns);
#pragma GCC diagnostic pop
}

static inline gj_form *toy_form(void)
{
    char folder[] = GJ_BUILD "/writer-XXXXXX";
    char path[sizeof GJ_BUILD + 64];
    gj_form *form = NULL;
    gj_error error = {0};

    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/form.json", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(form_json, file);
    fclose(file);
    snprintf(path, sizeof path, "%s/layout.json", folder);
    file = fopen(path, "w");
    assert_non_null(file);
    write_layout(file);
    fclose(file);
    gj_status status = gj_form_load(&form, folder, NULL, &error);
    unlink(path);
    snprintf(path, sizeof path, "%s/form.json", folder);
    unlink(path);
    rmdir(folder);
    if (status != GJ_OK)
        fail_msg("%s:%u: %s", error.file, error.line, error.words[GJ_EN]);
    return form;
}

/* --------------------------------------------------------------- results */

/* A result and all that it points to. */
typedef struct made {
    gj_result result;
    const gj_shape *shape;
    gj_finding_entry findings[MOST_FINDINGS];
    gj_spot spots[MOST_FINDINGS][MOST_SPOTS];
    gj_message_entry messages[MOST_FINDINGS];
    uint32_t lengths[4];
    int64_t values[MOST_CELLS];
    uint8_t states[MOST_CELLS];
    gj_group group;
    gj_spot suspects[MOST_SPOTS];
    uint32_t members[MOST_FINDINGS];
} made;

static gj_rule_entry toy_rules[] = {
    {.id = GJ_TEXT("equations/balance"), .severity = GJ_ERROR},
    {.id = GJ_TEXT("timeliness/deadline"), .severity = GJ_WARNING},
};
static gj_catalogue toy_catalogue = {.rules = toy_rules, .rule_count = 2};

/* A report whose arrays have `length` elements. */
static inline made *make_long_result(const gj_form *form, const char *path,
                                     uint32_t length)
{
    made *m = gj_new(1, sizeof *m);

    m->result.path = gj_text_of(path);
    m->result.catalogue = &toy_catalogue;
    m->result.form = form;
    m->result.unit = gj_text_of("老城区");
    m->result.year = 2024;
    m->result.findings = m->findings;
    m->result.lengths = m->lengths;
    m->result.values = m->values;
    m->result.states = m->states;
    m->result.checks.held = 331;
    for (size_t i = 0; i < 4; i++)
        m->lengths[i] = length;
    if (form != NULL) {
        m->shape = gj_form_shape(form, m->lengths);
        assert_true(m->shape->cell_count <= MOST_CELLS);
        m->result.cell_count = m->shape->cell_count;
    }
    return m;
}

static inline made *make_result(const gj_form *form, const char *path)
{
    return make_long_result(form, path, 3);
}

static inline void free_made(made *m)
{
    free(m);
}

static inline uint32_t set_cell(made *m, const char *pointer, int64_t number)
{
    uint32_t cell = gj_shape_cell(m->shape, gj_text_of(pointer));

    assert_int_not_equal(cell, GJ_NO_CELL);
    m->values[cell] = number * 1000000;
    return cell;
}

static inline gj_spot spot_at(const made *m, const char *pointer)
{
    gj_spot spot = {.pointer = gj_text_of(pointer),
                    .line = 12,
                    .column = 7,
                    .end_line = 12,
                    .end_column = 8,
                    .cell = GJ_NO_CELL,
                    .role = GJ_ROLE_CONTEXT};
    if (m->shape != NULL)
        spot.cell = gj_shape_cell(m->shape, gj_text_of(pointer));
    return spot;
}

/* Findings must be added before reasons. */
static inline gj_finding_entry *add_entry(made *m, bool failed,
                                          const char *pointer, const char *zh,
                                          const char *en)
{
    uint32_t index = m->result.finding_count + m->result.reason_count;

    assert_true(index < MOST_FINDINGS);
    gj_finding_entry *entry = &m->findings[index];
    gj_message_entry *message = &m->messages[index];
    message->key = gj_text_of("said");
    message->words = (gj_words){gj_text_of(zh), gj_text_of(en)};
    *entry = (gj_finding_entry){.rule = &toy_rules[0],
                                .severity = GJ_ERROR,
                                .failed = failed,
                                .message = message,
                                .primary = spot_at(m, pointer),
                                .related = m->spots[index]};
    memset(entry->fingerprint.bytes, 0xAB, sizeof entry->fingerprint.bytes);
    if (failed) {
        m->result.finding_count++;
        m->result.checks.failed++;
        m->result.status = GJ_RESULT_FINDINGS;
    } else {
        m->result.reason_count++;
        m->result.checks.not_assessable++;
        if (m->result.status == GJ_RESULT_CLEAN)
            m->result.status = GJ_RESULT_NOT_ASSESSABLE;
    }
    return entry;
}

static inline gj_spot *add_related(made *m, gj_finding_entry *entry,
                                   const char *pointer, uint32_t side)
{
    assert_true(entry->related_count < MOST_SPOTS);
    gj_spot *spot = &entry->related[entry->related_count++];
    *spot = spot_at(m, pointer);
    spot->role = GJ_ROLE_TERM;
    spot->side = side;
    spot->coefficient = 1000000;
    return spot;
}

/* The persons' column: 2 + 0 on one side, 3 + 0 on the other. */
static inline gj_finding_entry *add_balance(made *m)
{
    gj_finding_entry *entry = add_entry(
        m, true, "/requests/person/done/total",
        "表三·自然人：第一项 2 加第二项 0 等于 2，第三项 3 加第四项 0 等于 "
        "3，相差 1。",
        "Table 3 · Natural persons: item 1 (2) plus item 2 (0) makes 2, but "
        "item 3 (3) plus item 4 (0) makes 3; they differ by 1.");

    set_cell(m, "/requests/person/new", 2);
    set_cell(m, "/requests/person/done/total", 3);
    add_related(m, entry, "/requests/person/new", GJ_SIDE_LEFT);
    add_related(m, entry, "/requests/person/over", GJ_SIDE_LEFT);
    add_related(m, entry, "/requests/person/done/total", GJ_SIDE_RIGHT);
    add_related(m, entry, "/requests/person/forward", GJ_SIDE_RIGHT);
    return entry;
}

/* Puts the findings from `first` on into one group that suspects these cells.
 */
static inline gj_group *add_group(made *m, uint32_t first,
                                  const char *const *suspects, uint32_t count)
{
    gj_group *group = &m->group;

    *group = (gj_group){.suspects = m->suspects,
                        .suspect_count = count,
                        .findings = m->members,
                        .one_cause = true};
    for (uint32_t i = 0; i < count; i++)
        m->suspects[i] = spot_at(m, suspects[i]);
    for (uint32_t i = first; i < m->result.finding_count; i++) {
        m->members[group->finding_count++] = i;
        m->findings[i].group = group;
    }
    m->result.groups = group;
    m->result.group_count = 1;
    return group;
}

/* --------------------------------------------------------------- writing */

/* An output in memory. */
typedef struct written {
    char *text;
    size_t length;
    gj_writing writing;
    const gj_writer *writer;
    void *state;
} written;

static inline void begin_writing(written *w, const char *format,
                                 gj_language language)
{
    FILE *out = open_memstream(&w->text, &w->length);

    assert_non_null(out);
    w->writing.out = out;
    w->writing.language = language;
    w->writer = gj_writer_find(format);
    assert_non_null(w->writer);
    w->state = w->writer->begin(&w->writing);
}

static inline void end_writing(written *w, const gj_summary *summary)
{
    gj_writer_end(w->writer, w->state, summary, w->writing.language);
    fclose(w->writing.out);
}

/* Writes one result; free written.text. */
static inline written write_one(const char *format, gj_writing writing,
                                const gj_result *result)
{
    written w = {.writing = writing};
    gj_summary summary = {.reports = 1, .with_findings = 1, .errors = 1};

    begin_writing(&w, format, writing.language);
    w.writer->result(w.state, result);
    summary.checks = result->checks;
    end_writing(&w, &summary);
    return w;
}

static inline written write_text(gj_language language, unsigned width,
                                 const gj_result *result)
{
    return write_one("text", (gj_writing){.language = language, .width = width},
                     result);
}

static inline void assert_says(const written *w, const char *part)
{
    if (memmem(w->text, w->length, part, strlen(part)) == NULL)
        fail_msg("\"%s\" is not in:\n%s", part, w->text);
}

static inline void assert_silent(const written *w, const char *part)
{
    if (memmem(w->text, w->length, part, strlen(part)) != NULL)
        fail_msg("\"%s\" is in:\n%s", part, w->text);
}

/* Calls with each line, without its line feed. */
static inline void each_line(const written *w,
                             void (*call)(gj_text line, void *context),
                             void *context)
{
    const char *at = w->text;
    const char *stop = w->text + w->length;

    while (at < stop) {
        const char *end = memchr(at, '\n', (size_t)(stop - at));
        assert_non_null(end);
        call((gj_text){at, (uint64_t)(end - at)}, context);
        at = end + 1;
    }
}

#endif

#include <jansson.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/formats.h"
#include "writer/spool.h"
#include "writer/terminal.h"

/* The frame is written by hand and each report is dumped into it as it comes:
   one jansson tree over all reports would grow with their number. */

enum { INDENT = 2 };

typedef struct state {
    FILE *out;
    gj_language language;
    uint64_t reports;
    gj_spool skipped;
    gj_spool faults;
    gj_buffer text;
    gj_buffer bytes;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_json_writer = {
    .name = "json",
    .about = GJ_WORDS("一个 JSON 对象，供其他程序读取",
                      "one JSON object, for other programs"),
    .begin = begin,
    .result = add_result,
    .skip = add_skip,
    .trouble = add_trouble,
    .end = end,
};

static const char *const statuses[] = {
    [GJ_RESULT_CLEAN] = "clean",
    [GJ_RESULT_NOT_ASSESSABLE] = "not_assessable",
    [GJ_RESULT_FINDINGS] = "findings",
    [GJ_RESULT_UNREADABLE] = "unreadable",
};

static void *begin(const gj_writing *writing)
{
    state *writer = gj_new(1, sizeof *writer);

    writer->out = writing->out;
    writer->language = writing->language;
    fputs("{\n  \"gouji\": \"" GJ_VERSION "\",\n  \"reports\": [", writer->out);
    return writer;
}

/* ---------------------------------------------------------------- values */

/* Strings are made valid first: jansson refuses what is not UTF-8, and an
   entry must not vanish because of the name of its file. */
static json_t *string_of(state *writer, gj_text text)
{
    gj_buffer_clear(&writer->text);
    gj_buffer_valid(&writer->text, text);
    if (writer->text.length == 0)
        return json_string("");
    return json_stringn(writer->text.data, writer->text.length);
}

static json_t *string_or_null(state *writer, gj_text text)
{
    return text.length > 0 ? string_of(writer, text) : json_null();
}

static json_t *decimal_of(state *writer, int64_t millionths)
{
    gj_buffer_clear(&writer->text);
    gj_buffer_decimal(&writer->text, millionths);
    return json_stringn(writer->text.data, writer->text.length);
}

static json_t *digest_of(state *writer, const gj_digest *digest)
{
    gj_buffer_clear(&writer->text);
    gj_digest_text(digest, &writer->text);
    return json_stringn(writer->text.data, writer->text.length);
}

static void put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static void put_number(json_t *object, const char *key, uint64_t number)
{
    put(object, key, json_integer((json_int_t)number));
}

static void put_given(state *writer, json_t *object, const char *key,
                      gj_text text)
{
    if (text.length > 0)
        put(object, key, string_of(writer, text));
}

static json_t *cell_name(state *writer, const gj_result *result,
                         gj_text pointer)
{
    gj_buffer name = {0};
    json_t *value = NULL;

    if (result->form != NULL &&
        gj_form_name(result->form, pointer, writer->language, &name))
        value = string_of(writer, gj_buffer_view(&name));
    gj_buffer_free(&name);
    return value != NULL ? value : json_null();
}

/* -------------------------------------------------------------- findings */

static void put_owner(state *writer, json_t *object, const gj_result *result)
{
    put(object, "path", string_of(writer, result->path));
    if (result->record > 0)
        put_number(object, "record", result->record);
}

static void put_term(state *writer, json_t *object, const gj_spot *spot)
{
    if (spot->side == GJ_SIDE_LEFT || spot->side == GJ_SIDE_RIGHT)
        put(object, "side",
            json_string(spot->side == GJ_SIDE_LEFT ? "left" : "right"));
    if (spot->role == GJ_ROLE_TERM)
        put(object, "coefficient", decimal_of(writer, spot->coefficient));
}

static const char *role_of(const gj_spot *spot)
{
    switch (spot->role) {
    case GJ_ROLE_TERM:
        return "term";
    case GJ_ROLE_OPEN:
        return "open";
    case GJ_ROLE_DEFINITION:
        return "definition";
    default:
        return "context";
    }
}

static json_t *related_of(state *writer, const gj_result *result,
                          const gj_spot *spot)
{
    json_t *object = json_object();

    if (spot->file.length > 0)
        put(object, "path", string_of(writer, spot->file));
    else
        put_owner(writer, object, result);
    put(object, "pointer", string_of(writer, spot->pointer));
    put(object, "cell",
        spot->file.length > 0 ? json_null()
                              : cell_name(writer, result, spot->pointer));
    put(object, "value",
        spot->has_value ? string_of(writer, spot->value) : json_null());
    put(object, "role", json_string(role_of(spot)));
    put_term(writer, object, spot);
    put_number(object, "line", spot->line);
    put_number(object, "column", spot->column);
    return object;
}

static json_t *all_related(state *writer, const gj_result *result,
                           const gj_finding_entry *finding)
{
    json_t *array = json_array();

    for (uint32_t i = 0; i < finding->related_count; i++)
        json_array_append_new(array,
                              related_of(writer, result, &finding->related[i]));
    return array;
}

static const char *severity_of(uint32_t severity)
{
    switch (severity) {
    case GJ_ERROR:
        return "error";
    case GJ_WARNING:
        return "warning";
    default:
        return "info";
    }
}

static json_t *message_of(state *writer, const gj_result *result,
                          const gj_finding_entry *finding)
{
    gj_buffer message = {0};

    gj_finding_message(result, finding, writer->language, &message);
    json_t *value = string_of(writer, gj_buffer_view(&message));
    gj_buffer_free(&message);
    return value;
}

static void put_evidence(state *writer, json_t *object,
                         const gj_finding_entry *finding)
{
    put_given(writer, object, "expected", finding->expected);
    put_given(writer, object, "actual", finding->actual);
    put(object, "fingerprint", digest_of(writer, &finding->fingerprint));
    put_number(object, "end_line", finding->primary.end_line);
    put_number(object, "end_column", finding->primary.end_column);
    put(object, "evidence", digest_of(writer, &finding->evidence));
}

/* A finding; or a reason, which has neither weight nor evidence. */
static json_t *entry_of(state *writer, const gj_result *result,
                        const gj_finding_entry *finding)
{
    const gj_spot *spot = &finding->primary;
    json_t *object = json_object();

    put(object, "rule", string_of(writer, finding->rule->id));
    if (finding->failed)
        put(object, "severity", json_string(severity_of(finding->severity)));
    put(object, "message", message_of(writer, result, finding));
    put(object, "pointer", string_of(writer, spot->pointer));
    put(object, "cell", cell_name(writer, result, spot->pointer));
    put_number(object, "line", spot->line);
    put_number(object, "column", spot->column);
    if (finding->failed)
        put_evidence(writer, object, finding);
    put(object, "related", all_related(writer, result, finding));
    return object;
}

static json_t *entries(state *writer, const gj_result *result, uint32_t first,
                       uint32_t count)
{
    json_t *array = json_array();

    for (uint32_t i = first; i < first + count; i++)
        json_array_append_new(array,
                              entry_of(writer, result, &result->findings[i]));
    return array;
}

/* --------------------------------------------------------------- reports */

static json_t *checks_of(const gj_checks *checks)
{
    json_t *object = json_object();

    put_number(object, "held", checks->held);
    put_number(object, "failed", checks->failed);
    put_number(object, "not_assessable", checks->not_assessable);
    put_number(object, "skipped", checks->skipped);
    put_number(object, "faulted", checks->faulted);
    return object;
}

static json_t *report_of(state *writer, const gj_result *result)
{
    json_t *object = json_object();

    put_owner(writer, object, result);
    put(object, "form",
        result->form != NULL ? string_of(writer, result->form->id)
                             : json_null());
    put(object, "unit", string_or_null(writer, result->unit));
    put(object, "year",
        result->year != 0 ? json_integer(result->year) : json_null());
    put(object, "status", json_string(statuses[result->status]));
    put(object, "checks", checks_of(&result->checks));
    put(object, "findings", entries(writer, result, 0, result->finding_count));
    if (result->reason_count > 0)
        put(object, "not_assessable",
            entries(writer, result, result->finding_count,
                    result->reason_count));
    return object;
}

/* ---------------------------------------------------------------- output */

/* Where a value is dumped, and how deep in the frame it stands. */
typedef struct sheet {
    gj_buffer *bytes;
    size_t depth;
} sheet;

/* Line feeds in strings are escaped: one that comes here ends a line. */
static int add_bytes(const char *bytes, size_t length, void *context)
{
    sheet *to = context;
    const char *stop = bytes + length;

    for (const char *at = bytes; at < stop;) {
        const char *line = memchr(at, '\n', (size_t)(stop - at));
        const char *next = line != NULL ? line + 1 : stop;
        gj_buffer_add(to->bytes, at, (size_t)(next - at));
        if (line != NULL)
            gj_buffer_spaces(to->bytes, to->depth * INDENT);
        at = next;
    }
    return 0;
}

/* Appends a value and frees it. */
static void dump(gj_buffer *bytes, size_t depth, json_t *value)
{
    sheet to = {bytes, depth};

    json_dump_callback(value, add_bytes, &to, JSON_INDENT(INDENT));
    json_decref(value);
}

static void dump_element(gj_buffer *bytes, uint64_t before, json_t *value)
{
    gj_buffer_string(bytes, before > 0 ? ",\n    " : "\n    ");
    dump(bytes, 2, value);
}

static void flush(state *writer)
{
    fwrite(writer->bytes.data, 1, writer->bytes.length, writer->out);
    gj_buffer_clear(&writer->bytes);
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    dump_element(&writer->bytes, writer->reports++, report_of(writer, result));
    flush(writer);
}

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    json_t *object = json_object();

    put(object, "path", string_of(writer, gj_text_of(skip->path)));
    put(object, "why",
        string_of(writer, gj_words_in(skip->why, writer->language)));
    dump_element(&writer->skipped.pending, writer->skipped.count, object);
    gj_spool_keep(&writer->skipped);
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    json_t *object = json_object();

    put(object, "what", string_of(writer, trouble->what));
    put_given(writer, object, "file", trouble->file);
    if (trouble->line > 0) {
        put_number(object, "line", trouble->line);
        put_number(object, "column", trouble->column);
    }
    put_given(writer, object, "rule", trouble->rule);
    put(object, "message",
        string_of(writer, gj_words_in(trouble->words, writer->language)));
    dump_element(&writer->faults.pending, writer->faults.count, object);
    gj_spool_keep(&writer->faults);
}

/* ------------------------------------------------------------------- end */

static void end_array(FILE *out, uint64_t count)
{
    fputs(count > 0 ? "\n  ],\n" : "],\n", out);
}

static void write_spool(state *writer, const char *key, gj_spool *spool)
{
    uint64_t count = spool->count;

    fprintf(writer->out, "  \"%s\": [", key);
    gj_spool_empty(spool, writer->out);
    end_array(writer->out, count);
}

static json_t *summary_of(const gj_summary *summary)
{
    json_t *object = json_object();

    put_number(object, "reports", summary->reports);
    put_number(object, "clean", summary->clean);
    put_number(object, "with_findings", summary->with_findings);
    put_number(object, "not_assessable", summary->not_assessable);
    put_number(object, "unreadable", summary->unreadable);
    put_number(object, "skipped", summary->skipped);
    put_number(object, "errors", summary->errors);
    put_number(object, "warnings", summary->warnings);
    put_number(object, "infos", summary->infos);
    return object;
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;

    end_array(writer->out, writer->reports);
    write_spool(writer, "skipped", &writer->skipped);
    if (writer->faults.count > 0)
        write_spool(writer, "faults", &writer->faults);
    gj_spool_empty(&writer->faults, writer->out);
    fputs("  \"summary\": ", writer->out);
    dump(&writer->bytes, 1, summary_of(summary));
    gj_buffer_string(&writer->bytes, "\n}\n");
    flush(writer);
    gj_buffer_free(&writer->text);
    gj_buffer_free(&writer->bytes);
    free(writer);
}

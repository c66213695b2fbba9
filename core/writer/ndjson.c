#include <stdlib.h>

#include "base/memory.h"
#include "writer/accepted.h"
#include "writer/formats.h"
#include "writer/reporter.h"

/* A line for each report, as soon as it is known: who reads along from a pipe
   need not wait for the rest. What is no report is wrapped in an object with
   one key, and the last line is the summary: where it is missing, the run was
   cut short. */

typedef struct state {
    FILE *out;
    gj_language language;
    gj_reporter *reporter;
    gj_buffer bytes;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_ndjson_writer = {
    .name = "ndjson",
    .about = GJ_WORDS("每份报告一行 JSON，随查随出，供管道和大批量使用",
                      "a line of JSON for each report as soon as it is known, "
                      "for pipes and large runs"),
    .begin = begin,
    .result = add_result,
    .skip = add_skip,
    .trouble = add_trouble,
    .end = end,
};

static void *begin(const gj_writing *writing)
{
    state *writer = gj_new(1, sizeof *writer);

    writer->out = writing->out;
    writer->language = writing->language;
    writer->reporter = gj_reporter_new(writing->language, GJ_JSON_COMPACT, 0);
    return writer;
}

static void write_line(state *writer)
{
    gj_buffer_byte(&writer->bytes, '\n');
    fwrite(writer->bytes.data, 1, writer->bytes.length, writer->out);
    gj_buffer_clear(&writer->bytes);
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    gj_reporter_add(writer->reporter, result, &writer->bytes);
    write_line(writer);
}

static void write_wrapped(state *writer, const char *key, json_t *object)
{
    gj_json_value(&writer->bytes, json_pack("{s:o}", key, object),
                  GJ_JSON_COMPACT, 0);
    write_line(writer);
}

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    write_wrapped(writer, "skipped", gj_skip_object(skip, writer->language));
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    write_wrapped(writer, "fault",
                  gj_trouble_object(trouble, writer->language));
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;
    const gj_suppressions *list = summary->suppressions;

    for (size_t i = 0; list != NULL && i < list->count; i++)
        write_wrapped(writer, "suppression",
                      gj_suppression_object(&list->at[i], writer->language));
    if (summary->baseline != NULL)
        write_wrapped(writer, "baseline",
                      gj_baseline_object(summary->baseline));
    write_wrapped(writer, "summary", gj_summary_object(summary));
    gj_reporter_free(writer->reporter);
    gj_buffer_free(&writer->bytes);
    free(writer);
}

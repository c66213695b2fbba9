#include <stdlib.h>

#include "base/memory.h"
#include "writer/accepted.h"
#include "writer/formats.h"
#include "writer/reporter.h"
#include "writer/spool.h"

/* The frame is written by hand and each report is put into it as it comes: one
   jansson tree over all reports would grow with their number. */

typedef struct state {
    FILE *out;
    gj_language language;
    gj_reporter *reporter;
    uint64_t reports;
    gj_spool skipped;
    gj_spool faults;
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

/** How deep reports and other elements stand. */
enum { ELEMENT_DEPTH = 2 };

static void *begin(const gj_writing *writing)
{
    state *writer = gj_new(1, sizeof *writer);

    writer->out = writing->out;
    writer->language = writing->language;
    writer->reporter =
        gj_reporter_new(writing->language, GJ_JSON_PRETTY, ELEMENT_DEPTH);
    fputs("{\n  \"gouji\": \"" GJ_VERSION "\",\n  \"reports\": [", writer->out);
    return writer;
}

static void flush(state *writer)
{
    fwrite(writer->bytes.data, 1, writer->bytes.length, writer->out);
    gj_buffer_clear(&writer->bytes);
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    gj_json_element(&writer->bytes, GJ_JSON_PRETTY, ELEMENT_DEPTH,
                    writer->reports++);
    gj_reporter_add(writer->reporter, result, &writer->bytes);
    flush(writer);
}

static void keep(gj_spool *spool, json_t *object)
{
    gj_json_element(&spool->pending, GJ_JSON_PRETTY, ELEMENT_DEPTH,
                    spool->count);
    gj_json_value(&spool->pending, object, GJ_JSON_PRETTY, ELEMENT_DEPTH);
    gj_spool_keep(spool);
}

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    keep(&writer->skipped, gj_skip_object(skip, writer->language));
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    keep(&writer->faults, gj_trouble_object(trouble, writer->language));
}

/* ------------------------------------------------------------------- end */

static void end_array(state *writer, uint64_t count)
{
    gj_json_list_end(&writer->bytes, GJ_JSON_PRETTY, ELEMENT_DEPTH, count);
    gj_buffer_string(&writer->bytes, ",\n");
    flush(writer);
}

static void write_spool(state *writer, const char *key, gj_spool *spool)
{
    uint64_t count = spool->count;

    fprintf(writer->out, "  \"%s\": [", key);
    gj_spool_empty(spool, writer->out);
    end_array(writer, count);
}

static void write_accepted(state *writer, const gj_summary *summary)
{
    const gj_suppressions *list = summary->suppressions;

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        if (i == 0)
            gj_buffer_string(&writer->bytes, "  \"suppressions\": [");
        gj_json_element(&writer->bytes, GJ_JSON_PRETTY, ELEMENT_DEPTH, i);
        gj_json_value(&writer->bytes,
                      gj_suppression_object(&list->at[i], writer->language),
                      GJ_JSON_PRETTY, ELEMENT_DEPTH);
    }
    if (list != NULL && list->count > 0)
        end_array(writer, list->count);
    if (summary->baseline == NULL)
        return;
    gj_buffer_string(&writer->bytes, "  \"baseline\": ");
    gj_json_value(&writer->bytes, gj_baseline_object(summary->baseline),
                  GJ_JSON_PRETTY, 1);
    gj_buffer_string(&writer->bytes, ",\n");
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;

    end_array(writer, writer->reports);
    write_spool(writer, "skipped", &writer->skipped);
    if (writer->faults.count > 0)
        write_spool(writer, "faults", &writer->faults);
    gj_spool_empty(&writer->faults, writer->out);
    write_accepted(writer, summary);
    gj_buffer_string(&writer->bytes, "  \"summary\": ");
    gj_json_value(&writer->bytes, gj_summary_object(summary), GJ_JSON_PRETTY,
                  1);
    gj_buffer_string(&writer->bytes, "\n}\n");
    flush(writer);
    gj_reporter_free(writer->reporter);
    gj_buffer_free(&writer->bytes);
    free(writer);
}

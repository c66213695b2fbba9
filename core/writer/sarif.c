#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "writer/checks.h"
#include "writer/formats.h"
#include "writer/ids.h"
#include "writer/remark.h"
#include "writer/sarif_message.h"
#include "writer/sarif_results.h"
#include "writer/spool.h"

/* SARIF 2.1.0. Results go out as they come; what a run says besides is kept
   and stands behind them: an artifact for each report, so that every input is
   accounted for, notifications, and the rules. */

typedef struct state {
    FILE *out;
    gj_language language;
    gj_sarif_rules rules;
    gj_sarif_results *results;
    uint64_t result_count;
    /** Without accepted findings, and with them. */
    gj_letter artifact[2];
    gj_spool artifacts;
    gj_spool execution;
    gj_spool configuration;
    /** Whether all that was to be checked was. */
    bool successful;
    gj_buffer bytes;
    gj_buffer text;
} state;

static void *begin(const gj_writing *writing);
static void add_result(void *writer, const gj_result *result);
static void add_skip(void *writer, const gj_skip *skip);
static void add_trouble(void *writer, const gj_trouble *trouble);
static void add_remark(void *writer, const gj_remark *remark);
static void end(void *writer, const gj_summary *summary);

const gj_writer gj_sarif_writer = {
    .name = "sarif",
    .about = GJ_WORDS("SARIF 2.1.0，供代码扫描平台和编辑器使用",
                      "SARIF 2.1.0, for code scanning and editors"),
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
    writer->results = gj_sarif_results_new(writing);
    writer->successful = true;
    fputs("{\"$schema\":"
          "\"https://json.schemastore.org/sarif-2.1.0.json\","
          "\"version\":\"2.1.0\",\"runs\":[{\"results\":[",
          writer->out);
    return writer;
}

static void flush(state *writer)
{
    if (writer->bytes.length > 0)
        fwrite(writer->bytes.data, 1, writer->bytes.length, writer->out);
    gj_buffer_clear(&writer->bytes);
}

/* --------------------------------------------------------- notifications */

static void keep(gj_spool *spool, json_t *value)
{
    gj_buffer_string(&spool->pending, spool->count > 0 ? ",\n" : "\n");
    gj_json_value(&spool->pending, value, GJ_JSON_COMPACT, 0);
    gj_spool_keep(spool);
}

static json_t *notification(const char *id, const char *level, gj_text words)
{
    json_t *object = json_object();

    gj_put(object, "descriptor", json_pack("{s:s}", "id", id));
    gj_put(object, "level", json_string(level));
    gj_put(object, "message", gj_sarif_message(words));
    return object;
}

static void put_rule(state *writer, json_t *object, const gj_result *result,
                     uint32_t rule)
{
    const gj_catalogue *catalogue = result->catalogue;
    json_t *reference = json_object();

    gj_put(reference, "id", gj_json_string(catalogue->rules[rule].id));
    gj_put(reference, "index",
           json_integer(
               (json_int_t)gj_sarif_rule(&writer->rules, catalogue, rule)));
    gj_put(object, "associatedRule", reference);
}

/* Says of a place that it was not judged; or, with a level of "error", why an
   input could not be read. */
static void note_entry(state *writer, const gj_result *result,
                       const gj_finding_entry *entry, const char *id,
                       const char *level)
{
    gj_buffer_clear(&writer->text);
    gj_finding_message(result, entry, writer->language, &writer->text);
    json_t *object = notification(id, level, gj_buffer_view(&writer->text));
    gj_put(
        object, "locations",
        json_pack("[o]", gj_sarif_location(writer->results, &entry->primary)));
    put_rule(writer, object, result, entry->rule_index);
    keep(&writer->execution, object);
}

/* Says that a rule broke down over a report. */
static void note_faults(state *writer, const gj_result *result)
{
    for (uint32_t i = 0; i < result->rule_count; i++) {
        const gj_rule_checks *rule = &result->rules[i];
        gj_text id = result->catalogue->rules[rule->rule].id;
        if (rule->checks.faulted == 0)
            continue;
        gj_buffer_clear(&writer->text);
        gj_buffer_print(&writer->text,
                        writer->language == GJ_ZH
                            ? "规则 %.*s 出错，%" PRIu64 " 处未能核对"
                            : "rule %.*s broke down; %" PRIu64
                              " checks were not done",
                        GJ_PRINT(id), rule->checks.faulted);
        json_t *object = notification(GJ_SARIF_RULE_FAULT, "error",
                                      gj_buffer_view(&writer->text));
        gj_put(object, "locations",
               json_pack("[o]", gj_sarif_location(writer->results, NULL)));
        put_rule(writer, object, result, rule->rule);
        keep(&writer->execution, object);
        writer->successful = false;
    }
}

static void add_skip(void *writer_state, const gj_skip *skip)
{
    state *writer = writer_state;
    gj_text why = gj_words_in(skip->why, writer->language);

    gj_buffer_clear(&writer->text);
    gj_buffer_print(&writer->text, "%s%s%.*s", skip->path,
                    gj_say(writer->language, "：", ": "), GJ_PRINT(why));
    keep(&writer->execution,
         notification(GJ_SARIF_SKIPPED, skip->fails ? "error" : "note",
                      gj_buffer_view(&writer->text)));
    writer->successful = writer->successful && !skip->fails;
}

static void add_trouble(void *writer_state, const gj_trouble *trouble)
{
    state *writer = writer_state;
    gj_buffer *text = &writer->text;

    gj_buffer_clear(text);
    gj_buffer_text(text, trouble->what);
    if (trouble->file.length > 0)
        gj_buffer_print(text, " %.*s", GJ_PRINT(trouble->file));
    if (trouble->line > 0)
        gj_buffer_print(text, ":%u:%u", trouble->line, trouble->column);
    gj_buffer_string(text, gj_say(writer->language, "：", ": "));
    gj_buffer_text(text, gj_words_in(trouble->words, writer->language));
    json_t *object = notification(GJ_SARIF_CONFIGURATION_FAULT, "error",
                                  gj_buffer_view(text));
    keep(&writer->configuration, object);
    writer->successful = false;
}

/* --------------------------------------------------------------- reports */

static json_t *artifact_letter(unsigned with_accepted)
{
    json_t *object = json_object();
    json_t *properties = json_object();

    gj_put(object, "location", gj_hole());
    gj_put(object, "roles", json_pack("[s]", "analysisTarget"));
    gj_put(properties, "status", gj_hole());
    gj_put(properties, "record", gj_hole());
    gj_put(properties, "form", gj_hole());
    gj_put(properties, "unit", gj_hole());
    gj_put(properties, "year", gj_hole());
    gj_put_checks(properties, with_accepted);
    gj_put(object, "properties", properties);
    return object;
}

static void fill_if_any(gj_copying *c, gj_text text)
{
    if (text.length > 0)
        gj_fill_text(c, text);
    else
        gj_fill_null(c);
}

static void keep_artifact(state *writer, const gj_result *result)
{
    gj_buffer *out = &writer->artifacts.pending;
    unsigned with_accepted = result->accepted_count > 0;
    gj_text none = {"", 0};

    gj_buffer_string(out, writer->artifacts.count > 0 ? ",\n" : "\n");
    gj_copying c = gj_letter_copy(writer->artifact, with_accepted,
                                  artifact_letter, GJ_JSON_COMPACT, 0, out);
    gj_fill_written(&c, gj_sarif_artifact(writer->results));
    gj_fill_word(&c, gj_status_id(result));
    gj_fill_given(&c, (int64_t)result->record);
    fill_if_any(&c, result->form != NULL ? result->form->id : none);
    fill_if_any(&c, result->unit);
    gj_fill_given(&c, result->year);
    gj_fill_checks(&c, &result->checks, with_accepted);
    gj_copy_on(&c);
    gj_spool_keep(&writer->artifacts);
}

static void add_finding(state *writer, const gj_result *result,
                        const gj_finding_entry *finding)
{
    size_t rule =
        gj_sarif_rule(&writer->rules, result->catalogue, finding->rule_index);

    gj_buffer_string(&writer->bytes, writer->result_count++ > 0 ? ",\n" : "\n");
    gj_sarif_result(writer->results, finding, rule, &writer->bytes);
    if (result->status == GJ_RESULT_UNREADABLE) {
        note_entry(writer, result, finding, GJ_SARIF_UNREADABLE, "error");
        writer->successful = false;
    }
}

static void add_result(void *writer_state, const gj_result *result)
{
    state *writer = writer_state;

    gj_sarif_report(writer->results, result, writer->artifacts.count);
    keep_artifact(writer, result);
    for (uint32_t i = 0; i < result->finding_count; i++)
        add_finding(writer, result, &result->findings[i]);
    for (uint32_t i = 0; i < result->accepted_count; i++)
        add_finding(writer, result, gj_accepted(result, i));
    for (uint32_t i = 0; i < result->reason_count; i++)
        note_entry(writer, result, &result->findings[result->finding_count + i],
                   GJ_SARIF_NOT_ASSESSABLE, "note");
    if (result->checks.faulted > 0)
        note_faults(writer, result);
    flush(writer);
}

/* ------------------------------------------------------------------- end */

static void write_spool(state *writer, const char *key, gj_spool *spool)
{
    fprintf(writer->out, ",\n\"%s\":[", key);
    gj_spool_empty(spool, writer->out);
    fputs("]", writer->out);
}

static void write_value(state *writer, const char *key, json_t *value)
{
    gj_buffer_print(&writer->bytes, ",\n\"%s\":", key);
    gj_json_value(&writer->bytes, value, GJ_JSON_COMPACT, 0);
    flush(writer);
}

static void write_invocation(state *writer)
{
    fprintf(writer->out, ",\n\"invocations\":[{\"executionSuccessful\":%s",
            writer->successful ? "true" : "false");
    write_spool(writer, "toolExecutionNotifications", &writer->execution);
    write_spool(writer, "toolConfigurationNotifications",
                &writer->configuration);
    fputs("}]", writer->out);
}

static void add_remark(void *writer_state, const gj_remark *remark)
{
    state *writer = writer_state;

    gj_buffer_clear(&writer->text);
    gj_add_remark_place(&writer->text, remark);
    gj_buffer_string(&writer->text, gj_say(writer->language, "：", ": "));
    gj_buffer_text(&writer->text, remark->words);
    if (remark->rule.length > 0)
        gj_buffer_print(&writer->text, " [%.*s]", GJ_PRINT(remark->rule));
    keep(&writer->configuration,
         notification(GJ_SARIF_ACCEPTED, remark->ended ? "warning" : "note",
                      gj_buffer_view(&writer->text)));
}

static void end(void *writer_state, const gj_summary *summary)
{
    state *writer = writer_state;
    gj_language language = writer->language;
    json_t *translation =
        gj_sarif_translation(&writer->rules, language == GJ_ZH ? GJ_EN : GJ_ZH);

    (void)summary;
    fputs("]", writer->out);
    write_spool(writer, "artifacts", &writer->artifacts);
    write_invocation(writer);
    write_value(writer, "tool", gj_sarif_tool(&writer->rules, language));
    write_value(writer, "translations", json_pack("[o]", translation));
    write_value(writer, "language",
                json_string(gj_say(language, "zh-CN", "en")));
    write_value(writer, "columnKind", json_string("unicodeCodePoints"));
    fputs("}]}\n", writer->out);
    gj_sarif_rules_free(&writer->rules);
    gj_sarif_results_free(writer->results);
    gj_letter_free(&writer->artifact[0]);
    gj_letter_free(&writer->artifact[1]);
    gj_buffer_free(&writer->bytes);
    gj_buffer_free(&writer->text);
    free(writer);
}

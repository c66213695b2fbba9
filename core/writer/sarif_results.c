#include "writer/sarif_results.h"

#include <inttypes.h>
#include <stdlib.h>

#include "writer/accepted.h"
#include "writer/ids.h"
#include "writer/sarif_message.h"
#include "writer/uri.h"

/* What of a letter is there at all: one letter for each combination. */
enum {
    WITH_REGION = 1,
    WITH_NAME = 2,
    WITH_EXPECTED = 4,
    WITH_ACTUAL = 8,
    WITH_GROUP = 16,
    ACCEPTED = 32,
    WITH_BASELINE = 64,
    RESULT_LETTERS = 128
};
enum {
    WITH_VALUE = 4,
    WITH_SIDE = 8,
    WITH_COEFFICIENT = 16,
    SPOT_LETTERS = 32
};

struct gj_sarif_results {
    gj_language language;
    const gj_suppressions *baseline;
    gj_letter results[RESULT_LETTERS];
    gj_letter spots[SPOT_LETTERS];
    gj_memo strings;
    /** By pointer: the logical locations, as JSON. */
    gj_memo places;
    /** By pointer and value: what is said of a cell, as JSON. */
    gj_memo cells;
    /** The report under way, and its location as JSON. */
    const gj_result *report;
    uint64_t index;
    gj_buffer artifact;
    gj_buffer text;
    gj_buffer message;
    /** Form of what `places` and `cells` hold. */
    const gj_form *form;
};

gj_sarif_results *gj_sarif_results_new(const gj_writing *writing)
{
    gj_sarif_results *results = gj_new(1, sizeof *results);
    results->language = writing->language;
    results->baseline = writing->baseline;
    return results;
}

static void forget_cells(gj_sarif_results *results)
{
    gj_memo_free(&results->places);
    gj_memo_free(&results->cells);
}

void gj_sarif_results_free(gj_sarif_results *results)
{
    for (size_t i = 0; i < RESULT_LETTERS; i++)
        gj_letter_free(&results->results[i]);
    for (size_t i = 0; i < SPOT_LETTERS; i++)
        gj_letter_free(&results->spots[i]);
    gj_memo_free(&results->strings);
    forget_cells(results);
    gj_buffer_free(&results->artifact);
    gj_buffer_free(&results->text);
    gj_buffer_free(&results->message);
    free(results);
}

/* --------------------------------------------------------------- letters */

static json_t *location_letter(unsigned with)
{
    json_t *physical = json_object();
    json_t *location = json_object();

    gj_put_hole(physical, "artifactLocation", true);
    if (with & WITH_REGION) {
        json_t *region = json_object();
        gj_put_hole(region, "startLine", true);
        gj_put_hole(region, "startColumn", true);
        gj_put_hole(region, "endLine", true);
        gj_put_hole(region, "endColumn", true);
        gj_put(physical, "region", region);
    }
    gj_put(location, "physicalLocation", physical);
    gj_put_hole(location, "logicalLocations", with & WITH_NAME);
    return location;
}

static json_t *result_letter(unsigned with)
{
    json_t *object = json_object();
    json_t *properties = json_object();

    gj_put_hole(object, "ruleId", true);
    gj_put_hole(object, "ruleIndex", true);
    gj_put_hole(object, "level", true);
    gj_put(object, "message", json_pack("{s:o}", "text", gj_hole()));
    gj_put(object, "locations", json_pack("[o]", location_letter(with)));
    gj_put_hole(object, "relatedLocations", true);
    gj_put(object, "partialFingerprints",
           json_pack("{s:o}", "gouji/v1", gj_hole()));
    gj_put_hole(object, "suppressions", with & ACCEPTED);
    gj_put_hole(object, "baselineState", with & WITH_BASELINE);
    gj_put_hole(properties, "evidence", true);
    gj_put_hole(properties, "expected", with & WITH_EXPECTED);
    gj_put_hole(properties, "actual", with & WITH_ACTUAL);
    gj_put_hole(properties, "group", with & WITH_GROUP);
    gj_put(object, "properties", properties);
    return object;
}

static json_t *spot_letter(unsigned with)
{
    json_t *object = json_object();
    json_t *properties = json_object();

    gj_put_hole(object, "id", true);
    json_t *location = location_letter(with);
    json_object_update(object, location);
    json_decref(location);
    gj_put(object, "message", json_pack("{s:o}", "text", gj_hole()));
    gj_put_hole(properties, "role", true);
    gj_put_hole(properties, "value", with & WITH_VALUE);
    gj_put_hole(properties, "side", with & WITH_SIDE);
    gj_put_hole(properties, "coefficient", with & WITH_COEFFICIENT);
    gj_put(object, "properties", properties);
    return object;
}

/* What a message says is in `text`. */
static gj_text message_of(gj_sarif_results *results)
{
    gj_buffer_clear(&results->message);
    gj_sarif_words(&results->message, gj_buffer_view(&results->text));
    return gj_buffer_view(&results->message);
}

/* ------------------------------------------------------------- artifacts */

void gj_sarif_report(gj_sarif_results *results, const gj_result *report,
                     uint64_t index)
{
    gj_buffer *artifact = &results->artifact;

    results->report = report;
    results->index = index;
    if (results->form != report->form) {
        forget_cells(results);
        results->form = report->form;
    }
    gj_buffer_clear(artifact);
    gj_buffer_string(artifact, "{\"uri\":\"");
    /* What is percent-encoded needs no escaping. */
    gj_buffer_uri(artifact, report->path);
    gj_buffer_string(artifact, "\",\"index\":");
    gj_buffer_number(artifact, index);
    gj_buffer_byte(artifact, '}');
}

gj_text gj_sarif_artifact(const gj_sarif_results *results)
{
    return gj_buffer_view(&results->artifact);
}

/* ------------------------------------------------------------- locations */

/* A file of the form's, which a report's rule rests on. */
static void fill_file(gj_sarif_results *results, gj_copying *c, gj_text file)
{
    gj_buffer_clear(&results->text);
    gj_buffer_uri(&results->text, file);
    gj_copy_on(c);
    gj_buffer_string(c->out, "{\"uri\":");
    gj_json_known(c->out, &results->strings, gj_buffer_view(&results->text));
    gj_buffer_byte(c->out, '}');
}

/* A place in a file of the form's has a pointer, but no official name. */
static void write_place(const gj_form *form, gj_language language,
                        gj_text pointer, gj_buffer *answer)
{
    gj_buffer name = {0};
    json_t *object = json_object();

    if (gj_form_name(form, pointer, language, &name))
        gj_put(object, "name", gj_json_string(gj_buffer_view(&name)));
    gj_put(object, "fullyQualifiedName", gj_json_string(pointer));
    gj_put(object, "kind", json_string("value"));
    gj_json_value(answer, json_pack("[o]", object), GJ_JSON_COMPACT, 0);
    gj_buffer_free(&name);
}

static void fill_place(gj_sarif_results *results, gj_copying *c,
                       const gj_spot *spot)
{
    bool known;

    gj_copy_on(c);
    if (spot->file.length > 0) {
        write_place(NULL, results->language, spot->pointer, c->out);
        return;
    }
    gj_buffer *answer = gj_memo_find(&results->places, spot->pointer, &known);
    if (!known)
        write_place(results->form, results->language, spot->pointer, answer);
    gj_buffer_text(c->out, gj_buffer_view(answer));
}

/* A report that came as one of many lines stands on line `record`. */
static uint64_t line_of(const gj_sarif_results *results, const gj_spot *spot,
                        uint32_t line)
{
    bool own = spot->file.length == 0;
    return own && results->report->record > 0 ? results->report->record : line;
}

static unsigned location_kind(const gj_spot *spot)
{
    return (spot->line > 0 ? WITH_REGION : 0u) |
           (spot->pointer.length > 0 ? WITH_NAME : 0u);
}

static void fill_location(gj_sarif_results *results, gj_copying *c,
                          unsigned with, const gj_spot *spot)
{
    if (spot->file.length > 0) {
        fill_file(results, c, spot->file);
    } else {
        gj_fill_written(c, gj_buffer_view(&results->artifact));
    }
    if (with & WITH_REGION) {
        gj_fill_number(c, line_of(results, spot, spot->line));
        gj_fill_number(c, spot->column);
        gj_fill_number(c, line_of(results, spot, spot->end_line));
        gj_fill_number(c, spot->end_column);
    }
    if (with & WITH_NAME)
        fill_place(results, c, spot);
}

static json_t *artifact_value(const gj_sarif_results *results)
{
    json_t *object = json_object();
    gj_buffer uri = {0};

    gj_buffer_string(&uri, "");
    if (results->report != NULL)
        gj_buffer_uri(&uri, results->report->path);
    gj_put(object, "uri", gj_json_string(gj_buffer_view(&uri)));
    gj_put(object, "index", json_integer((json_int_t)results->index));
    gj_buffer_free(&uri);
    return object;
}

json_t *gj_sarif_location(const gj_sarif_results *results, const gj_spot *spot)
{
    json_t *physical = json_object();

    gj_put(physical, "artifactLocation", artifact_value(results));
    if (spot != NULL && spot->line > 0)
        gj_put(physical, "region",
               json_pack("{s:I, s:i, s:I, s:i}", "startLine",
                         (json_int_t)line_of(results, spot, spot->line),
                         "startColumn", (int)spot->column, "endLine",
                         (json_int_t)line_of(results, spot, spot->end_line),
                         "endColumn", (int)spot->end_column));
    return json_pack("{s:o}", "physicalLocation", physical);
}

/* ----------------------------------------------------------- the related */

/* What a viewer shows beside the place: the cell and what stands in it. */
static void say_spot(gj_sarif_results *results, const gj_spot *spot)
{
    gj_language language = results->language;
    gj_buffer *text = &results->text;

    gj_buffer_clear(text);
    if (spot->file.length > 0)
        gj_buffer_text(text, spot->pointer);
    else
        gj_form_name(results->form, spot->pointer, language, text);
    if (spot->has_value) {
        gj_buffer_string(text, gj_say(language, "：", ": "));
        gj_buffer_text(text, spot->value);
    }
    if (text->length == 0)
        gj_buffer_string(text,
                         gj_say(language, "整份报告", "the whole report"));
}

/* A cell mostly stands in several findings, and in the same words. */
static void fill_saying(gj_sarif_results *results, gj_copying *c,
                        const gj_spot *spot)
{
    bool known;

    gj_copy_on(c);
    if (spot->file.length > 0 || !spot->has_value) {
        say_spot(results, spot);
        gj_json_text(c->out, message_of(results));
        return;
    }
    gj_buffer_clear(&results->text);
    gj_buffer_text(&results->text, spot->pointer);
    gj_buffer_byte(&results->text, '\0');
    gj_buffer_text(&results->text, spot->value);
    gj_buffer *answer =
        gj_memo_find(&results->cells, gj_buffer_view(&results->text), &known);
    if (!known) {
        say_spot(results, spot);
        gj_json_text(answer, message_of(results));
    }
    gj_buffer_text(c->out, gj_buffer_view(answer));
}

static unsigned spot_kind(const gj_spot *spot)
{
    bool side = spot->side == GJ_SIDE_LEFT || spot->side == GJ_SIDE_RIGHT;

    return location_kind(spot) | (spot->has_value ? WITH_VALUE : 0u) |
           (side ? WITH_SIDE : 0u) |
           (spot->role == GJ_ROLE_TERM ? WITH_COEFFICIENT : 0u);
}

static void add_spot(gj_sarif_results *results, const gj_spot *spot,
                     uint32_t id, gj_buffer *out)
{
    unsigned with = spot_kind(spot);
    gj_copying c = gj_letter_copy(results->spots, with, spot_letter,
                                  GJ_JSON_COMPACT, 0, out);

    gj_fill_number(&c, id);
    fill_location(results, &c, with, spot);
    fill_saying(results, &c, spot);
    gj_fill_word(&c, gj_role_id(spot));
    if (with & WITH_VALUE)
        gj_fill_known(&c, &results->strings, spot->value);
    if (with & WITH_SIDE)
        gj_fill_word(&c, gj_side_id(spot));
    if (with & WITH_COEFFICIENT)
        gj_fill_decimal(&c, spot->coefficient);
    gj_copy_on(&c);
}

static void fill_related(gj_sarif_results *results, gj_copying *c,
                         const gj_finding_entry *finding)
{
    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < finding->related_count; i++) {
        gj_json_element(c->out, GJ_JSON_COMPACT, 0, i);
        add_spot(results, &finding->related[i], i + 1, c->out);
    }
    gj_buffer_byte(c->out, ']');
}

/* --------------------------------------------------------------- results */

static unsigned result_kind(const gj_sarif_results *results,
                            const gj_finding_entry *finding)
{
    return location_kind(&finding->primary) |
           (finding->expected.length > 0 ? WITH_EXPECTED : 0u) |
           (finding->actual.length > 0 ? WITH_ACTUAL : 0u) |
           (finding->group != NULL ? WITH_GROUP : 0u) |
           (finding->suppression != NULL ? ACCEPTED : 0u) |
           (results->baseline != NULL ? WITH_BASELINE : 0u);
}

/* What a finding is accepted by: for its reason, or as one that is known. Both
   are kept outside of what was checked. */
static void fill_suppression(gj_sarif_results *results, gj_copying *c,
                             const gj_suppression *by)
{
    json_t *object =
        json_pack("{s:s, s:s}", "kind", "external", "status", "accepted");
    gj_buffer *text = &results->text;

    gj_buffer_clear(text);
    if (gj_is_baseline(by)) {
        gj_buffer_string(
            text, gj_say(results->language, "已在基线 ", "in the baseline "));
        gj_buffer_string(text, results->baseline->file);
        gj_buffer_string(text, gj_say(results->language, " 中", ""));
    } else {
        gj_buffer_text(text, by->reason);
        json_t *properties = json_object();
        gj_put_day(properties, "until", by->until);
        gj_put(object, "properties", properties);
    }
    gj_put(object, "justification", gj_json_string(gj_buffer_view(text)));
    gj_copy_on(c);
    gj_json_value(c->out, json_pack("[o]", object), GJ_JSON_COMPACT, 0);
}

/* One that was accepted for a reason may be known as well. */
static void fill_state(gj_sarif_results *results, gj_copying *c,
                       const gj_finding_entry *finding)
{
    bool known = finding->suppression != NULL &&
                 gj_suppressions_have(results->baseline, finding);

    gj_fill_word(c, known ? "unchanged" : "new");
}

/* GitHub's own fingerprint, primaryLocationLineHash, is left to its upload
   action: that warns about each one that it would have computed otherwise. */
void gj_sarif_result(gj_sarif_results *results, const gj_finding_entry *finding,
                     size_t rule, gj_buffer *out)
{
    unsigned with = result_kind(results, finding);
    gj_copying c = gj_letter_copy(results->results, with, result_letter,
                                  GJ_JSON_COMPACT, 0, out);

    gj_fill_known(&c, &results->strings, finding->rule->id);
    gj_fill_number(&c, rule);
    gj_fill_word(&c, gj_sarif_level(finding->severity));
    gj_buffer_clear(&results->text);
    gj_finding_message(results->report, finding, results->language,
                       &results->text);
    gj_copy_on(&c);
    gj_json_text(out, message_of(results));
    fill_location(results, &c, with, &finding->primary);
    fill_related(results, &c, finding);
    gj_fill_digest(&c, &finding->fingerprint);
    if (with & ACCEPTED)
        fill_suppression(results, &c, finding->suppression);
    if (with & WITH_BASELINE)
        fill_state(results, &c, finding);
    gj_fill_digest(&c, &finding->evidence);
    if (with & WITH_EXPECTED)
        gj_fill_known(&c, &results->strings, finding->expected);
    if (with & WITH_ACTUAL)
        gj_fill_known(&c, &results->strings, finding->actual);
    if (with & WITH_GROUP)
        gj_fill_digest(&c, &finding->group->id);
    gj_copy_on(&c);
}

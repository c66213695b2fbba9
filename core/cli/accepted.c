#include "cli/accepted.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/draft.h"
#include "cli/folders.h"
#include "form/verify.h"
#include "writer/letter.h"

/* --------------------------------------------------------------- entries */

static gj_digest read_digest(const gj_fields *fields, uint32_t entry,
                             const char *key)
{
    gj_digest digest = {{0}};

    gj_digest_read(&digest, gj_field_text(fields, entry, key, GJ_REQUIRED));
    return digest;
}

static void read_values(gj_identity *words, const gj_fields *fields,
                        uint32_t entry)
{
    gj_document *document = fields->document;
    uint32_t array = gj_field(fields, entry, "values", GJ_ARRAY, GJ_REQUIRED);

    if (array == GJ_NO_NODE)
        return;
    uint32_t end = gj_node_next(document, array);
    words->values =
        gj_arena_new(fields->arena, (end - array) * sizeof *words->values);
    for (uint32_t at = array + 1; at < end; at = gj_node_next(document, at))
        words->values[words->value_count++] =
            gj_arena_text(fields->arena, gj_node_text(document, at));
}

/** Whoever has no year has null there. */
static int64_t read_year(const gj_fields *fields, uint32_t entry)
{
    int64_t year = 0;
    uint32_t node = gj_node_member(fields->document, entry, gj_text_of("year"));

    if (node != GJ_NO_NODE && gj_node_type(fields->document, node) == GJ_NUMBER)
        gj_node_decimal(fields->document, node, &year);
    return year / 1000000;
}

/** What comes from a report, as its unit, and the name of a place that its form
    does not know, may hold any character; there may be null too. */
static gj_text read_any(const gj_fields *fields, uint32_t entry,
                        const char *key)
{
    uint32_t node = gj_node_member(fields->document, entry, gj_text_of(key));

    if (node == GJ_NO_NODE || gj_node_type(fields->document, node) != GJ_STRING)
        return (gj_text){"", 0};
    return gj_arena_text(fields->arena, gj_node_text(fields->document, node));
}

/** The last day. Its form was checked, but not the calendar. */
static uint32_t read_until(const gj_fields *fields, uint32_t entry)
{
    gj_text text = gj_field_text(fields, entry, "until", GJ_OPTIONAL);
    uint32_t day = 0;

    if (text.length > 0 && !gj_date_read(text, &day)) {
        gj_fail(fields->error, GJ_FAILED_DATA, "没有 %.*s 这一天",
                "there is no such day as %.*s", GJ_PRINT(text));
        gj_fields_place(fields, gj_node_member(fields->document, entry,
                                               gj_text_of("until")));
    }
    return day;
}

static gj_origin origin_of(const gj_fields *fields, uint32_t node)
{
    gj_position place = gj_document_position(
        fields->document, gj_node_start(fields->document, node));
    return (gj_origin){fields->file, place.line, place.column};
}

static gj_suppression read_entry(const gj_fields *fields, uint32_t entry)
{
    gj_suppression one = {
        .fingerprint = read_digest(fields, entry, "fingerprint"),
        .evidence = read_digest(fields, entry, "evidence"),
        .words = {.rule = gj_field_text(fields, entry, "rule", GJ_REQUIRED),
                  .form = gj_field_text(fields, entry, "form", GJ_REQUIRED),
                  .unit = read_any(fields, entry, "unit"),
                  .year = read_year(fields, entry),
                  .cell = read_any(fields, entry, "cell")},
        .reason = gj_field_text(fields, entry, "reason", GJ_OPTIONAL),
        .until = read_until(fields, entry),
        .origin = origin_of(fields, entry)};

    read_values(&one.words, fields, entry);
    return one;
}

void gj_accepted_read(gj_suppressions *list, const gj_fields *fields,
                      uint32_t array)
{
    if (array == GJ_NO_NODE)
        return;
    uint32_t end = gj_node_next(fields->document, array);

    for (uint32_t at = array + 1; at < end;
         at = gj_node_next(fields->document, at)) {
        gj_suppression one = read_entry(fields, at);
        gj_suppressions_add(list, &one);
    }
}

/* ------------------------------------------------------------- baselines */

/** It has an entry for each finding of a whole province: what can be read at
    all. No larger one is written. */
static const gj_limits most = {.bytes = (size_t)1 << 30, .nodes = UINT32_MAX};

static gj_status verify(const gj_fields *fields)
{
    gj_text folder =
        gj_folders_own(fields->arena, "schemas", "../share/gouji/schemas");
    gj_text schema =
        gj_arena_print(fields->arena, "%s/baseline.schema.json", folder.data);
    gj_schema_store *store = gj_schema_store_new();
    gj_status status =
        gj_form_verify_document(store, schema.data, fields->document,
                                fields->file, NULL, fields->error);

    gj_schema_store_free(store);
    return status;
}

/** Whether a file is something else, rather than a baseline with a fault. */
static bool is_none(const gj_fields *fields, const gj_buffer *bytes)
{
    static const char key[] = "\"baseline\"";

    switch (fields->error->status) {
    case GJ_OK:
        return gj_node_member(fields->document, 0, gj_text_of("baseline")) ==
               GJ_NO_NODE;
    case GJ_FAILED_FILE:
    case GJ_FAILED_LIMIT:
        return false;
    default:
        return memmem(bytes->data, bytes->length, key, sizeof key - 1) == NULL;
    }
}

static gj_status refuse_other(const gj_fields *fields)
{
    *fields->error = (gj_error){.status = GJ_OK};
    gj_fail(fields->error, GJ_FAILED_DATA,
            "这不是基线；基线由 gouji baseline write 写出",
            "this is no baseline, as gouji baseline write writes it");
    gj_error_file(fields->error, fields->file);
    return GJ_FAILED_DATA;
}

gj_status gj_baseline_read(gj_suppressions *baseline, const char *file,
                           gj_arena *arena, gj_error *error)
{
    gj_buffer bytes = {0};
    gj_document *document = gj_document_new();
    gj_fields fields = {document, arena, file, error};
    gj_status status = gj_fields_open(document, &bytes, file, &most, error);

    if (is_none(&fields, &bytes))
        status = refuse_other(&fields);
    if (status == GJ_OK)
        status = verify(&fields);
    if (status == GJ_OK) {
        gj_accepted_read(
            baseline, &fields,
            gj_field(&fields, 0, "findings", GJ_ARRAY, GJ_REQUIRED));
        status = error->status;
    }
    if (status == GJ_OK)
        status = gj_suppressions_index(baseline, 0, error);
    baseline->file = file;
    gj_document_free(document);
    gj_buffer_free(&bytes);
    return status;
}

/* --------------------------------------------------------------- writing */

/** How deep entries stand. */
enum { ENTRY_DEPTH = 2 };

gj_suppression gj_baseline_entry(const gj_result *result,
                                 const gj_finding_entry *finding,
                                 gj_language language, gj_arena *arena)
{
    gj_identity words = gj_identity_of(result, finding, language, arena);

    words.rule = gj_arena_text(arena, words.rule);
    words.form = gj_arena_text(arena, words.form);
    words.unit = gj_arena_text(arena, words.unit);
    return (gj_suppression){.fingerprint = finding->fingerprint,
                            .evidence = finding->evidence,
                            .words = words};
}

static int by_words(const void *left, const void *right)
{
    const gj_suppression *a = left;
    const gj_suppression *b = right;
    int order = gj_text_compare(a->words.form, b->words.form);

    if (order == 0)
        order = gj_text_compare(a->words.unit, b->words.unit);
    if (order == 0 && a->words.year != b->words.year)
        order = a->words.year < b->words.year ? -1 : 1;
    if (order == 0)
        order = gj_text_compare(a->words.rule, b->words.rule);
    if (order == 0)
        order = memcmp(&a->fingerprint, &b->fingerprint, sizeof a->fingerprint);
    if (order == 0)
        order = memcmp(&a->evidence, &b->evidence, sizeof a->evidence);
    return order;
}

static bool have_same_digests(const gj_suppression *a, const gj_suppression *b)
{
    return memcmp(&a->fingerprint, &b->fingerprint, sizeof a->fingerprint) ==
               0 &&
           memcmp(&a->evidence, &b->evidence, sizeof a->evidence) == 0;
}

static int by_digests(const void *left, const void *right)
{
    const gj_suppression *a = left;
    const gj_suppression *b = right;
    int order = memcmp(&a->fingerprint, &b->fingerprint, sizeof a->fingerprint);

    if (order == 0)
        order = memcmp(&a->evidence, &b->evidence, sizeof a->evidence);
    return order != 0 ? order : by_words(a, b);
}

/** One report may have been given twice, or two with one unit's code. */
static void sort(gj_suppressions *baseline)
{
    size_t kept = 0;

    if (baseline->count == 0)
        return;
    qsort(baseline->at, baseline->count, sizeof *baseline->at, by_digests);
    for (size_t i = 1; i < baseline->count; i++)
        if (!have_same_digests(&baseline->at[kept], &baseline->at[i]))
            baseline->at[++kept] = baseline->at[i];
    baseline->count = kept + 1;
    qsort(baseline->at, baseline->count, sizeof *baseline->at, by_words);
}

static void put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}

static void put_digest(json_t *object, const char *key, const gj_digest *digest)
{
    gj_buffer digits = {0};

    gj_digest_text(digest, &digits);
    put(object, key, gj_json_string(gj_buffer_view(&digits)));
    gj_buffer_free(&digits);
}

static json_t *object_of(const gj_suppression *entry)
{
    const gj_identity *words = &entry->words;
    json_t *object = json_object();
    json_t *values = json_array();

    for (uint32_t i = 0; i < words->value_count; i++)
        json_array_append_new(values, gj_json_string(words->values[i]));
    put_digest(object, "fingerprint", &entry->fingerprint);
    put_digest(object, "evidence", &entry->evidence);
    put(object, "rule", gj_json_string(words->rule));
    put(object, "form", gj_json_string(words->form));
    put(object, "unit",
        words->unit.length > 0 ? gj_json_string(words->unit) : json_null());
    put(object, "year",
        words->year != 0 ? json_integer(words->year) : json_null());
    put(object, "cell", gj_json_string(words->cell));
    put(object, "values", values);
    return object;
}

/** Entry by entry, so that the whole is not in memory once more. Returns how
    many bytes were written. */
static size_t write_entries(FILE *out, const gj_suppressions *baseline)
{
    gj_buffer bytes = {0};
    size_t total = 0;

    gj_buffer_string(&bytes, "{\n  \"baseline\": 1,\n  \"findings\": [");
    for (size_t i = 0; i < baseline->count; i++) {
        gj_json_element(&bytes, GJ_JSON_PRETTY, ENTRY_DEPTH, i);
        gj_json_value(&bytes, object_of(&baseline->at[i]), GJ_JSON_PRETTY,
                      ENTRY_DEPTH);
        total += fwrite(bytes.data, 1, bytes.length, out);
        gj_buffer_clear(&bytes);
    }
    gj_json_list_end(&bytes, GJ_JSON_PRETTY, ENTRY_DEPTH, baseline->count);
    gj_buffer_string(&bytes, "\n}\n");
    total += fwrite(bytes.data, 1, bytes.length, out);
    gj_buffer_free(&bytes);
    return total;
}

gj_status gj_baseline_write(gj_suppressions *baseline, const char *file,
                            gj_error *error)
{
    gj_draft draft;

    if (gj_draft_open(&draft, file, error) != GJ_OK)
        return error->status;
    sort(baseline);
    if (write_entries(draft.out, baseline) <= most.bytes)
        return gj_draft_keep(&draft, error);
    gj_draft_drop(&draft);
    gj_fail(error, GJ_FAILED_LIMIT,
            "基线会有 %zu 项、超过 1 GiB，将无法读回，所以没有写；"
            "请分单位各写一份",
            "a baseline of %zu entries would be larger than 1 GiB, which "
            "could not be read again, and was not written; write one for "
            "each part of the reports",
            baseline->count);
    gj_error_file(error, file);
    return GJ_FAILED_LIMIT;
}

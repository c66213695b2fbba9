#include "writer/reporter.h"

#include <stdlib.h>

#include "writer/accepted.h"

/* What of a letter is there at all: one letter for each combination. */
enum {
    WITH_RECORD = 1,
    WITH_REASONS = 2,
    WITH_GROUPS = 4,
    WITH_ACCEPTED = 8,
    REPORT_LETTERS = 16
};
enum {
    FAILED = 1,
    WITH_EXPECTED = 2,
    WITH_ACTUAL = 4,
    WITH_GROUP = 8,
    ACCEPTED = 16,
    ENTRY_LETTERS = 32
};
enum { WITH_SIDE = 2, WITH_COEFFICIENT = 4, RELATED_LETTERS = 8 };

struct gj_reporter {
    gj_language language;
    gj_json_style style;
    size_t depth;
    gj_letter reports[REPORT_LETTERS];
    gj_letter entries[ENTRY_LETTERS];
    gj_letter related[RELATED_LETTERS];
    gj_memo strings;
    /** By pointer: the official name, as JSON; and the form that gave it. */
    gj_memo names;
    const gj_form *form;
    /** The path of the report under way, as JSON; a text under way. */
    gj_buffer path;
    gj_buffer text;
};

gj_reporter *gj_reporter_new(gj_language language, gj_json_style style,
                             size_t depth)
{
    gj_reporter *reporter = gj_new(1, sizeof *reporter);

    reporter->language = language;
    reporter->style = style;
    reporter->depth = depth;
    return reporter;
}

void gj_reporter_free(gj_reporter *reporter)
{
    for (size_t i = 0; i < REPORT_LETTERS; i++)
        gj_letter_free(&reporter->reports[i]);
    for (size_t i = 0; i < ENTRY_LETTERS; i++)
        gj_letter_free(&reporter->entries[i]);
    for (size_t i = 0; i < RELATED_LETTERS; i++)
        gj_letter_free(&reporter->related[i]);
    gj_memo_free(&reporter->strings);
    gj_memo_free(&reporter->names);
    gj_buffer_free(&reporter->path);
    gj_buffer_free(&reporter->text);
    free(reporter);
}

/* --------------------------------------------------------------- letters */

static json_t *related_letter(unsigned with)
{
    json_t *object = json_object();

    gj_put_hole(object, "path", true);
    gj_put_hole(object, "record", with & WITH_RECORD);
    gj_put_hole(object, "pointer", true);
    gj_put_hole(object, "cell", true);
    gj_put_hole(object, "value", true);
    gj_put_hole(object, "role", true);
    gj_put_hole(object, "side", with & WITH_SIDE);
    gj_put_hole(object, "coefficient", with & WITH_COEFFICIENT);
    gj_put_hole(object, "line", true);
    gj_put_hole(object, "column", true);
    return object;
}

static json_t *entry_letter(unsigned with)
{
    bool failed = with & FAILED;
    json_t *object = json_object();

    gj_put_hole(object, "rule", true);
    gj_put_hole(object, "severity", failed);
    gj_put_hole(object, "message", true);
    gj_put_hole(object, "pointer", true);
    gj_put_hole(object, "cell", true);
    gj_put_hole(object, "line", true);
    gj_put_hole(object, "column", true);
    gj_put_hole(object, "expected", with & WITH_EXPECTED);
    gj_put_hole(object, "actual", with & WITH_ACTUAL);
    gj_put_hole(object, "fingerprint", failed);
    gj_put_hole(object, "end_line", failed);
    gj_put_hole(object, "end_column", failed);
    gj_put_hole(object, "evidence", failed);
    gj_put_hole(object, "group", with & WITH_GROUP);
    gj_put_hole(object, "related", true);
    gj_put_hole(object, "suppressed", with & ACCEPTED);
    return object;
}

static json_t *checks_letter(unsigned with)
{
    json_t *object = json_object();

    gj_put_hole(object, "held", true);
    gj_put_hole(object, "failed", true);
    gj_put_hole(object, "not_assessable", true);
    gj_put_hole(object, "skipped", true);
    gj_put_hole(object, "faulted", true);
    gj_put_hole(object, "suppressed", with & WITH_ACCEPTED);
    gj_put_hole(object, "known", with & WITH_ACCEPTED);
    return object;
}

static json_t *report_letter(unsigned with)
{
    json_t *object = json_object();

    gj_put_hole(object, "path", true);
    gj_put_hole(object, "record", with & WITH_RECORD);
    gj_put_hole(object, "form", true);
    gj_put_hole(object, "unit", true);
    gj_put_hole(object, "year", true);
    gj_put_hole(object, "status", true);
    gj_put(object, "checks", checks_letter(with));
    gj_put_hole(object, "findings", true);
    gj_put_hole(object, "groups", with & WITH_GROUPS);
    gj_put_hole(object, "not_assessable", with & WITH_REASONS);
    return object;
}

/* The copy of a letter that is begun; the letter is written when it is needed
   for the first time. */
static gj_copying copy(const gj_reporter *reporter, gj_letter *letters,
                       unsigned with, json_t *(*tree)(unsigned with),
                       size_t depth, gj_buffer *out)
{
    return gj_letter_copy(letters, with, tree, reporter->style,
                          reporter->depth + depth, out);
}

/* ----------------------------------------------------------------- holes */

static void fill_known(gj_reporter *reporter, gj_copying *c, gj_text text)
{
    gj_copy_on(c);
    gj_json_known(c->out, &reporter->strings, text);
}

static void fill_string(gj_reporter *reporter, gj_copying *c, const char *text)
{
    fill_known(reporter, c, gj_text_of(text));
}

static void fill_text(gj_copying *c, gj_text text)
{
    gj_copy_on(c);
    gj_json_text(c->out, text);
}

static void fill_null(gj_copying *c)
{
    gj_copy_on(c);
    gj_buffer_add(c->out, "null", 4);
}

static void fill_number(gj_copying *c, uint64_t number)
{
    gj_copy_on(c);
    gj_json_number(c->out, number);
}

static void fill_signed(gj_copying *c, int64_t number)
{
    gj_copy_on(c);
    gj_json_integer(c->out, number);
}

static void fill_digest(gj_reporter *reporter, gj_copying *c,
                        const gj_digest *digest)
{
    gj_buffer_clear(&reporter->text);
    gj_digest_text(digest, &reporter->text);
    fill_text(c, gj_buffer_view(&reporter->text));
}

static void fill_owner(gj_reporter *reporter, gj_copying *c,
                       const gj_result *result)
{
    gj_copy_on(c);
    gj_buffer_text(c->out, gj_buffer_view(&reporter->path));
    if (result->record > 0)
        fill_number(c, result->record);
}

static void write_name(gj_reporter *reporter, const gj_result *result,
                       gj_text pointer, gj_buffer *answer)
{
    gj_buffer *name = &reporter->text;

    gj_buffer_clear(name);
    if (gj_form_name(result->form, pointer, reporter->language, name))
        gj_json_text(answer, gj_buffer_view(name));
    else
        gj_buffer_string(answer, "null");
}

static void fill_pointer(gj_reporter *reporter, gj_copying *c,
                         const gj_result *result, const gj_spot *spot)
{
    bool known;

    fill_known(reporter, c, spot->pointer);
    if (spot->file.length > 0) {
        fill_null(c);
        return;
    }
    gj_buffer *name = gj_memo_find(&reporter->names, spot->pointer, &known);
    if (!known)
        write_name(reporter, result, spot->pointer, name);
    gj_copy_on(c);
    gj_buffer_text(c->out, gj_buffer_view(name));
}

/* -------------------------------------------------------------- findings */

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

static unsigned related_kind(const gj_result *result, const gj_spot *spot)
{
    bool side = spot->side == GJ_SIDE_LEFT || spot->side == GJ_SIDE_RIGHT;

    bool record = result->record > 0 && spot->file.length == 0;

    return (record ? WITH_RECORD : 0u) | (side ? WITH_SIDE : 0u) |
           (spot->role == GJ_ROLE_TERM ? WITH_COEFFICIENT : 0u);
}

static void add_related(gj_reporter *reporter, const gj_result *result,
                        const gj_spot *spot, gj_buffer *out)
{
    unsigned with = related_kind(result, spot);
    gj_copying c =
        copy(reporter, reporter->related, with, related_letter, 4, out);

    if (spot->file.length > 0)
        fill_known(reporter, &c, spot->file);
    else
        fill_owner(reporter, &c, result);
    fill_pointer(reporter, &c, result, spot);
    if (spot->has_value)
        fill_known(reporter, &c, spot->value);
    else
        fill_null(&c);
    fill_string(reporter, &c, role_of(spot));
    if (with & WITH_SIDE)
        fill_string(reporter, &c,
                    spot->side == GJ_SIDE_LEFT ? "left" : "right");
    if (with & WITH_COEFFICIENT) {
        gj_buffer_clear(&reporter->text);
        gj_buffer_decimal(&reporter->text, spot->coefficient);
        fill_known(reporter, &c, gj_buffer_view(&reporter->text));
    }
    fill_number(&c, spot->line);
    fill_number(&c, spot->column);
    gj_copy_on(&c);
}

static void fill_related(gj_reporter *reporter, gj_copying *c,
                         const gj_result *result,
                         const gj_finding_entry *finding)
{
    size_t depth = reporter->depth + 4;

    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < finding->related_count; i++) {
        gj_json_element(c->out, reporter->style, depth, i);
        add_related(reporter, result, &finding->related[i], c->out);
    }
    gj_json_list_end(c->out, reporter->style, depth, finding->related_count);
}

const char *gj_severity_id(uint32_t severity)
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

static void fill_message(gj_reporter *reporter, gj_copying *c,
                         const gj_result *result,
                         const gj_finding_entry *finding)
{
    gj_buffer_clear(&reporter->text);
    gj_finding_message(result, finding, reporter->language, &reporter->text);
    fill_text(c, gj_buffer_view(&reporter->text));
}

static void fill_evidence(gj_reporter *reporter, gj_copying *c,
                          const gj_finding_entry *finding)
{
    fill_digest(reporter, c, &finding->fingerprint);
    fill_number(c, finding->primary.end_line);
    fill_number(c, finding->primary.end_column);
    fill_digest(reporter, c, &finding->evidence);
    if (finding->group != NULL)
        fill_digest(reporter, c, &finding->group->id);
}

static unsigned entry_kind(const gj_finding_entry *finding)
{
    if (!finding->failed)
        return 0;
    return FAILED | (finding->expected.length > 0 ? WITH_EXPECTED : 0u) |
           (finding->actual.length > 0 ? WITH_ACTUAL : 0u) |
           (finding->group != NULL ? WITH_GROUP : 0u) |
           (finding->suppression != NULL ? ACCEPTED : 0u);
}

/* A finding; or a reason, which has neither weight nor evidence. */
static void add_entry(gj_reporter *reporter, const gj_result *result,
                      const gj_finding_entry *finding, gj_buffer *out)
{
    const gj_spot *spot = &finding->primary;
    unsigned with = entry_kind(finding);
    gj_copying c =
        copy(reporter, reporter->entries, with, entry_letter, 2, out);

    fill_known(reporter, &c, finding->rule->id);
    if (with & FAILED)
        fill_string(reporter, &c, gj_severity_id(finding->severity));
    fill_message(reporter, &c, result, finding);
    fill_pointer(reporter, &c, result, spot);
    fill_number(&c, spot->line);
    fill_number(&c, spot->column);
    if (with & WITH_EXPECTED)
        fill_known(reporter, &c, finding->expected);
    if (with & WITH_ACTUAL)
        fill_known(reporter, &c, finding->actual);
    if (with & FAILED)
        fill_evidence(reporter, &c, finding);
    fill_related(reporter, &c, result, finding);
    gj_copy_on(&c);
    if (with & ACCEPTED) {
        gj_json_value(c.out, gj_accepted_object(finding->suppression),
                      reporter->style, reporter->depth + 3);
        gj_copy_on(&c);
    }
}

/* Two runs of entries, as one list. */
static void fill_entries(gj_reporter *reporter, gj_copying *c,
                         const gj_result *result, const gj_finding_entry *first,
                         uint32_t count, const gj_finding_entry *more,
                         uint32_t more_count)
{
    size_t depth = reporter->depth + 2;

    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < count + more_count; i++) {
        gj_json_element(c->out, reporter->style, depth, i);
        add_entry(reporter, result, i < count ? &first[i] : &more[i - count],
                  c->out);
    }
    gj_json_list_end(c->out, reporter->style, depth, count + more_count);
}

static void fill_groups(const gj_reporter *reporter, gj_copying *c,
                        const gj_result *result)
{
    gj_copy_on(c);
    gj_json_value(c->out, gj_groups_array(result, reporter->language),
                  reporter->style, reporter->depth + 1);
}

/* --------------------------------------------------------------- reports */

static const char *const statuses[] = {
    [GJ_RESULT_CLEAN] = "clean",
    [GJ_RESULT_NOT_ASSESSABLE] = "not_assessable",
    [GJ_RESULT_FINDINGS] = "findings",
    [GJ_RESULT_UNREADABLE] = "unreadable",
};

static void fill_head(gj_reporter *reporter, gj_copying *c,
                      const gj_result *result)
{
    fill_owner(reporter, c, result);
    if (result->form != NULL)
        fill_known(reporter, c, result->form->id);
    else
        fill_null(c);
    if (result->unit.length > 0)
        fill_known(reporter, c, result->unit);
    else
        fill_null(c);
    if (result->year != 0)
        fill_signed(c, result->year);
    else
        fill_null(c);
    fill_string(reporter, c, statuses[result->status]);
}

static void fill_checks(gj_copying *c, const gj_checks *checks, unsigned with)
{
    fill_number(c, checks->held);
    fill_number(c, checks->failed);
    fill_number(c, checks->not_assessable);
    fill_number(c, checks->skipped);
    fill_number(c, checks->faulted);
    if (with & WITH_ACCEPTED) {
        fill_number(c, checks->suppressed);
        fill_number(c, checks->known);
    }
}

void gj_reporter_add(gj_reporter *reporter, const gj_result *result,
                     gj_buffer *out)
{
    unsigned with = (result->record > 0 ? WITH_RECORD : 0u) |
                    (result->reason_count > 0 ? WITH_REASONS : 0u) |
                    (result->group_count > 0 ? WITH_GROUPS : 0u) |
                    (result->accepted_count > 0 ? WITH_ACCEPTED : 0u);
    const gj_finding_entry *reasons = result->findings + result->finding_count;
    gj_copying c =
        copy(reporter, reporter->reports, with, report_letter, 0, out);

    if (reporter->form != result->form) {
        gj_memo_free(&reporter->names);
        reporter->form = result->form;
    }
    gj_buffer_clear(&reporter->path);
    gj_json_text(&reporter->path, result->path);
    fill_head(reporter, &c, result);
    fill_checks(&c, &result->checks, with);
    fill_entries(reporter, &c, result, result->findings, result->finding_count,
                 reasons + result->reason_count, result->accepted_count);
    if (with & WITH_GROUPS)
        fill_groups(reporter, &c, result);
    if (with & WITH_REASONS)
        fill_entries(reporter, &c, result, reasons, result->reason_count, NULL,
                     0);
    gj_copy_on(&c);
}

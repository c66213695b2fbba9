#include "writer/accepted.h"
#include "writer/ids.h"
#include "writer/reporter_parts.h"

/* What of a letter is there at all: one letter for each combination. */
enum {
    FAILED = 1,
    WITH_EXPECTED = 2,
    WITH_ACTUAL = 4,
    WITH_GROUP = 8,
    ACCEPTED = 16
};
enum { WITH_RECORD = 1, WITH_SIDE = 2, WITH_COEFFICIENT = 4 };

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

/* --------------------------------------------------------------- entries */

static unsigned related_kind(const gj_result *result, const gj_spot *spot)
{
    bool side = spot->side == GJ_SIDE_LEFT || spot->side == GJ_SIDE_RIGHT;

    bool record = result->record > 0 && spot->file.length == 0;

    return (record ? WITH_RECORD : 0u) | (side ? WITH_SIDE : 0u) |
           (spot->role == GJ_ROLE_TERM ? WITH_COEFFICIENT : 0u);
}

static void add_related(gj_reporter *reporter, const gj_spot *spot,
                        gj_buffer *out)
{
    unsigned with = related_kind(reporter->result, spot);
    gj_copying c = gj_reporter_copy(reporter, reporter->related, with,
                                    related_letter, 4, out);

    if (spot->file.length > 0)
        gj_fill_known(&c, &reporter->strings, spot->file);
    else
        gj_reporter_owner(reporter, &c);
    gj_reporter_pointer(reporter, &c, spot);
    if (spot->has_value)
        gj_fill_known(&c, &reporter->strings, spot->value);
    else
        gj_fill_null(&c);
    gj_fill_word(&c, gj_role_id(spot));
    if (with & WITH_SIDE)
        gj_fill_word(&c, gj_side_id(spot));
    if (with & WITH_COEFFICIENT)
        gj_fill_decimal(&c, spot->coefficient);
    gj_fill_number(&c, spot->line);
    gj_fill_number(&c, spot->column);
    gj_copy_on(&c);
}

static void fill_related(gj_reporter *reporter, gj_copying *c,
                         const gj_finding_entry *finding)
{
    size_t depth = reporter->depth + 4;

    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < finding->related_count; i++) {
        gj_json_element(c->out, reporter->style, depth, i);
        add_related(reporter, &finding->related[i], c->out);
    }
    gj_json_list_end(c->out, reporter->style, depth, finding->related_count);
}

static void fill_message(gj_reporter *reporter, gj_copying *c,
                         const gj_finding_entry *finding)
{
    gj_buffer_clear(&reporter->text);
    gj_finding_message(reporter->result, finding, reporter->language,
                       &reporter->text);
    gj_fill_text(c, gj_buffer_view(&reporter->text));
}

static void fill_evidence(gj_copying *c, const gj_finding_entry *finding)
{
    gj_fill_digest(c, &finding->fingerprint);
    gj_fill_number(c, finding->primary.end_line);
    gj_fill_number(c, finding->primary.end_column);
    gj_fill_digest(c, &finding->evidence);
    if (finding->group != NULL)
        gj_fill_digest(c, &finding->group->id);
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
static void add_entry(gj_reporter *reporter, const gj_finding_entry *finding,
                      gj_buffer *out)
{
    const gj_spot *spot = &finding->primary;
    unsigned with = entry_kind(finding);
    gj_copying c = gj_reporter_copy(reporter, reporter->entries, with,
                                    entry_letter, 2, out);

    gj_fill_known(&c, &reporter->strings, finding->rule->id);
    if (with & FAILED)
        gj_fill_word(&c, gj_severity_id(finding->severity));
    fill_message(reporter, &c, finding);
    gj_reporter_pointer(reporter, &c, spot);
    gj_fill_number(&c, spot->line);
    gj_fill_number(&c, spot->column);
    if (with & WITH_EXPECTED)
        gj_fill_known(&c, &reporter->strings, finding->expected);
    if (with & WITH_ACTUAL)
        gj_fill_known(&c, &reporter->strings, finding->actual);
    if (with & FAILED)
        fill_evidence(&c, finding);
    fill_related(reporter, &c, finding);
    if (with & ACCEPTED) {
        gj_copy_on(&c);
        gj_json_value(c.out, gj_accepted_object(finding->suppression),
                      reporter->style, reporter->depth + 3);
    }
    gj_copy_on(&c);
}

void gj_reporter_entries(gj_reporter *reporter, gj_copying *c,
                         const gj_finding_entry *first, uint32_t count,
                         const gj_finding_entry *more, uint32_t more_count)
{
    size_t depth = reporter->depth + 2;

    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < count + more_count; i++) {
        gj_json_element(c->out, reporter->style, depth, i);
        add_entry(reporter, i < count ? &first[i] : &more[i - count], c->out);
    }
    gj_json_list_end(c->out, reporter->style, depth, count + more_count);
}

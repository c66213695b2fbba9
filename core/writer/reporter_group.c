#include "writer/reporter_parts.h"

static json_t *suspect_letter(unsigned with)
{
    json_t *object = json_object();

    (void)with;
    gj_put_hole(object, "pointer", true);
    gj_put_hole(object, "cell", true);
    gj_put_hole(object, "value", true);
    gj_put_hole(object, "line", true);
    gj_put_hole(object, "column", true);
    return object;
}

static json_t *group_letter(unsigned with)
{
    json_t *object = json_object();

    (void)with;
    gj_put_hole(object, "id", true);
    gj_put_hole(object, "one_cause", true);
    gj_put_hole(object, "suspects", true);
    gj_put_hole(object, "findings", true);
    return object;
}

static void add_suspect(gj_reporter *reporter, const gj_spot *spot,
                        gj_buffer *out)
{
    gj_copying c = gj_reporter_copy(reporter, reporter->suspects, 0,
                                    suspect_letter, 4, out);

    gj_reporter_pointer(reporter, &c, spot);
    gj_fill_known(&c, &reporter->strings, spot->value);
    gj_fill_number(&c, spot->line);
    gj_fill_number(&c, spot->column);
    gj_copy_on(&c);
}

static void fill_suspects(gj_reporter *reporter, gj_copying *c,
                          const gj_group *group)
{
    size_t depth = reporter->depth + 4;

    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < group->suspect_count; i++) {
        gj_json_element(c->out, reporter->style, depth, i);
        add_suspect(reporter, &group->suspects[i], c->out);
    }
    gj_json_list_end(c->out, reporter->style, depth, group->suspect_count);
}

static void fill_findings(const gj_reporter *reporter, gj_copying *c,
                          const gj_group *group)
{
    const gj_finding_entry *findings = reporter->result->findings;
    size_t depth = reporter->depth + 4;

    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < group->finding_count; i++) {
        gj_json_element(c->out, reporter->style, depth, i);
        gj_json_digest(c->out, &findings[group->findings[i]].fingerprint);
    }
    gj_json_list_end(c->out, reporter->style, depth, group->finding_count);
}

static void add_group(gj_reporter *reporter, const gj_group *group,
                      gj_buffer *out)
{
    gj_copying c =
        gj_reporter_copy(reporter, reporter->groups, 0, group_letter, 2, out);

    gj_fill_digest(&c, &group->id);
    gj_fill_written(&c, gj_text_of(group->one_cause ? "true" : "false"));
    fill_suspects(reporter, &c, group);
    fill_findings(reporter, &c, group);
    gj_copy_on(&c);
}

void gj_reporter_groups(gj_reporter *reporter, gj_copying *c)
{
    const gj_result *result = reporter->result;
    size_t depth = reporter->depth + 2;

    gj_copy_on(c);
    gj_buffer_byte(c->out, '[');
    for (uint32_t i = 0; i < result->group_count; i++) {
        gj_json_element(c->out, reporter->style, depth, i);
        add_group(reporter, &result->groups[i], c->out);
    }
    gj_json_list_end(c->out, reporter->style, depth, result->group_count);
}

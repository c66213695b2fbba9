/* Which findings of a report share a cause, as JSON. */
#include "writer/reporter.h"

static json_t *digest_of(const gj_digest *digest)
{
    gj_buffer digits = {0};

    gj_digest_text(digest, &digits);
    json_t *string = gj_json_string(gj_buffer_view(&digits));
    gj_buffer_free(&digits);
    return string;
}

static json_t *suspect_of(const gj_result *result, gj_language language,
                          const gj_spot *spot)
{
    json_t *object = json_object();
    gj_buffer name = {0};
    bool named = gj_form_name(result->form, spot->pointer, language, &name);

    gj_put(object, "pointer", gj_json_string(spot->pointer));
    gj_put(object, "cell",
           named ? gj_json_string(gj_buffer_view(&name)) : json_null());
    gj_put(object, "value", gj_json_string(spot->value));
    gj_put(object, "line", json_integer(spot->line));
    gj_put(object, "column", json_integer(spot->column));
    gj_buffer_free(&name);
    return object;
}

static json_t *group_of(const gj_result *result, gj_language language,
                        const gj_group *group)
{
    json_t *object = json_object();
    json_t *suspects = json_array();
    json_t *findings = json_array();

    for (uint32_t i = 0; i < group->suspect_count; i++)
        json_array_append_new(
            suspects, suspect_of(result, language, &group->suspects[i]));
    for (uint32_t i = 0; i < group->finding_count; i++)
        json_array_append_new(
            findings,
            digest_of(&result->findings[group->findings[i]].fingerprint));
    gj_put(object, "id", digest_of(&group->id));
    gj_put(object, "one_cause", json_boolean(group->one_cause));
    gj_put(object, "suspects", suspects);
    gj_put(object, "findings", findings);
    return object;
}

json_t *gj_groups_array(const gj_result *result, gj_language language)
{
    json_t *array = json_array();

    for (uint32_t i = 0; i < result->group_count; i++)
        json_array_append_new(array,
                              group_of(result, language, &result->groups[i]));
    return array;
}

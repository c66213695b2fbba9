#include "serve/wishes.h"

#include "document/document.h"

/** Takes one text of a list into the policy. */
typedef gj_status take_text(gj_policy *policy, const char *text,
                            gj_arena *arena, gj_error *error);

static gj_status read_list(gj_policy *policy, gj_cursor *in, take_text *take,
                           gj_arena *arena, gj_error *error)
{
    gj_status status = GJ_OK;

    for (uint32_t left = gj_get_u32(in);
         left > 0 && !in->bad && status == GJ_OK; left--) {
        const char *text = gj_get_string(in);
        if (text != NULL && !gj_text_is_utf8(gj_text_of(text)))
            status =
                gj_fail(error, GJ_FAILED_USAGE,
                        "rules、severities、parameters 中有不是 UTF-8 的文字",
                        "rules, severities and parameters must be UTF-8");
        else if (text != NULL)
            status = take(policy, text, arena, error);
    }
    return status;
}

static gj_status take_rule(gj_policy *policy, const char *text, gj_arena *arena,
                           gj_error *error)
{
    (void)arena;
    (void)error;
    gj_selection_add(&policy->selection, text + (text[0] == '!'),
                     text[0] != '!');
    return GJ_OK;
}

static uint32_t severity_of(const char *word)
{
    static const char *const words[] = {
        [GJ_INFO] = "info", [GJ_WARNING] = "warning", [GJ_ERROR] = "error"};

    for (uint32_t i = GJ_INFO; i <= GJ_ERROR; i++)
        if (strcmp(word, words[i]) == 0)
            return i;
    return 0;
}

static gj_status take_severity(gj_policy *policy, const char *text,
                               gj_arena *arena, gj_error *error)
{
    const char *equals = strrchr(text, '=');
    uint32_t severity = equals != NULL ? severity_of(equals + 1) : 0;

    if (severity == 0)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "severities 中的“%s”应写作 规则=info、规则=warning 或 "
                       "规则=error",
                       "severities: \"%s\" must be RULE=info, RULE=warning or "
                       "RULE=error",
                       text);
    gj_text pattern = {text, (uint64_t)(equals - text)};
    gj_policy_weigh(policy, gj_arena_text(arena, pattern).data, severity,
                    (gj_origin){0});
    return GJ_OK;
}

static gj_status take_parameter(gj_policy *policy, const char *text,
                                gj_arena *arena, gj_error *error)
{
    const char *equals = strchr(text, '=');
    const char *colon =
        equals != NULL ? memchr(text, ':', (size_t)(equals - text)) : NULL;

    if (colon == NULL || memchr(text, '*', (size_t)(colon - text)) != NULL)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "parameters 中的“%s”应写作 规则:参数=值，规则要写全",
                       "parameters: \"%s\" must be RULE:PARAMETER=VALUE, with "
                       "the rule's whole name",
                       text);
    gj_text rule = {text, (uint64_t)(colon - text)};
    gj_text name = {colon + 1, (uint64_t)(equals - colon - 1)};
    gj_policy_assign(policy,
                     &(gj_assignment){.rule = gj_arena_text(arena, rule),
                                      .parameter = name,
                                      .value = gj_text_of(equals + 1)});
    return GJ_OK;
}

gj_status gj_wishes_read(gj_policy *policy, gj_cursor *in, gj_arena *arena,
                         gj_error *error)
{
    gj_status status = read_list(policy, in, take_rule, arena, error);

    if (status == GJ_OK)
        status = read_list(policy, in, take_severity, arena, error);
    if (status == GJ_OK)
        status = read_list(policy, in, take_parameter, arena, error);
    return status;
}

#include "writer/cause.h"

#include "writer/counts.h"

enum { MOST_NAMED = 4 };

bool gj_cause_is_shared(const gj_group *group)
{
    return group != NULL && group->finding_count + group->accepted_count > 1;
}

static void add_suspect(gj_buffer *out, const gj_result *result,
                        const gj_spot *spot, gj_language language)
{
    gj_form_name(result->form, spot->pointer, language, out);
    if (!spot->has_value)
        return;
    gj_buffer_string(out, gj_say(language, "（现填 ", " (now "));
    gj_buffer_text(out, spot->value);
    gj_buffer_string(out, gj_say(language, "）", ")"));
}

/* What stands between suspects; the last two are joined by "or". */
static const char *separator(gj_language language, uint32_t next,
                             uint32_t count)
{
    if (next + 1 < count)
        return gj_say(language, "、", ", ");
    return gj_say(language, "或", count > 2 ? ", or " : " or ");
}

static void add_suspects(gj_buffer *out, const gj_result *result,
                         const gj_group *group, gj_language language)
{
    uint32_t left = group->suspect_count > MOST_NAMED
                        ? group->suspect_count - MOST_NAMED + 1
                        : 0;
    uint32_t named = group->suspect_count - left;

    for (uint32_t i = 0; i < named; i++) {
        if (i > 0)
            gj_buffer_string(
                out, separator(language, i, left > 0 ? named + 1 : named));
        add_suspect(out, result, &group->suspects[i], language);
    }
    if (left > 0)
        gj_buffer_print(
            out, language == GJ_ZH ? "，或另外 %u 处" : ", or %u other cells",
            left);
}

/* One finding with others that are accepted. */
static void add_last(gj_buffer *out, const gj_group *group,
                     gj_language language)
{
    static const gj_noun accepted = {"已认可的", "处", "accepted finding",
                                     "accepted findings"};

    gj_buffer_string(out, gj_say(language, "以下问题与", "this finding "));
    if (language == GJ_EN)
        gj_buffer_string(out, group->one_cause ? "shares a cause with "
                                               : "hangs together with ");
    gj_add_count(out, language, group->accepted_count, &accepted);
    if (language == GJ_ZH)
        gj_buffer_string(out, group->one_cause ? "同出一源" : "相互牵连");
    gj_buffer_string(out, gj_say(language, "，请先核对：", "; look first at "));
}

static void add_all(gj_buffer *out, const gj_group *group, gj_language language)
{
    const char *tie = group->one_cause
                          ? gj_say(language, "同出一源", "share a cause")
                          : gj_say(language, "相互牵连", "hang together");

    gj_buffer_print(out,
                    language == GJ_ZH ? "以下 %u 处问题%s，请先核对："
                                      : "%u findings %s; look first at ",
                    group->finding_count, tie);
}

void gj_add_cause(gj_buffer *out, const gj_result *result,
                  const gj_group *group, gj_language language)
{
    if (group->finding_count > 1)
        add_all(out, group, language);
    else
        add_last(out, group, language);
    add_suspects(out, result, group, language);
    gj_buffer_string(out, gj_say(language, "。", "."));
}

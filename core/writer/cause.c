#include "writer/cause.h"

enum { MOST_NAMED = 4 };

bool gj_cause_is_shared(const gj_group *group)
{
    return group != NULL && group->finding_count > 1;
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

void gj_add_cause(gj_buffer *out, const gj_result *result,
                  const gj_group *group, gj_language language)
{
    const char *tie = group->one_cause
                          ? gj_say(language, "同出一源", "share a cause")
                          : gj_say(language, "相互牵连", "hang together");

    gj_buffer_print(out,
                    language == GJ_ZH ? "以下 %u 处问题%s，请先核对："
                                      : "%u findings %s; look first at ",
                    group->finding_count, tie);
    add_suspects(out, result, group, language);
    gj_buffer_string(out, gj_say(language, "。", "."));
}

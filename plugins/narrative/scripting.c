#include "scripting.h"

void gj_script_fault_in(gj_scripting *s, gj_value value,
                        const gj_mistake *mistake)
{
    const gj_fault fault = {.size = sizeof fault,
                            .value = value,
                            .offset = mistake->offset,
                            .length = mistake->length,
                            .words = mistake->words};

    if (!s->failed)
        s->opening->host->fault(s->opening->registry, &fault);
    s->failed = true;
}

void gj_script_fault(gj_scripting *s, gj_value value, const char *zh,
                     const char *en)
{
    const gj_mistake mistake = {0, 0, {gj_said(zh), gj_said(en)}};

    gj_script_fault_in(s, value, &mistake);
}

gj_value gj_member(gj_scripting *s, gj_value object, const char *key,
                   uint32_t type)
{
    static const char *const types[][2] = {[GJ_STRING] = {"文本", "a text"},
                                           [GJ_ARRAY] = {"数组", "an array"},
                                           [GJ_OBJECT] = {"对象", "an object"}};
    gj_value value = s->values->member(object, gj_said(key));
    uint32_t found = s->values->type(value);
    gj_keep *keep = &s->script->keep;

    if (s->failed || type == GJ_ABSENT || found == type)
        return value;
    gj_text zh = gj_keep_print(keep, "“%s”应为%s", key, types[type][0]);
    gj_text en = gj_keep_print(keep, "\"%s\" must be %s", key, types[type][1]);
    gj_script_fault(s, found == GJ_ABSENT ? object : value, zh.data, en.data);
    return value;
}

gj_text gj_member_text(gj_scripting *s, gj_value object, const char *key)
{
    gj_value value = gj_member(s, object, key, GJ_STRING);

    return gj_keep_text(&s->script->keep, s->values->text(value));
}

gj_words gj_member_words(gj_scripting *s, gj_value object, const char *key)
{
    gj_value value = gj_member(s, object, key, GJ_ABSENT);

    if (s->values->type(value) == GJ_STRING) {
        gj_text both = gj_member_text(s, object, key);
        return (gj_words){both, both};
    }
    value = gj_member(s, object, key, GJ_OBJECT);
    if (s->failed)
        return (gj_words){{"", 0}, {"", 0}};
    return (gj_words){gj_member_text(s, value, "zh"),
                      gj_member_text(s, value, "en")};
}

bool gj_member_pattern(gj_scripting *s, gj_value object, const char *key,
                       gj_pattern *pattern, bool required)
{
    gj_mistake mistake;
    gj_value value =
        gj_member(s, object, key, required ? GJ_STRING : GJ_ABSENT);

    if (s->failed || s->values->type(value) != GJ_STRING)
        return false;
    pattern->pieces = &s->script->pieces;
    pattern->source = value;
    if (!s->sealed && !gj_pattern_compile(pattern, &s->script->keep, &mistake))
        gj_script_fault_in(s, value, &mistake);
    return !s->failed;
}

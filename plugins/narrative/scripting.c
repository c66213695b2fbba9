#include "scripting.h"

#include <stdio.h>

/** Pieces may hold pieces, but not without end. */
enum { DEEPEST_PIECE = 8, LONGEST_PATTERN = 8192 };

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

/* ----------------------------------------------------------------- pieces */

/** A pattern as it is put together from its pieces. */
typedef struct assembly {
    gj_scripting *scripting;
    gj_value pattern;
    char bytes[LONGEST_PATTERN];
    size_t length;
} assembly;

static void add(assembly *a, gj_text text)
{
    if (text.length > sizeof a->bytes - a->length) {
        gj_script_fault(a->scripting, a->pattern, "模式过长",
                        "the pattern is too long");
        return;
    }
    if (text.length > 0)
        memcpy(a->bytes + a->length, text.data, text.length);
    a->length += text.length;
}

/** The name in {name} at an offset; empty where a brace is PCRE2's. */
static gj_text piece_at(gj_text text, uint64_t at)
{
    gj_text name = {text.data + at + 1, 0};

    while (at + 1 + name.length < text.length) {
        char c = name.data[name.length];
        if (c == '}')
            return name;
        if (!((c >= 'a' && c <= 'z') || c == '_'))
            break;
        name.length++;
    }
    return (gj_text){"", 0};
}

static void assemble(assembly *a, gj_text text, uint32_t depth)
{
    gj_scripting *s = a->scripting;
    gj_value pieces = gj_member(s, s->root, "pieces", GJ_OBJECT);
    uint64_t from = 0;

    for (uint64_t at = 0; at < text.length && !s->failed; at++) {
        gj_text name =
            text.data[at] == '{' ? piece_at(text, at) : (gj_text){"", 0};
        if (name.length == 0)
            continue;
        gj_value piece = s->values->member(pieces, name);
        if (s->values->type(piece) != GJ_STRING || depth == DEEPEST_PIECE) {
            const gj_mistake mistake = {
                depth == 0 ? (uint32_t)at : 0,
                depth == 0 ? (uint32_t)name.length + 2 : 0,
                GJ_WORDS("“pieces”里没有这一片段，或者片段互相套用过深",
                         "\"pieces\" has no such piece, or pieces lead too "
                         "deep into one another")};
            gj_script_fault_in(s, a->pattern, &mistake);
            return;
        }
        add(a, (gj_text){text.data + from, at - from});
        add(a, gj_said("(?:"));
        assemble(a, s->values->text(piece), depth + 1);
        add(a, gj_said(")"));
        from = at + name.length + 2;
        at = from - 1;
    }
    add(a, (gj_text){text.data + from, text.length - from});
}

bool gj_member_pattern(gj_scripting *s, gj_value object, const char *key,
                       gj_pattern *pattern, bool required)
{
    char why[256] = "";
    uint32_t offset = 0;
    gj_value value =
        gj_member(s, object, key, required ? GJ_STRING : GJ_ABSENT);
    gj_text source = s->values->text(value);
    assembly a = {.scripting = s, .pattern = value};

    if (s->failed || s->values->type(value) != GJ_STRING)
        return false;
    assemble(&a, source, 0);
    if (s->failed ||
        gj_pattern_compile(pattern, (gj_text){a.bytes, a.length}, why, &offset))
        return !s->failed;
    gj_keep *keep = &s->script->keep;
    bool whole = a.length == source.length;
    const gj_mistake mistake = {
        whole && offset < source.length ? offset : 0,
        whole && offset < source.length ? 1 : 0,
        {gj_keep_print(keep, "正则表达式有误（PCRE2：%s）", why),
         gj_keep_print(keep, "not a sound regular expression (PCRE2: %s)",
                       why)}};
    gj_script_fault_in(s, value, &mistake);
    return false;
}

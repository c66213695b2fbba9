#include "writer/accepted.h"

#include <inttypes.h>

#include "writer/counts.h"
#include "writer/letter.h"
#include "writer/terminal.h"

/* ------------------------------------------------------------- sentences */

static void add_day(gj_buffer *out, uint32_t day, gj_language language)
{
    gj_buffer_print(out, language == GJ_ZH ? "%u年%u月%u日" : "%04u-%02u-%02u",
                    day / 10000, day / 100 % 100, day % 100);
}

static void add_used(gj_buffer *out, const gj_suppression *one,
                     gj_language language)
{
    static const gj_noun findings = {"豁免", "处", "finding", "findings"};

    gj_buffer_string(out, gj_say(language, "", "accepts "));
    gj_add_count(out, language, one->matches, &findings);
    gj_buffer_string(out, gj_say(language, "，至 ", " until "));
    add_day(out, one->until, language);
    gj_buffer_string(out, gj_say(language, "：", ": "));
    gj_buffer_text(out, one->reason);
}

static void add_changed(gj_buffer *out, const gj_suppression *one,
                        gj_language language)
{
    const gj_difference *in = &one->difference;

    gj_buffer_string(out, gj_say(language, "已失效，所据数值有变",
                                 "has ended: the values have changed"));
    if (in->what == NULL)
        return;
    gj_buffer_print(out,
                    language == GJ_ZH ? "；豁免时为“%.*s”，现为“%.*s”"
                                      : "; it was for \"%.*s\", now it is "
                                        "\"%.*s\"",
                    GJ_PRINT(in->says), GJ_PRINT(in->is[language]));
}

static void add_expired(gj_buffer *out, const gj_suppression *one,
                        gj_language language)
{
    gj_buffer_string(out, gj_say(language, "已于 ", "has ended on "));
    add_day(out, one->until, language);
    gj_buffer_string(out, gj_say(language, "到期，", "; "));
    gj_buffer_string(
        out, one->matches > 0
                 ? gj_say(language, "问题仍在", "the finding is still there")
                 : gj_say(language, "这次没有这一问题",
                          "the finding is not in this run"));
}

static void add_contradicted(gj_buffer *out, const gj_suppression *one,
                             gj_language language)
{
    const gj_difference *in = &one->difference;

    gj_buffer_print(
        out,
        language == GJ_ZH
            ? "不起作用，文字与指纹所指的问题不符：%s 写的是“%.*s”，实为“%.*s”"
            : "does not apply, since its words contradict its fingerprint: "
              "%s is \"%.*s\" here, and \"%.*s\" in the finding",
        in->what, GJ_PRINT(in->says), GJ_PRINT(in->is[language]));
}

void gj_add_suppression(gj_buffer *out, const gj_suppression *one,
                        gj_language language)
{
    switch (one->state) {
    case GJ_SUPPRESSION_USED:
        add_used(out, one, language);
        break;
    case GJ_SUPPRESSION_CHANGED:
        add_changed(out, one, language);
        break;
    case GJ_SUPPRESSION_EXPIRED:
        add_expired(out, one, language);
        break;
    case GJ_SUPPRESSION_CONTRADICTED:
        add_contradicted(out, one, language);
        break;
    default:
        gj_buffer_string(out, gj_say(language, "这次没有对应的问题",
                                     "matches nothing in this run"));
    }
}

void gj_add_suppression_line(gj_buffer *out, const gj_suppression *one,
                             gj_language language)
{
    gj_buffer words = {0};

    gj_add_suppression(&words, one, language);
    gj_buffer_string(out, "  ");
    gj_buffer_visible(out, gj_text_of(one->origin.file));
    gj_buffer_print(out, ":%u:%u: ", one->origin.line, one->origin.column);
    gj_buffer_visible(out, gj_buffer_view(&words));
    gj_buffer_string(out, " [");
    gj_buffer_visible(out, one->words.rule);
    gj_buffer_string(out, "]\n");
    gj_buffer_free(&words);
}

/* -------------------------------------------------------------- baseline */

static uint64_t count_state(const gj_suppressions *list,
                            gj_suppression_state state)
{
    uint64_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += list->at[i].state == state;
    return count;
}

static void add_part(gj_buffer *out, gj_language language, uint64_t count,
                     const gj_noun *of)
{
    if (count == 0)
        return;
    gj_buffer_string(out, gj_say(language, "，", ", "));
    gj_add_count(out, language, count, of);
}

void gj_add_baseline(gj_buffer *out, const gj_suppressions *baseline,
                     gj_language language)
{
    static const gj_noun entries = {"共", "项", "entry", "entries"};
    static const gj_noun used = {"问题仍在的", "项", "still found",
                                 "still found"};
    static const gj_noun changed = {"数值已变的", "项", "with other values now",
                                    "with other values now"};
    static const gj_noun wrong = {"文字与指纹不符的", "项",
                                  "whose words contradict its fingerprint",
                                  "whose words contradict their fingerprints"};
    static const gj_noun gone = {"这次没有的", "项", "not in this run",
                                 "not in this run"};

    gj_add_count(out, language, baseline->count, &entries);
    add_part(out, language, count_state(baseline, GJ_SUPPRESSION_USED), &used);
    add_part(out, language, count_state(baseline, GJ_SUPPRESSION_CHANGED),
             &changed);
    add_part(out, language, count_state(baseline, GJ_SUPPRESSION_CONTRADICTED),
             &wrong);
    add_part(out, language, count_state(baseline, GJ_SUPPRESSION_UNMATCHED),
             &gone);
}

void gj_add_baseline_line(gj_buffer *out, const gj_suppressions *baseline,
                          gj_language language)
{
    gj_buffer_string(out, gj_say(language, "基线 ", "Baseline "));
    gj_buffer_visible(out, gj_text_of(baseline->file));
    gj_buffer_string(out, gj_say(language, "：", ": "));
    gj_add_baseline(out, baseline, language);
    gj_buffer_string(out, gj_say(language, "。\n", ".\n"));
}

/* --------------------------------------------------------------- objects */

static void put_text(json_t *object, const char *key, gj_text text)
{
    gj_put(object, key, gj_json_string(text));
}

static void put_digest(json_t *object, const char *key, const gj_digest *digest)
{
    gj_buffer digits = {0};

    gj_digest_text(digest, &digits);
    put_text(object, key, gj_buffer_view(&digits));
    gj_buffer_free(&digits);
}

void gj_put_day(json_t *object, const char *key, uint32_t day)
{
    gj_buffer words = {0};

    add_day(&words, day, GJ_EN);
    put_text(object, key, gj_buffer_view(&words));
    gj_buffer_free(&words);
}

json_t *gj_accepted_object(const gj_suppression *one)
{
    json_t *object = json_object();
    bool known = gj_is_baseline(one);

    gj_put(object, "by", json_string(known ? "baseline" : "suppression"));
    if (known)
        return object;
    put_text(object, "reason", one->reason);
    gj_put_day(object, "until", one->until);
    return object;
}

static const char *const states[] = {[GJ_SUPPRESSION_UNMATCHED] = "unmatched",
                                     [GJ_SUPPRESSION_USED] = "used",
                                     [GJ_SUPPRESSION_CHANGED] = "changed",
                                     [GJ_SUPPRESSION_EXPIRED] = "expired",
                                     [GJ_SUPPRESSION_CONTRADICTED] =
                                         "contradicted"};

static void put_count(json_t *object, const char *key, uint64_t count)
{
    gj_put(object, key, json_integer((json_int_t)count));
}

json_t *gj_suppression_object(const gj_suppression *one, gj_language language)
{
    json_t *object = json_object();
    gj_buffer words = {0};

    gj_add_suppression(&words, one, language);
    gj_put(object, "state", json_string(states[one->state]));
    put_text(object, "message", gj_buffer_view(&words));
    put_count(object, "findings", one->matches);
    put_digest(object, "fingerprint", &one->fingerprint);
    put_digest(object, "evidence", &one->evidence);
    put_text(object, "rule", one->words.rule);
    put_text(object, "reason", one->reason);
    gj_put_day(object, "until", one->until);
    put_text(object, "file", gj_text_of(one->origin.file));
    put_count(object, "line", one->origin.line);
    put_count(object, "column", one->origin.column);
    gj_buffer_free(&words);
    return object;
}

json_t *gj_baseline_object(const gj_suppressions *baseline)
{
    static const gj_suppression_state in_order[] = {
        GJ_SUPPRESSION_USED, GJ_SUPPRESSION_CHANGED,
        GJ_SUPPRESSION_CONTRADICTED, GJ_SUPPRESSION_UNMATCHED};
    json_t *object = json_object();

    put_text(object, "file", gj_text_of(baseline->file));
    put_count(object, "entries", baseline->count);
    for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++)
        put_count(object, states[in_order[i]],
                  count_state(baseline, in_order[i]));
    return object;
}

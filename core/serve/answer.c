#include "serve/answer.h"

#include <stdlib.h>

#include "gouji/gouji.h"
#include "serve/wire.h"

/* -------------------------------------------------------------- failures */

static int32_t status_of(gj_status status)
{
    switch (status) {
    case GJ_OK:
        return GOUJI_OK;
    case GJ_FAILED_USAGE:
        return GOUJI_FAILED_USAGE;
    case GJ_FAILED_MEMORY:
        return GOUJI_FAILED_MEMORY;
    case GJ_FAILED_PLUGIN:
        return GOUJI_FAILED_WORKER;
    default:
        return GOUJI_FAILED_DATA;
    }
}

/** A text as C has them: what would end it too early is made visible. */
static void put_text(gj_buffer *out, gj_text text)
{
    static const char shown[] = "\xE2\x90\x80"; /* U+2400 */
    size_t start = out->length;
    const char *at = text.length > 0 ? text.data : "";
    const char *end = at + text.length;

    gj_put_u32(out, 0);
    while (at < end) {
        const char *zero = memchr(at, '\0', (size_t)(end - at));
        gj_buffer_add(out, at, (size_t)((zero != NULL ? zero : end) - at));
        if (zero != NULL)
            gj_buffer_string(out, shown);
        at = zero != NULL ? zero + 1 : end;
    }
    gj_buffer_byte(out, '\0');
    gj_set_u32(out, start, (uint32_t)(out->length - start - 4));
}

static void put_absent(gj_buffer *out)
{
    gj_put_u32(out, 0);
}

static void put_if(gj_buffer *out, bool given, gj_text text)
{
    if (given)
        put_text(out, text);
    else
        put_absent(out);
}

static void put_words(gj_buffer *out, gj_words words)
{
    put_text(out, words.zh);
    put_text(out, words.en);
}

void gj_answer_trouble(gj_buffer *out, const gj_error *error)
{
    gj_put_u32(out, (uint32_t)status_of(error->status));
    gj_put_u32(out, error->line);
    gj_put_u32(out, error->column);
    put_text(out, gj_text_of(error->file));
    put_text(out, gj_text_of(error->words[GJ_ZH]));
    put_text(out, gj_text_of(error->words[GJ_EN]));
}

void gj_answer_failure(gj_buffer *out, const gj_error *error)
{
    gj_put_u32(out, (uint32_t)status_of(error->status));
    gj_answer_trouble(out, error);
}

/* --------------------------------------------------------------- results */

typedef struct answering {
    gj_buffer *out;
    const gj_result *result;
    /** A text under way. */
    gj_buffer text;
} answering;

static void put_digest(answering *a, const gj_digest *digest)
{
    gj_buffer_clear(&a->text);
    gj_digest_text(digest, &a->text);
    put_text(a->out, gj_buffer_view(&a->text));
}

static void put_name(answering *a, const gj_spot *spot, gj_language language)
{
    gj_buffer_clear(&a->text);
    bool named =
        spot->file.length == 0 && a->result->form != NULL &&
        gj_form_name(a->result->form, spot->pointer, language, &a->text);
    put_if(a->out, named, gj_buffer_view(&a->text));
}

static void put_spot(answering *a, const gj_spot *spot)
{
    put_name(a, spot, GJ_ZH);
    put_name(a, spot, GJ_EN);
    put_text(a->out, spot->pointer);
    put_if(a->out, spot->file.length > 0, spot->file);
    put_if(a->out, spot->has_value, spot->value);
    gj_put_u32(a->out, spot->line);
    gj_put_u32(a->out, spot->column);
    gj_put_u32(a->out, spot->end_line);
    gj_put_u32(a->out, spot->end_column);
    gj_put_u32(a->out, spot->role);
    gj_put_u32(a->out, spot->side);
    gj_put_i64(a->out, spot->role == GJ_ROLE_TERM ? spot->coefficient : 0);
}

static void put_spots(answering *a, const gj_spot *spots, uint32_t count)
{
    gj_put_u32(a->out, count);
    for (uint32_t i = 0; i < count; i++)
        put_spot(a, &spots[i]);
}

static void put_message(answering *a, const gj_finding_entry *finding,
                        gj_language language)
{
    gj_buffer_clear(&a->text);
    gj_finding_message(a->result, finding, language, &a->text);
    put_text(a->out, gj_buffer_view(&a->text));
}

static void put_finding(answering *a, const gj_finding_entry *finding)
{
    gj_put_u32(a->out, finding->rule_index);
    gj_put_u32(a->out, finding->severity);
    put_message(a, finding, GJ_ZH);
    put_message(a, finding, GJ_EN);
    put_if(a->out, finding->expected.length > 0, finding->expected);
    put_if(a->out, finding->actual.length > 0, finding->actual);
    put_digest(a, &finding->fingerprint);
    put_digest(a, &finding->evidence);
    gj_put_u32(a->out, finding->group != NULL
                           ? (uint32_t)(finding->group - a->result->groups)
                           : GJ_NO_GROUP);
    put_spot(a, &finding->primary);
    put_spots(a, finding->related, finding->related_count);
}

static void put_group(answering *a, const gj_group *group)
{
    put_digest(a, &group->id);
    gj_put_u32(a->out, group->one_cause);
    put_spots(a, group->suspects, group->suspect_count);
    gj_put_u32(a->out, group->finding_count);
    for (uint32_t i = 0; i < group->finding_count; i++)
        gj_put_u32(a->out, group->findings[i]);
}

/** Words of the rules that findings and reasons are of; of the others only
    that they are there, so that their numbers stay. */
static void put_rules(answering *a)
{
    const gj_catalogue *catalogue = a->result->catalogue;
    uint32_t count = a->result->finding_count + a->result->reason_count;
    bool *used = gj_new(catalogue->rule_count, sizeof *used);

    for (uint32_t i = 0; i < count; i++)
        used[a->result->findings[i].rule_index] = true;
    gj_put_u32(a->out, catalogue->rule_count);
    for (uint32_t i = 0; i < catalogue->rule_count; i++) {
        const gj_rule_entry *rule = &catalogue->rules[i];
        put_if(a->out, used[i], rule->id);
        if (!used[i])
            continue;
        put_words(a->out, rule->title);
        put_words(a->out, rule->basis);
        put_words(a->out, rule->remedy);
    }
    free(used);
}

static void put_head(answering *a, uint32_t today)
{
    const gj_result *result = a->result;
    const gj_checks *checks = &result->checks;
    const gj_text no_form = {"", 0};

    put_text(a->out, result->path);
    put_if(a->out, result->form != NULL,
           result->form != NULL ? result->form->id : no_form);
    put_if(a->out, result->unit.length > 0, result->unit);
    gj_put_i64(a->out, result->year);
    gj_put_u32(a->out, today);
    gj_put_u32(a->out, result->status);
    gj_put_u64(a->out, checks->held);
    gj_put_u64(a->out, checks->failed);
    gj_put_u64(a->out, checks->not_assessable);
    gj_put_u64(a->out, checks->skipped);
    gj_put_u64(a->out, checks->faulted);
}

static void put_json(answering *a, gj_reporter *reporter)
{
    gj_buffer_clear(&a->text);
    if (reporter != NULL)
        gj_reporter_add(reporter, a->result, &a->text);
    put_if(a->out, reporter != NULL, gj_buffer_view(&a->text));
}

/** What the other side makes room for at once: places but for the findings'
    own, and members of groups. */
static void put_totals(answering *a)
{
    const gj_result *result = a->result;
    uint32_t places = 0;
    uint32_t members = 0;

    for (uint32_t i = 0; i < result->finding_count + result->reason_count; i++)
        places += result->findings[i].related_count;
    for (uint32_t i = 0; i < result->group_count; i++) {
        places += result->groups[i].suspect_count;
        members += result->groups[i].finding_count;
    }
    gj_put_u32(a->out, result->finding_count);
    gj_put_u32(a->out, result->reason_count);
    gj_put_u32(a->out, result->group_count);
    gj_put_u32(a->out, places);
    gj_put_u32(a->out, members);
}

void gj_answer_result(gj_buffer *out, const gj_result *result, uint32_t today,
                      gj_reporter *const reporters[2])
{
    answering a = {.out = out, .result = result};

    gj_put_u32(out, GOUJI_OK);
    put_head(&a, today);
    put_json(&a, reporters[GJ_ZH]);
    put_json(&a, reporters[GJ_EN]);
    put_rules(&a);
    put_totals(&a);
    for (uint32_t i = 0; i < result->finding_count + result->reason_count; i++)
        put_finding(&a, &result->findings[i]);
    for (uint32_t i = 0; i < result->group_count; i++)
        put_group(&a, &result->groups[i]);
    gj_buffer_free(&a.text);
}

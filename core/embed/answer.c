/* Reading an answer. It is believed no more than any other bytes: each number
 * that leads somewhere is held against what is there. */
#include <stdlib.h>

#include "embed/result.h"

const char *gj_get_needed(gj_cursor *in)
{
    const char *string = gj_get_string(in);

    in->bad |= string == NULL;
    return string;
}

static void get_words(gj_cursor *in, const char *words[GJ_LANGUAGES])
{
    for (int i = 0; i < GJ_LANGUAGES; i++)
        words[i] = gj_get_needed(in);
}

/** Zeroed room for what is still to be read: none of it takes less than a
    byte. */
static void *make_room(gj_cursor *in, uint32_t count, size_t size,
                       bool *exhausted)
{
    if (count > (size_t)(in->end - in->at))
        in->bad = true;
    void *room = in->bad ? NULL : calloc((size_t)count + 1, size);
    *exhausted |= !in->bad && room == NULL;
    in->bad |= room == NULL;
    return room;
}

/* ---------------------------------------------------------------- places */

static void get_place(gj_cursor *in, gouji_place *place)
{
    for (int i = 0; i < GJ_LANGUAGES; i++)
        place->cell[i] = gj_get_string(in);
    place->pointer = gj_get_needed(in);
    place->file = gj_get_string(in);
    place->value = gj_get_string(in);
    place->line = gj_get_u32(in);
    place->column = gj_get_u32(in);
    place->end_line = gj_get_u32(in);
    place->end_column = gj_get_u32(in);
    place->role = (int32_t)gj_get_u32(in);
    place->side = (int32_t)gj_get_u32(in);
    place->coefficient = gj_get_i64(in);
}

/** Reading under way: how much of the common room is taken. */
typedef struct reading {
    gj_cursor in;
    gouji_result *result;
    uint32_t places;
    uint32_t members;
    bool exhausted;
} reading;

static const gouji_place *get_places(reading *r, uint32_t *count)
{
    uint32_t first = r->places;

    *count = gj_get_u32(&r->in);
    if (*count > r->result->place_count - first) {
        r->in.bad = true;
        *count = 0;
    }
    for (uint32_t i = 0; i < *count && !r->in.bad; i++)
        get_place(&r->in, &r->result->places[r->places++]);
    return r->result->places + first;
}

/* ----------------------------------------------------------------- parts */

static void get_head(gj_cursor *in, gouji_result *result)
{
    result->name = gj_get_needed(in);
    result->form = gj_get_string(in);
    result->unit = gj_get_string(in);
    result->year = gj_get_i64(in);
    result->today = gj_get_u32(in);
    result->status = (int32_t)gj_get_u32(in);
    for (int i = 0; i < GJ_OUTCOMES; i++)
        result->checks[i] = gj_get_u64(in);
    for (int i = 0; i < GJ_LANGUAGES; i++)
        result->json[i] = gj_get_string(in);
}

static void get_rules(reading *r)
{
    gouji_result *result = r->result;

    result->rule_count = gj_get_u32(&r->in);
    result->rules = make_room(&r->in, result->rule_count, sizeof *result->rules,
                              &r->exhausted);
    for (uint32_t i = 0; i < result->rule_count && !r->in.bad; i++) {
        gouji_rule *rule = &result->rules[i];
        rule->id = gj_get_string(&r->in);
        if (rule->id == NULL)
            continue;
        get_words(&r->in, rule->title);
        get_words(&r->in, rule->basis);
        get_words(&r->in, rule->remedy);
    }
}

static void get_totals(reading *r)
{
    gouji_result *result = r->result;

    result->finding_count = gj_get_u32(&r->in);
    result->reason_count = gj_get_u32(&r->in);
    result->group_count = gj_get_u32(&r->in);
    result->place_count = gj_get_u32(&r->in);
    result->member_count = gj_get_u32(&r->in);
    if (result->reason_count > UINT32_MAX - result->finding_count) {
        r->in.bad = true;
        return;
    }
    result->findings =
        make_room(&r->in, result->finding_count + result->reason_count,
                  sizeof *result->findings, &r->exhausted);
    result->groups = make_room(&r->in, result->group_count,
                               sizeof *result->groups, &r->exhausted);
    result->places = make_room(&r->in, result->place_count,
                               sizeof *result->places, &r->exhausted);
    result->members = make_room(&r->in, result->member_count,
                                sizeof *result->members, &r->exhausted);
}

static void get_finding(reading *r, gouji_finding *finding)
{
    gouji_result *result = r->result;
    uint32_t rule = gj_get_u32(&r->in);

    finding->severity = (int32_t)gj_get_u32(&r->in);
    get_words(&r->in, finding->message);
    finding->expected = gj_get_string(&r->in);
    finding->actual = gj_get_string(&r->in);
    finding->fingerprint = gj_get_needed(&r->in);
    finding->evidence = gj_get_needed(&r->in);
    uint32_t group = gj_get_u32(&r->in);
    get_place(&r->in, &finding->place);
    finding->related = get_places(r, &finding->related_count);
    if (rule >= result->rule_count || result->rules[rule].id == NULL ||
        (group != GJ_NO_GROUP && group >= result->group_count)) {
        r->in.bad = true;
        return;
    }
    finding->rule = &result->rules[rule];
    finding->group = group != GJ_NO_GROUP ? &result->groups[group] : NULL;
}

static void get_group(reading *r, gouji_group *group)
{
    gouji_result *result = r->result;

    group->id = gj_get_needed(&r->in);
    group->one_cause = gj_get_u32(&r->in) != 0;
    group->suspects = get_places(r, &group->suspect_count);
    group->members = result->members + r->members;
    uint32_t count = gj_get_u32(&r->in);
    if (count > result->member_count - r->members)
        r->in.bad = true;
    while (group->member_count < count && !r->in.bad) {
        uint32_t finding = gj_get_u32(&r->in);
        if (finding >= result->finding_count) {
            r->in.bad = true;
            return;
        }
        group->members[group->member_count++] = &result->findings[finding];
        r->members++;
    }
}

static void get_all(reading *r)
{
    gouji_result *result = r->result;

    get_head(&r->in, result);
    get_rules(r);
    get_totals(r);
    for (uint32_t i = 0;
         i < result->finding_count + result->reason_count && !r->in.bad; i++)
        get_finding(r, &result->findings[i]);
    for (uint32_t i = 0; i < result->group_count && !r->in.bad; i++)
        get_group(r, &result->groups[i]);
    r->in.bad |= r->in.at != r->in.end;
}

int32_t gj_result_take(gouji_result **result, char *bytes, gj_cursor in,
                       gouji_error *error)
{
    reading r = {.in = in, .result = calloc(1, sizeof **result)};

    *result = NULL;
    if (r.result == NULL) {
        free(bytes);
        return gj_note_memory(error);
    }
    r.result->bytes = bytes;
    get_all(&r);
    if (!r.in.bad) {
        *result = r.result;
        return GOUJI_OK;
    }
    gouji_result_free(r.result);
    return r.exhausted ? gj_note_memory(error) : gj_note_answer(error);
}

void gouji_result_free(gouji_result *result)
{
    if (result == NULL)
        return;
    free(result->bytes);
    free(result->rules);
    free(result->findings);
    free(result->groups);
    free(result->places);
    free(result->members);
    free(result);
}

#include "finding/suppression.h"

#include <stdlib.h>

#include "finding/group.h"

void gj_suppressions_add(gj_suppressions *list, const gj_suppression *one)
{
    gj_grow(&list->at, list->count, &list->room, sizeof *list->at);
    list->at[list->count++] = *one;
}

void gj_suppressions_free(gj_suppressions *list)
{
    free(list->at);
    free(list->order);
    gj_arena_free(&list->arena);
    *list = (gj_suppressions){0};
}

/* --------------------------------------------------------------- looking */

static int compare_digests(const gj_digest *a, const gj_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

static int compare(const gj_suppression *one, const gj_digest *fingerprint,
                   const gj_digest *evidence)
{
    int order = compare_digests(&one->fingerprint, fingerprint);
    return order != 0 ? order : compare_digests(&one->evidence, evidence);
}

static int by_digests(const void *left, const void *right, void *context)
{
    const gj_suppression *at = context;
    size_t a = *(const size_t *)left;
    size_t b = *(const size_t *)right;
    int order = compare(&at[a], &at[b].fingerprint, &at[b].evidence);

    return order != 0 ? order : a < b ? -1 : a > b;
}

static gj_status refuse_twice(const gj_suppression *one,
                              const gj_suppression *other, gj_error *error)
{
    gj_fail(error, GJ_FAILED_DATA, "与第 %u 行是同一问题，指纹和依据都相同",
            "this is the finding of line %u again: fingerprint and evidence "
            "are the same",
            one->origin.line);
    gj_error_origin(error, &other->origin);
    return GJ_FAILED_DATA;
}

gj_status gj_suppressions_index(gj_suppressions *list, uint32_t today,
                                gj_error *error)
{
    free(list->order);
    list->order = gj_new(list->count + 1, sizeof *list->order);
    for (size_t i = 0; i < list->count; i++) {
        gj_suppression *one = &list->at[i];
        list->order[i] = i;
        one->state = !gj_is_baseline(one) && one->until < today
                         ? GJ_SUPPRESSION_EXPIRED
                         : GJ_SUPPRESSION_UNMATCHED;
        one->matches = 0;
    }
    qsort_r(list->order, list->count, sizeof *list->order, by_digests,
            list->at);
    for (size_t i = 1; i < list->count; i++) {
        const gj_suppression *one = &list->at[list->order[i - 1]];
        const gj_suppression *other = &list->at[list->order[i]];
        if (compare(one, &other->fingerprint, &other->evidence) == 0)
            return refuse_twice(one, other, error);
    }
    return GJ_OK;
}

/** The first, in the list's order, that is not before the digests. */
static size_t lower_bound(const gj_suppressions *list,
                          const gj_digest *fingerprint,
                          const gj_digest *evidence)
{
    size_t from = 0;
    size_t to = list->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (compare(&list->at[list->order[middle]], fingerprint, evidence) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

bool gj_suppressions_have(const gj_suppressions *list,
                          const gj_finding_entry *finding)
{
    size_t at = lower_bound(list, &finding->fingerprint, &finding->evidence);

    return at < list->count &&
           compare(&list->at[list->order[at]], &finding->fingerprint,
                   &finding->evidence) == 0;
}

static void note(gj_suppressions *list, gj_suppression *one,
                 gj_suppression_state state, const gj_difference *difference)
{
    one->state = state;
    one->difference.what = difference->what;
    if (difference->what == NULL)
        return;
    one->difference.says = gj_arena_text(&list->arena, difference->says);
    for (int i = 0; i < 2; i++)
        one->difference.is[i] = gj_arena_text(&list->arena, difference->is[i]);
}

static gj_difference differ(const gj_suppression *one, const gj_result *result,
                            const gj_finding_entry *finding, gj_arena *arena)
{
    const gj_identity is[2] = {gj_identity_of(result, finding, GJ_ZH, arena),
                               gj_identity_of(result, finding, GJ_EN, arena)};
    return gj_identity_compare(&one->words, is, arena);
}

/** The same place with other values: what was accepted is not there any more.
    One that was used, or has ended, says so already. */
static void note_changed(gj_suppressions *list, size_t at,
                         const gj_result *result,
                         const gj_finding_entry *finding)
{
    for (; at < list->count; at++) {
        gj_suppression *one = &list->at[list->order[at]];
        if (compare_digests(&one->fingerprint, &finding->fingerprint) != 0)
            return;
        if (one->state != GJ_SUPPRESSION_UNMATCHED)
            continue;
        gj_arena scratch = {0};
        gj_difference difference = differ(one, result, finding, &scratch);
        note(list, one, GJ_SUPPRESSION_CHANGED, &difference);
        gj_arena_free(&scratch);
    }
}

/** Whether the one with a finding's digests accepts it. */
static bool accepts(gj_suppressions *list, gj_suppression *one,
                    const gj_result *result, const gj_finding_entry *finding)
{
    gj_arena scratch = {0};

    one->matches++;
    if (one->state == GJ_SUPPRESSION_EXPIRED)
        return false;
    gj_difference difference = differ(one, result, finding, &scratch);
    if (difference.what != NULL)
        note(list, one, GJ_SUPPRESSION_CONTRADICTED, &difference);
    else if (one->state != GJ_SUPPRESSION_CONTRADICTED)
        one->state = GJ_SUPPRESSION_USED;
    gj_arena_free(&scratch);
    return difference.what == NULL;
}

static const gj_suppression *look_up(gj_suppressions *list,
                                     const gj_result *result,
                                     const gj_finding_entry *finding)
{
    static const gj_digest none = {{0}};
    size_t at = lower_bound(list, &finding->fingerprint, &finding->evidence);

    if (at < list->count) {
        gj_suppression *one = &list->at[list->order[at]];
        if (compare(one, &finding->fingerprint, &finding->evidence) == 0)
            return accepts(list, one, result, finding) ? one : NULL;
    }
    note_changed(list, lower_bound(list, &finding->fingerprint, &none), result,
                 finding);
    return NULL;
}

/* -------------------------------------------------------------- counting */

/** A finding's place, and what it is accepted by. */
typedef struct judged {
    uint32_t rule;
    uint32_t place;
    const gj_suppression *by;
} judged;

static int by_place(const void *left, const void *right)
{
    const judged *a = left;
    const judged *b = right;

    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static void move_check(gj_checks *checks, bool known)
{
    checks->failed--;
    checks->known += known;
    checks->suppressed += !known;
}

/** Takes a place all of whose findings are accepted out of what failed. */
static void accept_place(gj_result *result, const judged *place, bool known)
{
    move_check(&result->checks, known);
    for (uint32_t i = 0; i < result->rule_count; i++)
        if (result->rules[i].rule == place->rule)
            move_check(&result->rules[i].checks, known);
}

static void count_places(gj_result *result)
{
    uint32_t count = result->finding_count;
    judged *all = gj_new(count + 1, sizeof *all);
    uint32_t end;

    for (uint32_t i = 0; i < count; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        all[i] =
            (judged){finding->rule_index, finding->place, finding->suppression};
    }
    qsort(all, count, sizeof *all, by_place);
    for (uint32_t first = 0; first < count; first = end) {
        bool accepted = true;
        bool known = true;
        for (end = first; end < count && by_place(&all[first], &all[end]) == 0;
             end++) {
            accepted = accepted && all[end].by != NULL;
            known = known && all[end].by != NULL && gj_is_baseline(all[end].by);
        }
        if (accepted)
            accept_place(result, &all[first], known);
    }
    free(all);
}

/* -------------------------------------------------------------- applying */

/** Moves accepted findings behind the reasons; the order stays otherwise. */
static void set_apart(gj_result *result, uint32_t accepted)
{
    uint32_t total = result->finding_count + result->reason_count;
    gj_finding_entry *aside = gj_new(accepted, sizeof *aside);
    uint32_t moved = 0;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < total; i++)
        if (result->findings[i].suppression != NULL)
            aside[moved++] = result->findings[i];
        else
            result->findings[kept++] = result->findings[i];
    memcpy(result->findings + kept, aside, moved * sizeof *aside);
    free(aside);
    result->finding_count -= accepted;
    result->accepted_count = accepted;
    gj_result_judge(result);
}

/** An equality whose failure is accepted fails still: it goes on pointing to
    the cell at fault. */
static void group_anew(gj_result *result)
{
    uint32_t total =
        result->finding_count + result->reason_count + result->accepted_count;

    for (uint32_t i = 0; i < total; i++)
        result->findings[i].group = NULL;
    result->groups = NULL;
    result->group_count = 0;
    if (result->tie_count > 0)
        gj_result_group(result);
}

void gj_suppressions_apply(gj_suppressions *suppressions,
                           gj_suppressions *baseline, gj_result *result)
{
    uint32_t accepted = 0;

    if (suppressions->count + baseline->count == 0 || result->form == NULL ||
        result->status == GJ_RESULT_UNREADABLE)
        return;
    for (uint32_t i = 0; i < result->finding_count; i++) {
        gj_finding_entry *finding = &result->findings[i];
        if (!finding->rule->checks)
            continue;
        finding->suppression = look_up(suppressions, result, finding);
        if (finding->suppression == NULL)
            finding->suppression = look_up(baseline, result, finding);
        accepted += finding->suppression != NULL;
    }
    if (accepted == 0)
        return;
    count_places(result);
    set_apart(result, accepted);
    group_anew(result);
}

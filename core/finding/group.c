#include "finding/group.h"

#include <stdlib.h>

#include "base/digest.h"
#include "finding/suspect.h"
#include "form/shape.h"

typedef struct grouping {
    gj_result *result;
    gj_suspicion suspicion;
    /** For each finding the suspicion it belongs to, or GJ_NONE. */
    uint32_t *of;
    /** Indexes of findings, also of accepted ones, by rule and place. */
    uint32_t *order;
    uint32_t count;
    /** For each suspicion the index of its group. */
    uint32_t *index;
    /** For each cell the finding of the group at hand that names it, and
        where; a stamp of group + 1 says which group that is. */
    const gj_spot **spots;
    uint32_t *stamps;
} grouping;

/* ---------------------------------------------------------------- members */

static int compare_places(const gj_finding_entry *finding, uint32_t rule,
                          uint32_t place)
{
    if (finding->rule_index != rule)
        return finding->rule_index < rule ? -1 : 1;
    return finding->place < place ? -1 : finding->place > place;
}

static int by_place(const void *left, const void *right, void *context)
{
    const gj_finding_entry *findings = context;
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    int order =
        compare_places(&findings[a], findings[b].rule_index, findings[b].place);
    return order != 0 ? order : a < b ? -1 : a > b;
}

/** The first finding, in `order`, that is not before a rule's place. */
static uint32_t lower_bound(const grouping *g, uint32_t rule, uint32_t place)
{
    uint32_t from = 0;
    uint32_t to = g->count;

    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (compare_places(&g->result->findings[g->order[middle]], rule,
                           place) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/** The findings about places whose equalities were grouped; where a place has
    several of them, the first group has it. */
static void join_equalities(grouping *g)
{
    const gj_result *result = g->result;

    qsort_r(g->order, g->count, sizeof *g->order, by_place, result->findings);
    for (uint32_t i = 0; i < result->tie_count; i++) {
        const gj_tie *tie = &result->ties[i];
        uint32_t group = g->suspicion.groups[i];
        if (group == GJ_NONE)
            continue;
        for (uint32_t at = lower_bound(g, tie->rule, tie->place);
             at < g->count && compare_places(&result->findings[g->order[at]],
                                             tie->rule, tie->place) == 0;
             at++)
            if (g->of[g->order[at]] > group)
                g->of[g->order[at]] = group;
    }
}

/** The suspected cell that a finding is about: its own, or where it is about
    words the first one that they are compared with. */
static uint32_t suspect_of(const grouping *g, const uint32_t *suspect,
                           const gj_finding_entry *finding)
{
    uint32_t count = g->result->cell_count;

    if (finding->primary.cell < count)
        return suspect[finding->primary.cell];
    for (uint32_t i = 0; i < finding->related_count; i++) {
        uint32_t cell = finding->related[i].cell;
        if (cell < count && suspect[cell] != 0)
            return suspect[cell];
    }
    return 0;
}

/** What else is said about a cell that is suspected. */
static void join_others(grouping *g)
{
    const gj_result *result = g->result;
    const gj_suspicion *suspicion = &g->suspicion;
    uint32_t *suspect = gj_new(result->cell_count, sizeof *suspect);

    for (uint32_t group = suspicion->group_count; group-- > 0;)
        for (uint32_t i = suspicion->first[group];
             i < suspicion->first[group + 1]; i++)
            suspect[suspicion->cells[i]] = group + 1;
    for (uint32_t at = 0; at < g->count; at++) {
        uint32_t i = g->order[at];
        uint32_t group = suspect_of(g, suspect, &result->findings[i]);
        if (g->of[i] == GJ_NONE && group != 0)
            g->of[i] = group - 1;
    }
    free(suspect);
}

/* ----------------------------------------------------------------- groups */

/** Makes the groups that have findings, in the order of their first ones. */
static void make_groups(grouping *g)
{
    gj_result *result = g->result;
    uint32_t count = g->suspicion.group_count;

    result->groups =
        gj_arena_new(&result->arena, count * sizeof *result->groups + 1);
    g->index = gj_new(count, sizeof *g->index);
    memset(g->index, 0xFF, count * sizeof *g->index);
    for (uint32_t i = 0; i < result->finding_count; i++) {
        uint32_t of = g->of[i];
        if (of == GJ_NONE)
            continue;
        if (g->index[of] == GJ_NONE) {
            g->index[of] = result->group_count;
            result->groups[result->group_count++] =
                (gj_group){.one_cause = g->suspicion.one_cause[of]};
        }
        gj_group *group = &result->groups[g->index[of]];
        result->findings[i].group = group;
        group->finding_count++;
    }
}

static void count_accepted(grouping *g)
{
    gj_result *result = g->result;
    uint32_t first = result->finding_count + result->reason_count;

    for (uint32_t i = first; i < first + result->accepted_count; i++)
        if (g->of[i] != GJ_NONE && g->index[g->of[i]] != GJ_NONE)
            result->groups[g->index[g->of[i]]].accepted_count++;
}

static void list_findings(grouping *g)
{
    gj_result *result = g->result;

    for (uint32_t i = 0; i < result->group_count; i++) {
        gj_group *group = &result->groups[i];
        group->findings = gj_arena_new(&result->arena,
                                       group->finding_count * sizeof(uint32_t));
        group->finding_count = 0;
    }
    for (uint32_t i = 0; i < result->finding_count; i++)
        if (g->of[i] != GJ_NONE) {
            gj_group *group = &result->groups[g->index[g->of[i]]];
            group->findings[group->finding_count++] = i;
        }
}

/* --------------------------------------------------------------- suspects */

static void note_spot(grouping *g, uint32_t stamp, const gj_spot *spot)
{
    if (spot->cell >= g->result->cell_count || g->stamps[spot->cell] == stamp)
        return;
    g->stamps[spot->cell] = stamp;
    g->spots[spot->cell] = spot;
}

static void note_spots(grouping *g, const gj_group *group, uint32_t stamp)
{
    for (uint32_t i = 0; i < group->finding_count; i++) {
        const gj_finding_entry *finding =
            &g->result->findings[group->findings[i]];
        note_spot(g, stamp, &finding->primary);
        for (uint32_t r = 0; r < finding->related_count; r++)
            note_spot(g, stamp, &finding->related[r]);
    }
}

static gj_spot make_suspect(grouping *g, uint32_t stamp, uint32_t cell)
{
    gj_arena *arena = &g->result->arena;
    gj_buffer text = {0};

    if (g->stamps[cell] == stamp) {
        gj_spot spot = *g->spots[cell];
        spot.role = 0;
        spot.side = GJ_SIDE_NONE;
        spot.coefficient = 0;
        return spot;
    }
    gj_spot spot = {.cell = cell, .has_value = true};
    const gj_shape *shape = gj_form_shape(g->result->form, g->result->lengths);
    gj_shape_pointer(shape, cell, &text);
    spot.pointer = gj_arena_text(arena, gj_buffer_view(&text));
    gj_buffer_clear(&text);
    gj_buffer_decimal(&text, g->result->values[cell]);
    spot.value = gj_arena_text(arena, gj_buffer_view(&text));
    gj_buffer_free(&text);
    return spot;
}

static gj_digest take_id(const gj_result *result, const gj_group *group)
{
    gj_hash hash;

    sha256_init(&hash);
    gj_hash_text(&hash, result->form->id);
    gj_hash_text(&hash, result->unit);
    gj_hash_number(&hash, result->year);
    for (uint32_t i = 0; i < group->suspect_count; i++)
        gj_hash_text(&hash, group->suspects[i].pointer);
    return gj_hash_end(&hash);
}

static void add_suspects(grouping *g, uint32_t of)
{
    gj_result *result = g->result;
    gj_group *group = &result->groups[g->index[of]];
    uint32_t first = g->suspicion.first[of];
    uint32_t end = g->suspicion.first[of + 1];

    note_spots(g, group, of + 1);
    group->suspects =
        gj_arena_new(&result->arena, (end - first) * sizeof *group->suspects);
    for (uint32_t i = first; i < end; i++)
        group->suspects[group->suspect_count++] =
            make_suspect(g, of + 1, g->suspicion.cells[i]);
    group->id = take_id(result, group);
}

/** All but the reasons between findings and accepted ones. */
static void list_all(grouping *g)
{
    const gj_result *result = g->result;
    uint32_t behind = result->finding_count + result->reason_count;

    g->order = gj_new(result->finding_count + (size_t)result->accepted_count,
                      sizeof *g->order);
    for (uint32_t i = 0; i < result->finding_count; i++)
        g->order[g->count++] = i;
    for (uint32_t i = 0; i < result->accepted_count; i++)
        g->order[g->count++] = behind + i;
    g->of = gj_new(behind + (size_t)result->accepted_count, sizeof *g->of);
    memset(g->of, 0xFF, (behind + result->accepted_count) * sizeof *g->of);
}

void gj_result_group(gj_result *result)
{
    grouping g = {.result = result};

    if (result->cell_count == 0 || result->finding_count == 0)
        return;
    gj_suspicion_find(&g.suspicion, result);
    list_all(&g);
    g.spots = gj_new(result->cell_count, sizeof *g.spots);
    g.stamps = gj_new(result->cell_count, sizeof *g.stamps);
    join_equalities(&g);
    join_others(&g);
    make_groups(&g);
    count_accepted(&g);
    list_findings(&g);
    for (uint32_t i = 0; i < g.suspicion.group_count; i++)
        if (g.index[i] != GJ_NONE)
            add_suspects(&g, i);
    gj_suspicion_free(&g.suspicion);
    free(g.of);
    free(g.order);
    free(g.index);
    free(g.spots);
    free(g.stamps);
}

/* Rules with a `when`: what they demand where it holds, beside what is always
 * demanded, and beside one another. */
#include <stdlib.h>

#include "examining.h"

/** Pairs of places that are looked at; beyond them nothing is said. */
enum { MOST_PAIRS = 400 };

/** Which cells demands tie together: two demands of different parts cannot
    contradict one another. */
typedef struct parts {
    const gj_examination *e;
    /** By cell: another of its part, or itself. */
    uint32_t *parent;
    /** By cell that stands for its part: whether it is asked for. */
    uint8_t *asked;
    /** What is always demanded of the parts asked for. */
    gj_demands near;
    unsigned pairs;
} parts;

static uint32_t part_of(const parts *p, uint32_t cell)
{
    while (p->parent[cell] != cell)
        cell = p->parent[cell] = p->parent[p->parent[cell]];
    return cell;
}

static bool open_parts(parts *p, const gj_examination *e)
{
    *p = (parts){.e = e};
    p->parent = calloc(e->cell_limit + (size_t)1, sizeof *p->parent);
    p->asked = calloc(e->cell_limit + (size_t)1, 1);
    if (p->parent == NULL || p->asked == NULL)
        return false;
    for (uint32_t i = 0; i < e->cell_limit; i++)
        p->parent[i] = i;
    for (size_t i = 0; i < e->always.count; i++) {
        const gj_demand *demand = &e->always.at[i];
        for (uint32_t t = 1; t < demand->count; t++)
            p->parent[part_of(p, demand->terms[t].cell)] =
                part_of(p, demand->terms[0].cell);
    }
    return true;
}

static void close_parts(parts *p)
{
    free(p->parent);
    free(p->asked);
    gj_demands_free(&p->near);
}

/* ------------------------------------------------------------------ parts */

typedef void visit(parts *p, uint32_t part);

static void visit_sheet(parts *p, const gj_spot *spot, const gj_sheet *sheet,
                        visit *to_visit)
{
    const gj_plan *plan = spot->plan;

    for (uint32_t a = 0; a < sheet->expression->atom_count; a++) {
        const gj_row *row =
            &sheet->rows[(size_t)a * plan->place_count + spot->place];
        for (uint32_t t = row->first; t < row->first + row->count; t++)
            to_visit(p, part_of(p, plan->terms[t].cell));
    }
}

static void visit_spot(parts *p, const gj_spot *spot, visit *to_visit)
{
    visit_sheet(p, spot, &spot->plan->when, to_visit);
    visit_sheet(p, spot, &spot->plan->assertion, to_visit);
}

static void ask(parts *p, uint32_t part)
{
    p->asked[part] |= 1;
}

static void forget(parts *p, uint32_t part)
{
    p->asked[part] = 0;
}

/** Notes in the second bit whether two places share a part. */
static void meet(parts *p, uint32_t part)
{
    if (p->asked[part] & 1)
        p->asked[part] |= 2;
}

static bool have_met(parts *p, const gj_spot *one, const gj_spot *other)
{
    bool met = false;

    visit_spot(p, one, ask);
    visit_spot(p, other, meet);
    for (uint32_t i = 0; i < p->e->cell_limit && !met; i++)
        met = (p->asked[i] & 2) != 0;
    visit_spot(p, one, forget);
    visit_spot(p, other, forget);
    return met;
}

/** Chooses what is always demanded of cells that are tied to those of one or
    two places. */
static gj_ground near(parts *p, const gj_spot *one, const gj_spot *other)
{
    const gj_demands *always = &p->e->always;
    gj_demands all = {0};

    gj_demands_free(&p->near);
    visit_spot(p, one, ask);
    if (other != NULL)
        visit_spot(p, other, ask);
    for (size_t i = 0; i < always->count; i++) {
        const gj_demand *demand = &always->at[i];
        if (demand->count == 0 || !p->asked[part_of(p, demand->terms[0].cell)])
            continue;
        const gj_demands single = {
            .at = &always->at[i], .origins = &always->origins[i], .count = 1};
        gj_demands_copy(&all, &single, false);
    }
    visit_spot(p, one, forget);
    if (other != NULL)
        visit_spot(p, other, forget);
    p->near = all;
    return gj_ground_of(p->e, &p->near);
}

/* ------------------------------------------------------------------- join */

static gj_origin origin_of(const gj_spot *spot)
{
    return (gj_origin){.equation = spot->plan->equation,
                       .binding = spot->plan->bindings[spot->place]};
}

/** Says that a `when` always holds, with the demands near it that make it so.
 */
static void remark_always(const parts *p, const gj_spot *spot)
{
    const gj_examination *e = p->e;
    const gj_origin origin = origin_of(spot);
    gj_remark remark = {.zh_length = 0};
    bool others = memchr(e->marks, 1, p->near.count) != NULL;

    gj_remark_say(&remark, "", "the \"when\" of ");
    gj_remark_origin(&remark, &origin);
    gj_remark_say(&remark, " 的“when”总是成立", " always holds");
    if (others) {
        gj_remark_say(&remark, "，只要满足：", " where these do: ");
        gj_remark_marked(&remark, &p->near, e->marks, p->near.count, false);
    }
    gj_remark_end(&remark, e, spot->plan->equation, GJ_INFO);
}

static bool always_applies(parts *p, const gj_spot *spot)
{
    const gj_ground ground = near(p, spot, NULL);
    const gj_goal goal = gj_goal_when(spot->plan, spot->place, false, NULL);

    return !gj_ways_possible(&ground, &goal, p->e->marks);
}

/** The demands near a place that are marked, which stay when near() chooses
    others. */
static const gj_premise *keep_premises(const parts *p, gj_examination *e)
{
    gj_premise *list = NULL;

    for (size_t i = p->near.count; i > 0; i--) {
        if (!e->marks[i - 1])
            continue;
        gj_premise *premise = calloc(1, sizeof *premise);
        if (premise == NULL)
            break;
        *premise = (gj_premise){p->near.origins[i - 1], list, e->premises};
        e->premises = list = premise;
    }
    return list;
}

static void join(const parts *p, gj_examination *e, const gj_spot *spot)
{
    size_t at = gj_demands_add(&e->always, spot->plan, &spot->plan->assertion,
                               spot->place, false);
    const gj_premise *premises = keep_premises(p, e);

    for (; at < e->always.count; at++)
        e->always.origins[at].premises = premises;
}

/** One round over the places; true where one was taken. */
static bool join_some(gj_examination *e)
{
    size_t kept = 0, count = e->spot_count;
    parts p;
    bool sound = open_parts(&p, e);

    for (size_t i = 0; sound && i < count; i++) {
        const gj_spot spot = e->spots[i];
        if (!always_applies(&p, &spot)) {
            e->spots[kept++] = spot;
            continue;
        }
        remark_always(&p, &spot);
        join(&p, e, &spot);
        /* It may tie cells together. */
        close_parts(&p);
        sound = open_parts(&p, e);
    }
    close_parts(&p);
    e->spot_count = kept;
    return kept < count;
}

bool gj_conditional_join(gj_examination *e)
{
    bool joined = false;

    while (join_some(e))
        joined = true;
    return joined;
}

/* ---------------------------------------------------------------- one rule */

/** Says of a rule that its `when` breaks others, at the first such place. */
static void remark_breaking(const parts *p, const gj_spot *spot)
{
    const gj_origin origin = origin_of(spot);
    gj_remark remark = {.zh_length = 0};

    gj_remark_origin(&remark, &origin);
    gj_remark_say(&remark,
                  " 只会用在违反其他规则的报告上，“when”与这些规则不能同时"
                  "成立：",
                  " applies only to reports that break other rules; its "
                  "\"when\" cannot hold where these do: ");
    gj_remark_marked(&remark, &p->near, p->e->marks, p->near.count, false);
    gj_remark_end(&remark, p->e, spot->plan->equation, GJ_WARNING);
}

static void remark_contradiction(const parts *p, const gj_spot *one,
                                 const gj_spot *other)
{
    const gj_origin first = origin_of(one);
    gj_remark remark = {.zh_length = 0};

    gj_remark_say(&remark, "", "where the \"when\" of ");
    gj_remark_origin(&remark, &first);
    if (other != NULL) {
        const gj_origin second = origin_of(other);
        gj_remark_say(&remark, " 和 ", " and of ");
        gj_remark_origin(&remark, &second);
    }
    gj_remark_say(&remark,
                  other
                      ? " 的“when”同时成立时互相矛盾，没有任何报告能同时满足："
                      : " 的“when”成立时互相矛盾，没有任何报告能同时满足：",
                  other ? " hold together, a contradiction; no report can meet "
                          "all of: "
                        : " holds, a contradiction; no report can meet all "
                          "of: ");
    gj_remark_origin(&remark, &first);
    if (other != NULL) {
        const gj_origin second = origin_of(other);
        gj_remark_say(&remark, "、", ", ");
        gj_remark_origin(&remark, &second);
    }
    gj_remark_marked(&remark, &p->near, p->e->marks, p->near.count, true);
    gj_remark_end(&remark, p->e, one->plan->equation, GJ_ERROR);
}

/** Whether a `when` can hold beside what is always demanded, and the assertion
    with it. Settles the place where not; `silent` where the rule was named
    already. */
static void examine_one(parts *p, gj_spot *spot, bool silent)
{
    const gj_ground ground = near(p, spot, NULL);
    const gj_goal when = gj_goal_when(spot->plan, spot->place, true, NULL);
    const gj_goal both = gj_goal_assertion(spot->plan, spot->place, &when);

    if (!gj_ways_possible(&ground, &when, p->e->marks)) {
        spot->settled = true;
        if (!silent)
            remark_breaking(p, spot);
    } else if (!gj_ways_possible(&ground, &both, p->e->marks)) {
        spot->settled = true;
        if (!silent)
            remark_contradiction(p, spot, NULL);
    }
}

/* ---------------------------------------------------------------- two rules */

static bool can_hold_together(parts *p, const gj_spot *one,
                              const gj_spot *other)
{
    const gj_ground ground = near(p, one, other);
    const gj_goal first = gj_goal_when(one->plan, one->place, true, NULL);
    const gj_goal when = gj_goal_when(other->plan, other->place, true, &first);
    const gj_goal second = gj_goal_assertion(one->plan, one->place, &when);
    const gj_goal all = gj_goal_assertion(other->plan, other->place, &second);

    if (gj_ways_possible(&ground, &all, p->e->marks) ||
        !gj_ways_possible(&ground, &when, p->e->marks))
        return true;
    /* Once more, for its marks. */
    return gj_ways_possible(&ground, &all, p->e->marks);
}

/** Looks at a place beside those behind it; rules that are marked in `named`
    were named beside its rule before. */
static void examine_pairs(parts *p, size_t at, uint8_t *named)
{
    const gj_examination *e = p->e;
    const gj_spot *one = &e->spots[at];

    for (size_t i = at + 1; i < e->spot_count; i++) {
        const gj_spot *other = &e->spots[i];
        if (other->settled || named[other->rule] || !have_met(p, one, other))
            continue;
        if (p->pairs++ >= MOST_PAIRS)
            return;
        if (can_hold_together(p, one, other))
            continue;
        named[other->rule] = 1;
        remark_contradiction(p, one, other);
    }
}

/* ------------------------------------------------------------- redundancy */

/** Whether one place's `when` holds only where another's does. */
static bool implies(parts *p, const gj_spot *one, const gj_spot *other)
{
    const gj_ground ground = near(p, one, other);
    const gj_goal when = gj_goal_when(one->plan, one->place, true, NULL);
    const gj_goal not_other =
        gj_goal_when(other->plan, other->place, false, &when);

    return !gj_ways_possible(&ground, &not_other, p->e->marks);
}

/** The equalities that hold where a place's `when` does, but for its own: those
    that are always demanded, those of the `when`, and those of earlier places
    whose `when` holds then. */
static void collect_equalities(parts *p, size_t at, gj_demands *equal)
{
    const gj_examination *e = p->e;
    const gj_spot *spot = &e->spots[at];

    near(p, spot, NULL);
    gj_demands_copy(equal, &p->near, true);
    gj_demands_add(equal, spot->plan, &spot->plan->when, spot->place, true);
    for (size_t i = 0; i < at && p->pairs < MOST_PAIRS; i++) {
        const gj_spot *other = &e->spots[i];
        if (other->settled || !have_met(p, spot, other))
            continue;
        p->pairs++;
        if (implies(p, spot, other))
            gj_demands_add(equal, other->plan, &other->plan->assertion,
                           other->place, true);
    }
}

static void examine_redundancy(parts *p, size_t at)
{
    const gj_examination *e = p->e;
    const gj_spot *spot = &e->spots[at];
    gj_demands own = {0}, equal = {0};

    gj_demands_add(&own, spot->plan, &spot->plan->assertion, spot->place, true);
    if (own.count > 0)
        collect_equalities(p, at, &equal);
    for (size_t i = 0; i < own.count; i++) {
        const gj_demands single = {
            .at = &own.at[i], .origins = &own.origins[i], .count = 1};
        gj_remark remark = {.zh_length = 0};
        size_t index = equal.count;
        gj_demands_copy(&equal, &single, true);
        memset(e->marks, 0, index);
        if (!gj_system_follows(equal.at, index, e->marks))
            continue;
        gj_remark_origin(&remark, &own.origins[i]);
        if (memchr(e->marks, 1, index) == NULL) {
            gj_remark_say(&remark, " 恒成立", " always holds");
        } else {
            gj_remark_say(&remark, " 在“when”成立时可由其他等式推出：",
                          " follows, where its \"when\" holds, from other "
                          "equalities: ");
            gj_remark_marked(&remark, &equal, e->marks, index, false);
        }
        gj_remark_end(&remark, e, spot->plan->equation, GJ_INFO);
    }
    gj_demands_free(&own);
    gj_demands_free(&equal);
}

/* -------------------------------------------------------------------- all */

static void examine_spots(parts *p, gj_examination *e, uint8_t *named)
{
    for (size_t i = 0; i < e->spot_count; i++) {
        gj_spot *spot = &e->spots[i];
        examine_one(p, spot, named[spot->rule] != 0);
        named[spot->rule] |= spot->settled;
    }
    for (size_t i = 0; i < e->spot_count; i++) {
        if (i == 0 || e->spots[i].rule != e->spots[i - 1].rule)
            memset(named, 0, e->ruleset->count);
        if (!e->spots[i].settled)
            examine_pairs(p, i, named);
    }
    p->pairs = 0;
    for (size_t i = 0; i < e->spot_count; i++)
        if (!e->spots[i].settled)
            examine_redundancy(p, i);
}

void gj_conditional_examine(gj_examination *e)
{
    uint8_t *named = calloc(e->ruleset->count + 1, 1);
    parts p;

    if (open_parts(&p, e) && named != NULL)
        examine_spots(&p, e, named);
    close_parts(&p);
    free(named);
}

#include "examine.h"

#include <stdlib.h>

#include "examining.h"

/* ---------------------------------------------------------------- compile */

static void touch_sheet(const gj_examination *e, const gj_plan *plan,
                        const gj_sheet *sheet)
{
    const gj_host *host = e->opening->host;
    size_t rows = sheet->expression == NULL
                      ? 0
                      : sheet->expression->atom_count * plan->place_count;

    for (size_t i = 0; i < rows; i++) {
        const gj_row *row = &sheet->rows[i];
        for (uint32_t t = row->first; t < row->first + row->count; t++)
            host->touches(e->opening->registry, plan->terms[t].cell,
                          row->count > 1);
    }
}

static void take_plan(gj_examination *e, const gj_plan *plan, size_t rule)
{
    touch_sheet(e, plan, &plan->assertion);
    touch_sheet(e, plan, &plan->when);
    for (uint32_t p = 0; p < plan->place_count; p++) {
        if (plan->when.expression == NULL) {
            gj_demands_add(&e->always, plan, &plan->assertion, p, false);
            continue;
        }
        gj_spot *spot =
            gj_push(&e->spots, &e->spot_count, &e->spot_room, sizeof *spot);
        *spot = (gj_spot){.plan = plan, .place = p, .rule = rule};
    }
    if (plan->cell_limit > e->cell_limit)
        e->cell_limit = plan->cell_limit;
}

static bool find_kinds(gj_examination *e)
{
    const gj_opening *opening = e->opening;

    e->kinds = calloc(e->cell_limit + (size_t)1, 1);
    for (uint32_t i = 0; e->kinds != NULL && i < e->cell_limit; i++)
        e->kinds[i] = (uint8_t)opening->host->kind(opening->shape, i);
    return e->kinds != NULL;
}

static bool compile(gj_examination *e)
{
    const gj_opening *opening = e->opening;

    e->plans = calloc(e->ruleset->count + 1, sizeof(gj_plan *));
    for (size_t i = 0; e->plans != NULL && i < e->ruleset->count; i++) {
        e->plans[i] = gj_plan_new(opening->host, opening->form, opening->shape,
                                  e->ruleset->equations[i], GJ_PLAN_TERMS);
        if (e->plans[i] == NULL)
            return false;
        take_plan(e, e->plans[i], i);
    }
    return e->plans != NULL && find_kinds(e);
}

/** Marks for all demands there may be: those of every rule, and of `when`. */
static bool make_marks(gj_examination *e)
{
    size_t most = e->always.count + 1;

    for (size_t i = 0; i < e->spot_count; i++) {
        const gj_plan *plan = e->spots[i].plan;
        most += plan->assertion.expression->atom_count;
        most += plan->when.expression->atom_count;
    }
    e->marks = calloc(most, 1);
    return e->marks != NULL;
}

/* ------------------------------------------------------ never applicable */

static bool can_apply(const gj_examination *e, const gj_plan *plan,
                      uint32_t place)
{
    const gj_ground nothing = {NULL, 0, e->kinds};
    const gj_goal goal = gj_goal_when(plan, place, true, NULL);

    return gj_ways_possible(&nothing, &goal, e->marks);
}

/** A rule that applies nowhere, or not at one of its places. */
static void examine_when(const gj_examination *e, const gj_plan *plan)
{
    gj_remark remark = {.zh_length = 0};
    uint32_t never = 0;

    gj_remark_say(&remark, "规则 ", "rule ");
    gj_remark_text(&remark, plan->equation->id);
    if (plan->place_count == 0) {
        gj_remark_say(&remark, " 在表样中没有可判断之处",
                      " has no place in the form");
        gj_remark_end(&remark, e, plan->equation, GJ_ERROR);
        return;
    }
    for (uint32_t p = 0; plan->when.expression && p < plan->place_count; p++)
        never += !can_apply(e, plan, p);
    if (never == plan->place_count) {
        gj_remark_say(
            &remark, " 永远不会执行：“when”的条件不可能成立",
            " can never be evaluated: what its \"when\" asks for cannot be");
        gj_remark_end(&remark, e, plan->equation, GJ_ERROR);
    } else if (never > 0) {
        gj_remark_say(
            &remark, " 在有些地方永远不会执行：“when”在那里不可能成立",
            " can never be evaluated at some of its places: what its \"when\" "
            "asks for cannot be there");
        gj_remark_end(&remark, e, plan->equation, GJ_WARNING);
    }
}

/** Leaves out the places at which a rule never applies: that was said. */
static void drop_dead(gj_examination *e)
{
    size_t kept = 0;

    for (size_t i = 0; i < e->spot_count; i++)
        if (can_apply(e, e->spots[i].plan, e->spots[i].place))
            e->spots[kept++] = e->spots[i];
    e->spot_count = kept;
}

/* ------------------------------------------- contradiction and redundancy */

/** Says which demands no report can meet together. False where there are
    such, or where it could not be decided. */
static bool examine_contradiction(const gj_examination *e)
{
    const gj_demands *all = &e->always;
    gj_truth truth =
        gj_system_satisfiable(all->at, all->count, e->kinds, e->marks);
    gj_remark remark = {.zh_length = 0};
    size_t first = 0;

    if (truth == GJ_HOLDS || all->count == 0)
        return true;
    if (truth == GJ_UNSURE) {
        gj_remark_say(
            &remark, "规则的系数过大或条数过多，是否互相矛盾未能判断",
            "whether the rules contradict one another was not decided: too "
            "many of them, or too large numbers");
        gj_remark_end(&remark, e, all->origins[0].equation, GJ_WARNING);
        return false;
    }
    while (!e->marks[first])
        first++;
    gj_remark_say(&remark, "互相矛盾，没有任何报告能同时满足：",
                  "a contradiction; no report can meet all of: ");
    gj_remark_marked(&remark, all, e->marks, all->count, false);
    gj_remark_end(&remark, e, all->origins[first].equation, GJ_ERROR);
    return false;
}

/** Says of each equality that follows from those before it. */
static void examine_redundancy(const gj_examination *e)
{
    gj_demands equal = {0};

    gj_demands_copy(&equal, &e->always, true);
    for (size_t i = 0; i < equal.count; i++) {
        gj_remark remark = {.zh_length = 0};
        memset(e->marks, 0, equal.count);
        if (!gj_system_follows(equal.at, i, e->marks))
            continue;
        gj_remark_origin(&remark, &equal.origins[i]);
        if (memchr(e->marks, 1, i) == NULL) {
            gj_remark_say(&remark, " 恒成立", " always holds");
        } else {
            gj_remark_say(&remark, " 可由其他等式推出：",
                          " follows from other equalities: ");
            gj_remark_marked(&remark, &equal, e->marks, i, false);
        }
        gj_remark_end(&remark, e, equal.origins[i].equation, GJ_INFO);
    }
    gj_demands_free(&equal);
}

/* ------------------------------------------------------------- the system */

static void examine_all(gj_examination *e)
{
    bool sound = examine_contradiction(e);

    for (size_t i = 0; i < e->ruleset->count; i++)
        examine_when(e, e->plans[i]);
    drop_dead(e);
    /* From a contradiction everything follows. */
    if (sound && gj_conditional_join(e))
        sound = examine_contradiction(e);
    if (sound)
        gj_conditional_examine(e);
    examine_redundancy(e);
}

int32_t gj_ruleset_examine(const gj_ruleset *ruleset, const gj_opening *opening)
{
    gj_examination e = {.opening = opening, .ruleset = ruleset};

    bool sound = compile(&e) && make_marks(&e);
    if (sound)
        examine_all(&e);
    for (size_t i = 0; e.plans != NULL && i < ruleset->count; i++)
        gj_plan_free(e.plans[i]);
    free(e.plans);
    free(e.kinds);
    gj_demands_free(&e.always);
    while (e.premises != NULL) {
        gj_premise *before = e.premises->before;
        free(e.premises);
        e.premises = before;
    }
    free(e.spots);
    free(e.marks);
    return sound ? 0 : 1;
}

/* equations: the plugin whose rules are linear statements over cells, written
 * as data. A ruleset is read once for a form; its rules are compiled once for
 * each shape of report and then judged by adding numbers up. */
#include <stdlib.h>

#include "examine.h"
#include "plan.h"
#include "ruleset.h"
#include "say.h"

/** Shapes whose plans are kept: forms with arrays have many. */
enum { SHAPES_KEPT = 8 };

/** The plans of one shape, one for each rule, made when first needed. */
typedef struct compiled {
    bool used;
    uint64_t shape;
    uint64_t last_use;
    gj_plan **plans;
} compiled;

typedef struct state {
    gj_ruleset ruleset;
    compiled shapes[SHAPES_KEPT];
    uint64_t clock;
} state;

/* --------------------------------------------------------------- compiling */

static void forget(compiled *shape, size_t count)
{
    for (size_t i = 0; shape->plans != NULL && i < count; i++) {
        gj_plan_free(shape->plans[i]);
        shape->plans[i] = NULL;
    }
}

/** The plans of a shape; the shape used longest ago makes room. */
static compiled *find_shape(state *s, uint64_t id)
{
    compiled *oldest = &s->shapes[0];

    for (size_t i = 0; i < SHAPES_KEPT; i++) {
        compiled *shape = &s->shapes[i];
        if (shape->used && shape->shape == id) {
            shape->last_use = ++s->clock;
            return shape;
        }
        if (!shape->used ||
            (oldest->used && shape->last_use < oldest->last_use))
            oldest = shape;
    }
    forget(oldest, s->ruleset.count);
    if (oldest->plans == NULL)
        oldest->plans = calloc(s->ruleset.count, sizeof(gj_plan *));
    oldest->used = oldest->plans != NULL;
    oldest->shape = id;
    oldest->last_use = ++s->clock;
    return oldest->plans != NULL ? oldest : NULL;
}

static const gj_plan *find_plan(const gj_check *check)
{
    state *s = check->state;
    const gj_equation *equation = check->data;
    const gj_shape *shape = check->host->shape(check->report);
    compiled *plans = find_shape(s, check->host->shape_id(shape));

    if (plans == NULL)
        return NULL;
    gj_plan **plan = &plans->plans[equation->index];
    if (*plan == NULL)
        *plan = gj_plan_new(check->host, s->ruleset.form, shape, equation,
                            GJ_PLAN_TERMS);
    if (*plan != NULL)
        (*plan)->shape = shape;
    return *plan;
}

/* ---------------------------------------------------------------- checking */

static uint32_t places(const gj_check *check)
{
    const gj_plan *plan = find_plan(check);
    return plan != NULL ? plan->place_count : 1;
}

static int32_t judge(const gj_check *check)
{
    const state *s = check->state;
    const gj_plan *plan = find_plan(check);
    const gj_case judged = {.host = check->host,
                            .form = s->ruleset.form,
                            .report = check->report,
                            .cells = check->host->cells(check->report),
                            .plan = plan};

    if (plan == NULL || plan->cell_limit > judged.cells->count)
        return 1;
    const uint8_t *truths = gj_case_judge(&judged);
    uint32_t place = 0;
    while (place < plan->place_count) {
        uint32_t end = gj_truths_hold(truths, place, plan->place_count);
        if (end > place)
            check->host->held(check->sink, place, end - place);
        if (end < plan->place_count && truths[end] == GJ_FAILS)
            gj_say_failed(&judged, check->sink, end);
        else if (end < plan->place_count)
            gj_say_unsure(&judged, check->sink, end);
        place = end + 1;
    }
    return 0;
}

/** Names the terms of a comparison that demands equality. */
static void name_terms(const gj_check *check, const gj_plan *plan,
                       const gj_row *row, uint32_t equality)
{
    for (uint32_t i = row->first; i < row->first + row->count; i++) {
        const gj_term *term = &plan->terms[i];
        int64_t factor = term->factor < 0 ? -term->factor : term->factor;
        check->host->term(check->sink, equality, term->cell,
                          term->factor < 0 ? GJ_SIDE_RIGHT : GJ_SIDE_LEFT,
                          factor * GJ_MILLION);
    }
    if (row->constant != 0)
        check->host->term(check->sink, equality, GJ_NO_CELL, GJ_SIDE_LEFT,
                          (int64_t)row->constant);
}

/** Whether the node is an equality all of whose pointers lead somewhere, and
    whose constant the host can be told. */
static bool is_equality(const gj_row *row, const gj_node *node)
{
    return node->relation == GJ_EQUAL && !row->missing &&
           row->constant <= INT64_MAX && row->constant >= INT64_MIN;
}

/** Equalities that must hold together; what else is demanded is passed over. */
static void name_equalities(const gj_check *check, const gj_plan *plan,
                            const gj_node *node, uint32_t place,
                            uint32_t *equality)
{
    if (node->kind == GJ_NODE_COMPARE) {
        const gj_row *row = gj_sheet_row(plan, &plan->assertion, node, place);
        if (is_equality(row, node))
            name_terms(check, plan, row, (*equality)++);
    }
    for (const gj_node *child = node->first;
         child != NULL && node->kind == GJ_NODE_AND; child = child->next)
        name_equalities(check, plan, child, place, equality);
}

static int32_t ties(const gj_check *check, uint32_t place)
{
    const state *s = check->state;
    const gj_plan *plan = find_plan(check);
    const gj_case judged = {.host = check->host,
                            .form = s->ruleset.form,
                            .report = check->report,
                            .cells = check->host->cells(check->report),
                            .plan = plan};
    uint32_t equality = 0;

    if (plan == NULL || place >= plan->place_count)
        return 1;
    if (plan->when.expression == NULL ||
        gj_case_truth(&judged, &plan->when, plan->when.expression->root,
                      place) == GJ_HOLDS)
        name_equalities(check, plan, plan->assertion.expression->root, place,
                        &equality);
    return 0;
}

/* ----------------------------------------------------------------- opening */

static bool register_rule(const gj_opening *opening,
                          const gj_equation *equation)
{
    gj_message own;
    const gj_message *messages[GJ_SAY_MESSAGES];
    gj_rule rule = {.size = sizeof rule,
                    .severity = equation->severity,
                    .id = equation->id,
                    .title = equation->title,
                    .basis = equation->basis,
                    .about = equation->about,
                    .example = equation->example,
                    .remedy = equation->remedy,
                    .messages = messages,
                    .data = equation,
                    .places = places,
                    .check = judge,
                    .ties = ties};

    gj_say_messages(messages, &own, equation);
    return opening->host->add_rule(opening->registry, &rule) == 0;
}

static void close_form(void *opened)
{
    state *s = opened;

    for (size_t i = 0; i < SHAPES_KEPT; i++) {
        forget(&s->shapes[i], s->ruleset.count);
        free(s->shapes[i].plans);
    }
    gj_ruleset_free(&s->ruleset);
    free(s);
}

static int32_t open_form(const gj_opening *opening, void **opened)
{
    state *s = calloc(1, sizeof *s);

    if (s == NULL)
        return 1;
    bool sound = gj_ruleset_read(&s->ruleset, opening);
    for (size_t i = 0; sound && i < s->ruleset.count; i++)
        sound = register_rule(opening, s->ruleset.equations[i]);
    if (!sound) {
        close_form(s);
        return 1;
    }
    *opened = s;
    return 0;
}

static int32_t examine(const gj_opening *opening, void *opened)
{
    const state *s = opened;
    return gj_ruleset_examine(&s->ruleset, opening);
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("equations"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("勾稽关系：以数据写成的线性等式与不等式",
                      "Tie-ups: linear equations and inequalities, as data"),
    .open = open_form,
    .close = close_form,
    .examine = examine,
};

#include "examine.h"

#include <stdlib.h>

#include "plan.h"
#include "system.h"

/** Ways in which a condition may hold that are tried; beyond them it is taken
    to be possible. */
enum { MOST_WAYS = 64 };

/** A demand of every report, and whose it is. */
typedef struct origin {
    const gj_equation *equation;
    gj_text binding;
} origin;

typedef struct examination {
    const gj_opening *opening;
    const gj_ruleset *ruleset;
    gj_plan **plans;
    /** The demands of rules without a `when`. */
    gj_demand *demands;
    origin *origins;
    size_t count;
    size_t room;
    size_t origin_count;
    size_t origin_room;
} examination;

/* ---------------------------------------------------------------- remarks */

typedef struct words {
    char zh[768];
    char en[768];
    size_t zh_length;
    size_t en_length;
} words;

static void append(char *out, size_t room, size_t *length, const char *text,
                   size_t count)
{
    if (*length + count >= room)
        return;
    memcpy(out + *length, text, count);
    *length += count;
}

static void say(words *w, const char *zh, const char *en)
{
    append(w->zh, sizeof w->zh, &w->zh_length, zh, strlen(zh));
    append(w->en, sizeof w->en, &w->en_length, en, strlen(en));
}

static void say_text(words *w, gj_text text)
{
    append(w->zh, sizeof w->zh, &w->zh_length, text.data, text.length);
    append(w->en, sizeof w->en, &w->en_length, text.data, text.length);
}

/** requests-balance, requests-balance(/requests/total) */
static void say_origin(words *w, const origin *of)
{
    say_text(w, of->equation->id);
    if (of->binding.length > 0) {
        say(w, "(", "(");
        say_text(w, of->binding);
        say(w, ")", ")");
    }
}

/** The places that are marked, as many as there is room for. */
static void say_marked(words *w, const examination *e, const uint8_t *marks,
                       size_t count)
{
    size_t said = 0;

    for (size_t i = 0; i < count; i++) {
        if (!marks[i])
            continue;
        if (w->en_length > sizeof w->en - 160) {
            say(w, "……", ", …");
            return;
        }
        if (said++ > 0)
            say(w, "、", ", ");
        say_origin(w, &e->origins[i]);
    }
}

static void remark(const examination *e, const gj_equation *equation,
                   uint32_t weight, const words *w)
{
    const gj_fault fault = {
        .size = sizeof fault,
        .value = equation->source,
        .words = {{w->zh, w->zh_length}, {w->en, w->en_length}}};

    e->opening->host->remark(e->opening->registry, weight, &fault);
}

/* ---------------------------------------------------------------- demands */

static gj_demand demand_of(const gj_plan *plan, const gj_row *row,
                           gj_relation relation)
{
    return (gj_demand){relation, plan->terms + row->first, row->count,
                       row->constant};
}

static const gj_row *row_at(const gj_plan *plan, const gj_sheet *sheet,
                            const gj_node *atom, uint32_t place)
{
    return &sheet->rows[(size_t)atom->atom * plan->place_count + place];
}

static void add_demand(examination *e, const gj_plan *plan, const gj_row *row,
                       gj_relation relation, uint32_t place)
{
    gj_demand *demand =
        gj_push(&e->demands, &e->count, &e->room, sizeof *demand);
    *demand = demand_of(plan, row, relation);
    origin *of =
        gj_push(&e->origins, &e->origin_count, &e->origin_room, sizeof *of);
    *of = (origin){plan->equation, plan->bindings[place]};
}

/** What a place demands in any case: the comparisons joined by `and`. */
static void add_demands(examination *e, const gj_plan *plan,
                        const gj_node *node, uint32_t place)
{
    if (node->kind == GJ_NODE_COMPARE && node->relation != GJ_UNEQUAL) {
        const gj_row *row = row_at(plan, &plan->assertion, node, place);
        if (!row->missing)
            add_demand(e, plan, row, node->relation, place);
    }
    for (const gj_node *child = node->first;
         child != NULL && node->kind == GJ_NODE_AND; child = child->next)
        add_demands(e, plan, child, place);
}

static void touch_sheet(const examination *e, const gj_plan *plan,
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

static bool compile(examination *e)
{
    const gj_opening *opening = e->opening;

    for (size_t i = 0; i < e->ruleset->count; i++) {
        gj_plan *plan =
            gj_plan_new(opening->host, opening->form, opening->shape,
                        e->ruleset->equations[i], GJ_PLAN_TERMS);
        e->plans[i] = plan;
        if (plan == NULL)
            return false;
        touch_sheet(e, plan, &plan->assertion);
        touch_sheet(e, plan, &plan->when);
        for (uint32_t p = 0; p < plan->place_count; p++)
            if (plan->when.expression == NULL)
                add_demands(e, plan, plan->assertion.expression->root, p);
    }
    return true;
}

/* ------------------------------------------------------ never applicable */

/** One way for a condition to hold: what has to be true at once. */
typedef struct way {
    gj_demand *demands;
    size_t count;
    size_t room;
    /** Texts that are compared: the node, and whether it has to be true. */
    struct {
        const gj_node *node;
        bool wanted;
    } named[MOST_WAYS];
    size_t named_count;
} way;

typedef struct trying {
    const gj_plan *plan;
    const gj_sheet *sheet;
    uint32_t place;
    uint32_t tried;
} trying;

/** What is left to be satisfied, as a list. */
typedef struct goal {
    const gj_node *node;
    bool wanted;
    const struct goal *next;
} goal;

static bool is_option(const gj_node *node, gj_text text)
{
    for (uint32_t i = 0; i < node->option_count; i++)
        if (gj_same(node->options[i], text))
            return true;
    return false;
}

/** Whether the text must be one of the node's options. */
static bool must_be_one(const gj_node *node, bool wanted)
{
    return (node->relation != GJ_UNEQUAL) == wanted;
}

/** Whether a text may be `option` by all that the way says of its name. */
static bool is_allowed(const way *w, const gj_node *of, gj_text option)
{
    for (size_t i = 0; i < w->named_count; i++) {
        const gj_node *node = w->named[i].node;
        if (gj_same(node->text, of->text) &&
            is_option(node, option) != must_be_one(node, w->named[i].wanted))
            return false;
    }
    return true;
}

static bool texts_agree(const way *w)
{
    for (size_t i = 0; i < w->named_count; i++) {
        const gj_node *node = w->named[i].node;
        bool found = !must_be_one(node, w->named[i].wanted);
        for (uint32_t o = 0; o < node->option_count && !found; o++)
            found = is_allowed(w, node, node->options[o]);
        if (!found)
            return false;
    }
    return true;
}

static bool is_possible(trying *t, way *w, const goal *goals);

static gj_relation opposite(gj_relation relation)
{
    static const gj_relation of[] = {
        [GJ_EQUAL] = GJ_UNEQUAL,  [GJ_UNEQUAL] = GJ_EQUAL,
        [GJ_AT_MOST] = GJ_ABOVE,  [GJ_AT_LEAST] = GJ_BELOW,
        [GJ_BELOW] = GJ_AT_LEAST, [GJ_ABOVE] = GJ_AT_MOST};
    return of[relation];
}

static bool try_relation(trying *t, way *w, const gj_row *row,
                         gj_relation relation, const goal *rest)
{
    size_t before = w->count;
    gj_demand *demand =
        gj_push(&w->demands, &w->count, &w->room, sizeof *demand);

    *demand = demand_of(t->plan, row, relation);
    bool possible = is_possible(t, w, rest);
    w->count = before;
    return possible;
}

static bool try_atom(trying *t, way *w, const goal *at)
{
    const gj_node *node = at->node;

    if (node->kind == GJ_NODE_NAMED && w->named_count < MOST_WAYS) {
        w->named[w->named_count].node = node;
        w->named[w->named_count++].wanted = at->wanted;
        bool possible = is_possible(t, w, at->next);
        w->named_count--;
        return possible;
    }
    if (node->kind != GJ_NODE_COMPARE)
        return is_possible(t, w, at->next);
    const gj_row *row = row_at(t->plan, t->sheet, node, t->place);
    gj_relation relation =
        at->wanted ? node->relation : opposite(node->relation);
    if (row->missing)
        return false;
    if (relation != GJ_UNEQUAL)
        return try_relation(t, w, row, relation, at->next);
    return try_relation(t, w, row, GJ_BELOW, at->next) ||
           try_relation(t, w, row, GJ_ABOVE, at->next);
}

/** All children at once, in front of the rest. */
static bool try_all(trying *t, way *w, const gj_node *child, bool wanted,
                    const goal *rest)
{
    goal list[MOST_WAYS] = {{child, wanted, rest}};
    size_t count = 1;
    for (child = child->next; child != NULL && count < MOST_WAYS;
         child = child->next, count++)
        list[count] = (goal){child, wanted, NULL};
    for (size_t i = 0; i < count; i++)
        list[i].next = i + 1 < count ? &list[i + 1] : rest;
    /* More of them than there is room for only make it more possible. */
    return is_possible(t, w, list);
}

/** Whether there is a way to reach all goals. */
static bool is_possible(trying *t, way *w, const goal *goals)
{
    if (goals == NULL) {
        uint8_t witness[2 * MOST_WAYS] = {0};
        if (++t->tried > MOST_WAYS || w->count > sizeof witness)
            return true;
        return texts_agree(w) &&
               gj_system_satisfiable(w->demands, w->count, witness) != GJ_FAILS;
    }
    const gj_node *node = goals->node;
    bool wanted = goals->wanted;
    if (node->kind == GJ_NODE_NOT)
        return is_possible(t, w, &(goal){node->first, !wanted, goals->next});
    if (node->kind < GJ_NODE_AND)
        return try_atom(t, w, goals);
    if ((node->kind == GJ_NODE_AND) == wanted)
        return try_all(t, w, node->first, wanted, goals->next);
    for (const gj_node *child = node->first; child; child = child->next)
        if (is_possible(t, w, &(goal){child, wanted, goals->next}))
            return true;
    return false;
}

static bool can_apply(const gj_plan *plan, uint32_t place)
{
    trying t = {.plan = plan, .sheet = &plan->when, .place = place};
    way w = {.count = 0};
    bool possible =
        is_possible(&t, &w, &(goal){plan->when.expression->root, true, NULL});

    free(w.demands);
    return possible;
}

/** A rule that applies nowhere, or not at one of its places. */
static void examine_when(const examination *e, const gj_plan *plan)
{
    const gj_equation *equation = plan->equation;
    words w = {.zh_length = 0};
    uint32_t never = 0;

    say(&w, "规则 ", "rule ");
    say_text(&w, equation->id);
    if (plan->place_count == 0) {
        say(&w, " 在表样中没有可判断之处", " has no place in the form");
        remark(e, equation, GJ_ERROR, &w);
        return;
    }
    for (uint32_t p = 0; plan->when.expression && p < plan->place_count; p++)
        never += !can_apply(plan, p);
    if (never == plan->place_count) {
        say(&w, " 永远不会执行：“when”的条件不可能成立",
            " can never be evaluated: what its \"when\" asks for cannot be");
        remark(e, equation, GJ_ERROR, &w);
    } else if (never > 0) {
        say(&w, " 在有些地方永远不会执行：“when”在那里不可能成立",
            " can never be evaluated at some of its places: what its \"when\" "
            "asks for cannot be there");
        remark(e, equation, GJ_WARNING, &w);
    }
}

/* ------------------------------------------- contradiction and redundancy */

/** Says which demands no report can meet together. */
static void examine_contradiction(const examination *e, uint8_t *marks)
{
    gj_truth truth = gj_system_satisfiable(e->demands, e->count, marks);
    words w = {.zh_length = 0};
    size_t first = 0;

    if (truth == GJ_HOLDS || e->count == 0)
        return;
    if (truth == GJ_UNSURE) {
        say(&w, "规则的系数过大或条数过多，是否互相矛盾未能判断",
            "whether the rules contradict one another was not decided: too "
            "many of them, or too large numbers");
        remark(e, e->origins[0].equation, GJ_WARNING, &w);
        return;
    }
    while (!marks[first])
        first++;
    say(&w, "互相矛盾，没有任何报告能同时满足：",
        "a contradiction; no report can meet all of: ");
    say_marked(&w, e, marks, e->count);
    remark(e, e->origins[first].equation, GJ_ERROR, &w);
}

/** Says of each equality that follows from those before it. */
static void examine_redundancy(examination *e, uint8_t *marks)
{
    size_t kept = 0;

    /* Equalities alone, in the order of the rules. */
    for (size_t i = 0; i < e->count; i++)
        if (e->demands[i].relation == GJ_EQUAL) {
            e->demands[kept] = e->demands[i];
            e->origins[kept++] = e->origins[i];
        }
    for (size_t i = 0; i < kept; i++) {
        words w = {.zh_length = 0};
        memset(marks, 0, kept);
        if (!gj_system_follows(e->demands, i, marks))
            continue;
        say_origin(&w, &e->origins[i]);
        say(&w, " 可由其他等式推出：", " follows from other equalities: ");
        say_marked(&w, e, marks, i);
        remark(e, e->origins[i].equation, GJ_INFO, &w);
    }
}

int32_t gj_ruleset_examine(const gj_ruleset *ruleset, const gj_opening *opening)
{
    examination e = {.opening = opening, .ruleset = ruleset};

    e.plans = calloc(ruleset->count + 1, sizeof(gj_plan *));
    bool sound = e.plans != NULL && compile(&e);
    uint8_t *marks = calloc(e.count + 1, 1);
    sound = sound && marks != NULL;
    if (sound) {
        examine_contradiction(&e, marks);
        for (size_t i = 0; i < ruleset->count; i++)
            examine_when(&e, e.plans[i]);
        examine_redundancy(&e, marks);
    }
    for (size_t i = 0; e.plans != NULL && i < ruleset->count; i++)
        gj_plan_free(e.plans[i]);
    free(marks);
    free(e.plans);
    free(e.demands);
    free(e.origins);
    return sound ? 0 : 1;
}

#include "judge.h"

static gj_truth judge_named(const gj_case *judged, const gj_node *atom)
{
    const gj_values *values = judged->host->values;
    gj_value value = judged->host->named(judged->report, atom->text);
    bool found = false;

    if (values->type(value) != GJ_STRING)
        return GJ_UNSURE;
    gj_text text = values->text(value);
    for (uint32_t i = 0; i < atom->option_count && !found; i++)
        found = gj_same(text, atom->options[i]);
    return found == (atom->relation == GJ_EQUAL) ? GJ_HOLDS : GJ_FAILS;
}

static gj_truth judge_whole(const gj_cells *cells, uint32_t cell)
{
    if (cells->states[cell] == GJ_CELL_NUMBER)
        return cells->values[cell] % GJ_MILLION == 0 ? GJ_HOLDS : GJ_FAILS;
    return cells->states[cell] == GJ_CELL_BLANK &&
                   cells->kinds[cell] == GJ_CELL_COUNT
               ? GJ_HOLDS
               : GJ_UNSURE;
}

static gj_truth judge_filled(const gj_cells *cells, uint32_t cell)
{
    static const uint8_t truths[] = {[GJ_CELL_NUMBER] = GJ_HOLDS,
                                     [GJ_CELL_BLANK] = GJ_FAILS,
                                     [GJ_CELL_ABSENT] = GJ_UNSURE,
                                     [GJ_CELL_INVALID] = GJ_UNSURE};

    return (gj_truth)truths[cells->states[cell] & 3];
}

/* Some cells have no number: the sum is over those that have. */
static gj_truth judge_open(const gj_plan *plan, const gj_row *row,
                           gj_relation relation, const gj_cells *cells)
{
    gj_wide sum = row->constant;
    size_t count = 0;

    if (row->missing)
        return GJ_UNSURE;
    for (uint32_t i = row->first; i < row->first + row->count; i++) {
        gj_term term = plan->terms[i];
        uint8_t state = cells->states[term.cell];
        int64_t unit =
            cells->kinds[term.cell] == GJ_CELL_COUNT ? GJ_MILLION : 1;
        if (state == GJ_CELL_NUMBER)
            sum += (gj_wide)term.factor * cells->values[term.cell];
        else if (state == GJ_CELL_BLANK)
            plan->steps[count++] = (gj_wide)term.factor * unit;
        else
            return GJ_UNSURE;
    }
    return gj_linear_decide(sum, relation, plan->steps, count);
}

static gj_truth judge_comparison(const gj_plan *plan, const gj_row *row,
                                 gj_relation relation, const gj_cells *cells)
{
    const gj_term *term = plan->terms + row->first;
    const gj_term *end = term + row->count;
    gj_wide sum = row->constant;
    uint32_t open = row->missing;

    if (cells->open_count > 0)
        for (const gj_term *at = term; at < end; at++)
            open |= cells->states[at->cell];
    if (open != 0)
        return judge_open(plan, row, relation, cells);
    for (; term < end; term++)
        sum += (gj_wide)term->factor * cells->values[term->cell];
    if (relation == GJ_EQUAL)
        return sum == 0 ? GJ_HOLDS : GJ_FAILS;
    return gj_linear_known(sum, relation);
}

static gj_truth judge_row(const gj_case *judged, const gj_row *row,
                          const gj_node *atom)
{
    const gj_plan *plan = judged->plan;

    if (atom->kind == GJ_NODE_COMPARE)
        return judge_comparison(plan, row, atom->relation, judged->cells);
    if (row->missing)
        return GJ_UNSURE;
    uint32_t cell = plan->terms[row->first].cell;
    return atom->kind == GJ_NODE_WHOLE ? judge_whole(judged->cells, cell)
                                       : judge_filled(judged->cells, cell);
}

/* Comparisons where every cell has a number: nearly all there ever are. */
static void judge_known(const gj_case *judged, const gj_row *row,
                        gj_relation relation, uint8_t *truths)
{
    static const uint8_t by_sign[][3] = {
        [GJ_EQUAL] = {GJ_FAILS, GJ_HOLDS, GJ_FAILS},
        [GJ_UNEQUAL] = {GJ_HOLDS, GJ_FAILS, GJ_HOLDS},
        [GJ_AT_MOST] = {GJ_HOLDS, GJ_HOLDS, GJ_FAILS},
        [GJ_AT_LEAST] = {GJ_FAILS, GJ_HOLDS, GJ_HOLDS},
        [GJ_BELOW] = {GJ_HOLDS, GJ_FAILS, GJ_FAILS},
        [GJ_ABOVE] = {GJ_FAILS, GJ_FAILS, GJ_HOLDS}};
    const int64_t *values = judged->cells->values;
    const gj_term *terms = judged->plan->terms;
    const uint8_t *truth = by_sign[relation];

    for (uint32_t place = 0; place < judged->plan->place_count; place++) {
        gj_wide sum = row[place].constant;
        const gj_term *term = terms + row[place].first;
        for (uint32_t n = row[place].count; n > 0; n--, term++)
            sum += (gj_wide)term->factor * values[term->cell];
        truths[place] = truth[1 + (sum > 0) - (sum < 0)];
    }
}

static void judge_atom(const gj_case *judged, const gj_sheet *sheet,
                       const gj_node *atom, uint8_t *truths)
{
    uint32_t count = judged->plan->place_count;
    const gj_row *row = gj_sheet_row(judged->plan, sheet, atom, 0);
    bool known = judged->cells->open_count == 0 && !sheet->missing;

    if (atom->kind == GJ_NODE_NAMED)
        memset(truths, judge_named(judged, atom), count);
    else if (known && atom->kind == GJ_NODE_COMPARE)
        judge_known(judged, row, atom->relation, truths);
    else if (known && atom->kind == GJ_NODE_FILLED)
        memset(truths, GJ_HOLDS, count);
    else
        for (uint32_t place = 0; place < count; place++)
            truths[place] = (uint8_t)judge_row(judged, row + place, atom);
}

static void combine(uint8_t *truths, const uint8_t *others, uint32_t count,
                    bool lesser)
{
    for (uint32_t i = 0; i < count; i++)
        truths[i] = (truths[i] < others[i]) == lesser ? truths[i] : others[i];
}

static void negate(uint8_t *truths, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        truths[i] = (uint8_t)(GJ_HOLDS - truths[i]);
}

/* All places at once: `truths` is one column for the result, the columns
   behind it are free. */
static void judge_node(const gj_case *judged, const gj_sheet *sheet,
                       const gj_node *node, uint8_t *truths)
{
    uint32_t count = judged->plan->place_count;

    if (node->kind < GJ_NODE_AND) {
        judge_atom(judged, sheet, node, truths);
        return;
    }
    judge_node(judged, sheet, node->first, truths);
    if (node->kind == GJ_NODE_NOT)
        negate(truths, count);
    for (const gj_node *next = node->first->next; next; next = next->next) {
        judge_node(judged, sheet, next, truths + count);
        combine(truths, truths + count, count, node->kind == GJ_NODE_AND);
    }
}

/* Where the rule does not apply nothing is demanded; where that is not known
   nothing can be said. */
static void apply_when(uint8_t *truths, const uint8_t *when, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (when[i] == GJ_FAILS)
            truths[i] = GJ_HOLDS;
        else if (when[i] == GJ_UNSURE)
            truths[i] = GJ_UNSURE;
    }
}

const uint8_t *gj_case_judge(const gj_case *judged)
{
    const gj_plan *plan = judged->plan;
    uint32_t count = plan->place_count;
    uint8_t *truths = plan->truths;

    judge_node(judged, &plan->assertion, plan->assertion.expression->root,
               truths);
    if (plan->when.expression == NULL)
        return truths;
    judge_node(judged, &plan->when, plan->when.expression->root,
               truths + count);
    apply_when(truths, truths + count, count);
    return truths;
}

gj_truth gj_case_truth(const gj_case *judged, const gj_sheet *sheet,
                       const gj_node *node, uint32_t place)
{
    if (node->kind == GJ_NODE_NAMED)
        return judge_named(judged, node);
    if (node->kind < GJ_NODE_AND)
        return judge_row(judged, gj_sheet_row(judged->plan, sheet, node, place),
                         node);
    gj_truth truth = gj_case_truth(judged, sheet, node->first, place);
    if (node->kind == GJ_NODE_NOT)
        return (gj_truth)(GJ_HOLDS - truth);
    for (const gj_node *next = node->first->next; next; next = next->next) {
        gj_truth other = gj_case_truth(judged, sheet, next, place);
        bool take = node->kind == GJ_NODE_AND ? other < truth : other > truth;
        truth = take ? other : truth;
    }
    return truth;
}

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

/* Truth of a relation by the sign of what is on its left. */
static const uint8_t by_sign[][3] = {
    [GJ_EQUAL] = {GJ_FAILS, GJ_HOLDS, GJ_FAILS},
    [GJ_UNEQUAL] = {GJ_HOLDS, GJ_FAILS, GJ_HOLDS},
    [GJ_AT_MOST] = {GJ_HOLDS, GJ_HOLDS, GJ_FAILS},
    [GJ_AT_LEAST] = {GJ_FAILS, GJ_HOLDS, GJ_HOLDS},
    [GJ_BELOW] = {GJ_HOLDS, GJ_FAILS, GJ_FAILS},
    [GJ_ABOVE] = {GJ_FAILS, GJ_FAILS, GJ_HOLDS}};

/* Comparisons where every cell has a number. */
static void judge_known(const gj_case *judged, const gj_row *row,
                        gj_relation relation, uint8_t *truths)
{
    const int64_t *values = judged->cells->values;
    const gj_term *terms = judged->plan->terms;

    for (uint32_t place = 0; place < judged->plan->place_count; place++) {
        gj_wide sum = row[place].constant;
        const gj_term *term = terms + row[place].first;
        for (uint32_t n = row[place].count; n > 0; n--, term++)
            sum += (gj_wide)term->factor * values[term->cell];
        truths[place] = by_sign[relation][1 + (sum > 0) - (sum < 0)];
    }
}

/* The same where the rows are alike and the numbers small: nearly all there
   ever are. False where a number is not small. */
static bool judge_alike(const gj_case *judged, const gj_column *column,
                        gj_relation relation, uint8_t *truths)
{
    const int64_t *values = judged->cells->values;
    const gj_term *term = judged->plan->terms + column->first;
    const gj_column all = *column;
    const uint8_t *truth = by_sign[relation];
    const uint8_t below = truth[0], equal = truth[1], above = truth[2];
    uint64_t bits = 0;

    for (uint8_t *end = truths + judged->plan->place_count; truths < end;) {
        uint64_t sum = (uint64_t)all.constant;
        for (const gj_term *next = term + all.count; term < next; term++) {
            uint64_t value = (uint64_t)values[term->cell];
            bits |= value;
            sum += (uint64_t)term->factor * value;
        }
        *truths++ = sum == 0 ? equal : (int64_t)sum < 0 ? below : above;
    }
    return all.count > 0 && bits >> all.bits == 0;
}

/* Whether all sums are at least 0, because no number is below: which is all
   that is demanded of most cells. */
static bool all_rise(const gj_case *judged, const gj_column *column)
{
    const int64_t *values = judged->cells->values;
    const gj_term *term = judged->plan->terms + column->first;
    uint64_t bits = 0;

    for (const gj_term *end =
             term + (size_t)column->count * judged->plan->place_count;
         term < end; term++)
        bits |= (uint64_t)values[term->cell];
    return column->count > 0 && bits >> column->bits == 0;
}

static void judge_all_whole(const gj_case *judged, const gj_column *column,
                            uint8_t *truths)
{
    const int64_t *values = judged->cells->values;
    const gj_term *term = judged->plan->terms + column->first;

    for (uint8_t *end = truths + judged->plan->place_count; truths < end;)
        *truths++ =
            values[term++->cell] % GJ_MILLION == 0 ? GJ_HOLDS : GJ_FAILS;
}

/* An atom where every cell of the report has a number. */
static void judge_full(const gj_case *judged, const gj_sheet *sheet,
                       const gj_node *atom, uint8_t *truths)
{
    const gj_column *column = &sheet->columns[atom->atom];
    const gj_row *row = gj_sheet_row(judged->plan, sheet, atom, 0);
    bool rises = atom->relation == GJ_AT_LEAST && column->rises;

    if (atom->kind == GJ_NODE_WHOLE)
        judge_all_whole(judged, column, truths);
    else if (atom->kind == GJ_NODE_FILLED ||
             (rises && all_rise(judged, column)))
        memset(truths, GJ_HOLDS, judged->plan->place_count);
    else if (!judge_alike(judged, column, atom->relation, truths))
        judge_known(judged, row, atom->relation, truths);
}

static void judge_atom(const gj_case *judged, const gj_sheet *sheet,
                       const gj_node *atom, uint8_t *truths)
{
    uint32_t count = judged->plan->place_count;
    const gj_row *row = gj_sheet_row(judged->plan, sheet, atom, 0);

    if (atom->kind == GJ_NODE_NAMED)
        memset(truths, judge_named(judged, atom), count);
    else if (judged->cells->open_count == 0 && !sheet->missing)
        judge_full(judged, sheet, atom, truths);
    else
        for (uint32_t place = 0; place < count; place++)
            truths[place] = (uint8_t)judge_row(judged, row + place, atom);
}

uint32_t gj_truths_hold(const uint8_t *truths, uint32_t from, uint32_t count)
{
    const uint64_t all = UINT64_C(0x0101010101010101) * GJ_HOLDS;
    uint64_t word;

    for (; count - from >= sizeof word; from += sizeof word) {
        memcpy(&word, truths + from, sizeof word);
        if (word != all)
            break;
    }
    while (from < count && truths[from] == GJ_HOLDS)
        from++;
    return from;
}

static void combine(uint8_t *truths, const uint8_t *others, uint32_t count,
                    bool lesser)
{
    /* What always holds leaves the lesser of two as it is. */
    if (lesser && gj_truths_hold(others, 0, count) == count)
        return;
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

#include "finding/suspect.h"

#include <stdlib.h>

#include "form/shape.h"

/** Wide enough for a sum of coefficients times values, in 10^-12. */
__extension__ typedef __int128 wide;

enum { MILLION = 1000000 };

/** An equality that failed. */
typedef struct failed_tie {
    const gj_tie *tie;
    /** Left side less right side, in 10^-12; unknown over blanks. */
    wide imbalance;
    bool known;
    uint32_t group;
    /** Where its meetings begin in `order`; they end where the next one's
        begin. */
    uint32_t first;
} failed_tie;

/** A cell in an equality that failed. */
typedef struct meeting {
    uint32_t cell;
    uint32_t equality;
    /** The change of the cell that would mend the equality, where it can. */
    wide change;
    bool mends;
    /** Index in `sizes`: how many equalities the same change mends. */
    uint32_t class;
    uint32_t candidate;
} meeting;

/** What speaks against a cell: the most equalities that one change of it
    mends, those that meet in it at all, and those that held with it. */
typedef struct weight {
    uint32_t mended;
    uint32_t met;
    uint32_t held;
} weight;

/** A cell of failed equalities. Its meetings stand together. */
typedef struct suspect_cell {
    weight score;
    uint32_t first;
    uint32_t count;
    /** Where its counts of classes by their size begin in `tally`. */
    uint32_t tally;
    /** Equalities that are over blanks: any change may mend them. */
    uint32_t open;
    /** The group that suspects it, and in how many of its equalities it is. */
    uint32_t group;
    uint32_t shared;
} suspect_cell;

/** A candidate in the queue, with the score it had when it was put there;
    scores only fall. */
typedef struct entry {
    weight score;
    uint32_t candidate;
} entry;

typedef struct grouping {
    const gj_result *result;
    gj_suspicion *out;
    const gj_shape *shape;
    failed_tie *equalities;
    uint32_t equality_count;
    meeting *meetings;
    uint32_t meeting_count;
    /** Indexes of meetings, equality by equality. */
    uint32_t *order;
    suspect_cell *candidates;
    uint32_t candidate_count;
    uint32_t *sizes;
    uint32_t *tally;
    /** For each cell: how many equalities held with it. */
    uint32_t *held;
    entry *queue;
    uint32_t queue_count;
    uint32_t suspect_count;
} grouping;

/* ------------------------------------------------------------ equalities */

static wide signed_coefficient(const gj_term_entry *term)
{
    return term->side == GJ_SIDE_LEFT ? (wide)term->coefficient
                                      : -(wide)term->coefficient;
}

/** Sums beyond this are taken for unknown: no division of one can overflow. */
static const wide MOST = (wide)1 << 120;

/** Left less right. False where it is not known: a cell has no number, or the
    sum is out of all range. */
static bool weigh(const gj_result *result, const gj_tie *tie, wide *sum)
{
    bool known = true;

    *sum = 0;
    for (uint32_t i = 0; i < tie->term_count && known; i++) {
        const gj_term_entry *term = &tie->terms[i];
        wide value = MILLION;
        if (term->cell != GJ_NO_CELL) {
            value = result->values[term->cell];
            known = result->states[term->cell] == GJ_CELL_NUMBER;
        }
        known = known && !__builtin_add_overflow(
                             *sum, signed_coefficient(term) * value, sum);
    }
    return known && *sum<MOST && * sum> - MOST;
}

static bool is_sound(const gj_result *result, const gj_tie *tie)
{
    for (uint32_t i = 0; i < tie->term_count; i++)
        if (tie->terms[i].cell != GJ_NO_CELL &&
            tie->terms[i].cell >= result->cell_count)
            return false;
    return true;
}

static void count_held(grouping *g, const gj_tie *tie)
{
    for (uint32_t i = 0; i < tie->term_count; i++)
        if (tie->terms[i].cell != GJ_NO_CELL)
            g->held[tie->terms[i].cell]++;
}

static void sort_out(grouping *g)
{
    const gj_result *result = g->result;

    for (uint32_t i = 0; i < result->tie_count; i++) {
        failed_tie next = {.tie = &result->ties[i], .group = GJ_NONE};
        if (!is_sound(result, next.tie))
            continue;
        next.known = weigh(result, next.tie, &next.imbalance);
        if (next.known ? next.imbalance == 0 : !next.tie->failed) {
            count_held(g, next.tie);
            continue;
        }
        g->equalities[g->equality_count++] = next;
        g->meeting_count += next.tie->term_count;
    }
}

/* -------------------------------------------------------------- meetings */

/** Whether a number that was possible would stay so: counts are whole, and
    nothing is below zero. */
static bool is_possible(const grouping *g, uint32_t cell, wide change)
{
    int64_t before = g->result->values[cell];
    wide after = before + change;

    if (after > INT64_MAX || (after < 0 && before >= 0))
        return false;
    return g->shape->kinds[cell] != GJ_CELL_COUNT || after % MILLION == 0 ||
           before % MILLION != 0;
}

static meeting meet(const grouping *g, uint32_t index,
                    const gj_term_entry *term)
{
    const failed_tie *equality = &g->equalities[index];
    meeting made = {.cell = term->cell, .equality = index};
    wide coefficient = signed_coefficient(term);

    if (equality->known && coefficient != 0 &&
        equality->imbalance % coefficient == 0) {
        made.change = -(equality->imbalance / coefficient);
        made.mends = is_possible(g, term->cell, made.change);
    }
    return made;
}

/** By cell; then those that can be mended, by how; then by equality. */
static int by_cell(const void *left, const void *right)
{
    const meeting *a = left;
    const meeting *b = right;

    if (a->cell != b->cell)
        return a->cell < b->cell ? -1 : 1;
    if (a->mends != b->mends)
        return a->mends ? -1 : 1;
    if (a->mends && a->change != b->change)
        return a->change < b->change ? -1 : 1;
    return a->equality < b->equality ? -1 : a->equality > b->equality;
}

static void find_meetings(grouping *g)
{
    g->meetings = gj_new(g->meeting_count, sizeof *g->meetings);
    g->meeting_count = 0;
    for (uint32_t i = 0; i < g->equality_count; i++) {
        const gj_tie *tie = g->equalities[i].tie;
        for (uint32_t t = 0; t < tie->term_count; t++) {
            uint32_t cell = tie->terms[t].cell;
            if (cell != GJ_NO_CELL && g->result->states[cell] == GJ_CELL_NUMBER)
                g->meetings[g->meeting_count++] = meet(g, i, &tie->terms[t]);
        }
    }
    if (g->meeting_count > 1)
        qsort(g->meetings, g->meeting_count, sizeof *g->meetings, by_cell);
}

/** Lists the meetings of each equality. */
static void order_meetings(grouping *g)
{
    g->order = gj_new(g->meeting_count, sizeof *g->order);
    for (uint32_t i = 0; i < g->meeting_count; i++)
        g->equalities[g->meetings[i].equality + 1].first++;
    for (uint32_t i = 0; i < g->equality_count; i++)
        g->equalities[i + 1].first += g->equalities[i].first;
    for (uint32_t i = g->meeting_count; i-- > 0;)
        g->order[--g->equalities[g->meetings[i].equality + 1].first] = i;
    /* Each `first` is now where its predecessor's meetings begin. */
    for (uint32_t i = 0; i < g->equality_count; i++)
        g->equalities[i].first = g->equalities[i + 1].first;
    g->equalities[g->equality_count].first = g->meeting_count;
}

/* ------------------------------------------------------------ candidates */

static bool same_class(const meeting *a, const meeting *b)
{
    return a->cell == b->cell && a->mends && b->mends && a->change == b->change;
}

static void add_meeting(grouping *g, suspect_cell *candidate, uint32_t index)
{
    meeting *at = &g->meetings[index];
    weight *score = &candidate->score;

    at->candidate = (uint32_t)(candidate - g->candidates);
    candidate->count++;
    score->met++;
    if (!at->mends) {
        candidate->open += !g->equalities[at->equality].known;
        return;
    }
    at->class = index > 0 && same_class(at - 1, at) ? at[-1].class : index;
    uint32_t size = ++g->sizes[at->class];
    uint32_t *tally = &g->tally[candidate->tally];
    tally[size - 1] -= size > 1;
    tally[size]++;
    if (size > score->mended)
        score->mended = size;
}

static void find_candidates(grouping *g)
{
    suspect_cell *candidate = NULL;

    g->candidates = gj_new(g->meeting_count, sizeof *g->candidates);
    g->sizes = gj_new(g->meeting_count, sizeof *g->sizes);
    g->tally = gj_new(2 * (size_t)g->meeting_count, sizeof *g->tally);
    for (uint32_t i = 0; i < g->meeting_count; i++) {
        uint32_t cell = g->meetings[i].cell;
        if (i == 0 || g->meetings[i - 1].cell != cell) {
            candidate = &g->candidates[g->candidate_count];
            candidate->first = i;
            candidate->tally = i + g->candidate_count++;
            candidate->group = GJ_NONE;
            candidate->score.held = g->held[cell];
        }
        add_meeting(g, candidate, i);
    }
}

static weight score_of(const suspect_cell *candidate)
{
    weight score = candidate->score;
    score.mended += candidate->open;
    return score;
}

/** Takes an equality out of the candidate's score. */
static void leave(grouping *g, const meeting *at)
{
    suspect_cell *candidate = &g->candidates[at->candidate];
    weight *score = &candidate->score;
    uint32_t *tally = &g->tally[candidate->tally];

    score->met--;
    if (!at->mends) {
        candidate->open -= !g->equalities[at->equality].known;
        return;
    }
    uint32_t size = g->sizes[at->class]--;
    tally[size]--;
    tally[size - 1]++;
    if (size == score->mended && tally[size] == 0)
        score->mended--;
}

/* ----------------------------------------------------------------- queue */

static int compare_scores(const weight *a, const weight *b)
{
    if (a->mended != b->mended)
        return a->mended > b->mended ? -1 : 1;
    if (a->met != b->met)
        return a->met > b->met ? -1 : 1;
    return a->held < b->held ? -1 : a->held > b->held;
}

/** Whether an entry's turn comes before another's. */
static bool comes_before(const entry *a, const entry *b)
{
    int order = compare_scores(&a->score, &b->score);
    return order < 0 || (order == 0 && a->candidate < b->candidate);
}

/** Lets the entry at `index` sink to its place. */
static void sink_down(grouping *g, uint32_t index)
{
    entry *queue = g->queue;

    for (;;) {
        uint32_t child = 2 * index + 1;
        if (child + 1 < g->queue_count &&
            comes_before(&queue[child + 1], &queue[child]))
            child++;
        if (child >= g->queue_count ||
            !comes_before(&queue[child], &queue[index]))
            return;
        entry moved = queue[index];
        queue[index] = queue[child];
        queue[child] = moved;
        index = child;
    }
}

static void fill_queue(grouping *g)
{
    g->queue = gj_new(g->candidate_count, sizeof *g->queue);
    g->queue_count = g->candidate_count;
    for (uint32_t i = 0; i < g->candidate_count; i++)
        g->queue[i] = (entry){score_of(&g->candidates[i]), i};
    for (uint32_t i = g->queue_count / 2; i-- > 0;)
        sink_down(g, i);
}

/** The candidate with the worst score left; GJ_NONE where no change of any
    cell would mend anything. */
static uint32_t next_candidate(grouping *g)
{
    while (g->queue_count > 0 && g->queue[0].score.mended > 0) {
        entry *first = &g->queue[0];
        weight now = score_of(&g->candidates[first->candidate]);
        if (compare_scores(&now, &first->score) == 0)
            return first->candidate;
        first->score = now;
        sink_down(g, 0);
    }
    return GJ_NONE;
}

/* ---------------------------------------------------------------- groups */

static void suspect(grouping *g, suspect_cell *candidate)
{
    if (candidate->group != g->out->group_count) {
        candidate->group = g->out->group_count;
        candidate->shared = 0;
        g->out->cells[g->suspect_count++] = g->meetings[candidate->first].cell;
    }
    candidate->shared++;
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/** Suspects every cell of the equality that has the same score. */
static void suspect_equals(grouping *g, const failed_tie *equality,
                           const weight *wanted)
{
    for (uint32_t i = equality->first; i < equality[1].first; i++) {
        suspect_cell *other =
            &g->candidates[g->meetings[g->order[i]].candidate];
        weight found = score_of(other);
        if (compare_scores(&found, wanted) == 0)
            suspect(g, other);
    }
}

static void take_equality(grouping *g, failed_tie *equality)
{
    equality->group = g->out->group_count;
    for (uint32_t i = equality->first; i < equality[1].first; i++)
        leave(g, &g->meetings[g->order[i]]);
}

static bool all_share(const grouping *g, uint32_t first, uint32_t chosen)
{
    const suspect_cell *best = &g->candidates[chosen];

    for (uint32_t i = best->first; i < best->first + best->count; i++) {
        const failed_tie *at = &g->equalities[g->meetings[i].equality];
        for (uint32_t m = at->first;
             at->group == g->out->group_count && m < at[1].first; m++) {
            const suspect_cell *other =
                &g->candidates[g->meetings[g->order[m]].candidate];
            if (other->group == g->out->group_count &&
                other->shared != best->shared)
                return false;
        }
    }
    return first < g->suspect_count;
}

static void make_group(grouping *g, uint32_t chosen)
{
    const suspect_cell *best = &g->candidates[chosen];
    const weight wanted = score_of(best);
    uint32_t first = g->suspect_count;

    /* A suspect may be one of an earlier group too. */
    for (uint32_t i = best->first; i < best->first + best->count; i++) {
        const failed_tie *at = &g->equalities[g->meetings[i].equality];
        if (at->group == GJ_NONE)
            suspect_equals(g, at, &wanted);
    }
    for (uint32_t i = best->first; i < best->first + best->count; i++) {
        failed_tie *at = &g->equalities[g->meetings[i].equality];
        if (at->group == GJ_NONE)
            take_equality(g, at);
    }
    qsort(g->out->cells + first, g->suspect_count - first,
          sizeof *g->out->cells, by_number);
    g->out->one_cause[g->out->group_count] =
        wanted.mended == wanted.met && all_share(g, first, chosen);
    g->out->first[++g->out->group_count] = g->suspect_count;
}

static void make_groups(grouping *g)
{
    gj_suspicion *out = g->out;
    uint32_t chosen;

    out->cells = gj_new(g->meeting_count, sizeof *out->cells);
    out->first = gj_new(g->equality_count + 1, sizeof *out->first);
    out->one_cause = gj_new(g->equality_count, sizeof *out->one_cause);
    fill_queue(g);
    while ((chosen = next_candidate(g)) != GJ_NONE)
        make_group(g, chosen);
}

void gj_suspicion_find(gj_suspicion *suspicion, const gj_result *result)
{
    grouping g = {.result = result, .out = suspicion};

    *suspicion = (gj_suspicion){0};
    g.shape = gj_form_shape(result->form, result->lengths);
    g.held = gj_new(result->cell_count, sizeof *g.held);
    g.equalities = gj_new((size_t)result->tie_count + 1, sizeof *g.equalities);
    sort_out(&g);
    find_meetings(&g);
    order_meetings(&g);
    find_candidates(&g);
    make_groups(&g);
    suspicion->groups = gj_new(result->tie_count, sizeof(uint32_t));
    memset(suspicion->groups, 0xFF, result->tie_count * sizeof(uint32_t));
    for (uint32_t i = 0; i < g.equality_count; i++)
        suspicion->groups[g.equalities[i].tie - result->ties] =
            g.equalities[i].group;
    free(g.held);
    free(g.equalities);
    free(g.meetings);
    free(g.order);
    free(g.candidates);
    free(g.sizes);
    free(g.tally);
    free(g.queue);
}

void gj_suspicion_free(gj_suspicion *suspicion)
{
    free(suspicion->groups);
    free(suspicion->cells);
    free(suspicion->first);
    free(suspicion->one_cause);
}

/* Whether a number fits what it is said to be. */
#include "claims.h"

/** Whole percents are taken to one percent, all others to a tenth. */
enum { WHOLE_PERCENT = 1000000, TENTH = 100000 };

static const gj_wide hundred = (gj_wide)100 * GJ_UNIT;

/** What it takes to work a sum out. */
typedef struct working {
    const gj_claim *claim;
    const gj_statement *statement;
    gj_sentence *sentence;
    const gj_matcher *matcher;
    const gj_cells *cells;
    gj_outcome *outcome;
    /** The next of the statement's groups. */
    uint32_t group;
} working;

/** Sum of the numbers of certain marks inside a group. What is listed after
    parts that make the whole is told of something else. */
static bool add_list(working *w, const gj_term *term, uint32_t group,
                     gj_wide *sum)
{
    const gj_sentence *sentence = w->sentence;
    uint32_t parts = 0;
    uint32_t from;
    uint32_t to;

    if (!gj_matcher_span(w->matcher, group, &from, &to))
        return false;
    for (uint32_t i = 0; i < sentence->mark_count; i++) {
        const gj_mark *mark = &sentence->marks[i];
        bool inside = mark->at >= from && mark->at < to;
        if (!inside ||
            memchr(term->marks.data, mark->letter, term->marks.length) == NULL)
            continue;
        if (parts > 1 && *sum == w->claim->number)
            break;
        *sum += term->minus ? -(gj_wide)mark->value : mark->value;
        parts++;
    }
    return true;
}

static bool add_number(working *w, const gj_term *term, uint32_t group,
                       gj_wide *sum)
{
    uint32_t from;
    uint32_t to;

    if (!gj_matcher_span(w->matcher, group, &from, &to))
        return false;
    const gj_mark *mark = gj_sentence_mark(w->sentence, from);
    if (mark == NULL)
        return false;
    *sum += term->minus ? -(gj_wide)mark->value : mark->value;
    return true;
}

/** The sum of what is known; *open is set where a cell has no number, and
 *bound where such a cell can only add to it. */
static gj_wide work_out(working *w, const gj_sum *sum, bool *open, bool *bound)
{
    gj_wide total = 0;

    w->outcome->dropped |= sum->unbound;
    for (uint32_t i = 0; i < sum->addend_count; i++) {
        const gj_addend *addend = &sum->addends[i];
        int64_t value = w->cells->values[addend->cell];
        uint8_t state = w->cells->states[addend->cell];
        total += addend->minus ? -(gj_wide)value : value;
        if (state == GJ_CELL_NUMBER)
            continue;
        if (!*open)
            w->outcome->open_cell = addend->cell;
        *open = true;
        *bound &= state == GJ_CELL_BLANK && !addend->minus;
    }
    for (uint32_t i = 0; i < sum->term_count; i++) {
        const gj_term *term = &sum->terms[i];
        if (term->group.length == 0)
            continue;
        uint32_t group = w->statement->groups[w->group++];
        bool there = term->marks.length > 0
                         ? add_list(w, term, group, &total)
                         : add_number(w, term, group, &total);
        w->outcome->dropped |= !there;
    }
    return total;
}

static gj_wide distance(gj_wide a, gj_wide b)
{
    return a > b ? a - b : b - a;
}

/** A number that was rounded fits all that could have been printed so. */
static bool is_about(const gj_claim *claim, gj_wide value)
{
    gj_wide apart = distance(value, claim->number);

    return apart == 0 || apart < claim->grain;
}

static void judge_sum(working *w, const gj_claim *claim,
                      const gj_reading *reading)
{
    gj_outcome *outcome = w->outcome;
    bool open = false;
    bool bound = true;
    gj_wide total = work_out(w, &reading->sum, &open, &bound) * reading->times;

    outcome->value = total;
    bool fits = is_about(claim, total) ||
                (reading->kind == GJ_READING_LIMIT && claim->number < total);
    bool limit = reading->kind == GJ_READING_LIMIT;
    bool beyond = bound && total > claim->number + (gj_wide)claim->grain;
    if (!open || (fits && bound && limit))
        outcome->verdict = fits ? GJ_CLAIM_FITS : GJ_CLAIM_FAILS;
    else
        outcome->verdict = !limit && beyond ? GJ_CLAIM_FAILS : GJ_CLAIM_OPEN;
}

static void judge_percent(working *w, const gj_claim *claim,
                          const gj_reading *reading)
{
    gj_outcome *outcome = w->outcome;
    bool open = false;
    bool bound = true;
    gj_wide part = work_out(w, &reading->sum, &open, &bound);
    gj_wide whole = work_out(w, &reading->base, &open, &bound);
    gj_wide slack = claim->decimals == 0 ? WHOLE_PERCENT : TENTH;

    if (reading->kind == GJ_READING_GROWTH)
        part -= whole;
    else if (reading->kind == GJ_READING_FALL)
        part = whole - part;
    if (open) {
        outcome->verdict = GJ_CLAIM_OPEN;
    } else if (whole <= 0) {
        /* Nothing is a percentage of nothing. */
        outcome->dropped = true;
    } else {
        outcome->value = part * hundred / whole;
        outcome->verdict =
            distance(claim->number * whole, part * hundred) <= slack * whole
                ? GJ_CLAIM_FITS
                : GJ_CLAIM_FAILS;
    }
}

void gj_claim_judge(gj_claim *claim, const gj_statement *statement,
                    gj_sentence *sentence, const gj_matcher *matcher,
                    const gj_cells *cells)
{
    const gj_quantity *quantity = claim->quantity;
    working w = {.claim = claim,
                 .statement = statement,
                 .sentence = sentence,
                 .matcher = matcher,
                 .cells = cells};
    bool open = false;
    bool any = false;

    claim->verdict = GJ_CLAIM_FAILS;
    for (uint32_t i = 0; i < quantity->reading_count; i++) {
        const gj_reading *reading = &quantity->readings[i];
        w.outcome = &claim->outcomes[i];
        *w.outcome = (gj_outcome){.open_cell = GJ_NO_CELL};
        if (reading->kind <= GJ_READING_LIMIT)
            judge_sum(&w, claim, reading);
        else
            judge_percent(&w, claim, reading);
        if (w.outcome->dropped)
            continue;
        any = true;
        open |= w.outcome->verdict == GJ_CLAIM_OPEN;
        if (w.outcome->verdict == GJ_CLAIM_FITS)
            claim->verdict = GJ_CLAIM_FITS;
    }
    if (claim->verdict != GJ_CLAIM_FITS && open)
        claim->verdict = GJ_CLAIM_OPEN;
    if (!any)
        claim->quantity = NULL;
}

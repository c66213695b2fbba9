#include "judge.h"

/* ------------------------------------------------------------------ cells */

static int32_t take_cell(void *context, gj_text pointer, uint32_t cell)
{
    gj_doubt *doubt = context;

    (void)pointer;
    if (cell != GJ_NO_CELL && doubt->index_count < GJ_DOUBT_CELLS)
        doubt->indexes[doubt->index_count++] = cell;
    return 0;
}

/** The cells of the report's shape, which is mostly the one before. */
static void find_cells(const gj_check *check, gj_doubt *doubt)
{
    const gj_host *host = check->host;
    const gj_shape *shape = host->shape(check->report);
    uint64_t id = host->shape_id(shape);

    if (doubt->index_count > 0 && doubt->shape == id)
        return;
    doubt->shape = id;
    doubt->index_count = 0;
    for (uint32_t i = 0; i < doubt->cells.count; i++)
        host->match(shape, doubt->cells.at[i], take_cell, doubt);
}

gj_tally gj_doubt_tally(const gj_check *check, gj_doubt *doubt)
{
    const gj_cells *cells = check->host->cells(check->report);
    gj_tally tally = {.open = GJ_NO_CELL, .largest = GJ_NO_CELL};

    find_cells(check, doubt);
    for (uint32_t i = 0; i < doubt->index_count; i++) {
        uint32_t cell = doubt->indexes[i];
        if (cells->states[cell] != GJ_CELL_NUMBER) {
            tally.open = cell;
            continue;
        }
        tally.sum += cells->values[cell];
        if (tally.largest == GJ_NO_CELL ||
            cells->values[cell] > cells->values[tally.largest])
            tally.largest = cell;
    }
    return tally;
}

/* ----------------------------------------------------------------- limits */

static bool is_one_of(const gj_list *list, gj_text text)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->at[i].length == text.length &&
            memcmp(list->at[i].data, text.data, text.length) == 0)
            return true;
    return false;
}

static gj_text text_of(const gj_check *check, uint32_t text)
{
    const gj_host *host = check->host;

    return host->values->text(host->text(check->report, text));
}

static bool applies(const gj_check *check, const gj_limit *limit)
{
    for (uint32_t i = 0; i < limit->condition_count; i++) {
        gj_text text = text_of(check, limit->conditions[i].text);
        if (text.length == 0 || !is_one_of(&limit->conditions[i].values, text))
            return false;
    }
    for (uint32_t i = 0; i < limit->not_given.count; i++)
        if (text_of(check, limit->not_given.at[i]).length > 0)
            return false;
    return true;
}

const gj_limit *gj_doubt_limit(const gj_check *check, gj_doubts *doubts,
                               gj_doubt *doubt, bool *costly)
{
    for (uint32_t i = 0; i < doubt->limit_count; i++) {
        gj_limit *limit = &doubt->limits[i];
        int found = GJ_MATCH_HIT;
        if (!applies(check, limit))
            continue;
        if (limit->unit.source.length > 0)
            found = gj_regex_search(&limit->unit, &doubts->matching,
                                    text_of(check, doubts->unit), 0, false);
        *costly = *costly || found == GJ_MATCH_COSTLY;
        if (found == GJ_MATCH_HIT)
            return limit;
    }
    return NULL;
}

/* ------------------------------------------------------------------ words */

/** A whole number as written; -1 where it is longer than any count. */
static int64_t count_of(gj_text number)
{
    int64_t count = 0;

    for (uint64_t i = 0; i < number.length; i++) {
        if (number.data[i] == ',')
            continue;
        if (number.data[i] < '0' || number.data[i] > '9' ||
            count > INT64_C(100000000000))
            return -1;
        count = count * 10 + (number.data[i] - '0');
    }
    return count;
}

/** Sets the numbers of a match; false where the part is not the greater. */
static bool is_above(const gj_doubt *doubt, const gj_working *matching,
                     gj_text passage, gj_evidence *evidence)
{
    gj_span part;
    gj_span total;

    if (!gj_regex_group(&doubt->pattern, matching, "part", &part) ||
        !gj_regex_group(&doubt->pattern, matching, "total", &total))
        return false;
    evidence->part = (gj_text){passage.data + part.from, part.to - part.from};
    evidence->total =
        (gj_text){passage.data + total.from, total.to - total.from};
    return count_of(evidence->total) >= 0 &&
           count_of(evidence->part) > count_of(evidence->total);
}

/** Looks in one sentence. */
static int look_in(gj_doubt *doubt, const gj_working *matching, gj_text passage,
                   bool cut, gj_evidence *evidence)
{
    uint32_t start = 0;
    int found = GJ_MATCH_MISS;

    while (start < passage.length &&
           (found = gj_regex_search(&doubt->pattern, matching, passage, start,
                                    cut)) == GJ_MATCH_HIT) {
        evidence->span = gj_regex_whole(matching);
        if (doubt->kind != GJ_DOUBT_PART ||
            is_above(doubt, matching, passage, evidence)) {
            int lifted =
                gj_regex_search(&doubt->unless, matching, passage, 0, cut);
            return lifted == GJ_MATCH_HIT    ? GJ_MATCH_MISS
                   : lifted == GJ_MATCH_MISS ? GJ_MATCH_HIT
                                             : GJ_MATCH_COSTLY;
        }
        found = GJ_MATCH_MISS;
        start = evidence->span.to > start ? evidence->span.to : start + 1;
        while (start < passage.length && gj_is_inner(passage.data[start]))
            start++;
    }
    return found;
}

int gj_doubt_look(gj_doubt *doubt, const gj_working *matching, gj_text text,
                  gj_evidence *evidence)
{
    for (uint32_t i = 0; i < doubt->words.count; i++) {
        gj_text word = doubt->words.at[i];
        uint32_t at = 0;
        while ((at = gj_find_word(text, word, at)) < text.length) {
            bool cut = false;
            gj_span passage = gj_passage(text, at, &cut);
            int found = look_in(
                doubt, matching,
                (gj_text){text.data + passage.from, passage.to - passage.from},
                cut, evidence);
            if (found != GJ_MATCH_MISS) {
                evidence->span.from += passage.from;
                evidence->span.to += passage.from;
                if (found == GJ_MATCH_COSTLY)
                    evidence->span = passage;
                return found;
            }
            at = passage.to > at ? passage.to : at + 1;
        }
    }
    return GJ_MATCH_MISS;
}

/* Asking rules which cells their places tie together, once an equality has
 * failed: what it is then, and what held around it. */
#include <stdlib.h>

#include "plugin/kit.h"

void gj_tying_begin(gj_tying *tying, const gj_kit *kit)
{
    size_t size = (kit->catalogue.rule_count + 1) * sizeof(gj_verdicts);

    gj_arena_reset(&tying->arena);
    tying->verdicts = gj_arena_new(&tying->arena, size);
    memset(tying->verdicts, 0, size);
    tying->marks = NULL;
    tying->count = 0;
    tying->held = (gj_held_run){0};
}

void gj_tying_free(gj_tying *tying)
{
    free(tying->terms);
    gj_arena_free(&tying->arena);
    *tying = (gj_tying){0};
}

static bool is_near(const gj_tying *tying)
{
    for (size_t i = 0; i < tying->count; i++)
        if (tying->terms[i].cell != GJ_NO_CELL &&
            tying->marks[tying->terms[i].cell] != 0)
            return true;
    return false;
}

static void mark_cells(gj_tying *tying, uint32_t cells)
{
    if (tying->marks == NULL) {
        tying->marks = gj_arena_new(&tying->arena, cells + 1);
        memset(tying->marks, 0, cells + 1);
    }
    for (size_t i = 0; i < tying->count; i++)
        if (tying->terms[i].cell != GJ_NO_CELL)
            tying->marks[tying->terms[i].cell] = 1;
}

/** Ends the equality being named. */
static void end_equality(gj_sink *sink)
{
    gj_tying *tying = sink->tying;
    bool failed = sink->judged[sink->place] == GJ_FAILED;
    gj_tie tie = {.rule = sink->rule,
                  .place = sink->place,
                  .failed = failed,
                  .terms = tying->terms,
                  .term_count = (uint32_t)tying->count};

    if (tying->count == 0)
        return;
    if (failed)
        mark_cells(tying, sink->report->cells.count);
    if (failed || is_near(tying))
        gj_record_tie(sink->out, &tie);
    tying->count = 0;
}

void gj_sink_term(gj_sink *sink, uint32_t equality, uint32_t cell,
                  uint32_t side, int64_t coefficient)
{
    gj_tying *tying = sink->tying;
    uint32_t cells = sink->report->cells.count;

    if (tying == NULL) {
        gj_sink_blame(sink,
                      GJ_BOTH("它在 ties() 之外给出了等式的项",
                              "it named a term of an equality where it was "
                              "not asked for any"));
        return;
    }
    if ((cell >= cells && cell != GJ_NO_CELL) ||
        (side != GJ_SIDE_LEFT && side != GJ_SIDE_RIGHT) ||
        equality < sink->equality || tying->count > GJ_MAX_CELLS) {
        gj_sink_blame(sink, GJ_BOTH("它给出的等式的项不合要求",
                                    "it named a term of an equality that "
                                    "cannot be one"));
        return;
    }
    if (equality > sink->equality)
        end_equality(sink);
    sink->equality = equality;
    gj_grow(&tying->terms, tying->count, &tying->room, sizeof *tying->terms);
    tying->terms[tying->count++] = (gj_term_entry){cell, side, coefficient};
}

/** Asks about one place. What is named wrongly is not taken down. */
static void ask(gj_sink *sink, const gj_check *check, uint32_t place)
{
    size_t before = sink->out->length;

    sink->place = place;
    sink->equality = 0;
    sink->tying->count = 0;
    if (sink->kit->rules[sink->rule].ties(check, place) != 0)
        gj_sink_blame(sink, GJ_BOTH("它表示自己说不出等式的各项",
                                    "it said that it could not name the "
                                    "terms of its equalities"));
    if (gj_words_given(sink->wrong))
        sink->out->length = before;
    else
        end_equality(sink);
}

void gj_kit_tie(const gj_kit *kit, uint32_t rule, uint8_t verdict,
                const gj_report *report, gj_buffer *out, gj_tying *tying,
                gj_misdeed *misdeed)
{
    const gj_kit_rule *runs = &kit->rules[rule];
    gj_verdicts *verdicts = &tying->verdicts[rule];
    gj_sink sink = {.kit = kit,
                    .rule = rule,
                    .report = report,
                    .out = out,
                    .judged = verdicts->at,
                    .places = verdicts->count,
                    .tying = tying};
    gj_check check = {.size = sizeof check,
                      .host = &gj_kit_host,
                      .report = report,
                      .state = kit->states[runs->plugin],
                      .data = runs->data,
                      .sink = &sink};
    bool wanted =
        verdict == GJ_FAILED ? verdicts->any_failed : tying->marks != NULL;

    if (runs->ties != NULL && wanted)
        for (uint32_t place = 0;
             place < verdicts->count && !gj_words_given(sink.wrong); place++)
            if (verdicts->at[place] == verdict)
                ask(&sink, &check, place);
    /* A rule that named one wrongly is not asked again. */
    if (gj_words_given(sink.wrong))
        verdicts->count = 0;
    *misdeed = (gj_misdeed){kit->catalogue.rules[rule].id, sink.wrong};
}

/* Running one rule on one report, and taking down what it says. */
#include "base/abi.h"
#include "finding/resolve.h"
#include "plugin/kit.h"

enum {
    /** Places that one rule may have in one report, and bytes that its findings
        may come to. */
    MOST_PLACES = 4000000,
    MOST_BYTES = 16 << 20
};

void gj_sink_blame(gj_sink *sink, gj_words what)
{
    if (!gj_words_given(sink->wrong))
        sink->wrong = what;
}

/** In ties() all verdicts have been given. */
static bool is_late(gj_sink *sink)
{
    if (sink->tying != NULL)
        gj_sink_blame(sink, GJ_BOTH("它在说明等式的各项时又作判断",
                                    "it judged a place while it was asked for "
                                    "the terms of its equalities"));
    return sink->tying != NULL;
}

static bool is_any_judged(const uint8_t *judged, size_t count)
{
    uint64_t before = 0;

    for (uint64_t word; count >= sizeof word; count -= sizeof word) {
        memcpy(&word, judged, sizeof word);
        before |= word;
        judged += sizeof word;
    }
    for (; count > 0; count--)
        before |= *judged++;
    return before != GJ_UNJUDGED;
}

void gj_sink_held(gj_sink *sink, uint32_t place, uint32_t count)
{
    if (is_late(sink))
        return;
    if (place > sink->places || count > sink->places - place) {
        gj_sink_blame(sink,
                      GJ_BOTH("它判断了没有声明的位置",
                              "it judged a place that it had not declared"));
        return;
    }
    uint8_t *judged = sink->judged + place;
    if (is_any_judged(judged, count)) {
        gj_sink_blame(
            sink, GJ_BOTH("它对同一处判断了两次", "it judged a place twice"));
        return;
    }
    memset(judged, GJ_HELD, count);
    sink->checks.held += count;
}

/** Nobody reads so much about one report; all of it would have to be kept. */
static bool is_flood(gj_sink *sink)
{
    if (sink->out->length - sink->before <= MOST_BYTES)
        return false;
    gj_sink_blame(sink,
                  GJ_BOTH("它给出的结果过多", "it gave too many findings"));
    return true;
}

/** Marks a place as judged. A second finding about a failed place is welcome;
    anything else said twice is not. */
static bool mark(gj_sink *sink, uint32_t place, uint8_t verdict,
                 uint64_t *count)
{
    if (place >= sink->places) {
        gj_sink_blame(sink,
                      GJ_BOTH("它判断了没有声明的位置",
                              "it judged a place that it had not declared"));
        return false;
    }
    if (sink->judged[place] != 0) {
        if (sink->judged[place] == verdict)
            return true;
        gj_sink_blame(
            sink, GJ_BOTH("它对同一处判断了两次", "it judged a place twice"));
        return false;
    }
    sink->judged[place] = verdict;
    (*count)++;
    return true;
}

static void take(gj_sink *sink, const gj_finding *theirs, bool failed)
{
    const gj_rule_entry *rule = &sink->kit->catalogue.rules[sink->rule];
    gj_finding finding;
    gj_finding_entry entry;
    uint32_t message;

    if (is_late(sink) || is_flood(sink))
        return;
    if (!gj_take(&finding, theirs, GJ_LEAST_FINDING)) {
        gj_sink_blame(sink, GJ_BOTH("它给出的结果没有 size",
                                    "it gave a finding without its size"));
        return;
    }
    gj_words wrong = gj_finding_resolve(&entry, &message, rule, sink->report,
                                        &finding, sink->arena);
    if (gj_words_given(wrong)) {
        gj_sink_blame(sink, wrong);
        return;
    }
    if (!mark(sink, finding.place, failed ? GJ_FAILED : GJ_OPEN,
              failed ? &sink->checks.failed : &sink->checks.not_assessable))
        return;
    entry.rule_index = sink->rule;
    entry.severity = rule->severity;
    entry.failed = failed;
    gj_record_finding(sink->out, &entry, message);
}

void gj_sink_failed(gj_sink *sink, const gj_finding *finding)
{
    take(sink, finding, true);
}

void gj_sink_not_assessable(gj_sink *sink, const gj_finding *why)
{
    take(sink, why, false);
}

static void settle(gj_sink *sink, gj_held_run *held, gj_misdeed *misdeed)
{
    const gj_checks *checks = &sink->checks;
    uint64_t judged = checks->held + checks->failed + checks->not_assessable +
                      checks->skipped;

    sink->checks.faulted = sink->places - judged;
    if (sink->checks.faulted > 0)
        gj_sink_blame(sink, GJ_BOTH("它有一处没有作出判断",
                                    "it gave no verdict for a place"));
    if (checks->held == sink->places)
        gj_record_held(sink->out, held, sink->rule, sink->places);
    else
        gj_record_checks(sink->out, sink->rule, checks);
    *misdeed = (gj_misdeed){{NULL, 0}, {{NULL, 0}, {NULL, 0}}};
    if (gj_words_given(sink->wrong))
        *misdeed = (gj_misdeed){sink->kit->catalogue.rules[sink->rule].id,
                                sink->wrong};
}

/** Nothing has been said yet. Each member by itself: to clear them all at once
    takes longer than many a rule. */
static void open_sink(gj_sink *sink)
{
    sink->before = sink->out->length;
    sink->judged = NULL;
    sink->places = 0;
    sink->checks = (gj_checks){0};
    sink->wrong = (gj_words){{NULL, 0}, {NULL, 0}};
    sink->tying = NULL;
    sink->place = 0;
    sink->equality = 0;
}

bool gj_kit_run(const gj_kit *kit, uint32_t rule, const gj_report *report,
                gj_buffer *out, gj_tying *tying, gj_arena *arena,
                gj_misdeed *misdeed)
{
    const gj_kit_rule *runs = &kit->rules[rule];
    gj_sink sink;
    gj_check check = {.size = sizeof check,
                      .host = &gj_kit_host,
                      .report = report,
                      .state = kit->states[runs->plugin],
                      .data = runs->data};

    sink.kit = kit;
    sink.rule = rule;
    sink.report = report;
    sink.out = out;
    sink.arena = arena;
    open_sink(&sink);
    sink.places = runs->places ? runs->places(&check) : 1;
    if (sink.places > MOST_PLACES) {
        sink.places = 1;
        gj_sink_blame(
            &sink, GJ_BOTH("它声明的位置过多", "it declared too many places"));
    } else if (!runs->wanted) {
        sink.checks.skipped = sink.places;
    } else if (sink.places > 0) {
        gj_arena_reset(arena);
        sink.judged = gj_arena_new(&tying->arena, sink.places);
        memset(sink.judged, GJ_UNJUDGED, sink.places);
        check.sink = &sink;
        if (runs->check(&check) != 0)
            gj_sink_blame(&sink,
                          GJ_BOTH("它表示自己无法完成检查",
                                  "it said that it could not do its work"));
    }
    settle(&sink, &tying->held, misdeed);
    tying->verdicts[rule] =
        (gj_verdicts){sink.judged, sink.judged != NULL ? sink.places : 0,
                      sink.checks.failed > 0};
    return sink.checks.failed + sink.checks.not_assessable > 0;
}

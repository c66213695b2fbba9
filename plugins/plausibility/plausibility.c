/* plausibility: what may be right and is worth a second look. Which cells and
 * words are meant, and how much is too much, is the form's plausibility.json;
 * this plugin knows no field of any form. */
#include <stdlib.h>

#include "../common/bits.h"
#include "judge.h"

/* ------------------------------------------------------------------ texts */

/** Reads the texts of a report once for all rules. */
static void read_report(gj_doubts *doubts, const gj_check *check)
{
    const gj_host *host = check->host;
    uint64_t report = host->report_id(check->report);

    if (report == doubts->report)
        return;
    doubts->report = report;
    doubts->given = 0;
    for (uint32_t i = 0; i < doubts->texts.count; i++) {
        doubts->values[i] = host->text(check->report, doubts->texts.at[i]);
        if (host->values->type(doubts->values[i]) == GJ_STRING)
            doubts->given |= UINT32_C(1) << i;
    }
}

static bool is_given(const gj_doubts *doubts, uint32_t text)
{
    return (doubts->given >> text & 1) != 0;
}

/** One of the texts, in which nothing has been found yet. */
static gj_evidence text_of(const gj_check *check, uint32_t text)
{
    const gj_doubts *doubts = check->state;
    gj_value value = doubts->values[text];

    return (gj_evidence){.value = value,
                         .text = check->host->values->text(value)};
}

/** Each text is a place where parts are compared; cells are one place. */
static uint32_t places(const gj_check *check)
{
    gj_doubts *doubts = check->state;
    const gj_doubt *doubt = doubts->at[*(const uint32_t *)check->data];

    read_report(doubts, check);
    uint32_t given = doubts->given & doubt->reads;
    if (doubt->kind == GJ_DOUBT_PART)
        return gj_bits_count(given);
    return doubt->kind == GJ_DOUBT_SIZE || given != 0;
}

/* ----------------------------------------------------------------- saying */

enum { MOST_RELATED = 40 };

/** A finding while it is put together. */
typedef struct saying {
    gj_finding finding;
    gj_location primary;
    gj_location related[MOST_RELATED];
    const gj_location *related_list[MOST_RELATED + 1];
    uint32_t related_count;
    gj_argument arguments[6];
    const gj_argument *argument_list[7];
    uint32_t argument_count;
    char quoted[168];
    char sum[24];
} saying;

static gj_argument *add(saying *s, const char *name, uint32_t type,
                        gj_text text)
{
    gj_argument *argument = &s->arguments[s->argument_count];

    *argument = (gj_argument){.size = sizeof *argument,
                              .type = type,
                              .name = gj_said(name),
                              .text = text};
    s->argument_list[s->argument_count++] = argument;
    return argument;
}

static void add_integer(saying *s, const char *name, int64_t number)
{
    add(s, name, GJ_ARGUMENT_INTEGER, (gj_text){"", 0})->integer = number;
}

static void add_cell(saying *s, uint32_t cell)
{
    add(s, "cell", GJ_ARGUMENT_CELL, (gj_text){"", 0})->integer = cell;
}

/** The words; of many the beginning. */
static void add_quote(saying *s, const gj_evidence *evidence)
{
    enum { MOST = 150 };
    const char *from = evidence->text.data + evidence->span.from;
    uint32_t all = evidence->span.to - evidence->span.from;
    uint32_t length = all;

    if (length > MOST)
        for (length = MOST; gj_is_inner(from[length]); length--)
            ;
    int written = snprintf(s->quoted, sizeof s->quoted, "%.*s%s", (int)length,
                           from, length < all ? "…" : "");
    add(s, "quote", GJ_ARGUMENT_TEXT, (gj_text){s->quoted, (uint64_t)written});
}

static void begin(saying *s, const gj_doubt *doubt, uint32_t place)
{
    s->primary = (gj_location){.size = sizeof s->primary, .cell = GJ_NO_CELL};
    s->finding = (gj_finding){.size = sizeof s->finding,
                              .place = place,
                              .message = doubt->message.key,
                              .arguments = s->argument_list,
                              .primary = &s->primary,
                              .related = s->related_list};
}

static void point_at(saying *s, const gj_evidence *evidence)
{
    s->primary.value = evidence->value;
    s->primary.offset = evidence->span.from;
    s->primary.length = evidence->span.to - evidence->span.from;
}

static void relate_cells(saying *s, const gj_doubt *doubt)
{
    for (uint32_t i = 0; i < doubt->index_count && i < MOST_RELATED; i++) {
        s->related[i] = (gj_location){.size = sizeof s->related[i],
                                      .cell = doubt->indexes[i],
                                      .role = GJ_ROLE_CONTEXT};
        s->related_list[i] = &s->related[i];
    }
}

/** Says that a place cannot be judged because of a cell, or of words. */
static void say_open(const gj_check *check, uint32_t place, uint32_t cell,
                     const gj_evidence *costly)
{
    saying s = {.argument_count = 0};

    s.primary = (gj_location){.size = sizeof s.primary, .cell = cell};
    s.finding = (gj_finding){.size = sizeof s.finding,
                             .place = place,
                             .message = gj_doubt_open.key,
                             .arguments = s.argument_list,
                             .primary = &s.primary};
    if (costly != NULL) {
        s.finding.message = gj_doubt_costly.key;
        point_at(&s, costly);
    } else {
        add_cell(&s, cell);
    }
    check->host->not_assessable(check->sink, &s.finding);
}

/* ---------------------------------------------------------------- judging */

/** Whether the words tell of work; GJ_MATCH_…. */
static int find_work(const gj_check *check, gj_doubt *doubt,
                     gj_evidence *evidence)
{
    const gj_doubts *doubts = check->state;
    int found = GJ_MATCH_MISS;

    for (uint32_t i = 0; i < doubt->text_count && found == GJ_MATCH_MISS; i++) {
        if (!is_given(doubts, doubt->texts[i]))
            continue;
        *evidence = text_of(check, doubt->texts[i]);
        if (evidence->text.length > 0)
            found = gj_doubt_look(doubt, &doubts->matching, evidence->text,
                                  evidence);
    }
    return found;
}

/** Says what was found in the words; of a part also the numbers. */
static void say_words(const gj_check *check, const gj_doubt *doubt,
                      uint32_t place, const gj_evidence *evidence)
{
    saying s = {.argument_count = 0};

    begin(&s, doubt, place);
    point_at(&s, evidence);
    relate_cells(&s, doubt);
    add_quote(&s, evidence);
    if (doubt->kind == GJ_DOUBT_PART) {
        add(&s, "part", GJ_ARGUMENT_TEXT, evidence->part);
        add(&s, "total", GJ_ARGUMENT_TEXT, evidence->total);
    }
    check->host->failed(check->sink, &s.finding);
}

static void judge_zero(const gj_check *check, gj_doubt *doubt)
{
    gj_tally tally = gj_doubt_tally(check, doubt);
    gj_evidence evidence = {.span = {0, 0}};
    int found =
        tally.sum == 0 ? find_work(check, doubt, &evidence) : GJ_MATCH_MISS;

    if (found == GJ_MATCH_MISS)
        check->host->held(check->sink, 0, 1);
    else if (found == GJ_MATCH_COSTLY)
        say_open(check, 0, GJ_NO_CELL, &evidence);
    else if (tally.open != GJ_NO_CELL)
        say_open(check, 0, tally.open, NULL);
    else
        say_words(check, doubt, 0, &evidence);
}

static void judge_part(const gj_check *check, gj_doubt *doubt)
{
    const gj_doubts *doubts = check->state;
    uint32_t place = 0;

    for (uint32_t i = 0; i < doubt->text_count; i++) {
        if (!is_given(doubts, doubt->texts[i]))
            continue;
        gj_evidence evidence = text_of(check, doubt->texts[i]);
        int found =
            gj_doubt_look(doubt, &doubts->matching, evidence.text, &evidence);
        if (found == GJ_MATCH_MISS)
            check->host->held(check->sink, place, 1);
        else if (found == GJ_MATCH_HIT)
            say_words(check, doubt, place, &evidence);
        else
            say_open(check, place, GJ_NO_CELL, &evidence);
        place++;
    }
}

static void say_size(const gj_check *check, const gj_doubt *doubt,
                     const gj_tally *tally, int64_t most)
{
    saying s = {.argument_count = 0};

    begin(&s, doubt, 0);
    s.primary.cell = tally->largest;
    relate_cells(&s, doubt);
    int written = snprintf(s.sum, sizeof s.sum, "%lld",
                           (long long)(tally->sum / 1000000));
    add(&s, "sum", GJ_ARGUMENT_TEXT, (gj_text){s.sum, (uint64_t)written});
    add_integer(&s, "most", most);
    add_cell(&s, tally->largest);
    check->host->failed(check->sink, &s.finding);
}

static void judge_size(const gj_check *check, gj_doubt *doubt)
{
    gj_doubts *doubts = check->state;
    bool costly = false;
    const gj_limit *limit = gj_doubt_limit(check, doubts, doubt, &costly);
    const gj_evidence unit = {
        .value = check->host->text(check->report, doubts->unit)};

    if (limit == NULL) {
        if (costly)
            say_open(check, 0, GJ_NO_CELL, &unit);
        else
            check->host->held(check->sink, 0, 1);
        return;
    }
    gj_tally tally = gj_doubt_tally(check, doubt);
    int64_t most =
        check->host->parameter_integer(check->sink, limit->parameter.name);
    if (tally.sum > (gj_wide)most * 1000000)
        say_size(check, doubt, &tally, most);
    else if (tally.open != GJ_NO_CELL)
        say_open(check, 0, tally.open, NULL);
    else
        check->host->held(check->sink, 0, 1);
}

static int32_t judge(const gj_check *check)
{
    gj_doubts *doubts = check->state;
    gj_doubt *doubt = doubts->at[*(const uint32_t *)check->data];

    read_report(doubts, check);
    if (doubt->kind == GJ_DOUBT_ZERO)
        judge_zero(check, doubt);
    else if (doubt->kind == GJ_DOUBT_PART)
        judge_part(check, doubt);
    else
        judge_size(check, doubt);
    return 0;
}

/* ---------------------------------------------------------------- a form */

static void close_form(void *state)
{
    gj_doubts *doubts = state;

    if (doubts == NULL)
        return;
    gj_doubts_free(doubts);
    free(doubts);
}

static bool register_rules(const gj_doubts *doubts, const gj_opening *opening)
{
    for (uint32_t i = 0; i < doubts->count; i++) {
        gj_rule rule = doubts->at[i]->rule;
        rule.data = &doubts->at[i]->index;
        rule.places = places;
        rule.check = judge;
        if (opening->host->add_rule(opening->registry, &rule) != 0)
            return false;
    }
    return true;
}

/** A form without a data file has no rules about plausibility. */
static int32_t open_form(const gj_opening *opening, void **state)
{
    const gj_host *host = opening->host;

    if (host->values->type(host->form_data(opening->registry, 0)) == GJ_ABSENT)
        return 0;
    gj_doubts *doubts = calloc(1, sizeof *doubts);
    if (doubts == NULL)
        return 1;
    if (!gj_doubts_read(doubts, opening) || !register_rules(doubts, opening)) {
        close_form(doubts);
        return 1;
    }
    *state = doubts;
    return 0;
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .needs_minor = 1,
    .name = GJ_TEXT("plausibility"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("合理：值得再看一眼的数",
                      "Plausibility: figures worth a second look"),
    .open = open_form,
    .close = close_form,
};

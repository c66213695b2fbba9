#include "say.h"

#include <stdio.h>

#include "wording.h"

enum {
    /** quote, number, cell, and for each reading a value and a name. */
    MOST_ARGUMENTS = 3 + 2 * GJ_READINGS,
    MOST_RELATED = 64,
    /** Longest quotation, in bytes. */
    MOST_QUOTED = 150
};

/** A finding while it is put together. */
typedef struct saying {
    const gj_check *check;
    const gj_claim *claim;
    gj_argument arguments[MOST_ARGUMENTS];
    const gj_argument *argument_list[MOST_ARGUMENTS + 1];
    uint32_t argument_count;
    gj_location related[MOST_RELATED];
    const gj_location *related_list[MOST_RELATED + 1];
    uint32_t related_count;
    /** Words of the arguments. */
    char quoted[MOST_QUOTED + 8];
    char number[48];
    char names[GJ_READINGS][2][12];
    char values[GJ_READINGS][48];
} saying;

/* ----------------------------------------------------------------- numbers */

/** Millionths in decimal notation, with at most `decimals` decimals. */
static gj_text print(char digits[48], gj_wide millionths, uint32_t decimals)
{
    gj_wide step = 1;
    uint32_t places = 6;
    char whole[44];
    size_t at = sizeof whole;
    bool minus = millionths < 0;

    for (; places > decimals; places--)
        step *= 10;
    gj_wide rounded = ((minus ? -millionths : millionths) + step / 2) / step;
    while (places > 0 && rounded % 10 == 0) {
        rounded /= 10;
        places--;
    }
    for (uint32_t i = 0; rounded > 0 || i <= places; i++) {
        if (places > 0 && i == places)
            whole[--at] = '.';
        whole[--at] = (char)('0' + (int)(rounded % 10));
        rounded /= 10;
    }
    int length = snprintf(digits, 48, "%s%.*s", minus ? "-" : "",
                          (int)(sizeof whole - at), whole + at);
    return (gj_text){digits, (uint64_t)length};
}

/* --------------------------------------------------------------- arguments */

static gj_argument *add(saying *s, gj_text name, uint32_t type, gj_text text)
{
    gj_argument *argument = &s->arguments[s->argument_count];

    *argument = (gj_argument){
        .size = sizeof *argument, .type = type, .name = name, .text = text};
    s->argument_list[s->argument_count++] = argument;
    return argument;
}

/** The words of the claim; of long ones the beginning. */
static gj_text quote(saying *s)
{
    const gj_claim *claim = s->claim;
    gj_text text = s->check->host->values->text(claim->text);
    size_t length = claim->to - claim->from;
    const char *cut = "";

    if (length > MOST_QUOTED) {
        length = MOST_QUOTED;
        while (((uint8_t)text.data[claim->from + length] & 0xC0) == 0x80)
            length--;
        cut = "…";
    }
    int written = snprintf(s->quoted, sizeof s->quoted, "%.*s%s", (int)length,
                           text.data + claim->from, cut);
    return (gj_text){s->quoted, (uint64_t)written};
}

static void add_readings(saying *s)
{
    const gj_claim *claim = s->claim;
    const gj_quantity *quantity = claim->quantity;

    for (uint32_t i = 0; i < quantity->reading_count; i++) {
        const gj_reading *reading = &quantity->readings[i];
        const gj_outcome *outcome = &claim->outcomes[i];
        char *value = s->names[i][0];
        char *cell = s->names[i][1];
        snprintf(value, sizeof s->names[i][0], "r%u", i + 1);
        snprintf(cell, sizeof s->names[i][1], "c%u", i + 1);
        gj_text shown = outcome->dropped || outcome->verdict == GJ_CLAIM_OPEN
                            ? (gj_text)GJ_TEXT("—")
                            : print(s->values[i], outcome->value,
                                    quantity->percent ? 2 : 6);
        add(s, gj_said(value), GJ_ARGUMENT_TEXT, shown);
        if (reading->name.zh.length == 0)
            add(s, gj_said(cell), GJ_ARGUMENT_CELL, (gj_text){"", 0})->integer =
                reading->sum.addends[0].cell;
    }
}

/* --------------------------------------------------------------- locations */

static bool is_listed(const saying *s, uint32_t cell)
{
    for (uint32_t i = 0; i < s->related_count; i++)
        if (s->related[i].cell == cell)
            return true;
    return false;
}

static void relate(saying *s, const gj_sum *sum, bool alone)
{
    const gj_cells *cells = s->check->host->cells(s->check->report);

    for (uint32_t i = 0; i < sum->addend_count; i++) {
        const gj_addend *addend = &sum->addends[i];
        if (s->related_count == MOST_RELATED || is_listed(s, addend->cell))
            continue;
        gj_location *location = &s->related[s->related_count];
        *location = (gj_location){.size = sizeof *location,
                                  .cell = addend->cell,
                                  .role = GJ_ROLE_CONTEXT};
        if (cells->states[addend->cell] != GJ_CELL_NUMBER) {
            location->role = GJ_ROLE_OPEN;
        } else if (alone) {
            location->role = GJ_ROLE_TERM;
            location->side = GJ_SIDE_RIGHT;
            location->coefficient = addend->minus ? -GJ_UNIT : GJ_UNIT;
        }
        s->related_list[s->related_count++] = location;
    }
}

static void relate_readings(saying *s)
{
    const gj_quantity *quantity = s->claim->quantity;
    bool alone = quantity->reading_count == 1 &&
                 quantity->readings[0].kind == GJ_READING_SUM &&
                 quantity->readings[0].times == 1;

    for (uint32_t i = 0; i < quantity->reading_count; i++) {
        if (s->claim->outcomes[i].dropped)
            continue;
        relate(s, &quantity->readings[i].sum, alone);
        relate(s, &quantity->readings[i].base, alone);
    }
}

/* ------------------------------------------------------------------ saying */

static uint32_t open_cell(const gj_claim *claim)
{
    for (uint32_t i = 0; i < claim->quantity->reading_count; i++)
        if (claim->outcomes[i].verdict == GJ_CLAIM_OPEN &&
            !claim->outcomes[i].dropped)
            return claim->outcomes[i].open_cell;
    return GJ_NO_CELL;
}

/** What the text would have to say, where there is only one reading. */
static void expect(saying *s, gj_finding *finding)
{
    const gj_quantity *quantity = s->claim->quantity;

    if (quantity->reading_count != 1 ||
        quantity->readings[0].kind != GJ_READING_SUM ||
        s->claim->outcomes[0].value < 0)
        return;
    finding->expected = gj_said(s->values[0]);
    finding->actual = gj_said(s->number);
}

static gj_text message_of(const gj_claim *claim)
{
    switch (claim->verdict) {
    case GJ_CLAIM_FAILS:
        return claim->quantity->messages[claim->fixed].key;
    case GJ_CLAIM_OPEN:
        return gj_say_open.key;
    case GJ_CLAIM_COSTLY:
        return gj_say_costly.key;
    case GJ_CLAIM_OVERLONG:
        return gj_say_overlong.key;
    default:
        return gj_say_unsound.key;
    }
}

void gj_claim_say(const gj_check *check, const gj_claim *claim, uint32_t place)
{
    saying s = {.check = check, .claim = claim};
    const gj_location primary = {.size = sizeof primary,
                                 .cell = GJ_NO_CELL,
                                 .value = claim->text,
                                 .offset = claim->from,
                                 .length = claim->to - claim->from};
    gj_finding finding = {.size = sizeof finding,
                          .place = place,
                          .message = message_of(claim),
                          .arguments = s.argument_list,
                          .primary = &primary,
                          .related = s.related_list};

    if (claim->verdict == GJ_CLAIM_FAILS || claim->verdict == GJ_CLAIM_OPEN) {
        add(&s, (gj_text)GJ_TEXT("quote"), GJ_ARGUMENT_TEXT, quote(&s));
        add(&s, (gj_text)GJ_TEXT("number"), GJ_ARGUMENT_TEXT,
            print(s.number, claim->number, 6));
        relate_readings(&s);
    }
    if (claim->verdict == GJ_CLAIM_FAILS) {
        add_readings(&s);
        expect(&s, &finding);
        check->host->failed(check->sink, &finding);
        return;
    }
    if (claim->verdict == GJ_CLAIM_OPEN)
        add(&s, (gj_text)GJ_TEXT("cell"), GJ_ARGUMENT_CELL, (gj_text){"", 0})
            ->integer = open_cell(claim);
    check->host->not_assessable(check->sink, &finding);
}

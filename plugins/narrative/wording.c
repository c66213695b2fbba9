#include "wording.h"

const gj_message gj_say_open = {
    sizeof(gj_message), 0, GJ_TEXT("open"),
    GJ_WORDS("“{quote}”：{cell}没有填数，无法核对；文中的数是 {number}，"
             "可供补填时参考。",
             "“{quote}”: {cell} has no number, so this cannot be assessed; "
             "the text gives {number}, which may help to fill it in.")};
const gj_message gj_say_costly = {
    sizeof(gj_message), 0, GJ_TEXT("costly"),
    GJ_WORDS("这一句过于复杂，没有读完，其中的数字未能核对。",
             "this sentence is too involved to be read to its end, so its "
             "numbers could not be assessed.")};
const gj_message gj_say_overlong = {
    sizeof(gj_message), 0, GJ_TEXT("overlong"),
    GJ_WORDS("这一句过长，读不完，其中的数字未能核对；请检查是否缺少句号。",
             "this sentence is too long to be read, so its numbers could not "
             "be assessed; perhaps a full stop is missing.")};

const gj_message gj_say_unsound = {
    sizeof(gj_message), 0, GJ_TEXT("unsound"),
    GJ_WORDS("这里可能用到的一种句式无法编译，其中的数字未能核对；请用 gouji "
             "rules check 检查 narrative.json。",
             "a phrase that may stand here cannot be compiled, so its numbers "
             "could not be assessed; check narrative.json with gouji rules "
             "check.")};

/* ---------------------------------------------------------------- templates */

static const gj_text none = {"", 0};

/** Holes for the value and the cell of each reading. */
static const gj_text value_holes[GJ_READINGS] = {
    GJ_TEXT("{r1}"), GJ_TEXT("{r2}"), GJ_TEXT("{r3}"),
    GJ_TEXT("{r4}"), GJ_TEXT("{r5}"), GJ_TEXT("{r6}")};
static const gj_text cell_holes[GJ_READINGS] = {
    GJ_TEXT("{c1}"), GJ_TEXT("{c2}"), GJ_TEXT("{c3}"),
    GJ_TEXT("{c4}"), GJ_TEXT("{c5}"), GJ_TEXT("{c6}")};

/** Texts one behind the other. */
#define JOIN(keep, ...)                                                        \
    gj_keep_join((keep), (const gj_text[]){__VA_ARGS__},                       \
                 sizeof((const gj_text[]){__VA_ARGS__}) / sizeof(gj_text))

/** Name of a reading in a template: its own, or a hole for the cell's. */
static gj_words name_of(const gj_reading *reading, uint32_t i)
{
    if (reading->name.zh.length > 0)
        return reading->name;
    return (gj_words){cell_holes[i], cell_holes[i]};
}

static gj_text unit_of(const gj_quantity *quantity)
{
    return quantity->percent ? gj_said("%") : none;
}

/** What the only reading comes to. */
static gj_words word_one(const gj_quantity *quantity, gj_keep *keep)
{
    const gj_reading *reading = &quantity->readings[0];
    gj_words name = name_of(reading, 0);
    gj_text unit = unit_of(quantity);
    bool limit = reading->kind == GJ_READING_LIMIT;

    return (gj_words){JOIN(keep, name.zh, gj_said(limit ? "却只有 " : "是 "),
                           value_holes[0], unit),
                      JOIN(keep, gj_said("but the figure for "), name.en,
                           gj_said(limit ? " is only " : " is "),
                           value_holes[0], unit)};
}

/** What each of several readings comes to. */
static gj_words word_many(const gj_quantity *quantity, gj_keep *keep)
{
    gj_text unit = unit_of(quantity);
    gj_text zh = none;
    gj_text en = gj_said("which fits no reading of it: ");

    for (uint32_t i = 0; i < quantity->reading_count; i++) {
        gj_words name = name_of(&quantity->readings[i], i);
        zh = JOIN(keep, zh, gj_said("按"), name.zh, gj_said("是 "),
                  value_holes[i], unit, gj_said("，"));
        en = JOIN(keep, en, i > 0 ? gj_said(", ") : none, value_holes[i], unit,
                  gj_said(" as "), name.en);
    }
    return (gj_words){JOIN(keep, zh, gj_said("都不相符")), en};
}

/** A message for a number, or for words that mean one; in a sentence about
    another year it says so. */
static gj_message make(const gj_quantity *quantity, gj_keep *keep,
                       const gj_words *is, bool in_words, bool slip)
{
    gj_text unit = unit_of(quantity);
    gj_message made = {.size = sizeof made, .key = quantity->id};

    if (in_words)
        made.key = JOIN(keep, quantity->id, gj_said("-in-words"));
    made.words.zh =
        JOIN(keep, gj_said("“{quote}”："),
             gj_said(in_words ? "照此应当是 {number}" : "文中是 {number}"),
             unit, gj_said(quantity->reading_count > 1 ? "；" : "，"), is->zh,
             gj_said(slip ? "。（句首写的是其他年份，此处按报告年度核对。）"
                          : "。"));
    made.words.en = JOIN(
        keep, gj_said("“{quote}”: "),
        gj_said(in_words ? "this means {number}" : "the text says {number}"),
        unit, gj_said(", "), is->en,
        gj_said(slip ? ". (The sentence begins with another year; it was read "
                       "as being about the report's.)"
                     : "."));
    return made;
}

void gj_quantity_word(gj_quantity *quantity, bool in_words, gj_keep *keep)
{
    if (quantity->messages[in_words].size > 0)
        return;
    gj_words is = quantity->reading_count > 1 ? word_many(quantity, keep)
                                              : word_one(quantity, keep);
    quantity->messages[in_words] = make(quantity, keep, &is, in_words, false);
    quantity->slips[in_words] = make(quantity, keep, &is, in_words, true);
}

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

/** Name of a reading in a template: its own, or a hole for the cell's. */
static gj_words name_of(const gj_reading *reading, gj_keep *keep, uint32_t i)
{
    if (reading->name.zh.length > 0)
        return reading->name;
    gj_text hole = gj_keep_print(keep, "{c%u}", i + 1);
    return (gj_words){hole, hole};
}

/** What the only reading comes to. */
static void word_one(const gj_quantity *quantity, gj_keep *keep,
                     gj_words *words)
{
    const gj_reading *reading = &quantity->readings[0];
    gj_words name = name_of(reading, keep, 0);
    const char *unit = quantity->percent ? "%" : "";
    bool limit = reading->kind == GJ_READING_LIMIT;

    words->zh = gj_keep_print(keep, "%.*s%s {r1}%s", GJ_SHOWN(name.zh),
                              limit ? "却只有" : "是", unit);
    words->en = gj_keep_print(keep, "but the figure for %.*s is %s{r1}%s",
                              GJ_SHOWN(name.en), limit ? "only " : "", unit);
}

/** What each of several readings comes to. */
static void word_many(const gj_quantity *quantity, gj_keep *keep,
                      gj_words *words)
{
    const char *unit = quantity->percent ? "%" : "";
    gj_text zh = {"", 0};
    gj_text en = {"", 0};

    for (uint32_t i = 0; i < quantity->reading_count; i++) {
        gj_words name = name_of(&quantity->readings[i], keep, i);
        zh = gj_keep_print(keep, "%.*s按%.*s是 {r%u}%s，", GJ_SHOWN(zh),
                           GJ_SHOWN(name.zh), i + 1, unit);
        en = gj_keep_print(keep, "%.*s%s{r%u}%s as %.*s", GJ_SHOWN(en),
                           i > 0 ? ", " : "", i + 1, unit, GJ_SHOWN(name.en));
    }
    words->zh = gj_keep_print(keep, "%.*s都不相符", GJ_SHOWN(zh));
    words->en =
        gj_keep_print(keep, "which fits no reading of it: %.*s", GJ_SHOWN(en));
}

/** A message for a number, or for words that mean one; in a sentence about
    another year it says so. */
static gj_message make(const gj_quantity *quantity, gj_keep *keep,
                       const gj_words *is, bool in_words, bool slip)
{
    const char *unit = quantity->percent ? "%" : "";
    gj_message made = {.size = sizeof made, .key = quantity->id};

    if (in_words)
        made.key = gj_keep_print(keep, "%.*s-in-words", GJ_SHOWN(quantity->id));
    made.words.zh = gj_keep_print(
        keep, "“{quote}”：%s {number}%s%s%.*s。%s",
        in_words ? "照此应当是" : "文中是", unit,
        quantity->reading_count > 1 ? "；" : "，", GJ_SHOWN(is->zh),
        slip ? "（句首写的是其他年份，此处按报告年度核对。）" : "");
    made.words.en = gj_keep_print(
        keep, "“{quote}”: %s {number}%s, %.*s.%s",
        in_words ? "this means" : "the text says", unit, GJ_SHOWN(is->en),
        slip ? " (The sentence begins with another year; it was read as being "
               "about the report's.)"
             : "");
    return made;
}

void gj_quantity_word(gj_quantity *quantity, gj_keep *keep)
{
    gj_words is;

    if (quantity->reading_count > 1)
        word_many(quantity, keep, &is);
    else
        word_one(quantity, keep, &is);
    for (int in_words = 0; in_words < 2; in_words++) {
        quantity->messages[in_words] =
            make(quantity, keep, &is, in_words, false);
        quantity->slips[in_words] = make(quantity, keep, &is, in_words, true);
    }
}

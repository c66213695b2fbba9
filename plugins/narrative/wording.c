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

static void word_one(gj_quantity *quantity, gj_keep *keep, gj_words *words)
{
    gj_words name = name_of(&quantity->readings[0], keep, 0);
    const char *unit = quantity->percent ? "%" : "";

    bool limit = quantity->readings[0].kind == GJ_READING_LIMIT;

    words->zh =
        gj_keep_print(keep, "“{quote}”：文中是 {number}%s，%.*s%s {r1}%s。",
                      unit, GJ_SHOWN(name.zh), limit ? "却只有" : "是", unit);
    words->en = gj_keep_print(
        keep, "“{quote}”: the text says {number}%s, but %.*s is %s{r1}%s.",
        unit, GJ_SHOWN(name.en), limit ? "only " : "", unit);
}

static void word_many(gj_quantity *quantity, gj_keep *keep, gj_words *words)
{
    const char *unit = quantity->percent ? "%" : "";
    gj_text zh = {"", 0};
    gj_text en = {"", 0};

    for (uint32_t i = 0; i < quantity->reading_count; i++) {
        gj_words name = name_of(&quantity->readings[i], keep, i);
        zh = gj_keep_print(keep, "%.*s%s按%.*s是 {r%u}%s", GJ_SHOWN(zh),
                           i > 0 ? "，" : "", GJ_SHOWN(name.zh), i + 1, unit);
        en = gj_keep_print(keep, "%.*s%s{r%u}%s as %.*s", GJ_SHOWN(en),
                           i > 0 ? ", " : "", i + 1, unit, GJ_SHOWN(name.en));
    }
    words->zh =
        gj_keep_print(keep, "“{quote}”：文中是 {number}%s；%.*s，都不相符。",
                      unit, GJ_SHOWN(zh));
    words->en = gj_keep_print(keep,
                              "“{quote}”: the text says {number}%s, which fits "
                              "no reading of it: %.*s.",
                              unit, GJ_SHOWN(en));
}

void gj_quantity_word(gj_quantity *quantity, gj_keep *keep)
{
    gj_message *own = &quantity->message;
    gj_message *slip = &quantity->slip;

    own->size = sizeof *own;
    own->key = quantity->id;
    if (quantity->reading_count > 1)
        word_many(quantity, keep, &own->words);
    else
        word_one(quantity, keep, &own->words);
    *slip = *own;
    slip->words.zh =
        gj_keep_print(keep, "%.*s（句首写的是其他年份，此处按报告年度核对。）",
                      GJ_SHOWN(own->words.zh));
    slip->words.en = gj_keep_print(
        keep,
        "%.*s (The sentence begins with another year; it was read as "
        "being about the report's.)",
        GJ_SHOWN(own->words.en));
}

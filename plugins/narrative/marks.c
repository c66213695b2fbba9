/* The numbers of a sentence: each becomes a mark, a letter that says what the
 * words around it make of it. */
#include "pass.h"

#include <string.h>

enum {
    LETTER_OF_YEAR = 0x5EA6, /* 度 */
    LETTER_ORDINAL = 0x7B2C, /* 第 */
    COMMA = 0xFF0C,
    OPEN = 0xFF08,
    CLOSE = 0xFF09
};

/** The character that the skeleton ends with; 0 where it is empty. */
static uint32_t last_letter(const gj_pass *pass)
{
    const gj_sentence *sentence = pass->sentence;
    uint32_t at = sentence->length;
    uint32_t letter = 0;

    while (at > 0 && ((uint8_t)sentence->skeleton[--at] & 0xC0) == 0x80)
        continue;
    gj_letter_read(&letter, sentence->skeleton + at, sentence->length - at);
    return letter;
}

/** Whether a letter stands in a list, which ends with 0. */
static bool is_one_of(uint32_t letter, const uint16_t *list)
{
    for (; *list != 0; list++)
        if (*list == letter)
            return true;
    return false;
}

static char mark_of_year(const gj_pass *pass, int64_t year)
{
    if (pass->year == 0 || year == pass->year)
        return 'Y';
    return year == pass->year - 1 ? 'L' : year == pass->year + 1 ? 'F' : 'O';
}

/** 2024年, 2024年度. */
static size_t take_year(const gj_pass *pass, size_t at, const gj_number *number,
                        char *mark)
{
    uint32_t letter;
    size_t bytes = gj_pass_look(pass, at, &letter);

    if (letter != GJ_YEAR || number->grain != 0 || number->digits != 4 ||
        number->value < 1900 * GJ_UNIT || number->value > 2200 * GJ_UNIT)
        return 0;
    *mark = mark_of_year(pass, number->value / GJ_UNIT);
    size_t more = gj_pass_look(pass, at + bytes, &letter);
    return letter == LETTER_OF_YEAR ? bytes + more : bytes;
}

/** 〔2021〕30号, （1）, 1、 and A12 count nothing; nor does what follows 第. */
static bool counts_nothing(const gj_pass *pass, size_t end, bool measured)
{
    uint32_t before = last_letter(pass);
    uint32_t after;

    gj_pass_look(pass, end, &after);
    if (before == LETTER_ORDINAL || before == 0x3014 || before == '[' ||
        before == '.' || before == '/' || before == '-' || before == '_' ||
        (before >= 'a' && before <= 'z'))
        return true;
    if (measured)
        return false;
    static const uint16_t heads[] = {0xFF1B, 0xFF1A, COMMA, OPEN, 0};
    bool at_head = before == 0 || is_one_of(before, heads);
    return (before == OPEN && after == CLOSE) || after == '/' ||
           (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z') ||
           (at_head && (after == '.' || after == 0x3001));
}

/** Whether a number follows after a sign of range; the sign's bytes. */
static bool begins_range(const gj_pass *pass, size_t end)
{
    /* - — – ~ 至 */
    static const uint16_t signs[] = {'-', 0x2014, 0x2013, '~', 0x81F3, 0};
    uint32_t letter;
    size_t bytes = gj_pass_look(pass, end, &letter);

    if (!is_one_of(letter, signs))
        return false;
    gj_number next;
    bytes += gj_spaces(pass->text.data + end + bytes,
                       pass->text.length - end - bytes);
    return gj_number_read(&next, pass->text.data + end + bytes,
                          pass->text.length - end - bytes) > 0 &&
           !next.hanzi;
}

static bool is_rough(const gj_pass *pass, size_t end)
{
    /* 约 近 逾 超 足, and 余 多 几 来; 剩余26件 are 26 */
    static const uint16_t before[] = {0x7EA6, 0x8FD1, 0x903E,
                                      0x8D85, 0x8DB3, 0};
    static const uint16_t behind[] = {0x4F59, 0x591A, 0x51E0, 0x6765, 0};
    uint32_t after;

    gj_pass_look(pass, end, &after);
    return is_one_of(last_letter(pass), before) || is_one_of(after, behind);
}

/** 上一年度 and 下一年 say which year, not how many. */
static bool says_which(const gj_pass *pass, const gj_number *number)
{
    static const uint16_t before[] = {0x4E0A, 0x4E0B, 0};

    return number->hanzi && is_one_of(last_letter(pass), before);
}

/** What the words around a number make of it; *end is moved behind the words
    that belong to it. */
static char judge_mark(gj_pass *pass, const gj_number *number, size_t *end)
{
    char mark = 'N';
    uint32_t after;

    if (says_which(pass, number))
        return 0;
    bool rough = is_rough(pass, *end);
    size_t gap = gj_spaces(pass->text.data + *end, pass->text.length - *end);
    size_t percent = gj_pass_look(pass, *end + gap, &after);
    bool dated = pass->in_range;

    if (after == '%') {
        *end += gap + percent;
        mark = 'P';
    } else {
        size_t measure = take_year(pass, *end + gap, number, &mark);
        if (measure == 0)
            measure = gj_lexicon_measure_at(
                pass->lexicon, pass->text.data + *end + gap,
                pass->text.length - *end - gap, &mark);
        *end += measure > 0 ? gap + measure : 0;
        dated |= counts_nothing(pass, *end, measure > 0);
        if (measure == 0 && number->hanzi)
            return 0;
        if (measure > 0)
            rough |= is_rough(pass, *end);
    }
    pass->in_range = begins_range(pass, *end);
    if (mark == 'Y' || mark == 'L' || mark == 'F' || mark == 'O')
        return dated || pass->in_range ? 'O' : mark;
    if (dated || pass->in_range || number->digits > 13)
        return 'D';
    return rough && mark != 'D' ? 'A' : mark;
}

static void put_mark(gj_pass *pass, const gj_number *number, char letter,
                     size_t end)
{
    gj_sentence *sentence = pass->sentence;

    gj_sentence_room(sentence);
    if (sentence->mark_count == GJ_SKELETON_MARKS) {
        sentence->overlong = true;
        sentence->mark_count = 0;
    }
    gj_sentence_spot(sentence, &pass->lexicon->at_mark[letter - 'A']);
    sentence->marks[sentence->mark_count++] =
        (gj_mark){.at = sentence->length,
                  .from = (uint32_t)pass->used,
                  .to = (uint32_t)end,
                  .letter = letter,
                  .decimals = number->decimals,
                  .value = number->value,
                  .grain = number->grain};
    sentence->skeleton[sentence->length++] = letter;
    gj_shapes_add(&sentence->marked, &pass->lexicon->by_mark[letter - 'A']);
    pass->used = end;
    gj_pass_seam(pass);
}

/** A number, if it is one, becomes a mark. */
static bool take_number(gj_pass *pass)
{
    gj_number number;
    size_t bytes = gj_number_read(&number, pass->text.data + pass->used,
                                  pass->text.length - pass->used);
    size_t end = pass->used + bytes;

    if (bytes == 0)
        return false;
    char letter = judge_mark(pass, &number, &end);
    if (letter == 0)
        return false;
    put_mark(pass, &number, letter, end);
    return true;
}

/** 百分之四十四点… is written in characters seldom, 百分之44.4 sometimes. */
static bool take_worded_percentage(gj_pass *pass)
{
    static const char words[] = "百分之";
    gj_number number;
    size_t length = sizeof words - 1;

    if (pass->text.length - pass->used < length ||
        memcmp(pass->text.data + pass->used, words, length) != 0)
        return false;
    size_t bytes =
        gj_number_read(&number, pass->text.data + pass->used + length,
                       pass->text.length - pass->used - length);
    if (bytes == 0)
        return false;
    put_mark(pass, &number, 'P', pass->used + length + bytes);
    return true;
}

bool gj_pass_number(gj_pass *pass)
{
    return take_number(pass) || take_worded_percentage(pass);
}

/* The numbers of a sentence: each becomes a mark, a letter that says what the
 * words around it make of it. */
#include "pass.h"

#include <string.h>

enum {
    LETTER_OF_YEAR = 0x5EA6, /* 度 */
    LETTER_ORDINAL = 0x7B2C, /* 第 */
    COMMA = 0xFF0C,
    COLON = 0xFF1A,
    SEMICOLON = 0xFF1B,
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

    if (number->grain != 0 || number->digits != 4 ||
        number->value < 1900 * GJ_UNIT || number->value > 2200 * GJ_UNIT)
        return 0;
    *mark = mark_of_year(pass, number->value / GJ_UNIT);
    size_t more = gj_pass_look(pass, at + bytes, &letter);
    return letter == LETTER_OF_YEAR ? bytes + more : bytes;
}

static bool is_lower(uint32_t letter)
{
    return letter >= 'a' && letter <= 'z';
}

/** Whether a number behind this letter is a part of a name: 第3, 〔2021〕30号,
    A12. */
static bool names(uint32_t before)
{
    switch (before) {
    case LETTER_ORDINAL:
    case 0x3014: /* 〔 */
    case '[':
    case '.':
    case '/':
    case '-':
    case '_':
        return true;
    default:
        return is_lower(before);
    }
}

/** Whether a number between these letters, without a measure word, counts
    nothing: （1）, 1、 and 12A. */
static bool counts_nothing(uint32_t before, uint32_t after)
{
    bool at_head = before == 0 || before == SEMICOLON || before == COLON ||
                   before == COMMA || before == OPEN;

    return (before == OPEN && after == CLOSE) || after == '/' ||
           is_lower(after) || (after >= 'A' && after <= 'Z') ||
           (at_head && (after == '.' || after == 0x3001));
}

/** Whether a letter is a sign of range behind which a number follows. */
static bool begins_range(const gj_pass *pass, size_t end, uint32_t letter,
                         size_t bytes)
{
    gj_number next;

    /* - — – ~ 至 */
    if (letter != '-' && letter != 0x2014 && letter != 0x2013 &&
        letter != '~' && letter != 0x81F3)
        return false;
    bytes += gj_spaces(pass->text.data + end + bytes,
                       pass->text.length - end - bytes);
    return gj_number_read(&next, pass->text.data + end + bytes,
                          pass->text.length - end - bytes) > 0 &&
           !next.hanzi;
}

static bool roughens_before(uint32_t letter)
{
    switch (letter) {
    case 0x7EA6: /* 约 */
    case 0x8FD1: /* 近 */
    case 0x903E: /* 逾 */
    case 0x8D85: /* 超 */
    case 0x8DB3: /* 足 */
        return true;
    default:
        return false;
    }
}

/** 余, 多 and the like make a number rough behind it; 剩余26件 are 26. */
static bool roughens_behind(uint32_t letter)
{
    switch (letter) {
    case 0x4F59: /* 余 */
    case 0x591A: /* 多 */
    case 0x51E0: /* 几 */
    case 0x6765: /* 来 */
        return true;
    default:
        return false;
    }
}

/** Bytes of a percent sign, or of a measure word or 年, that a number is
    followed by; and its mark, which it leaves where there is none. */
static size_t take_measure(const gj_pass *pass, size_t at,
                           const gj_number *number, char *mark)
{
    uint32_t letter;
    size_t bytes = gj_pass_look(pass, at, &letter);

    if (letter == '%') {
        *mark = 'P';
        return bytes;
    }
    bytes = letter == GJ_YEAR ? take_year(pass, at, number, mark) : 0;
    return bytes > 0
               ? bytes
               : gj_lexicon_measure_at(pass->lexicon, pass->text.data + at,
                                       pass->text.length - at, mark);
}

/** What the words around a number make of it; *end is moved behind the words
    that belong to it. 0 where it is no number. */
static char judge_mark(gj_pass *pass, const gj_number *number, size_t *end)
{
    char mark = 'N';
    uint32_t before = last_letter(pass);
    uint32_t after;
    size_t bytes = gj_pass_look(pass, *end, &after);

    /* 上一年度 and 下一年 say which year, not how many. */
    if (number->hanzi && (before == 0x4E0A || before == 0x4E0B))
        return 0;
    bool rough = roughens_before(before) || roughens_behind(after);
    bool dated = pass->in_range;
    size_t gap = gj_spaces(pass->text.data + *end, pass->text.length - *end);
    size_t measure = take_measure(pass, *end + gap, number, &mark);

    if (measure > 0) {
        *end += gap + measure;
        bytes = gj_pass_look(pass, *end, &after);
    }
    if (mark != 'P') {
        if (measure == 0 && number->hanzi)
            return 0;
        dated |=
            names(before) || (measure == 0 && counts_nothing(before, after));
        /* 20来件 are about 20; in 20件来自企业 they are 20. */
        rough |= after != 0x6765 && roughens_behind(after);
    }
    pass->in_range = begins_range(pass, *end, after, bytes);
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

    gj_pass_room(pass);
    if (sentence->mark_count == GJ_SKELETON_MARKS) {
        sentence->overlong = true;
        sentence->mark_count = 0;
    }
    sentence->marks[sentence->mark_count++] =
        (gj_mark){.at = sentence->length,
                  .from = (uint32_t)pass->used,
                  .to = (uint32_t)end,
                  .letter = letter,
                  .decimals = number->decimals,
                  .value = number->value,
                  .grain = number->grain};
    sentence->skeleton[sentence->length++] = letter;
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

/* ------------------------------------------------------------------ lists */

/** Bytes of one digit or two; 0 where there are none, or more. */
static size_t few_digits(const gj_pass *pass, size_t at)
{
    uint32_t letter;
    size_t used = 0;
    size_t bytes;
    int count = 0;

    while ((bytes = gj_pass_look(pass, at + used, &letter)) > 0 &&
           letter >= '0' && letter <= '9' && count++ < 2)
        used += bytes;
    return count <= 2 ? used : 0;
}

/** Whether a year begins at a place. */
static bool is_year(const gj_pass *pass, size_t at)
{
    gj_number number;
    uint32_t letter;
    char mark;
    size_t bytes =
        gj_number_read(&number, pass->text.data + at, pass->text.length - at);

    gj_pass_look(pass, at + bytes, &letter);
    return bytes > 0 && letter == GJ_YEAR &&
           take_year(pass, at + bytes, &number, &mark) > 0;
}

size_t gj_pass_list_number(const gj_pass *pass)
{
    uint32_t before = last_letter(pass);
    uint32_t letter;

    if (before != 0 && before != COLON && before != SEMICOLON)
        return 0;
    size_t digits = few_digits(pass, pass->used);
    size_t end = pass->used + digits;
    end += gj_pass_look(pass, end, &letter);
    if (digits == 0 || letter != '.')
        return 0;
    size_t gap = gj_spaces(pass->text.data + end, pass->text.length - end);
    gj_pass_look(pass, end + gap, &letter);
    if (gap == 0 && letter >= '0' && letter <= '9' && !is_year(pass, end))
        return 0;
    return end + gap - pass->used;
}

/* ----------------------------------------------------------------- numbers */

bool gj_pass_number(gj_pass *pass)
{
    return take_number(pass) || take_worded_percentage(pass);
}

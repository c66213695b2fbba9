#include "numeral.h"

/* -------------------------------------------------------------- characters */

static size_t decode(uint32_t *letter, const char *text, size_t length)
{
    const uint8_t *p = (const uint8_t *)text;

    if (length == 0)
        return 0;
    if (p[0] < 0x80 || length < 2) {
        *letter = p[0];
        return 1;
    }
    if (p[0] < 0xE0 || length < 3) {
        *letter = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        return 2;
    }
    if (p[0] < 0xF0 || length < 4) {
        *letter = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        return 3;
    }
    *letter = (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 |
              (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
    return 4;
}

size_t gj_letter_any(uint32_t *letter, const char *text, size_t length)
{
    size_t bytes = decode(letter, text, length);

    /* Signs are taken full-width, as in Chinese text; all else half-width. */
    switch (bytes > 0 ? *letter : 0) {
    case '(':
    case ')':
    case ',':
    case ':':
    case ';':
        *letter += 0xFEE0;
        break;
    case 0xFF08:
    case 0xFF09:
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF01:
    case 0xFF1F:
        break;
    default:
        if (bytes == 3 && *letter > 0xFF00 && *letter < 0xFF5F)
            *letter -= 0xFEE0;
    }
    return bytes;
}

/** A carriage return stands for nothing, wherever it stands. */
static bool is_space(uint32_t letter)
{
    return letter == ' ' || letter == '\t' || letter == '\r' ||
           letter == 0xA0 || letter == 0x3000;
}

size_t gj_spaces_any(const char *text, size_t length)
{
    size_t used = 0;
    uint32_t letter = 0;

    for (;;) {
        size_t bytes = decode(&letter, text + used, length - used);
        if (bytes == 0 || !is_space(letter))
            return used;
        used += bytes;
    }
}

size_t gj_letter_behind_any(uint32_t *letter, const char *text, size_t length)
{
    size_t bytes = gj_letter_read(letter, text, length);

    if (bytes == 0 || *letter > 0x3000 || !is_space(*letter))
        return bytes;
    size_t gap = gj_spaces(text, length);
    *letter = 0;
    return gap + gj_letter_read(letter, text + gap, length - gap);
}

/* ------------------------------------------------------------------ digits */

static int digit_of(uint32_t letter)
{
    return letter >= '0' && letter <= '9' ? (int)(letter - '0') : -1;
}

/** What is left of a text, and what was read of it. */
typedef struct reading {
    const char *text;
    size_t length;
    size_t used;
} reading;

static uint32_t peek(const reading *r, size_t ahead, size_t *bytes)
{
    uint32_t letter = 0;
    size_t at = r->used + ahead;

    *bytes = gj_letter_read(&letter, r->text + at, r->length - at);
    return *bytes > 0 ? letter : 0;
}

/** Digits from `ahead` on: how many, at most `most`. */
static size_t count_digits(const reading *r, size_t ahead, size_t most)
{
    size_t count = 0;
    size_t bytes;

    while (count < most && digit_of(peek(r, ahead, &bytes)) >= 0) {
        ahead += bytes;
        count++;
    }
    return count;
}

/** A comma or one space between a group of digits and three more. A full-width
    comma separates numbers, and never digits. */
static size_t separator(const reading *r, uint32_t digits, bool grouped)
{
    const char *at = r->text + r->used;

    if (r->length - r->used < 4 || (*at != ',' && *at != ' ') ||
        (!grouped && digits > 3))
        return 0;
    return count_digits(r, 1, 4) == 3 ? 1 : 0;
}

static bool take_digits(reading *r, gj_number *number)
{
    bool grouped = false;
    size_t bytes;

    for (;;) {
        int digit = digit_of(peek(r, 0, &bytes));
        if (digit >= 0) {
            if (number->value > GJ_MOST_UNITS)
                return false;
            number->value = number->value * 10 + digit;
            number->digits++;
            r->used += bytes;
            continue;
        }
        size_t between = separator(r, number->digits, grouped);
        if (between == 0)
            return number->digits > 0 && number->value <= GJ_MOST_UNITS;
        grouped = true;
        r->used += between;
    }
}

/** Up to six decimals behind a point; further ones are not kept. */
static void take_decimals(reading *r, gj_number *number)
{
    size_t bytes;
    size_t next;
    int64_t unit = GJ_UNIT;

    number->value *= GJ_UNIT;
    if (peek(r, 0, &bytes) != '.' || digit_of(peek(r, bytes, &next)) < 0)
        return;
    r->used += bytes;
    for (;;) {
        int digit = digit_of(peek(r, 0, &bytes));
        if (digit < 0)
            break;
        if (unit > 1) {
            unit /= 10;
            number->value += digit * unit;
            number->decimals++;
        }
        r->used += bytes;
    }
    number->grain = unit;
}

static int64_t power_of(uint32_t letter)
{
    switch (letter) {
    case 0x5341: /* 十 */
        return 10;
    case 0x767E: /* 百 */
        return 100;
    case 0x5343: /* 千 */
        return 1000;
    case 0x4E07: /* 万 */
        return 10000;
    case 0x4EBF: /* 亿 */
        return 100000000;
    default:
        return 0;
    }
}

/** 万 and the like behind digits: what is printed was mostly rounded. */
static bool take_power(reading *r, gj_number *number)
{
    const int64_t most = GJ_MOST_UNITS * GJ_UNIT;
    size_t gap = gj_spaces(r->text + r->used, r->length - r->used);
    size_t bytes;

    for (;;) {
        int64_t power = power_of(peek(r, gap, &bytes));
        if (power < 100)
            return true;
        int64_t grain = number->grain ? number->grain : GJ_UNIT;
        if (number->value > most / power || grain > most / power)
            return false;
        number->grain = grain * power;
        number->value *= power;
        r->used += gap + bytes;
        gap = 0;
    }
}

/* -------------------------------------------------------------- characters */

static int hanzi_digit(uint32_t letter)
{
    switch (letter) {
    case 0x3007: /* 〇 */
    case 0x25CB: /* ○ */
    case 0x96F6: /* 零 */
        return 0;
    case 0x4E00: /* 一 */
        return 1;
    case 0x4E8C: /* 二 */
    case 0x4E24: /* 两 */
        return 2;
    case 0x4E09: /* 三 */
        return 3;
    case 0x56DB: /* 四 */
        return 4;
    case 0x4E94: /* 五 */
        return 5;
    case 0x516D: /* 六 */
        return 6;
    case 0x4E03: /* 七 */
        return 7;
    case 0x516B: /* 八 */
        return 8;
    case 0x4E5D: /* 九 */
        return 9;
    default:
        return -1;
    }
}

/** A number in characters as it grows: 一亿 二千万 三百 五十 is kept in three
    parts. */
typedef struct hanzi {
    int64_t whole;
    int64_t section;
    int64_t digit;
    /** Power of the last sign, which the next one must stay below; 0 at first,
        1 behind a digit. */
    int64_t last;
    bool powers;
    bool zero;
} hanzi;

static bool add_digit(hanzi *h, int digit, uint32_t digits)
{
    if (h->powers) {
        if (h->digit != 0)
            return false;
        h->zero |= digit == 0;
        h->digit = digit;
        return true;
    }
    h->digit = h->digit * 10 + digit;
    return digits < 12;
}

static bool add_power(hanzi *h, int64_t power)
{
    if (power < 10000) {
        /* 十 alone is ten; 百 alone is no number. */
        if (h->digit == 0 && (power != 10 || (h->powers && !h->zero)))
            return false;
        if (h->digit > 9 ||
            (h->last != 0 && h->last < 10000 && power >= h->last))
            return false;
        h->section += (h->digit ? h->digit : 1) * power;
        h->digit = 0;
    } else {
        int64_t section = h->section + h->digit;
        if (section == 0 || section > 9999)
            return false;
        h->whole = (h->whole + section) * power;
        h->section = h->digit = 0;
    }
    h->powers = true;
    h->zero = false;
    h->last = power;
    return h->whole <= GJ_MOST_UNITS;
}

static bool take_hanzi(reading *r, gj_number *number)
{
    hanzi h = {0};
    size_t bytes;

    for (;;) {
        uint32_t letter = peek(r, 0, &bytes);
        int digit = hanzi_digit(letter);
        int64_t power = power_of(letter);
        if (digit < 0 && power == 0)
            break;
        if (digit >= 0 ? !add_digit(&h, digit, number->digits)
                       : !add_power(&h, power))
            return false;
        number->digits++;
        r->used += bytes;
    }
    /* 一百二 may be 102 or 120. */
    if (h.powers && h.digit != 0 && !h.zero && h.last > 10)
        return false;
    number->value = (h.whole + h.section + h.digit) * GJ_UNIT;
    number->hanzi = true;
    return number->digits > 0;
}

/** A few digits with a character behind them that cannot belong to them, which
    is what most numbers are: how many, or 0. */
static size_t read_plain(int64_t *value, const char *text, size_t length)
{
    size_t used = 0;

    *value = 0;
    while (used < 9 && used < length && text[used] >= '0' && text[used] <= '9')
        *value = *value * 10 + (text[used++] - '0');
    return used > 0 && gj_is_common(text + used, length - used) &&
                   power_of(gj_letter_wide(text + used)) == 0
               ? used
               : 0;
}

size_t gj_number_read(gj_number *number, const char *text, size_t length)
{
    reading r = {text, length, 0};
    int64_t value;
    size_t plain = read_plain(&value, text, length);
    size_t bytes;

    *number = (gj_number){.value = value * GJ_UNIT, .digits = (uint32_t)plain};
    if (plain > 0)
        return plain;
    number->value = 0;
    if (digit_of(peek(&r, 0, &bytes)) < 0)
        return take_hanzi(&r, number) ? r.used : 0;
    if (!take_digits(&r, number))
        return 0;
    take_decimals(&r, number);
    return take_power(&r, number) ? r.used : 0;
}

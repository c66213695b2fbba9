/* Numbers of people: of identity cards (GB 11643), mobile telephones, and bank
 * cards (GB/T 17552, check digit by Luhn). */
#include <string.h>

#include "scan.h"

enum { MOST_DIGITS = 24, MOST_GROUPS = 6 };

/** Digits in a row, or groups of them with one sign between two. */
typedef struct run {
    char digits[MOST_DIGITS];
    /** Digits in all, also those that found no room. */
    size_t count;
    /** Lengths of the groups. */
    size_t groups[MOST_GROUPS];
    size_t group_count;
    size_t from;
    size_t to;
} run;

/** Appends the digits at the run's end to it, as one group. */
static void take_group(run *r, gj_text text, size_t limit)
{
    size_t before = r->count;
    size_t bytes;
    int digit;

    while (r->count - before < limit &&
           (digit = gj_digit_at(text, r->to, &bytes)) >= 0) {
        if (r->count < MOST_DIGITS)
            r->digits[r->count] = (char)('0' + digit);
        r->count++;
        r->to += bytes;
    }
    r->groups[r->group_count++] = r->count - before;
}

/* ------------------------------------------------------------ what it is */

static unsigned two_digits(const char *digits)
{
    return (unsigned)(digits[0] - '0') * 10 + (unsigned)(digits[1] - '0');
}

/** The first two digits of a place of registration: provinces and the like. */
static bool is_region(const char *digits)
{
    static const unsigned char last[] = {0, 5, 3, 7, 6, 4, 5, 1, 3};
    unsigned tens = (unsigned)(digits[0] - '0');
    unsigned ones = (unsigned)(digits[1] - '0');

    return tens >= 1 && tens <= 8 && ones <= last[tens] &&
           (ones >= 1 || tens == 5);
}

static bool is_day(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char lengths[] = {31, 29, 31, 30, 31, 30,
                                            31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1] &&
           (month != 2 || day < 29 || leap);
}

/** The check digit, which may be X, of 17 digits: ISO 7064, MOD 11-2. */
static char check_digit(const char *digits)
{
    unsigned sum = 0;

    for (int i = 0; i < 17; i++)
        sum = (sum + (unsigned)(digits[i] - '0')) * 2 % 11;
    return "10X98765432"[sum];
}

/** 18 characters, the last of which may be X. Codes of cases are made of a
    region, the day and a serial number: a birth not long ago is believed only
    where the text says what number it is. */
static bool is_identity(const char *digits, int64_t year, bool said)
{
    unsigned born = two_digits(digits + 6) * 100 + two_digits(digits + 8);
    int64_t latest = said ? year : year - 6;

    return is_region(digits) && born >= 1900 && born <= latest &&
           is_day(born, two_digits(digits + 10), two_digits(digits + 12)) &&
           check_digit(digits) == digits[17];
}

/** 15 digits, as issued until 1999. */
static bool is_old_identity(const char *digits)
{
    return is_region(digits) &&
           is_day(1900 + two_digits(digits + 6), two_digits(digits + 8),
                  two_digits(digits + 10));
}

/** 11 digits that begin with what operators use. */
static bool is_mobile(const char *digits)
{
    /* Bit i of the second digit's word: the third digit may be i. */
    static const uint16_t third[] = {
        [3] = 0x3FF, [4] = 0x3F3, [5] = 0x3EF, [6] = 0x0E4,
        [7] = 0x1FF, [8] = 0x3FF, [9] = 0x3EF};
    int second = digits[1] - '0';

    return digits[0] == '1' && second >= 3 &&
           (third[second] >> (digits[2] - '0') & 1) != 0;
}

static bool passes_luhn(const char *digits, size_t count)
{
    unsigned sum = 0;

    for (size_t i = 0; i < count; i++) {
        unsigned digit = (unsigned)(digits[count - 1 - i] - '0');
        if (i % 2 == 1)
            digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

/** Cards of this country begin with 62, some old ones with 9558. Those of
    other schemes begin like the codes of many regions, and are believed only
    where the text says what number it is. */
static bool is_card(const char *digits, size_t count, bool said)
{
    bool ours = memcmp(digits, "62", 2) == 0 || memcmp(digits, "9558", 4) == 0;
    bool others = count == 16 &&
                  (digits[0] == '4' ||
                   (digits[0] == '5' && digits[1] >= '1' && digits[1] <= '5'));

    return count >= 16 && count <= 19 && (ours || (others && said)) &&
           passes_luhn(digits, count);
}

/* ------------------------------------------------------------- neighbours */

/** Whether what ends before `at` is a telephone number and a stroke behind it:
    another one follows. */
static bool is_listed(gj_text text, size_t at)
{
    size_t digits = 0;

    while (digits + 1 < at && digits < 7 &&
           gj_is_digit(text.data[at - 2 - digits]))
        digits++;
    return text.data[at - 1] == '/' && digits == 7;
}

/** Whether the number is only a part of a code, a decimal, an address. */
static bool is_part(gj_text text, size_t from, size_t to)
{
    char before = from > 0 ? text.data[from - 1] : ' ';
    char second = from > 1 ? text.data[from - 2] : ' ';
    char behind = to < text.length ? text.data[to] : ' ';
    char beyond = to + 1 < text.length ? text.data[to + 1] : ' ';

    if (gj_is_latin(before) || strchr("_.=&#*", before) != NULL)
        return true;
    if ((before == '-' || before == '/') && gj_is_latin(second) &&
        !is_listed(text, from))
        return true;
    return gj_is_latin(behind) || strchr("_%@*", behind) != NULL ||
           ((behind == '-' || behind == '.') && gj_is_latin(beyond));
}

/** Whether words say that the number is a code or counts something. */
static bool is_explained(const gj_sight *sight, const run *r)
{
    return gj_lens_before(&sight->lens->codes, sight->text, r->from) ||
           gj_lens_behind(&sight->lens->measures, sight->text, r->to);
}

static bool is_said(const gj_sight *sight, const gj_wordlist *words,
                    const run *r)
{
    return gj_lens_before(words, sight->text, r->from);
}

/* --------------------------------------------------------------- looking */

/** Bytes of an X of either width and case at `at`; 0 where there is none. */
static size_t letter_x(gj_text text, size_t at)
{
    if (at < text.length && (text.data[at] == 'X' || text.data[at] == 'x'))
        return 1;
    if (at + 3 <= text.length && (memcmp(text.data + at, "Ｘ", 3) == 0 ||
                                  memcmp(text.data + at, "ｘ", 3) == 0))
        return 3;
    return 0;
}

static bool look_identity(const gj_sight *sight, run *r)
{
    bool said = is_said(sight, &sight->lens->identities, r);

    if (r->count == 15 && is_old_identity(r->digits) &&
        !is_part(sight->text, r->from, r->to) &&
        (said || !is_explained(sight, r))) {
        gj_sight_add(sight, GJ_SECRET_IDENTITY, r->from, r->to);
        return true;
    }
    if (r->count == 17) {
        size_t bytes = letter_x(sight->text, r->to);
        if (bytes == 0)
            return false;
        r->to += bytes;
        r->digits[r->count++] = 'X';
    }
    if (r->count != 18 || !is_identity(r->digits, sight->year, said) ||
        is_part(sight->text, r->from, r->to))
        return false;
    gj_sight_add(sight, GJ_SECRET_IDENTITY, r->from, r->to);
    return true;
}

/** With `country`, that many of the digits are the country's code. */
static bool look_mobile(const gj_sight *sight, const run *r, size_t country)
{
    size_t from = r->from;

    if (r->count != 11 + country || !is_mobile(r->digits + country))
        return false;
    if (from > 0 && country > 0 && sight->text.data[from - 1] == '+')
        from--;
    if (is_part(sight->text, from, r->to) || is_explained(sight, r))
        return false;
    gj_sight_add(sight, GJ_SECRET_MOBILE, from, r->to);
    return true;
}

static bool look_card(const gj_sight *sight, const run *r)
{
    if (r->count < 16 || r->count > 19 ||
        !is_card(r->digits, r->count, is_said(sight, &sight->lens->cards, r)) ||
        is_part(sight->text, r->from, r->to) || is_explained(sight, r))
        return false;
    gj_sight_add(sight, GJ_SECRET_CARD, r->from, r->to);
    return true;
}

/** Digits of the country's code that a run of 13 or 15 begins with. */
static size_t country_of(const gj_sight *sight, const run *r)
{
    bool plus = r->from > 0 && sight->text.data[r->from - 1] == '+';

    if (r->count == 13 && memcmp(r->digits, "86", 2) == 0)
        return plus ? 2 : 0;
    return r->count == 15 && memcmp(r->digits, "0086", 4) == 0 ? 4 : 0;
}

/** Looks at digits in a row. */
static bool look_row(const gj_sight *sight, run *r)
{
    return look_mobile(sight, r, country_of(sight, r)) ||
           look_identity(sight, r) || look_card(sight, r);
}

/* Ways of writing in groups, as the lengths of these. */
static const char *const mobile_ways[] = {"344", "2344", "4344"};
static const char *const identity_ways[] = {"684", "683", "6444", "6443"};
static const char *const card_ways[] = {"4444",  "44441", "44442",
                                        "44443", "66",    "664"};

static bool is_written(const run *r, const char *way)
{
    size_t count = strlen(way);

    if (r->group_count != count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (r->groups[i] != (size_t)(way[i] - '0'))
            return false;
    return true;
}

static bool is_written_as(const run *r, const char *const *ways, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_written(r, ways[i]))
            return true;
    return false;
}

#define WAYS(ways) ways, sizeof(ways) / sizeof *(ways)

/** Whether groups joined by spaces or hyphens are a number. */
static bool look_groups(const gj_sight *sight, run *r)
{
    bool abroad = memcmp(r->digits, "86", 2) == 0 && r->groups[0] == 2;

    if (abroad && r->group_count == 2 && r->groups[1] == 11)
        return look_mobile(sight, r, 2);
    if (is_written_as(r, WAYS(mobile_ways)))
        return look_mobile(sight, r, r->count - 11);
    if (is_written_as(r, WAYS(identity_ways)))
        return look_identity(sight, r);
    if (is_written_as(r, WAYS(card_ways)) ||
        (r->group_count == 2 && r->groups[0] == 6))
        return look_card(sight, r);
    return false;
}

/** Takes further groups, each behind the same sign. */
static void take_groups(run *r, gj_text text)
{
    char sign = r->to < text.length ? text.data[r->to] : '\0';
    size_t bytes;

    if (sign != ' ' && sign != '-')
        return;
    while (r->group_count < MOST_GROUPS && r->to < text.length &&
           text.data[r->to] == sign &&
           gj_digit_at(text, r->to + 1, &bytes) >= 0) {
        r->to++;
        take_group(r, text, MOST_DIGITS);
    }
}

size_t gj_sight_number(const gj_sight *sight, size_t at)
{
    run row;

    row.count = row.group_count = 0;
    row.from = row.to = at;
    take_group(&row, sight->text, SIZE_MAX);
    size_t behind = row.to;
    if (row.count == 2 || row.count == 3 || row.count == 4 || row.count == 6) {
        run groups = row;
        take_groups(&groups, sight->text);
        if (groups.group_count > 1 && look_groups(sight, &groups))
            behind = groups.to;
    } else if (row.count >= 11 && row.count <= 19 && look_row(sight, &row)) {
        behind = row.to;
    }
    return behind;
}

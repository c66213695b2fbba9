/* Numbers as text, and exactly as millionths. */
#include "document/node.h"

enum { PLACES = 6, MOST_DIGITS = 19, EXPONENT_MOST = 1 << 30 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t skip_digits(const char *bytes, size_t at, size_t length)
{
    while (at < length && is_digit(bytes[at]))
        at++;
    return at;
}

size_t gj_number_measure(const char *bytes, size_t length, bool *sound)
{
    size_t at = length > 0 && bytes[0] == '-' ? 1 : 0;
    size_t digits = at;

    *sound = false;
    at = skip_digits(bytes, at, length);
    if (at == digits)
        return at;
    if (bytes[digits] == '0' && at > digits + 1)
        return digits;
    if (at < length && bytes[at] == '.') {
        digits = ++at;
        at = skip_digits(bytes, at, length);
        if (at == digits)
            return at;
    }
    if (at < length && (bytes[at] == 'e' || bytes[at] == 'E')) {
        at++;
        if (at < length && (bytes[at] == '+' || bytes[at] == '-'))
            at++;
        digits = at;
        at = skip_digits(bytes, at, length);
        if (at == digits)
            return at;
    }
    *sound = true;
    return at;
}

/* A number taken apart: digits (a point may be among them) that neither begin
   nor end with a zero, times a power of ten. */
typedef struct split {
    const char *first;
    const char *last;
    int64_t count;
    int64_t power;
    bool negative;
} split;

static int64_t read_exponent(const char *p, const char *end)
{
    int64_t exponent = 0;
    bool negative = p < end && *p == '-';

    if (p < end && !is_digit(*p))
        p++;
    for (; p < end; p++)
        if (exponent < EXPONENT_MOST)
            exponent = exponent * 10 + (*p - '0');
    return negative ? -exponent : exponent;
}

/* Takes a sound number apart; count is 0 for zero. */
static split take_apart(gj_text number)
{
    const char *p = number.data;
    const char *end = p + number.length;
    const char *point = NULL;
    split parts = {.negative = *p == '-'};

    if (parts.negative)
        p++;
    for (; p < end && (is_digit(*p) || *p == '.'); p++) {
        if (*p == '.') {
            point = p;
        } else if (*p != '0') {
            if (parts.first == NULL)
                parts.first = p;
            parts.last = p;
        }
    }
    if (parts.first == NULL)
        return parts;
    if (p < end)
        parts.power = read_exponent(p + 1, end);
    const char *ones = point != NULL ? point : p;
    parts.count = parts.last - parts.first + 1;
    if (parts.first < ones && parts.last > ones)
        parts.count--;
    parts.power +=
        parts.last < ones ? ones - 1 - parts.last : ones - parts.last;
    return parts;
}

static uint32_t put_together(const split *parts, int64_t *millionths)
{
    uint64_t most = (uint64_t)INT64_MAX + (parts->negative ? 1 : 0);
    uint64_t value = 0;
    int64_t shift = parts->power + PLACES;

    if (parts->count + shift > MOST_DIGITS)
        return GJ_DECIMAL_RANGE;
    if (shift < 0)
        return GJ_DECIMAL_INEXACT;
    /* At most 19 digits with their zeros: they fit into 64 bits. */
    for (const char *p = parts->first; p <= parts->last; p++)
        if (*p != '.')
            value = value * 10 + (uint64_t)(*p - '0');
    for (; shift > 0; shift--)
        value *= 10;
    if (value > most)
        return GJ_DECIMAL_RANGE;
    *millionths = parts->negative ? (int64_t)(0 - value) : (int64_t)value;
    return GJ_DECIMAL_OK;
}

uint32_t gj_decimal_read(gj_text number, int64_t *millionths)
{
    bool sound;

    if (gj_look_number(number, millionths))
        return GJ_DECIMAL_OK;
    if (gj_number_measure(number.data, number.length, &sound) !=
            number.length ||
        !sound)
        return GJ_DECIMAL_TYPE;
    split parts = take_apart(number);
    if (parts.count == 0) {
        *millionths = 0;
        return GJ_DECIMAL_OK;
    }
    return put_together(&parts, millionths);
}

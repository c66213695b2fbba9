/* Dates and times (RFC 3339), durations (its appendix A). */
#include "schema/format.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number in `count` digits at an offset; -1 where they are none. */
static int number_at(gj_text text, uint64_t at, uint64_t count)
{
    int number = 0;

    if (at + count > text.length)
        return -1;
    for (uint64_t i = at; i < at + count; i++) {
        if (!is_digit(text.data[i]))
            return -1;
        number = number * 10 + (text.data[i] - '0');
    }
    return number;
}

static bool byte_is(gj_text text, uint64_t at, char byte)
{
    return at < text.length && text.data[at] == byte;
}

bool gj_format_date(gj_text text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = number_at(text, 0, 4);
    int month = number_at(text, 5, 2);
    int day = number_at(text, 8, 2);

    if (text.length != 10 || text.data[4] != '-' || text.data[7] != '-' ||
        year < 0 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (leap && month == 2);
}

/* Minutes that a zone is ahead of UTC; false where it is no zone. */
static bool read_zone(gj_text text, int *minutes)
{
    *minutes = 0;
    if (text.length == 1)
        return text.data[0] == 'Z' || text.data[0] == 'z';
    int hour = number_at(text, 1, 2);
    int minute = number_at(text, 4, 2);
    if (text.length != 6 || text.data[3] != ':' ||
        (text.data[0] != '+' && text.data[0] != '-') || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59)
        return false;
    *minutes = hour * 60 + minute;
    if (text.data[0] == '-')
        *minutes = -*minutes;
    return true;
}

bool gj_format_time(gj_text text)
{
    int hour = number_at(text, 0, 2);
    int minute = number_at(text, 3, 2);
    int second = number_at(text, 6, 2);
    uint64_t at = 8;
    int ahead;

    if (!byte_is(text, 2, ':') || !byte_is(text, 5, ':') || hour < 0 ||
        hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return false;
    if (byte_is(text, at, '.')) {
        uint64_t digits = ++at;
        while (at < text.length && is_digit(text.data[at]))
            at++;
        if (at == digits)
            return false;
    }
    if (at >= text.length ||
        !read_zone((gj_text){text.data + at, text.length - at}, &ahead))
        return false;
    /* Leap seconds come at the end of a day of UTC. */
    int utc = (hour * 60 + minute - ahead + 2 * 1440) % 1440;
    return second < 60 || utc == 1439;
}

bool gj_format_date_time(gj_text text)
{
    return text.length > 11 && (text.data[10] == 'T' || text.data[10] == 't') &&
           gj_format_date((gj_text){text.data, 10}) &&
           gj_format_time((gj_text){text.data + 11, text.length - 11});
}

/* Reads "12Y6M…": numbers with units in the order given, each of which may be
   left out before the first and behind the last but not between. Returns how
   many there were, or -1. */
static int read_units(gj_text text, uint64_t *at, const char *units)
{
    int count = 0;
    const char *next = units;

    while (*at < text.length && is_digit(text.data[*at])) {
        uint64_t p = *at;
        while (p < text.length && is_digit(text.data[p]))
            p++;
        const char *unit = p < text.length ? strchr(next, text.data[p]) : NULL;
        if (unit == NULL || *unit == '\0' || (count > 0 && unit != next))
            return -1;
        next = unit + 1;
        *at = p + 1;
        count++;
    }
    return count;
}

bool gj_format_duration(gj_text text)
{
    uint64_t at = 1;

    if (!byte_is(text, 0, 'P') || text.length < 3)
        return false;
    if (text.data[text.length - 1] == 'W')
        return read_units(text, &at, "W") == 1 && at == text.length;
    int days = read_units(text, &at, "YMD");
    if (days < 0 || (days == 0 && !byte_is(text, at, 'T')))
        return false;
    if (at == text.length)
        return true;
    if (text.data[at++] != 'T')
        return false;
    return read_units(text, &at, "HMS") > 0 && at == text.length;
}

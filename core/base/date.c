#include "base/date.h"

/** Digits [from, to) as a number; false where one is none. */
static bool read_digits(gj_text text, uint64_t from, uint64_t to,
                        uint32_t *number)
{
    *number = 0;
    for (uint64_t i = from; i < to; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        *number = *number * 10 + (uint32_t)(text.data[i] - '0');
    }
    return true;
}

static bool exists(uint32_t year, uint32_t month, uint32_t day)
{
    static const uint32_t days[] = {31, 28, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (leap && month == 2);
}

bool gj_date_read(gj_text text, uint32_t *day)
{
    uint32_t year;
    uint32_t month;
    uint32_t number;

    if (text.length != 10 || text.data[4] != '-' || text.data[7] != '-' ||
        !read_digits(text, 0, 4, &year) || !read_digits(text, 5, 7, &month) ||
        !read_digits(text, 8, 10, &number) || !exists(year, month, number))
        return false;
    *day = year * 10000 + month * 100 + number;
    return true;
}

bool gj_date_is(int64_t day)
{
    const uint32_t leap_year = 2000;

    return day >= 10000 && day <= 99991231 &&
           exists(leap_year, (uint32_t)(day / 100 % 100),
                  (uint32_t)(day % 100));
}

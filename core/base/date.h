/* Days, as numbers YYYYMMDD. */
#ifndef GJ_BASE_DATE_H
#define GJ_BASE_DATE_H

#include <stdbool.h>

#include "gouji/plugin.h"

/** Reads YYYY-MM-DD; false, with *day left alone, where the text is not of that
    form or the calendar has no such day. */
bool gj_date_read(gj_text text, uint32_t *day);

/** Whether a number is a day of some year: 29 February is one of any, as a
    parameter may say it. */
bool gj_date_is(int64_t day);

#endif

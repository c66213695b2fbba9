/* Days, as numbers YYYYMMDD. */
#ifndef GJ_BASE_DATE_H
#define GJ_BASE_DATE_H

#include <stdbool.h>

#include "gouji/plugin.h"

/** Reads YYYY-MM-DD; false, with *day left alone, where the text is not of that
    form or the calendar has no such day. */
bool gj_date_read(gj_text text, uint32_t *day);

/** Whether the calendar has the day. */
bool gj_date_exists(int64_t day);

#endif

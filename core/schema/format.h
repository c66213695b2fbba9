/* Formats that can be asserted. */
#ifndef GJ_SCHEMA_FORMAT_H
#define GJ_SCHEMA_FORMAT_H

#include <stdbool.h>

#include "base/text.h"

typedef bool gj_format_check(gj_text text);

typedef struct gj_format {
    gj_text name;
    gj_format_check *check;
    gj_words words;
} gj_format;

/** NULL for a format that is an annotation only. */
const gj_format *gj_format_find(gj_text name);

/* The checks that have files of their own. */
gj_format_check gj_format_date, gj_format_time, gj_format_date_time,
    gj_format_duration, gj_format_email, gj_format_hostname, gj_format_ipv4,
    gj_format_ipv6, gj_format_uri, gj_format_uri_reference;
/** A label of a host name that begins like xn--. */
gj_format_check gj_format_encoded_label;

#endif

/* Strings that are more than a few plain characters. */
#include "document/scan.h"

/* Value of the four hexadecimal digits at p, or a number above 0xFFFF. */
static uint32_t hex_of(const char *p)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)p[i];
        uint32_t digit = c - (unsigned)'0';
        if (digit > 9) {
            digit = (c | 0x20U) - (unsigned)'a';
            if (digit > 5)
                return UINT32_MAX;
            digit += 10;
        }
        value = value << 4 | digit;
    }
    return value;
}

/* Length of the \u escape at p, or 0 with the fault noted. */
static uint32_t unicode_escape(const char *p, gj_string_scan *scan)
{
    uint32_t unit = hex_of(p + 2);

    if (unit > 0xFFFF) {
        scan->fault = GJ_FAULT_ESCAPE;
        return 0;
    }
    if ((unit & 0xF800) != 0xD800)
        return 6;
    if (unit < 0xDC00 && p[6] == '\\' && p[7] == 'u' &&
        (hex_of(p + 8) & 0xFFFFFC00) == 0xDC00)
        return 12;
    scan->fault = GJ_FAULT_SURROGATE;
    return 0;
}

/* Length of the escape at p, or 0 with the fault noted. */
static uint32_t escape_length(const char *p, gj_string_scan *scan)
{
    switch (p[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return 2;
    case 'u':
        return unicode_escape(p, scan);
    default:
        scan->fault = GJ_FAULT_ESCAPE;
        return 0;
    }
}

/* A fault so close to the end that the missing bytes may be its reason is
   told as a string without an end. */
static const char *cut_off(const char *p, const char *end, ptrdiff_t need,
                           gj_string_scan *scan)
{
    if (end - p >= need)
        return p;
    scan->fault = GJ_FAULT_STRING;
    return end;
}

static ptrdiff_t utf8_need(const char *p)
{
    unsigned char lead = (unsigned char)*p;
    return lead < 0xC2 || lead > 0xF4 ? 1
           : lead < 0xE0              ? 2
           : lead < 0xF0              ? 3
                                      : 4;
}

/* Whether all bytes from p to the end could begin a sound character. */
static const char *bad_utf8(const char *p, const char *end,
                            gj_string_scan *scan)
{
    scan->fault = GJ_FAULT_UTF8;
    for (const char *q = p + 1; q < end; q++)
        if (((unsigned char)*q & 0xC0) != 0x80)
            return p;
    return cut_off(p, end, utf8_need(p), scan);
}

static const char *bad_escape(const char *p, const char *end,
                              gj_string_scan *scan)
{
    ptrdiff_t need = 2;
    if (end - p > 1 && p[1] == 'u')
        need = scan->fault == GJ_FAULT_SURROGATE ? 12 : 6;
    for (const char *q = p + 1; q < end; q++)
        if (*q == '"')
            return p;
    return cut_off(p, end, need, scan);
}

const char *gj_string_end(const char *p, const char *end, gj_string_scan *scan)
{
    for (;;) {
        p = gj_skip_plain(p, end);
        if (GJ_RARELY(p >= end))
            break;
        if ((unsigned char)*p >= 0x80) {
            bool sound;
            p = gj_utf8_skip(p, end, &sound);
            if (GJ_RARELY(!sound))
                return bad_utf8(p, end, scan);
        } else if (*p == '"') {
            return p;
        } else if (*p == '\\') {
            uint32_t length = escape_length(p, scan);
            if (GJ_RARELY(length == 0))
                return bad_escape(p, end, scan);
            scan->escaped = true;
            p += length;
        } else {
            scan->fault = GJ_FAULT_STRING;
            return p;
        }
    }
    scan->fault = GJ_FAULT_STRING;
    return end;
}

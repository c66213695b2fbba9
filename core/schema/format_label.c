/* Encoded labels of host names (RFC 3492, RFC 5891). */
#include "schema/format.h"

enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700 };

static uint32_t digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0') + 26;
    return (uint32_t)((c | 32) - 'a');
}

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    uint32_t k = 0;

    delta = first ? delta / DAMP : delta / 2;
    delta += delta / points;
    for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
        delta /= BASE - T_MIN;
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

/* A label of up to 63 bytes has fewer characters than that. */
typedef struct label {
    uint32_t points[64];
    uint32_t count;
} label;

/* Reads one number of variable length at *at. */
static bool read_delta(gj_text text, uint64_t *at, uint32_t bias, uint32_t *i)
{
    uint32_t weight = 1;

    for (uint32_t k = BASE;; k += BASE) {
        if (*at == text.length || text.data[*at] == '-')
            return false;
        uint32_t digit = digit_of(text.data[(*at)++]);
        if (digit > (UINT32_MAX - *i) / weight)
            return false;
        *i += digit * weight;
        uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (digit < t)
            return true;
        if (weight > UINT32_MAX / (BASE - t))
            return false;
        weight *= BASE - t;
    }
}

static bool decode(gj_text text, label *out)
{
    const char *dash =
        text.length > 0 ? memrchr(text.data, '-', text.length) : NULL;
    uint64_t at = dash != NULL ? (uint64_t)(dash - text.data) + 1 : 0;
    uint32_t n = 128;
    uint32_t i = 0;
    uint32_t bias = 72;

    for (uint64_t j = 0; j + 1 < at; j++)
        out->points[out->count++] = (unsigned char)text.data[j];
    while (at < text.length) {
        uint32_t before = i;
        if (out->count >= 63 || !read_delta(text, &at, bias, &i))
            return false;
        bias = adapt(i - before, out->count + 1, before == 0);
        n += i / (out->count + 1);
        i %= out->count + 1;
        if (n > 0x10FFFF)
            return false;
        memmove(out->points + i + 1, out->points + i,
                (out->count - i) * sizeof *out->points);
        out->points[i++] = n;
        out->count++;
    }
    return true;
}

static bool is_mark(uint32_t point)
{
    return (point >= 0x300 && point <= 0x36F) ||
           (point >= 0x483 && point <= 0x489) ||
           (point >= 0x591 && point <= 0x5BD) ||
           (point >= 0x64B && point <= 0x65F) || point == 0x903 ||
           (point >= 0x93A && point <= 0x94D && point != 0x93D) ||
           (point >= 0x3099 && point <= 0x309A) ||
           (point >= 0x302A && point <= 0x302F);
}

/* RFC 5892, what is never allowed: a part of its exceptions. */
static bool is_banned(uint32_t point)
{
    return point == 0x640 || point == 0x7FA || point == 0x302E ||
           point == 0x302F || (point >= 0x3031 && point <= 0x3035) ||
           point == 0x303B || (point >= 0x2010 && point <= 0x2027);
}

static bool has_kana_or_han(const label *l)
{
    for (uint32_t i = 0; i < l->count; i++) {
        uint32_t p = l->points[i];
        if ((p >= 0x3041 && p <= 0x30FA) || (p >= 0x30FC && p <= 0x30FF) ||
            (p >= 0x3400 && p <= 0x9FFF) || p == 0x3005 || p == 0x3007)
            return true;
    }
    return false;
}

static bool has_between(const label *l, uint32_t low, uint32_t high)
{
    for (uint32_t i = 0; i < l->count; i++)
        if (l->points[i] >= low && l->points[i] <= high)
            return true;
    return false;
}

static bool is_virama(uint32_t point)
{
    return point == 0x94D || point == 0x9CD || point == 0xA4D ||
           point == 0xACD || point == 0xB4D || point == 0xBCD ||
           point == 0xC4D || point == 0xCCD || point == 0xD4D;
}

/* RFC 5892, appendix A: what is allowed in some surroundings only. */
static bool fits_context(const label *l, uint32_t i)
{
    uint32_t before = i > 0 ? l->points[i - 1] : 0;
    uint32_t behind = i + 1 < l->count ? l->points[i + 1] : 0;

    switch (l->points[i]) {
    case 0xB7:
        return before == 'l' && behind == 'l';
    case 0x375:
        return behind >= 0x370 && behind <= 0x3FF;
    case 0x5F3:
    case 0x5F4:
        return before >= 0x5D0 && before <= 0x5EA;
    case 0x30FB:
        return has_kana_or_han(l);
    case 0x200D:
    case 0x200C:
        return is_virama(before);
    default:
        break;
    }
    if (l->points[i] >= 0x660 && l->points[i] <= 0x669)
        return !has_between(l, 0x6F0, 0x6F9);
    return !is_banned(l->points[i]);
}

bool gj_format_encoded_label(gj_text text)
{
    label l = {.count = 0};
    bool foreign = false;

    if (text.length < 5 || (text.data[0] | 32) != 'x' ||
        (text.data[1] | 32) != 'n')
        return false;
    if (!decode((gj_text){text.data + 4, text.length - 4}, &l) || l.count == 0)
        return false;
    for (uint32_t i = 0; i < l.count; i++) {
        foreign = foreign || l.points[i] >= 128;
        if (!fits_context(&l, i))
            return false;
    }
    return foreign && !is_mark(l.points[0]);
}

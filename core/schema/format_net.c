/* Addresses, host names, and URIs. */
#include "schema/format.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* The text before a byte, which is taken from *rest with the byte itself;
   all of it where the byte is not there. */
static gj_text cut(gj_text *rest, char byte)
{
    uint64_t n = 0;

    while (n < rest->length && rest->data[n] != byte)
        n++;
    gj_text taken = {rest->data, n};
    uint64_t gone = n < rest->length ? n + 1 : n;
    *rest = (gj_text){rest->data + gone, rest->length - gone};
    return taken;
}

/* ------------------------------------------------------------- addresses */

bool gj_format_ipv4(gj_text text)
{
    int parts = 0;
    uint64_t at = 0;

    for (; parts < 4; parts++) {
        int number = 0;
        uint64_t start = at;
        for (; at < text.length && is_digit(text.data[at]); at++)
            number = number < 1000 ? number * 10 + (text.data[at] - '0') : 1000;
        if (at == start || number > 255 ||
            (text.data[start] == '0' && at > start + 1))
            return false;
        if (parts < 3 && (at == text.length || text.data[at++] != '.'))
            return false;
    }
    return at == text.length;
}

/* Counts groups of four digits; an IPv4 address at the end counts for two. -1
   where something else stands there. */
static int count_groups(gj_text text, bool last)
{
    int groups = 0;

    if (text.length == 0)
        return 0;
    for (;;) {
        bool final = memchr(text.data, ':', text.length) == NULL;
        if (last && final && gj_format_ipv4(text))
            return groups + 2;
        gj_text group = cut(&text, ':');
        if (group.length == 0 || group.length > 4)
            return -1;
        for (uint64_t i = 0; i < group.length; i++)
            if (!is_hex(group.data[i]))
                return -1;
        groups++;
        if (final)
            return groups;
        if (text.length == 0)
            return -1;
    }
}

bool gj_format_ipv6(gj_text text)
{
    const char *gap =
        text.length > 0 ? memmem(text.data, text.length, "::", 2) : NULL;

    if (gap == NULL)
        return count_groups(text, true) == 8;
    uint64_t length = (uint64_t)(gap - text.data);
    int before = count_groups((gj_text){text.data, length}, false);
    int behind =
        count_groups((gj_text){gap + 2, text.length - length - 2}, true);
    return before >= 0 && behind >= 0 && before + behind <= 7;
}

/* ----------------------------------------------------------------- names */

static bool is_label(gj_text label)
{
    if (label.length == 0 || label.length > 63 || label.data[0] == '-' ||
        label.data[label.length - 1] == '-')
        return false;
    for (uint64_t i = 0; i < label.length; i++)
        if (!is_letter(label.data[i]) && !is_digit(label.data[i]) &&
            label.data[i] != '-')
            return false;
    /* Hyphens in third and fourth place are for encoded names. */
    if (label.length >= 4 && label.data[2] == '-' && label.data[3] == '-')
        return gj_format_encoded_label(label);
    return true;
}

bool gj_format_hostname(gj_text text)
{
    if (text.length == 0 || text.length > 253 ||
        text.data[text.length - 1] == '.')
        return false;
    while (text.length > 0)
        if (!is_label(cut(&text, '.')))
            return false;
    return true;
}

static bool is_dot_atom(gj_text text)
{
    char last = '.';

    for (uint64_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '.' ? last == '.'
                     : !is_letter(c) && !is_digit(c) &&
                           !is_one_of(c, "!#$%&'*+-/=?^_`{|}~"))
            return false;
        last = c;
    }
    return last != '.';
}

static bool is_quoted_string(gj_text text)
{
    uint64_t i = 1;

    if (text.length < 2 || text.data[0] != '"')
        return false;
    for (; i < text.length && text.data[i] != '"'; i++) {
        if (text.data[i] == '\\')
            i++;
        if (i >= text.length || text.data[i] < ' ' || text.data[i] > '~')
            return false;
    }
    return i == text.length - 1;
}

static bool is_address_literal(gj_text text)
{
    if (text.length < 3 || text.data[0] != '[' ||
        text.data[text.length - 1] != ']')
        return false;
    gj_text inner = {text.data + 1, text.length - 2};
    if (inner.length > 5 && memcmp(inner.data, "IPv6:", 5) == 0)
        return gj_format_ipv6((gj_text){inner.data + 5, inner.length - 5});
    return gj_format_ipv4(inner);
}

bool gj_format_email(gj_text text)
{
    const char *at =
        text.length > 0 ? memrchr(text.data, '@', text.length) : NULL;

    if (at == NULL)
        return false;
    gj_text local = {text.data, (uint64_t)(at - text.data)};
    gj_text domain = {at + 1, text.length - local.length - 1};
    if (local.length > 64)
        return false;
    return (is_dot_atom(local) || is_quoted_string(local)) &&
           (gj_format_hostname(domain) || is_address_literal(domain));
}

/* ------------------------------------------------------------------ URIs */

/* Whether all is unreserved, a sub-delimiter, percent-encoded, or in `more`. */
static bool are_uri_bytes(gj_text text, const char *more)
{
    for (uint64_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (c == '%') {
            if (i + 2 >= text.length || !is_hex(text.data[i + 1]) ||
                !is_hex(text.data[i + 2]))
                return false;
            i += 2;
        } else if (!is_letter(c) && !is_digit(c) &&
                   !is_one_of(c, "-._~!$&'()*+,;=") && !is_one_of(c, more)) {
            return false;
        }
    }
    return true;
}

static bool is_future_literal(gj_text text)
{
    gj_text version = cut(&text, '.');

    if (version.length < 2 ||
        (version.data[0] != 'v' && version.data[0] != 'V'))
        return false;
    for (uint64_t i = 1; i < version.length; i++)
        if (!is_hex(version.data[i]))
            return false;
    return text.length > 0 && are_uri_bytes(text, ":") &&
           memchr(text.data, '%', text.length) == NULL;
}

static bool is_host_and_port(gj_text text)
{
    uint64_t port = text.length;

    while (port > 0 && is_digit(text.data[port - 1]))
        port--;
    if (port > 0 && text.data[port - 1] == ':')
        text.length = port - 1;
    if (text.length > 0 && text.data[0] == '[') {
        gj_text inner = {text.data + 1, text.length - 1};
        if (inner.length == 0 || inner.data[inner.length - 1] != ']')
            return false;
        inner.length--;
        return gj_format_ipv6(inner) || is_future_literal(inner);
    }
    return are_uri_bytes(text, "");
}

static bool is_authority(gj_text text)
{
    if (text.length > 0 && memchr(text.data, '@', text.length) != NULL &&
        !are_uri_bytes(cut(&text, '@'), ":"))
        return false;
    return is_host_and_port(text);
}

/* What stands behind the scheme. */
static bool is_rest(gj_text text)
{
    bool has_fragment =
        text.length > 0 && memchr(text.data, '#', text.length) != NULL;
    gj_text before = cut(&text, '#');
    if (has_fragment && !are_uri_bytes(text, ":@/?"))
        return false;
    gj_text path = cut(&before, '?');
    if (!are_uri_bytes(before, ":@/?"))
        return false;
    if (path.length >= 2 && path.data[0] == '/' && path.data[1] == '/') {
        path = (gj_text){path.data + 2, path.length - 2};
        if (!is_authority(cut(&path, '/')))
            return false;
    }
    return are_uri_bytes(path, ":@/");
}

/* Length of the scheme; 0 where there is none. */
static uint64_t scheme_length(gj_text text)
{
    uint64_t n = 0;

    if (text.length == 0 || !is_letter(text.data[0]))
        return 0;
    while (n < text.length &&
           (is_letter(text.data[n]) || is_digit(text.data[n]) ||
            is_one_of(text.data[n], "+-.")))
        n++;
    return n < text.length && text.data[n] == ':' ? n : 0;
}

bool gj_format_uri(gj_text text)
{
    uint64_t scheme = scheme_length(text);

    return scheme > 0 &&
           is_rest((gj_text){text.data + scheme + 1, text.length - scheme - 1});
}

bool gj_format_uri_reference(gj_text text)
{
    uint64_t n = 0;

    if (gj_format_uri(text))
        return true;
    /* A colon in the first segment would make it a scheme. */
    while (n < text.length && !is_one_of(text.data[n], ":/?#"))
        n++;
    return (n == text.length || text.data[n] != ':') && is_rest(text);
}

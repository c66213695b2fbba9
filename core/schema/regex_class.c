/* Reading what stands for one character: escapes and classes. */
#include <string.h>

#include "schema/regex_reader.h"

#define SPACES                                                                 \
    "\\x09-\\x0d\\x20\\xa0\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}"      \
    "\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NO_SPACES                                                              \
    "\\x00-\\x08\\x0e-\\x1f\\x21-\\x9f\\xa1-\\x{167f}\\x{1681}-\\x{1fff}"      \
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}"                \
    "\\x{2060}-\\x{2fff}\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}"                \
    "\\x{ff00}-\\x{10ffff}"
/* In a class beside properties PCRE2 reads \\D and \\W wrongly. */
#define NO_DIGITS "\\x00-\\x2f\\x3a-\\x{d7ff}\\x{e000}-\\x{10ffff}"
#define NO_WORDS                                                               \
    "\\x00-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x{d7ff}"                    \
    "\\x{e000}-\\x{10ffff}"
/* Without regard to case two more characters are those of words. */
#define CASED_WORDS "\\w\\x{17f}\\x{212a}"
#define NO_CASED_WORDS                                                         \
    "\\x00-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x{17e}\\x{180}-\\x{2129}"   \
    "\\x{212b}-\\x{d7ff}\\x{e000}-\\x{10ffff}"

/* What no character fits: PCRE2 repeats an empty class wrongly. */
#define NO_CHARACTER "[^\\x00-\\x{10ffff}]"

/** An atom that stands for a set and not for one character. */
#define A_SET UINT32_MAX

enum {
    LAST_CHARACTER = 0x10FFFF,
    SURROGATES = 0xD800,
    PAST_SURROGATES = 0xE000
};

static bool fail(gj_regex_reader *r, const char *zh, const char *en)
{
    return gj_regex_refuse(r->fault, (gj_words){gj_text_of(zh), gj_text_of(en)},
                           false);
}

static bool fail_escape(gj_regex_reader *r)
{
    return fail(r, "没有这种转义", "there is no such escape");
}

static bool is_surrogate(uint32_t character)
{
    return character >= SURROGATES && character < PAST_SURROGATES;
}

uint32_t gj_regex_take(gj_regex_reader *r)
{
    unsigned char first = (unsigned char)*r->at++;
    uint32_t character = first;

    if (first >= 0xC0)
        character = first & (first >= 0xF0   ? 0x07U
                             : first >= 0xE0 ? 0x0FU
                                             : 0x1FU);
    while (first >= 0xC0 && r->at < r->end &&
           ((unsigned char)*r->at & 0xC0) == 0x80)
        character = character << 6 | ((unsigned char)*r->at++ & 0x3FU);
    return character;
}

void gj_regex_put_character(gj_buffer *out, uint32_t character)
{
    if (character < 0x80 && gj_regex_is_word((char)character))
        gj_buffer_byte(out, (char)character);
    else
        gj_buffer_print(out, "\\x{%x}", character);
}

/* ---------------------------------------------------------------- samples */

void gj_regex_begin(gj_regex_reader *r)
{
    gj_buffer_clear(&r->out);
    gj_buffer_string(&r->out, "");
    memset(r->ascii, 0, sizeof r->ascii);
    r->beyond_ascii = 0;
}

static void fit(gj_regex_reader *r, uint32_t from, uint32_t to)
{
    for (uint32_t c = from; c <= to && c < 128; c++)
        r->ascii[c] = true;
    if (to >= 128)
        r->beyond_ascii = from >= 128 ? from : 128;
}

static void fit_set(gj_regex_reader *r, char set)
{
    for (uint32_t c = 0; c < 128; c++) {
        bool digit = c >= '0' && c <= '9';
        bool space = (c >= 9 && c <= 13) || c == ' ';
        bool word = gj_regex_is_word((char)c);
        bool fits = set == 'd'   ? digit
                    : set == 'D' ? !digit
                    : set == 's' ? space
                    : set == 'S' ? !space
                    : set == 'w' ? word
                                 : !word;
        r->ascii[c] = r->ascii[c] || fits;
    }
}

uint32_t gj_regex_sample(const gj_regex_reader *r)
{
    static const char liked[] = "a0A -_.,:;/@";

    for (const char *c = liked; *c != '\0'; c++)
        if (r->ascii[(unsigned char)*c])
            return (unsigned char)*c;
    for (uint32_t c = 0; c < 128; c++)
        if (r->ascii[c])
            return c;
    return r->beyond_ascii;
}

void gj_regex_put(gj_regex_reader *r, uint32_t character)
{
    fit(r, character, character);
    gj_regex_put_character(&r->out, character);
}

/* ---------------------------------------------------------------- escapes */

/** Reads exactly `count` hexadecimal digits. */
static bool read_hex(gj_regex_reader *r, int count, uint32_t *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (r->at == r->end || gj_hex_digit(*r->at) < 0)
            return fail_escape(r);
        *number = *number * 16 + (uint32_t)gj_hex_digit(*r->at++);
    }
    return true;
}

static bool read_braced(gj_regex_reader *r, uint32_t *number)
{
    const char *start = ++r->at;

    *number = 0;
    while (r->at < r->end && gj_hex_digit(*r->at) >= 0 &&
           *number <= LAST_CHARACTER)
        *number = *number * 16 + (uint32_t)gj_hex_digit(*r->at++);
    bool closed = r->at > start && r->at < r->end && *r->at == '}';
    r->at += closed;
    return (closed && *number <= LAST_CHARACTER) || fail_escape(r);
}

bool gj_regex_read_unicode(gj_regex_reader *r, uint32_t *number)
{
    uint32_t low;

    if (r->at < r->end && *r->at == '{')
        return read_braced(r, number);
    if (!read_hex(r, 4, number))
        return false;
    if (*number < SURROGATES || *number >= 0xDC00 || r->end - r->at < 6 ||
        r->at[0] != '\\' || r->at[1] != 'u' || r->at[2] == '{')
        return true;
    const char *before = r->at;
    r->at += 2;
    if (!read_hex(r, 4, &low))
        return false;
    if (low >= 0xDC00 && low < PAST_SURROGATES)
        *number = 0x10000 + ((*number - SURROGATES) << 10) + (low - 0xDC00);
    else
        r->at = before;
    return true;
}

static bool read_property(gj_regex_reader *r, bool negated)
{
    const char *start = r->at + 1;
    const char *close = r->at < r->end && *r->at == '{'
                            ? memchr(start, '}', (size_t)(r->end - start))
                            : NULL;

    if (close == NULL)
        return fail_escape(r);
    if ((r->flags & GJ_REGEX_ANY_CASE) != 0)
        return gj_regex_refuse(r->fault,
                               GJ_BOTH("不分大小写时用了 Unicode 属性",
                                       "a property of Unicode is used without "
                                       "regard to case"),
                               true);
    r->at = close + 1;
    return gj_regex_property(
               &r->out, (gj_text){start, (uint64_t)(close - start)}, negated) ||
           fail(r, "没有这种 Unicode 属性",
                "there is no such property of Unicode");
}

/** Letters that stand for sets of characters; false where it is none. */
static bool put_set(gj_regex_reader *r, char c)
{
    bool any_case = (r->flags & GJ_REGEX_ANY_CASE) != 0;

    if (strchr("dDwWsS", c) != NULL)
        fit_set(r, c);
    switch (c) {
    case 'd':
        gj_buffer_string(&r->out, "\\d");
        return true;
    case 'D':
        gj_buffer_string(&r->out, NO_DIGITS);
        return true;
    case 'w':
        gj_buffer_string(&r->out, any_case ? CASED_WORDS : "\\w");
        return true;
    case 'W':
        gj_buffer_string(&r->out, any_case ? NO_CASED_WORDS : NO_WORDS);
        return true;
    case 's':
    case 'S':
        gj_buffer_string(&r->out, c == 's' ? SPACES : NO_SPACES);
        return true;
    default:
        return false;
    }
}

/** Letters and digits that stand for one character. */
static bool read_letter(gj_regex_reader *r, char c, uint32_t *character)
{
    static const char letters[] = "fnrtv";
    static const char means[] = "\f\n\r\t\v";
    const char *known = strchr(letters, c);

    if (known != NULL) {
        *character = (uint32_t)means[known - letters];
        return true;
    }
    switch (c) {
    case '0':
        *character = 0;
        return !(r->at < r->end && *r->at >= '0' && *r->at <= '9') ||
               fail_escape(r);
    case 'c':
        if (r->at == r->end || !gj_regex_is_word(*r->at) || *r->at == '_' ||
            *r->at <= '9')
            return fail_escape(r);
        *character = (uint32_t)*r->at++ & 31;
        return true;
    case 'x':
        return read_hex(r, 2, character);
    case 'u':
        return gj_regex_read_unicode(r, character);
    default:
        return fail_escape(r);
    }
}

/** An escape: a character, or A_SET, which is appended. */
static bool read_escaped(gj_regex_reader *r, uint32_t *character)
{
    *character = A_SET;
    if (r->at == r->end)
        return fail(r, "末尾的反斜杠后面没有内容",
                    "there is nothing behind the last backslash");
    char c = *r->at;
    if (!gj_regex_is_word(c) || c == '_') {
        *character = gj_regex_take(r);
        return true;
    }
    r->at++;
    if (c == 'p' || c == 'P')
        return read_property(r, c == 'P');
    return put_set(r, c) || read_letter(r, c, character);
}

bool gj_regex_read_escape(gj_regex_reader *r)
{
    uint32_t character;

    /* Some sets are several: in brackets all are one. */
    gj_buffer_byte(&r->out, '[');
    if (!read_escaped(r, &character))
        return false;
    if (character == A_SET) {
        gj_buffer_byte(&r->out, ']');
        return true;
    }
    gj_buffer_clear(&r->out);
    /* Half a character is in no sound text. */
    if (is_surrogate(character))
        gj_buffer_string(&r->out, NO_CHARACTER);
    else
        gj_regex_put(r, character);
    return true;
}

/* ---------------------------------------------------------------- classes */

static bool read_atom(gj_regex_reader *r, uint32_t *character)
{
    if (*r->at != '\\') {
        *character = gj_regex_take(r);
        return true;
    }
    r->at++;
    if (r->at < r->end && (*r->at == 'b' || *r->at == '-')) {
        *character = *r->at++ == 'b' ? '\b' : '-';
        return true;
    }
    return read_escaped(r, character);
}

/** Appends what is in a range and is a character. */
static void put_range(gj_regex_reader *r, uint32_t from, uint32_t to)
{
    if (is_surrogate(from))
        from = PAST_SURROGATES;
    if (is_surrogate(to))
        to = SURROGATES - 1;
    if (from > to)
        return;
    fit(r, from, to);
    gj_regex_put_character(&r->out, from);
    if (from == to)
        return;
    gj_buffer_byte(&r->out, '-');
    gj_regex_put_character(&r->out, to);
}

/** What follows an atom: the rest of a range, or nothing. A hyphen beside a set
    stands for itself. */
static bool read_range(gj_regex_reader *r, uint32_t from)
{
    uint32_t to = from;

    if (from != A_SET && r->end - r->at >= 2 && *r->at == '-' &&
        r->at[1] != ']') {
        r->at++;
        if (!read_atom(r, &to))
            return false;
        if (to == A_SET) {
            put_range(r, '-', '-');
            to = from;
        }
    }
    if (from == A_SET)
        return true;
    if (from > to)
        return fail(r, "字符范围的起止颠倒",
                    "a range of characters is reversed");
    put_range(r, from, to);
    return true;
}

bool gj_regex_read_class(gj_regex_reader *r)
{
    uint32_t character;
    bool negated = r->at < r->end && *r->at == '^';

    gj_buffer_string(&r->out, negated ? "[^" : "[");
    r->at += negated;
    while (r->at < r->end && *r->at != ']')
        if (!read_atom(r, &character) || !read_range(r, character))
            return false;
    if (r->at == r->end)
        return fail(r, "缺少右方括号", "a closing bracket is missing");
    r->at++;
    for (int c = 0; negated && c < 128; c++)
        r->ascii[c] = !r->ascii[c];
    if (r->out.length > 1) {
        gj_buffer_byte(&r->out, ']');
    } else {
        gj_buffer_clear(&r->out);
        gj_buffer_string(&r->out, NO_CHARACTER);
    }
    return true;
}

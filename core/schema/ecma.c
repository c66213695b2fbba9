/* From ECMA-262's regular expressions to PCRE2's. */
#include <string.h>

#include "schema/pattern.h"

#define SPACES                                                                 \
    "\\x09-\\x0d\\x20\\xa0\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}"      \
    "\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NO_SPACES                                                              \
    "\\x00-\\x08\\x0e-\\x1f\\x21-\\x9f\\xa1-\\x{167f}\\x{1681}-\\x{1fff}"      \
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}"                \
    "\\x{2060}-\\x{2fff}\\x{3001}-\\x{d7ff}\\x{e000}-\\x{fefe}"                \
    "\\x{ff00}-\\x{10ffff}"

/* An expression being translated. */
typedef struct reader {
    const char *at;
    const char *end;
    gj_buffer *out;
    bool in_class;
} reader;

/* Long names of general categories, which PCRE2 does not know. */
static const char *const categories[][2] = {
    {"Cased_Letter", "L&"},
    {"Close_Punctuation", "Pe"},
    {"Connector_Punctuation", "Pc"},
    {"Control", "Cc"},
    {"Currency_Symbol", "Sc"},
    {"Dash_Punctuation", "Pd"},
    {"Decimal_Number", "Nd"},
    {"Enclosing_Mark", "Me"},
    {"Final_Punctuation", "Pf"},
    {"Format", "Cf"},
    {"Initial_Punctuation", "Pi"},
    {"LC", "L&"},
    {"Letter", "L"},
    {"Letter_Number", "Nl"},
    {"Line_Separator", "Zl"},
    {"Lowercase_Letter", "Ll"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Math_Symbol", "Sm"},
    {"Modifier_Letter", "Lm"},
    {"Modifier_Symbol", "Sk"},
    {"Nonspacing_Mark", "Mn"},
    {"Number", "N"},
    {"Open_Punctuation", "Ps"},
    {"Other", "C"},
    {"Other_Letter", "Lo"},
    {"Other_Number", "No"},
    {"Other_Punctuation", "Po"},
    {"Other_Symbol", "So"},
    {"Paragraph_Separator", "Zp"},
    {"Private_Use", "Co"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Spacing_Mark", "Mc"},
    {"Surrogate", "Cs"},
    {"Symbol", "S"},
    {"Titlecase_Letter", "Lt"},
    {"Unassigned", "Cn"},
    {"Uppercase_Letter", "Lu"},
    {"digit", "Nd"},
    {"cntrl", "Cc"},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool put(reader *r, const char *text)
{
    gj_buffer_string(r->out, text);
    return true;
}

static bool put_character(reader *r, uint32_t character)
{
    gj_buffer_print(r->out, "\\x{%x}", character);
    return true;
}

/* Reads exactly `count` hexadecimal digits. */
static bool read_hex(reader *r, int count, uint32_t *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (r->at == r->end || hex(*r->at) < 0)
            return false;
        *number = *number * 16 + (uint32_t)hex(*r->at++);
    }
    return true;
}

static bool read_braced(reader *r, uint32_t *number)
{
    const char *start = ++r->at;

    *number = 0;
    while (r->at < r->end && hex(*r->at) >= 0 && *number < 0x110000)
        *number = *number * 16 + (uint32_t)hex(*r->at++);
    bool closed = r->at > start && r->at < r->end && *r->at == '}';
    r->at += closed;
    return closed && *number < 0x110000;
}

/* \u behind its u: four digits, a pair of surrogates, or braces. */
static bool put_unicode(reader *r)
{
    uint32_t number;
    uint32_t low;

    if (r->at < r->end && *r->at == '{') {
        if (!read_braced(r, &number))
            return false;
    } else if (!read_hex(r, 4, &number)) {
        return false;
    }
    if (number >= 0xD800 && number < 0xDC00 && r->end - r->at >= 6 &&
        r->at[0] == '\\' && r->at[1] == 'u') {
        const char *before = r->at;
        r->at += 2;
        if (read_hex(r, 4, &low) && low >= 0xDC00 && low < 0xE000)
            number = 0x10000 + ((number - 0xD800) << 10) + (low - 0xDC00);
        else
            r->at = before;
    }
    /* Half a character matches nothing in sound text. */
    if (number >= 0xD800 && number < 0xE000)
        return put(r, r->in_class ? "" : "(?!)");
    return put_character(r, number);
}

static const char *category_of(gj_text name)
{
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        if (gj_text_is(gj_text_of(categories[i][0]), name))
            return categories[i][1];
    return NULL;
}

static gj_text without(gj_text name, const char *prefix)
{
    size_t length = strlen(prefix);

    if (name.length > length && memcmp(name.data, prefix, length) == 0)
        return (gj_text){name.data + length, name.length - length};
    return (gj_text){NULL, 0};
}

/* The name in \p{…}: a category, a script, or another property. */
static bool put_property_name(reader *r, gj_text name)
{
    static const char *const categories_of[] = {"General_Category=", "gc="};
    static const char *const scripts[][2] = {{"Script_Extensions=", "scx:"},
                                             {"scx=", "scx:"},
                                             {"Script=", "sc:"},
                                             {"sc=", "sc:"}};

    for (size_t i = 0; i < 2; i++)
        if (without(name, categories_of[i]).data != NULL)
            name = without(name, categories_of[i]);
    const char *category = category_of(name);
    if (category != NULL)
        return put(r, category);
    for (size_t i = 0; i < 4; i++) {
        gj_text script = without(name, scripts[i][0]);
        if (script.data != NULL) {
            put(r, scripts[i][1]);
            gj_buffer_text(r->out, script);
            return true;
        }
    }
    gj_buffer_text(r->out, name);
    return true;
}

static bool put_property(reader *r, char letter)
{
    if (r->at == r->end || *r->at != '{')
        return false;
    const char *start = r->at + 1;
    const char *close = memchr(start, '}', (size_t)(r->end - start));
    if (close == NULL || close == start)
        return false;
    gj_buffer_print(r->out, "\\%c{", letter);
    put_property_name(r, (gj_text){start, (uint64_t)(close - start)});
    r->at = close + 1;
    return put(r, "}");
}

static bool put_space(reader *r, bool negated)
{
    if (r->in_class)
        return put(r, negated ? NO_SPACES : SPACES);
    return put(r, negated ? "[^" SPACES "]" : "[" SPACES "]");
}

static bool put_reference(reader *r)
{
    const char *start = r->at;
    const char *close = memchr(start, '>', (size_t)(r->end - start));

    if (r->in_class || start == r->end || *start != '<' || close == NULL)
        return false;
    gj_buffer_print(r->out, "\\k%.*s", (int)(close + 1 - start), start);
    r->at = close + 1;
    return true;
}

static bool put_digits(reader *r, char first)
{
    if (r->in_class)
        return first == '0' && put(r, "\\x00");
    if (first == '0')
        return !(r->at < r->end && is_digit(*r->at)) && put(r, "\\x00");
    gj_buffer_print(r->out, "\\g{%c", first);
    while (r->at < r->end && is_digit(*r->at))
        gj_buffer_byte(r->out, *r->at++);
    return put(r, "}");
}

/* A letter behind a backslash. */
static bool put_letter(reader *r, char c)
{
    uint32_t number;

    switch (c) {
    case 'd':
    case 'D':
    case 'w':
    case 'W':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        gj_buffer_print(r->out, "\\%c", c);
        return true;
    case 'b':
        return put(r, r->in_class ? "\\x08" : "\\b");
    case 'B':
        return !r->in_class && put(r, "\\B");
    case 'v':
        return put(r, "\\x0b");
    case 's':
    case 'S':
        return put_space(r, c == 'S');
    case 'c':
        if (r->at == r->end || !is_letter(*r->at))
            return false;
        return put_character(r, (uint32_t)*r->at++ & 31);
    case 'x':
        return read_hex(r, 2, &number) && put_character(r, number);
    case 'u':
        return put_unicode(r);
    case 'p':
    case 'P':
        return put_property(r, c);
    case 'k':
        return put_reference(r);
    default:
        return false;
    }
}

static bool put_escape(reader *r)
{
    if (r->at == r->end)
        return false;
    char c = *r->at++;
    if (is_letter(c))
        return put_letter(r, c);
    if (is_digit(c))
        return put_digits(r, c);
    if ((unsigned char)c < 0x80)
        gj_buffer_byte(r->out, '\\');
    gj_buffer_byte(r->out, c);
    return true;
}

static bool put_class(reader *r)
{
    gj_buffer_byte(r->out, '[');
    if (r->at < r->end && *r->at == '^')
        gj_buffer_byte(r->out, *r->at++);
    r->in_class = true;
    while (r->at < r->end && *r->at != ']') {
        char c = *r->at++;
        if (c == '\\') {
            if (!put_escape(r))
                return false;
            continue;
        }
        /* Or PCRE2 would see [:alpha:]. */
        if (c == '[')
            gj_buffer_byte(r->out, '\\');
        gj_buffer_byte(r->out, c);
    }
    r->in_class = false;
    if (r->at == r->end)
        return false;
    r->at++;
    gj_buffer_byte(r->out, ']');
    return true;
}

/* What opens a group, behind its parenthesis: ECMA-262 has fewer kinds. */
static bool put_group(reader *r)
{
    static const char *const kinds[] = {"?:", "?=", "?!", "?<=", "?<!", NULL};

    gj_buffer_byte(r->out, '(');
    if (r->at < r->end && *r->at == '*')
        return false;
    if (r->at == r->end || *r->at != '?')
        return true;
    for (int i = 0; kinds[i] != NULL; i++) {
        size_t length = strlen(kinds[i]);
        if ((size_t)(r->end - r->at) >= length &&
            memcmp(r->at, kinds[i], length) == 0) {
            r->at += length;
            return put(r, kinds[i]);
        }
    }
    if (r->end - r->at < 3 || r->at[1] != '<' || is_digit(r->at[2]))
        return false;
    r->at += 2;
    return put(r, "?<");
}

/* Length of {n}, {n,} or {n,m} at the reader; 0 where it is none. */
static size_t braces_length(const reader *r)
{
    const char *p = r->at + 1;
    const char *digits = p;

    while (p < r->end && is_digit(*p))
        p++;
    if (p == digits)
        return 0;
    if (p < r->end && *p == ',')
        for (p++; p < r->end && is_digit(*p);)
            p++;
    return p < r->end && *p == '}' ? (size_t)(p + 1 - r->at) : 0;
}

/* A quantifier; a second plus would make it possessive in PCRE2. */
static bool put_quantifier(reader *r, size_t length)
{
    gj_buffer_add(r->out, r->at, length);
    r->at += length;
    if (r->at < r->end && *r->at == '?')
        gj_buffer_byte(r->out, *r->at++);
    return r->at == r->end || (*r->at != '+' && *r->at != '*' && *r->at != '?');
}

static bool put_next(reader *r)
{
    size_t length;

    switch (*r->at) {
    case '\\':
        r->at++;
        return put_escape(r);
    case '[':
        r->at++;
        return put_class(r);
    case '(':
        r->at++;
        return put_group(r);
    case '.':
        r->at++;
        return put(r, "[^\\n\\r\\x{2028}\\x{2029}]");
    case '*':
    case '+':
    case '?':
        return put_quantifier(r, 1);
    case '{':
        length = braces_length(r);
        if (length > 0)
            return put_quantifier(r, length);
        r->at++;
        return put(r, "\\{");
    case '}':
    case ']':
        gj_buffer_byte(r->out, '\\');
        break;
    default:
        break;
    }
    gj_buffer_byte(r->out, *r->at++);
    return true;
}

bool gj_pattern_translate(gj_buffer *out, gj_text expression)
{
    reader r = {expression.data, expression.data, out, false};

    gj_buffer_string(out, "");
    if (expression.length > 0)
        r.end += expression.length;
    while (r.at < r.end)
        if (!put_next(&r))
            return false;
    return true;
}

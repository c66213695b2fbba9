#include "lexer.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static char at(gj_text source, size_t offset)
{
    return offset < source.length ? source.data[offset] : '\0';
}

static gj_token token(gj_token_kind kind, size_t start, size_t end)
{
    return (gj_token){.kind = kind,
                      .offset = (uint32_t)start,
                      .length = (uint32_t)(end - start)};
}

static gj_token bad(size_t start, size_t length)
{
    return token(GJ_TOKEN_BAD, start, start + length);
}

static size_t character_length(gj_text source, size_t offset)
{
    size_t end = offset + 1;

    while (end < source.length &&
           ((unsigned char)source.data[end] & 0xC0) == 0x80)
        end++;
    return end - offset;
}

static gj_token read_number(gj_text source, size_t *offset, gj_mistake *mistake)
{
    size_t start = *offset, end = start, places = 0;
    int64_t number = 0;

    while (is_digit(at(source, end)) && number <= GJ_LARGEST)
        number = number * 10 + (source.data[end++] - '0');
    number = number <= GJ_LARGEST ? number * GJ_MILLION : INT64_MAX;
    if (at(source, end) == '.' && is_digit(at(source, end + 1)) &&
        number != INT64_MAX) {
        int64_t unit = GJ_MILLION;
        for (end++; is_digit(at(source, end)); end++, places++)
            number += (source.data[end] - '0') * (unit /= 10);
    }
    *offset = end;
    if (number > GJ_LARGEST * GJ_MILLION) {
        gj_mistaken(mistake, start, end - start, "数太大：最大为 10^12",
                    "the number is too large; the largest is 10^12");
        return bad(start, end - start);
    }
    if (places > 6) {
        gj_mistaken(mistake, start, end - start, "小数最多六位",
                    "a number has at most six decimal places");
        return bad(start, end - start);
    }
    gj_token result = token(GJ_TOKEN_NUMBER, start, end);
    result.number = number;
    return result;
}

/* A bare pointer ends where white space or an operator begins. '-' belongs to
   it, since keys contain hyphens; '*' only as a whole part. */
static bool in_pointer(gj_text source, size_t offset)
{
    char c = at(source, offset);

    if (c == '*')
        return offset > 0 && source.data[offset - 1] == '/';
    return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80 ||
           (c != '\0' && strchr("/{}@~.-", c) != NULL);
}

static gj_token read_pointer(gj_text source, size_t *offset)
{
    size_t start = *offset, end = start;

    while (in_pointer(source, end))
        end++;
    *offset = end;
    gj_token result = token(GJ_TOKEN_POINTER, start, end);
    result.text = (gj_text){source.data + start, end - start};
    return result;
}

/* Whether the character at `offset` only lets the next one stand for itself:
   '' in '…', \" and \\ in "…". */
static bool is_escape(gj_text source, size_t offset, char quote)
{
    char c = at(source, offset), after = at(source, offset + 1);

    return quote == '"' ? c == '\\' && (after == '"' || after == '\\')
                        : c == quote && after == quote;
}

static gj_text unquote(gj_pool *pool, gj_text source, size_t start, size_t end)
{
    char *copy = gj_pool_new(pool, end - start, 1);
    size_t length = 0;

    for (size_t i = start + 1; i < end; i++) {
        if (is_escape(source, i, source.data[start]))
            i++;
        copy[length++] = source.data[i];
    }
    return (gj_text){copy, length};
}

static gj_token read_quoted(gj_pool *pool, gj_text source, size_t *offset,
                            gj_mistake *mistake)
{
    size_t start = *offset, end = start + 1;
    char quote = source.data[start];

    while (end < source.length) {
        if (is_escape(source, end, quote))
            end++;
        else if (source.data[end] == quote)
            break;
        end++;
    }
    if (end >= source.length) {
        gj_mistaken(mistake, start, source.length - start,
                    "引号没有闭合：缺少 %c",
                    "the quotation is not closed: a %c is missing", quote);
        *offset = source.length;
        return bad(start, source.length - start);
    }
    *offset = end + 1;
    gj_token result = token(quote == '"' ? GJ_TOKEN_STRING : GJ_TOKEN_POINTER,
                            start, end + 1);
    result.text = unquote(pool, source, start, end);
    return result;
}

static gj_token read_name(gj_text source, size_t *offset)
{
    size_t start = *offset, end = start;

    while (is_letter(at(source, end)) || is_digit(at(source, end)))
        end++;
    *offset = end;
    gj_token result = token(GJ_TOKEN_NAME, start, end);
    result.text = (gj_text){source.data + start, end - start};
    return result;
}

static const struct {
    char text[3];
    gj_token_kind kind;
    gj_relation relation;
} signs[] = {
    {"==", GJ_TOKEN_RELATION, GJ_EQUAL},
    {"!=", GJ_TOKEN_RELATION, GJ_UNEQUAL},
    {"<=", GJ_TOKEN_RELATION, GJ_AT_MOST},
    {">=", GJ_TOKEN_RELATION, GJ_AT_LEAST},
    {"<", GJ_TOKEN_RELATION, GJ_BELOW},
    {">", GJ_TOKEN_RELATION, GJ_ABOVE},
    {"(", GJ_TOKEN_OPEN, 0},
    {")", GJ_TOKEN_CLOSE, 0},
    {",", GJ_TOKEN_COMMA, 0},
    {"+", GJ_TOKEN_PLUS, 0},
    {"-", GJ_TOKEN_MINUS, 0},
    {"*", GJ_TOKEN_TIMES, 0},
};

static gj_token read_sign(gj_text source, size_t *offset, gj_mistake *mistake)
{
    size_t start = *offset;

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i].text);
        if (source.length - start < length ||
            memcmp(source.data + start, signs[i].text, length) != 0)
            continue;
        *offset = start + length;
        gj_token result = token(signs[i].kind, start, *offset);
        result.relation = signs[i].relation;
        return result;
    }
    size_t length = character_length(source, start);
    gj_text character = {source.data + start, length};
    *offset = start + length;
    if (source.data[start] == '=')
        gj_mistaken(mistake, start, length,
                    "相等写作 ==", "equality is written ==");
    else if (source.data[start] == '\0')
        gj_mistaken(mistake, start, length, "表达式中有零字符",
                    "the expression contains a zero character");
    else
        gj_mistaken(mistake, start, length,
                    "这里不能有“%.*s”（运算符和括号须用半角）",
                    "“%.*s” cannot stand here (operators and brackets are "
                    "plain ASCII)",
                    GJ_SHORT(character));
    return bad(start, length);
}

gj_token gj_token_next(gj_pool *pool, gj_text source, size_t *offset,
                       gj_mistake *mistake)
{
    while (*offset < source.length &&
           strchr(" \t\r\n", source.data[*offset]) != NULL &&
           source.data[*offset] != '\0')
        ++*offset;
    if (*offset >= source.length)
        return token(GJ_TOKEN_END, source.length, source.length);
    char c = source.data[*offset];
    if (is_digit(c))
        return read_number(source, offset, mistake);
    if (c == '/' || c == '{')
        return read_pointer(source, offset);
    if (c == '\'' || c == '"')
        return read_quoted(pool, source, offset, mistake);
    if (is_letter(c))
        return read_name(source, offset);
    return read_sign(source, offset, mistake);
}

/* Words for what is wrong with a document. In the templates, texts come in
 * pairs, and "%.0s" passes over the one in the other language. */
#include <stdio.h>

#include "document/scan.h"

enum { MOST_KEY = 60 };

typedef struct sentence {
    const char *zh;
    const char *en;
} sentence;

/* What a trouble is told from. */
typedef struct scene {
    gj_document *document;
    const gj_trouble *trouble;
    gj_error *error;
    /* The bracket that would close the innermost container, or 0. */
    char close;
} scene;

/* What may stand at a place of the grammar. */
static sentence expected_at(gj_fault_kind kind, char close)
{
    switch (kind) {
    case GJ_EXPECT_ELEMENT:
        return (sentence){"一个值或右方括号", "a value or a closing bracket"};
    case GJ_EXPECT_MEMBER:
        return (sentence){"双引号括起的键名或右花括号",
                          "a key in double quotes or a closing brace"};
    case GJ_EXPECT_KEY:
        return (sentence){"双引号括起的键名", "a key in double quotes"};
    case GJ_EXPECT_COLON:
        return (sentence){"冒号", "a colon"};
    case GJ_EXPECT_COMMA:
        return close == '}'
                   ? (sentence){"逗号或右花括号", "a comma or a closing brace"}
                   : (sentence){"逗号或右方括号",
                                "a comma or a closing bracket"};
    case GJ_EXPECT_END:
        return (sentence){"文件结尾", "the end of the file"};
    default:
        return (sentence){"一个值", "a value"};
    }
}

/* The byte before the trouble that is no white space; 0 at the beginning. */
static uint32_t before(const scene *s)
{
    const char *bytes = s->document->bytes;
    uint32_t at = s->trouble->at;

    while (at > 0 && (bytes[at - 1] == ' ' || bytes[at - 1] == '\n' ||
                      bytes[at - 1] == '\r' || bytes[at - 1] == '\t'))
        at--;
    return at > 0 ? at - 1 : 0;
}

static void place(const scene *s, uint32_t at)
{
    gj_position position = gj_document_position(s->document, at);
    gj_error_place(s->error, position.line, position.column);
}

static gj_status syntax(const scene *s, const char *zh, const char *en)
{
    return gj_fail(s->error, GJ_FAILED_SYNTAX, "%s%.0s", "%.0s%s", zh, en);
}

static gj_status tell_expected(const scene *s)
{
    char c = s->document->bytes[s->trouble->at];
    uint32_t comma = before(s);
    gj_phrase found = {0};
    gj_phrase advice = {0};

    if ((c == '}' || c == ']') && c == s->close &&
        s->document->bytes[comma] == ',') {
        place(s, comma);
        return syntax(s, "多余的逗号：最后一项后面不能有逗号",
                      "extra comma: none may follow the last item");
    }
    sentence wanted = expected_at(s->trouble->kind, s->close);
    gj_found_name(s->document, s->trouble->at, &found);
    gj_found_advice(s->document, s->trouble, s->close, &advice);
    return gj_fail(s->error, GJ_FAILED_SYNTAX,
                   "此处应为%s%.0s，却是%s%.0s%s%.0s",
                   "expected %.0s%s, found %.0s%s%.0s%s", wanted.zh, wanted.en,
                   found.words[GJ_ZH], found.words[GJ_EN], advice.words[GJ_ZH],
                   advice.words[GJ_EN]);
}

static gj_status tell_empty(const scene *s)
{
    if (s->document->length == s->document->mark_length)
        return gj_fail(s->error, GJ_FAILED_EMPTY, "文件是空的",
                       "the file is empty");
    return gj_fail(s->error, GJ_FAILED_EMPTY, "文件里只有空白",
                   "there is nothing but white space in the file");
}

/* The bytes end where something should follow. */
static gj_status tell_end(const scene *s)
{
    const gj_document *document = s->document;
    uint32_t depth = s->trouble->depth;
    sentence wanted = expected_at(s->trouble->kind, s->close);

    if (depth == 0)
        return tell_empty(s);
    const gj_frame *frame = &document->frames[depth];
    gj_position start =
        gj_document_position(s->document, document->nodes[frame->node].start);
    return gj_fail(
        s->error, GJ_FAILED_SYNTAX,
        "文件到此就断了，此处应为%s%.0s；%s%.0s没有结束，"
        "它从第 %u 行第 %u 列开始（共 %u 层括号未结束）",
        "the file breaks off here, where %.0s%s should stand; the %.0s%s is "
        "still open that began at line %u, column %u (brackets still open: %u)",
        wanted.zh, wanted.en, frame->close == '}' ? "对象" : "数组",
        frame->close == '}' ? "object" : "array", start.line, start.column,
        depth);
}

static gj_status tell_number(const scene *s)
{
    uint32_t at = s->trouble->at;
    const char *bytes = s->document->bytes;
    char last = at > 0 ? bytes[at - 1] : 0;
    gj_phrase advice = {0};
    gj_trouble whole = *s->trouble;

    if (at == s->document->length)
        return syntax(s, "文件在一个数的中间断了",
                      "the file breaks off in the middle of a number");
    if (bytes[at] == '0')
        return syntax(s, "数的前面不能有多余的 0",
                      "a number has no leading zeros");
    if (last == '.')
        return syntax(s, "小数点后面要有数字",
                      "a digit must follow the decimal point");
    if (last != '-' || whole.since + 1 != at)
        return syntax(s, "指数里要有数字", "the exponent must have a digit");
    whole.at = whole.since;
    whole.kind = GJ_EXPECT_VALUE;
    gj_found_advice(s->document, &whole, s->close, &advice);
    return gj_fail(s->error, GJ_FAILED_SYNTAX, "负号后面要有数字%s%.0s",
                   "a digit must follow the minus sign%.0s%s",
                   advice.words[GJ_ZH], advice.words[GJ_EN]);
}

static gj_status tell_string(const scene *s)
{
    uint32_t at = s->trouble->at;
    gj_position start = gj_document_position(s->document, s->trouble->since);
    unsigned char c = (unsigned char)s->document->bytes[at];

    if (at == s->document->length)
        return gj_fail(s->error, GJ_FAILED_SYNTAX,
                       "文件在字符串中间断了，字符串从第 %u 行第 %u 列开始",
                       "the file breaks off in a string that began at line "
                       "%u, column %u",
                       start.line, start.column);
    if (c == '\n' || c == '\r')
        return gj_fail(s->error, GJ_FAILED_SYNTAX,
                       "第 %u 行第 %u 列开始的字符串里直接换了行；"
                       "漏了后面的双引号，或者换行该写成 \\n",
                       "line break in the string that began at line %u, column "
                       "%u: its closing quote is missing, or the break should "
                       "be written \\n",
                       start.line, start.column);
    if (c == '\t')
        return syntax(s, "字符串里有制表符，应写成 \\t",
                      "tab in a string; write it \\t");
    return gj_fail(
        s->error, GJ_FAILED_SYNTAX, "字符串里有控制字符 U+%04X，应写成 \\u%04X",
        "control character U+%04X in a string; write it \\u%04X", c, c);
}

static gj_status tell_escape(const scene *s)
{
    const char *p = s->document->bytes + s->trouble->at;
    gj_phrase found = {0};

    if (s->trouble->kind == GJ_FAULT_SURROGATE)
        return gj_fail(s->error, GJ_FAILED_SYNTAX,
                       "%.6s 只是半个字符（代理项），要成对写出",
                       "%.6s is half a character (a surrogate); the two "
                       "halves must stand together",
                       p);
    if (p[1] == 'u')
        return syntax(s, "\\u 后面要有四位十六进制数字",
                      "four hexadecimal digits must follow \\u");
    gj_found_name(s->document, s->trouble->at + 1, &found);
    return gj_fail(s->error, GJ_FAILED_SYNTAX,
                   "反斜杠后面应为 \" \\ / b f n r t u 之一，却是%s%.0s；"
                   "反斜杠本身写成 \\\\",
                   "expected one of \" \\ / b f n r t u behind the "
                   "backslash, found %.0s%s; a backslash itself is written "
                   "\\\\",
                   found.words[GJ_ZH], found.words[GJ_EN]);
}

static gj_status tell_duplicate(const scene *s)
{
    const char *key = s->document->bytes + s->trouble->at + 1;
    gj_position first = gj_document_position(s->document, s->trouble->since);
    gj_string_scan scan = {GJ_FAULT_NONE, false};
    const char *end =
        gj_string_end(key, s->document->bytes + s->document->length, &scan);
    int length = 0;

    while (length < MOST_KEY && key + length < end)
        length += (int)gj_utf8_length(key + length, 4);
    return gj_fail(
        s->error, GJ_FAILED_DUPLICATE,
        "键 \"%.*s%s\" 重复了，它已经出现在第 %u 行第 %u 列",
        "the key \"%.*s%s\" is there twice; the first is at line %u, column %u",
        length, key, key + length < end ? "…" : "", first.line, first.column);
}

static gj_status tell_limit(const scene *s)
{
    switch (s->trouble->kind) {
    case GJ_FAULT_DEPTH:
        return gj_fail(s->error, GJ_FAILED_LIMIT, "括号嵌套超过上限 %u 层",
                       "brackets are nested deeper than the limit of %u",
                       s->trouble->limit);
    case GJ_FAULT_NODES:
        return gj_fail(s->error, GJ_FAILED_LIMIT,
                       "值和键名的总数超过上限 %u 个",
                       "there are more values and keys than the limit of %u",
                       s->trouble->limit);
    default:
        return gj_fail(s->error, GJ_FAILED_MEMORY, "内存不足", "out of memory");
    }
}

static gj_status tell(const scene *s)
{
    switch (s->trouble->kind) {
    case GJ_FAULT_NUMBER:
        return tell_number(s);
    case GJ_FAULT_STRING:
        return tell_string(s);
    case GJ_FAULT_ESCAPE:
    case GJ_FAULT_SURROGATE:
        return tell_escape(s);
    case GJ_FAULT_DUPLICATE:
        return tell_duplicate(s);
    case GJ_FAULT_DEPTH:
    case GJ_FAULT_NODES:
    case GJ_FAULT_MEMORY:
        return tell_limit(s);
    default:
        return s->trouble->at == s->document->length ? tell_end(s)
                                                     : tell_expected(s);
    }
}

gj_status gj_trouble_tell(gj_document *document, const gj_trouble *trouble,
                          gj_error *error)
{
    scene s = {document, trouble, error,
               document->frames[trouble->depth].close};
    gj_status status = gj_encoding_tell(document, trouble, error);

    if (status == GJ_OK)
        status = tell(&s);
    place(&s, trouble->at);
    return status;
}

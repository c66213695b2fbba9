/* What stands where something else should: its name, and advice on it. */
#include <stdio.h>

#include "document/scan.h"

enum { MOST_WORD = 24, PHRASE = sizeof((gj_phrase *)0)->words[0] };

typedef struct sentence {
    const char *zh;
    const char *en;
} sentence;

static const sentence nothing = {"", ""};

/* A character that is often typed for another one. */
typedef struct lookalike {
    uint32_t code;
    char meant;
} lookalike;

static const lookalike lookalikes[] = {
    {0xFF0C, ','}, {0x3001, ','}, {0xFF1A, ':'}, {0x201C, '"'}, {0x201D, '"'},
    {0xFF02, '"'}, {0x2018, '"'}, {0x2019, '"'}, {0x300C, '"'}, {0x300D, '"'},
    {0xFF5B, '{'}, {0xFF5D, '}'}, {0xFF3B, '['}, {0xFF3D, ']'}, {0x3010, '['},
    {0x3011, ']'}, {0xFF0D, '-'}, {0x2212, '-'}, {0xFF0E, '.'}, {0x3000, ' '},
    {0x00A0, ' '}, {0xFF10, '0'}, {0xFF11, '1'}, {0xFF12, '2'}, {0xFF13, '3'},
    {0xFF14, '4'}, {0xFF15, '5'}, {0xFF16, '6'}, {0xFF17, '7'}, {0xFF18, '8'},
    {0xFF19, '9'}, {0xFF1B, ','},
};

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '_' || c == '-' || c == '+' || c == '.';
}

/* The word at an offset: what one would read there as a unit. */
static gj_text word_at(const gj_document *document, uint32_t at)
{
    const char *p = document->bytes + at;
    uint32_t room = document->length - at;
    uint32_t length = 0;

    while (length < room && length < MOST_WORD && is_word(p[length]))
        length++;
    return (gj_text){p, length};
}

/* The sound character at an offset, or 0. */
static uint32_t code_at(const gj_document *document, uint32_t at)
{
    const char *p = document->bytes + at;
    return gj_utf8_length(p, document->length - at) ? gj_utf8_code(p) : 0;
}

static bool is_invisible(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0xAD ||
           code == 0x3000 || (code >= 0x2000 && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202F) ||
           (code >= 0x205F && code <= 0x206F) || code == 0xFEFF;
}

void gj_found_name(const gj_document *document, uint32_t at, gj_phrase *out)
{
    gj_text shown = word_at(document, at);
    uint32_t code = code_at(document, at);

    if (code == '"') {
        snprintf(out->words[GJ_ZH], PHRASE, "双引号");
        snprintf(out->words[GJ_EN], PHRASE, "a double quote");
        return;
    }
    if (shown.length == 0)
        shown = (gj_text){
            document->bytes + at,
            gj_utf8_length(document->bytes + at, document->length - at)};
    if (is_invisible(code)) {
        snprintf(out->words[GJ_ZH], PHRASE, "看不见的字符 U+%04X",
                 (unsigned)code);
        snprintf(out->words[GJ_EN], PHRASE, "the invisible character U+%04X",
                 (unsigned)code);
        return;
    }
    snprintf(out->words[GJ_ZH], PHRASE, " \"%.*s\"", GJ_PRINT(shown));
    snprintf(out->words[GJ_EN], PHRASE, "\"%.*s\"", GJ_PRINT(shown));
}

static bool text_in(gj_text text, const char *const *list)
{
    for (; *list != NULL; list++)
        if (gj_text_is(text, gj_text_of(*list)))
            return true;
    return false;
}

/* Advice on a word that no JSON knows. */
static sentence word_advice(gj_text word)
{
    static const char *const numbers[] = {
        "NaN",       "nan",       "NAN",  "Infinity", "infinity", "inf",
        "-Infinity", "+Infinity", "-inf", "-NaN",     NULL};
    static const char *const literals[] = {"True",      "False", "None", "TRUE",
                                           "FALSE",     "NULL",  "Null", "nil",
                                           "undefined", NULL};

    if (text_in(word, numbers))
        return (sentence){"；JSON 没有非数和无穷大，空缺请写 null",
                          "; JSON has no NaN and no infinity; write null for "
                          "what is not known"};
    if (text_in(word, literals))
        return (sentence){"；只能写小写的 true、false、null",
                          "; only true, false and null are known, in lower "
                          "case"};
    if (word.length > 1 && word.data[0] == '+')
        return (sentence){"；正数前面不写加号",
                          "; a positive number has no plus sign"};
    if (word.length > 1 && word.data[0] == '.')
        return (sentence){"；小数点前面要写 0",
                          "; write a 0 before the decimal point"};
    return nothing;
}

/* Advice on the character that stands where something else should. */
static sentence character_advice(char c)
{
    switch (c) {
    case '\'':
        return (sentence){"；JSON 只用双引号，不用单引号",
                          "; JSON has double quotes only, no single quotes"};
    case '/':
    case '#':
        return (sentence){"；JSON 里不能写注释，请删去",
                          "; JSON has no comments, take it out"};
    case ';':
        return (sentence){"；JSON 用逗号分隔，不用分号",
                          "; JSON separates with commas, not semicolons"};
    default:
        return nothing;
    }
}

/* Advice on a full-width character. Returns whether it is one. */
static bool lookalike_advice(uint32_t code, gj_phrase *advice)
{
    for (size_t i = 0; i < sizeof lookalikes / sizeof *lookalikes; i++) {
        char meant = lookalikes[i].meant;
        if (lookalikes[i].code != code)
            continue;
        if (meant == ' ') {
            snprintf(advice->words[GJ_ZH], PHRASE, "；请改用半角空格");
            snprintf(advice->words[GJ_EN], PHRASE, "; use an ordinary space");
            return true;
        }
        snprintf(advice->words[GJ_ZH], PHRASE,
                 "；这是中文（全角）符号，请改用半角的 %c", meant);
        snprintf(advice->words[GJ_EN], PHRASE,
                 "; this is a full-width character, use the ASCII %c", meant);
        return true;
    }
    return false;
}

/* Advice on what stands there, given what was expected. */
static sentence grammar_advice(const gj_document *document,
                               const gj_trouble *trouble, char close)
{
    char c = document->bytes[trouble->at];
    gj_text word = word_at(document, trouble->at);
    bool begins = c == '"' || c == '{' || c == '[' || c == '-' ||
                  (c >= '0' && c <= '9') || c == 't' || c == 'f' || c == 'n';

    if (trouble->kind == GJ_EXPECT_COMMA && begins)
        return (sentence){"；前一项后面漏了逗号",
                          "; the comma behind the item before is missing"};
    if (trouble->kind == GJ_EXPECT_COMMA && (c == '}' || c == ']') &&
        c != close)
        return (sentence){"；括号不配对", "; the brackets do not match"};
    if (c == ',' && trouble->kind != GJ_EXPECT_COLON &&
        trouble->kind != GJ_EXPECT_END)
        return (sentence){"；这里多了一个逗号", "; this comma is one too many"};
    if (trouble->kind == GJ_EXPECT_COLON && c == '=')
        return (sentence){"；键名和值之间用冒号，不用等号",
                          "; a colon stands between key and value, not an "
                          "equals sign"};
    if (trouble->kind == GJ_EXPECT_COLON && (c == ',' || c == '}'))
        return (sentence){"；这个键名没有值", "; this key has no value"};
    if ((trouble->kind == GJ_EXPECT_KEY || trouble->kind == GJ_EXPECT_MEMBER) &&
        word.length > 0)
        return (sentence){"；键名要用双引号括起",
                          "; keys stand in double quotes"};
    sentence advice = character_advice(c);
    if (advice.zh[0] != '\0')
        return advice;
    if (trouble->kind == GJ_EXPECT_END)
        return (sentence){"；一个文件只能有一个 JSON 值",
                          "; a file holds one JSON value only"};
    return word_advice(word);
}

void gj_found_advice(const gj_document *document, const gj_trouble *trouble,
                     char close, gj_phrase *advice)
{
    if (lookalike_advice(code_at(document, trouble->at), advice))
        return;
    sentence words = grammar_advice(document, trouble, close);
    snprintf(advice->words[GJ_ZH], PHRASE, "%s", words.zh);
    snprintf(advice->words[GJ_EN], PHRASE, "%s", words.en);
}

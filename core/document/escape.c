/* What escapes in strings stand for. The reader has checked them. */
#include "document/scan.h"

/* One step through a string's source. */
typedef struct escape {
    /* Bytes of source, and what they stand for. */
    uint32_t length;
    uint32_t code;
} escape;

static uint32_t hex_value(const char *p)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        uint32_t c = (unsigned char)p[i];
        value = value << 4 | (c <= '9' ? c - '0' : (c | 0x20U) - 'a' + 10);
    }
    return value;
}

/* Reads the escape whose backslash is at p. */
static escape read_escape(const char *p)
{
    static const char letters[] = "bfnrt";
    static const char meanings[] = "\b\f\n\r\t";

    if (p[1] == 'u') {
        uint32_t unit = hex_value(p + 2);
        if ((unit & 0xFC00) != 0xD800)
            return (escape){6, unit};
        uint32_t low = hex_value(p + 8);
        return (escape){12, 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)};
    }
    const char *letter = strchr(letters, p[1]);
    return (escape){2, letter != NULL
                           ? (unsigned char)meanings[letter - letters]
                           : (unsigned char)p[1]};
}

static uint32_t code_length(uint32_t code)
{
    return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

static void put_code(char *to, uint32_t code)
{
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    uint32_t length = code_length(code);

    for (uint32_t i = length - 1; i > 0; i--) {
        to[i] = (char)(unsigned char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    to[0] = (char)(unsigned char)(leads[length] | code);
}

size_t gj_text_decode(char *to, gj_text escaped)
{
    const char *p = escaped.data;
    const char *end = p + escaped.length;
    char *begin = to;

    while (p < end) {
        if (*p != '\\') {
            *to++ = *p++;
            continue;
        }
        escape piece = read_escape(p);
        put_code(to, piece.code);
        to += code_length(piece.code);
        p += piece.length;
    }
    return (size_t)(to - begin);
}

uint32_t gj_node_text_offset(const gj_document *document, uint32_t node,
                             uint64_t offset)
{
    gj_text source = gj_node_source(document, node);
    uint32_t start = (uint32_t)(source.data - document->bytes);
    uint64_t at = 0;

    if (!gj_node_escaped(document, node))
        at = offset < source.length ? offset : source.length;
    else
        while (at < source.length) {
            escape piece = {1, 0};
            if (source.data[at] == '\\')
                piece = read_escape(source.data + at);
            uint32_t decoded =
                source.data[at] == '\\' ? code_length(piece.code) : 1;
            if (offset < decoded)
                break;
            offset -= decoded;
            at += piece.length;
        }
    return start + (uint32_t)at;
}

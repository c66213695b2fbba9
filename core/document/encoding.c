/* Files that are not UTF-8: which encoding they are in. */
#include "document/scan.h"

/* Bytes at the beginning of a file whose text begins with ASCII, as all JSON
   does: 0 is a zero byte, x is another byte. */
typedef struct opening {
    const char *pattern;
    const char *encoding;
} opening;

static const opening openings[] = {
    {"x000", "UTF-32LE"},
    {"000x", "UTF-32BE"},
    {"x0", "UTF-16LE"},
    {"0x", "UTF-16BE"},
};

typedef struct byte_order_mark {
    const char *bytes;
    uint32_t length;
    const char *encoding;
} byte_order_mark;

static const byte_order_mark marks[] = {
    {"\xFF\xFE\0\0", 4, "UTF-32"},
    {"\0\0\xFE\xFF", 4, "UTF-32"},
    {"\xFF\xFE", 2, "UTF-16"},
    {"\xFE\xFF", 2, "UTF-16"},
};

static bool opens_with(const gj_document *document, const char *pattern)
{
    size_t length = strlen(pattern);

    if (document->length < length)
        return false;
    for (size_t i = 0; i < length; i++)
        if ((document->bytes[i] == 0) != (pattern[i] == '0'))
            return false;
    return true;
}

static const char *wide_encoding(const gj_document *document)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (document->length >= marks[i].length &&
            memcmp(document->bytes, marks[i].bytes, marks[i].length) == 0)
            return marks[i].encoding;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (opens_with(document, openings[i].pattern))
            return openings[i].encoding;
    return NULL;
}

/* Length of the GB18030 character at p, or 0 if it is none. */
static uint32_t gb_length(const unsigned char *p, size_t room)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] == 0x80 || p[0] == 0xFF || room < 2)
        return 0;
    if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF)
        return 2;
    if (room >= 4 && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 &&
        p[2] != 0xFF && p[3] >= 0x30 && p[3] <= 0x39)
        return 4;
    return 0;
}

static bool is_gb18030(const gj_document *document)
{
    const char *p = document->bytes + document->mark_length;
    const char *end = document->bytes + document->length;

    while (p < end) {
        uint32_t length =
            gb_length((const unsigned char *)p, (size_t)(end - p));
        if (length == 0)
            return false;
        p += length;
    }
    return true;
}

/* Whether more of the bytes beyond ASCII are wrong than right as UTF-8. Text
   in UTF-8 with a slip in it often passes for GB18030; this tells. */
static bool is_mostly_wrong(const gj_document *document)
{
    const char *p = document->bytes;
    const char *end = p + document->length;
    size_t right = 0;
    size_t wrong = 0;

    while (p < end) {
        uint32_t length = gj_utf8_length(p, (size_t)(end - p));
        if (length == 0)
            wrong++;
        else if (length > 1)
            right += length;
        p += length ? length : 1;
    }
    return wrong > right;
}

static gj_status advise(const char *encoding, gj_error *error)
{
    return gj_fail(error, GJ_FAILED_ENCODING,
                   "文件是 %s 编码，不是 UTF-8；可以这样转换：iconv -f %s "
                   "-t UTF-8 old.json > new.json",
                   "the file is in %s, not in UTF-8; convert it with: iconv "
                   "-f %s -t UTF-8 old.json > new.json",
                   encoding, encoding);
}

gj_status gj_encoding_tell(const gj_document *document,
                           const gj_trouble *trouble, gj_error *error)
{
    const char *encoding = wide_encoding(document);
    uint32_t at = trouble->at;

    if (encoding != NULL)
        return advise(encoding, error);
    bool within =
        trouble->kind <= GJ_EXPECT_END || trouble->kind == GJ_FAULT_UTF8;
    if (!within || at == document->length ||
        gj_utf8_length(document->bytes + at, document->length - at) != 0)
        return GJ_OK;
    if (is_gb18030(document) && is_mostly_wrong(document))
        return advise("GB18030", error);
    return gj_fail(error, GJ_FAILED_ENCODING,
                   "此处的字节 0x%02X 不是 UTF-8 编码的字符",
                   "byte 0x%02X here is not a character in UTF-8",
                   (unsigned)(unsigned char)document->bytes[at]);
}

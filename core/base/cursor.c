/* The reading half, which needs no memory. */
#include <endian.h>

#include "base/codec.h"

enum { RECORD_HEAD = 5 };

gj_cursor gj_cursor_of(gj_text bytes)
{
    if (bytes.length == 0)
        return (gj_cursor){"", "", false};
    return (gj_cursor){bytes.data, bytes.data + bytes.length, false};
}

/** Takes the next bytes; zeros where there are not enough. */
static inline void take(gj_cursor *in, void *bytes, size_t count)
{
    if (in->bad || (size_t)(in->end - in->at) < count) {
        in->bad = true;
        memset(bytes, 0, count);
        return;
    }
    memcpy(bytes, in->at, count);
    in->at += count;
}

uint8_t gj_get_u8(gj_cursor *in)
{
    uint8_t number;

    take(in, &number, sizeof number);
    return number;
}

uint32_t gj_get_u32(gj_cursor *in)
{
    uint32_t number;

    take(in, &number, sizeof number);
    return le32toh(number);
}

uint64_t gj_get_u64(gj_cursor *in)
{
    uint64_t number;

    take(in, &number, sizeof number);
    return le64toh(number);
}

int64_t gj_get_i64(gj_cursor *in)
{
    return (int64_t)gj_get_u64(in);
}

gj_text gj_get_text(gj_cursor *in)
{
    uint32_t length = gj_get_u32(in);

    if (in->bad || (size_t)(in->end - in->at) < length) {
        in->bad = true;
        return (gj_text){"", 0};
    }
    gj_text text = {in->at, length};
    in->at += length;
    return text;
}

const char *gj_get_string(gj_cursor *in)
{
    gj_text text = gj_get_text(in);

    if (text.length == 0)
        return NULL;
    if (text.data[text.length - 1] == '\0')
        return text.data;
    in->bad = true;
    return NULL;
}

gj_words gj_get_words(gj_cursor *in)
{
    gj_text zh = gj_get_text(in);
    gj_text en = gj_get_text(in);
    return (gj_words){zh, en};
}

uint8_t gj_next_record(gj_cursor *in, gj_cursor *fields)
{
    if (in->bad || in->at == in->end)
        return 0;
    if (in->end - in->at < RECORD_HEAD) {
        in->bad = true;
        return 0;
    }
    uint8_t kind = gj_get_u8(in);
    *fields = gj_cursor_of(gj_get_text(in));
    if (kind == 0)
        in->bad = true;
    return in->bad ? 0 : kind;
}

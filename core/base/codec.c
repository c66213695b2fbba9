#include "base/codec.h"

#include <endian.h>

enum { RECORD_HEAD = 5 };

static void put_little_endian(gj_buffer *out, uint64_t number, size_t width)
{
    char bytes[8];
    for (size_t i = 0; i < width; i++)
        bytes[i] = (char)(unsigned char)(number >> (8 * i));
    gj_buffer_add(out, bytes, width);
}

void gj_put_u8(gj_buffer *out, uint8_t number)
{
    put_little_endian(out, number, 1);
}

void gj_put_u32(gj_buffer *out, uint32_t number)
{
    put_little_endian(out, number, 4);
}

void gj_put_u64(gj_buffer *out, uint64_t number)
{
    put_little_endian(out, number, 8);
}

void gj_put_i64(gj_buffer *out, int64_t number)
{
    put_little_endian(out, (uint64_t)number, 8);
}

void gj_put_text(gj_buffer *out, gj_text text)
{
    gj_put_u32(out, (uint32_t)text.length);
    gj_buffer_text(out, text);
}

void gj_put_words(gj_buffer *out, gj_words words)
{
    gj_put_text(out, words.zh);
    gj_put_text(out, words.en);
}

size_t gj_begin_record(gj_buffer *out, uint8_t kind)
{
    gj_put_u8(out, kind);
    gj_put_u32(out, 0);
    return out->length;
}

void gj_end_record(gj_buffer *out, size_t start)
{
    uint64_t length = out->length - start;
    for (size_t i = 0; i < 4; i++)
        out->data[start - 4 + i] = (char)(unsigned char)(length >> (8 * i));
}

gj_cursor gj_cursor_of(gj_text bytes)
{
    if (bytes.length == 0)
        return (gj_cursor){"", "", false};
    return (gj_cursor){bytes.data, bytes.data + bytes.length, false};
}

/** Takes the next bytes; zeros where there are not enough. */
static void take(gj_cursor *in, void *bytes, size_t count)
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

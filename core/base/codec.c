#include "base/codec.h"

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

void gj_set_u32(gj_buffer *out, size_t at, uint32_t number)
{
    for (size_t i = 0; i < 4; i++)
        out->data[at + i] = (char)(unsigned char)(number >> (8 * i));
}

void gj_end_record(gj_buffer *out, size_t start)
{
    gj_set_u32(out, start - 4, (uint32_t)(out->length - start));
}

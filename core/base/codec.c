#include "base/codec.h"

#include <endian.h>

/* Every rule of every report is written down with these: numbers are put
   without a call where the buffer has room. */
static inline void put(gj_buffer *out, const void *bytes, size_t width)
{
    if (out->room - out->length <= width)
        gj_buffer_room(out, width);
    memcpy(out->data + out->length, bytes, width);
    out->length += width;
    out->data[out->length] = '\0';
}

void gj_put_u8(gj_buffer *out, uint8_t number)
{
    put(out, &number, sizeof number);
}

void gj_put_u32(gj_buffer *out, uint32_t number)
{
    number = htole32(number);
    put(out, &number, sizeof number);
}

void gj_put_u64(gj_buffer *out, uint64_t number)
{
    number = htole64(number);
    put(out, &number, sizeof number);
}

void gj_put_i64(gj_buffer *out, int64_t number)
{
    gj_put_u64(out, (uint64_t)number);
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

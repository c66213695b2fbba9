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
    const char head[1 + sizeof(uint32_t)] = {(char)kind};

    put(out, head, sizeof head);
    return out->length;
}

void gj_set_u32(gj_buffer *out, size_t at, uint32_t number)
{
    number = htole32(number);
    memcpy(out->data + at, &number, sizeof number);
}

void gj_end_record(gj_buffer *out, size_t start)
{
    gj_set_u32(out, start - 4, (uint32_t)(out->length - start));
}

void gj_put_head(gj_buffer *out, uint8_t kind, uint32_t length)
{
    gj_set_u32(out, gj_begin_record(out, kind) - 4, length);
}

/** Writes a number's lowest bytes; returns where the next one goes. */
static inline char *set(char *to, uint64_t number, size_t width)
{
    number = htole64(number);
    memcpy(to, &number, width);
    return to + width;
}

void gj_put_counts(gj_buffer *out, uint8_t kind, uint32_t first,
                   const uint64_t *counts, size_t count)
{
    size_t length = sizeof first + count * sizeof *counts;
    char *to = gj_buffer_room(out, 1 + sizeof(uint32_t) + length);

    to = set(to, kind, 1);
    to = set(to, length, sizeof(uint32_t));
    to = set(to, first, sizeof first);
    for (size_t i = 0; i < count; i++)
        to = set(to, counts[i], sizeof *counts);
    *to = '\0';
    out->length = (size_t)(to - out->data);
}

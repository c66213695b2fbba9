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

void gj_put_u64s(gj_buffer *out, const uint64_t *numbers, size_t count)
{
    char *to = gj_buffer_room(out, count * sizeof *numbers);

    for (size_t i = 0; i < count; i++, to += sizeof *numbers) {
        uint64_t number = htole64(numbers[i]);
        memcpy(to, &number, sizeof number);
    }
    *to = '\0';
    out->length += count * sizeof *numbers;
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

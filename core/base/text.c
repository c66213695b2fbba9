#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

int gj_text_compare(gj_text a, gj_text b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common ? memcmp(a.data, b.data, common) : 0;
    if (order != 0)
        return order;
    return a.length < b.length ? -1 : a.length > b.length;
}

__attribute__((noinline)) static void grow(gj_buffer *buffer, size_t length)
{
    size_t room = buffer->room ? buffer->room * 2 : 256;

    while (room - buffer->length <= length)
        room *= 2;
    buffer->data = gj_renew(buffer->data, room, 1);
    buffer->room = room;
}

/* Nearly all that is appended finds room: that way has no call in it. */
static inline char *room_for(gj_buffer *buffer, size_t length)
{
    if (__builtin_expect(buffer->room - buffer->length <= length, 0))
        grow(buffer, length);
    return buffer->data + buffer->length;
}

static inline void append(gj_buffer *buffer, const void *data, size_t length)
{
    char *end = room_for(buffer, length);
    if (length > 0)
        memcpy(end, data, length);
    end[length] = '\0';
    buffer->length += length;
}

char *gj_buffer_room(gj_buffer *buffer, size_t length)
{
    return room_for(buffer, length);
}

void gj_buffer_add(gj_buffer *buffer, const void *data, size_t length)
{
    append(buffer, data, length);
}

void gj_buffer_text(gj_buffer *buffer, gj_text text)
{
    append(buffer, text.data, text.length);
}

void gj_buffer_string(gj_buffer *buffer, const char *string)
{
    append(buffer, string, strlen(string));
}

void gj_buffer_set(gj_buffer *buffer, const char *string)
{
    gj_buffer_clear(buffer);
    gj_buffer_string(buffer, string);
}

void gj_buffer_byte(gj_buffer *buffer, char byte)
{
    char *end = room_for(buffer, 1);
    end[0] = byte;
    end[1] = '\0';
    buffer->length++;
}

void gj_buffer_print(gj_buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0)
        return;
    char *end = gj_buffer_room(buffer, (size_t)length);
    va_start(arguments, format);
    vsnprintf(end, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

char *gj_buffer_widen(gj_buffer *buffer, gj_text kept, size_t more)
{
    size_t length = (size_t)kept.length;
    size_t start = length > 0 ? (size_t)(kept.data - buffer->data) : 0;

    if (buffer->room - start < length + more) {
        if (start > 0)
            memmove(buffer->data, kept.data, length);
        start = 0;
        buffer->length = length;
        gj_buffer_room(buffer, more);
    }
    return buffer->data + start;
}

void gj_buffer_clear(gj_buffer *buffer)
{
    buffer->length = 0;
    if (buffer->data != NULL)
        buffer->data[0] = '\0';
}

void gj_buffer_free(gj_buffer *buffer)
{
    free(buffer->data);
    *buffer = (gj_buffer){0};
}

void gj_buffer_number(gj_buffer *buffer, uint64_t number)
{
    char *end = room_for(buffer, GJ_MOST_DIGITS);
    char *stop = gj_digits(end, number);

    *stop = '\0';
    buffer->length += (size_t)(stop - end);
}

void gj_buffer_decimal(gj_buffer *buffer, int64_t millionths)
{
    uint64_t size =
        millionths < 0 ? 0 - (uint64_t)millionths : (uint64_t)millionths;
    char part[6];
    uint64_t rest = size % 1000000;

    if (millionths < 0)
        gj_buffer_byte(buffer, '-');
    gj_buffer_number(buffer, size / 1000000);
    if (rest == 0)
        return;
    for (size_t i = sizeof part; i-- > 0; rest /= 10)
        part[i] = (char)('0' + rest % 10);
    gj_buffer_byte(buffer, '.');
    append(buffer, part, sizeof part);
    while (buffer->data[buffer->length - 1] == '0')
        buffer->data[--buffer->length] = '\0';
}

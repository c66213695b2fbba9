#include "base/text.h"

#include <inttypes.h>
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

char *gj_buffer_room(gj_buffer *buffer, size_t length)
{
    if (buffer->room - buffer->length <= length) {
        size_t room = buffer->room ? buffer->room * 2 : 256;
        while (room - buffer->length <= length)
            room *= 2;
        buffer->data = gj_renew(buffer->data, room, 1);
        buffer->room = room;
    }
    return buffer->data + buffer->length;
}

void gj_buffer_add(gj_buffer *buffer, const void *data, size_t length)
{
    char *end = gj_buffer_room(buffer, length);
    if (length > 0)
        memcpy(end, data, length);
    end[length] = '\0';
    buffer->length += length;
}

void gj_buffer_text(gj_buffer *buffer, gj_text text)
{
    gj_buffer_add(buffer, text.data, text.length);
}

void gj_buffer_string(gj_buffer *buffer, const char *string)
{
    gj_buffer_add(buffer, string, strlen(string));
}

void gj_buffer_set(gj_buffer *buffer, const char *string)
{
    gj_buffer_clear(buffer);
    gj_buffer_string(buffer, string);
}

void gj_buffer_byte(gj_buffer *buffer, char byte)
{
    gj_buffer_add(buffer, &byte, 1);
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

void gj_buffer_decimal(gj_buffer *buffer, int64_t millionths)
{
    uint64_t size =
        millionths < 0 ? 0 - (uint64_t)millionths : (uint64_t)millionths;
    uint64_t whole = size / 1000000;
    uint64_t part = size % 1000000;
    const char *sign = millionths < 0 ? "-" : "";

    if (part == 0) {
        gj_buffer_print(buffer, "%s%" PRIu64, sign, whole);
        return;
    }
    gj_buffer_print(buffer, "%s%" PRIu64 ".%06" PRIu64, sign, whole, part);
    while (buffer->data[buffer->length - 1] == '0')
        buffer->data[--buffer->length] = '\0';
}

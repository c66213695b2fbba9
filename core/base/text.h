/* Small helpers for gj_text, and a byte buffer that grows. */
#ifndef GJ_BASE_TEXT_H
#define GJ_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/error.h"
#include "gouji/plugin.h"

/** For "%.*s": the arguments of a gj_text. */
#define GJ_PRINT(text) (int)(text).length, (text).data ? (text).data : ""

static inline gj_text gj_text_of(const char *string)
{
    return (gj_text){string, strlen(string)};
}

/** Whether `width` bytes, 4 or 8, are the same at both ends of two stretches,
   which are that long or longer. */
static inline bool gj_ends_same(const char *a, const char *b, size_t length,
                                size_t width)
{
    uint64_t heads[2] = {0, 0};
    uint64_t tails[2] = {0, 0};

    memcpy(&heads[0], a, width);
    memcpy(&heads[1], b, width);
    memcpy(&tails[0], a + length - width, width);
    memcpy(&tails[1], b + length - width, width);
    return ((heads[0] ^ heads[1]) | (tails[0] ^ tails[1])) == 0;
}

/** Whether two stretches of bytes are the same. Keys and names, which are asked
    for most, have few: they are compared without a call, and those of 8 to 16
    without a loop. */
static inline bool gj_bytes_same(const char *a, const char *b, size_t length)
{
    if (length > 64)
        return memcmp(a, b, length) == 0;
    for (; length > 16; a += 8, b += 8, length -= 8)
        if (memcmp(a, b, 8) != 0)
            return false;
    if (length >= 8)
        return gj_ends_same(a, b, length, 8);
    if (length >= 4)
        return gj_ends_same(a, b, length, 4);
    while (length > 0 && a[length - 1] == b[length - 1])
        length--;
    return length == 0;
}

static inline bool gj_text_is(gj_text a, gj_text b)
{
    return a.length == b.length && gj_bytes_same(a.data, b.data, a.length);
}

/** Words as a value; and whether there are any. */
#define GJ_BOTH(zh, en) ((gj_words)GJ_WORDS(zh, en))
static inline bool gj_words_given(gj_words words)
{
    return words.en.length > 0;
}

/** Byte order, the shorter first where one begins with the other. */
int gj_text_compare(gj_text a, gj_text b);

/** The words of a language; the other language's where it has none. */
static inline gj_text gj_words_in(gj_words words, gj_language language)
{
    gj_text first = language == GJ_ZH ? words.zh : words.en;
    gj_text other = language == GJ_ZH ? words.en : words.zh;
    return first.length > 0 ? first : other;
}

/** Bytes that grow. {0} is empty; data is NULL while it is, else always has a
    zero byte behind `length`. */
typedef struct gj_buffer {
    char *data;
    size_t length;
    size_t room;
} gj_buffer;

void gj_buffer_add(gj_buffer *buffer, const void *data, size_t length);
void gj_buffer_text(gj_buffer *buffer, gj_text text);
void gj_buffer_string(gj_buffer *buffer, const char *string);
/** Clears it and adds. */
void gj_buffer_set(gj_buffer *buffer, const char *string);
void gj_buffer_byte(gj_buffer *buffer, char byte);
void gj_buffer_print(gj_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** Room for `length` more bytes; returns where they go. The caller writes
    there and adds what it wrote to buffer->length. */
char *gj_buffer_room(gj_buffer *buffer, size_t length);
/** The same behind what is kept of it, or is nothing: moves that where there is
    no room behind it, and returns where it is. */
char *gj_buffer_widen(gj_buffer *buffer, gj_text kept, size_t more);
void gj_buffer_clear(gj_buffer *buffer);
void gj_buffer_free(gj_buffer *buffer);
static inline gj_text gj_buffer_view(const gj_buffer *buffer)
{
    return (gj_text){buffer->data, buffer->length};
}

/** Value of a hexadecimal digit; -1 for what is none. */
static inline int gj_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum { GJ_MOST_DIGITS = 20 };
/** Writes a whole number in digits; returns where they end. */
static inline char *gj_digits(char *to, uint64_t number)
{
    size_t length = 1;

    for (uint64_t most = 10; number >= most && length < GJ_MOST_DIGITS;
         length++)
        most *= 10;
    for (size_t i = length; i-- > 0; number /= 10)
        to[i] = (char)('0' + number % 10);
    return to + length;
}
/** Appends it. */
void gj_buffer_number(gj_buffer *buffer, uint64_t number);
/** Appends an amount of millionths as a plain decimal: "3", "-2.5". */
void gj_buffer_decimal(gj_buffer *buffer, int64_t millionths);

#endif

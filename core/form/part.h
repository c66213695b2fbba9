/* The parts of a JSON Pointer, one after the other, and comparing them with
 * decoded keys without copying. */
#ifndef GJ_FORM_PART_H
#define GJ_FORM_PART_H

#include "base/text.h"

/** Takes the first part, still escaped, off a pointer. False at its end. */
static inline bool gj_part_next(gj_text *rest, gj_text *part)
{
    if (rest->length == 0 || rest->data[0] != '/')
        return false;
    const char *begin = rest->data + 1;
    const char *end = memchr(begin, '/', rest->length - 1);
    if (end == NULL)
        end = rest->data + rest->length;
    *part = (gj_text){begin, (uint64_t)(end - begin)};
    *rest = (gj_text){end, rest->length - 1 - part->length};
    return true;
}

/** The byte that an escaped part has at *at, which moves on. */
static inline char gj_part_byte(gj_text part, size_t *at)
{
    char byte = part.data[(*at)++];
    if (byte == '~' && *at < part.length)
        byte = part.data[(*at)++] == '1' ? '/' : '~';
    return byte;
}

/** Whether a part with escapes in it stands for this key. */
static inline bool gj_part_unescaped_is(gj_text part, gj_text key)
{
    size_t at = 0;
    size_t i = 0;

    while (at < part.length) {
        if (i >= key.length || gj_part_byte(part, &at) != key.data[i])
            return false;
        i++;
    }
    return i == key.length;
}

/** Whether an escaped part stands for this key. */
static inline bool gj_part_is(gj_text part, gj_text key)
{
    /* Escapes only make it longer. */
    if (part.length < key.length || part.length == 0)
        return part.length == key.length;
    if (part.length == key.length && part.data[0] != key.data[0])
        return false;
    return memchr(part.data, '~', part.length) == NULL
               ? gj_text_is(part, key)
               : gj_part_unescaped_is(part, key);
}

/** The number that an array part is, or UINT32_MAX. */
static inline uint32_t gj_part_number(gj_text part)
{
    uint32_t number = 0;

    if (part.length == 0 || part.length > 9 ||
        (part.length > 1 && part.data[0] == '0'))
        return UINT32_MAX;
    for (size_t i = 0; i < part.length; i++) {
        if (part.data[i] < '0' || part.data[i] > '9')
            return UINT32_MAX;
        number = number * 10 + (uint32_t)(part.data[i] - '0');
    }
    return number;
}

#endif

#include "plugin/flaw.h"

#include "document/document.h"

/** Bytes at the beginning among which is no control character of ASCII, told
    eight at a time. */
static uint64_t plain_bytes(gj_text text)
{
    const uint64_t ones = UINT64_MAX / 255;
    uint64_t at = 0;
    uint64_t word;

    for (; at + sizeof word <= text.length; at += sizeof word) {
        memcpy(&word, text.data + at, sizeof word);
        uint64_t deletes = word ^ (ones * 0x7F);
        if ((((word - ones * 0x20) & ~word) | ((deletes - ones) & ~deletes)) &
            (ones * 0x80))
            break;
    }
    return at;
}

static bool has_control(gj_text text)
{
    for (uint64_t i = plain_bytes(text); i < text.length; i++)
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F)
            return true;
    return false;
}

/** Characters from `first` to `last`, three bytes in UTF-8 that differ in the
    last one only; or two bytes. */
typedef struct range {
    const char *first;
    const char *last;
} range;

static bool has_any(gj_text text, const range *ranges, size_t count)
{
    const char *end = text.data + text.length;

    for (size_t i = 0; i < count; i++) {
        const range *one = &ranges[i];
        size_t head = strlen(one->first) - 1;
        const char *at = text.data;
        for (; (at = memchr(at, one->first[0], (size_t)(end - at))) != NULL;
             at++) {
            if ((size_t)(end - at) > head &&
                memcmp(at, one->first, head) == 0 &&
                (uint8_t)at[head] >= (uint8_t)one->first[head] &&
                (uint8_t)at[head] <= (uint8_t)one->last[head])
                return true;
        }
    }
    return false;
}

gj_words gj_text_flaw(gj_text text, uint64_t most)
{
    static const range controls[] = {{"\xC2\x80", "\xC2\x9F"},
                                     {"\u2028", "\u2029"}};
    static const range turning[] = {{"\u061C", "\u061C"},
                                    {"\u200E", "\u200F"},
                                    {"\u202A", "\u202E"},
                                    {"\u2066", "\u2069"}};

    if (text.length == 0 || text.data == NULL)
        return GJ_BOTH("没有写", "is missing");
    if (text.length > most)
        return GJ_BOTH("过长", "is too long");
    if (!gj_text_is_utf8(text))
        return GJ_BOTH("不是 UTF-8", "is not UTF-8");
    if (has_control(text) || has_any(text, controls, 2))
        return GJ_BOTH("含有控制字符", "has control characters");
    if (has_any(text, turning, 4))
        return GJ_BOTH("含有改变文字方向的字符",
                       "has characters that turn the direction of text");
    return GJ_BOTH("", "");
}

#include "plugin/flaw.h"

#include "document/scan.h"

/* Few bytes begin a character that is none for reading, and those that may are
 * told many at a time. */
#if GJ_SSE2

enum { AT_ONCE = 16 };

/** One bit for each of the bytes that may begin such a character. */
static inline uint32_t suspects(const char *bytes)
{
    const __m128i v = gj_load16(bytes);
    const __m128i last_control = _mm_set1_epi8(0x1F);
    __m128i odd = _mm_cmpeq_epi8(_mm_max_epu8(v, last_control), last_control);

    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8(0x7F)));
    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xC2)));
    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xD8)));
    odd = _mm_or_si128(odd, _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xE2)));
    return (uint32_t)_mm_movemask_epi8(odd);
}

#else

enum { AT_ONCE = 8 };

static const uint64_t ones = UINT64_MAX / 255;

/** Not 0 where one of the eight bytes is `byte`. */
static inline uint64_t have(uint64_t bytes, uint8_t byte)
{
    uint64_t others = bytes ^ (ones * byte);

    return (others - ones) & ~others & (ones * 0x80);
}

/** The same: all of them, or none. */
static inline uint32_t suspects(const char *eight)
{
    uint64_t bytes = gj_load(eight);
    uint64_t controls = (bytes - ones * 0x20) & ~bytes & (ones * 0x80);

    return (controls | have(bytes, 0x7F) | have(bytes, 0xC2) |
            have(bytes, 0xD8) | have(bytes, 0xE2)) != 0
               ? (1U << AT_ONCE) - 1
               : 0;
}

#endif

/** What characters a text has besides those for reading. */
typedef struct oddities {
    bool controls;
    bool turning;
} oddities;

static bool is_among(uint8_t byte, uint8_t first, uint8_t last)
{
    return byte >= first && byte <= last;
}

/** Looks at what a byte of sound UTF-8 begins. */
static void look(oddities *odd, const char *character)
{
    const uint8_t *at = (const uint8_t *)character;

    if (at[0] < 0x20 || at[0] == 0x7F)
        odd->controls = true;
    else if (at[0] == 0xC2) /* U+0080 to U+009F */
        odd->controls |= is_among(at[1], 0x80, 0x9F);
    else if (at[0] == 0xD8) /* U+061C */
        odd->turning |= at[1] == 0x9C;
    else if (at[0] == 0xE2 && at[1] == 0x80) {
        /* U+2028, U+2029; U+200E, U+200F, U+202A to U+202E */
        odd->controls |= is_among(at[2], 0xA8, 0xA9);
        odd->turning |=
            is_among(at[2], 0x8E, 0x8F) || is_among(at[2], 0xAA, 0xAE);
    } else if (at[0] == 0xE2 && at[1] == 0x81) /* U+2066 to U+2069 */
        odd->turning |= is_among(at[2], 0xA6, 0xA9);
}

static oddities look_through(gj_text text)
{
    oddities odd = {false, false};
    uint64_t at = 0;

    for (; text.length - at >= AT_ONCE; at += AT_ONCE)
        for (uint32_t all = suspects(text.data + at); all != 0; all &= all - 1)
            look(&odd, text.data + at + __builtin_ctz(all));
    for (; at < text.length; at++)
        look(&odd, text.data + at);
    return odd;
}

gj_words gj_text_flaw(gj_text text, uint64_t most)
{
    if (text.length == 0 || text.data == NULL)
        return GJ_BOTH("没有写", "is missing");
    if (text.length > most)
        return GJ_BOTH("过长", "is too long");
    if (!gj_text_is_utf8(text))
        return GJ_BOTH("不是 UTF-8", "is not UTF-8");
    oddities odd = look_through(text);
    if (odd.controls)
        return GJ_BOTH("含有控制字符", "has control characters");
    if (odd.turning)
        return GJ_BOTH("含有改变文字方向的字符",
                       "has characters that turn the direction of text");
    return GJ_BOTH("", "");
}

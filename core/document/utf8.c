/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above
 * U+10FFFF. Chinese text is runs of characters of three bytes, which are
 * checked several at a time. */
#include "document/scan.h"

uint32_t gj_utf8_length(const char *p, size_t room)
{
    const unsigned char *u = (const unsigned char *)p;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    uint32_t length;

    if (room == 0)
        return 0;
    if (u[0] < 0x80)
        return 1;
    if (u[0] < 0xC2 || u[0] > 0xF4)
        return 0;
    length = u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    if (length > room)
        return 0;
    if (u[0] == 0xE0)
        low = 0xA0;
    if (u[0] == 0xED)
        high = 0x9F;
    if (u[0] == 0xF0)
        low = 0x90;
    if (u[0] == 0xF4)
        high = 0x8F;
    if (u[1] < low || u[1] > high)
        return 0;
    for (uint32_t i = 2; i < length; i++)
        if ((u[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

uint32_t gj_utf8_code(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;

    if (u[0] < 0x80)
        return u[0];
    if (u[0] < 0xE0)
        return (u[0] & 0x1FU) << 6 | (u[1] & 0x3FU);
    if (u[0] < 0xF0)
        return (u[0] & 0x0FU) << 12 | (u[1] & 0x3FU) << 6 | (u[2] & 0x3FU);
    return (u[0] & 0x07U) << 18 | (u[1] & 0x3FU) << 12 | (u[2] & 0x3FU) << 6 |
           (u[3] & 0x3FU);
}

/* triple_run() reads so many bytes. */
enum { WIDEST_LOOK = 16 };

#if GJ_SSE2

/* Bytes of whole characters of three bytes at p, up to 15. Those that begin
   with E0 or ED need a closer look and are left out. */
GJ_INLINE uint32_t triple_run(const char *p)
{
    const __m128i kept = _mm_setr_epi8(
        (char)0xF0, (char)0xC0, (char)0xC0, (char)0xF0, (char)0xC0, (char)0xC0,
        (char)0xF0, (char)0xC0, (char)0xC0, (char)0xF0, (char)0xC0, (char)0xC0,
        (char)0xF0, (char)0xC0, (char)0xC0, 0);
    const __m128i wanted = _mm_setr_epi8(
        (char)0xE0, (char)0x80, (char)0x80, (char)0xE0, (char)0x80, (char)0x80,
        (char)0xE0, (char)0x80, (char)0x80, (char)0xE0, (char)0x80, (char)0x80,
        (char)0xE0, (char)0x80, (char)0x80, 1);
    const __m128i v = gj_load16(p);
    const __m128i same = _mm_cmpeq_epi8(_mm_and_si128(v, kept), wanted);
    const __m128i odd =
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xE0)),
                     _mm_cmpeq_epi8(v, _mm_set1_epi8((char)0xED)));
    uint32_t good = (uint32_t)_mm_movemask_epi8(_mm_andnot_si128(odd, same));
    /* The sixteenth byte never matches. The usual case is a branch of its own,
       so that the next bytes need not wait for the count. */
    if (good == 0x7FFF)
        return 15;
    uint32_t count = (uint32_t)__builtin_ctz(~good);
    return count / 3 * 3;
}

#else

/* The same, up to 6. */
GJ_INLINE uint32_t triple_run(const char *p)
{
    const uint64_t kept = UINT64_C(0x0000C0C0F0C0C0F0);
    const uint64_t wanted = UINT64_C(0x00008080E08080E0);
    const uint64_t word = gj_load(p);
    const uint64_t wrong = (word & kept) ^ wanted;
    const uint32_t first = (uint32_t)(word & 0xFF);
    const uint32_t second = (uint32_t)(word >> 24 & 0xFF);

    if ((wrong & 0xFFFFFF) != 0 || first == 0xE0 || first == 0xED)
        return 0;
    return wrong != 0 || second == 0xE0 || second == 0xED ? 3 : 6;
}

#endif

const char *gj_utf8_skip(const char *p, const char *end, bool *sound)
{
    while (p < end && (unsigned char)*p >= 0x80) {
        uint32_t length = triple_run(p);
        if (GJ_RARELY(length == 0))
            length = gj_utf8_length(p, (size_t)(end - p));
        if (GJ_RARELY(length == 0)) {
            *sound = false;
            return p;
        }
        p += length;
    }
    *sound = true;
    return p;
}

/** Bytes of ASCII, told eight at a time, or of characters of three bytes at the
    beginning of at least WIDEST_LOOK bytes; 0 where others stand there. */
GJ_INLINE uint32_t common_run(const char *p)
{
    uint64_t word;

    if ((unsigned char)*p >= 0x80)
        return triple_run(p);
    memcpy(&word, p, sizeof word);
    return (word & UINT64_C(0x8080808080808080)) == 0 ? sizeof word : 1;
}

bool gj_text_is_utf8(gj_text text)
{
    uint64_t at = 0;

    while (at < text.length) {
        const char *p = text.data + at;
        uint32_t length = text.length - at >= WIDEST_LOOK ? common_run(p) : 0;
        if (length == 0)
            length = gj_utf8_length(p, text.length - at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

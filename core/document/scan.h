/* Skipping through bytes that need no thought: white space, digits, strings.
 * Sixteen bytes at a time with SSE2, eight with plain C; GJ_NO_SIMD selects
 * the latter.
 *
 * All of it may read up to GJ_PADDING bytes behind `end`, and may return a
 * place behind it when the bytes there happen to go on in the same way. */
#ifndef GJ_DOCUMENT_SCAN_H
#define GJ_DOCUMENT_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "document/node.h"

#if defined __SSE2__ && !defined GJ_NO_SIMD
#define GJ_SSE2 1
#include <emmintrin.h>
#else
#define GJ_SSE2 0
#endif

#define GJ_RARELY(condition) __builtin_expect(!!(condition), 0)

/** Number of digits at p, up to 8. */
GJ_INLINE uint32_t gj_digit_run(const char *p)
{
    uint64_t word = gj_load(p) ^ GJ_EIGHT('0');
    uint64_t other = ((word + GJ_EIGHT(0x76)) | word) & GJ_EIGHT(0x80);
    return other == 0 ? 8 : (uint32_t)__builtin_ctzll(other) / 8;
}

#if GJ_SSE2

GJ_INLINE __m128i gj_load16(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

/** One bit for each of 16 bytes that is a quotation mark, a backslash, a
    control character, or not ASCII. */
GJ_INLINE uint32_t gj_stops16(const char *p)
{
    const __m128i v = gj_load16(p);
    /* As signed bytes, all that is not ASCII is below the space too. */
    const __m128i low = _mm_cmplt_epi8(v, _mm_set1_epi8(0x20));
    const __m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
    const __m128i slash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
    return (uint32_t)_mm_movemask_epi8(
        _mm_or_si128(low, _mm_or_si128(quote, slash)));
}

/** The first byte at or behind p that ends a run of plain ASCII. */
GJ_INLINE const char *gj_skip_plain(const char *p, const char *end)
{
    while (p < end) {
        uint32_t stops = gj_stops16(p);
        if (stops != 0)
            return p + __builtin_ctz(stops);
        p += 16;
    }
    return p;
}

/** The same within 32 bytes; behind them, if none of them does. */
GJ_INLINE const char *gj_skip_short(const char *p)
{
    uint32_t stops = gj_stops16(p);
    if (stops != 0)
        return p + __builtin_ctz(stops);
    stops = gj_stops16(p + 16);
    return stops != 0 ? p + 16 + __builtin_ctz(stops) : p + 32;
}

GJ_INLINE uint32_t gj_spaces16(const char *p)
{
    const __m128i v = gj_load16(p);
    const __m128i a = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
                                   _mm_cmpeq_epi8(v, _mm_set1_epi8('\n')));
    const __m128i b = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\r')),
                                   _mm_cmpeq_epi8(v, _mm_set1_epi8('\t')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(a, b));
}

GJ_INLINE const char *gj_skip_spaces(const char *p, const char *end)
{
    while (p < end) {
        uint32_t others = ~gj_spaces16(p) & 0xFFFF;
        if (others != 0)
            return p + __builtin_ctz(others);
        p += 16;
    }
    return p;
}

#else

/** The high bit of each byte of the word that is zero; above the lowest such
    byte, bits may be set that should not be. */
GJ_INLINE uint64_t gj_zeros(uint64_t word)
{
    return (word - GJ_EIGHT(1)) & ~word & GJ_EIGHT(0x80);
}

GJ_INLINE uint64_t gj_stops8(const char *p)
{
    uint64_t word = gj_load(p);
    uint64_t low = (word - GJ_EIGHT(0x20)) & ~word & GJ_EIGHT(0x80);
    return low | (word & GJ_EIGHT(0x80)) | gj_zeros(word ^ GJ_EIGHT('"')) |
           gj_zeros(word ^ GJ_EIGHT('\\'));
}

GJ_INLINE const char *gj_skip_plain(const char *p, const char *end)
{
    while (p < end) {
        uint64_t stops = gj_stops8(p);
        if (stops != 0)
            return p + __builtin_ctzll(stops) / 8;
        p += 8;
    }
    return p;
}

GJ_INLINE const char *gj_skip_short(const char *p)
{
    for (const char *end = p + 32; p < end; p += 8) {
        uint64_t stops = gj_stops8(p);
        if (stops != 0)
            return p + __builtin_ctzll(stops) / 8;
    }
    return p;
}

GJ_INLINE const char *gj_skip_spaces(const char *p, const char *end)
{
    while (p < end) {
        if (gj_load(p) == GJ_EIGHT(' '))
            p += 8;
        else if (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
            p++;
        else
            break;
    }
    return p;
}

#endif

/** The first byte at or behind p that is no white space. */
GJ_INLINE const char *gj_skip_space(const char *p, const char *end)
{
    if ((unsigned char)*p > ' ')
        return p;
    if (*p == ' ' && (unsigned char)p[1] > ' ')
        return p + 1;
    return gj_skip_spaces(p, end);
}

/** What gj_string_end() found out. */
typedef struct gj_string_scan {
    gj_fault_kind fault;
    bool escaped;
} gj_string_scan;

/** The closing quotation mark of a string, p being somewhere in it; or, with
    scan->fault set, the byte at fault. */
const char *gj_string_end(const char *p, const char *end, gj_string_scan *scan);

/** Length of the sound UTF-8 character at p, of which `room` bytes are there;
    0 if it is none. */
uint32_t gj_utf8_length(const char *p, size_t room);
/** Its code point. */
uint32_t gj_utf8_code(const char *p);
/** The first ASCII byte at or behind p; or the first that is not UTF-8, with
 *sound false. */
const char *gj_utf8_skip(const char *p, const char *end, bool *sound);

#endif

#include "scan.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#if defined __x86_64__ && !defined GJ_NO_SIMD
#define SIGHT_FAR 1
#include <immintrin.h>

#include "../common/cpu.h"
#else
#define SIGHT_FAR 0
#endif

void gj_sight_add(const gj_sight *sight, uint32_t kind, size_t from, size_t to)
{
    gj_secrets *out = sight->out;

    if (out->count == out->room) {
        size_t room = out->room ? out->room * 2 : 16;
        gj_secret *at = realloc(out->at, room * sizeof *at);
        if (at == NULL) {
            out->lost = true;
            return;
        }
        out->at = at;
        out->room = room;
    }
    out->at[out->count++] = (gj_secret){.kind = kind,
                                        .text = sight->index,
                                        .offset = (uint32_t)from,
                                        .length = (uint32_t)(to - from)};
}

/* Full-width digits are EF BC 90 to EF BC 99. */
int gj_digit_at(gj_text text, size_t at, size_t *bytes)
{
    const unsigned char *p = (const unsigned char *)text.data + at;

    *bytes = 1;
    if (at < text.length && p[0] >= '0' && p[0] <= '9')
        return p[0] - '0';
    if (at + 3 > text.length || p[0] != 0xEF || p[1] != 0xBC || p[2] < 0x90 ||
        p[2] > 0x99)
        return -1;
    *bytes = 3;
    return p[2] - 0x90;
}

/* -------------------------------------------------------------- the pass */

/** What can begin something: a digit of either width, the letter of a plate,
    an at sign. */
static bool is_trigger(gj_text text, size_t at)
{
    char byte = text.data[at];
    size_t bytes;

    return byte == '@' || gj_is_upper(byte) ||
           gj_digit_at(text, at, &bytes) >= 0;
}

#if SIGHT_FAR

/** Places looked at at once, and the bytes read for that. */
enum { PLACES = 16, READ = PLACES + 2 };

static __m128i load(const char *bytes)
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

/** Bit i: a trigger may begin at byte i of 16: a digit or ASCII behind the
    digits, or a full-width digit. */
static unsigned see_triggers(const char *bytes)
{
    __m128i at = load(bytes);
    /* As signed bytes, all that is not ASCII is below the digits. */
    __m128i narrow = _mm_cmpgt_epi8(at, _mm_set1_epi8('0' - 1));
    __m128i lead = _mm_cmpeq_epi8(at, _mm_set1_epi8((char)0xEF));
    /* The third byte, which tells digits from commas. */
    __m128i third = _mm_sub_epi8(load(bytes + 2), _mm_set1_epi8((char)0x90));
    __m128i digit =
        _mm_cmpeq_epi8(_mm_min_epu8(third, _mm_set1_epi8(9)), third);

    return (unsigned)_mm_movemask_epi8(
        _mm_or_si128(narrow, _mm_and_si128(lead, digit)));
}

/** Goes on by 32 places, twice as many, while all bytes for that can be read
    and a trigger begins at none. */
__attribute__((target("avx2"))) static size_t pass_by(gj_text text, size_t at)
{
    enum { TWICE = 2 * PLACES };
    const __m256i nine = _mm256_set1_epi8(9);

    for (; at + TWICE + 2 <= text.length; at += TWICE) {
        const void *third = text.data + at + 2;
        __m256i bytes = _mm256_loadu_si256((const void *)(text.data + at));
        __m256i value = _mm256_sub_epi8(_mm256_loadu_si256(third),
                                        _mm256_set1_epi8((char)0x90));
        __m256i narrow = _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8('0' - 1));
        __m256i lead = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)0xEF));
        __m256i digit = _mm256_cmpeq_epi8(_mm256_min_epu8(value, nine), value);
        if (_mm256_movemask_epi8(
                _mm256_or_si256(narrow, _mm256_and_si256(lead, digit))) != 0)
            break;
    }
    return at;
}

/** The first trigger among places seen from `from` on, or the text's end. */
static size_t first_of(gj_text text, size_t from, unsigned seen)
{
    for (; seen != 0; seen &= seen - 1)
        if (is_trigger(text, from + (size_t)__builtin_ctz(seen)))
            return from + (size_t)__builtin_ctz(seen);
    return text.length;
}

#endif

/** The next trigger from `at` on, or the text's end. */
static size_t next_trigger(gj_text text, size_t at)
{
#if SIGHT_FAR
    size_t last = text.length < READ ? 0 : text.length - READ;
    size_t found = text.length;

    if (gj_has_avx2())
        at = pass_by(text, at);
    for (; at < last && found == text.length; at += PLACES)
        found = first_of(text, at, see_triggers(text.data + at));
    if (found < text.length)
        return found;
    /* The last block, which may begin before what is left of the text. */
    if (text.length >= READ && at < last + PLACES) {
        unsigned seen = see_triggers(text.data + last);
        found = first_of(text, last,
                         at > last ? seen & (UINT_MAX << (at - last)) : seen);
        if (found < text.length)
            return found;
        at = last + PLACES;
    }
#endif
    while (at < text.length && !is_trigger(text, at))
        at++;
    return at;
}

void gj_sight_scan(const gj_sight *sight)
{
    size_t at = 0;

    while ((at = next_trigger(sight->text, at)) < sight->text.length) {
        char byte = sight->text.data[at];
        if (byte == '@')
            at = gj_sight_mail(sight, at);
        else if (gj_is_upper(byte))
            at = gj_sight_plate(sight, at);
        else
            at = gj_sight_number(sight, at);
    }
}

/* --------------------------------------------------------------- showing */

/** The first bytes, asterisks for the characters that follow, the rest. */
static size_t mask(char shown[GJ_SHOWN_BYTES], gj_text secret, size_t head,
                   size_t tail)
{
    size_t length = head;

    memcpy(shown, secret.data, head);
    for (size_t i = head; i + tail < secret.length; i++)
        if (((unsigned char)secret.data[i] & 0xC0) != 0x80 && length < 40)
            shown[length++] = '*';
    memcpy(shown + length, secret.data + secret.length - tail, tail);
    return length + tail;
}

/** Bytes of the first characters. */
static size_t characters(gj_text text, size_t count)
{
    size_t at = 0;

    while (at < text.length && count-- > 0)
        do
            at++;
        while (at < text.length &&
               ((unsigned char)text.data[at] & 0xC0) == 0x80);
    return at;
}

size_t gj_secret_show(char shown[GJ_SHOWN_BYTES], uint32_t kind, gj_text secret)
{
    const char *sign;
    size_t domain = 0;

    switch (kind) {
    case GJ_SECRET_MAIL:
        sign = memchr(secret.data, '@', secret.length);
        if (sign != NULL)
            domain = (size_t)(secret.data + secret.length - sign);
        /* Short as public providers' are. */
        return mask(shown, secret, 1, domain < 48 ? domain : 0);
    case GJ_SECRET_PLATE:
        return mask(shown, secret, characters(secret, 2), 0);
    default:
        return mask(shown, secret, characters(secret, 3), 0);
    }
}

#include "scan.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
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

#ifdef __SSE2__
static __m128i load(const char *bytes)
{
    __m128i loaded;

    memcpy(&loaded, bytes, sizeof loaded);
    return loaded;
}

/** All bits of each byte that is `first` or one of the `more` behind it. */
static __m128i within(__m128i bytes, int first, int more)
{
    __m128i beyond = _mm_sub_epi8(bytes, _mm_set1_epi8((char)first));

    return _mm_cmpeq_epi8(_mm_min_epu8(beyond, _mm_set1_epi8((char)more)),
                          beyond);
}

/** Bit i: a trigger may begin at byte i of 16, behind which two more are
    read. */
static unsigned triggers(const char *bytes)
{
    __m128i at = load(bytes);
    __m128i wide = _mm_and_si128(
        _mm_and_si128(
            _mm_cmpeq_epi8(at, _mm_set1_epi8((char)0xEF)),
            _mm_cmpeq_epi8(load(bytes + 1), _mm_set1_epi8((char)0xBC))),
        within(load(bytes + 2), 0x90, 9));
    /* A few signs stand between the digits and the letters. */
    __m128i narrow = within(at, '0', 'Z' - '0');

    return (unsigned)_mm_movemask_epi8(_mm_or_si128(narrow, wide));
}
#endif

/** The next trigger from `at` on, or the text's end. */
static size_t next_trigger(gj_text text, size_t at)
{
#ifdef __SSE2__
    for (; at + 18 <= text.length; at += 16) {
        for (unsigned found = triggers(text.data + at); found != 0;
             found &= found - 1)
            if (is_trigger(text, at + (size_t)__builtin_ctz(found)))
                return at + (size_t)__builtin_ctz(found);
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

#include "schema/number.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "schema/hash.h"

__extension__ typedef unsigned __int128 wide;

enum { HASHED_DIGITS = 17, CHUNK = 9, LIMB_BITS = 32 };

/* Digits of an exponent that is no vast one; digits of a power that is hashed
   as a word; a difference between exponents that no digits make up for. */
enum { EXPONENT_DIGITS = 17, POWER_DIGITS = 18 };
static const int64_t apart = INT64_C(10000000000000000);
static const int64_t far_apart = INT64_C(1000000000000000000);

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void read_exponent(gj_number *number, const char *p, const char *end)
{
    number->sinks = *p == '-';
    if (!is_digit(*p))
        p++;
    while (p < end && *p == '0')
        p++;
    number->exponent = (gj_text){p, (uint64_t)(end - p)};
    number->vast = end - p > EXPONENT_DIGITS;
    if (number->vast)
        return;
    for (; p < end; p++)
        number->power = number->power * 10 + (*p - '0');
    if (number->sinks)
        number->power = -number->power;
}

gj_number gj_number_read(gj_text text)
{
    gj_number number = {.first = NULL};
    const char *p = text.data;
    const char *end = p + text.length;
    const char *point = NULL;

    number.small = gj_number_small(text, &number.value);
    number.negative = *p == '-';
    if (number.negative)
        p++;
    for (; p < end && (is_digit(*p) || *p == '.'); p++) {
        if (*p == '.') {
            point = p;
        } else if (*p != '0') {
            if (number.first == NULL)
                number.first = p;
            number.last = p;
        }
    }
    if (number.first == NULL) {
        number.negative = false;
        return number;
    }
    if (p < end)
        read_exponent(&number, p + 1, end);
    const char *ones = point != NULL ? point : p;
    number.count = number.last - number.first + 1;
    if (number.first < ones && number.last > ones)
        number.count--;
    number.power +=
        number.last < ones ? ones - 1 - number.last : ones - number.last;
    return number;
}

/* The next digit at or behind *p; 0 behind the last. */
static int take_digit(const gj_number *number, const char **p)
{
    if (*p <= number->last && **p == '.')
        ++*p;
    if (*p > number->last)
        return 0;
    return *(*p)++ - '0';
}

/* Digit of an exponent, from the last (1) to the first, with its sign. */
static int64_t exponent_digit(const gj_number *number, uint64_t place)
{
    if (place > number->exponent.length)
        return 0;
    int digit = number->exponent.data[number->exponent.length - place] - '0';
    return number->sinks ? -digit : digit;
}

/* Difference of the exponents; ±far_apart where it is more than `apart`. */
static int64_t exponent_gap(const gj_number *a, const gj_number *b)
{
    uint64_t length = a->exponent.length > b->exponent.length
                          ? a->exponent.length
                          : b->exponent.length;
    int64_t gap = 0;

    for (uint64_t place = length; place > 0; place--) {
        gap = gap * 10 + exponent_digit(a, place) - exponent_digit(b, place);
        if (gap > apart || gap < -apart)
            return gap > 0 ? far_apart : -far_apart;
    }
    return gap;
}

/* What is to be added to the exponent to have the power. */
static int64_t offset_of(const gj_number *number)
{
    int64_t exponent = 0;

    if (number->vast)
        return number->power;
    for (uint64_t place = number->exponent.length; place > 0; place--)
        exponent = exponent * 10 + exponent_digit(number, place);
    return number->power - exponent;
}

/* Difference of the powers, exact unless they are far apart. */
static int64_t power_gap(const gj_number *a, const gj_number *b)
{
    if (!a->vast && !b->vast)
        return a->power - b->power;
    return exponent_gap(a, b) + offset_of(a) - offset_of(b);
}

static int compare_sizes(const gj_number *a, const gj_number *b)
{
    int64_t gap = power_gap(a, b) + a->count - b->count;
    const char *p = a->first;
    const char *q = b->first;

    if (gap != 0)
        return gap < 0 ? -1 : 1;
    while (p <= a->last || q <= b->last) {
        int difference = take_digit(a, &p) - take_digit(b, &q);
        if (difference != 0)
            return difference;
    }
    return 0;
}

static int sign_of(const gj_number *number)
{
    if (number->count == 0)
        return 0;
    return number->negative ? -1 : 1;
}

int gj_number_compare(const gj_number *a, const gj_number *b)
{
    if (a->small && b->small)
        return a->value < b->value ? -1 : a->value > b->value;
    int sign_a = sign_of(a);
    int sign_b = sign_of(b);
    if (sign_a != sign_b)
        return sign_a - sign_b;
    return sign_a == 0 ? 0 : sign_a * compare_sizes(a, b);
}

bool gj_number_is_whole(const gj_number *number)
{
    if (number->small || number->count == 0)
        return true;
    return number->vast ? !number->sinks : number->power >= 0;
}

/* A vast number's power has nearly always too many digits for a word. They
   come out in the same way whatever the exponent they were added to. */
static uint64_t hash_vast_power(const gj_number *number, uint64_t hash)
{
    uint64_t length = number->exponent.length;
    char *digits = gj_renew(NULL, length + 1, 1);
    int64_t carry = number->sinks ? -number->power : number->power;
    int64_t word = 0;

    memcpy(digits + 1, number->exponent.data, length);
    digits[0] = '0';
    for (uint64_t i = length; carry != 0; i--) {
        int64_t sum = digits[i] - '0' + carry;
        int64_t digit = (sum % 10 + 10) % 10;
        digits[i] = (char)('0' + digit);
        carry = (sum - digit) / 10;
    }
    uint64_t zeros = 0;
    while (digits[zeros] == '0')
        zeros++;
    gj_text rest = {digits + zeros, length + 1 - zeros};
    if (rest.length > POWER_DIGITS) {
        hash = gj_mix_word(gj_mix_text(rest, hash), number->sinks);
    } else {
        for (uint64_t i = 0; i < rest.length; i++)
            word = word * 10 + (rest.data[i] - '0');
        hash = gj_mix_word(hash, (uint64_t)(number->sinks ? -word : word));
    }
    free(digits);
    return hash;
}

uint64_t gj_number_hash(const gj_number *number, uint64_t seed)
{
    uint64_t hash = gj_mix_word(seed, (uint64_t)number->negative + 1);
    uint64_t chunk = 0;
    int digits = 0;

    for (const char *p = number->first; p != NULL && p <= number->last; p++) {
        if (*p == '.')
            continue;
        chunk = chunk * 10 + (uint64_t)(*p - '0');
        if (++digits == HASHED_DIGITS) {
            hash = gj_mix_word(hash, chunk);
            chunk = 0;
            digits = 0;
        }
    }
    hash = gj_mix_word(hash, chunk);
    return number->vast ? hash_vast_power(number, hash)
                        : gj_mix_word(hash, (uint64_t)number->power);
}

/* ------------------------------------------------------------- remainder */

/* Digits of a number as chunks of nine, and behind them some zeros. */
typedef struct chunks {
    const gj_number *number;
    const char *next;
    int64_t zeros;
} chunks;

/* Takes up to nine digits; *scale is ten to their count. False at the end. */
static bool take_chunk(chunks *c, uint32_t *chunk, uint32_t *scale)
{
    *chunk = 0;
    *scale = 1;
    for (int i = 0; i < CHUNK; i++) {
        uint32_t digit = 0;
        if (c->next <= c->number->last)
            digit = (uint32_t)take_digit(c->number, &c->next);
        else if (c->zeros-- <= 0)
            break;
        *chunk = *chunk * 10 + digit;
        *scale *= 10;
    }
    return *scale > 1;
}

/* A divisor in limbs, shifted left until its top bit is set, and a remainder
   that is shifted as far: 1,000 digits are 104 limbs. */
typedef struct division {
    uint32_t divisor[GJ_DIVISOR_DIGITS / CHUNK + 2];
    uint32_t rest[GJ_DIVISOR_DIGITS / CHUNK + 4];
    int limbs;
    int shift;
} division;

static void load_divisor(division *d, const gj_number *number)
{
    chunks c = {number, number->first, 0};
    uint32_t chunk;
    uint32_t scale;

    while (take_chunk(&c, &chunk, &scale)) {
        uint64_t carry = chunk;
        for (int i = 0; i < d->limbs; i++) {
            carry += (uint64_t)d->divisor[i] * scale;
            d->divisor[i] = (uint32_t)carry;
            carry >>= LIMB_BITS;
        }
        if (carry > 0)
            d->divisor[d->limbs++] = (uint32_t)carry;
    }
    while ((d->divisor[d->limbs - 1] << d->shift & UINT32_C(0x80000000)) == 0)
        d->shift++;
    uint32_t low = 0;
    for (int i = 0; i < d->limbs; i++) {
        uint64_t shifted = ((uint64_t)d->divisor[i] << d->shift) | low;
        d->divisor[i] = (uint32_t)shifted;
        low = (uint32_t)(shifted >> LIMB_BITS);
    }
}

/* rest -= quotient * divisor; says whether that went below zero. */
static bool subtract(division *d, uint64_t quotient)
{
    uint64_t carry = 0;
    int64_t borrow = 0;

    for (int i = 0; i <= d->limbs; i++) {
        carry += i < d->limbs ? quotient * d->divisor[i] : 0;
        borrow += (int64_t)d->rest[i] - (int64_t)(carry & UINT32_MAX);
        d->rest[i] = (uint32_t)borrow;
        borrow >>= LIMB_BITS;
        carry >>= LIMB_BITS;
    }
    return borrow < 0;
}

static void add_back(division *d)
{
    uint64_t carry = 0;

    for (int i = 0; i <= d->limbs; i++) {
        carry += (uint64_t)d->rest[i] + (i < d->limbs ? d->divisor[i] : 0);
        d->rest[i] = (uint32_t)carry;
        carry >>= LIMB_BITS;
    }
}

/* rest = (rest * scale + chunk) mod divisor: one step of Knuth's algorithm D,
   whose estimate of the quotient is too large by two at the most. */
static void step(division *d, uint32_t chunk, uint32_t scale)
{
    uint64_t carry = (uint64_t)chunk << d->shift;

    for (int i = 0; i < d->limbs; i++) {
        wide sum = (wide)d->rest[i] * scale + carry;
        d->rest[i] = (uint32_t)sum;
        carry = (uint64_t)(sum >> LIMB_BITS);
    }
    d->rest[d->limbs] = (uint32_t)carry;
    uint64_t top =
        (uint64_t)d->rest[d->limbs] << LIMB_BITS | d->rest[d->limbs - 1];
    uint64_t quotient = top / d->divisor[d->limbs - 1];
    if (quotient > UINT32_MAX)
        quotient = UINT32_MAX;
    if (subtract(d, quotient))
        for (add_back(d); d->rest[d->limbs] != 0;)
            add_back(d);
}

/* More tens than the divisor can have twos or fives change nothing: four of
   them for each of its digits are more than that. */
static int64_t zeros_behind(int64_t tens, const gj_number *divisor)
{
    int64_t most = 4 * divisor->count + LIMB_BITS;

    return tens < most ? tens : most;
}

uint64_t gj_number_division_steps(const gj_number *number,
                                  const gj_number *divisor)
{
    enum { DIGIT_PAIRS_A_STEP = 256 };
    int64_t tens = power_gap(number, divisor);

    if ((number->small && divisor->small) || tens < 0)
        return 0;
    return (uint64_t)(number->count + zeros_behind(tens, divisor)) *
           (uint64_t)divisor->count / DIGIT_PAIRS_A_STEP;
}

bool gj_number_is_multiple(const gj_number *number, const gj_number *divisor)
{
    division d = {.limbs = 0};
    uint32_t chunk;
    uint32_t scale;

    if (number->small && divisor->small)
        return number->value % divisor->value == 0;
    if (number->count == 0)
        return true;
    /* Without its last zeros a whole number is no multiple of ten. */
    int64_t tens = power_gap(number, divisor);
    if (tens < 0)
        return false;
    if (divisor->count == 1 && *divisor->first == '1')
        return true;
    load_divisor(&d, divisor);
    chunks c = {number, number->first, zeros_behind(tens, divisor)};
    while (take_chunk(&c, &chunk, &scale))
        step(&d, chunk, scale);
    for (int i = 0; i < d.limbs; i++)
        if (d.rest[i] != 0)
            return false;
    return true;
}

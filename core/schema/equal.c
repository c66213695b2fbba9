#include "schema/equal.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"
#include "schema/hash.h"
#include "schema/number.h"

enum { BYTES_A_STEP = 64 };

typedef struct member {
    gj_text key;
    gj_value value;
} member;

static bool equal_texts(gj_text a, gj_text b, uint64_t *steps)
{
    if (a.length != b.length)
        return false;
    *steps += a.length / BYTES_A_STEP;
    return gj_text_is(a, b);
}

static bool equal_numbers(gj_side a, gj_side b, uint64_t *steps)
{
    gj_text text_a = a.values->number(a.value);
    gj_text text_b = b.values->number(b.value);

    int64_t small_a = 0;
    int64_t small_b = 0;

    if (equal_texts(text_a, text_b, steps))
        return true;
    if (gj_number_small(text_a, &small_a) && gj_number_small(text_b, &small_b))
        return small_a == small_b;
    *steps += (text_a.length + text_b.length) / GJ_DIGITS_A_STEP;
    gj_number number_a = gj_number_read(text_a);
    gj_number number_b = gj_number_read(text_b);
    return gj_number_compare(&number_a, &number_b) == 0;
}

static gj_side first_of(gj_side side)
{
    return (gj_side){side.values, side.values->first(side.value)};
}

static gj_side next_of(gj_side side)
{
    return (gj_side){side.values, side.values->next(side.value)};
}

static bool is_absent(gj_side side)
{
    return side.values->type(side.value) == GJ_ABSENT;
}

static bool equal_arrays(gj_side a, gj_side b, uint64_t *steps)
{
    if (a.values->count(a.value) != b.values->count(b.value))
        return false;
    a = first_of(a);
    b = first_of(b);
    while (!is_absent(a)) {
        if (!gj_values_equal(a, b, steps))
            return false;
        a = next_of(a);
        b = next_of(b);
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    return gj_text_compare(((const member *)a)->key, ((const member *)b)->key);
}

/* The members of an object in the order of their keys. */
static member *sort_members(gj_side object, uint32_t count)
{
    member *members = gj_renew(NULL, count, sizeof *members);
    gj_value child = object.values->first(object.value);

    for (uint32_t i = 0; i < count; i++) {
        members[i] = (member){object.values->key(child), child};
        child = object.values->next(child);
    }
    qsort(members, count, sizeof *members, by_key);
    return members;
}

static bool equal_sorted(gj_side a, gj_side b, uint32_t count, uint64_t *steps)
{
    member *members_a = sort_members(a, count);
    member *members_b = sort_members(b, count);
    bool equal = true;

    for (uint32_t i = 0; i < count && equal; i++)
        equal = gj_text_is(members_a[i].key, members_b[i].key);
    for (uint32_t i = 0; i < count && equal; i++)
        equal = gj_values_equal((gj_side){a.values, members_a[i].value},
                                (gj_side){b.values, members_b[i].value}, steps);
    free(members_a);
    free(members_b);
    return equal;
}

static bool equal_objects(gj_side a, gj_side b, uint64_t *steps)
{
    uint32_t count = a.values->count(a.value);
    gj_side x = first_of(a);
    gj_side y = first_of(b);

    if (count != b.values->count(b.value))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!gj_text_is(x.values->key(x.value), y.values->key(y.value)))
            return equal_sorted(a, b, count, steps);
        x = next_of(x);
        y = next_of(y);
    }
    x = first_of(a);
    y = first_of(b);
    for (uint32_t i = 0; i < count; i++) {
        if (!gj_values_equal(x, y, steps))
            return false;
        x = next_of(x);
        y = next_of(y);
    }
    return true;
}

bool gj_values_equal(gj_side a, gj_side b, uint64_t *steps)
{
    uint32_t type = a.values->type(a.value);

    ++*steps;
    if (type != b.values->type(b.value))
        return false;
    switch (type) {
    case GJ_NUMBER:
        return equal_numbers(a, b, steps);
    case GJ_STRING:
        return equal_texts(a.values->text(a.value), b.values->text(b.value),
                           steps);
    case GJ_ARRAY:
        return equal_arrays(a, b, steps);
    case GJ_OBJECT:
        return equal_objects(a, b, steps);
    default:
        return true;
    }
}

/* ----------------------------------------------------------------- twins */

static uint64_t hash_text(gj_text text, uint64_t seed, uint64_t *steps)
{
    *steps += text.length / BYTES_A_STEP;
    return gj_mix_text(text, seed);
}

static uint64_t hash_container(gj_side side, uint64_t seed, uint64_t *steps)
{
    bool object = side.values->type(side.value) == GJ_OBJECT;
    uint64_t hash = seed;

    for (gj_side at = first_of(side); !is_absent(at); at = next_of(at)) {
        if (object)
            hash += gj_values_hash(
                at, hash_text(at.values->key(at.value), ~seed, steps), steps);
        else
            hash = gj_values_hash(at, hash, steps);
    }
    return gj_mix_word(hash, side.values->count(side.value));
}

uint64_t gj_values_hash(gj_side side, uint64_t seed, uint64_t *steps)
{
    uint32_t type = side.values->type(side.value);
    uint64_t hash = gj_mix_word(seed, type + UINT64_C(0x5851F42D4C957F2D));

    ++*steps;
    if (type == GJ_NUMBER) {
        gj_text text = side.values->number(side.value);
        gj_number number = gj_number_read(text);
        *steps += text.length / GJ_DIGITS_A_STEP;
        return gj_number_hash(&number, hash);
    }
    if (type == GJ_STRING)
        return hash_text(side.values->text(side.value), hash, steps);
    return type >= GJ_ARRAY ? hash_container(side, hash, steps) : hash;
}

typedef struct hashed {
    uint64_t hash;
    gj_value value;
    uint32_t index;
} hashed;

static int by_hash(const void *a, const void *b)
{
    const hashed *x = a;
    const hashed *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

/* The pair that begins first among `count` elements of the same hash: mostly
   one element, or equal ones. */
static bool pair_up(const gj_values *values, const hashed *elements,
                    uint32_t count, uint32_t *first, uint32_t *second,
                    uint64_t *steps)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        for (uint32_t j = i + 1; j < count; j++) {
            if (!gj_values_equal((gj_side){values, elements[i].value},
                                 (gj_side){values, elements[j].value}, steps))
                continue;
            *first = elements[i].index;
            *second = elements[j].index;
            return true;
        }
    }
    return false;
}

static bool find_twins(const gj_values *values, const hashed *elements,
                       uint32_t count, uint32_t *first, uint32_t *second,
                       uint64_t *steps)
{
    bool found = false;
    uint32_t end;

    for (uint32_t from = 0; from < count; from = end) {
        uint32_t a;
        uint32_t b;
        for (end = from + 1; end < count; end++)
            if (elements[end].hash != elements[from].hash)
                break;
        if (end - from < 2 || (found && elements[from].index > *first) ||
            !pair_up(values, elements + from, end - from, &a, &b, steps) ||
            (found && a > *first))
            continue;
        *first = a;
        *second = b;
        found = true;
    }
    return found;
}

/* Few elements are compared with one another. */
static bool find_among_few(gj_side array, uint32_t *first, uint32_t *second,
                           uint64_t *steps)
{
    uint32_t i = 0;

    for (gj_side a = first_of(array); !is_absent(a); a = next_of(a), i++) {
        uint32_t j = i + 1;
        for (gj_side b = next_of(a); !is_absent(b); b = next_of(b), j++) {
            if (!gj_values_equal(a, b, steps))
                continue;
            *first = i;
            *second = j;
            return true;
        }
    }
    return false;
}

bool gj_values_twins(gj_side array, uint32_t *first, uint32_t *second,
                     uint64_t *steps)
{
    uint32_t count = array.values->count(array.value);
    gj_side at = first_of(array);

    if (count <= 8)
        return find_among_few(array, first, second, steps);
    hashed *elements = gj_renew(NULL, count, sizeof *elements);
    for (uint32_t i = 0; i < count; i++) {
        elements[i] =
            (hashed){gj_values_hash(at, gj_hash_seed(), steps), at.value, i};
        at = next_of(at);
    }
    qsort(elements, count, sizeof *elements, by_hash);
    bool found =
        find_twins(array.values, elements, count, first, second, steps);
    free(elements);
    return found;
}

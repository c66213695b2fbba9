#include "schema/equal.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/text.h"
#include "schema/hash.h"
#include "schema/number.h"

typedef struct member {
    gj_text key;
    gj_value value;
} member;

static bool equal_numbers(gj_side a, gj_side b)
{
    gj_text text_a = a.values->number(a.value);
    gj_text text_b = b.values->number(b.value);

    if (gj_text_is(text_a, text_b))
        return true;
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

static bool equal_arrays(gj_side a, gj_side b)
{
    if (a.values->count(a.value) != b.values->count(b.value))
        return false;
    a = first_of(a);
    b = first_of(b);
    while (!is_absent(a)) {
        if (!gj_values_equal(a, b))
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

static bool equal_sorted(gj_side a, gj_side b, uint32_t count)
{
    member *members_a = sort_members(a, count);
    member *members_b = sort_members(b, count);
    bool equal = true;

    for (uint32_t i = 0; i < count && equal; i++)
        equal = gj_text_is(members_a[i].key, members_b[i].key);
    for (uint32_t i = 0; i < count && equal; i++)
        equal = gj_values_equal((gj_side){a.values, members_a[i].value},
                                (gj_side){b.values, members_b[i].value});
    free(members_a);
    free(members_b);
    return equal;
}

static bool equal_objects(gj_side a, gj_side b)
{
    uint32_t count = a.values->count(a.value);
    gj_side x = first_of(a);
    gj_side y = first_of(b);

    if (count != b.values->count(b.value))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!gj_text_is(x.values->key(x.value), y.values->key(y.value)))
            return equal_sorted(a, b, count);
        x = next_of(x);
        y = next_of(y);
    }
    x = first_of(a);
    y = first_of(b);
    for (uint32_t i = 0; i < count; i++) {
        if (!gj_values_equal(x, y))
            return false;
        x = next_of(x);
        y = next_of(y);
    }
    return true;
}

bool gj_values_equal(gj_side a, gj_side b)
{
    uint32_t type = a.values->type(a.value);

    if (type != b.values->type(b.value))
        return false;
    switch (type) {
    case GJ_NUMBER:
        return equal_numbers(a, b);
    case GJ_STRING:
        return gj_text_is(a.values->text(a.value), b.values->text(b.value));
    case GJ_ARRAY:
        return equal_arrays(a, b);
    case GJ_OBJECT:
        return equal_objects(a, b);
    default:
        return true;
    }
}

/* ----------------------------------------------------------------- twins */

static uint64_t hash_of(gj_side side, uint64_t seed);

static uint64_t hash_container(gj_side side, uint64_t seed)
{
    bool object = side.values->type(side.value) == GJ_OBJECT;
    uint64_t hash = seed;

    for (gj_side at = first_of(side); !is_absent(at); at = next_of(at)) {
        if (object)
            hash += hash_of(at, gj_mix_text(at.values->key(at.value), ~seed));
        else
            hash = hash_of(at, hash);
    }
    return gj_mix_word(hash, side.values->count(side.value));
}

static uint64_t hash_of(gj_side side, uint64_t seed)
{
    uint32_t type = side.values->type(side.value);
    uint64_t hash = gj_mix_word(seed, type + UINT64_C(0x5851F42D4C957F2D));

    if (type == GJ_NUMBER) {
        gj_number number = gj_number_read(side.values->number(side.value));
        return gj_number_hash(&number, hash);
    }
    if (type == GJ_STRING)
        return gj_mix_text(side.values->text(side.value), hash);
    return type >= GJ_ARRAY ? hash_container(side, hash) : hash;
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

static bool find_twins(const gj_values *values, const hashed *elements,
                       uint32_t count, uint32_t *first, uint32_t *second)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        if (elements[i].hash != elements[i + 1].hash ||
            !gj_values_equal((gj_side){values, elements[i].value},
                             (gj_side){values, elements[i + 1].value}))
            continue;
        *first = elements[i].index;
        *second = elements[i + 1].index;
        return true;
    }
    return false;
}

/* Few elements are compared with one another. */
static bool find_among_few(gj_side array, uint32_t *first, uint32_t *second)
{
    uint32_t i = 0;

    for (gj_side a = first_of(array); !is_absent(a); a = next_of(a), i++) {
        uint32_t j = i + 1;
        for (gj_side b = next_of(a); !is_absent(b); b = next_of(b), j++) {
            if (!gj_values_equal(a, b))
                continue;
            *first = i;
            *second = j;
            return true;
        }
    }
    return false;
}

bool gj_values_twins(gj_side array, uint32_t *first, uint32_t *second)
{
    uint32_t count = array.values->count(array.value);
    gj_side at = first_of(array);

    if (count <= 8)
        return find_among_few(array, first, second);
    hashed *elements = gj_renew(NULL, count, sizeof *elements);
    /* The address differs from run to run, so that no one can prepare values
       of equal hashes. */
    uint64_t seed =
        gj_mix_word((uint64_t)(uintptr_t)elements, (uint64_t)(uintptr_t)&array);
    for (uint32_t i = 0; i < count; i++) {
        elements[i] = (hashed){hash_of(at, seed), at.value, i};
        at = next_of(at);
    }
    qsort(elements, count, sizeof *elements, by_hash);
    bool found = find_twins(array.values, elements, count, first, second);
    free(elements);
    return found;
}

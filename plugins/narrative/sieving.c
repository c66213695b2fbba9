/* Patterns as steps of an automaton. The steps of a part refer to one another
 * by distance, so that a part that is repeated is copied as it is. */
#include "sieving.h"

#include <stdlib.h>
#include <string.h>

/** Most copies of a part that is repeated, parts within parts, and letters of a
    range. */
enum { MOST_COPIES = 64, DEEPEST = 24, WIDEST_RANGE = 64 };

/** Where the reading of a pattern stands. */
typedef struct reader {
    gj_steps *steps;
    const char *at;
    const char *end;
    uint32_t first;
    uint32_t depth;
    bool failed;
} reader;

static bool fail(reader *r)
{
    r->failed = true;
    return false;
}

/* ------------------------------------------------------------------- steps */

/** Room for more steps behind those there are. */
static bool reserve(reader *r, uint32_t count)
{
    gj_steps *steps = r->steps;
    uint32_t needed = steps->count + count;

    if (r->failed || needed - r->first > GJ_PATTERN_STEPS)
        return fail(r);
    if (needed <= steps->room)
        return true;
    uint32_t room = steps->room > 0 ? steps->room * 2 : 4096;
    while (room < needed)
        room *= 2;
    gj_step *at = realloc(steps->at, room * sizeof *at);
    if (at == NULL)
        return fail(r);
    steps->at = at;
    steps->room = room;
    return true;
}

static void put(reader *r, uint32_t what, uint32_t which, int32_t other)
{
    if (reserve(r, 1))
        r->steps->at[r->steps->count++] =
            (gj_step){(uint16_t)what, (uint16_t)which, other};
}

/** Puts a step before a part, which reaches to the end. */
static void put_before(reader *r, uint32_t part, int32_t other)
{
    if (!reserve(r, 1))
        return;
    gj_step *at = r->steps->at + part;
    memmove(at + 1, at, (r->steps->count - part) * sizeof *at);
    *at = (gj_step){GJ_STEP_FORK, 0, other};
    r->steps->count++;
}

static void copy(reader *r, uint32_t part, uint32_t length)
{
    if (!reserve(r, length))
        return;
    memcpy(r->steps->at + r->steps->count, r->steps->at + part,
           length * sizeof *r->steps->at);
    r->steps->count += length;
}

/** The part from `part` on, `least` to `most` times; 0 for any number. */
static void repeat(reader *r, uint32_t part, uint32_t least, uint32_t most)
{
    uint32_t length = r->steps->count - part;

    if (least > MOST_COPIES || most > MOST_COPIES) {
        fail(r);
        return;
    }
    for (uint32_t i = 1; i < least; i++)
        copy(r, part, length);
    if (most == 0 && least > 0) {
        put(r, GJ_STEP_FORK, 0, -(int32_t)length);
        return;
    }
    /* One that is left out is left out together with those behind it. */
    int32_t one = (int32_t)length + 1;
    if (least == 0) {
        put_before(r, part, most == 0 ? one + 1 : one * (int32_t)most);
        if (most == 0)
            put(r, GJ_STEP_FORK, GJ_FORK_JUMPS, -one);
        part++;
    }
    for (uint32_t i = least > 0 ? least : 1; i < most; i++) {
        put(r, GJ_STEP_FORK, 0, one * (int32_t)(most - i));
        copy(r, part, length);
    }
}

/* ----------------------------------------------------------------- letters */

/** The next letter as it stands; of four bytes is none that is known here. */
static uint32_t take_letter(reader *r)
{
    uint32_t letter = 0;
    size_t bytes = r->at < r->end ? gj_letter_as_is(&letter, r->at,
                                                    (size_t)(r->end - r->at))
                                  : 0;

    r->at += bytes;
    if (bytes == 0 || letter >= GJ_LETTERS)
        fail(r);
    return letter < GJ_LETTERS ? letter : 0;
}

static uint32_t kind_of(reader *r, uint32_t letter)
{
    gj_steps *steps = r->steps;

    if (steps->kinds[letter] == 0) {
        if (steps->kind_count == GJ_KINDS) {
            fail(r);
            return 0;
        }
        steps->kinds[letter] = (uint16_t)steps->kind_count++;
    }
    return steps->kinds[letter];
}

/** A letter of a set, or one that is meant as such: \. but not \d. */
static uint32_t take_plain(reader *r)
{
    if (*r->at == '\\') {
        r->at++;
        char c = r->at < r->end ? *r->at : 'd';
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
            (c >= 'a' && c <= 'z')) {
            fail(r);
            return 0;
        }
    }
    return take_letter(r);
}

/** [^A-Z，。] from behind its bracket on. */
static void read_set(reader *r)
{
    gj_steps *steps = r->steps;
    gj_kind_set *set = &steps->sets[steps->set_count];

    if (steps->set_count == GJ_SETS) {
        fail(r);
        return;
    }
    *set = (gj_kind_set){.excludes = r->at < r->end && *r->at == '^'};
    r->at += set->excludes;
    for (bool first = true; !r->failed; first = false) {
        if (r->at == r->end || *r->at == '[') {
            fail(r);
            return;
        }
        if (*r->at == ']' && !first)
            break;
        uint32_t from = take_plain(r);
        uint32_t to = from;
        if (r->end - r->at > 1 && r->at[0] == '-' && r->at[1] != ']') {
            r->at++;
            to = take_plain(r);
        }
        if (to > from + WIDEST_RANGE)
            fail(r);
        for (uint32_t letter = from; letter <= to && !r->failed; letter++) {
            uint32_t kind = kind_of(r, letter);
            set->bits[kind / 64] |= UINT64_C(1) << (kind % 64);
        }
    }
    r->at++;
    put(r, GJ_STEP_SET, steps->set_count++, 0);
}

/* ------------------------------------------------------------------- parts */

static void read_branches(reader *r);

static bool take(reader *r, const char *sign)
{
    size_t length = strlen(sign);

    if ((size_t)(r->end - r->at) < length || memcmp(r->at, sign, length) != 0)
        return false;
    r->at += length;
    return true;
}

/** Behind a bracket on to behind its other one: what stands around a match does
    not matter here. */
static void skip_group(reader *r)
{
    bool set = false;

    for (uint32_t depth = 1; depth > 0; r->at++) {
        if (r->at >= r->end) {
            fail(r);
            return;
        }
        if (*r->at == '\\')
            r->at++;
        else if (set)
            set = *r->at != ']';
        else if (*r->at == '[')
            set = true;
        else if (*r->at == '(')
            depth++;
        else if (*r->at == ')')
            depth--;
    }
}

static void read_group(reader *r)
{
    if (take(r, "?=") || take(r, "?!") || take(r, "?<=") || take(r, "?<!")) {
        skip_group(r);
        return;
    }
    if (take(r, "?<")) {
        while (r->at < r->end && *r->at != '>')
            r->at++;
        r->at += r->at < r->end;
    } else if (!take(r, "?:") && !take(r, "?>") && r->at < r->end &&
               (*r->at == '?' || *r->at == '*')) {
        fail(r);
    }
    read_branches(r);
    if (!take(r, ")"))
        fail(r);
}

static void read_part(reader *r)
{
    char c = *r->at;

    switch (c) {
    case '(':
        r->at++;
        read_group(r);
        break;
    case '[':
        r->at++;
        read_set(r);
        break;
    case '.':
        r->at++;
        put(r, GJ_STEP_ANY, 0, 0);
        break;
    case '^':
    case '$':
        r->at++;
        break;
    case '?':
    case '*':
    case '+':
    case '{':
        fail(r);
        break;
    default:
        put(r, GJ_STEP_KIND, kind_of(r, take_plain(r)), 0);
    }
}

static uint32_t take_count(reader *r)
{
    uint32_t count = 0;

    if (r->at == r->end || *r->at < '0' || *r->at > '9')
        fail(r);
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9' && count < 10000)
        count = count * 10 + (uint32_t)(*r->at++ - '0');
    return count;
}

/** {2}, {2,} and {2,4} from behind the brace on. */
static void read_counts(reader *r, uint32_t part)
{
    uint32_t least = take_count(r);
    uint32_t most = least;

    if (take(r, ",")) {
        most = 0;
        if (r->at < r->end && *r->at != '}') {
            most = take_count(r);
            if (most == 0)
                fail(r);
        }
    }
    /* Lazy or not, it matches the same texts. */
    if (!take(r, "}") || (least == 0 && most == 0 && r->at[-2] != ','))
        fail(r);
    repeat(r, part, least, most);
}

static void read_repeated(reader *r)
{
    uint32_t part = r->steps->count;

    read_part(r);
    if (r->failed)
        return;
    if (take(r, "?"))
        repeat(r, part, 0, 1);
    else if (take(r, "*"))
        repeat(r, part, 0, 0);
    else if (take(r, "+"))
        repeat(r, part, 1, 0);
    else if (take(r, "{"))
        read_counts(r, part);
    else
        return;
    if (!take(r, "?"))
        take(r, "+");
}

/** Alternatives, up to the end or a bracket that closes. */
static void read_branches(reader *r)
{
    uint32_t branch = r->steps->count;
    /** The last jump to the end: each says how far back the one before is. */
    uint32_t jump = 0;

    if (++r->depth > DEEPEST)
        fail(r);
    while (!r->failed && r->at < r->end && *r->at != ')') {
        if (*r->at != '|') {
            read_repeated(r);
            continue;
        }
        r->at++;
        uint32_t length = r->steps->count - branch;
        put_before(r, branch, (int32_t)length + 2);
        put(r, GJ_STEP_FORK, GJ_FORK_JUMPS,
            jump > 0 ? (int32_t)(r->steps->count - jump) : 0);
        jump = r->steps->count - 1;
        branch = r->steps->count;
    }
    while (!r->failed && jump > 0) {
        gj_step *step = &r->steps->at[jump];
        uint32_t before = step->other > 0 ? jump - (uint32_t)step->other : 0;
        step->other = (int32_t)(r->steps->count - jump);
        jump = before;
    }
    r->depth--;
}

bool gj_steps_read(gj_steps *steps, gj_text pattern)
{
    uint32_t sets = steps->set_count;
    reader r = {.steps = steps,
                .at = pattern.data,
                .end = pattern.data + pattern.length,
                .first = steps->count};

    read_branches(&r);
    put(&r, GJ_STEP_END, 0, 0);
    if (!r.failed && r.at == r.end)
        return true;
    steps->count = r.first;
    steps->set_count = sets;
    return false;
}

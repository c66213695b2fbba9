#include "finding/mask.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

enum {
    /** Bytes that a secret has at least; and of its beginning, where a
        quotation ends within it. */
    LEAST_SECRET = 4,
    LEAST_BEGINNING = 6,
    /** So many digits of a number in a row are that number. */
    LEAST_DIGITS = 7,
    SHOWN_DIGITS = 3
};

#define NO_SECRET UINT32_MAX

typedef struct secret {
    gj_text raw;
    gj_text shown;
    /** The longest other one that this one begins with. */
    uint32_t parent;
} secret;

/** The secrets of a result, so ordered that a text of any length is looked
    through once, however many there are. */
typedef struct masking {
    gj_arena *arena;
    gj_buffer out;
    /** Ascending. */
    secret *secrets;
    uint32_t count;
    /** Every LEAST_DIGITS digits in a row of any of them, ascending. */
    uint32_t *grams;
    size_t gram_count;
    size_t gram_room;
} masking;

/* ----------------------------------------------------------- the secrets */

static void note_spot(masking *m, const gj_spot *spot)
{
    if (spot->secret.length < LEAST_SECRET)
        return;
    m->secrets[m->count++] =
        (secret){.raw = spot->secret,
                 .shown = spot->value.length > 0 ? spot->value
                                                 : (gj_text)GJ_TEXT("***")};
}

static uint32_t count_spots(const gj_result *result, uint32_t total)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < total; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        count += finding->primary.secret.length >= LEAST_SECRET;
        for (uint32_t j = 0; j < finding->related_count; j++)
            count += finding->related[j].secret.length >= LEAST_SECRET;
    }
    return count;
}

static int by_raw(const void *left, const void *right)
{
    return gj_text_compare(((const secret *)left)->raw,
                           ((const secret *)right)->raw);
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left;
    uint32_t b = *(const uint32_t *)right;

    return (a > b) - (a < b);
}

static bool begins_with(gj_text text, gj_text beginning)
{
    return beginning.length <= text.length &&
           memcmp(text.data, beginning.data, beginning.length) == 0;
}

/** Each once, ascending, each with the longest that it begins with. */
static void order(masking *m)
{
    uint32_t kept = 0;

    qsort(m->secrets, m->count, sizeof *m->secrets, by_raw);
    for (uint32_t i = 0; i < m->count; i++) {
        secret *one = &m->secrets[i];
        if (kept > 0 && gj_text_is(m->secrets[kept - 1].raw, one->raw))
            continue;
        uint32_t parent = kept > 0 ? kept - 1 : NO_SECRET;
        while (parent != NO_SECRET &&
               !begins_with(one->raw, m->secrets[parent].raw))
            parent = m->secrets[parent].parent;
        one->parent = parent;
        m->secrets[kept++] = *one;
    }
    m->count = kept;
}

/** A row of digits, of which the last LEAST_DIGITS are in `gram`. */
typedef struct row {
    uint32_t gram;
    size_t count;
} row;

static void add_digit(row *r, int digit)
{
    r->gram = (r->gram * 10 + (uint32_t)digit) % 10000000;
    r->count++;
}

/** Value of the half- or full-width digit at `at`, or -1; and the bytes of what
    stands there. Full-width digits are EF BC 90 to EF BC 99. */
static int digit_at(gj_text text, size_t at, size_t *bytes)
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

/** Notes the digits of a secret, whatever stands between them. */
static void note_digits(masking *m, gj_text raw)
{
    row r = {0};
    size_t bytes;

    for (size_t at = 0; at < raw.length; at += bytes) {
        int digit = digit_at(raw, at, &bytes);
        if (digit < 0)
            continue;
        add_digit(&r, digit);
        if (r.count < LEAST_DIGITS)
            continue;
        gj_grow(&m->grams, m->gram_count, &m->gram_room, sizeof *m->grams);
        m->grams[m->gram_count++] = r.gram;
    }
}

/* ---------------------------------------------------------------- a text */

/** The last secret that is not behind the text; NO_SECRET if all are. */
static uint32_t find_before(const masking *m, gj_text text)
{
    uint32_t low = 0;
    uint32_t high = m->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (gj_text_compare(m->secrets[middle].raw, text) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : NO_SECRET;
}

/** The longest secret that the text begins with, or NULL. */
static const secret *find_secret(const masking *m, gj_text text)
{
    uint32_t index = find_before(m, text);

    while (index != NO_SECRET && !begins_with(text, m->secrets[index].raw))
        index = m->secrets[index].parent;
    return index != NO_SECRET ? &m->secrets[index] : NULL;
}

/** Whether a secret begins with this text, which was cut off within it. */
static bool is_beginning(const masking *m, gj_text text)
{
    uint32_t index = find_before(m, text);
    uint32_t next = index == NO_SECRET ? 0 : index + 1;

    return text.length >= LEAST_BEGINNING && next < m->count &&
           begins_with(m->secrets[next].raw, text);
}

/** Digits in a row from `at` on: how many bytes they have, or 0 where none of
    them are of a secret. */
static size_t find_digits(const masking *m, gj_text text, size_t at)
{
    row r = {0};
    size_t start = at;
    size_t bytes;
    bool found = false;

    for (int digit; (digit = digit_at(text, at, &bytes)) >= 0; at += bytes) {
        add_digit(&r, digit);
        found = found || (r.count >= LEAST_DIGITS &&
                          bsearch(&r.gram, m->grams, m->gram_count,
                                  sizeof *m->grams, by_number) != NULL);
    }
    return found ? at - start : 0;
}

/** Appends the first characters, and asterisks for the others. */
static void add_stars(masking *m, gj_text text, size_t shown)
{
    bool copies = false;

    for (size_t i = 0; i < text.length; i++) {
        if (((unsigned char)text.data[i] & 0xC0) != 0x80) {
            copies = shown > 0;
            shown -= copies;
            if (!copies)
                gj_buffer_byte(&m->out, '*');
        }
        if (copies)
            gj_buffer_byte(&m->out, text.data[i]);
    }
}

/** Appends what stands for the text at `at`; returns where to go on. A
    digit there has so many bytes; before `cut` the text ends, or was cut
    off. */
static size_t mask_at(masking *m, gj_text text, size_t at, size_t cut,
                      size_t bytes, bool row_begins)
{
    gj_text rest = {text.data + at, text.length - at};
    gj_text shorter = {rest.data, cut - at};
    const secret *found = find_secret(m, rest);
    size_t digits;

    if (found != NULL) {
        gj_buffer_text(&m->out, found->shown);
        return at + found->raw.length;
    }
    if (is_beginning(m, shorter)) {
        add_stars(m, shorter, 1);
        return cut;
    }
    if (row_begins && (digits = find_digits(m, text, at)) > 0) {
        add_stars(m, (gj_text){rest.data, digits}, SHOWN_DIGITS);
        return at + digits;
    }
    gj_buffer_add(&m->out, rest.data, bytes);
    return at + bytes;
}

/** Where the next sign stands that a text was cut off, or the text's end. */
static size_t find_cut(gj_text text, size_t at)
{
    static const gj_text sign = GJ_TEXT("…");
    const char *found =
        memmem(text.data + at, text.length - at, sign.data, sign.length);

    return found != NULL ? (size_t)(found - text.data) : text.length;
}

/** The text, or a masked one. Returns whether it was masked. */
static bool mask_text(masking *m, gj_text *text)
{
    size_t cut = text->length > 0 ? find_cut(*text, 0) : 0;
    bool digit_before = false;
    size_t bytes;

    gj_buffer_clear(&m->out);
    for (size_t at = 0; at < text->length;) {
        if (at > cut)
            cut = find_cut(*text, at);
        bool digit = digit_at(*text, at, &bytes) >= 0;
        at = mask_at(m, *text, at, cut, bytes, digit && !digit_before);
        digit_before = digit;
    }
    if (gj_text_is(gj_buffer_view(&m->out), *text))
        return false;
    *text = gj_arena_text(m->arena, gj_buffer_view(&m->out));
    return true;
}

/* ----------------------------------------------------------- the findings */

/** A number that is masked is one no more. */
static void mask_argument(masking *m, gj_argument_entry *argument)
{
    if (argument->type == GJ_ARGUMENT_INTEGER) {
        char digits[24];
        int length =
            snprintf(digits, sizeof digits, "%" PRId64, argument->integer);
        gj_text text = {digits, (uint64_t)length};
        if (mask_text(m, &text)) {
            argument->type = GJ_ARGUMENT_TEXT;
            argument->text = text;
        }
    } else if (argument->type == GJ_ARGUMENT_NUMBER ||
               argument->type == GJ_ARGUMENT_TEXT) {
        if (mask_text(m, &argument->text))
            argument->type = GJ_ARGUMENT_TEXT;
    }
}

static void mask_spot(masking *m, gj_spot *spot)
{
    if (spot->secret.length == 0)
        mask_text(m, &spot->value);
}

static void mask_finding(masking *m, gj_finding_entry *finding)
{
    mask_spot(m, &finding->primary);
    for (uint32_t i = 0; i < finding->related_count; i++)
        mask_spot(m, &finding->related[i]);
    for (uint32_t i = 0; i < finding->argument_count; i++)
        mask_argument(m, &finding->arguments[i]);
    mask_text(m, &finding->expected);
    mask_text(m, &finding->actual);
}

void gj_result_mask(gj_result *result)
{
    uint32_t total = result->finding_count + result->reason_count;
    uint32_t count = count_spots(result, total);
    masking m = {.arena = &result->arena};

    if (count == 0)
        return;
    m.secrets = gj_arena_new(m.arena, count * sizeof *m.secrets);
    for (uint32_t i = 0; i < total; i++) {
        const gj_finding_entry *finding = &result->findings[i];
        note_spot(&m, &finding->primary);
        for (uint32_t j = 0; j < finding->related_count; j++)
            note_spot(&m, &finding->related[j]);
    }
    order(&m);
    for (uint32_t i = 0; i < m.count; i++)
        note_digits(&m, m.secrets[i].raw);
    if (m.gram_count > 0)
        qsort(m.grams, m.gram_count, sizeof *m.grams, by_number);
    for (uint32_t i = 0; i < total; i++)
        mask_finding(&m, &result->findings[i]);
    gj_buffer_free(&m.out);
    free(m.grams);
}

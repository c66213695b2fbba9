/* Regular expressions of data files, tried on passages: the sentence around a
 * spot, and of an overlong one a part. A passage has a few hundred bytes, so
 * that no expression works long, however long the text; one that reaches its
 * limits nevertheless is no miss but its own answer. */
#ifndef GJ_COMMON_MATCH_H
#define GJ_COMMON_MATCH_H

#if defined __x86_64__ && !defined GJ_NO_SIMD
#define GJ_MATCH_WIDE 1
#include <immintrin.h>

#include "cpu.h"
#else
#define GJ_MATCH_WIDE 0
#endif

#include "code.h"
#include "data.h"

/** An expression, compiled when it is first needed. {0} matches nothing. */
typedef struct gj_regex {
    gj_text source;
    gj_code code;
} gj_regex;

/** A part of a text. */
typedef struct gj_span {
    uint32_t from;
    uint32_t to;
} gj_span;

/** What matching needs. False where there is no memory. */
static inline bool gj_matching_open(gj_working *matching)
{
    enum { GROUPS = 16 };
    static const gj_match_limits limits = {
        .matches = 50000, .depth = 2000, .kilobytes = 2000};

    return gj_working_open(matching, GROUPS, limits);
}

/** A member of a data file. It is compiled at once, to find faults, but not
    where there are known to be none. */
static inline gj_regex gj_data_regex(gj_data *data, gj_value object,
                                     const char *key)
{
    gj_value value = gj_data_member(data, object, key, GJ_STRING);
    gj_regex regex = {.source = data->values->text(value)};
    char why[256] = "";
    char zh[320];
    char en[320];
    size_t offset;

    if (data->failed || GJ_OPENING_HAS(data->opening, GJ_OPENING_SEALED) ||
        gj_code_compile(&regex.code, regex.source, 0, why, &offset))
        return regex;
    snprintf(zh, sizeof zh, "正则表达式有误（PCRE2：%s）", why);
    snprintf(en, sizeof en, "not a sound regular expression (PCRE2: %s)", why);
    bool inside = offset < regex.source.length;
    gj_data_fault_in(data, value, inside ? (uint32_t)offset : 0, inside, zh,
                     en);
    return regex;
}

/** Looks for the expression in a text from `start` on. With `cut`, the text's
    beginning is not the passage's: ^ does not match. */
static inline int gj_regex_search(gj_regex *regex, const gj_working *matching,
                                  gj_text text, uint32_t start, bool cut)
{
    char why[256];
    size_t offset;

    if (regex->source.length == 0)
        return GJ_MATCH_MISS;
    if (regex->code.code == NULL &&
        !gj_code_compile(&regex->code, regex->source, 0, why, &offset))
        return GJ_MATCH_COSTLY;
    return gj_code_answer(gj_code_try(&regex->code, matching, text, start,
                                      cut ? PCRE2_NOTBOL : 0));
}

/** Where the group of that name matched; false where it took no part. */
static inline bool gj_regex_group(const gj_regex *regex,
                                  const gj_working *matching, const char *name,
                                  gj_span *span)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(matching->data);
    int group =
        pcre2_substring_number_from_name(regex->code.code, (PCRE2_SPTR)name);

    if (group <= 0 || group >= (int)pcre2_get_ovector_count(matching->data) ||
        at[2 * (size_t)group] == PCRE2_UNSET)
        return false;
    *span = (gj_span){(uint32_t)at[2 * (size_t)group],
                      (uint32_t)at[2 * (size_t)group + 1]};
    return true;
}

/** Where all of the expression matched. */
static inline gj_span gj_regex_whole(const gj_working *matching)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(matching->data);

    return (gj_span){(uint32_t)at[0], (uint32_t)at[1]};
}

/* -------------------------------------------------------------- passages */

static inline bool gj_is_inner(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/** Whether a character of three bytes that begins so is a word's, as nearly all
    are, and no sign. */
static inline bool gj_begins_word(char byte)
{
    return (uint8_t)byte >= 0xE4 && (uint8_t)byte <= 0xE9;
}

/** Bytes of what ends a sentence at `at`; 0 where nothing does. */
static inline uint32_t gj_sentence_end(gj_text text, uint64_t at)
{
    static const char ends[] = "。；！？";

    if (text.data[at] == '\n' || text.data[at] == ';')
        return 1;
    if (text.length - at < 3)
        return 0;
    for (size_t i = 0; i + 3 < sizeof ends; i += 3)
        if (memcmp(text.data + at, ends + i, 3) == 0)
            return 3;
    return 0;
}

#if GJ_MATCH_WIDE

/** Places looked at at once, and the bytes read for that. */
enum { GJ_WORD_PLACES = 16, GJ_WORD_READ = GJ_WORD_PLACES + 2 };

/** All bits of each of the 16 bytes at `at` that are `byte`. */
static inline __m128i gj_see_byte(const char *at, char byte)
{
    return _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)at),
                          _mm_set1_epi8(byte));
}

/** Bit i: the first three bytes of the word stand at place i. */
static inline uint32_t gj_see_word(const char *at, gj_text word)
{
    __m128i seen = _mm_and_si128(gj_see_byte(at + 1, word.data[1]),
                                 gj_see_byte(at + 2, word.data[2]));

    return (uint32_t)_mm_movemask_epi8(
        _mm_and_si128(seen, gj_see_byte(at, word.data[0])));
}

/** Goes on by 32 places, twice as many, while all bytes for that can be read
    and the word's first three stand at none. */
__attribute__((target("avx2"))) static inline uint32_t
gj_pass_words(gj_text text, gj_text word, uint32_t from)
{
    enum { PLACES = 2 * GJ_WORD_PLACES };
    const __m256i first = _mm256_set1_epi8(word.data[0]);
    const __m256i second = _mm256_set1_epi8(word.data[1]);
    const __m256i third = _mm256_set1_epi8(word.data[2]);

    for (; from + PLACES + 2 <= text.length; from += PLACES) {
        const __m256i *at = (const __m256i *)(const void *)(text.data + from);
        const void *next = text.data + from + 1;
        const void *last = text.data + from + 2;
        __m256i seen = _mm256_and_si256(
            _mm256_cmpeq_epi8(_mm256_loadu_si256(at), first),
            _mm256_and_si256(
                _mm256_cmpeq_epi8(_mm256_loadu_si256(next), second),
                _mm256_cmpeq_epi8(_mm256_loadu_si256(last), third)));
        if (_mm256_movemask_epi8(seen) != 0)
            break;
    }
    return from;
}

/** Where the first three bytes of a word may stand, from `from` on, in a text
    of GJ_WORD_READ bytes or more. */
static inline uint32_t gj_near_word(gj_text text, gj_text word, uint32_t from)
{
    uint32_t last = (uint32_t)text.length - GJ_WORD_READ;
    uint32_t seen;

    if (gj_has_avx2())
        from = gj_pass_words(text, word, from);
    for (; from < last; from += GJ_WORD_PLACES)
        if ((seen = gj_see_word(text.data + from, word)) != 0)
            return from + (uint32_t)__builtin_ctz(seen);
    /* The last places, of which some may have been looked at. */
    if (from >= last + GJ_WORD_PLACES)
        return (uint32_t)text.length;
    seen = gj_see_word(text.data + last, word) & UINT32_MAX << (from - last);
    return seen != 0 ? last + (uint32_t)__builtin_ctz(seen)
                     : (uint32_t)text.length;
}

#endif

/** Where the word stands from `from` on; the text's end where it does not. */
static inline uint32_t gj_find_word(gj_text text, gj_text word, uint32_t from)
{
    uint32_t length = (uint32_t)text.length;

    for (; from < length && word.length <= length - from; from++) {
#if GJ_MATCH_WIDE
        if (word.length >= 3 && length >= GJ_WORD_READ)
            from = gj_near_word(text, word, from);
        if (from == length)
            break;
#endif
        if (word.length <= length - from &&
            memcmp(text.data + from, word.data, word.length) == 0)
            return from;
    }
    return length;
}

/** Where the sentence begins that has a spot in it; `most` bytes or a little
    more before the spot where it begins further away. */
static inline uint32_t gj_passage_start(gj_text text, uint32_t at,
                                        uint32_t most)
{
    uint32_t from = at;

    while (from > 0 && at - from < most) {
        if (from >= 3 && gj_is_inner(text.data[from - 1]) &&
            gj_begins_word(text.data[from - 3])) {
            from -= 3;
            continue;
        }
        uint32_t last = from - 1;
        while (last > 0 && gj_is_inner(text.data[last]))
            last--;
        if (gj_sentence_end(text, last) > 0)
            break;
        from = last;
    }
    return from;
}

/** Where it ends; likewise. */
static inline uint32_t gj_passage_end(gj_text text, uint32_t at, uint32_t most)
{
    uint32_t to = at;

    while (to < text.length && to - at < most) {
        if (gj_begins_word(text.data[to]))
            to += 3;
        else if (gj_sentence_end(text, to) > 0)
            break;
        else
            to++;
    }
    while (to < text.length && gj_is_inner(text.data[to]))
        to++;
    return to;
}

/** The sentence around a spot, without what ends it; *cut is set where its
    beginning was too far away. */
static inline gj_span gj_passage(gj_text text, uint32_t at, bool *cut)
{
    enum { BEFORE = 600, BEHIND = 900 };
    uint32_t from = gj_passage_start(text, at, BEFORE);

    *cut = from > 0 && at - from >= BEFORE;
    return (gj_span){from, gj_passage_end(text, at, BEHIND)};
}

#endif

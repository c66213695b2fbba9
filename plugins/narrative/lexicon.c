#include "lexicon.h"

#include <string.h>

#if defined __SSE2__ && !defined GJ_NO_SIMD
#define GLANCE_SSE2 1
#include <emmintrin.h>
#else
#define GLANCE_SSE2 0
#endif

enum { HUNDRED = 0x767E, /* 百 */ PART = 0x5206 /* 分 */ };

/* Lists of characters, which end with 0. */

/** 零 〇 ○ 一 二 三 四 五 六 七 八 九 十 两 百 */
static const uint16_t numerals[] = {
    0x96F6, 0x3007, 0x25CB, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,  0x4E94,
    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x4E24, HUNDRED, 0};
/** 千 万 亿 年 */
static const uint16_t followers[] = {0x5343, 0x4E07, 0x4EBF, 0x5E74, 0};
/** 。 ！ ？ and the wide space */
static const uint16_t ends[] = {0x3002, 0xFF01, 0xFF1F, 0x3000, 0};
/** （ ） ， ： ； stand in a skeleton as they are. */
static const uint16_t plain[] = {0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0};

/* ------------------------------------------------------------------ filling */

static void add_letter(gj_letters set, uint32_t letter)
{
    if (letter < 65536)
        set[letter >> 6] |= UINT64_C(1) << (letter & 63);
}

/** Place in the glance for the character that stands in the three lower bytes
    of a word. */
static inline uint32_t glance_at(uint32_t bytes)
{
    return ((bytes << 8) * UINT32_C(0x9E3779B1)) >> (32 - GJ_GLANCE_BITS);
}

static void glance_for(gj_lexicon *lexicon, uint32_t letter)
{
    if (letter >= 0x800 && letter < 65536)
        lexicon->glance[glance_at((0xE0u | letter >> 12) |
                                  (0x80u | (letter >> 6 & 0x3F)) << 8 |
                                  (0x80u | (letter & 0x3F)) << 16)] = 1;
}

void gj_lexicon_begin(gj_lexicon *lexicon)
{
    for (uint32_t letter = 0xFF01; letter < 0xFF5F; letter++)
        add_letter(lexicon->signs, letter);
    for (const uint16_t *letter = ends; *letter != 0; letter++)
        add_letter(lexicon->signs, *letter);
    for (const uint16_t *letter = plain; *letter != 0; letter++)
        lexicon->signs[*letter >> 6] &= ~(UINT64_C(1) << (*letter & 63));
    for (const uint16_t *letter = numerals; *letter != 0; letter++) {
        add_letter(lexicon->signs, *letter);
        add_letter(lexicon->behind, *letter);
        glance_for(lexicon, *letter);
    }
    for (const uint16_t *letter = followers; *letter != 0; letter++)
        add_letter(lexicon->behind, *letter);
    add_letter(lexicon->behind, '%');
    for (uint32_t digit = 0xFF10; digit < 0xFF1A; digit++)
        glance_for(lexicon, digit);
}

bool gj_lexicon_measure(gj_lexicon *lexicon, gj_text word, char mark)
{
    gj_measure *measure = &lexicon->measures[lexicon->measure_count];
    size_t used = 0;

    if (word.length == 0 || lexicon->measure_count == GJ_MEASURES)
        return false;
    *measure = (gj_measure){.mark = mark};
    while (used < word.length && measure->count < 8)
        used += gj_letter_read(&measure->letters[measure->count++],
                               word.data + used, word.length - used);
    if (used < word.length)
        return false;
    uint32_t *at =
        &lexicon->measure_slots[measure->letters[0] % GJ_MEASURE_SLOTS];
    while (*at != 0 && lexicon->measures[*at - 1].count >= measure->count)
        at = &lexicon->measures[*at - 1].next;
    measure->next = *at;
    *at = ++lexicon->measure_count;
    add_letter(lexicon->behind, measure->letters[0]);
    return true;
}

static uint32_t slot_of(uint32_t first, uint32_t second)
{
    return (first * 31 + second * 17) % GJ_CUE_SLOTS;
}

/** Entry of two characters, new where there is none; NULL where it is one too
    many. */
static gj_cue *cue_of(gj_lexicon *lexicon, uint32_t first, uint32_t second)
{
    uint32_t slot = slot_of(first, second);

    while (lexicon->cues[slot].first != 0 &&
           (lexicon->cues[slot].first != first ||
            lexicon->cues[slot].second != second))
        slot = (slot + 1) % GJ_CUE_SLOTS;
    gj_cue *cue = &lexicon->cues[slot];
    if (cue->first == 0 && lexicon->cue_count >= GJ_CUE_SLOTS / 2)
        return NULL;
    lexicon->cue_count += cue->first == 0;
    cue->first = first;
    cue->second = second;
    add_letter(lexicon->firsts, first);
    return cue;
}

static bool has_shape(const gj_shapes *shapes, uint32_t shape)
{
    return (shapes->bits[shape / 64] >> (shape % 64) & 1) != 0;
}

bool gj_lexicon_cue(gj_lexicon *lexicon, gj_text word, uint32_t shape,
                    gj_cue_kind kind)
{
    uint32_t first = 0;
    uint32_t second = 0;
    size_t used = gj_letter_read(&first, word.data, word.length);

    if (used > 0)
        used += gj_letter_read(&second, word.data + used, word.length - used);
    if (used == 0 || used < word.length)
        return false;
    if (first < 0x800) {
        bool mark = first >= 'A' && first <= 'Z';
        if (kind != GJ_CUE_START || second != 0 || !(mark || first == '^'))
            return false;
        gj_shapes_set(
            mark ? &lexicon->at_mark[first - 'A'] : &lexicon->at_start, shape);
        return true;
    }
    gj_cue *cue = cue_of(lexicon, first, second);
    if (cue == NULL)
        return false;
    gj_shapes_set(kind == GJ_CUE_ANY    ? &cue->cues
                  : kind == GJ_CUE_WITH ? &cue->with
                                        : &cue->starts,
                  shape);
    if (kind == GJ_CUE_ANY && has_shape(&lexicon->worded, shape))
        glance_for(lexicon, first);
    return true;
}

void gj_lexicon_shape(gj_lexicon *lexicon, uint32_t shape, bool has_with,
                      const char *marks)
{
    if (!has_with)
        gj_shapes_set(&lexicon->simple, shape);
    if (*marks == '\0')
        gj_shapes_set(&lexicon->worded, shape);
    for (; *marks != '\0'; marks++)
        gj_shapes_set(&lexicon->by_mark[*marks - 'A'], shape);
}

/* ------------------------------------------------------------------ finding */

const gj_cue *gj_lexicon_find(const gj_lexicon *lexicon, uint32_t first,
                              uint32_t second)
{
    uint32_t slot = slot_of(first, second);

    while (lexicon->cues[slot].first != 0) {
        const gj_cue *cue = &lexicon->cues[slot];
        if (cue->first == first && cue->second == second)
            return cue;
        slot = (slot + 1) % GJ_CUE_SLOTS;
    }
    return NULL;
}

static bool begins_with(const gj_measure *measure, const char *text,
                        size_t length, size_t *used)
{
    uint32_t letter = 0;

    *used = 0;
    for (uint32_t i = 0; i < measure->count; i++) {
        size_t bytes = gj_letter_read(&letter, text + *used, length - *used);
        if (bytes == 0 || letter != measure->letters[i])
            return false;
        *used += bytes;
    }
    return true;
}

size_t gj_lexicon_measure_at(const gj_lexicon *lexicon, const char *text,
                             size_t length, char *mark)
{
    uint32_t letter = 0;
    size_t used;

    gj_letter_read(&letter, text, length);
    for (uint32_t at = lexicon->measure_slots[letter % GJ_MEASURE_SLOTS];
         at != 0; at = lexicon->measures[at - 1].next) {
        const gj_measure *measure = &lexicon->measures[at - 1];
        if (begins_with(measure, text, length, &used)) {
            *mark = measure->mark;
            return used;
        }
    }
    return 0;
}

/* ----------------------------------------------------------------- glancing */

/** Whether the place that a glance stopped at is worth it. */
static bool is_worth(const gj_lexicon *lexicon, gj_text text, size_t at)
{
    uint32_t first = 0;
    uint32_t second = 0;
    size_t next = at + gj_letter_read(&first, text.data + at, text.length - at);

    if (first >= '0' && first <= '9')
        return true;
    gj_letter_behind(&second, text.data + next, text.length - next);
    if (gj_letters_have(lexicon->signs, first) &&
        (gj_letters_have(lexicon->behind, second) ||
         (first == HUNDRED && second == PART)))
        return true;
    const gj_cue *cues[] = {gj_lexicon_find(lexicon, first, second),
                            gj_lexicon_find(lexicon, first, 0)};
    for (int i = 0; i < 2 * GJ_SHAPE_WORDS; i++)
        if (cues[i % 2] != NULL &&
            (cues[i % 2]->cues.bits[i / 2] & lexicon->worded.bits[i / 2]) != 0)
            return true;
    return false;
}

/** Whether one of the five characters of three bytes each that stand at p is
    in the glance; false as well where other characters stand there, which is
    told by *five. */
static inline bool glance_five(const gj_lexicon *lexicon, const char *p,
                               bool *five)
{
    uint32_t hit = 0;

#if GLANCE_SSE2
    /* Leads of three bytes are 0xE0 to 0xEF. */
    const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i lead = _mm_cmpeq_epi8(
        _mm_and_si128(v, _mm_set1_epi8((char)0xF0)), _mm_set1_epi8((char)0xE0));
    *five = (_mm_movemask_epi8(lead) & 0x1249) == 0x1249;
#else
    uint8_t leads = 0;
    for (int i = 0; i < 15; i += 3)
        leads |= ((uint8_t)p[i] & 0xF0) ^ 0xE0;
    *five = leads == 0;
#endif
    for (int i = 0; i < 15; i += 3) {
        uint32_t bytes;
        memcpy(&bytes, p + i, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        bytes = __builtin_bswap32(bytes);
#endif
        hit |= lexicon->glance[glance_at(bytes)];
    }
    return *five && hit != 0;
}

/** Bytes of the character at p, and whether a glance stops there. */
static size_t glance_one(const gj_lexicon *lexicon, const char *p, size_t room,
                         bool *hit)
{
    uint8_t lead = (uint8_t)*p;

    *hit = lead >= '0' && lead <= '9';
    if (lead < 0xE0 || room < 3)
        return 1;
    *hit =
        lexicon
            ->glance[glance_at((uint32_t)lead | (uint32_t)(uint8_t)p[1] << 8 |
                               (uint32_t)(uint8_t)p[2] << 16)] != 0;
    return 3;
}

size_t gj_lexicon_glance(const gj_lexicon *lexicon, gj_text text, size_t from)
{
    size_t at = from;
    bool hit;

    while (at < text.length) {
        bool five = false;
        while (text.length - at >= 16 &&
               !glance_five(lexicon, text.data + at, &five) && five)
            at += 15;
        for (size_t end = at + 15; at < text.length && at < end;) {
            size_t bytes =
                glance_one(lexicon, text.data + at, text.length - at, &hit);
            if (hit && is_worth(lexicon, text, at))
                return at;
            at += bytes;
        }
    }
    return text.length;
}

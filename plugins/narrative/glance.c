/* Finding the sentences worth reading: a glance over the text finds the places
 * where a number or a word that means one may stand; a survey of the sentence
 * around it tells whether the words are there that a shape asks for. */
#include <string.h>

#include "lexicon.h"

#if defined __SSE2__ && !defined GJ_NO_SIMD
#define GLANCE_SSE2 1
#include <emmintrin.h>
#else
#define GLANCE_SSE2 0
#endif

/** Whether the numeral at a place has behind it what makes it a number. */
static bool is_number(const gj_lexicon *lexicon, uint32_t first,
                      uint32_t second)
{
    return gj_letters_have(lexicon->signs, first) &&
           (gj_letters_have(lexicon->behind, second) ||
            (first == GJ_HUNDRED && second == GJ_PART));
}

/** Whether the place that a glance stopped at is worth it. */
static bool is_worth(const gj_lexicon *lexicon, gj_text text, size_t at)
{
    uint32_t first = 0;
    uint32_t second = 0;
    size_t next = at + gj_letter_read(&first, text.data + at, text.length - at);

    if (first >= '0' && first <= '9')
        return true;
    gj_letter_behind(&second, text.data + next, text.length - next);
    if (is_number(lexicon, first, second))
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
        hit |= lexicon->glance[gj_glance_at(bytes)];
    }
    return *five && (hit & GJ_GLANCE_STOP) != 0;
}

/** Bytes of the character at p, and whether a glance stops there. */
static size_t glance_one(const gj_lexicon *lexicon, const char *p, size_t room,
                         bool *hit)
{
    uint8_t lead = (uint8_t)*p;

    *hit = lead >= '0' && lead <= '9';
    if (lead < 0xE0 || room < 3)
        return 1;
    uint32_t flags = gj_glance_flags(lexicon, p);
    *hit = (flags & GJ_GLANCE_STOP) != 0 &&
           ((flags & GJ_GLANCE_ALWAYS) != 0 ||
            !gj_is_no_pair(lexicon, p, room, GJ_PAIR_STOP));
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

/* ----------------------------------------------------------------- surveys */

bool gj_sentence_goes_on(gj_text text, size_t next)
{
    static const char parts[] = "其中";

    next += gj_spaces(text.data + next, text.length - next);
    return text.length - next >= sizeof parts - 1 &&
           memcmp(text.data + next, parts, sizeof parts - 1) == 0;
}

/** What has been seen of a sentence. */
typedef struct survey {
    const gj_lexicon *lexicon;
    gj_text text;
    size_t at;
    gj_shapes cues;
    gj_shapes with;
    /** Shapes that a number seen may be of use to. */
    gj_shapes marked;
    /** Something of these has been added. */
    bool news;
} survey;

static void survey_cue(survey *s, uint32_t first, size_t bytes, bool alone)
{
    const gj_lexicon *lexicon = s->lexicon;
    size_t next = s->at + bytes;
    uint32_t second = 0;

    gj_letter_behind(&second, s->text.data + next, s->text.length - next);
    const gj_cue *cues[] = {gj_lexicon_find(lexicon, first, second),
                            alone ? gj_lexicon_find(lexicon, first, 0) : NULL};
    for (int i = 0; i < 2; i++)
        if (cues[i] != NULL) {
            gj_shapes_add(&s->cues, &cues[i]->cues);
            gj_shapes_add(&s->with, &cues[i]->with);
            s->news = true;
        }
}

/** A number that begins here: what it may be a mark of. Its bytes. What the
    words around it make of it is seen when the sentence is read; behind a
    measure word that is only that word's mark, or none that counts. */
static size_t survey_number(survey *s)
{
    const gj_lexicon *lexicon = s->lexicon;
    const char *p = s->text.data + s->at;
    size_t room = s->text.length - s->at;
    gj_number number;
    char mark = 'D';
    size_t bytes = gj_number_read(&number, p, room);
    size_t gap = gj_spaces(p + bytes, room - bytes);

    uint32_t behind = 0;
    s->news = true;
    if (bytes > 0) {
        gj_letter_read(&behind, p + bytes + gap, room - bytes - gap);
        gj_lexicon_measure_at(lexicon, p + bytes + gap, room - bytes - gap,
                              &mark);
    }
    if (mark == 'D' || behind == GJ_YEAR) {
        s->marked = (gj_shapes){{UINT64_MAX, UINT64_MAX}};
        return bytes;
    }
    gj_shapes_add(&s->marked, &lexicon->by_mark[mark - 'A']);
    gj_shapes_add(&s->marked, &lexicon->by_mark['A' - 'A']);
    gj_shapes_add(&s->marked, &lexicon->by_mark['D' - 'A']);
    return bytes;
}

/** Whether all that some shape asks for has been seen. */
static bool is_promising(const survey *s)
{
    const gj_lexicon *lexicon = s->lexicon;
    uint64_t any = 0;

    for (size_t i = 0; i < GJ_SHAPE_WORDS; i++)
        any |= s->cues.bits[i] & (s->with.bits[i] | lexicon->simple.bits[i]) &
               (s->marked.bits[i] | lexicon->worded.bits[i]);
    return any != 0;
}

/** Looks at a byte of ASCII; returns whether the sentence ends with it. */
static bool survey_byte(survey *s)
{
    char byte = s->text.data[s->at];
    size_t bytes = 1;

    if (byte >= '0' && byte <= '9') {
        size_t digits = survey_number(s);
        bytes = digits > 0 ? digits : 1;
    } else if (byte == '(' || byte == ')' || byte == ',' || byte == ':' ||
               byte == ';') {
        survey_cue(s, (uint8_t)byte + 0xFEE0u, 1, true);
    }
    s->at += bytes;
    return (byte == '\n' || byte == '!' || byte == '?') &&
           !gj_sentence_goes_on(s->text, s->at);
}

/** The same, of a character of three bytes that may be of note. */
static bool survey_wide(survey *s, uint32_t flags)
{
    const char *p = s->text.data + s->at;
    size_t room = s->text.length - s->at;
    bool cue = (flags & GJ_GLANCE_ALONE) != 0 ||
               ((flags & GJ_GLANCE_FIRST) != 0 &&
                !gj_is_no_pair(s->lexicon, p, room, GJ_PAIR_CUE));
    bool number = (flags & GJ_GLANCE_NUMBER) != 0 &&
                  ((flags & GJ_GLANCE_ALWAYS) != 0 ||
                   !gj_is_no_pair(s->lexicon, p, room, GJ_PAIR_STOP));
    uint32_t letter;

    if (cue || number || (flags & GJ_GLANCE_END) != 0) {
        gj_letter_read(&letter, p, room);
        if (cue)
            survey_cue(s, letter, 3, (flags & GJ_GLANCE_ALONE) != 0);
        if (number)
            survey_number(s);
        s->at += 3;
        return (letter == 0x3002 || letter == 0xFF01 || letter == 0xFF1F) &&
               !gj_sentence_goes_on(s->text, s->at);
    }
    s->at += 3;
    return false;
}

bool gj_lexicon_survey(const gj_lexicon *lexicon, gj_text text, size_t from,
                       size_t *end)
{
    const uint32_t of_note =
        GJ_GLANCE_NUMBER | GJ_GLANCE_FIRST | GJ_GLANCE_ALONE | GJ_GLANCE_END;
    survey s = {.lexicon = lexicon, .text = text, .at = from};

    for (bool ended = false; s.at < text.length && !ended;) {
        const char *p = text.data + s.at;
        bool wide = (uint8_t)*p >= 0xE0 && text.length - s.at >= 3;
        uint32_t flags = wide ? gj_glance_flags(lexicon, p) : of_note;
        if ((flags & of_note) == 0 || (!wide && (uint8_t)*p >= 0x80)) {
            s.at += wide ? 3 : 1;
            continue;
        }
        ended = wide ? survey_wide(&s, flags) : survey_byte(&s);
        if (s.news && is_promising(&s))
            return true;
        s.news = false;
    }
    *end = s.at;
    return false;
}

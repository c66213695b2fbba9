#include "lexicon.h"

#include <string.h>

enum { WIDE_SPACE = 0x3000, FIRST_DIGIT = 0xFF10, TO_FULL_WIDTH = 0xFEE0 };

enum { LETTER_WORDS = sizeof(gj_letters) / sizeof(uint64_t) };

/* Lists of characters, which end with 0. */

/** 零 〇 ○ 一 二 三 四 五 六 七 八 九 十 两 百 */
static const uint16_t numerals[] = {
    0x96F6, 0x3007, 0x25CB, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,     0x4E94,
    0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x4E24, GJ_HUNDRED, 0};
/** 千 万 亿 年 */
static const uint16_t followers[] = {0x5343, 0x4E07, 0x4EBF, 0x5E74, 0};
/** 。 ！ ？ and the wide space */
static const uint16_t ends[] = {0x3002, 0xFF01, 0xFF1F, 0x3000, 0};
/** （ ） ， ： ； stand in a skeleton as they are. */
static const uint16_t plain[] = {0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0};

static bool stands_in(const uint16_t *list, uint32_t letter)
{
    while (*list != 0 && *list != letter)
        list++;
    return *list != 0;
}

/* ------------------------------------------------------------------ filling */

static void add_letter(gj_letters set, uint32_t letter)
{
    if (letter < 65536)
        set[letter >> 6] |= UINT64_C(1) << (letter & 63);
}

/** The three bytes of a character, the first one lowest. */
static uint32_t bytes_of(uint32_t letter)
{
    return (0xE0u | letter >> 12) | (0x80u | (letter >> 6 & 0x3F)) << 8 |
           (0x80u | (letter & 0x3F)) << 16;
}

static bool is_wide(uint32_t letter)
{
    return letter >= 0x800 && letter < 65536;
}

static void glance_for(gj_lexicon *lexicon, uint32_t letter, int what)
{
    if (is_wide(letter))
        lexicon->glance[gj_glance_at(bytes_of(letter))] |= (uint8_t)what;
}

static uint32_t pair_of(uint32_t first, uint32_t second)
{
    return gj_pair_at(bytes_of(first) | (uint64_t)bytes_of(second) << 24);
}

static void pair_for(gj_lexicon *lexicon, uint32_t first, uint32_t second,
                     int what)
{
    if (is_wide(first) && is_wide(second))
        lexicon->pairs[pair_of(first, second)] |= (uint8_t)what;
}

/** A character at which the reading of a sentence stops. */
static void add_sign(gj_lexicon *lexicon, uint32_t letter)
{
    add_letter(lexicon->signs, letter);
    glance_for(lexicon, letter, GJ_GLANCE_SIGN);
}

/** A character behind which a numeral can be a number. */
static void add_behind(gj_lexicon *lexicon, uint32_t letter)
{
    if (gj_letters_have(lexicon->behind, letter))
        return;
    add_letter(lexicon->behind, letter);
    for (const uint16_t *numeral = numerals; *numeral != 0; numeral++)
        pair_for(lexicon, *numeral, letter, GJ_PAIR_STOP);
}

void gj_lexicon_begin(gj_lexicon *lexicon)
{
    for (uint32_t letter = 0xFF01; letter < 0xFF5F; letter++)
        if (!stands_in(plain, letter))
            add_sign(lexicon, letter);
    for (const uint16_t *letter = ends; *letter != 0; letter++)
        add_sign(lexicon, *letter);
    for (const uint16_t *letter = numerals; *letter != 0; letter++) {
        add_sign(lexicon, *letter);
        add_behind(lexicon, *letter);
        glance_for(lexicon, *letter, GJ_GLANCE_STOP);
    }
    for (const uint16_t *letter = followers; *letter != 0; letter++)
        add_behind(lexicon, *letter);
    add_letter(lexicon->behind, '%');
    pair_for(lexicon, GJ_HUNDRED, GJ_PART, GJ_PAIR_STOP);
    for (uint32_t digit = FIRST_DIGIT; digit < FIRST_DIGIT + 10; digit++)
        glance_for(lexicon, digit, GJ_GLANCE_STOP | GJ_GLANCE_ALWAYS);
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
    add_behind(lexicon, measure->letters[0]);
    glance_for(lexicon, measure->letters[0], GJ_GLANCE_MEASURE);
    return true;
}

/** Where the table has two characters, or would have them. */
static uint32_t slot_of(const gj_lexicon *lexicon, uint32_t first,
                        uint32_t second)
{
    uint32_t slot =
        ((first << 16 ^ second) * UINT32_C(0x9E3779B1)) >> (32 - GJ_CUE_BITS);

    while (lexicon->cue_slots[slot] != 0) {
        const gj_cue *cue = &lexicon->cues[lexicon->cue_slots[slot] - 1];
        if (cue->first == first && cue->second == second)
            break;
        slot = (slot + 1) % (1 << GJ_CUE_BITS);
    }
    return slot;
}

/** Entry of two characters, new where there is none; NULL where it is one too
    many. */
static gj_cue *cue_of(gj_lexicon *lexicon, uint32_t first, uint32_t second)
{
    uint16_t *slot = &lexicon->cue_slots[slot_of(lexicon, first, second)];

    if (*slot == 0) {
        if (lexicon->cue_count == GJ_CUES)
            return NULL;
        *slot = (uint16_t)(lexicon->cue_count + 1);
        lexicon->cues[lexicon->cue_count++] =
            (gj_cue){.first = first, .second = second};
        glance_for(lexicon, first, GJ_GLANCE_FIRST);
        glance_for(lexicon, first, second == 0 ? GJ_GLANCE_ALONE : 0);
        pair_for(lexicon, first, second, GJ_PAIR_CUE);
    }
    return &lexicon->cues[*slot - 1];
}

static bool has_shape(const gj_shapes *shapes, uint32_t shape)
{
    return (shapes->bits[shape / 64] >> (shape % 64) & 1) != 0;
}

/** Whether a letter is in no text, or in no skeleton: a mark, a digit. */
static bool is_replaced(uint32_t letter)
{
    return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
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
    gj_cue *cue = is_replaced(second) ? NULL : cue_of(lexicon, first, second);
    if (cue == NULL)
        return false;
    gj_shapes_set(kind == GJ_CUE_ANY    ? &cue->asking.cues
                  : kind == GJ_CUE_WITH ? &cue->asking.with
                                        : &cue->starts,
                  shape);
    if (kind != GJ_CUE_ANY || !has_shape(&lexicon->worded, shape))
        return true;
    glance_for(lexicon, first, GJ_GLANCE_STOP);
    glance_for(lexicon, first, is_wide(second) ? 0 : GJ_GLANCE_ALWAYS);
    pair_for(lexicon, first, second, GJ_PAIR_STOP);
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

/* ----------------------------------------------------------------- knitting */

/** Has the net catch a character before any that is crossed with it, behind any
    if it is the second. */
static void cross(gj_lexicon *lexicon, uint32_t letter, bool second)
{
    const uint32_t bytes = bytes_of(letter);
    const char character[] = {(char)bytes, (char)(bytes >> 8),
                              (char)(bytes >> 16)};

    gj_net_cross(&lexicon->net, character, second);
}

/** Has the net catch a character, before whatever stands behind it; or only
    before a second one. */
static void take_in(gj_lexicon *lexicon, uint32_t first, uint32_t second)
{
    const uint32_t bytes[] = {bytes_of(first), bytes_of(second)};
    char word[6];

    for (int i = 0; i < 6; i++)
        word[i] = (char)(bytes[i / 3] >> (i % 3 * 8));
    gj_net_add(&lexicon->net, (gj_text){word, second == 0 ? 3 : 6});
}

/** Whether a sentence is worth being read for a cue alone. */
static bool is_worded(const gj_lexicon *lexicon, const gj_cue *cue)
{
    uint64_t any = 0;

    for (int i = 0; i < GJ_SHAPE_WORDS; i++)
        any |= cue->asking.cues.bits[i] & lexicon->worded.bits[i];
    return any != 0;
}

/** Index of what several ask for; of one too many, of the last, which then asks
    for that as well. */
static uint8_t asking_of(gj_lexicon *lexicon, const gj_asking *asking)
{
    uint32_t at = 0;

    while (at <= lexicon->asking_count &&
           memcmp(&lexicon->askings[at], asking, sizeof *asking) != 0)
        at++;
    if (at == GJ_ASKINGS)
        at--;
    lexicon->asking_count =
        at > lexicon->asking_count ? at : lexicon->asking_count;
    gj_asking_add(&lexicon->askings[at], asking);
    return (uint8_t)at;
}

/** Has a survey see two characters. */
static void ask_for_pair(gj_lexicon *lexicon, const gj_cue *cue,
                         uint32_t second)
{
    uint8_t *index = &lexicon->pair_askings[pair_of(cue->first, second)];
    gj_asking asking = lexicon->askings[*index];

    gj_asking_add(&asking, &cue->asking);
    *index = asking_of(lexicon, &asking);
}

/** Has a survey see a word that shapes ask for. */
static void ask_for(gj_lexicon *lexicon, const gj_cue *cue)
{
    if (!is_wide(cue->first) || (!gj_shapes_any(&cue->asking.cues) &&
                                 !gj_shapes_any(&cue->asking.with)))
        return;
    glance_for(lexicon, cue->first,
               is_wide(cue->second) ? GJ_GLANCE_ASKED : GJ_GLANCE_ASKED_ALONE);
    if (!is_wide(cue->second))
        return;
    ask_for_pair(lexicon, cue, cue->second);
    /* What stands behind a space is not looked at. */
    ask_for_pair(lexicon, cue, WIDE_SPACE);
}

/** Has the net catch a numeral before this letter, or before it in its other
    width. What is narrow is caught by itself, and the numeral found from
    there. */
static void take_in_behind(gj_lexicon *lexicon, uint32_t letter)
{
    bool wide_form = letter > 0xFF00 && letter < 0xFF5F;
    uint32_t narrow = wide_form ? letter - TO_FULL_WIDTH : letter;
    const uint32_t lead = narrow < 0x80 ? narrow : 0xC0 | narrow >> 6;
    const char byte = (char)lead;

    if (narrow < 0x800)
        gj_net_add(&lexicon->net, (gj_text){&byte, 1});
    if (narrow < 0x80)
        letter = narrow + TO_FULL_WIDTH;
    if (is_wide(letter))
        cross(lexicon, letter, true);
}

/** Has the net catch numerals, before what makes them numbers. */
static void take_in_numerals(gj_lexicon *lexicon)
{
    for (uint32_t digit = FIRST_DIGIT; digit < FIRST_DIGIT + 10; digit++)
        take_in(lexicon, digit, 0);
    for (const uint16_t *letter = numerals; *letter != 0; letter++)
        cross(lexicon, *letter, false);
    for (uint32_t i = 0; i < LETTER_WORDS; i++)
        for (uint64_t bits = lexicon->behind[i]; bits != 0; bits &= bits - 1)
            take_in_behind(lexicon, i * 64 + (uint32_t)__builtin_ctzll(bits));
    cross(lexicon, WIDE_SPACE, true);
    take_in(lexicon, GJ_HUNDRED, GJ_PART);
}

void gj_lexicon_end(gj_lexicon *lexicon)
{
    /* Digits, and narrow spaces, of which the last begins with C2. */
    static const char narrow[] = "0123456789 \t\r\xC2";

    for (size_t i = 0; i < sizeof narrow - 1; i++)
        gj_net_add(&lexicon->net, (gj_text){narrow + i, 1});
    take_in_numerals(lexicon);
    for (uint32_t i = 0; i < lexicon->cue_count; i++) {
        const gj_cue *cue = &lexicon->cues[i];
        /* Signs and letters may stand there half-width as well. */
        bool as_it_is = cue->second > WIDE_SPACE && cue->second < 0xF000;
        ask_for(lexicon, cue);
        if (is_worded(lexicon, cue))
            take_in(lexicon, cue->first, as_it_is ? cue->second : 0);
    }
    for (uint32_t i = 0; i < lexicon->cue_count; i++)
        if (is_worded(lexicon, &lexicon->cues[i]))
            take_in(lexicon, lexicon->cues[i].first, WIDE_SPACE);
}

/* ------------------------------------------------------------------ finding */

const gj_cue *gj_lexicon_find(const gj_lexicon *lexicon, uint32_t first,
                              uint32_t second)
{
    uint16_t slot = lexicon->cue_slots[slot_of(lexicon, first, second)];

    return slot > 0 ? &lexicon->cues[slot - 1] : NULL;
}

/** Whether the text goes on with the measure word's letters behind the first,
    of which *used bytes are. */
static bool goes_on(const gj_measure *measure, const char *text, size_t length,
                    size_t *used)
{
    uint32_t letter = 0;

    for (uint32_t i = 1; i < measure->count; i++) {
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

    if (gj_is_common(text, length) &&
        (gj_glance_flags(lexicon, text) & GJ_GLANCE_MEASURE) == 0)
        return 0;
    size_t first = gj_letter_read(&letter, text, length);
    for (uint32_t at = lexicon->measure_slots[letter % GJ_MEASURE_SLOTS];
         at != 0; at = lexicon->measures[at - 1].next) {
        const gj_measure *measure = &lexicon->measures[at - 1];
        size_t used = first;
        if (measure->letters[0] == letter &&
            goes_on(measure, text, length, &used)) {
            *mark = measure->mark;
            return used;
        }
    }
    return 0;
}

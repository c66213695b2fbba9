#include "scan.h"

#include <string.h>

enum {
    STOP_END = 0x3002,       /* 。 */
    LETTER_YEAR = 0x5E74,    /* 年 */
    LETTER_OF_YEAR = 0x5EA6, /* 度 */
    LETTER_ORDINAL = 0x7B2C, /* 第 */
    COMMA = 0xFF0C,
    OPEN = 0xFF08,
    CLOSE = 0xFF09
};

/** Where a pass stands. */
typedef struct scan {
    const gj_lexicon *lexicon;
    gj_text text;
    int64_t year;
    gj_sentence *sentence;
    gj_sentence_taker *take;
    void *context;
    /** Bytes of the text gone over. */
    size_t used;
    /** The next number ends a range, as the 5 of 3-5. */
    bool in_range;
} scan;

/* ----------------------------------------------------------------- lexicon */

static void stop_at(gj_lexicon *lexicon, uint32_t letter)
{
    if (letter < 65536)
        lexicon->stops[letter >> 6] |= UINT64_C(1) << (letter & 63);
}

static bool stops_at(const gj_lexicon *lexicon, uint32_t letter)
{
    return lexicon->stops[letter >> 6] >> (letter & 63) & 1;
}

void gj_lexicon_begin(gj_lexicon *lexicon)
{
    static const uint16_t stops[] = {STOP_END, 0xFF01, 0xFF1F, 0x3000, 0x3007,
                                     0x25CB,   0x96F6, 0x4E00, 0x4E8C, 0x4E09,
                                     0x56DB,   0x4E94, 0x516D, 0x4E03, 0x516B,
                                     0x4E5D,   0x5341, 0x4E24, 0x767E};

    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        stop_at(lexicon, stops[i]);
    for (uint32_t letter = 0xFF01; letter < 0xFF5F; letter++)
        stop_at(lexicon, letter);
    /* These are themselves, and go into the skeleton as they are. */
    for (size_t i = 0; i < 5; i++) {
        static const uint16_t plain[] = {OPEN, CLOSE, COMMA, 0xFF1A, 0xFF1B};
        lexicon->stops[plain[i] >> 6] &= ~(UINT64_C(1) << (plain[i] & 63));
    }
}

bool gj_lexicon_measure(gj_lexicon *lexicon, gj_text word, char mark)
{
    gj_measure measure = {.mark = mark};
    size_t used = 0;

    while (used < word.length && measure.count < 8)
        used += gj_letter_read(&measure.letters[measure.count++],
                               word.data + used, word.length - used);
    if (used < word.length || measure.count == 0 ||
        lexicon->measure_count == GJ_MEASURES)
        return false;
    uint32_t at = lexicon->measure_count++;
    while (at > 0 && lexicon->measures[at - 1].count < measure.count) {
        lexicon->measures[at] = lexicon->measures[at - 1];
        at--;
    }
    lexicon->measures[at] = measure;
    return true;
}

static uint32_t slot_of(uint32_t first, uint32_t second)
{
    return (first * 31 + second * 17) % GJ_CUE_SLOTS;
}

static const gj_cue *find_cue(const gj_lexicon *lexicon, uint32_t first,
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

bool gj_lexicon_cue(gj_lexicon *lexicon, gj_text word, uint32_t shape)
{
    uint32_t first = 0;
    uint32_t second = 0;
    size_t used = gj_letter_read(&first, word.data, word.length);

    if (used == 0 || first < 0x800)
        return false;
    used += gj_letter_read(&second, word.data + used, word.length - used);
    if (used < word.length || lexicon->cue_count >= GJ_CUE_SLOTS / 2)
        return false;
    uint32_t slot = slot_of(first, second);
    while (lexicon->cues[slot].first != 0 &&
           (lexicon->cues[slot].first != first ||
            lexicon->cues[slot].second != second))
        slot = (slot + 1) % GJ_CUE_SLOTS;
    gj_cue *cue = &lexicon->cues[slot];
    lexicon->cue_count += cue->first == 0;
    cue->first = first;
    cue->second = second;
    cue->shapes.bits[shape / 64] |= UINT64_C(1) << (shape % 64);
    stop_at(lexicon, first);
    return true;
}

/* --------------------------------------------------------------- sentences */

static void add_seam(scan *s)
{
    gj_sentence *sentence = s->sentence;

    if (sentence->seam_count == GJ_SKELETON_SEAMS) {
        sentence->overlong = true;
        return;
    }
    sentence->seams[sentence->seam_count++] =
        (gj_seam){sentence->length, (uint32_t)s->used};
}

static void begin_sentence(scan *s)
{
    gj_sentence *sentence = s->sentence;

    sentence->length = 0;
    sentence->overlong = false;
    sentence->from = (uint32_t)s->used;
    memset(&sentence->worth, 0, sizeof sentence->worth);
    sentence->mark_count = 0;
    sentence->seam_count = 0;
    s->in_range = false;
    add_seam(s);
}

static void end_sentence(scan *s)
{
    gj_sentence *sentence = s->sentence;
    uint64_t worth = 0;

    for (size_t i = 0; i < GJ_SHAPE_WORDS; i++)
        worth |= sentence->worth.bits[i];
    sentence->to = (uint32_t)s->used;
    if (worth != 0)
        s->take(s->context, sentence);
}

/** A sentence that is too long is not kept, but gone over to its end. */
static void make_room(gj_sentence *sentence)
{
    if (sentence->length + 4 <= GJ_SKELETON_BYTES)
        return;
    sentence->overlong = true;
    sentence->length = 0;
    sentence->seam_count = 1;
    sentence->mark_count = 0;
}

static void put(scan *s, const char *bytes, size_t length)
{
    gj_sentence *sentence = s->sentence;

    make_room(sentence);
    memcpy(sentence->skeleton + sentence->length, bytes, length);
    sentence->length += (uint32_t)length;
}

/** Puts a character that is not as it stands in the text. */
static void put_letter(scan *s, uint32_t letter, size_t bytes)
{
    char full[3] = {(char)(0xE0 | letter >> 12),
                    (char)(0x80 | (letter >> 6 & 0x3F)),
                    (char)(0x80 | (letter & 0x3F))};
    char half = (char)letter;

    if (letter < 0x80)
        put(s, &half, 1);
    else
        put(s, full, 3);
    s->used += bytes;
    add_seam(s);
}

static size_t look(const scan *s, size_t at, uint32_t *letter)
{
    *letter = 0;
    return gj_letter_read(letter, s->text.data + at, s->text.length - at);
}

/** The character that the skeleton ends with; 0 where it is empty. */
static uint32_t last_letter(const scan *s)
{
    const gj_sentence *sentence = s->sentence;
    uint32_t at = sentence->length;
    uint32_t letter = 0;

    while (at > 0 && ((uint8_t)sentence->skeleton[--at] & 0xC0) == 0x80)
        continue;
    gj_letter_read(&letter, sentence->skeleton + at, sentence->length - at);
    return letter;
}

/* ------------------------------------------------------------------ numbers */

static bool is_one_of(uint32_t letter, const char *letters)
{
    size_t length = strlen(letters);
    uint32_t one;

    for (size_t at = 0; at < length;) {
        at += gj_letter_read(&one, letters + at, length - at);
        if (one == letter)
            return true;
    }
    return false;
}

/** Bytes of the measure word at an offset of the text; its mark in *mark. */
static size_t take_measure(const scan *s, size_t at, char *mark)
{
    const gj_lexicon *lexicon = s->lexicon;

    for (uint32_t i = 0; i < lexicon->measure_count; i++) {
        const gj_measure *measure = &lexicon->measures[i];
        size_t used = 0;
        uint32_t same = 0;
        uint32_t letter;
        while (same < measure->count) {
            size_t bytes = look(s, at + used, &letter);
            if (bytes == 0 || letter != measure->letters[same])
                break;
            used += bytes;
            same++;
        }
        if (same == measure->count) {
            *mark = measure->mark;
            return used;
        }
    }
    return 0;
}

static char mark_of_year(const scan *s, int64_t year)
{
    if (s->year == 0 || year == s->year)
        return 'Y';
    return year == s->year - 1 ? 'L' : year == s->year + 1 ? 'F' : 'O';
}

/** 2024年, 2024年度. */
static size_t take_year(const scan *s, size_t at, const gj_number *number,
                        char *mark)
{
    uint32_t letter;
    size_t bytes = look(s, at, &letter);

    if (letter != LETTER_YEAR || number->grain != 0 || number->digits != 4 ||
        number->value < 1900 * GJ_UNIT || number->value > 2200 * GJ_UNIT)
        return 0;
    *mark = mark_of_year(s, number->value / GJ_UNIT);
    size_t more = look(s, at + bytes, &letter);
    return letter == LETTER_OF_YEAR ? bytes + more : bytes;
}

/** 〔2021〕30号, （1）, 1、 and A12 count nothing; nor does what follows 第. */
static bool counts_nothing(const scan *s, size_t end, bool measured)
{
    uint32_t before = last_letter(s);
    uint32_t after;

    look(s, end, &after);
    if (before == LETTER_ORDINAL || before == 0x3014 || before == '[' ||
        before == '.' || before == '/' || before == '-' || before == '_' ||
        (before >= 'a' && before <= 'z'))
        return true;
    if (measured)
        return false;
    bool heads = before == 0 || is_one_of(before, "；：，（");
    return (before == OPEN && after == CLOSE) || after == '/' ||
           (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z') ||
           (heads && (after == '.' || after == 0x3001));
}

/** Whether a number follows after a sign of range; the sign's bytes. */
static bool begins_range(const scan *s, size_t end)
{
    uint32_t letter;
    size_t bytes = look(s, end, &letter);

    if (!is_one_of(letter, "-—–~～至"))
        return false;
    gj_number next;
    bytes +=
        gj_spaces(s->text.data + end + bytes, s->text.length - end - bytes);
    return gj_number_read(&next, s->text.data + end + bytes,
                          s->text.length - end - bytes) > 0 &&
           !next.hanzi;
}

static bool is_rough(const scan *s, size_t end)
{
    uint32_t after;

    look(s, end, &after);
    return is_one_of(last_letter(s), "约近逾超余足") ||
           is_one_of(after, "余多几来");
}

/** What the words around a number make of it; *end is moved behind the words
    that belong to it. */
static char judge_mark(scan *s, const gj_number *number, size_t *end)
{
    char mark = 'N';
    uint32_t after;
    bool rough = is_rough(s, *end);
    size_t gap = gj_spaces(s->text.data + *end, s->text.length - *end);
    size_t percent = look(s, *end + gap, &after);
    bool dated = s->in_range;

    if (after == '%') {
        *end += gap + percent;
        mark = 'P';
    } else {
        size_t measure = take_year(s, *end + gap, number, &mark);
        if (measure == 0)
            measure = take_measure(s, *end + gap, &mark);
        *end += measure > 0 ? gap + measure : 0;
        dated |= counts_nothing(s, *end, measure > 0);
        if (measure == 0 && number->hanzi)
            return 0;
        if (measure > 0)
            rough |= is_rough(s, *end);
    }
    s->in_range = begins_range(s, *end);
    if (mark == 'Y' || mark == 'L' || mark == 'F' || mark == 'O')
        return dated || s->in_range ? 'O' : mark;
    if (dated || s->in_range || number->digits > 13)
        return 'D';
    return rough && mark != 'D' ? 'A' : mark;
}

static void put_mark(scan *s, const gj_number *number, char letter, size_t end)
{
    gj_sentence *sentence = s->sentence;

    make_room(sentence);
    if (sentence->mark_count == GJ_SKELETON_MARKS) {
        sentence->overlong = true;
        sentence->mark_count = 0;
    }
    sentence->marks[sentence->mark_count++] =
        (gj_mark){.at = sentence->length,
                  .from = (uint32_t)s->used,
                  .to = (uint32_t)end,
                  .letter = letter,
                  .decimals = number->decimals,
                  .value = number->value,
                  .grain = number->grain};
    sentence->skeleton[sentence->length++] = letter;
    s->used = end;
    add_seam(s);
}

/** A number, if it is one, becomes a mark. */
static bool take_number(scan *s)
{
    gj_number number;
    size_t bytes = gj_number_read(&number, s->text.data + s->used,
                                  s->text.length - s->used);
    size_t end = s->used + bytes;

    if (bytes == 0)
        return false;
    char letter = judge_mark(s, &number, &end);
    if (letter == 0)
        return false;
    put_mark(s, &number, letter, end);
    return true;
}

/** 百分之四十四点… is written in characters seldom, 百分之44.4 sometimes. */
static bool take_worded_percentage(scan *s)
{
    static const char words[] = "百分之";
    gj_number number;
    size_t length = sizeof words - 1;

    if (s->text.length - s->used < length ||
        memcmp(s->text.data + s->used, words, length) != 0)
        return false;
    size_t bytes = gj_number_read(&number, s->text.data + s->used + length,
                                  s->text.length - s->used - length);
    if (bytes == 0)
        return false;
    put_mark(s, &number, 'P', s->used + length + bytes);
    return true;
}

/* --------------------------------------------------------------- characters */

static void take_cue(scan *s, uint32_t first, size_t bytes)
{
    uint32_t second;

    look(s, s->used + bytes, &second);
    const gj_cue *cues[] = {find_cue(s->lexicon, first, second),
                            find_cue(s->lexicon, first, 0)};
    for (size_t i = 0; i < (size_t)2 * GJ_SHAPE_WORDS; i++)
        if (cues[i % 2] != NULL)
            s->sentence->worth.bits[i / 2] |= cues[i % 2]->shapes.bits[i / 2];
}

/** A sentence goes on where the next one only lists its parts. */
static void end_here(scan *s, size_t bytes)
{
    static const char parts[] = "其中";
    size_t next = s->used + bytes;

    next += gj_spaces(s->text.data + next, s->text.length - next);
    if (s->text.length - next >= sizeof parts - 1 &&
        memcmp(s->text.data + next, parts, sizeof parts - 1) == 0) {
        put_letter(s, STOP_END, bytes);
        return;
    }
    s->used += bytes;
    end_sentence(s);
    begin_sentence(s);
}

static void skip(scan *s, size_t bytes)
{
    s->used += bytes;
    add_seam(s);
}

/** A character that the pass stops at. */
static void take_special(scan *s)
{
    uint32_t letter;
    size_t bytes = look(s, s->used, &letter);
    size_t spaces = gj_spaces(s->text.data + s->used, s->text.length - s->used);

    if (spaces > 0) {
        skip(s, spaces);
    } else if (letter == STOP_END || letter == '\n' || letter == 0xFF01 ||
               letter == 0xFF1F || letter == '!' || letter == '?') {
        end_here(s, bytes);
    } else if (letter == '\r') {
        skip(s, bytes);
    } else if (!take_number(s) && !take_worded_percentage(s)) {
        take_cue(s, letter, bytes);
        if (letter >= 'A' && letter <= 'Z')
            put_letter(s, letter + 'a' - 'A', bytes);
        else if (letter == (uint8_t)s->text.data[s->used] || bytes != 3 ||
                 letter >= 0x800)
            put(s, s->text.data + s->used, bytes), s->used += bytes;
        else
            put_letter(s, letter, bytes);
    }
}

static void take_half_width(scan *s, uint8_t byte)
{
    bool letter = byte >= 'a' && byte <= 'z';

    if (letter || byte == '.' || byte == '-' || byte == '/') {
        put(s, s->text.data + s->used, 1);
        s->used++;
    } else if (byte == '(' || byte == ')' || byte == ',' || byte == ':' ||
               byte == ';') {
        put_letter(s, byte + 0xFEE0u, 1);
    } else {
        take_special(s);
    }
}

void gj_scan(const gj_lexicon *lexicon, gj_text text, int64_t year,
             gj_sentence *sentence, gj_sentence_taker *take, void *context)
{
    scan s = {.lexicon = lexicon,
              .text = text,
              .year = year,
              .sentence = sentence,
              .take = take,
              .context = context};

    begin_sentence(&s);
    while (s.used < text.length) {
        const uint8_t *p = (const uint8_t *)text.data + s.used;
        if ((*p & 0xF0) == 0xE0 && text.length - s.used >= 3) {
            uint32_t letter =
                (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
            if (stops_at(lexicon, letter)) {
                take_special(&s);
                continue;
            }
            put(&s, (const char *)p, 3);
            s.used += 3;
        } else if (*p < 0x80) {
            take_half_width(&s, *p);
        } else {
            take_special(&s);
        }
    }
    end_sentence(&s);
}

/* ------------------------------------------------------------------- places */

uint32_t gj_sentence_place(const gj_sentence *sentence, uint32_t at)
{
    uint32_t low = 0;
    uint32_t high = sentence->seam_count;

    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (sentence->seams[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return sentence->seams[low].from + (at - sentence->seams[low].at);
}

uint32_t gj_sentence_end(const gj_sentence *sentence, uint32_t at)
{
    uint32_t last = at;

    if (at == 0)
        return sentence->from;
    while (last > 0 && ((uint8_t)sentence->skeleton[--last] & 0xC0) == 0x80)
        continue;
    for (uint32_t i = 0; i < sentence->mark_count; i++)
        if (sentence->marks[i].at == last)
            return sentence->marks[i].to;
    return gj_sentence_place(sentence, last) + (at - last);
}

gj_mark *gj_sentence_mark(gj_sentence *sentence, uint32_t at)
{
    for (uint32_t i = 0; i < sentence->mark_count; i++)
        if (sentence->marks[i].at == at)
            return &sentence->marks[i];
    return NULL;
}

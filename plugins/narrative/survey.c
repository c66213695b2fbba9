/* A survey of a sentence: whether all that some shape asks for may stand in it.
 * It makes no skeleton and looks at each character once, so that it costs a
 * fraction of reading; it may say yes where reading says no, and never the
 * other way round. */
#include <string.h>

#include "lexicon.h"

/** What has been seen of a sentence. */
typedef struct survey {
    const gj_lexicon *lexicon;
    gj_text text;
    size_t at;
    gj_asking asked;
    /** Shapes that a number seen may be of use to. */
    gj_shapes marked;
    bool ended;
} survey;

static void ask(survey *s, const gj_cue *cue)
{
    if (cue != NULL)
        gj_asking_add(&s->asked, &cue->asking);
}

/** A letter that may be a word with the next one, or alone. */
static void survey_letter(survey *s, uint32_t letter, size_t bytes, bool alone)
{
    size_t next = s->at + bytes;
    uint32_t second = 0;

    gj_letter_behind(&second, s->text.data + next, s->text.length - next);
    ask(s, gj_lexicon_find(s->lexicon, letter, second));
    if (alone)
        ask(s, gj_lexicon_find(s->lexicon, letter, 0));
}

static void add_mark(survey *s, char mark)
{
    gj_shapes_add(&s->marked, &s->lexicon->by_mark[mark - 'A']);
}

/** Adds what a number before `at` may be a mark of; what the words before it
    make of it is seen when the sentence is read. */
static void survey_mark(survey *s, size_t at, bool hanzi)
{
    uint32_t behind = 0;
    char mark = hanzi ? 0 : 'N';

    at += gj_spaces(s->text.data + at, s->text.length - at);
    gj_letter_read(&behind, s->text.data + at, s->text.length - at);
    gj_lexicon_measure_at(s->lexicon, s->text.data + at, s->text.length - at,
                          &mark);
    if (behind == '%')
        mark = 'P';
    for (const char *year = "YLFO"; behind == GJ_YEAR && *year != '\0'; year++)
        add_mark(s, *year);
    if (mark == 0)
        return;
    add_mark(s, mark);
    add_mark(s, 'A');
    add_mark(s, 'D');
}

/** What may be a number. */
static void survey_number(survey *s)
{
    static const char percent[] = "百分之";
    const char *p = s->text.data + s->at;
    size_t room = s->text.length - s->at;
    gj_number number;
    size_t bytes = gj_number_read(&number, p, room);

    if (bytes > 0)
        survey_mark(s, s->at + bytes, number.hanzi);
    else if (room >= sizeof percent - 1 &&
             memcmp(p, percent, sizeof percent - 1) == 0)
        add_mark(s, 'P');
    s->at += bytes > 0 ? bytes : (uint8_t)*p < 0x80 ? 1 : 3;
}

/** What ends a sentence unless the next one only lists its parts. */
static void survey_end(survey *s, size_t bytes)
{
    s->ended = !gj_sentence_goes_on(s->text, s->at + bytes);
    if (!s->ended)
        survey_letter(s, GJ_STOP, bytes, true);
    s->at += bytes;
}

static void survey_narrow(survey *s, char byte)
{
    if (byte >= '0' && byte <= '9') {
        survey_number(s);
    } else if (gj_is_end((uint8_t)byte)) {
        survey_end(s, 1);
    } else {
        if (byte == '(' || byte == ')' || byte == ',' || byte == ':' ||
            byte == ';')
            survey_letter(s, (uint8_t)byte + 0xFEE0u, 1, true);
        s->at++;
    }
}

static void survey_wide(survey *s)
{
    const char *p = s->text.data + s->at;
    uint32_t letter = gj_letter_wide(p);

    if (gj_is_end(letter)) {
        survey_end(s, 3);
        return;
    }
    uint32_t flags = gj_glance_flags(s->lexicon, p);
    if ((flags & (GJ_GLANCE_ASKED | GJ_GLANCE_ASKED_ALONE)) != 0)
        survey_letter(s, letter, 3, (flags & GJ_GLANCE_ASKED_ALONE) != 0);
    if (gj_letters_have(s->lexicon->signs, letter) &&
        gj_may_be_worth(s->lexicon, s->text, s->at))
        survey_number(s);
    else
        s->at += 3;
}

/** A character of another length, as rare ones are. */
static void survey_other(survey *s)
{
    uint32_t letter;
    size_t bytes =
        gj_letter_read(&letter, s->text.data + s->at, s->text.length - s->at);

    survey_letter(s, letter, bytes, true);
    s->at += bytes;
}

/** Goes over wide characters up to one that has to be looked at more closely;
    asks for those that are words together with the one behind them. */
static void survey_run(survey *s)
{
    const uint32_t of_note =
        GJ_GLANCE_SIGN | GJ_GLANCE_ASKED | GJ_GLANCE_ASKED_ALONE;
    const gj_lexicon *lexicon = s->lexicon;
    const char *p = s->text.data + s->at;
    const char *end = s->text.data + s->text.length;

    for (; end - p >= 8; p += 3) {
        uint64_t bytes = gj_eight_bytes(p);
        uint32_t flags =
            lexicon->glance[gj_glance_at((uint32_t)bytes)] & of_note;
        if ((bytes & 0xF0) != 0xE0)
            break;
        if (flags == 0)
            continue;
        if (flags != GJ_GLANCE_ASKED || (bytes >> 24 & 0xF0) != 0xE0)
            break;
        uint32_t asking = lexicon->pair_askings[gj_pair_at(bytes)];
        if (asking != 0)
            gj_asking_add(&s->asked, &lexicon->askings[asking]);
    }
    s->at = (size_t)(p - s->text.data);
}

bool gj_lexicon_survey(const gj_lexicon *lexicon, gj_text text, size_t from,
                       size_t *end, gj_shapes *worth)
{
    survey s = {.lexicon = lexicon, .text = text, .at = from};

    while (!s.ended) {
        survey_run(&s);
        if (s.at == text.length)
            break;
        uint8_t lead = (uint8_t)text.data[s.at];
        if (lead < 0x80)
            survey_narrow(&s, (char)lead);
        else if ((lead & 0xF0) == 0xE0 && text.length - s.at >= 3)
            survey_wide(&s);
        else
            survey_other(&s);
    }
    *end = s.at;
    *worth = gj_lexicon_worth(lexicon, &s.asked, &s.marked);
    return gj_shapes_any(worth);
}

/* Seeking what shapes ask for in the skeleton of a sentence: their words and
 * marks, and the spots at which they can begin. */
#include "scan.h"

#include <string.h>

/** A search that is under way. */
typedef struct seeking {
    const gj_lexicon *lexicon;
    gj_sentence *sentence;
    gj_sought found;
} seeking;

/** These shapes can begin here. */
static void add_spot(seeking *s, size_t at, const gj_shapes *shapes)
{
    gj_sentence *sentence = s->sentence;

    if (gj_shapes_any(shapes) && sentence->spot_count < GJ_SKELETON_SPOTS)
        sentence->spots[sentence->spot_count++] = (gj_spot){at, *shapes};
}

static void add_mark(seeking *s, size_t at, char mark)
{
    gj_shapes_add(&s->found.marked, &s->lexicon->by_mark[mark - 'A']);
    add_spot(s, at, &s->lexicon->at_mark[mark - 'A']);
}

static void add_cue(seeking *s, size_t at, uint32_t first, uint32_t second)
{
    const gj_cue *cue = gj_lexicon_find(s->lexicon, first, second);

    if (cue == NULL)
        return;
    gj_asking_add(&s->found.asked, &cue->asking);
    add_spot(s, at, &cue->starts);
}

/** A letter that may be a cue with the next one, or alone. */
static void take_letter(seeking *s, size_t at, uint32_t letter, size_t bytes,
                        bool alone)
{
    const gj_sentence *sentence = s->sentence;
    size_t next = at + bytes;
    uint32_t second = 0;

    gj_letter_read(&second, sentence->skeleton + next, sentence->length - next);
    add_cue(s, at, letter, second);
    if (alone)
        add_cue(s, at, letter, 0);
}

/** Goes over wide characters up to one that may begin a cue, or to another
    one. */
static size_t pass_words(const seeking *s, size_t at, uint32_t *flags)
{
    const char *skeleton = s->sentence->skeleton;
    size_t length = s->sentence->length;

    *flags = 0;
    for (; at < length; at += 3) {
        uint32_t bytes = gj_four_bytes(skeleton + at);
        if ((bytes & 0xF0) != 0xE0)
            break;
        *flags = gj_cue_flags(s->lexicon, skeleton + at, length - at, bytes);
        if (*flags != 0)
            break;
    }
    return at;
}

/** Takes the character at a place, which is no wide one without a cue; its
    bytes. */
static size_t take(seeking *s, size_t at, uint32_t flags)
{
    const gj_sentence *sentence = s->sentence;
    const char *p = sentence->skeleton + at;
    uint32_t letter;

    if (*p >= 'A' && *p <= 'Z')
        add_mark(s, at, *p);
    if ((uint8_t)*p < 0x80)
        return 1;
    size_t bytes = gj_letter_read(&letter, p, sentence->length - at);
    bool wide = ((uint8_t)*p & 0xF0) == 0xE0;
    take_letter(s, at, letter, bytes, !wide || (flags & GJ_GLANCE_ALONE) != 0);
    return bytes;
}

static gj_sought seek(const gj_lexicon *lexicon, gj_sentence *sentence)
{
    seeking s = {
        .lexicon = lexicon, .sentence = sentence, .found = sentence->gone};
    uint32_t flags;

    sentence->spot_count = 0;
    add_spot(&s, 0, &lexicon->at_start);
    for (size_t at = 0; (at = pass_words(&s, at, &flags)) < sentence->length;)
        at += take(&s, at, flags);
    return s.found;
}

bool gj_sentence_seek(const gj_lexicon *lexicon, gj_sentence *sentence)
{
    gj_sought found = seek(lexicon, sentence);

    sentence->worth = gj_lexicon_worth(lexicon, &found.asked, &found.marked);
    return gj_shapes_any(&sentence->worth);
}

void gj_sentence_drop(const gj_lexicon *lexicon, gj_sentence *sentence)
{
    uint32_t last = sentence->length;

    sentence->gone = seek(lexicon, sentence);
    sentence->overlong = true;
    while (last > 0 && ((uint8_t)sentence->skeleton[--last] & 0xC0) == 0x80)
        continue;
    sentence->length -= last;
    memmove(sentence->skeleton, sentence->skeleton + last, sentence->length);
    sentence->seam_count = 1;
    sentence->mark_count = 0;
}

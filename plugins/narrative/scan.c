#include "pass.h"

#include <string.h>

/* --------------------------------------------------------------- sentences */

static void begin_sentence(gj_pass *pass)
{
    gj_sentence *sentence = pass->sentence;

    sentence->length = 0;
    sentence->overlong = false;
    sentence->gone = (gj_sought){0};
    sentence->from = (uint32_t)pass->used;
    sentence->mark_count = 0;
    sentence->seam_count = 0;
    pass->in_range = false;
    pass->ended = false;
    gj_pass_seam(pass);
}

static void put(gj_pass *pass, const char *bytes, size_t length)
{
    gj_sentence *sentence = pass->sentence;

    gj_pass_room(pass);
    memcpy(sentence->skeleton + sentence->length, bytes, length);
    sentence->length += (uint32_t)length;
}

/** Puts a character that is not as it stands in the text. */
static void put_letter(gj_pass *pass, uint32_t letter, size_t bytes)
{
    char full[3] = {(char)(0xE0 | letter >> 12),
                    (char)(0x80 | (letter >> 6 & 0x3F)),
                    (char)(0x80 | (letter & 0x3F))};
    char half = (char)letter;

    if (letter < 0x80)
        put(pass, &half, 1);
    else
        put(pass, full, 3);
    pass->used += bytes;
    gj_pass_seam(pass);
}

/* --------------------------------------------------------------- characters */

static void end_here(gj_pass *pass, size_t bytes)
{
    if (gj_sentence_goes_on(pass->text, pass->used + bytes)) {
        put_letter(pass, GJ_STOP, bytes);
        return;
    }
    pass->used += bytes;
    pass->ended = true;
}

static void skip(gj_pass *pass, size_t bytes)
{
    pass->used += bytes;
    gj_pass_seam(pass);
}

/** A character that goes into the skeleton, lower-case and half-width. */
static void put_special(gj_pass *pass, uint32_t letter, size_t bytes)
{
    const char *at = pass->text.data + pass->used;

    if (letter >= 'A' && letter <= 'Z') {
        put_letter(pass, letter + 'a' - 'A', bytes);
    } else if (letter == (uint8_t)*at || bytes != 3 || letter >= 0x800) {
        put(pass, at, bytes);
        pass->used += bytes;
    } else {
        put_letter(pass, letter, bytes);
    }
}

/** A character that the pass stops at. */
static void take_special(gj_pass *pass)
{
    uint32_t letter;
    size_t listed;
    size_t bytes = gj_pass_look(pass, pass->used, &letter);
    size_t spaces =
        gj_spaces(pass->text.data + pass->used, pass->text.length - pass->used);

    if (spaces > 0) {
        skip(pass, spaces);
    } else if (gj_is_end(letter)) {
        end_here(pass, bytes);
    } else if ((listed = gj_pass_list_number(pass)) > 0) {
        skip(pass, listed);
    } else if (!gj_pass_number(pass)) {
        put_special(pass, letter, bytes);
    }
}

static void take_half_width(gj_pass *pass, uint8_t byte)
{
    bool letter = byte >= 'a' && byte <= 'z';

    if (letter || byte == '.' || byte == '-' || byte == '/') {
        put(pass, pass->text.data + pass->used, 1);
        pass->used++;
    } else if (byte == '(' || byte == ')' || byte == ',' || byte == ':' ||
               byte == ';') {
        put_letter(pass, byte + 0xFEE0u, 1);
    } else {
        take_special(pass);
    }
}

/** A character of three bytes that may be a sign or a numeral. */
static void take_wide(gj_pass *pass)
{
    const char *p = pass->text.data + pass->used;

    if (gj_letters_have(pass->lexicon->signs, gj_letter_wide(p))) {
        take_special(pass);
        return;
    }
    put(pass, p, 3);
    pass->used += 3;
}

/** Puts wide characters as they stand. */
static void put_run(gj_pass *pass, size_t bytes)
{
    gj_sentence *sentence = pass->sentence;
    const char *p = pass->text.data + pass->used;

    pass->used += bytes;
    if (sentence->length + bytes < GJ_SKELETON_BYTES) {
        memcpy(sentence->skeleton + sentence->length, p, bytes);
        sentence->length += (uint32_t)bytes;
        return;
    }
    for (size_t i = 0; i < bytes; i += 3)
        put(pass, p + i, 3);
}

/** A character that is not wide, or the last one. */
static void take_other(gj_pass *pass)
{
    const char *p = pass->text.data + pass->used;

    if (((uint8_t)*p & 0xF0) == 0xE0 && pass->text.length - pass->used >= 3)
        take_wide(pass);
    else if ((uint8_t)*p < 0x80)
        take_half_width(pass, (uint8_t)*p);
    else
        take_special(pass);
}

/** Puts what there is nothing to stop for; then what there is. False at the
    end of the text. */
static bool take_on(gj_pass *pass)
{
    const char *p = pass->text.data + pass->used;
    size_t room = pass->text.length - pass->used;
    size_t run = 0;

    for (; room - run >= 4; run += 3) {
        uint32_t bytes = gj_four_bytes(p + run);
        if ((bytes & 0xF0) != 0xE0 ||
            (pass->lexicon->glance[gj_glance_at(bytes)] & GJ_GLANCE_SIGN) != 0)
            break;
    }
    if (run > 0)
        put_run(pass, run);
    if (run == room)
        return false;
    take_other(pass);
    return true;
}

static void read_sentence(gj_pass *pass)
{
    begin_sentence(pass);
    while (!pass->ended && take_on(pass))
        continue;
    pass->sentence->to = (uint32_t)pass->used;
    pass->take(pass->context, pass->sentence);
}

/** Bytes of the character that ends right before a place which is not the
    text's beginning; *end is set where it ends a sentence. */
static size_t step_back(gj_text text, size_t at, bool *end)
{
    const uint8_t *p = (const uint8_t *)text.data + at;

    *end = false;
    if (at < 3 || (p[-3] & 0xF0) != 0xE0) {
        *end = p[-1] == '\n' || p[-1] == '!' || p[-1] == '?';
        return 1;
    }
    /* 。 is E3 80 82, ！ is EF BC 81, ？ is EF BC 9F. */
    if (p[-3] == 0xE3)
        *end = p[-2] == 0x80 && p[-1] == 0x82;
    else if (p[-3] == 0xEF)
        *end = p[-2] == 0xBC && (p[-1] == 0x81 || p[-1] == 0x9F);
    return 3;
}

/** Where the sentence begins that has a place in it; not before `from`. */
static size_t beginning(gj_text text, size_t from, size_t at)
{
    while (at > from) {
        bool end;
        /* Nearly all are words' characters, which end nothing. */
        while (at - from >= 3 && gj_is_common(text.data + at - 3, 3))
            at -= 3;
        if (at == from)
            break;
        size_t step = step_back(text, at, &end);
        if (end && !gj_sentence_goes_on(text, at))
            break;
        at -= step;
    }
    return at;
}

/** Whether a sentence is worth reading; where it is not, *end is where it
    ends. */
static bool is_worth(const gj_pass *pass, gj_vain *vain, size_t from, size_t at,
                     size_t *end)
{
    *end = gj_vain_recall(vain, pass->text, from, at);
    if (*end > 0)
        return false;
    if (gj_lexicon_survey(pass->lexicon, pass->text, from, end,
                          &pass->sentence->worth))
        return true;
    gj_vain_keep(vain, pass->text, from, at, *end);
    return false;
}

void gj_scan(const gj_lexicon *lexicon, gj_text text, int64_t year,
             gj_vain *vain, gj_sentence *sentence, gj_sentence_taker *take,
             void *context)
{
    gj_pass pass = {.lexicon = lexicon,
                    .text = text,
                    .year = year,
                    .sentence = sentence,
                    .take = take,
                    .context = context};
    gj_haul haul;
    size_t at;

    gj_net_cast(&haul, &lexicon->net, text);
    while ((at = gj_lexicon_glance(lexicon, &haul)) < text.length) {
        if (at < pass.used)
            continue;
        size_t from = beginning(text, pass.used, at);
        size_t end;
        bool worth = is_worth(&pass, vain, from, at, &end);
        pass.used = worth ? from : end;
        if (worth)
            read_sentence(&pass);
        gj_haul_skip(&haul, pass.used);
    }
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

/* Text as a terminal takes it: how wide it is, what of it is safe to print,
 * and colours. Nothing that came from a report or a path may reach a terminal
 * unless it went through here. */
#ifndef GJ_WRITER_TERMINAL_H
#define GJ_WRITER_TERMINAL_H

#include "base/text.h"
#include "writer/writer.h"

/** Columns that a text takes: 2 for a Chinese character, 0 for a combining
    mark, 1 where Unicode leaves the choice. Of text that is visible. */
size_t gj_text_width(gj_text text);

/** Appends the text as UTF-8: each byte that is none becomes U+FFFD. */
void gj_buffer_valid(gj_buffer *out, gj_text text);

/** Whether a character is a control character, invisible, or turns the
    direction of writing. */
bool gj_hides(int32_t code);

/** Whether a byte goes on with a character. */
static inline bool gj_goes_on(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/** Bytes of a character of more than one, at the beginning of `left` bytes,
   that surely shows itself: those that Chinese is written with. 0 for all
   others. */
static inline size_t gj_shown_bytes(const unsigned char *at, size_t left)
{
    if (left >= 3 && at[0] >= 0xE2 && gj_goes_on(at[1]) && gj_goes_on(at[2])) {
        if (at[0] == 0xE2)
            return at[1] > 0x81 ||
                           (at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0xA7)
                       ? 3
                       : 0;
        if (at[0] == 0xEF)
            return at[1] == 0xBC || at[1] == 0xBD ? 3 : 0;
        return at[0] <= 0xE9 ? 3 : 0;
    }
    return left >= 2 && at[0] == 0xC2 && at[1] > 0xA0 && at[1] <= 0xBF &&
                   at[1] != 0xAD
               ? 2
               : 0;
}

/** Bytes from `from` on that are sound and show themselves, as far as that can
    be told without looking characters up. */
size_t gj_shown_run(gj_text text, size_t from);

/** Appends the text so that it shows all that it holds and can steer nothing:
    control characters, invisible ones and those that turn the direction of
    writing appear as \x1b or \u202e, bytes that are not UTF-8 as \xff. */
void gj_buffer_visible(gj_buffer *out, gj_text text);

/** Appends visible text cut to `width` columns, with … where it was cut. */
void gj_buffer_cut(gj_buffer *out, gj_text text, size_t width);

/** Appends lines of visible text, painted or not, each broken into some of at
    most `width` columns where words end; those behind the first have `indent`
    spaces in front.
    A word that is longer than a line is left to the terminal, so that a path
    stays one. */
void gj_buffer_wrapped(gj_buffer *out, gj_text lines, size_t width,
                       size_t indent);

/** Appends `count` spaces. */
void gj_buffer_spaces(gj_buffer *out, size_t count);

/** What text is painted as. */
typedef enum gj_paint {
    GJ_PAINT_PATH,
    GJ_PAINT_ERROR,
    GJ_PAINT_WARNING,
    GJ_PAINT_INFO,
    GJ_PAINT_GOOD,
    GJ_PAINT_QUIET,
    GJ_PAINT_HEADING
} gj_paint;

/** Begins and ends a painted stretch; append nothing where no colour is
    wanted. */
void gj_paint_on(gj_buffer *out, const gj_writing *writing, gj_paint paint);
void gj_paint_off(gj_buffer *out, const gj_writing *writing);
/** How a severity is painted. */
gj_paint gj_paint_of(uint32_t severity);

#endif

#include "writer/terminal.h"

#include <utf8proc.h>

static const char *const sequences[] = {
    [GJ_PAINT_PATH] = "\x1b[1m",     [GJ_PAINT_ERROR] = "\x1b[1;31m",
    [GJ_PAINT_WARNING] = "\x1b[33m", [GJ_PAINT_INFO] = "\x1b[36m",
    [GJ_PAINT_GOOD] = "\x1b[32m",    [GJ_PAINT_QUIET] = "\x1b[2m",
    [GJ_PAINT_HEADING] = "\x1b[1m",
};

/* One step through text: a character, or a byte that is none (code < 0). */
typedef struct step {
    utf8proc_int32_t code;
    size_t length;
} step;

static step step_at(gj_text text, size_t at)
{
    step next = {-1, 1};
    utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                         (utf8proc_ssize_t)(text.length - at), &next.code);

    if (length <= 0)
        return (step){-1, 1};
    next.length = (size_t)length;
    return next;
}

static size_t width_of(utf8proc_int32_t code)
{
    int width = code < 0 ? 1 : utf8proc_charwidth(code);
    return width > 0 ? (size_t)width : 0;
}

size_t gj_text_width(gj_text text)
{
    size_t width = 0;

    for (size_t at = 0; at < text.length;) {
        step next = step_at(text, at);
        width += width_of(next.code);
        at += next.length;
    }
    return width;
}

void gj_buffer_valid(gj_buffer *out, gj_text text)
{
    for (size_t at = 0; at < text.length;) {
        step next = step_at(text, at);
        if (next.code < 0)
            gj_buffer_string(out, "\uFFFD");
        else
            gj_buffer_add(out, text.data + at, next.length);
        at += next.length;
    }
}

/* Private-use characters stay: rare characters in names are written with
   them. */
bool gj_hides(int32_t code)
{
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return false;
    }
}

static void show_hidden(gj_buffer *out, utf8proc_int32_t code)
{
    if (code < 0x80)
        gj_buffer_print(out, "\\x%02x", (unsigned)code);
    else if (code < 0x10000)
        gj_buffer_print(out, "\\u%04x", (unsigned)code);
    else
        gj_buffer_print(out, "\\U%08x", (unsigned)code);
}

size_t gj_shown_run(gj_text text, size_t from)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t at = from;

    while (at < text.length) {
        size_t length = bytes[at] >= 0x20 && bytes[at] < 0x7F
                            ? 1
                            : gj_shown_bytes(bytes + at, text.length - at);
        if (length == 0)
            break;
        at += length;
    }
    return at - from;
}

void gj_buffer_visible(gj_buffer *out, gj_text text)
{
    for (size_t at = 0; at < text.length;) {
        size_t plain = gj_shown_run(text, at);
        gj_buffer_add(out, text.data + at, plain);
        at += plain;
        if (at == text.length)
            break;
        step next = step_at(text, at);
        if (next.code < 0)
            gj_buffer_print(out, "\\x%02x", (unsigned char)text.data[at]);
        else if (gj_hides(next.code))
            show_hidden(out, next.code);
        else
            gj_buffer_add(out, text.data + at, next.length);
        at += next.length;
    }
}

/* Bytes of the longest beginning that is at most `width` wide. */
static size_t fitting(gj_text text, size_t width)
{
    size_t used = 0;
    size_t at = 0;

    while (at < text.length) {
        step next = step_at(text, at);
        used += width_of(next.code);
        if (used > width)
            break;
        at += next.length;
    }
    return at;
}

void gj_buffer_cut(gj_buffer *out, gj_text text, size_t width)
{
    gj_buffer visible = {0};

    gj_buffer_visible(&visible, text);
    gj_text whole = gj_buffer_view(&visible);
    if (gj_text_width(whole) <= width) {
        gj_buffer_text(out, whole);
    } else if (width > 0) {
        gj_buffer_add(out, whole.data, fitting(whole, width - 1));
        gj_buffer_string(out, "…");
    }
    gj_buffer_free(&visible);
}

/* -------------------------------------------------------------- wrapping */

/* A line under way: what is behind `done` may still go to the next one. */
typedef struct wrapping {
    gj_buffer *out;
    gj_text text;
    size_t width;
    size_t indent;
    size_t done;
    /** Columns taken up to here, and up to the last place where the line may
        be broken; 0 where there is none. */
    size_t used;
    size_t place;
    size_t place_used;
    utf8proc_int32_t word;
    utf8proc_int32_t before;
} wrapping;

static bool is_in(utf8proc_int32_t code, const char *set)
{
    char bytes[5] = {0};

    if (code <= 0)
        return false;
    utf8proc_encode_char(code, (utf8proc_uint8_t *)bytes);
    return strstr(set, bytes) != NULL;
}

static bool is_digit(utf8proc_int32_t code)
{
    return code >= '0' && code <= '9';
}

/* Whether words end between two characters: behind spaces, and at Chinese
   ones, but for signs, and for a number and what it counts. `word` is the last
   character that was no space. */
static bool may_break(utf8proc_int32_t word, utf8proc_int32_t before,
                      utf8proc_int32_t after)
{
    if (after == ' ' || (is_digit(word) && width_of(after) == 2))
        return false;
    if (before == ' ')
        return true;
    if (width_of(before) < 2 && width_of(after) < 2)
        return false;
    return !is_in(before, "([（《“‘「『【〔-−+*") &&
           !is_in(after, ")],.;:!?%）》”’」』】〕，。；：、！？…·％");
}

static void break_line(wrapping *w)
{
    gj_text part = {w->text.data + w->done, w->place - w->done};

    while (part.length > 0 && part.data[part.length - 1] == ' ')
        part.length--;
    gj_buffer_text(w->out, part);
    gj_buffer_byte(w->out, '\n');
    gj_buffer_spaces(w->out, w->indent);
    w->used = w->used - w->place_used + w->indent;
    w->done = w->place;
    w->place = 0;
}

/* Bytes of what paints and takes no column. */
static size_t painted(gj_text text, size_t at)
{
    size_t end = at;

    if (text.data[at] != '\x1b')
        return 0;
    while (end < text.length && text.data[end] != 'm')
        end++;
    return end - at + (end < text.length);
}

static void wrap_line(wrapping *w)
{
    /* Behind the last character and what ends its paint: what begins one goes
       with the character that follows. */
    size_t behind = 0;

    for (size_t at = 0, length; at < w->text.length; at += length) {
        length = painted(w->text, at);
        if (length > 0) {
            bool ends = length == 4 && w->text.data[at + 2] == '0';
            behind = ends ? at + length : behind;
            continue;
        }
        step next = step_at(w->text, at);
        length = next.length;
        if (w->used > w->indent && may_break(w->word, w->before, next.code)) {
            w->place = behind;
            w->place_used = w->used;
        }
        w->before = next.code;
        w->word = next.code == ' ' ? w->word : next.code;
        w->used += width_of(next.code);
        behind = at + length;
        if (w->used <= w->width || next.code == ' ')
            continue;
        if (w->place > 0)
            break_line(w);
        else
            w->used = width_of(next.code);
    }
    gj_buffer_add(w->out, w->text.data + w->done, w->text.length - w->done);
}

void gj_buffer_wrapped(gj_buffer *out, gj_text lines, size_t width,
                       size_t indent)
{
    while (lines.length > 0) {
        const char *end = memchr(lines.data, '\n', lines.length);
        size_t length = end != NULL ? (size_t)(end - lines.data) : lines.length;
        wrapping w = {.out = out,
                      .text = {lines.data, length},
                      .width = width,
                      .indent = indent};
        wrap_line(&w);
        if (end == NULL)
            return;
        gj_buffer_byte(out, '\n');
        lines.data += length + 1;
        lines.length -= length + 1;
    }
}

void gj_buffer_spaces(gj_buffer *out, size_t count)
{
    char *end = gj_buffer_room(out, count);
    memset(end, ' ', count);
    end[count] = '\0';
    out->length += count;
}

void gj_paint_on(gj_buffer *out, const gj_writing *writing, gj_paint paint)
{
    if (writing->colour)
        gj_buffer_string(out, sequences[paint]);
}

void gj_paint_off(gj_buffer *out, const gj_writing *writing)
{
    if (writing->colour)
        gj_buffer_string(out, "\x1b[0m");
}

gj_paint gj_paint_of(uint32_t severity)
{
    switch (severity) {
    case GJ_ERROR:
        return GJ_PAINT_ERROR;
    case GJ_WARNING:
        return GJ_PAINT_WARNING;
    default:
        return GJ_PAINT_INFO;
    }
}

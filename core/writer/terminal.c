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
static bool hides(utf8proc_int32_t code)
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

void gj_buffer_visible(gj_buffer *out, gj_text text)
{
    for (size_t at = 0; at < text.length;) {
        step next = step_at(text, at);
        if (next.code < 0)
            gj_buffer_print(out, "\\x%02x", (unsigned char)text.data[at]);
        else if (hides(next.code))
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

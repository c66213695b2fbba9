#include "writer/logged.h"

#include <utf8proc.h>

/* GitHub's runner looks for :: behind any white space that Unicode has. */
static size_t blanks_of(gj_text line)
{
    size_t at = 0;

    while (at < line.length) {
        utf8proc_int32_t code;
        utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)line.data + at,
                             (utf8proc_ssize_t)(line.length - at), &code);
        if (length <= 0 || utf8proc_category(code) != UTF8PROC_CATEGORY_ZS)
            break;
        at += (size_t)length;
    }
    return at;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Bytes from ## up to the bracket of a command, or 0. */
static size_t opening(gj_text text, size_t at)
{
    size_t end = at + 2;

    if (text.length - at < 3 || memcmp(text.data + at, "##", 2) != 0)
        return 0;
    while (end < text.length && is_letter(text.data[end]))
        end++;
    return end < text.length && text.data[end] == '[' ? end - at : 0;
}

static void add_line(gj_buffer *out, gj_text line)
{
    size_t at = blanks_of(line);
    size_t from = 0;

    if (line.length - at >= 2 && memcmp(line.data + at, "::", 2) == 0) {
        gj_buffer_add(out, line.data, at);
        gj_buffer_byte(out, '\\');
        from = at;
    }
    for (; at < line.length; at++) {
        size_t length = opening(line, at);
        if (length == 0)
            continue;
        gj_buffer_add(out, line.data + from, at + length - from);
        gj_buffer_byte(out, '\\');
        from = at + length;
    }
    gj_buffer_add(out, line.data + from, line.length - from);
}

void gj_buffer_logged(gj_buffer *out, gj_text lines)
{
    for (size_t at = 0; at < lines.length;) {
        const char *from = lines.data + at;
        const char *feed = memchr(from, '\n', lines.length - at);
        size_t length =
            feed != NULL ? (size_t)(feed + 1 - from) : lines.length - at;
        add_line(out, (gj_text){from, length});
        at += length;
    }
}

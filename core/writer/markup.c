#include "writer/markup.h"

#include "writer/terminal.h"

/* -------------------------------------------------------------- Markdown */

/* GitHub and GitLab look for mentions, references and addresses in the text
   that comes out of Markdown, where a backslash has gone: only something
   between two characters parts them. A comment leaves nothing behind. */
static const char parting[] = "<!-- -->";

static bool starts(gj_text text, size_t at, const char *with)
{
    size_t length = strlen(with);
    return text.length - at >= length &&
           strncasecmp(text.data + at, with, length) == 0;
}

/* Whether a character would mean something else than itself: anywhere, or as
   the first one of a block, `digits` being the number of digits before it. */
static bool is_markup(gj_text text, size_t at, size_t digits)
{
    static const char anywhere[] = "\\`*_[]<>&|~$!";
    static const char first[] = "#+-=.):";
    char byte = text.data[at];

    return strchr(anywhere, byte) != NULL ||
           (at <= digits && strchr(first, byte) != NULL);
}

/* Whether a character would make a mention, a reference, a link or a picture of
   what follows it. */
static bool is_trigger(gj_text text, size_t at)
{
    char byte = text.data[at];
    bool more = at + 1 < text.length && text.data[at + 1] != ' ';

    return (strchr("@#!$&~^%:", byte) != NULL && more) ||
           (byte == '-' && at >= 2 && starts(text, at - 2, "gh-")) ||
           (byte == 'w' && at >= 2 && starts(text, at - 2, "www."));
}

void gj_buffer_markdown(gj_buffer *out, gj_text text)
{
    gj_buffer visible = {0};

    gj_buffer_visible(&visible, text);
    gj_text shown = gj_buffer_view(&visible);
    size_t digits = shown.length > 0 ? strspn(shown.data, "0123456789") : 0;
    for (size_t i = 0; i < shown.length; i++) {
        if (is_markup(shown, i, digits))
            gj_buffer_byte(out, '\\');
        gj_buffer_byte(out, shown.data[i]);
        if (is_trigger(shown, i))
            gj_buffer_string(out, parting);
    }
    gj_buffer_free(&visible);
}

static size_t longest_run(gj_text text, char byte)
{
    size_t longest = 0;
    size_t run = 0;

    for (size_t i = 0; i < text.length; i++) {
        run = text.data[i] == byte ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    return longest;
}

static void add_repeated(gj_buffer *out, char byte, size_t count)
{
    for (size_t i = 0; i < count; i++)
        gj_buffer_byte(out, byte);
}

void gj_buffer_code(gj_buffer *out, gj_text text)
{
    gj_buffer visible = {0};

    gj_buffer_visible(&visible, text);
    gj_text shown = gj_buffer_view(&visible);
    size_t fence = longest_run(shown, '`') + 1;
    const char *space = fence > 1 ? " " : "";
    if (shown.length > 0) {
        add_repeated(out, '`', fence);
        gj_buffer_string(out, space);
        for (size_t i = 0; i < shown.length; i++) {
            /* Tables are cut at | before code spans are looked for. */
            if (shown.data[i] == '|')
                gj_buffer_byte(out, '\\');
            gj_buffer_byte(out, shown.data[i]);
        }
        gj_buffer_string(out, space);
        add_repeated(out, '`', fence);
    }
    gj_buffer_free(&visible);
}

/* ---------------------------------------------------------- XML and HTML */

static const char *entity_of(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* What is visible has no control characters left; of the rest, XML lacks
   U+FFFE and U+FFFF alone. */
static bool lacks(const char *at)
{
    return memcmp(at, "\xEF\xBF\xBE", 3) == 0 ||
           memcmp(at, "\xEF\xBF\xBF", 3) == 0;
}

void gj_buffer_escaped(gj_buffer *out, gj_text text)
{
    gj_buffer visible = {0};

    gj_buffer_visible(&visible, text);
    for (size_t i = 0; i < visible.length; i++) {
        const char *at = visible.data + i;
        const char *entity = entity_of(*at);
        if (entity != NULL) {
            gj_buffer_string(out, entity);
        } else if (*at == '#' && i > 0 && at[-1] == '#') {
            /* ##[ begins a command in the log of a CI job. */
            gj_buffer_string(out, "&#35;");
        } else if (*at == '\xEF' && lacks(at)) {
            gj_buffer_print(out, "\\uff%02x", at[2] == '\xBE' ? 0xfe : 0xff);
            i += 2;
        } else {
            gj_buffer_byte(out, *at);
        }
    }
    gj_buffer_free(&visible);
}

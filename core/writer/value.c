#include "writer/value.h"

#include <utf8proc.h>

#include "writer/terminal.h"

enum { INDENT = 2, SHORT = 12 };

/* Where a value is dumped, and how deep in the frame it stands. */
typedef struct sheet {
    gj_buffer *bytes;
    size_t depth;
} sheet;

/* Whether a byte may begin a character that hides, or be of a command; hardly
   any of Chinese does. */
static bool may_matter(unsigned char byte)
{
    return byte == '#' || (byte >= 0x7F && (byte <= 0xE2 || byte >= 0xEF));
}

/* ##[ begins a command wherever it stands in the log of a CI job. */
static bool is_second_hash(const char *from, const char *at)
{
    return *at == '#' && at > from && at[-1] == '#';
}

static void add_escape(gj_buffer *out, utf8proc_int32_t code)
{
    if (code < 0x10000)
        gj_buffer_print(out, "\\u%04x", (unsigned)code);
    else
        gj_buffer_print(out, "\\u%04x\\u%04x", 0xD7C0U + ((unsigned)code >> 10),
                        0xDC00U + ((unsigned)code & 0x3FF));
}

/* Adds bytes of JSON that jansson wrote. It escapes what JSON says must be;
   here all is escaped that gj_buffer_visible() would, since JSON too is looked
   at on terminals and in editors. */
static void add_visible(gj_buffer *out, const char *from, const char *stop)
{
    for (const char *at = from; at < stop;) {
        utf8proc_int32_t code;
        if (!may_matter((unsigned char)*at)) {
            at++;
            continue;
        }
        utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)at, stop - at, &code);
        if (length > 0 && (gj_hides(code) || is_second_hash(from, at))) {
            gj_buffer_add(out, from, (size_t)(at - from));
            add_escape(out, code);
            from = at + length;
        }
        at += length > 0 ? length : 1;
    }
    gj_buffer_add(out, from, (size_t)(stop - from));
}

/* Line feeds in strings are escaped: one that comes here ends a line. */
static int add_bytes(const char *bytes, size_t length, void *context)
{
    sheet *to = context;
    const char *stop = bytes + length;

    for (const char *at = bytes; at < stop;) {
        const char *line = memchr(at, '\n', (size_t)(stop - at));
        const char *next = line != NULL ? line + 1 : stop;
        add_visible(to->bytes, at, next);
        if (line != NULL)
            gj_buffer_spaces(to->bytes, to->depth * INDENT);
        at = next;
    }
    return 0;
}

void gj_json_value(gj_buffer *out, json_t *value, gj_json_style style,
                   size_t depth)
{
    sheet to = {out, depth};
    size_t flags = style == GJ_JSON_PRETTY ? JSON_INDENT(INDENT) : JSON_COMPACT;

    json_dump_callback(value, add_bytes, &to, flags | JSON_ENCODE_ANY);
    json_decref(value);
}

/* jansson refuses what is not UTF-8, and an entry must not vanish because of
   the name of its file. */
json_t *gj_json_string(gj_text text)
{
    json_t *string = text.length > 0 ? json_stringn(text.data, text.length)
                                     : json_string("");

    if (string == NULL) {
        gj_buffer valid = {0};
        gj_buffer_valid(&valid, text);
        string = json_stringn(valid.data, valid.length);
        gj_buffer_free(&valid);
    }
    return string;
}

/* Whether a text stands in JSON as it is. */
static bool is_plain(gj_text text)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    size_t at = 0;

    while (at < text.length) {
        unsigned char byte = bytes[at];
        size_t length = 1;
        if (byte < 0x20 || byte == '"' || byte == '#' || byte == '\\')
            return false;
        if (byte >= 0x7F)
            length = gj_shown_bytes(bytes + at, text.length - at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

static void add_quoted(gj_buffer *out, gj_text text)
{
    char *to = gj_buffer_room(out, text.length + 2);

    *to++ = '"';
    if (text.length > 0)
        to = mempcpy(to, text.data, text.length);
    *to++ = '"';
    *to = '\0';
    out->length += text.length + 2;
}

void gj_json_text(gj_buffer *out, gj_text text)
{
    /* Nearly all are, and need no tree. */
    if (is_plain(text))
        add_quoted(out, text);
    else
        gj_json_value(out, gj_json_string(text), GJ_JSON_COMPACT, 0);
}

void gj_json_known(gj_buffer *out, gj_memo *memo, gj_text text)
{
    bool known;

    /* A short word is written sooner than found. */
    if (text.length <= SHORT) {
        gj_json_text(out, text);
        return;
    }
    gj_buffer *answer = gj_memo_find(memo, text, &known);

    if (!known)
        gj_json_text(answer, text);
    gj_buffer_text(out, gj_buffer_view(answer));
}

void gj_json_digest(gj_buffer *out, const gj_digest *digest)
{
    gj_buffer_byte(out, '"');
    gj_digest_text(digest, out);
    gj_buffer_byte(out, '"');
}

void gj_json_integer(gj_buffer *out, int64_t number)
{
    if (number < 0)
        gj_buffer_byte(out, '-');
    gj_buffer_number(out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

static void break_line(gj_buffer *out, gj_json_style style, size_t depth)
{
    if (style == GJ_JSON_COMPACT)
        return;
    gj_buffer_byte(out, '\n');
    gj_buffer_spaces(out, depth * INDENT);
}

void gj_json_element(gj_buffer *out, gj_json_style style, size_t depth,
                     uint64_t count)
{
    if (count > 0)
        gj_buffer_byte(out, ',');
    break_line(out, style, depth);
}

void gj_json_list_end(gj_buffer *out, gj_json_style style, size_t depth,
                      uint64_t count)
{
    if (count > 0)
        break_line(out, style, depth - 1);
    gj_buffer_byte(out, ']');
}

#include "writer/letter.h"

#include <utf8proc.h>

#include "writer/terminal.h"

enum { INDENT = 2, SHORT = 12 };

/* No constant of a letter has this character in it. */
static const char mark[] = "\x01";
static const char written_mark[] = "\"\\u0001\"";

json_t *gj_hole(void)
{
    return json_string(mark);
}

/* ---------------------------------------------------------------- values */

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
    return text.length == 0 || (memchr(text.data, '"', text.length) == NULL &&
                                memchr(text.data, '\\', text.length) == NULL &&
                                memchr(text.data, '#', text.length) == NULL &&
                                gj_shown_run(text, 0) == text.length);
}

void gj_json_text(gj_buffer *out, gj_text text)
{
    /* Nearly all are, and need no tree. */
    if (is_plain(text)) {
        gj_buffer_byte(out, '"');
        gj_buffer_text(out, text);
        gj_buffer_byte(out, '"');
        return;
    }
    gj_json_value(out, gj_json_string(text), GJ_JSON_COMPACT, 0);
}

void gj_json_known(gj_buffer *out, gj_memo *memo, gj_text text)
{
    bool known;

    /* A short word is written sooner than found. */
    if (text.length <= SHORT && is_plain(text)) {
        gj_json_text(out, text);
        return;
    }
    gj_buffer *answer = gj_memo_find(memo, text, &known);

    if (!known)
        gj_json_text(answer, text);
    gj_buffer_text(out, gj_buffer_view(answer));
}

void gj_json_number(gj_buffer *out, uint64_t number)
{
    char digits[20];
    size_t first = sizeof digits;

    do
        digits[--first] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    gj_buffer_add(out, digits + first, sizeof digits - first);
}

void gj_json_integer(gj_buffer *out, int64_t number)
{
    if (number < 0)
        gj_buffer_byte(out, '-');
    gj_json_number(out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
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

/* --------------------------------------------------------------- letters */

void gj_letter_write(gj_letter *letter, json_t *tree, gj_json_style style,
                     size_t depth)
{
    const size_t length = sizeof written_mark - 1;
    gj_buffer whole = {0};

    gj_json_value(&whole, tree, style, depth);
    const char *at = whole.data;
    const char *stop = whole.data + whole.length;
    const char *hole;
    while (letter->hole_count < GJ_LETTER_HOLES &&
           (hole = memmem(at, (size_t)(stop - at), written_mark, length))) {
        gj_buffer_add(&letter->text, at, (size_t)(hole - at));
        letter->holes[letter->hole_count++] = letter->text.length;
        at = hole + length;
    }
    gj_buffer_add(&letter->text, at, (size_t)(stop - at));
    gj_buffer_free(&whole);
}

void gj_letter_free(gj_letter *letter)
{
    gj_buffer_free(&letter->text);
    *letter = (gj_letter){0};
}

gj_copying gj_letter_copy(gj_letter *letters, unsigned with,
                          json_t *(*tree)(unsigned with), gj_json_style style,
                          size_t depth, gj_buffer *out)
{
    gj_letter *letter = &letters[with];

    if (!gj_letter_written(letter))
        gj_letter_write(letter, tree(with), style, depth);
    return (gj_copying){.out = out, .letter = letter};
}

void gj_copy_on(gj_copying *copying)
{
    const gj_letter *letter = copying->letter;
    size_t end = copying->next < letter->hole_count
                     ? letter->holes[copying->next++]
                     : letter->text.length;

    gj_buffer_add(copying->out, letter->text.data + copying->at,
                  end - copying->at);
    copying->at = end;
}

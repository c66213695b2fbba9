#include "writer/letter.h"

/* No constant of a letter has this character in it. */
static const char mark[] = "\x01";
static const char written_mark[] = "\"\\u0001\"";

json_t *gj_hole(void)
{
    return json_string(mark);
}

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

/* Copies on to the next hole, where it makes room for `length` bytes and
   returns where they go; filled() says where they ended. */
static inline char *copied(gj_copying *c, size_t length)
{
    const gj_letter *letter = c->letter;
    size_t end = c->next < letter->hole_count ? letter->holes[c->next++]
                                              : letter->text.length;
    size_t passed = end - c->at;
    char *to = gj_buffer_room(c->out, passed + length);

    memcpy(to, letter->text.data + c->at, passed);
    c->at = end;
    return to + passed;
}

static inline void filled(gj_copying *c, char *end)
{
    *end = '\0';
    c->out->length = (size_t)(end - c->out->data);
}

void gj_copy_on(gj_copying *c)
{
    filled(c, copied(c, 0));
}

/* ----------------------------------------------------------------- holes */

void gj_fill_written(gj_copying *c, gj_text json)
{
    char *to = copied(c, json.length);
    filled(c, mempcpy(to, json.data, json.length));
}

void gj_fill_null(gj_copying *c)
{
    gj_fill_written(c, (gj_text){"null", 4});
}

void gj_fill_word(gj_copying *c, const char *word)
{
    size_t length = strlen(word);
    char *to = copied(c, length + 2);

    *to++ = '"';
    to = mempcpy(to, word, length);
    *to++ = '"';
    filled(c, to);
}

void gj_fill_text(gj_copying *c, gj_text text)
{
    gj_copy_on(c);
    gj_json_text(c->out, text);
}

void gj_fill_known(gj_copying *c, gj_memo *memo, gj_text text)
{
    gj_copy_on(c);
    gj_json_known(c->out, memo, text);
}

void gj_fill_number(gj_copying *c, uint64_t number)
{
    char *to = copied(c, GJ_MOST_DIGITS);
    filled(c, gj_digits(to, number));
}

void gj_fill_given(gj_copying *c, int64_t number)
{
    if (number == 0) {
        gj_fill_null(c);
        return;
    }
    gj_copy_on(c);
    gj_json_integer(c->out, number);
}

void gj_fill_digest(gj_copying *c, const gj_digest *digest)
{
    gj_copy_on(c);
    gj_json_digest(c->out, digest);
}

void gj_fill_decimal(gj_copying *c, int64_t millionths)
{
    gj_copy_on(c);
    gj_buffer_byte(c->out, '"');
    gj_buffer_decimal(c->out, millionths);
    gj_buffer_byte(c->out, '"');
}

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

/* ----------------------------------------------------------------- holes */

void gj_fill_null(gj_copying *c)
{
    gj_copy_on(c);
    gj_buffer_add(c->out, "null", 4);
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
    gj_copy_on(c);
    gj_buffer_number(c->out, number);
}

void gj_fill_given(gj_copying *c, int64_t number)
{
    gj_copy_on(c);
    if (number != 0)
        gj_json_integer(c->out, number);
    else
        gj_buffer_string(c->out, "null");
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

void gj_fill_written(gj_copying *c, gj_text json)
{
    gj_copy_on(c);
    gj_buffer_text(c->out, json);
}

/* JSON that is the same again and again but for a few values, such as a report
 * without findings. jansson builds and writes it once, as a letter with holes;
 * from then on only the holes are filled, with strings that jansson writes and
 * with whole numbers. */
#ifndef GJ_WRITER_LETTER_H
#define GJ_WRITER_LETTER_H

#include "base/memory.h"
#include "writer/value.h"

enum { GJ_LETTER_HOLES = 24 };

/** {0} is one that has not been written yet. */
typedef struct gj_letter {
    gj_buffer text;
    /** Where in the text the holes are. */
    size_t holes[GJ_LETTER_HOLES];
    size_t hole_count;
} gj_letter;

/** A value that becomes a hole. */
json_t *gj_hole(void);
/** Sets a member of an object, which owns the value from then on; the second
    makes it a hole, where it is wanted at all. */
static inline void gj_put(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value);
}
static inline void gj_put_hole(json_t *object, const char *key, bool wanted)
{
    if (wanted)
        gj_put(object, key, gj_hole());
}
/** Writes the letter from a tree, which it frees. `depth` says how many levels
    around it are open; that matters to GJ_JSON_PRETTY alone. */
void gj_letter_write(gj_letter *letter, json_t *tree, gj_json_style style,
                     size_t depth);
static inline bool gj_letter_written(const gj_letter *letter)
{
    return letter->text.length > 0;
}
void gj_letter_free(gj_letter *letter);

/** Copying a letter: `next` counts the holes passed. */
typedef struct gj_copying {
    gj_buffer *out;
    const gj_letter *letter;
    size_t next;
    size_t at;
} gj_copying;

/** Begins to copy one of several letters, letters[with], which is written from
    tree(with) where it is not yet. */
gj_copying gj_letter_copy(gj_letter *letters, unsigned with,
                          json_t *(*tree)(unsigned with), gj_json_style style,
                          size_t depth, gj_buffer *out);
/** Appends the letter up to its next hole; the caller then appends a value.
    Behind the last hole, appends what is left. */
void gj_copy_on(gj_copying *copying);

/** Copies on to the next hole, and fills it. gj_fill_known() is for texts that
    come again and again: the memo keeps them. gj_fill_word() is for words of
    ours, which JSON takes as they are, gj_fill_written() for JSON,
   gj_fill_given() is for a number that is null where it is 0, gj_fill_decimal()
   for an amount of millionths, as a string. */
void gj_fill_null(gj_copying *copying);
void gj_fill_word(gj_copying *copying, const char *word);
void gj_fill_text(gj_copying *copying, gj_text text);
void gj_fill_known(gj_copying *copying, gj_memo *memo, gj_text text);
void gj_fill_number(gj_copying *copying, uint64_t number);
void gj_fill_given(gj_copying *copying, int64_t number);
void gj_fill_digest(gj_copying *copying, const gj_digest *digest);
void gj_fill_decimal(gj_copying *copying, int64_t millionths);
void gj_fill_written(gj_copying *copying, gj_text json);

#endif

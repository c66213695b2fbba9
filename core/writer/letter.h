/* JSON that is the same again and again but for a few values, such as a report
 * without findings. jansson builds and writes it once, as a letter with holes;
 * from then on only the holes are filled, with strings that jansson writes and
 * with whole numbers. */
#ifndef GJ_WRITER_LETTER_H
#define GJ_WRITER_LETTER_H

#include <jansson.h>

#include "base/memo.h"
#include "base/memory.h"

/** How JSON is laid out: over many lines, or on one. */
typedef enum gj_json_style { GJ_JSON_PRETTY, GJ_JSON_COMPACT } gj_json_style;

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

/* ---------------------------------------------------------------- values */

/** Appends a value and frees it. Characters that hide are escaped. */
void gj_json_value(gj_buffer *out, json_t *value, gj_json_style style,
                   size_t depth);
/** Appends a text as a JSON string; bytes that are not UTF-8 become U+FFFD. */
void gj_json_text(gj_buffer *out, gj_text text);
/** The same for texts that come again and again: the memo keeps them. */
void gj_json_known(gj_buffer *out, gj_memo *memo, gj_text text);
void gj_json_number(gj_buffer *out, uint64_t number);
void gj_json_integer(gj_buffer *out, int64_t number);
/** A jansson string; bytes that are not UTF-8 become U+FFFD. */
json_t *gj_json_string(gj_text text);

/** Appends the separator and the line break that stand before element number
    `count` (from 0) of a list whose elements have this depth; and what ends
    such a list of `count` elements. */
void gj_json_element(gj_buffer *out, gj_json_style style, size_t depth,
                     uint64_t count);
void gj_json_list_end(gj_buffer *out, gj_json_style style, size_t depth,
                      uint64_t count);

#endif

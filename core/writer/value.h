/* Values as bytes of JSON. What is of any shape is a jansson tree; texts and
 * numbers, of which there are many, are written as they are. */
#ifndef GJ_WRITER_VALUE_H
#define GJ_WRITER_VALUE_H

#include <jansson.h>

#include "base/digest.h"
#include "base/memo.h"

/** How JSON is laid out: over many lines, or on one. */
typedef enum gj_json_style { GJ_JSON_PRETTY, GJ_JSON_COMPACT } gj_json_style;

/** Appends a value and frees it. Characters that hide are escaped. */
void gj_json_value(gj_buffer *out, json_t *value, gj_json_style style,
                   size_t depth);
/** Appends a text as a JSON string; bytes that are not UTF-8 become U+FFFD. */
void gj_json_text(gj_buffer *out, gj_text text);
/** The same for texts that come again and again: the memo keeps them. */
void gj_json_known(gj_buffer *out, gj_memo *memo, gj_text text);
void gj_json_digest(gj_buffer *out, const gj_digest *digest);
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

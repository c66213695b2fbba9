/* The flat byte encoding: fixed-width little-endian numbers, and text as a
 * length and bytes. The catalogue of rules and the results of a check are
 * written and read with nothing but these.
 *
 * The reading side trusts nothing: a cursor that would run over its end goes
 * bad, stays bad, and gives zeros and empty text from then on, so that a
 * decoder checks once, at the end. */
#ifndef GJ_BASE_CODEC_H
#define GJ_BASE_CODEC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

void gj_put_u8(gj_buffer *out, uint8_t number);
void gj_put_u32(gj_buffer *out, uint32_t number);
void gj_put_u64(gj_buffer *out, uint64_t number);
void gj_put_i64(gj_buffer *out, int64_t number);
void gj_put_text(gj_buffer *out, gj_text text);
void gj_put_words(gj_buffer *out, gj_words words);

/** Overwrites a number that was put before. */
void gj_set_u32(gj_buffer *out, size_t at, uint32_t number);

/** Begins a record: its kind and the place for its length. Returns what
    gj_end_record() needs. */
size_t gj_begin_record(gj_buffer *out, uint8_t kind);
void gj_end_record(gj_buffer *out, size_t start);

/** The head alone of a record of so many bytes, which come from elsewhere. */
void gj_put_head(gj_buffer *out, uint8_t kind, uint32_t length);

/** Puts a record of a u32 and some u64 at once. */
void gj_put_counts(gj_buffer *out, uint8_t kind, uint32_t first,
                   const uint64_t *counts, size_t count);

/** Where reading stands. Texts it gives point into the bytes. */
typedef struct gj_cursor {
    const char *at;
    const char *end;
    bool bad;
} gj_cursor;

gj_cursor gj_cursor_of(gj_text bytes);
uint8_t gj_get_u8(gj_cursor *in);
uint32_t gj_get_u32(gj_cursor *in);
uint64_t gj_get_u64(gj_cursor *in);
int64_t gj_get_i64(gj_cursor *in);
gj_text gj_get_text(gj_cursor *in);
/** A text that ends in a zero byte; NULL where it is empty. */
const char *gj_get_string(gj_cursor *in);
gj_words gj_get_words(gj_cursor *in);

/** Reads the next record's kind and gives a cursor over its fields alone.
    Returns 0 at the end, and when the bytes are not a record (in->bad). */
uint8_t gj_next_record(gj_cursor *in, gj_cursor *fields);

#endif

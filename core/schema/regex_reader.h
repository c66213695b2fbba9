/* An expression that is being read; for the files that read it. */
#ifndef GJ_SCHEMA_REGEX_READER_H
#define GJ_SCHEMA_REGEX_READER_H

#include <stdlib.h>

#include "schema/regex.h"

typedef struct gj_regex_reader {
    gj_regex *regex;
    gj_regex_fault *fault;
    const char *at;
    const char *end;
    /** The branch that terms are added to. */
    uint32_t branch;
    /** The term that was repeated last: it cannot be once more. */
    uint32_t repeated;
    uint32_t depth;
    uint8_t flags;
    /** What PCRE2 is to read of the term at hand; which characters of ASCII
       fit, and one beyond it, or 0. */
    gj_buffer out;
    bool ascii[128];
    uint32_t beyond_ascii;
} gj_regex_reader;

/** A character that fits the term at hand; 0 where none is known. */
uint32_t gj_regex_sample(const gj_regex_reader *r);
/** Makes ready for a term of one character. */
void gj_regex_begin(gj_regex_reader *r);
/** Appends a character so that it stands for itself, and notes that it
    fits. */
void gj_regex_put(gj_regex_reader *r, uint32_t character);
/** Takes a whole character. */
uint32_t gj_regex_take(gj_regex_reader *r);
/** Appends a character so that it stands for itself. */
void gj_regex_put_character(gj_buffer *out, uint32_t character);
static inline bool gj_regex_is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}
/** Reads \u behind its u: four digits, a pair of surrogates, or braces. */
bool gj_regex_read_unicode(gj_regex_reader *r, uint32_t *number);
/** Reads an escape that stands for one character, behind its backslash, and
    appends it. */
bool gj_regex_read_escape(gj_regex_reader *r);
/** Reads a class behind its bracket, and appends it. */
bool gj_regex_read_class(gj_regex_reader *r);

#endif

/* Patterns as narrative.json writes them: {name} is the form's piece of that
 * name. */
#ifndef GJ_NARRATIVE_SOURCE_H
#define GJ_NARRATIVE_SOURCE_H

#include "keep.h"

/** Bytes of the longest pattern with all its pieces. */
enum { GJ_LONGEST_SOURCE = 8192 };

/** The object of all pieces; lives as long as the form's data. */
typedef struct gj_pieces {
    const gj_values *values;
    gj_value all;
} gj_pieces;

/** What is wrong in an expression or a pattern, and where. */
typedef struct gj_mistake {
    uint32_t offset;
    uint32_t length;
    gj_words words;
} gj_mistake;

/** Puts a pattern together, in `bytes`. Without data where a piece is not
    there, or it is too long, with the mistake. */
gj_text gj_source_assemble(const gj_pieces *pieces, gj_text pattern,
                           char bytes[GJ_LONGEST_SOURCE], gj_mistake *mistake);

#endif

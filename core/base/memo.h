/* What was worked out for a text, kept until another text needs its place: for
 * answers that are asked for again and again, in memory that does not grow
 * with the number of questions. */
#ifndef GJ_BASE_MEMO_H
#define GJ_BASE_MEMO_H

#include <stdbool.h>

#include "base/text.h"

/** {0} is an empty one. */
typedef struct gj_memo {
    struct gj_memo_slot *slots;
    /** For texts that are too long to be kept. */
    gj_buffer spare;
} gj_memo;

/** The answer kept for a text. Where *known is false there is none: the buffer
    is empty, and what the caller appends to it is the answer from now on.
    Lent until the memo is asked for another text. */
gj_buffer *gj_memo_find(gj_memo *memo, gj_text text, bool *known);
void gj_memo_free(gj_memo *memo);

#endif

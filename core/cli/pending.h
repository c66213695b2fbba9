/* What was submitted to the pool and has not come back yet. The pool gives
 * outcomes in the order of the inputs, so that a queue is all it takes. */
#ifndef GJ_CLI_PENDING_H
#define GJ_CLI_PENDING_H

#include "finding/result.h"
#include "input/inputs.h"

typedef struct gj_submitted {
    gj_input_kind kind;
    /** Of a path that is passed over or done; the words are static. */
    gj_words why;
    /** Of a path that stands for several. */
    bool within;
    /** Of a report: what it is, for the journal; and whether that has its
        outcome already. */
    gj_digest input;
    bool known;
    /** The output that would replace it, or NULL. */
    struct gj_output *over;
} gj_submitted;

/** {0} is an empty one. Grows to the most that the pool ever holds. */
typedef struct gj_pending {
    gj_submitted *at;
    size_t room;
    size_t first;
    size_t count;
} gj_pending;

void gj_pending_put(gj_pending *pending, const gj_submitted *submitted);
/** There must be one. */
gj_submitted gj_pending_take(gj_pending *pending);
void gj_pending_free(gj_pending *pending);

#endif

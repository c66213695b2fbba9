/* Traces: what the evaluation of a valid value asked about its scalars.
 *
 * Which schemas are applied to what follows from the value's skeleton, from its
 * keys and containers, and from what the schemas applied to its scalars say.
 * So another value with the same skeleton is valid too, if each of its scalars
 * gives each of these schemas the answer that it gave then. Nothing else needs
 * to be gone through again.
 *
 * What does not follow from these answers has no trace: schemas with dynamic
 * references, containers that are compared with others (const, enum,
 * uniqueItems), and evaluations that come near a limit. */
#ifndef GJ_SCHEMA_TRACE_H
#define GJ_SCHEMA_TRACE_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/schema.h"

typedef struct gj_view gj_view;

/** A schema applied to a scalar, and whether it was valid. */
typedef struct gj_answer {
    uint64_t node;
    uint32_t block;
    bool valid;
} gj_answer;

typedef struct gj_trace {
    /** Whose skeleton it is, and of which value. */
    const gj_values *values;
    uint64_t skeleton;
    uint64_t root;
    gj_answer *answers;
    size_t count;
    size_t room;
    /** Steps that the evaluation took. */
    uint64_t spent;
    /** Valid values in a row that gave other answers. */
    uint32_t vain;
    bool complete;
    /** While it is being taken down: nothing speaks against it so far. */
    bool sound;
} gj_trace;

/** The trace of a value's skeleton, which may have none yet (not complete);
    NULL where it cannot have any. */
gj_trace *gj_trace_find(gj_checker *c, const gj_values *values, gj_value root);
/** Whether a value gives the answers of a complete trace. The evaluation has
    begun. */
bool gj_trace_repeats(gj_checker *c, gj_trace *trace, gj_value root);
/** Has the evaluation that begins take down a trace. */
void gj_trace_begin(gj_checker *c, gj_trace *trace);
/** The same where it ends. */
void gj_trace_end(gj_checker *c, bool valid);
/** Applies a block to a scalar, and takes down the answer. */
bool gj_trace_scalar(gj_checker *c, uint32_t block, const gj_view *view);
void gj_traces_free(gj_checker *c);

#endif

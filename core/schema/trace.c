#include "schema/trace.h"

#include <stdlib.h>

#include "document/look.h"
#include "schema/checker.h"

/* Traces that are kept, answers of one, and how often in a row one may have
   been of no use. */
enum { KEPT = 64, MOST_ANSWERS = 4096, MOST_VAIN = 8 };

static uint64_t skeleton_of(const gj_values *values, gj_value root)
{
    if (values->size <= offsetof(gj_values, skeleton))
        return 0;
    return values->skeleton(root);
}

gj_trace *gj_trace_find(gj_checker *c, const gj_values *values, gj_value root)
{
    uint64_t skeleton = skeleton_of(values, root);

    if (skeleton == 0 || c->schema->dynamics_count > 0)
        return NULL;
    if (c->traces == NULL)
        c->traces = gj_new(KEPT, sizeof *c->traces);
    uint64_t slot = skeleton * UINT64_C(0x9E3779B97F4A7C15) >> 40;
    gj_trace *trace = &c->traces[slot % KEPT];
    if (trace->skeleton != skeleton || trace->values != values ||
        trace->root != root.node)
        *trace = (gj_trace){.values = values,
                            .skeleton = skeleton,
                            .root = root.node,
                            .answers = trace->answers,
                            .room = trace->room};
    return trace->vain < MOST_VAIN ? trace : NULL;
}

/* Steps that is_in_range() leaves uncounted at most, in all: one for each
   answer; and for each of four bounds one for 64 bytes of a number, of which a
   document has no more than bytes. */
enum { MOST_UNCOUNTED = MOST_ANSWERS + GJ_BYTES_MOST / 64 * 4 };

/* Whether a value is a whole number within the range that is all that a block
   says about such: what nearly every cell is asked. */
static bool is_in_range(const gj_values *values, const gj_clause *block,
                        gj_value value)
{
    int64_t number;

    if (!block->ranged || values->decimal(value, &number) != GJ_DECIMAL_OK)
        return false;
    int64_t whole = number / 1000000;
    return whole * 1000000 == number && whole >= block->least &&
           whole <= block->most;
}

bool gj_trace_repeats(gj_checker *c, gj_trace *trace, gj_value root)
{
    const gj_values *values = trace->values;
    bool glance = c->rest >= MOST_UNCOUNTED;

    /* With what the rest of the evaluation takes, all of it stays within. */
    if (c->budget <= trace->spent)
        return false;
    c->budget -= trace->spent;
    c->rest = 0;
    for (size_t i = 0; i < trace->count; i++) {
        const gj_answer *answer = &trace->answers[i];
        const gj_clause *block = &c->schema->blocks[answer->block];
        gj_view view = {.value = {root.owner, answer->node}};
        if (glance && answer->valid && is_in_range(values, block, view.value))
            continue;
        view.type = values->type(view.value);
        if (gj_apply_block(c, answer->block, &view) != answer->valid)
            return false;
    }
    if (c->gave_up || c->budget == 0)
        return false;
    trace->vain = 0;
    return true;
}

void gj_trace_begin(gj_checker *c, gj_trace *trace)
{
    trace->count = 0;
    trace->sound = true;
    c->trace = trace;
}

void gj_trace_end(gj_checker *c, bool valid)
{
    gj_trace *trace = c->trace;

    c->trace = NULL;
    trace->vain += trace->complete && valid;
    trace->complete = valid && trace->sound && !c->remembers;
    trace->spent = c->limit - c->rest - c->budget;
}

bool gj_trace_scalar(gj_checker *c, uint32_t block, const gj_view *view)
{
    gj_trace *trace = c->trace;

    c->trace = NULL;
    bool valid = gj_apply_block(c, block, view);
    c->trace = trace;
    /* Keys that are taken for values belong to the skeleton. */
    if (c->values != trace->values)
        return valid;
    /* Alone it is applied at less depth than here. */
    if (trace->count == MOST_ANSWERS || c->depth > GJ_MOST_DEPTH / 2)
        trace->sound = false;
    if (!trace->sound)
        return valid;
    gj_grow(&trace->answers, trace->count, &trace->room,
            sizeof *trace->answers);
    trace->answers[trace->count++] =
        (gj_answer){view->value.node, block, valid};
    return valid;
}

void gj_traces_free(gj_checker *c)
{
    for (size_t i = 0; c->traces != NULL && i < KEPT; i++)
        free(c->traces[i].answers);
    free(c->traces);
}

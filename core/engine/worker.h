/* A worker: the process in which plugins run. */
#ifndef GJ_ENGINE_WORKER_H
#define GJ_ENGINE_WORKER_H

#include "engine/sandbox.h"
#include "engine/shared.h"

typedef struct gj_worker {
    /** With its forms open, and told which plugins to load. */
    gj_engine *engine;
    gj_sandbox sandbox;
    gj_worker_memory *memory;
    gj_batch_in *const *ins;
    gj_batch_out *const *outs;
    uint32_t batch_count;
    /** It says how long each input took. */
    bool timed;
    /** What another worker found out about the forms, for each kit; NULL for
        the first. */
    const gj_error *broken;
    /** Commands that came while it waited for something else. */
    gj_command kept[GJ_WORKER_JOBS];
    uint32_t kept_count;
    /** Bytes of the piece that is being filled. */
    size_t piece_length;
    /** The parent has not said yet that it has taken the last piece. */
    bool piece_out;
} gj_worker;

/** Loads plugins, hands over what they are, and checks batches until the parent
    closes the channel. Does not return. */
_Noreturn void gj_worker_run(gj_worker *worker);

#endif

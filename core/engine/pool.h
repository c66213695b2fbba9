/* The pool: inputs in, results out, in the order of the inputs.
 *
 * Whoever uses it reads inputs and writes results, and never runs a plugin's
 * code: that is done by worker processes, which can do nothing but compute. */
#ifndef GJ_ENGINE_POOL_H
#define GJ_ENGINE_POOL_H

#include "engine/engine.h"

typedef struct gj_pool gj_pool;

/** How to check. The engine's options are lent until gj_pool_close(). */
typedef struct gj_pool_options {
    gj_engine_options engine;
    /** Worker processes at once; 0: all in this process, nothing contained. */
    uint32_t workers;
    /** The folder of the plugins that came with the program, or NULL: these run
        together. Every other one gets workers of its own, so that it cannot
        touch another's verdicts. */
    const char *installed;
    /** Those that came with the program get workers of their own as well. */
    bool isolate_all;
    /** Faults of a plugin after which it is switched off for the run. */
    uint32_t max_faults;
    /** Milliseconds of processor time for one rule on one report. */
    uint32_t rule_timeout;
    /** Bytes of memory that a worker may use. */
    uint64_t memory_limit;
    /** Outcomes are to say how long they took. */
    bool timed;
} gj_pool_options;

enum {
    GJ_DEFAULT_MAX_FAULTS = 10,
    GJ_DEFAULT_RULE_TIMEOUT = 10000,
    GJ_DEFAULT_MEMORY_LIMIT = 512 << 20
};

/** What an earlier run found about an input: of its outcome, the status, the
    record (empty where the input was passed over) and the faults. */
typedef struct gj_past {
    gj_status status;
    gj_text record;
    gj_text faults;
} gj_past;

/** One input. All of it is copied by gj_pool_submit(). */
typedef struct gj_task {
    gj_source source;
    /** Found in a folder, rather than named: it is passed over where it is of
        no known form. */
    bool found;
    /** Nothing is checked: the caller is told when it is this one's turn. */
    bool pass;
    /** It was checked before: that is its outcome, and faults count as they
        did then. Else NULL. */
    const gj_past *past;
    /** The report; need not be padded. What stands in a room of the pool's is
        taken as it stands there. */
    gj_text bytes;
    /** Why there are no bytes; else NULL. */
    const gj_error *error;
    /** The day of the check, YYYYMMDD; 0: that of the engine's options. */
    uint32_t today;
    /** Given back with the outcome. */
    uint64_t tag;
} gj_task;

/** What became of an input. Lent until the callback returns. */
typedef struct gj_outcome {
    gj_source source;
    uint64_t tag;
    /** GJ_OK where the report was checked, else why there was none to be
        checked. With `result` NULL and FORM it was passed over. */
    gj_status status;
    /** NULL where there is none: the input was passed over. The receiver may
        change it. */
    gj_result *result;
    /** The same as flat bytes. */
    gj_text record;
    /** The rules, or plugins, that faulted on it so that it counts, a line
        each. */
    gj_text faults;
    /** Of the processor, that the slowest of its workers took, where that was
        asked for and there are workers. */
    uint64_t nanoseconds;
} gj_outcome;

/** Receives outcomes, in the order of the inputs, from within
    gj_pool_submit() and gj_pool_drain(). It must not call the pool. */
typedef void gj_deliver(void *context, const gj_outcome *outcome);
/** Told, in the same way, whenever what had become ready has been delivered:
    who reads along should have it now. */
typedef void gj_pause(void *context);

/** Loads forms and plugins. Fails as gj_engine_open() does; the pool is there
    all the same, with what it has of forms and plugins at fault, and must be
    closed. */
gj_status gj_pool_open(gj_pool **pool, const gj_pool_options *options,
                       gj_deliver *deliver, void *context, gj_error *error);
/** The same in two steps: the first reads data only. Between them, what is not
    to be as it lies in its folder may be changed in gj_pool_engine(). */
gj_status gj_pool_begin(gj_pool **pool, const gj_pool_options *options,
                        gj_deliver *deliver, void *context, gj_error *error);
gj_status gj_pool_load(gj_pool *pool, gj_error *error);
/** Between them, too: begins what gj_pool_load() waits for. The caller has time
    for something else, such as gj_pool_submit_ahead(). */
gj_status gj_pool_start(gj_pool *pool, gj_error *error);
void gj_pool_close(gj_pool *pool);
/** Says who is to be told of pauses; by itself nobody is. */
void gj_pool_on_pause(gj_pool *pool, gj_pause *pause);
/** Has the workers close what their plugins opened. Fails with PLUGIN and what
    happened where one does not come back from that. All that was submitted has
    been delivered; only gj_pool_close() may follow. */
gj_status gj_pool_end(gj_pool *pool, gj_error *error);

/** Gives a place for `more` bytes, and GJ_PADDING ones behind them, right
   behind what is kept of those before, which is moved where there is no such
   place; returns where that begins now. What is read there is not copied when
   it is submitted. Lent until the next call, with one input submitted in
    between. */
char *gj_pool_room(gj_pool *pool, gj_text kept, size_t more);

/** Takes an input, and delivers what has become ready. Waits while too many
    are in flight. */
void gj_pool_submit(gj_pool *pool, const gj_task *task);
/** The same for the first input, a report and not known, between
    gj_pool_start() and gj_pool_load(): it is there when plugins are. Returns
    false where it must be submitted later. */
bool gj_pool_submit_ahead(gj_pool *pool, const gj_task *task);
/** Delivers everything that was submitted. */
void gj_pool_drain(gj_pool *pool);
/** The same, and nothing will be submitted any more: workers end while the
    caller goes on. */
void gj_pool_finish(gj_pool *pool);
/** The same, but returns as soon as there is something to read in a file: for
    a call before waiting for more input, where somebody may wait for the
    results. */
void gj_pool_settle(gj_pool *pool, int file);

/** The index-th form that is at fault, or plugin that was refused, with the
    reason; NULL behind the last. */
const gj_error *gj_pool_broken(const gj_pool *pool, size_t index);
const gj_error *gj_pool_refusal(const gj_pool *pool, size_t index);
/** The forms; their kits are there only where there are no workers. */
gj_engine *gj_pool_engine(gj_pool *pool);
/** The catalogue of the index-th form; NULL where that is at fault. */
gj_catalogue *gj_pool_catalogue(const gj_pool *pool, size_t form);
/** What came of looking at the rules of the index-th form, which was
    engine.examined. Needs workers. Fails with what the form is at fault with,
   and with PLUGIN. */
gj_status gj_pool_examination(const gj_examination **examination,
                              const gj_pool *pool, size_t form,
                              gj_error *error);
/** The catalogues, for gj_result_read(). */
gj_catalogue *const *gj_pool_catalogues(const gj_pool *pool, size_t *count);

#endif

/* The memory that the parent and its workers share, and the few words that
 * they exchange over a socket.
 *
 * Inputs travel in batches. A batch's inputs are read-only to every worker; its
 * results, and what is ordered about it, are of one group of workers, the ones
 * that have the same plugins: another group never sees them. The parent copies
 * what it takes from there before it looks at it. */
#ifndef GJ_ENGINE_SHARED_H
#define GJ_ENGINE_SHARED_H

#include "engine/engine.h"

enum {
    /** Inputs in one batch, and the bytes from which on it is full. */
    GJ_BATCH_INPUTS = 32,
    GJ_BATCH_BYTES = 256 << 10,
    /** Room for results; what is larger goes over in pieces. */
    GJ_RESULT_BYTES = 1 << 20,
    GJ_ORDER_BYTES = 1 << 20
};

/** Where something is, counted from the beginning of `data`. */
typedef struct gj_span {
    uint64_t at;
    uint64_t length;
} gj_span;

/** One input of a batch. */
typedef struct gj_passage {
    gj_span path;
    gj_span bytes;
    uint64_t record;
    /** The day of the check. */
    uint32_t today;
    /** The parent knows the result already. */
    uint32_t known;
    uint32_t found;
} gj_passage;

/** Inputs of a batch. */
typedef struct gj_batch_in {
    uint32_t count;
    gj_passage inputs[GJ_BATCH_INPUTS];
    char data[];
} gj_batch_in;

/** A result: what gj_engine_check() returned and left in engine.last. */
typedef struct gj_answer {
    uint32_t status;
    uint32_t passed_over;
    /** Of the processor; 0 where nobody asks. */
    uint64_t nanoseconds;
    gj_span record;
} gj_answer;

/** Results of a batch from one group. */
typedef struct gj_batch_out {
    /** Inputs before this one have their answers. */
    volatile uint32_t done;
    gj_answer answers[GJ_BATCH_INPUTS];
    /** Encoded by the parent, see gj_orders_put(). */
    uint32_t order_length;
    char orders[GJ_ORDER_BYTES];
    char data[GJ_RESULT_BYTES];
} gj_batch_out;

/** From parent to worker: check a batch from an input on; or, with GJ_GO_ON,
    the piece was taken. */
typedef struct gj_command {
    uint32_t batch;
    uint32_t start;
} gj_command;

#define GJ_GO_ON UINT32_MAX

/** From worker to parent. */
typedef enum gj_word_kind {
    /** `number` bytes of something long are in the piece area, and more are to
        come. The parent answers each piece, also the last, with GJ_GO_ON. */
    GJ_WORD_PIECE = 1,
    /** The last piece: that was the hand-over. */
    GJ_WORD_READY,
    /** The last piece: that was the answer to one input. */
    GJ_WORD_LONG,
    /** The batch has been gone through, or its room is full: `number` inputs
        have their answers. */
    GJ_WORD_DONE,
    /** The system cannot contain the worker; `number` is errno's. */
    GJ_WORD_UNSAFE,
    /** The same, but only since plugins were loaded. */
    GJ_WORD_UNSEALED,
    /** The worker has nothing more to do, and ends. */
    GJ_WORD_CLOSED
} gj_word_kind;

typedef struct gj_word {
    uint32_t kind;
    uint32_t number;
} gj_word;

/** Batches that a worker is given at once: the next one lies ready while the
    parent still takes what the last one gave. */
enum { GJ_WORKER_JOBS = 2 };

/** What one worker has alone with its parent. */
typedef struct gj_worker_memory {
    gj_recorder recorder;
    char piece[GJ_RESULT_BYTES];
} gj_worker_memory;

/** Has the system give the pages that a hand-over takes, which it does faster
    all at once; the parent while it has nothing else to do, then the worker. */
void gj_piece_prepare(gj_worker_memory *memory);

/** Encodes an order about the index-th input of a batch, and reads them: calls
    `take` for each. Returns false where the bytes are none. */
void gj_orders_put(gj_buffer *out, uint32_t input, const gj_order *order);
typedef void gj_orders_take(void *context, uint32_t input,
                            const gj_order *order);
bool gj_orders_read(gj_text bytes, gj_orders_take *take, void *context);

#endif

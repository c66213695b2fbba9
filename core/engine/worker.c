#include "engine/worker.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "engine/handover.h"

/* ----------------------------------------------------------- the channel */

/** The parent is gone, or does not want more: there is nothing left to do. */
static _Noreturn void leave(gj_worker *worker)
{
#if defined GJ_UNCONTAINED
    /* A coverage build writes down what was reached. */
    gj_engine_close(worker->engine);
    worker->memory->recorder.end = GJ_END_CLOSED;
    exit(0);
#else
    const gj_word word = {GJ_WORD_CLOSED, 0};

    /* What memory there is goes with the process, which takes a while: the
       parent, if it is there, need not wait for that. */
    gj_engine_leave(worker->engine);
    worker->memory->recorder.end = GJ_END_CLOSED;
    (void)!write(worker->sandbox.channel, &word, sizeof word);
    _exit(0);
#endif
}

static void say(gj_worker *worker, gj_word_kind kind, size_t number)
{
    const gj_word word = {kind, (uint32_t)number};

    if (write(worker->sandbox.channel, &word, sizeof word) != sizeof word)
        leave(worker);
}

static gj_command listen_to(gj_worker *worker)
{
    gj_command command = {0, 0};

    if (read(worker->sandbox.channel, &command, sizeof command) !=
        sizeof command)
        leave(worker);
    return command;
}

/** Waits until the parent has taken the last piece; what else it says is kept.
 */
static void wait_to_go_on(gj_worker *worker)
{
    while (worker->piece_out) {
        gj_command command = listen_to(worker);
        if (command.batch == GJ_GO_ON)
            worker->piece_out = false;
        else if (worker->kept_count < GJ_WORKER_JOBS)
            worker->kept[worker->kept_count++] = command;
    }
}

static gj_command next_command(gj_worker *worker)
{
    if (worker->kept_count == 0)
        return listen_to(worker);
    gj_command command = worker->kept[0];
    worker->kept_count--;
    memmove(worker->kept, worker->kept + 1,
            worker->kept_count * sizeof *worker->kept);
    return command;
}

static void send_piece(gj_worker *worker, gj_word_kind kind)
{
    say(worker, kind, worker->piece_length);
    worker->piece_length = 0;
    worker->piece_out = true;
}

/** Puts bytes into the piece, and sends it when it is full. */
static void fill_piece(void *context, gj_text bytes)
{
    gj_worker *worker = context;
    char *piece = worker->memory->piece;

    while (bytes.length > 0) {
        if (worker->piece_length == sizeof worker->memory->piece)
            send_piece(worker, GJ_WORD_PIECE);
        wait_to_go_on(worker);
        size_t length = sizeof worker->memory->piece - worker->piece_length;
        if (length > bytes.length)
            length = (size_t)bytes.length;
        memcpy(piece + worker->piece_length, bytes.data, length);
        worker->piece_length += length;
        bytes = (gj_text){bytes.data + length, bytes.length - length};
    }
}

/** What was handed over is not waited for to be taken: where plugins may not be
    trusted so far, nothing is to be done before that. */
static void send_handover(gj_worker *worker, const gj_error *error)
{
    gj_piece_prepare(worker->memory);
    gj_handover_give(worker->engine, error, fill_piece, worker);
    send_piece(worker, GJ_WORD_READY);
}

/** Sends a result. No plugin's code runs before the parent has taken it. */
static void send_long(gj_worker *worker, gj_text record)
{
    fill_piece(worker, record);
    send_piece(worker, GJ_WORD_LONG);
    wait_to_go_on(worker);
}

/* ---------------------------------------------------------------- orders */

/** An order, and the input that it is about. */
typedef struct standing_order {
    uint32_t input;
    gj_order order;
} standing_order;

typedef struct standing_orders {
    standing_order *at;
    size_t count;
    size_t room;
    /** Those for the input whose turn it is. */
    gj_order *now;
    size_t now_room;
    gj_buffer bytes;
} standing_orders;

static void take_order(void *context, uint32_t input, const gj_order *order)
{
    standing_orders *standing = context;

    gj_grow(&standing->at, standing->count, &standing->room,
            sizeof *standing->at);
    standing->at[standing->count++] = (standing_order){input, *order};
}

static void read_orders(standing_orders *standing, const gj_batch_out *out)
{
    standing->count = 0;
    gj_buffer_clear(&standing->bytes);
    if (out->order_length == 0 || out->order_length > GJ_ORDER_BYTES)
        return;
    gj_buffer_add(&standing->bytes, out->orders, out->order_length);
    gj_orders_read(gj_buffer_view(&standing->bytes), take_order, standing);
}

static void give_orders(gj_engine *engine, standing_orders *standing,
                        uint32_t input)
{
    engine->order_count = 0;
    for (size_t i = 0; i < standing->count; i++) {
        if (standing->at[i].input != input)
            continue;
        gj_grow(&standing->now, engine->order_count, &standing->now_room,
                sizeof *standing->now);
        standing->now[engine->order_count++] = standing->at[i].order;
    }
    engine->orders = standing->now;
}

/* -------------------------------------------------------------- checking */

/** Nanoseconds of the processor, where they are asked for. */
static int64_t used_by(const gj_worker *worker)
{
    struct timespec used = {0};

    /* That of the process moves by ticks only, once its time is limited. */
    if (worker->timed)
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return used.tv_sec * INT64_C(1000000000) + used.tv_nsec;
}

/** Checks one input into `record`. */
static gj_answer check(gj_worker *worker, const gj_batch_in *in,
                       const gj_passage *input, gj_buffer *record)
{
    gj_source source = {{in->data + input->path.at, input->path.length},
                        input->record};
    gj_text bytes = {in->data + input->bytes.at, input->bytes.length};

    gj_buffer_clear(record);
    if (input->known)
        return (gj_answer){0};
    worker->engine->options.today = input->today;
    int64_t before = used_by(worker);
    gj_status status = gj_engine_check(worker->engine, &source, bytes,
                                       input->found != 0, record);
    return (gj_answer){.status =
                           status == GJ_OK ? worker->engine->last : status,
                       .passed_over = status != GJ_OK,
                       .nanoseconds = (uint64_t)(used_by(worker) - before),
                       .record = {0, record->length}};
}

/** Goes through a batch as far as there is room for results. */
static void check_batch(gj_worker *worker, gj_command command,
                        standing_orders *standing, gj_buffer *record)
{
    const gj_batch_in *in = worker->ins[command.batch];
    gj_batch_out *out = worker->outs[command.batch];
    uint64_t used = 0;

    read_orders(standing, out);
    out->done = command.start;
    for (uint32_t i = command.start; i < in->count; i++) {
        give_orders(worker->engine, standing, i);
        gj_answer answer = check(worker, in, &in->inputs[i], record);
        if (record->length > sizeof out->data) {
            out->answers[i] = answer;
            send_long(worker, gj_buffer_view(record));
            return;
        }
        if (record->length > sizeof out->data - used)
            break;
        if (record->length > 0)
            memcpy(out->data + used, record->data, record->length);
        answer.record.at = used;
        used += record->length;
        out->answers[i] = answer;
        __atomic_store_n(&out->done, i + 1, __ATOMIC_RELEASE);
    }
    say(worker, GJ_WORD_DONE, out->done);
}

/* --------------------------------------------------------------- the run */

/** A form that is unusable for one worker is so for all. */
static void take_over_broken(gj_worker *worker)
{
    gj_engine *engine = worker->engine;

    for (size_t i = 0; worker->broken && i < engine->kit_count; i++) {
        if (worker->broken[i].status == GJ_OK)
            continue;
        gj_kit_free(engine->kits[i]);
        engine->kits[i] = NULL;
        engine->broken[i] = worker->broken[i];
    }
}

static void prepare(gj_worker *worker)
{
    gj_error error = {0};

    if (!gj_sandbox_enter(&worker->sandbox)) {
        say(worker, GJ_WORD_UNSAFE, (size_t)errno);
        _exit(GJ_EXIT_UNSAFE);
    }
    gj_engine_open_plugins(worker->engine, &error);
    take_over_broken(worker);
    if (!gj_sandbox_seal(&worker->sandbox)) {
        say(worker, GJ_WORD_UNSEALED, (size_t)errno);
        _exit(GJ_EXIT_UNSAFE);
    }
    send_handover(worker, &error);
}

_Noreturn void gj_worker_run(gj_worker *worker)
{
    standing_orders *standing = gj_new(1, sizeof *standing);
    gj_buffer record = {0};

    worker->engine->recorder = &worker->memory->recorder;
    prepare(worker);
    for (;;) {
        gj_command command = next_command(worker);
        if (command.batch == GJ_GO_ON)
            worker->piece_out = false;
        else if (command.batch < worker->batch_count)
            check_batch(worker, command, standing, &record);
    }
}

/* A worker as its parent sees it: making it, talking with it, ending it, and
 * saying what it died of. */
#ifndef GJ_ENGINE_PROCESS_H
#define GJ_ENGINE_PROCESS_H

#include "engine/death.h"
#include "engine/worker.h"

typedef enum gj_process_state {
    GJ_PROCESS_NONE = 0,
    /** Loading plugins. */
    GJ_PROCESS_LOADING,
    GJ_PROCESS_READY
} gj_process_state;

typedef struct gj_process {
    gj_process_state state;
    pid_t pid;
    int channel;
    gj_worker_memory *memory;
    /** What it was given and has not answered; the first is its turn. */
    gj_command jobs[GJ_WORKER_JOBS];
    uint32_t job_count;
    /** It has answered nothing yet: what it does is no consequence of what it
        did before. */
    bool fresh;
    /** What it sends in pieces. */
    gj_buffer pieces;
    /** Since when, of its processor time and of the watch's, its recorder has
        not moved; in nanoseconds. */
    uint32_t moves;
    /** By how much it has moved since it was given its job. */
    uint64_t moved;
    int64_t stuck_cpu;
    int64_t stuck_wall;
    /** It was ended for that. */
    bool overtime;
    /** What it said made no sense. */
    bool nonsense;
    /** Processor seconds that it has been allowed. */
    uint64_t allowance;
} gj_process;

/** Memory for a process; kept from one worker to the next. */
void gj_process_open(gj_process *process);
void gj_process_close(gj_process *process);

/** What a worker does; must not return. The process is its own side of it, with
    the channel's other end. */
typedef void gj_process_run(void *context, gj_process *process, pid_t parent);

/** Forks a worker. Returns false, with errno set, where the system refuses. */
bool gj_process_start(gj_process *process, gj_process_run *run, void *context);
/** Ends a worker at once, or lets it end by itself within `patience`
    nanoseconds. */
void gj_process_kill(gj_process *process);
void gj_process_dismiss(gj_process *process, int64_t patience);
/** Tells a worker that nothing more will come, so that it is on its way when
    it is dismissed. */
void gj_process_release(const gj_process *process);
/** Lets a worker that is at nothing close what it has open, in `patience`
    nanoseconds at most; it then ends by itself, which is not waited for.
   Returns false, with what it died of, where a plugin kept it from that. One
   that is at something stays as it is. */
bool gj_process_part(gj_process *process, int64_t patience, gj_death *death);

bool gj_process_say(gj_process *process, gj_command command);
/** Reads the worker's next word; false where it is gone or talks nonsense. */
bool gj_process_hear(gj_process *process, gj_word *word);

/** Looks whether a worker is stuck, `passed` nanoseconds after the last look,
    and ends it where it is: when one rule takes more than `limit` of processor
    time, or waits for something else than a processor for ten times that by the
    clock. One that moves more than `most` times at one job only pretends to. */
void gj_process_watch(gj_process *process, int64_t passed, int64_t limit,
                      uint64_t most);

/** Collects what is left of a worker, which has ended or is ended now. */
void gj_process_bury(gj_process *process, gj_death *death);

/** Nanoseconds of a clock that only goes forward. */
int64_t gj_now(void);

#endif

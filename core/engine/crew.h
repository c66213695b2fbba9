/* The parts of the pool, shared by its files. */
#ifndef GJ_ENGINE_CREW_H
#define GJ_ENGINE_CREW_H

#include <poll.h>

#include "engine/handover.h"
#include "engine/pool.h"
#include "engine/process.h"

/** Workers that have the same plugins: all that came with the program, or one
    that did not. Each group checks every report with what it has. */
typedef struct gj_squad {
    /** Files of its plugins, NULL-terminated; NULL for all there are. */
    char **files;
    /** Name of the plugin where it is a single one; empty otherwise. */
    gj_text plugin;
    /** For each kit: the rules of its catalogue in the whole one; NULL where
        the two are the same. */
    uint32_t **maps;
    gj_catalogue *own;
    gj_process *processes;
    /** Results of every batch. */
    gj_batch_out **outs;
    /** Workers that died in a row before they had loaded. */
    uint32_t stillborn;
    /** Why there will be no more of them: what the group has not answered its
        plugin has not judged. */
    gj_error gone;
} gj_squad;

/** What a group answered about a batch. */
typedef struct gj_part {
    /** A worker is at it, or has it lie ready. */
    bool given;
    /** The next one at it must be one that has done nothing yet. */
    bool afresh;
    /** Inputs before this one have their answers. */
    uint32_t done;
    gj_answer answers[GJ_BATCH_INPUTS];
    /** Answers that could not be read, however often they were asked for: the
        group's plugin judged nothing. */
    bool unreadable[GJ_BATCH_INPUTS];
    gj_buffer bytes;
} gj_part;

/** An input that was submitted; what it is stands in gj_batch_in. */
typedef struct gj_member {
    uint64_t tag;
    uint64_t record;
    gj_span path;
    gj_span bytes;
    bool found;
    /** Its result is known here: `status` and a record in `known`; of no
        length where nothing was to be done. */
    bool settled;
    gj_status status;
    gj_span known;
    /** Workers that it has cost, for no reason that could be told. */
    uint32_t lost;
    uint32_t unbegun;
} gj_member;

/** What is ordered about an input of a batch. */
typedef struct gj_blame {
    uint32_t input;
    uint32_t group;
    gj_order order;
} gj_blame;

typedef enum gj_batch_state {
    GJ_BATCH_FREE = 0,
    GJ_BATCH_FILLING,
    GJ_BATCH_CLOSED
} gj_batch_state;

typedef struct gj_batch {
    gj_batch_state state;
    gj_batch_in *in;
    /** Number of its first input, in the order of submission. */
    uint64_t first;
    uint32_t count;
    uint32_t delivered;
    /** Bytes of in->data: of reports, from its beginning on, and of their
        paths, from its end back. */
    uint64_t used;
    uint64_t named;
    gj_member members[GJ_BATCH_INPUTS];
    gj_buffer known;
    /** One for each group. */
    gj_part *parts;
    gj_blame *blames;
    size_t blame_count;
    size_t blame_room;
    gj_arena arena;
} gj_batch;

/** The faults of one plugin. */
typedef struct gj_record_of_faults {
    gj_text plugin;
    uint32_t group;
    /** Numbers of the inputs at which it faulted, the lowest ones, sorted. */
    uint64_t *inputs;
    uint32_t count;
    /** It is switched off behind this input. */
    uint64_t off_after;
} gj_record_of_faults;

struct gj_pool {
    gj_pool_options options;
    gj_deliver *deliver;
    gj_pause *pause;
    void *context;
    /** With forms; with plugins only where there are no workers. */
    gj_engine engine;
    /** What the first worker handed over. */
    gj_handover handover;
    gj_catalogue *whole;
    gj_catalogue **catalogues;
    size_t catalogue_count;
    /** Plugins that are not loaded any more, and what they did when they
        were. */
    gj_error *deadly;
    size_t deadly_count;
    size_t deadly_room;

    gj_squad *groups;
    uint32_t group_count;
    /** A ring, in the order of submission. */
    gj_batch *batches;
    uint32_t batch_count;
    /** Number of the shared memory of the inputs. */
    int inputs;
    size_t in_bytes;
    uint64_t submitted;
    uint64_t next_batch;
    gj_record_of_faults *faults;
    size_t fault_count;

    int64_t last_look;
    /** Why nothing more can be checked. */
    gj_error dead;
    /** Loading failed in a way that no plugin could be named for, but that a
        plugin may well be the reason for. */
    bool meddled;
    struct pollfd *channels;
    gj_result result;
    gj_result part_result;
    gj_buffer bytes;
    /** Where no batch has room for what is read. */
    gj_buffer room;
    gj_buffer record;
    gj_buffer faulted;
};

/* pool.c */

/** The day of the check of an input. */
uint32_t gj_pool_day(const gj_pool *pool, const gj_task *task);

/* crew.c: workers */

/** Makes the batches, and starts the first worker without waiting for it. */
gj_status gj_crew_begin(gj_pool *pool, gj_error *error);
/** Waits until it has loaded, and makes all else that follows from that. */
gj_status gj_crew_open(gj_pool *pool, gj_error *error);
/** Tells all workers that nothing more will come. */
void gj_crew_release(gj_pool *pool);
void gj_crew_close(gj_pool *pool);
/** Has the workers, which are at nothing, end by themselves. Returns false,
   with the first one's death, where one does not do so in order. */
bool gj_crew_dismiss(gj_pool *pool, gj_death *death);
/** Makes the first group and has one worker load all plugins; then parts them
    into groups. Fails with what the worker failed with; pool->meddled where a
    plugin may have had a hand in it. What there was before is undone. */
gj_status gj_crew_assemble(gj_pool *pool, gj_error *error);
/** Has no worker load a plugin any more, and says why. */
void gj_crew_refuse(gj_pool *pool, const char *file, const gj_error *error);
/** More often than that no worker moves at one batch. */
uint64_t gj_crew_moves(const gj_pool *pool);
/** Starts a worker in a process that has none. */
void gj_crew_start(gj_pool *pool, uint32_t group, gj_process *process);
/** Takes what a worker handed over; false where it does not fit to what the
    first one did. */
bool gj_crew_take_over(gj_pool *pool, gj_squad *group, gj_process *process);

/* meddling.c: plugins that spoil the loading of others */

/** The plugins that did not come with the program and are not refused yet; with
    `files` their files, to be freed with it. Returns how many there are. */
size_t gj_crew_suspects(const gj_pool *pool, char ***files);
/** Refuses those of them that cannot be loaded, each beside those that came
   with the program, and before them those of its own folder that spoil loading
   without the others; all, where that does not help. And assembles. */
gj_status gj_crew_find_meddler(gj_pool *pool, gj_error *error);

/* catalogue side: parts.c */

/** Whether a plugin came with the program, and may be with its like. */
bool gj_crew_is_own(const gj_pool *pool, gj_text file);

/** Makes the catalogues of the whole from the first hand-over, and takes their
    bytes over. */
bool gj_crew_read_catalogues(gj_pool *pool);
/** Whether there are plugins that must be alone; and parts all into groups. */
bool gj_crew_needs_parting(gj_pool *pool);
void gj_crew_part(gj_pool *pool);
/** Matches a group's catalogues with the whole; takes the bytes of those over
    that the group has none of yet. */
bool gj_crew_map(gj_pool *pool, gj_squad *group, gj_handover *handover);

/* batch.c: inputs */

bool gj_batches_open(gj_pool *pool, gj_error *error);
void gj_batches_close(gj_pool *pool);
/** Parts and results for a group that was added. */
bool gj_batches_add_group(gj_pool *pool, gj_squad *group);
/** The batch that takes so many bytes more; NULL where one must become free
    first. */
gj_batch *gj_batch_for(gj_pool *pool, size_t bytes);
/** How many it takes for a task: of its report, whatever lies before it where
    it stands in the batch that is being filled. */
size_t gj_batch_need(const gj_pool *pool, const gj_task *task);
/** Where the batch being filled has room for so many bytes, right behind those
    that are kept: these, if they stand there and have the room, else where the
    next report would be put. NULL where that batch has no room. */
char *gj_batch_room(const gj_pool *pool, gj_text kept, size_t more);
/** The largest report that a batch takes. */
size_t gj_batch_largest(const gj_pool *pool);
void gj_batch_add(gj_pool *pool, gj_batch *batch, const gj_task *task);
void gj_batch_shut(gj_batch *batch);
void gj_batch_reset(gj_pool *pool, gj_batch *batch);
/** The oldest batch that is not free; NULL where there is none. */
gj_batch *gj_batch_oldest(gj_pool *pool);
/** Makes a result here. */
void gj_batch_settle(gj_pool *pool, gj_batch *batch, uint32_t input,
                     const gj_error *error);

/* work.c: the exchange with the workers */

/** Gives out what lies ready, and takes what comes in; waits for something to
    come in where `wait` is set and something is out. */
void gj_work(gj_pool *pool, bool wait);
/** Gives a batch that is closed to a worker; to one that still loads, for when
    it has. */
void gj_work_give(gj_pool *pool, uint32_t group, gj_process *process,
                  gj_batch *batch);
/** Takes a batch away from whoever of the group is at it. */
void gj_work_recall(gj_pool *pool, uint32_t batch, uint32_t group);

/* faults.c: who is to blame */

/** Finds out what a worker's death means for what it was at. */
void gj_faults_note(gj_pool *pool, uint32_t group, gj_batch *batch, bool fresh,
                    const gj_death *death);
/** Writes what is ordered about a batch where its workers read it. */
void gj_faults_order(gj_pool *pool, gj_batch *batch, uint32_t group);
/** Orders that plugins of the group which were switched off before an input
    stay away from it; false where nothing was to be ordered anew. */
bool gj_faults_apply(gj_pool *pool, gj_batch *batch, uint32_t input,
                     uint32_t group);
/** What counts as a fault of an input, a line each; lent until the next call.
    And counts what such a list names, for an input that is known already. */
gj_text gj_faults_list(gj_pool *pool, const gj_batch *batch, uint32_t input);
void gj_faults_recall(gj_pool *pool, gj_batch *batch, uint32_t input,
                      gj_text list);
void gj_faults_open(gj_pool *pool);
void gj_faults_close(gj_pool *pool);
/** A result of a group could not be read: it is asked for again. In the end the
    plugin that has the group to itself is blamed, and done without; where that
    is none, the input is given up. */
void gj_faults_doubt(gj_pool *pool, gj_batch *batch, uint32_t group,
                     uint32_t input);
/** What such a plugin is blamed for. */
gj_words gj_faults_unreadable(void);

/* merge.c: one result from several */

/** Whether there is, or need be, no answer of the group to an input. */
bool gj_merge_has(const gj_pool *pool, const gj_batch *batch, uint32_t group,
                  uint32_t input);

/** Puts together what the groups answered about an input. Returns false, with
 *group set, where one of them is not sound. */
bool gj_merge(gj_pool *pool, gj_batch *batch, uint32_t input, gj_buffer *out,
              uint32_t *group);

#endif

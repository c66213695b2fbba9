/* The flight recorder: where a process is, for whoever has to say where it
 * died. A worker's is in memory that it shares with its parent, and a plugin
 * may have scribbled over it: what it says is looked at, and never trusted. */
#ifndef GJ_PLUGIN_RECORDER_H
#define GJ_PLUGIN_RECORDER_H

#include <stdint.h>
#include <string.h>

typedef enum gj_stage {
    /** In the program's own code. */
    GJ_STAGE_HOST = 0,
    /** Loading or opening the plugin in `file`. */
    GJ_STAGE_LOAD,
    /** In a rule of a kit. */
    GJ_STAGE_RULE
} gj_stage;

/** What the process itself knew about its end. */
typedef enum gj_end {
    GJ_END_UNKNOWN = 0,
    /** `detail` is the number of a system call. */
    GJ_END_SYSTEM_CALL,
    GJ_END_MEMORY,
    GJ_END_STACK,
    /** `detail` is the number of a signal that it sent to itself. */
    GJ_END_RAISED,
    /** It was to end, and all that it had open is closed. */
    GJ_END_CLOSED
} gj_end;

typedef struct gj_recorder {
    volatile uint32_t stage;
    volatile uint32_t kit;
    volatile uint32_t rule;
    volatile uint32_t end;
    volatile uint32_t detail;
    /** Grows with every step: a process whose moves stay the same is stuck. */
    volatile uint32_t moves;
    char file[1024];
} gj_recorder;

/** Notes the file of a plugin that is to be loaded or opened. recorder may be
    NULL here and below. */
static inline void gj_recorder_load(gj_recorder *recorder, const char *file)
{
    if (recorder == NULL)
        return;
    strncpy(recorder->file, file, sizeof recorder->file - 1);
    recorder->stage = GJ_STAGE_LOAD;
    recorder->moves++;
}

static inline void gj_recorder_rule(gj_recorder *recorder, uint32_t kit,
                                    uint32_t rule)
{
    if (recorder == NULL)
        return;
    recorder->kit = kit;
    recorder->rule = rule;
    recorder->stage = GJ_STAGE_RULE;
    recorder->moves++;
}

static inline void gj_recorder_host(gj_recorder *recorder)
{
    if (recorder == NULL)
        return;
    recorder->stage = GJ_STAGE_HOST;
    recorder->moves++;
}

#endif

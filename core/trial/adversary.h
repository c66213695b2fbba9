/* Trying a plugin as an adversary would: runs over all mutants, twice, and once
 * under valgrind, each in a process of its own that keeps the plugin in workers
 * as gouji check does; a crash is an answer. */
#ifndef GJ_TRIAL_ADVERSARY_H
#define GJ_TRIAL_ADVERSARY_H

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

enum { GJ_TRIAL_SHOWN = 5 };

/** Something that went wrong: how often, and the first few. */
typedef struct gj_trial_count {
    uint64_t count;
    gj_text first[GJ_TRIAL_SHOWN];
} gj_trial_count;

typedef struct gj_trial {
    /** Of what is noted. */
    gj_language language;
    uint64_t reports;
    /** Ended by a signal, by itself, or by the clock. */
    gj_trial_count crashes;
    gj_trial_count hangs;
    /** So often that the rest was not tried. */
    bool switched_off;
    /** Verdicts left out, findings that were not sound, and the like. */
    gj_trial_count faults;
    /** Whether there was a second time, and reports that got another result
        then. */
    bool compared;
    gj_trial_count differences;
    /** Nanoseconds for a report. */
    uint64_t median;
    uint64_t slowest;
    gj_text slowest_report;
    /** Under valgrind: whether there is one, the reports that were tried, what
       was wrong. */
    bool has_valgrind;
    uint64_t watched;
    gj_trial_count leaks;
    gj_trial_count accesses;
    gj_arena arena;
} gj_trial;

/** Runs `command` (NULL-terminated), which calls gj_attempt_contained() on its
    standard output, or with one more argument, the step, gj_attempt_here().
    Returns false where it could not be run at all. */
bool gj_trial_run(gj_trial *trial, char *const *command, uint64_t reports);
void gj_trial_free(gj_trial *trial);

#endif

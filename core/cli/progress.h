/* How far a long run is, shown on standard error where that is a terminal: one
 * line that is written over. */
#ifndef GJ_CLI_PROGRESS_H
#define GJ_CLI_PROGRESS_H

#include "cli/settings.h"
#include "input/inputs.h"

typedef struct gj_progress {
    bool on;
    /** Results go to a terminal too, most likely the same one. */
    bool shared;
    bool shown;
    gj_language language;
    /** Nanoseconds, as is the time of the last line. */
    int64_t began;
    int64_t last;
    unsigned width;
    /** Goes through the paths ahead of the run, to learn how much there is:
        NULL where that cannot be done twice, or is done. */
    gj_inputs *ahead;
    /** Bytes of all inputs; 0 while not known. */
    uint64_t total;
    /** What had been done when the counting of the rate began. */
    uint64_t reports_before;
    uint64_t bytes_before;
    gj_buffer line;
} gj_progress;

/** The settings must outlive the progress. */
void gj_progress_begin(gj_progress *progress, const gj_settings *settings,
                       const gj_inputs_options *inputs);
/** What was done up to now came from elsewhere, and says nothing about the
    rate. */
void gj_progress_restart(gj_progress *progress, const gj_summary *summary,
                         const gj_inputs *inputs);
/** To be called often: shows how far the run is when it is time for that. */
void gj_progress_step(gj_progress *progress, const gj_summary *summary,
                      const gj_inputs *inputs);
/** To be called before results are written: takes the line away where it would
    be in between. */
void gj_progress_yield(gj_progress *progress);
/** Takes the line away, and frees. */
void gj_progress_end(gj_progress *progress);

/** Appends how far a run is. `seconds` are left; negative where not known. */
void gj_progress_line(gj_buffer *out, gj_language language,
                      const gj_summary *summary, uint64_t rate,
                      int64_t seconds);

#endif

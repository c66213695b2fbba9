/* Where the results go: one writer for each --format. */
#ifndef GJ_CLI_OUTPUTS_H
#define GJ_CLI_OUTPUTS_H

#include "base/draft.h"
#include "cli/settings.h"
#include "input/inputs.h"

/** One writer at work. */
typedef struct gj_output {
    const gj_writer *writer;
    gj_writing writing;
    void *state;
    /** Closed for standard output. */
    gj_draft draft;
    /** The file that is there and would be replaced, as stat() numbers files; 0
        where there is none. And whether it turned out to be a report. */
    uint64_t device;
    uint64_t number;
    bool is_report;
} gj_output;

typedef struct gj_outputs {
    gj_output *at;
    size_t count;
} gj_outputs;

/** Fails with USAGE where two formats go to one file, or to standard
    output. */
gj_status gj_outputs_check(const gj_settings *settings, gj_error *error);
/** Opens what the settings ask for; text on standard output by default. Fails
    with USAGE where a format is unknown or two go to standard output, and
    with FILE where a file cannot be made. */
gj_status gj_outputs_open(gj_outputs *outputs, const gj_settings *settings,
                          gj_error *error);
/** The output that would replace an input, or NULL. */
gj_output *gj_outputs_over(const gj_outputs *outputs, const gj_input *input);
void gj_outputs_result(gj_outputs *outputs, const gj_result *result);
void gj_outputs_skip(gj_outputs *outputs, const gj_skip *skip);
/** Whoever reads along has what was written so far. */
void gj_outputs_pause(gj_outputs *outputs);
/** The trouble of a run, of a "form" or of a "plugin". */
void gj_outputs_trouble(gj_outputs *outputs, const char *what,
                        const gj_error *error);
/** Whether nothing can be written any more. */
bool gj_outputs_failed(const gj_outputs *outputs);
/** Ends all outputs and puts files in their places. Fails with FILE where one
    could not be written whole, or would replace a report; the others are
    written. */
gj_status gj_outputs_end(gj_outputs *outputs, const gj_summary *summary,
                         gj_error *error);

#endif

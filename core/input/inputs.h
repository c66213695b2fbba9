/* What is to be checked: the paths of a command line, one input after the
 * other. A path is a file; "-", standard input; a folder, of which all
 * reports are taken; where there is no file of that name, a pattern with
 * wildcards; or @FILE, a list of paths, one a line. A file may hold one
 * report, a report in each line, or be an archive of files. A file to which
 * several paths lead, by whatever links, is given once, and then passed over.
 *
 * The order depends on nothing but the names and the files. Memory does not
 * grow with the number of inputs, but with the largest folder and, for a zip
 * file, with its directory. */
#ifndef GJ_INPUT_INPUTS_H
#define GJ_INPUT_INPUTS_H

#include "input/stream.h"

typedef struct gj_inputs gj_inputs;

typedef struct gj_inputs_options {
    char *const *paths;
    size_t path_count;
    /** Largest report in bytes; 0 for the default of gj_limits. */
    size_t limit;
    gj_unpacking unpacking;
    /** Where what is read is put; {0} for memory of the inputs' own. */
    gj_room room;
    /** Files are given whatever they hold, and are not opened: to see what
        there is. */
    bool shallow;
    /** A named pipe that nobody writes to is a fault and not waited for. */
    bool impatient;
    /** Set by a signal to end waiting for a pipe; may be NULL. */
    const volatile sig_atomic_t *stop;
    /** Called before waiting for a pipe; may be NULL. */
    void (*waits)(void *context, int file);
    void *context;
} gj_inputs_options;

typedef enum gj_input_kind {
    /** A report: gj_inputs_load() gives its bytes. */
    GJ_INPUT_REPORT,
    /** Something that cannot be read: `error` says why. */
    GJ_INPUT_FAULT,
    /** Passed over: `why`. */
    GJ_INPUT_SKIP,
    /** All of a path that stands for several has been given. `why` is what to
        say where nothing of it was a report; empty where what it has was given
        before. */
    GJ_INPUT_DONE
} gj_input_kind;

/** An input; all of it is lent until the next call. */
typedef struct gj_input {
    gj_input_kind kind;
    /** As shown: of a member, "archive.zip!/member.json". */
    gj_text path;
    /** Physical line of a report that came as one of many, else 0. */
    uint64_t record;
    /** Found in a folder or an archive, and not named as well. */
    bool found;
    /** Of a path that stands for several: DONE follows. */
    bool within;
    /** Bytes and time of the file that it is, or is in; 0 where not known. */
    uint64_t size;
    int64_t changed;
    /** Which file that is, as stat() numbers them. */
    uint64_t device;
    uint64_t number;
    /** From gj_inputs_load(): padded for gj_document_read(). Lent as the room
        lends it. */
    gj_text bytes;
    const gj_error *error;
    gj_words why;
} gj_input;

/** The paths, and what the options point to, must outlive the inputs. */
gj_inputs *gj_inputs_new(const gj_inputs_options *options);
void gj_inputs_free(gj_inputs *inputs);

/** Gives the next input; false at the end. What was given before and not
    loaded is passed over. */
bool gj_inputs_next(gj_inputs *inputs, gj_input *input);
/** Reads a report. Where that fails its kind becomes FAULT. */
void gj_inputs_load(gj_inputs *inputs, gj_input *input);

/** Bytes of the files given up to now, and of the one that is being read what
    is read of it. */
uint64_t gj_inputs_bytes(const gj_inputs *inputs);

#endif

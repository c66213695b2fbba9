/* Which files are to be checked: names, and folders walked in a fixed order. */
#ifndef GJ_CLI_INPUTS_H
#define GJ_CLI_INPUTS_H

#include <stdbool.h>

#include "base/error.h"

/** What is found. */
typedef struct gj_input {
    const char *path;
    /** Found in a folder, rather than named. */
    bool found;
    /** Why it cannot be read: a folder that cannot be entered; else NULL. */
    const gj_error *error;
} gj_input;

typedef void gj_input_visit(void *context, const gj_input *input);

/** Visits one path of the command line: a file or "-" itself; of a folder
    every *.json below it, in the order of their names, without hidden ones.
    Symbolic links are followed, and a loop of them is passed over. */
void gj_inputs_walk(char *path, gj_input_visit *visit, void *context);

#endif

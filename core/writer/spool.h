/* Output that is due later than it comes: what arrives between the reports but
 * is printed behind them. A little is kept in memory, more goes into a
 * temporary file, so that memory does not grow with the number of inputs. */
#ifndef GJ_WRITER_SPOOL_H
#define GJ_WRITER_SPOOL_H

#include <stdio.h>

#include "base/text.h"

/** {0} is an empty one. */
typedef struct gj_spool {
    /** Append here, then call gj_spool_keep(). */
    gj_buffer pending;
    /** How often gj_spool_keep() was called. */
    uint64_t count;
    FILE *file;
    /** Bytes known to be whole in the file. */
    size_t stored;
    bool no_file;
} gj_spool;

/** Says that one entry is complete in `pending`. Where there is no room for a
    temporary file, entries stay in memory: none is lost. */
void gj_spool_keep(gj_spool *spool);
/** Writes everything to `out` in the order in which it came, and frees the
    spool. Where the temporary file cannot be read back, ends the process with
    status 4 and a message, as for want of memory. */
void gj_spool_empty(gj_spool *spool, FILE *out);

#endif

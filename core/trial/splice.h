/* Changing one value of a JSON text and leaving all else as it was written. */
#ifndef GJ_TRIAL_SPLICE_H
#define GJ_TRIAL_SPLICE_H

#include "document/document.h"

/** Puts a value, given as JSON, where a pointer leads; {NULL, 0} takes the
    element or member out. A member that is not there is put in, and so are the
    objects above it. `document` was read from the bytes and is read anew from
    the changed ones, which are padded. Returns false, with both as they were,
   where the pointer leads through something else than objects. */
bool gj_splice(gj_document *document, gj_buffer *bytes, gj_text pointer,
               gj_text value);

/** Reads bytes, padding them; for documents that are known to be sound. */
gj_status gj_splice_read(gj_document *document, gj_buffer *bytes,
                         gj_error *error);

#endif

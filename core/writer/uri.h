/* Paths as URI references (RFC 3986). */
#ifndef GJ_WRITER_URI_H
#define GJ_WRITER_URI_H

#include "base/text.h"

/** Appends a path as a URI: a relative path as a relative reference without a
    leading "./", an absolute one as file://. Every byte but letters, digits
    and -._~/ is percent-encoded. */
void gj_buffer_uri(gj_buffer *out, gj_text path);

/** The path without leading "./". */
gj_text gj_path_plain(gj_text path);

/** An absolute path below the folder as seen from there, any other as it is;
    without leading "./". */
gj_text gj_path_from(gj_text folder, gj_text path);

#endif

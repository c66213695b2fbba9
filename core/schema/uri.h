/* URI references (RFC 3986). */
#ifndef GJ_SCHEMA_URI_H
#define GJ_SCHEMA_URI_H

#include <stdbool.h>

#include "base/text.h"

/** Appends the reference resolved against a base, which may be empty; then
    the result is the reference. The fragment is the reference's own. */
void gj_uri_resolve(gj_buffer *out, gj_text base, gj_text reference);
/** The URI without its fragment, and the fragment without '#' (data is NULL
    where there is none). */
gj_text gj_uri_main(gj_text uri);
gj_text gj_uri_fragment(gj_text uri);
/** Appends the text with %XX decoded. */
void gj_uri_decode(gj_buffer *out, gj_text text);
/** Appends a URI that has no fragment as all are written that are the same: by
    capital letters of scheme and host and by percent-encoding (RFC 3986,
    6.2.2), by the port of http and https and an empty path there (6.2.3), by
    localhost in the URI of a file. What may not stand in a URI is encoded as in
    the URI of an IRI (RFC 3987, 3.1). */
void gj_uri_normalise(gj_buffer *out, gj_text uri);
/** Whether the text is a reference to a URI, or an IRI. */
bool gj_uri_is_reference(gj_text text);
/** Appends the file: URI of an absolute path. */
void gj_uri_of_path(gj_buffer *out, const char *path);

#endif

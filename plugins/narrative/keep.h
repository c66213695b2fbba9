/* What lives as long as the plugin is open for a form. Without the few
 * kilobytes that this takes the plugin has nothing to do: it aborts, and the
 * host counts its rules as faulted. */
#ifndef GJ_NARRATIVE_KEEP_H
#define GJ_NARRATIVE_KEEP_H

#include "../common/data.h"

/** Blocks that are freed together; {NULL} is empty. */
typedef struct gj_keep {
    struct gj_kept *last;
} gj_keep;

/** Zeroed memory for count elements. */
void *gj_keep_new(gj_keep *keep, size_t count, size_t size);
/** A copy that ends in a zero byte as well. */
gj_text gj_keep_text(gj_keep *keep, gj_text text);
/** Texts one behind the other, as one. */
gj_text gj_keep_join(gj_keep *keep, const gj_text *parts, size_t count);
/** printf's, as a text. */
gj_text gj_keep_print(gj_keep *keep, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void gj_keep_free(gj_keep *keep);

static inline bool gj_is(gj_text a, gj_text b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/** Arguments of "%.*s". */
#define GJ_SHOWN(text)                                                         \
    (int)(text).length, (text).data != NULL ? (text).data : ""

#endif

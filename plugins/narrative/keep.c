#include "keep.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/** Memory is taken in blocks, and given out from the one taken last. */
enum { BLOCK = 16 * 1024 };

struct gj_kept {
    struct gj_kept *before;
    size_t used;
    size_t room;
    alignas(max_align_t) char bytes[];
};

static struct gj_kept *take_block(gj_keep *keep, size_t room)
{
    struct gj_kept *kept = calloc(1, sizeof *kept + room);

    if (kept == NULL)
        abort();
    kept->room = room;
    kept->before = keep->last;
    keep->last = kept;
    return kept;
}

void *gj_keep_new(gj_keep *keep, size_t count, size_t size)
{
    const size_t step = alignof(max_align_t);
    struct gj_kept *kept = keep->last;

    if (size != 0 && count > (SIZE_MAX / 2 - BLOCK) / size)
        abort();
    size_t bytes = (count * size + step - 1) / step * step;
    if (kept == NULL || kept->room - kept->used < bytes)
        kept = take_block(keep, bytes > BLOCK ? bytes : BLOCK);
    char *at = kept->bytes + kept->used;
    kept->used += bytes;
    return at;
}

gj_text gj_keep_join(gj_keep *keep, const gj_text *parts, size_t count)
{
    uint64_t length = 0;

    for (size_t i = 0; i < count; i++)
        length += parts[i].length;
    char *bytes = gj_keep_new(keep, length + 1, 1);
    char *to = bytes;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].length > 0)
            memcpy(to, parts[i].data, parts[i].length);
        to += parts[i].length;
    }
    return (gj_text){bytes, length};
}

gj_text gj_keep_text(gj_keep *keep, gj_text text)
{
    char *copy = gj_keep_new(keep, text.length + 1, 1);

    if (text.length > 0)
        memcpy(copy, text.data, text.length);
    return (gj_text){copy, text.length};
}

gj_text gj_keep_print(gj_keep *keep, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return (gj_text){"", 0};
    char *bytes = gj_keep_new(keep, (size_t)length + 1, 1);
    va_start(arguments, format);
    vsnprintf(bytes, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return (gj_text){bytes, (size_t)length};
}

void gj_keep_free(gj_keep *keep)
{
    while (keep->last != NULL) {
        struct gj_kept *before = keep->last->before;
        free(keep->last);
        keep->last = before;
    }
}

#include "keep.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct gj_kept {
    struct gj_kept *before;
    alignas(max_align_t) char bytes[];
};

void *gj_keep_new(gj_keep *keep, size_t count, size_t size)
{
    struct gj_kept *kept = NULL;

    if (size == 0 || count <= (SIZE_MAX - sizeof *kept) / size)
        kept = calloc(1, sizeof *kept + count * size);
    if (kept == NULL)
        abort();
    kept->before = keep->last;
    keep->last = kept;
    return kept->bytes;
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

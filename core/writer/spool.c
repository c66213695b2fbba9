#include "writer/spool.h"

#include <stdlib.h>

enum { KEPT_IN_MEMORY = 64 * 1024, COPIED_AT_ONCE = 64 * 1024 };

static bool store(gj_spool *spool)
{
    if (spool->file == NULL)
        spool->file = tmpfile();
    if (spool->file == NULL)
        return false;
    return fwrite(spool->pending.data, 1, spool->pending.length, spool->file) ==
               spool->pending.length &&
           fflush(spool->file) == 0;
}

void gj_spool_keep(gj_spool *spool)
{
    spool->count++;
    if (spool->no_file || spool->pending.length < KEPT_IN_MEMORY)
        return;
    /* Half-written bytes lie behind `stored`, where nobody reads them. */
    if (!store(spool)) {
        spool->no_file = true;
        return;
    }
    spool->stored += spool->pending.length;
    gj_buffer_clear(&spool->pending);
}

static void end_process(FILE *out)
{
    fflush(out);
    fputs("gouji: 临时文件无法读回，结果不完整 / the temporary file cannot be "
          "read back, the results are not whole\n",
          stderr);
    _Exit(4);
}

static void copy_stored(gj_spool *spool, FILE *out)
{
    char bytes[COPIED_AT_ONCE];
    size_t left = spool->stored;

    if (left == 0)
        return;
    rewind(spool->file);
    while (left > 0) {
        size_t wanted = left < sizeof bytes ? left : sizeof bytes;
        size_t count = fread(bytes, 1, wanted, spool->file);
        if (count == 0)
            end_process(out);
        fwrite(bytes, 1, count, out);
        left -= count;
    }
}

void gj_spool_empty(gj_spool *spool, FILE *out)
{
    copy_stored(spool, out);
    if (spool->pending.length > 0)
        fwrite(spool->pending.data, 1, spool->pending.length, out);
    if (spool->file != NULL)
        fclose(spool->file);
    gj_buffer_free(&spool->pending);
    *spool = (gj_spool){0};
}

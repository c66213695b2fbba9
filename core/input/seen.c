#include "input/seen.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

/** Three MiB hold 65,536 files: a look into a temporary file costs as much as
    opening one. */
enum { FIRST_ROOM = 64, GROWTH = 4, MOST_IN_MEMORY = 1 << 17 };

struct gj_seen_file {
    uint64_t device;
    uint64_t number;
    /** 0 in what is empty. */
    uint64_t marks;
};

/* ------------------------------------------------------------- the table */

/** What cannot be read back counts as empty: then a file is checked twice, and
    none is missed. */
static struct gj_seen_file get(const gj_seen *seen, size_t at)
{
    struct gj_seen_file file = {0};

    if (seen->store == 0)
        return seen->files[at];
    if (pread(seen->store - 1, &file, sizeof file, (off_t)(at * sizeof file)) !=
        sizeof file)
        file = (struct gj_seen_file){0};
    return file;
}

static void put(gj_seen *seen, size_t at, const struct gj_seen_file *file)
{
    if (seen->store == 0)
        seen->files[at] = *file;
    else
        (void)!pwrite(seen->store - 1, file, sizeof *file,
                      (off_t)(at * sizeof *file));
}

/** Where a file is, or would be. */
static size_t find(const gj_seen *seen, const struct gj_seen_file *wanted)
{
    uint64_t hash = (wanted->number ^ (wanted->device << 32)) *
                    UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(hash >> 32) & (seen->room - 1);

    for (;; at = (at + 1) & (seen->room - 1)) {
        struct gj_seen_file file = get(seen, at);
        if (file.marks == 0 ||
            (file.number == wanted->number && file.device == wanted->device))
            return at;
    }
}

/* --------------------------------------------------------------- growing */

/** A temporary file with room for a table, as its descriptor plus one; 0 where
    there can be none. */
static int make_store(size_t room)
{
    FILE *file = tmpfile();
    int store = -1;

    if (file == NULL)
        return 0;
    if (posix_fallocate(fileno(file), 0,
                        (off_t)(room * sizeof(struct gj_seen_file))) == 0)
        store = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    fclose(file);
    return store + 1;
}

static void grow(gj_seen *seen)
{
    gj_seen more = {.room = seen->room > 0 ? seen->room * GROWTH : FIRST_ROOM,
                    .count = seen->count};

    if (more.room > MOST_IN_MEMORY)
        more.store = make_store(more.room);
    if (more.store == 0)
        more.files = gj_new(more.room, sizeof *more.files);
    for (size_t i = 0; i < seen->room; i++) {
        struct gj_seen_file file = get(seen, i);
        if (file.marks != 0)
            put(&more, find(&more, &file), &file);
    }
    gj_seen_free(seen);
    *seen = more;
}

/* -------------------------------------------------------------- interface */

unsigned gj_seen_note(gj_seen *seen, const struct stat *about, unsigned marks)
{
    struct gj_seen_file file = {.device = about->st_dev,
                                .number = about->st_ino};

    if (seen->count * 2 >= seen->room)
        grow(seen);
    size_t at = find(seen, &file);
    uint64_t before = get(seen, at).marks;
    seen->count += before == 0;
    file.marks = before | marks;
    if (file.marks != before)
        put(seen, at, &file);
    return (unsigned)before;
}

void gj_seen_free(gj_seen *seen)
{
    if (seen->store != 0)
        close(seen->store - 1);
    free(seen->files);
    *seen = (gj_seen){0};
}

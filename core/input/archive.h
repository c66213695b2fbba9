/* Archives of reports: zip, and tar with or without gzip. Nothing is
 * extracted: members are read where they are, whatever they are named. */
#ifndef GJ_INPUT_ARCHIVE_H
#define GJ_INPUT_ARCHIVE_H

#include "input/kind.h"
#include "input/stream.h"

typedef struct gj_archive gj_archive;

/** A file in an archive. */
typedef struct gj_member {
    /** As UTF-8 where it can be told, also where it was written on a Chinese
        Windows; else as it stands. Lent until the next call. */
    gj_text name;
    /** A link, which is not followed. */
    bool link;
    bool encrypted;
} gj_member;

/** What becomes of a file in an archive. */
typedef enum gj_use {
    /** Nothing: it is hidden, or none that is looked for. */
    GJ_USE_NONE,
    GJ_USE_REPORT,
    /** A report in each line. */
    GJ_USE_LINES,
    /** It may hold reports, and is not read. */
    GJ_USE_FAULT
} gj_use;

/** Says what becomes of it, and `why` where it is not read. */
gj_use gj_member_use(const gj_member *member, gj_words *why);

/** Opens an archive. Fails with FILE. gj_archive_close() frees it. */
gj_status gj_archive_open(gj_archive **archive, const char *path, gj_kind kind,
                          const gj_unpacking *limits, gj_error *error);
void gj_archive_close(gj_archive *archive);

/** Gives the next file of the archive, in the order in which it holds them;
    `more` is false at the end. Fails with FILE where the archive is damaged
    and with LIMIT beyond the limits; there is nothing to be had behind
    that. */
gj_status gj_archive_next(gj_archive *archive, gj_member *member, bool *more,
                          gj_error *error);
/** The bytes of the member given last. Borrowed, not to be closed. */
gj_stream *gj_archive_stream(gj_archive *archive);
/** The file descriptor that the archive is read from. */
int gj_archive_file(const gj_archive *archive);

#endif

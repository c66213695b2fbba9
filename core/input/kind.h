/* What a file holds, by its name. */
#ifndef GJ_INPUT_KIND_H
#define GJ_INPUT_KIND_H

#include <stdbool.h>

#include "base/text.h"

typedef enum gj_content {
    /** Nothing that is looked for in folders; one report where it is named. */
    GJ_CONTENT_OTHER,
    /** *.json */
    GJ_CONTENT_REPORT,
    /** *.jsonl, *.ndjson: a report in each line. */
    GJ_CONTENT_LINES,
    /** *.zip */
    GJ_CONTENT_ZIP,
    /** *.tar, *.tgz */
    GJ_CONTENT_TAR,
    /** An archive of a kind that is not opened: *.rar, *.7z and the like. It
        may hold reports, so it is not passed over in silence. */
    GJ_CONTENT_FOREIGN
} gj_content;

typedef struct gj_kind {
    gj_content content;
    /** Compressed with gzip: *.gz, *.tgz */
    bool gzip;
} gj_kind;

/** Capital letters are as good as small ones. */
gj_kind gj_kind_of(gj_text name);

/** Whether the name, or a folder in it, begins with a dot. */
bool gj_is_hidden(gj_text name);

#endif

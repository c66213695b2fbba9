#include "input/folder.h"

#include <errno.h>
#include <fnmatch.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "input/kind.h"

enum { MOST_PARTS = 64 };

struct gj_folder {
    FTS *tree;
    char *base;
    /** Length of what stands before the first name below the folder. */
    size_t prefix;
    /** The pattern's parts below the base; 0 for a folder. */
    char *pattern;
    char *parts[MOST_PARTS];
    size_t part_count;
    /** Level of the folder, of the tree or matched, in which all is given;
        else -1. */
    int inside;
};

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* ---------------------------------------------------------------- opening */

static gj_folder *open_tree(const char *base)
{
    gj_folder *folder = gj_new(1, sizeof *folder);

    folder->base = gj_copy(base, strlen(base));
    char *const paths[] = {folder->base, NULL};
    folder->tree = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    return folder;
}

gj_folder *gj_folder_open(const char *path)
{
    gj_folder *folder = open_tree(path);

    folder->inside = 0;
    return folder;
}

bool gj_is_pattern(const char *path)
{
    return strpbrk(path, "*?[") != NULL;
}

/** Length of the folders that lead to the first part with a wildcard. */
static size_t fixed_length(const char *pattern)
{
    size_t length = strcspn(pattern, "*?[");

    while (length > 0 && pattern[length - 1] != '/')
        length--;
    return length;
}

gj_folder *gj_folder_match(const char *pattern)
{
    size_t fixed = fixed_length(pattern);
    char *base = fixed > 0 ? gj_copy(pattern, fixed) : gj_copy(".", 1);
    gj_folder *folder = open_tree(base);
    char *rest = NULL;

    free(base);
    /* FTS gives "./a" for the working directory and "a//b" for "a/". */
    folder->prefix = fixed > 0 ? fixed : strlen("./");
    folder->pattern = gj_copy(pattern + fixed, strlen(pattern + fixed));
    for (char *part = strtok_r(folder->pattern, "/", &rest);
         part != NULL && folder->part_count < MOST_PARTS;
         part = strtok_r(NULL, "/", &rest))
        folder->parts[folder->part_count++] = part;
    folder->inside = -1;
    return folder;
}

void gj_folder_close(gj_folder *folder)
{
    if (folder == NULL)
        return;
    if (folder->tree != NULL)
        fts_close(folder->tree);
    free(folder->base);
    free(folder->pattern);
    free(folder);
}

/* --------------------------------------------------------------- matching */

/** Compares a path below the base with the parts of the pattern from `part`
    on; a path that ends before them matches where `leads` is set. */
static bool matches(const gj_folder *folder, size_t part, const char *path,
                    bool leads)
{
    size_t length = strcspn(path, "/");
    char name[1024];

    if (*path == '\0')
        return leads || part == folder->part_count ||
               (part + 1 == folder->part_count &&
                strcmp(folder->parts[part], "**") == 0);
    if (part == folder->part_count || length >= sizeof name)
        return false;
    const char *next = path + length + (path[length] == '/');
    if (strcmp(folder->parts[part], "**") == 0)
        return matches(folder, part + 1, path, leads) ||
               (*path != '.' && matches(folder, part, next, leads));
    memcpy(name, path, length);
    name[length] = '\0';
    return fnmatch(folder->parts[part], name, FNM_PERIOD) == 0 &&
           matches(folder, part + 1, next, leads);
}

/** The path below the base. */
static const char *below(const gj_folder *folder, const FTSENT *entry)
{
    if (entry->fts_level == 0)
        return "";
    return entry->fts_path + folder->prefix;
}

/* ---------------------------------------------------------------- walking */

/** Whether the folder is to be entered. */
static bool enters(gj_folder *folder, const FTSENT *entry)
{
    if (folder->inside >= 0)
        return entry->fts_level == 0 || entry->fts_name[0] != '.';
    if (matches(folder, 0, below(folder, entry), false)) {
        folder->inside = entry->fts_level;
        return true;
    }
    return matches(folder, 0, below(folder, entry), true);
}

static bool gives(gj_folder *folder, const FTSENT *entry, gj_found *found)
{
    found->matched = folder->inside < 0;
    if (found->matched)
        return matches(folder, 0, below(folder, entry), false);
    return entry->fts_level == 0 || entry->fts_name[0] != '.';
}

/** What cannot be read is of interest where it may hold reports. */
static bool gives_fault(gj_folder *folder, const FTSENT *entry, gj_found *found)
{
    gj_kind kind = gj_kind_of(gj_text_of(entry->fts_name));

    if (entry->fts_level == 0 && folder->inside < 0)
        return false;
    found->about = NULL;
    found->error = entry->fts_errno;
    if (found->error == 0)
        found->error = entry->fts_info == FTS_SLNONE ? ENOENT : ENOTSUP;
    return gives(folder, entry, found) &&
           (found->matched || kind.content != GJ_CONTENT_OTHER ||
            entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR);
}

/** Deals with one entry; returns whether it is to be given. */
static bool take(gj_folder *folder, FTSENT *entry, gj_found *found)
{
    switch (entry->fts_info) {
    case FTS_D:
        if (!enters(folder, entry))
            fts_set(folder->tree, entry, FTS_SKIP);
        return false;
    case FTS_DP:
        if (folder->pattern != NULL && folder->inside == entry->fts_level)
            folder->inside = -1;
        return false;
    case FTS_DNR:
    case FTS_ERR:
    case FTS_NS:
    case FTS_SLNONE:
    case FTS_DEFAULT:
        return gives_fault(folder, entry, found);
    case FTS_F:
        return gives(folder, entry, found);
    default:
        return false;
    }
}

bool gj_folder_next(gj_folder *folder, gj_found *found)
{
    FTSENT *entry;

    if (folder->tree == NULL)
        return false;
    while ((entry = fts_read(folder->tree)) != NULL) {
        *found = (gj_found){.path = entry->fts_path, .about = entry->fts_statp};
        if (folder->pattern != NULL && strcmp(folder->base, ".") == 0 &&
            strncmp(found->path, "./", 2) == 0)
            found->path += 2;
        if (take(folder, entry, found))
            return true;
    }
    return false;
}

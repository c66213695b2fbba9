#include "input/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "input/kind.h"

enum { MOST_PARTS = 64 };

/** A name in a folder, and what it is the name of: DT_…. */
typedef struct entry {
    const char *name;
    unsigned char kind;
} entry;

/** A folder that was entered. */
typedef struct level {
    /** The names in it, one behind the other; and in order. */
    gj_buffer names;
    entry *entries;
    size_t count;
    size_t next;
    /** Length of its path, with the slash that its names go behind. */
    size_t length;
    /** Which folder it is, whatever links led to it. */
    dev_t device;
    ino_t number;
} level;

struct gj_folder {
    /** Of the folder, or of what is in it and at hand. */
    gj_buffer path;
    bool begun;
    level *levels;
    size_t depth;
    size_t room;
    /** Length of what stands before the first name below the folder; and of
        that what is not shown. */
    size_t prefix;
    size_t unshown;
    /** The pattern's parts below the folder; NULL for a folder. */
    char *pattern;
    char *parts[MOST_PARTS];
    size_t part_count;
    /** Depth at which the folder stands, the one that was opened or one that
        matches, in which all is given; else -1. */
    int inside;
};

/* ---------------------------------------------------------------- opening */

gj_folder *gj_folder_open(const char *path)
{
    gj_folder *folder = gj_new(1, sizeof *folder);

    gj_buffer_string(&folder->path, path);
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
    gj_folder *folder = gj_new(1, sizeof *folder);
    char *rest = NULL;

    gj_buffer_add(&folder->path, fixed > 0 ? pattern : "./",
                  fixed > 0 ? fixed : strlen("./"));
    folder->prefix = folder->path.length;
    folder->unshown = folder->prefix - fixed;
    folder->pattern = gj_copy(pattern + fixed, strlen(pattern + fixed));
    for (char *part = strtok_r(folder->pattern, "/", &rest);
         part != NULL && folder->part_count < MOST_PARTS;
         part = strtok_r(NULL, "/", &rest))
        folder->parts[folder->part_count++] = part;
    folder->inside = -1;
    return folder;
}

static void leave(gj_folder *folder)
{
    level *left = &folder->levels[--folder->depth];

    free(left->entries);
    gj_buffer_free(&left->names);
    if (folder->pattern != NULL && folder->inside == (int)folder->depth)
        folder->inside = -1;
}

void gj_folder_close(gj_folder *folder)
{
    if (folder == NULL)
        return;
    while (folder->depth > 0)
        leave(folder);
    free(folder->levels);
    gj_buffer_free(&folder->path);
    free(folder->pattern);
    free(folder);
}

/* --------------------------------------------------------------- matching */

/** Compares a path below the folder with the parts of the pattern from `part`
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

/** Whether what is at hand, which is no folder that the walk begins with, is
    to be given. */
static bool gives(gj_folder *folder, const char *name, gj_found *found)
{
    found->error = 0;
    found->matched = folder->inside < 0;
    if (found->matched)
        return matches(folder, 0, folder->path.data + folder->prefix, false);
    return name[0] != '.';
}

static bool gives_fault(gj_folder *folder, const char *name, int error,
                        gj_found *found)
{
    bool given = gives(folder, name, found);

    found->error = error;
    return given;
}

/* ---------------------------------------------------------------- walking */

static int by_name(const void *left, const void *right)
{
    const entry *a = left;
    const entry *b = right;

    return strcmp(a->name, b->name);
}

/** Puts the names of a folder in order. Each is kept behind its kind. */
static void order(level *entered)
{
    char *at = entered->names.data;

    entered->entries = gj_new(entered->count, sizeof *entered->entries);
    for (size_t i = 0; i < entered->count; i++) {
        entered->entries[i] = (entry){at + 1, (unsigned char)*at};
        at += 1 + strlen(at + 1) + 1;
    }
    qsort(entered->entries, entered->count, sizeof *entered->entries, by_name);
}

static bool read_names(level *entered, DIR *stream)
{
    struct dirent *next;

    errno = 0;
    while ((next = readdir(stream)) != NULL) {
        const char *name = next->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        gj_buffer_byte(&entered->names, (char)next->d_type);
        gj_buffer_add(&entered->names, name, strlen(name) + 1);
        entered->count++;
    }
    return errno == 0;
}

/** Whether it is one of the folders that led to it. */
static bool is_circle(const gj_folder *folder, const level *entered)
{
    for (size_t i = 0; i < folder->depth; i++)
        if (folder->levels[i].device == entered->device &&
            folder->levels[i].number == entered->number)
            return true;
    return false;
}

static void add_level(gj_folder *folder, level *entered)
{
    gj_buffer *path = &folder->path;

    if (path->data[path->length - 1] != '/')
        gj_buffer_byte(path, '/');
    entered->length = path->length;
    order(entered);
    gj_grow(&folder->levels, folder->depth, &folder->room,
            sizeof *folder->levels);
    folder->levels[folder->depth++] = *entered;
}

/** Enters the folder whose path is at hand, where it is none that led to it.
    Returns false, with errno set, where it cannot be read. */
static bool enter(gj_folder *folder)
{
    DIR *stream = opendir(folder->path.data);
    level entered = {.count = 0};
    struct stat about;

    if (stream == NULL || fstat(dirfd(stream), &about) != 0 ||
        !read_names(&entered, stream)) {
        int error = errno;
        gj_buffer_free(&entered.names);
        if (stream != NULL)
            closedir(stream);
        errno = error;
        return false;
    }
    closedir(stream);
    entered.device = about.st_dev;
    entered.number = about.st_ino;
    if (is_circle(folder, &entered))
        gj_buffer_free(&entered.names);
    else
        add_level(folder, &entered);
    return true;
}

/** Whether the folder at hand is to be entered; notes where all in it is to be
    given. */
static bool is_wanted(gj_folder *folder, const char *name)
{
    const char *path = folder->path.data + folder->prefix;

    if (folder->inside >= 0)
        return folder->depth == 0 || name[0] != '.';
    if (matches(folder, 0, path, false)) {
        folder->inside = (int)folder->depth;
        return true;
    }
    return matches(folder, 0, path, true);
}

/** Returns whether there is a fault to be given. */
static bool take_folder(gj_folder *folder, const char *name, gj_found *found)
{
    int inside = folder->inside;
    size_t depth = folder->depth;

    if (!is_wanted(folder, name))
        return false;
    bool fails = !enter(folder) && gives_fault(folder, name, errno, found);
    if (folder->depth == depth)
        folder->inside = inside;
    return fails;
}

/** What a link leads to, and what the folder does not say of a name. */
static unsigned char look(const gj_folder *folder, int *error)
{
    struct stat about;
    struct stat link;

    if (stat(folder->path.data, &about) == 0)
        return (unsigned char)IFTODT(about.st_mode);
    *error = errno;
    if (lstat(folder->path.data, &link) == 0)
        *error = ENOENT;
    return DT_UNKNOWN;
}

/** Deals with what is at hand; returns whether it is to be given. What cannot
    be read is of interest where it may hold reports. */
static bool take(gj_folder *folder, const entry *at_hand, gj_found *found)
{
    const char *name = at_hand->name;
    unsigned char kind = at_hand->kind;
    int error = ENOTSUP;

    if (kind == DT_LNK || kind == DT_UNKNOWN)
        kind = look(folder, &error);
    if (kind == DT_DIR)
        return take_folder(folder, name, found);
    if (kind == DT_REG)
        return gives(folder, name, found);
    return gives_fault(folder, name, error, found) &&
           (found->matched ||
            gj_kind_of(gj_text_of(name)).content != GJ_CONTENT_OTHER);
}

/** Where there is nothing to look for a pattern in, nothing matches. */
static bool begin(gj_folder *folder, gj_found *found)
{
    int error;

    folder->begun = true;
    if (folder->pattern != NULL && look(folder, &error) != DT_DIR)
        return false;
    return take_folder(folder, "", found);
}

bool gj_folder_next(gj_folder *folder, gj_found *found)
{
    bool given = !folder->begun && begin(folder, found);

    while (!given && folder->depth > 0) {
        level *current = &folder->levels[folder->depth - 1];
        if (current->next == current->count) {
            leave(folder);
            continue;
        }
        const entry *at_hand = &current->entries[current->next++];
        folder->path.length = current->length;
        gj_buffer_string(&folder->path, at_hand->name);
        given = take(folder, at_hand, found);
    }
    found->path = folder->path.data + folder->unshown;
    return given;
}

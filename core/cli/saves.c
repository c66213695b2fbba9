#include "cli/saves.h"

#include <dirent.h>
#include <errno.h>
#include <fts.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "input/kind.h"

enum {
    APPEARS = IN_CREATE | IN_MOVED_TO,
    GOES = IN_DELETE | IN_MOVED_FROM,
    ITSELF = IN_DELETE_SELF | IN_MOVE_SELF,
    EVENTS = IN_CLOSE_WRITE | APPEARS | GOES | ITSELF | IN_ONLYDIR
};

struct gj_watched {
    int id;
    bool used;
};

/** A name in a folder, or all of a folder. */
struct gj_interest {
    int folder;
    /** The name; of all of a folder, the folder's path. */
    char *name;
    bool all;
    /** The name is the last of its path. */
    bool last;
    /** It counts also when it goes. */
    bool needed;
    /** The path as it was given. */
    const char *path;
};

/* ---------------------------------------------------------------- folders */

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool is_link(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 &&
           (S_ISLNK(about.st_mode) || about.st_nlink > 1);
}

static void note_failure(gj_saves *saves, const char *folder)
{
    if (saves->error.status != GJ_OK)
        return;
    if (errno == ENOSPC)
        gj_fail(&saves->error, GJ_FAILED_FILE,
                "无法监视文件夹：监视的数目已达系统上限"
                "（fs.inotify.max_user_watches）",
                "the folder cannot be watched: the system allows no more "
                "(fs.inotify.max_user_watches)");
    else
        gj_fail_reason(&saves->error, GJ_FAILED_FILE, "无法监视文件夹：%s",
                       "the folder cannot be watched: %s", errno);
    gj_error_file(&saves->error, folder);
}

/** Watches a folder, which may be watched already. Returns its number, or -1
    with the reason in errno. */
static int watch(gj_saves *saves, const char *folder)
{
    int id = inotify_add_watch(saves->file, folder, EVENTS);

    if (id < 0)
        return -1;
    for (size_t i = 0; i < saves->watched_count; i++)
        if (saves->watched[i].id == id) {
            saves->watched[i].used = true;
            return id;
        }
    gj_grow(&saves->watched, saves->watched_count, &saves->watched_room,
            sizeof *saves->watched);
    saves->watched[saves->watched_count++] = (struct gj_watched){id, true};
    return id;
}

static void want(gj_saves *saves, const struct gj_interest *interest)
{
    gj_grow(&saves->interests, saves->interest_count, &saves->interest_room,
            sizeof *saves->interests);
    saves->interests[saves->interest_count++] = *interest;
}

/** All of a folder; one that may not be read is told when it is checked. */
static void watch_entries(gj_saves *saves, const char *folder)
{
    int id = watch(saves, folder);

    if (id >= 0)
        want(saves,
             &(struct gj_interest){.folder = id,
                                   .name = gj_copy(folder, strlen(folder)),
                                   .all = true});
    else if (errno != ENOENT && errno != ENOTDIR && errno != EACCES)
        note_failure(saves, folder);
}

/** All folders of a tree that reports are looked for in. */
static void watch_tree(gj_saves *saves, const char *path)
{
    char *base = gj_copy(path, strlen(path));
    char *const bases[] = {base, NULL};
    FTS *tree = fts_open(bases, FTS_LOGICAL | FTS_NOCHDIR, NULL);
    FTSENT *entry;

    while (tree != NULL && (entry = fts_read(tree)) != NULL) {
        bool hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
        if (hidden && entry->fts_info == FTS_D)
            fts_set(tree, entry, FTS_SKIP);
        else if (entry->fts_info == FTS_D)
            watch_entries(saves, entry->fts_path);
    }
    if (tree != NULL)
        fts_close(tree);
    free(base);
}

/* ------------------------------------------------------------------ paths */

/** Wants one part of a path, which stands in `folder`. A folder further up that
    may not be read goes unwatched; one that is not there may come. */
static bool follow_part(gj_saves *saves, const char *folder, gj_text part,
                        const struct gj_interest *like)
{
    int id = watch(saves, folder);

    if (id < 0 && (errno == ENOENT || errno == ENOTDIR))
        return false;
    if (id < 0 && (like->last || errno != EACCES))
        note_failure(saves, folder);
    if (id >= 0)
        want(saves,
             &(struct gj_interest){.folder = id,
                                   .name = gj_copy(part.data, part.length),
                                   .last = like->last,
                                   .needed = like->needed,
                                   .path = like->path});
    return true;
}

/** Where a link leads that leads nowhere yet, followed by the rest of a path;
    NULL for what is no such link. The caller's. */
static char *missing_target(const char *link, const char *rest)
{
    char target[PATH_MAX];
    struct stat about;
    gj_buffer whole = {0};
    const char *slash = strrchr(link, '/');

    if (stat(link, &about) == 0 || errno != ENOENT)
        return NULL;
    ssize_t length = readlink(link, target, sizeof target);
    if (length <= 0)
        return NULL;
    if (target[0] != '/' && slash != NULL)
        gj_buffer_add(&whole, link, (size_t)(slash + 1 - link));
    gj_buffer_add(&whole, target, (size_t)length);
    gj_buffer_string(&whole, rest);
    return whole.data;
}

/** Watches each folder that a path goes through. Each is watched before what
    is in it is looked at, so that nothing can happen unseen. */
static void follow(gj_saves *saves, const char *path, const char *shown,
                   bool needed)
{
    struct gj_interest like = {.path = shown, .needed = needed};
    gj_buffer folder = {0};
    char *target = NULL;
    bool there = true;

    gj_buffer_string(&folder, *path == '/' ? "/" : "./");
    while (there) {
        path += strspn(path, "/");
        gj_text part = {path, strcspn(path, "/")};
        if (part.length == 0)
            break;
        path += part.length;
        like.last = path[strspn(path, "/")] == '\0';
        there = follow_part(saves, folder.data, part, &like);
        gj_buffer_text(&folder, part);
        if ((target = missing_target(folder.data, path)) != NULL)
            break;
        gj_buffer_byte(&folder, '/');
    }
    gj_buffer_free(&folder);
    if (target != NULL)
        follow(saves, target, shown, needed);
    free(target);
}

/** A path, and where it leads to if links are on its way. */
static void follow_links(gj_saves *saves, const char *path, bool needed)
{
    char *real = realpath(path, NULL);

    follow(saves, path, path, needed);
    if (real != NULL && strcmp(real, path) != 0)
        follow(saves, real, path, needed);
    free(real);
    if (is_folder(path) && !needed)
        watch_tree(saves, path);
}

static void forget_interests(gj_saves *saves)
{
    for (size_t i = 0; i < saves->interest_count; i++)
        free(saves->interests[i].name);
    saves->interest_count = 0;
}

/** Watches what the paths go through now, and nothing else. What stays watched
    loses no event. */
static void look_again(gj_saves *saves)
{
    size_t kept = 0;

    forget_interests(saves);
    for (size_t i = 0; i < saves->watched_count; i++)
        saves->watched[i].used = false;
    for (size_t i = 0; saves->paths[i] != NULL; i++)
        follow_links(saves, saves->paths[i], false);
    for (size_t i = 0; saves->needed[i] != NULL; i++)
        follow_links(saves, saves->needed[i], true);
    for (size_t i = 0; i < saves->watched_count; i++)
        if (saves->watched[i].used)
            saves->watched[kept++] = saves->watched[i];
        else
            inotify_rm_watch(saves->file, saves->watched[i].id);
    saves->watched_count = kept;
}

/* ----------------------------------------------------------------- events */

static bool is_output(const gj_saves *saves, const char *path)
{
    struct stat one;
    struct stat other;

    if (saves->outputs == NULL || stat(path, &one) != 0)
        return false;
    for (size_t i = 0; saves->outputs[i] != NULL; i++)
        if (stat(saves->outputs[i], &other) == 0 &&
            one.st_dev == other.st_dev && one.st_ino == other.st_ino)
            return true;
    return false;
}

static void note_saved(gj_saves *saves, const char *path)
{
    if (is_output(saves, path))
        return;
    if (saves->saved.length == 0)
        gj_buffer_string(&saves->saved, path);
    else if (strcmp(saves->saved.data, path) != 0)
        saves->several = true;
}

/** Whether there is anything to check: an empty folder is nothing yet, nor is a
    file that is being written; that it was is told when it is closed. */
static bool holds_something(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry = NULL;
    struct stat about;

    if (folder == NULL)
        return stat(path, &about) == 0 && !S_ISDIR(about.st_mode) &&
               about.st_size > 0;
    do
        entry = readdir(folder);
    while (entry != NULL && entry->d_name[0] == '.');
    closedir(folder);
    return entry != NULL;
}

/** What an event means: whether the folders are to be looked at again, and the
    paths it concerns, one behind the other, each with a zero byte. */
typedef struct meaning {
    bool again;
    /** These were saved. */
    gj_buffer saved;
    /** These are new if they are there when the folders were looked at. */
    gj_buffer come;
    /** These have gone if they are not there then. */
    gj_buffer gone;
} meaning;

static void read_event(meaning *m, const struct inotify_event *event,
                       const char *path, bool file, bool needed)
{
    bool folder = (event->mask & IN_ISDIR) != 0;
    bool moves = (event->mask & (APPEARS | GOES)) != 0 &&
                 (folder || !file || is_link(path));
    gj_buffer *list = NULL;

    m->again |= moves;
    if (file && !folder && (event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0)
        list = &m->saved;
    else if (moves && (event->mask & APPEARS) != 0)
        list = &m->come;
    else if (needed && (event->mask & GOES) != 0)
        list = &m->gone;
    if (list != NULL)
        gj_buffer_add(list, path, strlen(path) + 1);
}

/** An entry of a folder of which all is wanted: reports, and folders. */
static void read_entry(meaning *m, const struct inotify_event *event,
                       const char *folder)
{
    gj_text name = gj_text_of(event->name);
    bool slash = folder[strlen(folder) - 1] == '/';
    gj_buffer path = {0};

    if (gj_is_hidden(name) || ((event->mask & IN_ISDIR) == 0 &&
                               gj_kind_of(name).content == GJ_CONTENT_OTHER))
        return;
    gj_buffer_print(&path, "%s%s%s", folder, slash ? "" : "/", event->name);
    read_event(m, event, path.data, true, false);
    gj_buffer_free(&path);
}

static bool is_gone(const char *path)
{
    return access(path, F_OK) != 0;
}

/** Notes the paths of which something is true, or all. */
static void note_all(gj_saves *saves, gj_buffer *paths,
                     bool (*holds)(const char *path))
{
    for (size_t at = 0; at < paths->length;) {
        const char *path = paths->data + at;
        at += strlen(path) + 1;
        if (holds == NULL || holds(path))
            note_saved(saves, path);
    }
    gj_buffer_free(paths);
}

static void take_event(gj_saves *saves, const struct inotify_event *event)
{
    meaning m = {
        .again = (event->mask & (ITSELF | IN_UNMOUNT | IN_Q_OVERFLOW)) != 0};

    saves->untold |= (event->mask & IN_Q_OVERFLOW) != 0;
    for (size_t i = 0; event->len > 0 && i < saves->interest_count; i++) {
        const struct gj_interest *interest = &saves->interests[i];
        if (interest->folder != event->wd)
            continue;
        if (interest->all)
            read_entry(&m, event, interest->name);
        else if (strcmp(interest->name, event->name) == 0)
            read_event(&m, event, interest->path, interest->last,
                       interest->needed);
    }
    if (m.again)
        look_again(saves);
    note_all(saves, &m.saved, NULL);
    note_all(saves, &m.come, holds_something);
    note_all(saves, &m.gone, is_gone);
}

/* -------------------------------------------------------------- interface */

gj_status gj_saves_open(gj_saves *saves, gj_error *error)
{
    saves->file = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (saves->file < 0)
        return gj_fail_reason(error, GJ_FAILED_FILE, "无法监视文件：%s",
                              "files cannot be watched: %s", errno);
    look_again(saves);
    if (saves->error.status != GJ_OK)
        *error = saves->error;
    return error->status;
}

void gj_saves_close(gj_saves *saves)
{
    if (saves->file >= 0)
        close(saves->file);
    forget_interests(saves);
    free(saves->interests);
    free(saves->watched);
    gj_buffer_free(&saves->saved);
}

bool gj_saves_take(gj_saves *saves)
{
    _Alignas(struct inotify_event) char
        bytes[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    ssize_t length;

    while ((length = read(saves->file, bytes, sizeof bytes)) > 0)
        for (const char *at = bytes; at < bytes + length;) {
            const struct inotify_event *event = (const void *)at;
            take_event(saves, event);
            at += sizeof *event + event->len;
        }
    return saves->saved.length > 0 || saves->untold;
}

void gj_saves_clear(gj_saves *saves)
{
    gj_buffer_clear(&saves->saved);
    saves->several = false;
    saves->untold = false;
}

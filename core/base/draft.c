#include "base/draft.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"

enum { WRITTEN_AT_ONCE = 256 * 1024 };

static gj_status fail_file(gj_error *error, const char *file)
{
    gj_fail_reason(error, GJ_FAILED_FILE, "结果无法写入：%s",
                   "the results cannot be written: %s", errno);
    gj_error_file(error, file);
    return error->status;
}

/** The folder that a file is in, and behind it the file's name. */
static const char *folder_of(const char *file, struct stat *info)
{
    const char *slash = strrchr(file, '/');
    gj_buffer folder = {0};

    gj_buffer_print(&folder, "%.*s/.", slash != NULL ? (int)(slash - file) : 1,
                    slash != NULL ? file : ".");
    if (stat(folder.data, info) != 0)
        *info = (struct stat){0};
    gj_buffer_free(&folder);
    return slash != NULL ? slash + 1 : file;
}

bool gj_same_file(const char *a, const char *b)
{
    struct stat one;
    struct stat other;
    bool is_there = stat(a, &one) == 0;

    if (is_there != (stat(b, &other) == 0))
        return false;
    if (!is_there && strcmp(folder_of(a, &one), folder_of(b, &other)) != 0)
        return false;
    return one.st_ino != 0 && one.st_ino == other.st_ino &&
           one.st_dev == other.st_dev && (!is_there || S_ISREG(one.st_mode));
}

static void discard(gj_draft *draft)
{
    free(draft->room);
    free(draft->path);
    free(draft->target);
    *draft = (gj_draft){0};
}

/** A device, a pipe or a terminal is written to; only a regular file is
    replaced. */
static bool is_special(const char *file)
{
    struct stat info;
    return stat(file, &info) == 0 && !S_ISREG(info.st_mode);
}

/** The draft stands beside the file, so that renaming it is one step. Where
    the file is a symbolic link, what it leads to is replaced. */
static int make(gj_draft *draft)
{
    gj_buffer path = {0};
    mode_t mask = umask(0);
    struct stat there;

    umask(mask);
    draft->target = realpath(draft->file, NULL);
    if (draft->target == NULL)
        draft->target = gj_copy(draft->file, strlen(draft->file));
    gj_buffer_print(&path, "%s.XXXXXX", draft->target);
    draft->path = path.data;
    int file = mkstemp(draft->path);
    /* A file that few may read stays one. */
    if (file >= 0)
        fchmod(file, stat(draft->target, &there) == 0 ? there.st_mode & 07777
                                                      : 0666 & ~mask);
    return file;
}

/** Whether it is a symbolic link to something that is not there. Whoever made
   it wanted the file elsewhere, and not in the link's place. */
static bool leads_nowhere(const char *file)
{
    struct stat info;
    return lstat(file, &info) == 0 && S_ISLNK(info.st_mode) &&
           stat(file, &info) != 0;
}

gj_status gj_draft_open(gj_draft *draft, const char *file, gj_error *error)
{
    *draft = (gj_draft){.file = file};
    if (leads_nowhere(file)) {
        gj_fail(error, GJ_FAILED_FILE,
                "这是一个链接，所指的文件不存在，所以没有写；请换一个文件名，"
                "或先处理这个链接",
                "this is a link to a file that is not there, so nothing was "
                "written; choose another file, or mend the link");
        gj_error_file(error, file);
        return error->status;
    }
    if (is_special(file)) {
        draft->out = fopen(file, "w");
    } else {
        int made = make(draft);
        if (made >= 0)
            draft->out = fdopen(made, "w");
    }
    if (draft->out == NULL) {
        fail_file(error, file);
        discard(draft);
        return error->status;
    }
    /* Nobody sees a draft before it is whole: it goes out in large pieces,
       since to write a page costs more than what it carries. */
    if (draft->path != NULL) {
        draft->room = gj_new(1, WRITTEN_AT_ONCE);
        setvbuf(draft->out, draft->room, _IOFBF, WRITTEN_AT_ONCE);
    }
    return GJ_OK;
}

gj_status gj_draft_keep(gj_draft *draft, gj_error *error)
{
    gj_status status = GJ_OK;
    bool failed = ferror(draft->out) != 0;

    errno = draft->failure != 0 ? draft->failure : EIO;
    failed |= fflush(draft->out) != 0;
    failed |= draft->path != NULL && fsync(fileno(draft->out)) != 0;
    failed |= fclose(draft->out) != 0;
    if (!failed && draft->path != NULL)
        failed = rename(draft->path, draft->target) != 0;
    if (failed) {
        status = fail_file(error, draft->file);
        if (draft->path != NULL)
            unlink(draft->path);
    }
    discard(draft);
    return status;
}

void gj_draft_drop(gj_draft *draft)
{
    if (draft->out != NULL)
        fclose(draft->out);
    if (draft->path != NULL)
        unlink(draft->path);
    discard(draft);
}

/* Files as padded bytes. */
#include "document/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "document/document.h"

enum { CHUNK = 65536 };
const size_t gj_input_limit = (size_t)64 << 20;

gj_status gj_input_fail(gj_error *error, const char *zh, const char *en)
{
    return gj_fail_reason(error, GJ_FAILED_FILE, zh, en, errno);
}

gj_status gj_input_too_large(gj_error *error, size_t limit)
{
    return gj_fail(error, GJ_FAILED_LIMIT, "文件超过上限 %zu 字节",
                   "the file is larger than the limit of %zu bytes", limit);
}

/** Standard input of which somebody has seen to it that it is empty. */
static bool is_nothing(const struct stat *about, int file)
{
    struct stat null;

    return file == STDIN_FILENO && S_ISCHR(about->st_mode) &&
           stat("/dev/null", &null) == 0 && about->st_rdev == null.st_rdev;
}

static gj_status refuse_kind(const struct stat *about, int file,
                             gj_error *error)
{
    if (S_ISDIR(about->st_mode))
        return gj_fail(error, GJ_FAILED_FILE, "这是文件夹，不是文件",
                       "this is a folder, not a file");
    if (S_ISREG(about->st_mode) || S_ISFIFO(about->st_mode) ||
        S_ISSOCK(about->st_mode) || isatty(file) || is_nothing(about, file))
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_FILE, "这是设备，不是普通文件",
                   "this is a device, not a regular file");
}

static gj_status open_with(int *file, const char *path, int flags,
                           struct stat *about, gj_error *error)
{
    *file = strcmp(path, "-") == 0 ? STDIN_FILENO
                                   : open(path, O_RDONLY | O_CLOEXEC | flags);
    if (*file < 0 || fstat(*file, about) != 0)
        gj_input_fail(error, "打不开文件：%s", "cannot open the file: %s");
    else if (refuse_kind(about, *file, error) == GJ_OK)
        return GJ_OK;
    if (*file > STDIN_FILENO)
        close(*file);
    *file = -1;
    return error ? error->status : GJ_FAILED_FILE;
}

gj_status gj_input_open(int *file, const char *path, struct stat *about,
                        gj_error *error)
{
    return open_with(file, path, 0, about, error);
}

gj_status gj_input_open_at_once(int *file, const char *path, struct stat *about,
                                gj_error *error)
{
    gj_status status = open_with(file, path, O_NONBLOCK, about, error);

    if (status == GJ_OK && S_ISFIFO(about->st_mode) && *file > STDIN_FILENO)
        fcntl(*file, F_SETFL, 0);
    return status;
}

gj_status gj_input_nobody_writes(gj_error *error)
{
    return gj_fail(error, GJ_FAILED_FILE, "这是管道，而没有人往里写",
                   "this is a pipe that nobody writes to");
}

/** Makes room for a file of a known size, and for seeing that it ends there. */
static void make_room(gj_buffer *bytes, const struct stat *about, size_t limit)
{
    size_t room = (size_t)about->st_size + 1 + GJ_PADDING;

    if (!S_ISREG(about->st_mode) || about->st_size <= 0 ||
        (size_t)about->st_size > limit || room < bytes->room)
        return;
    bytes->data = gj_renew(bytes->data, room + 1, 1);
    bytes->room = room + 1;
}

static gj_status read_bytes(gj_buffer *bytes, int file, size_t limit,
                            gj_error *error)
{
    for (;;) {
        size_t most = bytes->room - bytes->length;
        most = most > GJ_PADDING + 1 ? most - GJ_PADDING - 1 : CHUNK;
        char *room = gj_buffer_room(bytes, most + GJ_PADDING);
        ssize_t count = read(file, room, most);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return gj_input_fail(error, "读文件时出错：%s",
                                 "error while reading the file: %s");
        bytes->length += (size_t)count;
        if (bytes->length > limit)
            return gj_input_too_large(error, limit);
        if (count == 0)
            break;
    }
    memset(bytes->data + bytes->length, 0, GJ_PADDING);
    return GJ_OK;
}

gj_status gj_input_read(gj_buffer *bytes, const char *path, size_t limit,
                        gj_error *error)
{
    struct stat about = {.st_mode = 0};
    int file = -1;

    gj_buffer_clear(bytes);
    gj_status status = gj_input_open_at_once(&file, path, &about, error);
    limit = limit ? limit : gj_input_limit;
    if (status == GJ_OK) {
        make_room(bytes, &about, limit);
        status = read_bytes(bytes, file, limit, error);
    }
    if (status == GJ_OK && S_ISFIFO(about.st_mode) && bytes->length == 0)
        status = gj_input_nobody_writes(error);
    if (status != GJ_OK)
        gj_error_file(error, path);
    if (file > STDIN_FILENO)
        close(file);
    return status;
}

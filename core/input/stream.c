#include "input/stream.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/memory.h"
#include "document/document.h"
#include "document/input.h"

enum { CHUNK = 65536, GZIP_BUFFER = 131072, NOT_WORTH_A_LIMIT = 1 << 20 };

/* ----------------------------------------------------------------- limits */

gj_status gj_unpacking_count(uint64_t *unpacked, size_t more, uint64_t packed,
                             const gj_unpacking *limits, gj_error *error)
{
    uint64_t most =
        limits->bytes ? limits->bytes : (uint64_t)GJ_DEFAULT_UNPACKED_GIB << 30;
    uint64_t ratio = limits->ratio ? limits->ratio : GJ_DEFAULT_RATIO;

    *unpacked += more;
    if (*unpacked > most)
        return gj_fail(error, GJ_FAILED_LIMIT,
                       "解压后超过上限 %ju 字节（--max-unpacked），其余未检查",
                       "it unpacks to more than the limit of %ju bytes "
                       "(--max-unpacked); the rest was not checked",
                       (uintmax_t)most);
    if (*unpacked > NOT_WORTH_A_LIMIT && *unpacked / ratio > packed)
        return gj_fail(error, GJ_FAILED_LIMIT,
                       "解压后超过原大小的 %ju 倍（--max-ratio），其余未检查",
                       "it unpacks to more than %ju times its size "
                       "(--max-ratio); the rest was not checked",
                       (uintmax_t)ratio);
    return GJ_OK;
}

/* ------------------------------------------------------------------ files */

/** Waits until there is something to read, or until a signal says to stop:
    one that comes just before the wait ends it as well. */
static bool wait_for(gj_stream *stream)
{
    struct pollfd ready = {.fd = stream->file, .events = POLLIN};
    sigset_t signals;
    sigset_t before;
    bool stopped;

    if (poll(&ready, 1, 0) > 0)
        return true;
    if (stream->waits != NULL)
        stream->waits(stream->context, stream->file);
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, &before);
    do
        stopped = stream->stop != NULL && *stream->stop != 0;
    while (!stopped && ppoll(&ready, 1, NULL, &before) < 0 && errno == EINTR);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return !stopped;
}

static bool is_named_pipe(const gj_stream *stream)
{
    struct stat about;

    return stream->file != STDIN_FILENO && fstat(stream->file, &about) == 0 &&
           S_ISFIFO(about.st_mode);
}

static ssize_t read_file(gj_stream *stream, char *to, size_t room,
                         gj_error *error)
{
    bool at_once = stream->impatient;

    stream->impatient = false;
    for (;;) {
        if (stream->slow && !at_once && !wait_for(stream)) {
            gj_fail(error, GJ_FAILED_FILE, "读取被中断",
                    "reading was interrupted");
            return -1;
        }
        ssize_t count = read(stream->file, to, room);
        if (count == 0 && at_once && is_named_pipe(stream)) {
            gj_input_nobody_writes(error);
            return -1;
        }
        if (count >= 0)
            return count;
        if (errno != EINTR) {
            gj_input_fail(error, "读文件时出错：%s",
                          "error while reading the file: %s");
            return -1;
        }
    }
}

gj_status gj_stream_open(gj_stream *stream, const char *path, gj_error *error)
{
    *stream = (gj_stream){.read = read_file, .file = -1};
    gj_status status =
        gj_input_open_at_once(&stream->file, path, &stream->about, error);
    if (status != GJ_OK)
        return status;
    stream->slow = !S_ISREG(stream->about.st_mode);
    stream->size = stream->slow ? 0 : (uint64_t)stream->about.st_size;
    return GJ_OK;
}

void gj_stream_open_stdin(gj_stream *stream)
{
    struct stat about;

    *stream = (gj_stream){.read = read_file, .file = STDIN_FILENO};
    stream->slow = fstat(STDIN_FILENO, &about) != 0 || !S_ISREG(about.st_mode);
}

/* ------------------------------------------------------------------- gzip */

/** A gzip file being unpacked: members, one behind the other. */
typedef struct gzip {
    z_stream packed;
    /** Bytes read from the file so far. */
    uint64_t read;
    /** At a member, rather than where one may begin. */
    bool within;
    /** There was one. */
    bool begun;
    /** Zeros came behind the last one, which fill a block up. */
    bool filled;
    unsigned char bytes[GZIP_BUFFER];
} gzip;

static ssize_t fail_damaged(gj_error *error)
{
    gj_fail(error, GJ_FAILED_FILE, "gzip 文件已损坏",
            "the gzip file is damaged");
    return -1;
}

/** What the file has next, where all that was read is used up. Returns 0 at a
    sound end. */
static ssize_t read_packed(gj_stream *stream, gzip *unpacking, gj_error *error)
{
    ssize_t count = read_file(stream, (char *)unpacking->bytes,
                              sizeof unpacking->bytes, error);

    if (count > 0) {
        unpacking->read += (uint64_t)count;
        unpacking->packed.next_in = unpacking->bytes;
        unpacking->packed.avail_in = (unsigned)count;
    } else if (count == 0 && unpacking->within) {
        gj_fail(error, GJ_FAILED_FILE, "gzip 文件不完整，后面缺了一段",
                "the gzip file is cut off");
        return -1;
    } else if (count == 0 && !unpacking->begun) {
        gj_fail(error, GJ_FAILED_FILE, "这不是 gzip 文件",
                "this is no gzip file");
        return -1;
    }
    return count;
}

/** Goes to where the next member begins. Returns false where something else
    stands there. */
static bool find_member(gzip *unpacking, gj_error *error)
{
    enum { FIRST_BYTE = 0x1F };
    z_stream *packed = &unpacking->packed;

    for (; unpacking->begun && packed->avail_in > 0 && *packed->next_in == 0;
         packed->avail_in--, packed->next_in++)
        unpacking->filled = true;
    if (packed->avail_in == 0)
        return true;
    if (*packed->next_in == FIRST_BYTE && !unpacking->filled) {
        unpacking->within = true;
        unpacking->begun = true;
        return true;
    }
    if (unpacking->begun)
        gj_fail(error, GJ_FAILED_FILE,
                "gzip 文件已损坏：末尾之后还有不属于它的内容",
                "the gzip file is damaged: behind its end is something that "
                "is not part of it");
    else
        gj_fail(error, GJ_FAILED_FILE, "这不是 gzip 文件",
                "this is no gzip file");
    return false;
}

/** Unpacks what was read, as far as there is room. Returns false where it is
    damaged; what came before that is there all the same. */
static bool unpack(gzip *unpacking)
{
    int code = inflate(&unpacking->packed, Z_NO_FLUSH);

    if (code == Z_STREAM_END) {
        unpacking->within = false;
        code = inflateReset(&unpacking->packed);
    }
    return code == Z_OK || code == Z_BUF_ERROR;
}

/* What came before the cut or the damage is given first. */
static ssize_t read_gzip(gj_stream *stream, char *to, size_t room,
                         gj_error *error)
{
    gzip *unpacking = stream->source;
    z_stream *packed = &unpacking->packed;
    size_t count = 0;
    bool sound = true;

    if (room > CHUNK)
        room = CHUNK;
    packed->next_out = (unsigned char *)to;
    packed->avail_out = (unsigned)room;
    while (sound && count == 0) {
        if (packed->avail_in == 0) {
            ssize_t more = read_packed(stream, unpacking, error);
            if (more <= 0)
                return more;
        }
        if (!unpacking->within && !find_member(unpacking, error))
            return -1;
        if (unpacking->within)
            sound = unpack(unpacking);
        count = room - packed->avail_out;
    }
    if (count == 0)
        return fail_damaged(error);
    if (gj_unpacking_count(&stream->unpacked, count,
                           unpacking->read - packed->avail_in, &stream->limits,
                           error) != GJ_OK)
        return -1;
    return (ssize_t)count;
}

gj_status gj_stream_open_gzip(gj_stream *stream, const char *path,
                              const gj_unpacking *limits, gj_error *error)
{
    gj_status status = gj_stream_open(stream, path, error);

    if (status != GJ_OK)
        return status;
    stream->limits = *limits;
    stream->size = 0;
    gzip *unpacking = gj_new(1, sizeof *unpacking);
    if (inflateInit2(&unpacking->packed, 16 + MAX_WBITS) != Z_OK) {
        free(unpacking);
        gj_stream_close(stream);
        return gj_fail(error, GJ_FAILED_MEMORY, "内存不足", "out of memory");
    }
    stream->source = unpacking;
    stream->read = read_gzip;
    return GJ_OK;
}

void gj_stream_close(gj_stream *stream)
{
    if (stream->read == read_gzip) {
        inflateEnd(&((gzip *)stream->source)->packed);
        free(stream->source);
    }
    if (stream->file > STDIN_FILENO)
        close(stream->file);
    *stream = (gj_stream){.file = -1};
}

/* ------------------------------------------------------------------ whole */

gj_status gj_stream_whole(gj_text *bytes, gj_stream *stream,
                          const gj_room *room, size_t limit, gj_error *error)
{
    ssize_t count;
    char *start = NULL;
    size_t length = 0;

    if (limit == 0)
        limit = gj_input_limit;
    do {
        start = gj_room_widen(room, (gj_text){start, length}, CHUNK);
        count = stream->read(stream, start + length, CHUNK, error);
        if (count < 0)
            return error->status;
        length += (size_t)count;
        if (length > limit)
            return gj_input_too_large(error, limit);
    } while (count > 0 && length != stream->size);
    memset(start + length, 0, GJ_PADDING);
    *bytes = (gj_text){start, length};
    return GJ_OK;
}

#include "input/archive.h"

#include <iconv.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "document/document.h"
#include "input/library.h"

enum { BLOCK = 65536 };

struct gj_archive {
    const gj_libarchive *library;
    struct archive *reader;
    struct archive_entry *entry;
    /** What the archive is read from: the file, or what gunzip makes of it. */
    gj_stream file;
    char block[BLOCK];
    /** Why the file could not be read on; GJ_OK where that is not so. */
    gj_error broken;
    /** Bytes of a zip file, which all that it unpacks to is set against. */
    uint64_t size;
    uint64_t unpacked;
    /** A tar file that is compressed. */
    bool packed;
    /** A failure behind which there is nothing more has been told. */
    bool ended;
    gj_unpacking limits;
    gj_stream member;
    gj_buffer name;
    /** Names are converted by the locale; that of the program may be any. */
    locale_t locale;
};

/* --------------------------------------------------------------- opening */

static gj_status fail_reader(gj_archive *archive, gj_error *error)
{
    const char *reason = archive->library->error_string(archive->reader);

    if (archive->broken.status != GJ_OK) {
        archive->ended = true;
        *error = archive->broken;
        return error->status;
    }
    return gj_fail(error, GJ_FAILED_FILE, "压缩包已损坏或不完整（%s）",
                   "the archive is damaged or cut off (%s)",
                   reason ? reason : "?");
}

static la_ssize_t give_block(struct archive *reader, void *context,
                             const void **block)
{
    gj_archive *archive = context;
    ssize_t count = archive->file.read(&archive->file, archive->block, BLOCK,
                                       &archive->broken);

    *block = archive->block;
    if (count < 0)
        archive->library->set_error(reader, -1, "unreadable");
    return count;
}

/** Zip files are read from their end, where their directory stands. */
static gj_status open_zip(gj_archive *archive, const char *path,
                          gj_error *error)
{
    gj_status status = gj_stream_open(&archive->file, path, error);

    if (status != GJ_OK)
        return status;
    if (archive->file.about.st_size > 0)
        archive->size = (uint64_t)archive->file.about.st_size;
    archive->library->read_support_format_zip_seekable(archive->reader);
    if (archive->library->read_open_fd(archive->reader, archive->file.file,
                                       BLOCK) != ARCHIVE_OK)
        return gj_fail(error, GJ_FAILED_FILE, "这不是 zip 压缩包，或者不完整",
                       "this is no zip archive, or one that is cut off");
    return GJ_OK;
}

static gj_status open_tar(gj_archive *archive, const char *path, bool gzip,
                          gj_error *error)
{
    gj_status status = gzip ? gj_stream_open_gzip(&archive->file, path,
                                                  &archive->limits, error)
                            : gj_stream_open(&archive->file, path, error);

    if (status != GJ_OK)
        return status;
    archive->file.impatient = true;
    archive->library->read_support_format_tar(archive->reader);
    if (archive->library->read_open(archive->reader, archive, NULL, give_block,
                                    NULL) == ARCHIVE_OK)
        return GJ_OK;
    if (archive->broken.status != GJ_OK)
        return fail_reader(archive, error);
    return gj_fail(error, GJ_FAILED_FILE, "这不是 tar 压缩包",
                   "this is no tar archive");
}

static ssize_t read_member(gj_stream *stream, char *to, size_t room,
                           gj_error *error)
{
    gj_archive *archive = stream->source;
    la_ssize_t count = archive->library->read_data(archive->reader, to, room);

    if (count < 0) {
        fail_reader(archive, error);
        return -1;
    }
    if (archive->size == 0 ||
        gj_unpacking_count(&archive->unpacked, (size_t)count, archive->size,
                           &archive->limits, error) == GJ_OK)
        return count;
    archive->ended = true;
    return -1;
}

gj_status gj_archive_open(gj_archive **archive, const char *path, gj_kind kind,
                          const gj_unpacking *limits, gj_error *error)
{
    const gj_libarchive *library = gj_libarchive_load(error);

    *archive = NULL;
    if (library == NULL)
        return error->status;
    gj_archive *a = gj_new(1, sizeof *a);
    a->library = library;
    a->limits = *limits;
    a->packed = kind.gzip;
    a->file.file = -1;
    a->reader = library->read_new();
    a->member = (gj_stream){.read = read_member, .file = -1, .source = a};
    a->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    gj_status status = kind.content == GJ_CONTENT_ZIP
                           ? open_zip(a, path, error)
                           : open_tar(a, path, kind.gzip, error);
    if (status == GJ_OK)
        *archive = a;
    else
        gj_archive_close(a);
    return status;
}

void gj_archive_close(gj_archive *archive)
{
    if (archive == NULL)
        return;
    archive->library->read_free(archive->reader);
    gj_stream_close(&archive->file);
    gj_buffer_free(&archive->name);
    if (archive->locale != (locale_t)0)
        freelocale(archive->locale);
    free(archive);
}

gj_stream *gj_archive_stream(gj_archive *archive)
{
    return &archive->member;
}

int gj_archive_file(const gj_archive *archive)
{
    return archive->file.file;
}

/* ----------------------------------------------------------------- names */

/** What Windows writes in China. Empty where it is not that. */
static void convert_name(gj_buffer *out, const char *name)
{
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    char *from = (char *)(uintptr_t)name;
    size_t left = strlen(name);
    size_t room = 2 * left;

    if (converter == (iconv_t)-1)
        return;
    char *to = gj_buffer_room(out, room);
    char *start = to;
    if (iconv(converter, &from, &left, &to, &room) != (size_t)-1)
        out->length += (size_t)(to - start);
    iconv_close(converter);
}

static gj_text name_of(gj_archive *archive)
{
    const gj_libarchive *library = archive->library;
    const char *name = library->entry_pathname_utf8(archive->entry);

    if (name == NULL)
        name = library->entry_pathname(archive->entry);
    if (name == NULL)
        return (gj_text){"", 0};
    gj_buffer_clear(&archive->name);
    if (!gj_text_is_utf8(gj_text_of(name)))
        convert_name(&archive->name, name);
    if (archive->name.length == 0)
        gj_buffer_string(&archive->name, name);
    return gj_buffer_view(&archive->name);
}

/* --------------------------------------------------------------- members */

static int next_header(gj_archive *archive)
{
    int result;

    do
        result = archive->library->read_next_header(archive->reader,
                                                    &archive->entry);
    while (result == ARCHIVE_RETRY);
    return result;
}

static bool is_file(const gj_archive *archive)
{
    unsigned type = archive->library->entry_filetype(archive->entry);

    return type == AE_IFREG || type == AE_IFLNK || type == 0;
}

/** What is behind the last member is nobody's, but must be sound: the check sum
    of the whole comes last. */
static gj_status read_rest(gj_archive *archive, gj_error *error)
{
    while (archive->file.read(&archive->file, archive->block, BLOCK,
                              &archive->broken) > 0)
        ;
    return archive->broken.status == GJ_OK ? GJ_OK
                                           : fail_reader(archive, error);
}

static gj_status find_file(gj_archive *archive, gj_member *member, bool *more,
                           gj_error *error)
{
    const gj_libarchive *library = archive->library;
    int result;

    do
        result = next_header(archive);
    while ((result == ARCHIVE_OK || result == ARCHIVE_WARN) &&
           !is_file(archive));
    *more = result != ARCHIVE_EOF;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN && *more)
        return fail_reader(archive, error);
    if (!*more && archive->packed)
        return read_rest(archive, error);
    if (*more)
        *member = (gj_member){
            .name = name_of(archive),
            .link = library->entry_filetype(archive->entry) == AE_IFLNK ||
                    library->entry_hardlink(archive->entry) != NULL,
            .encrypted = library->entry_is_encrypted(archive->entry) != 0};
    return GJ_OK;
}

gj_status gj_archive_next(gj_archive *archive, gj_member *member, bool *more,
                          gj_error *error)
{
    locale_t before = (locale_t)0;

    if (archive->ended) {
        *more = false;
        return GJ_OK;
    }
    if (archive->locale != (locale_t)0)
        before = uselocale(archive->locale);
    gj_status status = find_file(archive, member, more, error);
    if (before != (locale_t)0)
        uselocale(before);
    return status;
}

gj_use gj_member_use(const gj_member *member, gj_words *why)
{
    static const gj_words nested =
        GJ_WORDS("压缩包中又有压缩包，不予打开；请先解压",
                 "an archive within an archive is not opened; unpack it first");
    static const gj_words link = GJ_WORDS(
        "压缩包中的链接不予读取", "a link within an archive is not followed");
    static const gj_words encrypted =
        GJ_WORDS("文件已加密；请用不设密码的压缩包",
                 "the file is encrypted; send it in an archive without a "
                 "password");
    gj_kind kind = gj_kind_of(member->name);
    bool lines = kind.content == GJ_CONTENT_LINES;

    if (gj_is_hidden(member->name) ||
        (kind.content == GJ_CONTENT_OTHER && !kind.gzip))
        return GJ_USE_NONE;
    if (kind.gzip || (kind.content != GJ_CONTENT_REPORT && !lines))
        *why = nested;
    else if (member->link)
        *why = link;
    else if (member->encrypted)
        *why = encrypted;
    else
        return lines ? GJ_USE_LINES : GJ_USE_REPORT;
    return GJ_USE_FAULT;
}

#include "cli/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include "base/codec.h"

static const char first_line[] = "gouji journal 1\n";

enum {
    RECORD_RUN = 1,
    RECORD_OUTCOME = 2,
    /** Kind and length; and the check sum, which is part of the length. */
    HEAD = 5,
    SUM = 4,
    CHUNK = 1 << 16,
    LONGEST = 1 << 30
};

static gj_status fail_file(gj_journal *journal, gj_error *error)
{
    gj_fail_reason(error, GJ_FAILED_FILE, "日志无法使用：%s",
                   "the journal cannot be used: %s", errno);
    gj_error_file(error, journal->path);
    return error->status;
}

static gj_status refuse(gj_journal *journal, gj_error *error, gj_words why)
{
    gj_fail_words(error, GJ_FAILED_USAGE, why);
    gj_error_file(error, journal->path);
    return error->status;
}

/* ---------------------------------------------------------------- reading */

/** Has `wanted` bytes from the file's place `at` on in the buffer, or fewer at
    its end, or where it cannot be read: then the journal is broken. */
static bool fill(gj_journal *journal, uint64_t at, size_t wanted)
{
    gj_buffer *bytes = &journal->bytes;

    gj_buffer_clear(bytes);
    while (bytes->length < wanted) {
        size_t left = wanted - bytes->length;
        size_t part = left < CHUNK ? left : CHUNK;
        ssize_t count = pread(journal->file, gj_buffer_room(bytes, part), part,
                              (off_t)(at + bytes->length));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            fail_file(journal, &journal->broken);
        if (count <= 0)
            return false;
        bytes->length += (size_t)count;
    }
    return true;
}

static uint32_t sum_of(const char *bytes, size_t length)
{
    return (uint32_t)crc32(0, (const Bytef *)bytes, (uInt)length);
}

/** Reads the record that begins at `behind`, into `bytes`; false where it is
    not whole. */
static bool read_record(gj_journal *journal, uint8_t *kind, gj_cursor *fields)
{
    journal->at = journal->behind;
    if (!fill(journal, journal->at, HEAD))
        return false;
    gj_cursor head = gj_cursor_of(gj_buffer_view(&journal->bytes));
    gj_get_u8(&head);
    size_t length = gj_get_u32(&head);
    if (length < SUM || length > LONGEST ||
        !fill(journal, journal->at, HEAD + length))
        return false;
    gj_cursor in = gj_cursor_of(gj_buffer_view(&journal->bytes));
    *kind = gj_next_record(&in, fields);
    fields->end -= SUM;
    gj_cursor sum = {fields->end, fields->end + SUM, false};
    if (*kind == 0 ||
        gj_get_u32(&sum) != sum_of(journal->bytes.data, HEAD + length - SUM))
        return false;
    journal->behind += HEAD + length;
    return true;
}

static gj_digest get_digest(gj_cursor *in)
{
    gj_digest digest = {{0}};
    gj_text bytes = gj_get_text(in);

    if (bytes.length == sizeof digest.bytes)
        memcpy(digest.bytes, bytes.data, sizeof digest.bytes);
    else
        in->bad = true;
    return digest;
}

static bool is_same(const gj_digest *a, const gj_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

bool gj_journal_take(gj_journal *journal, const gj_digest *input, gj_past *past)
{
    gj_cursor fields;
    uint8_t kind = 0;

    if (!read_record(journal, &kind, &fields) || kind != RECORD_OUTCOME)
        return false;
    gj_digest known = get_digest(&fields);
    past->status = (gj_status)gj_get_u32(&fields);
    past->record = gj_get_text(&fields);
    past->faults = gj_get_text(&fields);
    journal->changed = !fields.bad && !is_same(&known, input);
    if (fields.bad || journal->changed) {
        journal->behind = journal->at;
        return false;
    }
    journal->taken++;
    return true;
}

/* ---------------------------------------------------------------- writing */

static void put_digest(gj_buffer *out, const gj_digest *digest)
{
    gj_put_text(out,
                (gj_text){(const char *)digest->bytes, sizeof digest->bytes});
}

static bool write_whole(int file, gj_text bytes)
{
    while (bytes.length > 0) {
        ssize_t count = write(file, bytes.data, bytes.length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes.data += count;
        bytes.length -= (uint64_t)count;
    }
    return true;
}

/** Appends the record, which is begun in `entry` at `start`, in one write: what
    a kill leaves of it is told by its sum. */
static bool write_record(gj_journal *journal, size_t start)
{
    gj_buffer *entry = &journal->entry;

    /* The length is under the sum: it must be there before that is taken. */
    gj_put_u32(entry, 0);
    gj_end_record(entry, start);
    entry->length -= SUM;
    gj_put_u32(entry, sum_of(entry->data + start - HEAD,
                             entry->length - start + HEAD));
    return write_whole(journal->file, gj_buffer_view(entry));
}

void gj_journal_add(gj_journal *journal, const gj_digest *input,
                    const gj_outcome *outcome)
{
    gj_buffer *entry = &journal->entry;

    if (journal->path == NULL || journal->broken.status != GJ_OK)
        return;
    gj_buffer_clear(entry);
    size_t start = gj_begin_record(entry, RECORD_OUTCOME);
    put_digest(entry, input);
    gj_put_u32(entry, outcome->status);
    gj_put_text(entry, outcome->record);
    gj_put_text(entry, outcome->faults);
    if (!write_record(journal, start))
        fail_file(journal, &journal->broken);
}

void gj_journal_turn(gj_journal *journal)
{
    if (!journal->reading)
        return;
    journal->reading = false;
    /* What could not be read is no end: nothing behind it is thrown away. */
    if (journal->broken.status != GJ_OK)
        return;
    if (ftruncate(journal->file, (off_t)journal->behind) != 0 ||
        lseek(journal->file, 0, SEEK_END) < 0)
        fail_file(journal, &journal->broken);
}

/* ------------------------------------------------------------ open, close */

/** Reads what run it was. A file that was broken off before it said so is as
    good as none; one that is something else is nobody's to write over. */
static gj_status read_run(gj_journal *journal, gj_error *error)
{
    gj_cursor fields;
    uint8_t kind = 0;
    size_t length = sizeof first_line - 1;

    fill(journal, 0, length);
    if (journal->bytes.length > 0 &&
        memcmp(journal->bytes.data, first_line, journal->bytes.length) != 0)
        return refuse(journal, error,
                      GJ_BOTH("这不是检查日志，不予改写",
                              "this is no journal of a run, and is left as "
                              "it is"));
    journal->behind = length;
    if (journal->bytes.length < length ||
        !read_record(journal, &kind, &fields) || kind != RECORD_RUN) {
        *error = journal->broken;
        return error->status;
    }
    journal->key = get_digest(&fields);
    journal->today = gj_get_u32(&fields);
    journal->found = !fields.bad;
    return GJ_OK;
}

gj_status gj_journal_open(gj_journal *journal, gj_settings *settings,
                          gj_error *error)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    *journal = (gj_journal){.path = settings->resume, .file = -1};
    if (journal->path == NULL)
        return GJ_OK;
    journal->file = open(journal->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (journal->file < 0)
        return fail_file(journal, error);
    if (fcntl(journal->file, F_SETLK, &lock) != 0)
        return errno == EACCES || errno == EAGAIN
                   ? refuse(journal, error,
                            GJ_BOTH("另一个检查正在使用这份日志",
                                    "another run is using this journal"))
                   : fail_file(journal, error);
    gj_status status = read_run(journal, error);
    if (status == GJ_OK && journal->found && !settings->today_given)
        settings->today = journal->today;
    journal->today = settings->today;
    return status;
}

static gj_status write_run(gj_journal *journal, const gj_digest *key,
                           gj_error *error)
{
    gj_buffer *entry = &journal->entry;

    gj_buffer_clear(entry);
    gj_buffer_string(entry, first_line);
    size_t start = gj_begin_record(entry, RECORD_RUN);
    put_digest(entry, key);
    gj_put_u32(entry, journal->today);
    if (ftruncate(journal->file, 0) != 0 || !write_record(journal, start))
        return fail_file(journal, error);
    return GJ_OK;
}

gj_status gj_journal_begin(gj_journal *journal, const gj_digest *key,
                           gj_error *error)
{
    if (journal->path == NULL)
        return GJ_OK;
    journal->reading = journal->found;
    if (!journal->found)
        return write_run(journal, key, error);
    if (is_same(&journal->key, key))
        return GJ_OK;
    return refuse(journal, error,
                  GJ_BOTH("这份日志属于另一次检查（选项、插件或表样不同）；要"
                          "重新开始，请先删除它",
                          "this journal is of another run, with other options, "
                          "plugins or forms; to begin anew, remove it"));
}

void gj_journal_close(gj_journal *journal, bool complete)
{
    if (journal->path == NULL)
        return;
    if (complete)
        unlink(journal->path);
    if (journal->file >= 0)
        close(journal->file);
    gj_buffer_free(&journal->bytes);
    gj_buffer_free(&journal->entry);
    *journal = (gj_journal){.file = -1};
}

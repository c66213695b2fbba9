#include "input/hand.h"

#include <unistd.h>

void gj_hand_names(gj_hand *hand, char *const *paths, size_t count)
{
    struct stat about;

    for (size_t i = 0; i < count; i++)
        if (stat(paths[i], &about) == 0 && S_ISREG(about.st_mode))
            gj_seen_note(&hand->seen, &about, GJ_SEEN_NAMED);
}

void gj_hand_written(gj_hand *hand)
{
    struct stat about;

    if (fstat(STDOUT_FILENO, &about) == 0 && S_ISREG(about.st_mode))
        gj_seen_note(&hand->seen, &about, GJ_SEEN_WRITTEN);
}

bool gj_hand_is_other(const gj_hand *hand)
{
    return hand->found && hand->kind.content == GJ_CONTENT_OTHER;
}

void gj_hand_recognise(gj_hand *hand, const struct stat *about)
{
    if (!S_ISREG(about->st_mode))
        return;
    hand->size = (uint64_t)about->st_size;
    hand->changed =
        (int64_t)about->st_mtim.tv_sec * 1000000000 + about->st_mtim.tv_nsec;
    hand->device = about->st_dev;
    hand->number = about->st_ino;
    unsigned marks = gj_seen_note(&hand->seen, about, GJ_SEEN_GIVEN);
    hand->again = (marks & GJ_SEEN_GIVEN) != 0;
    hand->named_too = (marks & GJ_SEEN_NAMED) != 0;
    hand->written = (marks & GJ_SEEN_WRITTEN) != 0;
}

void gj_hand_take(gj_hand *hand, const char *path, bool found)
{
    gj_buffer_set(&hand->path, path);
    gj_buffer_set(&hand->shown, path);
    hand->kind = gj_kind_of(gj_text_of(path));
    hand->found = found;
    hand->named_too = false;
    hand->again = false;
    hand->written = false;
    hand->bytes_before += hand->size;
    hand->size = 0;
    hand->changed = 0;
    hand->device = 0;
    hand->number = 0;
}

gj_status gj_hand_open(const gj_hand *hand, gj_stream *stream,
                       const gj_unpacking *limits, gj_error *error)
{
    if (hand->kind.gzip)
        return gj_stream_open_gzip(stream, hand->path.data, limits, error);
    return gj_stream_open(stream, hand->path.data, error);
}

void gj_hand_free(gj_hand *hand)
{
    gj_seen_free(&hand->seen);
    gj_buffer_free(&hand->path);
    gj_buffer_free(&hand->shown);
    *hand = (gj_hand){0};
}

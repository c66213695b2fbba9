/* gouji-worker: the process behind an engine of libgouji. Questions come over
 * its standard input, a socket, and answers go back there; it ends when there
 * are no more. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "serve/service.h"

enum { CHANNEL = 0 };

static bool read_all(void *bytes, size_t length)
{
    char *at = bytes;

    while (length > 0) {
        ssize_t count = read(CHANNEL, at, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        at += count;
        length -= (size_t)count;
    }
    return true;
}

static bool write_all(const void *bytes, size_t length)
{
    const char *at = bytes;

    while (length > 0) {
        ssize_t count = write(CHANNEL, at, length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        at += count;
        length -= (size_t)count;
    }
    return true;
}

static bool read_part(gj_buffer *part, uint64_t length)
{
    gj_buffer_clear(part);
    char *room = gj_buffer_room(part, (size_t)length);
    part->length = (size_t)length;
    return read_all(room, (size_t)length);
}

/** What a large report took is given back. */
static void empty(gj_buffer *buffer)
{
    if (buffer->room > 1 << 20)
        gj_buffer_free(buffer);
    gj_buffer_clear(buffer);
}

/** Answers the next question; false where there is none. */
static bool serve(gj_service *service, gj_buffer *head, gj_buffer *body,
                  gj_buffer *answer)
{
    gj_frame frame;

    if (!read_all(&frame, sizeof frame) || !read_part(head, frame.head) ||
        !read_part(body, frame.body))
        return false;
    gj_service_answer(service, gj_buffer_view(head), gj_buffer_view(body),
                      answer);
    uint64_t length = answer->length;
    bool written =
        write_all(&length, sizeof length) && write_all(answer->data, length);
    empty(body);
    empty(answer);
    return written;
}

int main(void)
{
    struct stat about;
    gj_buffer head = {0};
    gj_buffer body = {0};
    gj_buffer answer = {0};

    gj_memory_retain();
    if (fstat(CHANNEL, &about) != 0 || !S_ISSOCK(about.st_mode)) {
        fputs("gouji-worker: 由 libgouji 启动，不单独使用 / "
              "is started by libgouji, and of no use by itself\n",
              stderr);
        return 2;
    }
    /* A caller that goes away is the end, and no more than that. */
    signal(SIGPIPE, SIG_IGN);
    if (!write_all(GJ_GREETING, sizeof GJ_GREETING - 1))
        return 0;
    gj_service *service = gj_service_new(true);
    while (serve(service, &head, &body, &answer))
        ;
    gj_service_free(service);
    gj_buffer_free(&head);
    gj_buffer_free(&body);
    gj_buffer_free(&answer);
    return 0;
}

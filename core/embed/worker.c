/* The worker as its caller sees it: starting it, talking with it, and waiting
 * for its end. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "embed/embed.h"

/** Milliseconds that a worker may take to start. */
enum { PATIENCE = 30000 };

/* ----------------------------------------------------------------- start */

/** A descriptor that is not one of the standard streams, in a program that has
    closed them: what it prints must not go to the worker. */
static int off_streams(int descriptor)
{
    if (descriptor < 0 || descriptor > STDERR_FILENO)
        return descriptor;
    int other = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(descriptor);
    return other;
}

/** The channel as its standard input, and nothing else. */
static int set_descriptors(posix_spawn_file_actions_t *actions, int channel)
{
    int failure = posix_spawn_file_actions_adddup2(actions, channel, 0);

    for (int stream = 1; failure == 0 && stream <= 2; stream++)
        failure = posix_spawn_file_actions_addopen(actions, stream, "/dev/null",
                                                   O_WRONLY, 0);
    return failure != 0 ? failure
                        : posix_spawn_file_actions_addclosefrom_np(actions, 3);
}

/** No signal is blocked, ignored or caught; Ctrl-C is the caller's alone. */
static int set_signals(posix_spawnattr_t *attributes)
{
    sigset_t all;
    sigset_t none;

    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setpgroup(attributes, 0);
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF |
                                                    POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETPGROUP);
}

/** Returns 0, or errno's number. */
static int spawn(pid_t *pid, const gj_paths *paths, int channel)
{
    char *const command[] = {paths->worker, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failure = posix_spawn_file_actions_init(&actions);

    if (failure != 0)
        return failure;
    failure = posix_spawnattr_init(&attributes);
    if (failure == 0) {
        failure = set_signals(&attributes);
        if (failure == 0)
            failure =
                posix_spawn_file_actions_addchdir_np(&actions, paths->working);
        if (failure == 0)
            failure = set_descriptors(&actions, channel);
        if (failure == 0)
            failure = posix_spawn(pid, paths->worker, &actions, &attributes,
                                  command, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

static int32_t fail(gouji_error *error, const char *worker, int failure)
{
    gj_note(error, GOUJI_FAILED_WORKER, "无法启动工作进程：%s%.0s",
            "the worker cannot be started: %.0s%s", gj_reason(GJ_ZH, failure),
            gj_reason(GJ_EN, failure));
    gj_note_file(error, worker);
    return GOUJI_FAILED_WORKER;
}

int32_t gj_worker_start(gj_link *link, const gj_paths *paths,
                        gouji_error *error)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(error, paths->worker, errno);
    link->channel = off_streams(ends[0]);
    int failure =
        link->channel < 0 ? errno : spawn(&link->process, paths, ends[1]);
    close(ends[1]);
    if (failure == 0)
        return GOUJI_OK;
    if (link->channel >= 0)
        close(link->channel);
    return fail(error, paths->worker, failure);
}

/* ------------------------------------------------------------------- ask */

/** Sends all parts, which it changes. */
static bool send_all(int channel, struct iovec *parts, size_t count)
{
    while (count > 0) {
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
        ssize_t sent = sendmsg(channel, &message, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        size_t left = (size_t)sent;
        for (; count > 0 && left >= parts->iov_len; parts++, count--)
            left -= parts->iov_len;
        if (count > 0) {
            parts->iov_base = (char *)parts->iov_base + left;
            parts->iov_len -= left;
        }
    }
    return true;
}

static bool receive_all(int channel, void *bytes, size_t length)
{
    char *at = bytes;

    while (length > 0) {
        ssize_t count = recv(channel, at, length, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        at += count;
        length -= (size_t)count;
    }
    return true;
}

/** Milliseconds of a clock that only goes forward. */
static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/** Whether the worker says at once that it is one. Any other program may stay
    silent for ever, or say anything; one that ends is told by its end. */
static bool is_greeted(gj_link *link)
{
    const int64_t latest = now() + PATIENCE;
    char said[sizeof GJ_GREETING - 1];
    size_t length = 0;

    while (length < sizeof said) {
        struct pollfd channel = {.fd = link->channel, .events = POLLIN};
        int64_t left = latest - now();
        int ready = poll(&channel, 1, left > 0 ? (int)left : 0);
        if (ready < 0 && errno == EINTR)
            continue;
        link->stranger = ready == 0;
        if (ready <= 0)
            return false;
        ssize_t count =
            recv(link->channel, said + length, sizeof said - length, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        length += (size_t)count;
        link->stranger = memcmp(said, GJ_GREETING, length) != 0;
        if (link->stranger)
            return false;
    }
    link->greeted = true;
    return true;
}

bool gj_worker_ask(gj_link *link, const gj_question *head, const void *body,
                   size_t body_length, char **answer, size_t *length)
{
    gj_frame frame = {head->length, body_length};
    struct iovec parts[] = {{&frame, sizeof frame},
                            {head->data, head->length},
                            {(void *)(uintptr_t)body, body_length}};
    uint64_t number = 0;

    if ((!link->greeted && !is_greeted(link)) ||
        !send_all(link->channel, parts, sizeof parts / sizeof *parts) ||
        !receive_all(link->channel, &number, sizeof number))
        return false;
    *answer = malloc((size_t)number + 1);
    link->exhausted = *answer == NULL;
    if (*answer == NULL)
        return false;
    *length = (size_t)number;
    if (receive_all(link->channel, *answer, *length))
        return true;
    free(*answer);
    *answer = NULL;
    return false;
}

/* ------------------------------------------------------------------- end */

/** Whether it is still this process's child, dead or alive: where somebody else
    has waited for it, its number may be another's. */
static bool is_own(pid_t process)
{
    siginfo_t how;

    return waitid(P_PID, (id_t)process, &how, WEXITED | WNOHANG | WNOWAIT) == 0;
}

void gj_worker_end(gj_link *link, int patience)
{
    struct pollfd end = {.fd = link->channel, .events = POLLIN};

    /* It reads the end of its questions, also where another process was forked
       that has the channel as well, and closes its side when it goes. */
    shutdown(link->channel, SHUT_WR);
    while (patience > 0 && poll(&end, 1, patience) < 0 && errno == EINTR)
        ;
    close(link->channel);
    bool going = patience > 0 && end.revents != 0;
    if (!going && is_own(link->process))
        kill(link->process, SIGKILL);
    link->end = -1;
    while (waitpid(link->process, &link->end, 0) < 0 && errno == EINTR)
        ;
}

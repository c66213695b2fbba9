#include "engine/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    SECOND = 1000000000,
    WALL_FACTOR = 10,
    /** Bytes that a worker may say at once. */
    MOST_SAID = 64 << 20,
    LIKELY_HANDOVER = 192 << 10,
    /** Milliseconds in which one that has nothing to say any more ends. */
    PATIENCE = 1000
};

int64_t gj_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* ---------------------------------------------------------------- memory */

void gj_process_open(gj_process *process)
{
    void *memory = mmap(NULL, sizeof(gj_worker_memory), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    *process = (gj_process){.channel = -1};
    process->memory = memory == MAP_FAILED ? NULL : memory;
}

void gj_process_close(gj_process *process)
{
    gj_process_kill(process);
    if (process->memory != NULL)
        munmap(process->memory, sizeof *process->memory);
    gj_buffer_free(&process->pieces);
    *process = (gj_process){.channel = -1};
}

void gj_piece_prepare(gj_worker_memory *memory)
{
#if defined MADV_POPULATE_WRITE
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *first = memory->piece - (uintptr_t)memory->piece % page;

    madvise(first, LIKELY_HANDOVER, MADV_POPULATE_WRITE);
#else
    (void)memory;
#endif
}

/* --------------------------------------------------------- life and death */

bool gj_process_start(gj_process *process, gj_process_run *run, void *context)
{
    int ends[2];
    pid_t parent = getpid();

    if (process->memory == NULL ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    memset(&process->memory->recorder, 0, sizeof(gj_recorder));
    /* What waits to be written is not the child's to write, were it to exit. */
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        process->channel = ends[1];
        run(context, process, parent);
        _exit(GJ_EXIT_UNSAFE);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return false;
    }
    process->pid = pid;
    process->channel = ends[0];
    process->state = GJ_PROCESS_LOADING;
    process->job_count = 0;
    process->fresh = true;
    process->overtime = false;
    process->nonsense = false;
    process->moves = 0;
    process->moved = 0;
    process->stuck_cpu = -1;
    process->allowance = 0;
    gj_buffer_clear(&process->pieces);
    gj_piece_prepare(process->memory);
    return true;
}

void gj_process_kill(gj_process *process)
{
    gj_death death;

    if (process->state == GJ_PROCESS_NONE)
        return;
    kill(process->pid, SIGKILL);
    gj_process_bury(process, &death);
}

void gj_process_release(const gj_process *process)
{
    /* It reads the end of its orders. */
    if (process->state != GJ_PROCESS_NONE)
        shutdown(process->channel, SHUT_WR);
}

void gj_process_dismiss(gj_process *process, int64_t patience)
{
    struct pollfd end = {.fd = process->channel, .events = POLLIN};

    if (process->state == GJ_PROCESS_NONE)
        return;
    gj_process_release(process);
    /* It closes its side when it goes. */
    poll(&end, 1, (int)(patience / (SECOND / 1000)));
    gj_process_kill(process);
}

/* ---------------------------------------------------------------- talking */

bool gj_process_say(gj_process *process, gj_command command)
{
    return send(process->channel, &command, sizeof command, MSG_NOSIGNAL) ==
           sizeof command;
}

bool gj_process_hear(gj_process *process, gj_word *word)
{
    ssize_t length;

    do
        length = recv(process->channel, word, sizeof *word, 0);
    while (length < 0 && errno == EINTR);
    process->nonsense = length > 0 && length != sizeof *word;
    if (length != sizeof *word)
        return false;
    if (word->kind != GJ_WORD_PIECE && word->kind != GJ_WORD_READY &&
        word->kind != GJ_WORD_LONG)
        return true;
    process->nonsense = word->number > sizeof process->memory->piece ||
                        process->pieces.length > MOST_SAID;
    if (process->nonsense)
        return false;
    gj_buffer_add(&process->pieces, process->memory->piece, word->number);
    return gj_process_say(process, (gj_command){GJ_GO_ON, 0});
}

/* -------------------------------------------------------------- the watch */

static int64_t cpu_of(pid_t pid)
{
    clockid_t clock;
    struct timespec used;

    if (clock_getcpuclockid(pid, &clock) != 0 ||
        clock_gettime(clock, &used) != 0)
        return 0;
    return used.tv_sec * INT64_C(1000000000) + used.tv_nsec;
}

/** Whether a process only lacks a processor: then the clock tells how busy the
    machine is, and nothing about the process. */
static bool is_runnable(pid_t pid)
{
    char name[32];
    char text[256];

    snprintf(name, sizeof name, "/proc/%d/stat", (int)pid);
    int file = open(name, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = '\0';
    /* The program's name, which may be anything, stands in brackets. */
    const char *behind = strrchr(text, ')');
    return behind != NULL && strncmp(behind, ") R", 3) == 0;
}

/** Lets the system end a worker that its parent, held up by whoever reads the
    results, does not look after. */
static void extend_allowance(gj_process *process, int64_t cpu, int64_t limit)
{
    uint64_t wanted = (uint64_t)((cpu + limit) / SECOND) + 60;
    struct rlimit allowed = {wanted, RLIM_INFINITY};

    if (process->allowance > (uint64_t)((cpu + limit) / SECOND) + 30)
        return;
    process->allowance = wanted;
    prlimit(process->pid, RLIMIT_CPU, &allowed, NULL);
}

void gj_process_watch(gj_process *process, int64_t passed, int64_t limit,
                      uint64_t most)
{
    bool idle = process->state == GJ_PROCESS_READY && process->job_count == 0;

    if (process->state == GJ_PROCESS_NONE || process->overtime)
        return;
    const gj_recorder *recorder = &process->memory->recorder;
    int64_t cpu = cpu_of(process->pid);
    extend_allowance(process, cpu, limit);
    uint32_t moves = recorder->moves - process->moves;
    process->moves += moves;
    process->moved += moves;
    if (idle || process->stuck_cpu < 0 ||
        (moves != 0 && process->moved <= most)) {
        process->stuck_cpu = cpu;
        process->stuck_wall = 0;
        return;
    }
    /* The program's own work is not held to the limit of a rule; it ends. */
    int64_t factor = recorder->stage == GJ_STAGE_HOST ? WALL_FACTOR : 1;
    if (!is_runnable(process->pid))
        process->stuck_wall += passed;
    if (cpu - process->stuck_cpu < limit * factor &&
        process->stuck_wall < limit * factor * WALL_FACTOR)
        return;
    process->overtime = true;
    kill(process->pid, SIGKILL);
}

/* ----------------------------------------------------------------- deaths */

/** Whether a process ends by itself. One that has closed its channel is about
    to, or a plugin closed it. */
static bool ends(const gj_process *process)
{
    struct pollfd end = {.fd = pidfd_open(process->pid, 0), .events = POLLIN};
    bool ended = end.fd >= 0 && poll(&end, 1, PATIENCE) > 0;

    close(end.fd);
    return ended;
}

void gj_process_bury(gj_process *process, gj_death *death)
{
    int status = 0;

    process->nonsense = process->nonsense || !ends(process);
    if (process->nonsense)
        kill(process->pid, SIGKILL);
    while (waitpid(process->pid, &status, 0) < 0 && errno == EINTR)
        ;
    *death = (gj_death){.recorder = process->memory->recorder};
    death->recorder.file[sizeof death->recorder.file - 1] = '\0';
    death->nonsense = process->nonsense;
    gj_death_explain(death, status, process->overtime);
    close(process->channel);
    process->channel = -1;
    process->state = GJ_PROCESS_NONE;
    process->job_count = 0;
}

bool gj_process_part(gj_process *process, int64_t patience, gj_death *death)
{
    struct pollfd end = {.fd = process->channel, .events = POLLIN};
    int64_t limit = patience / (SECOND / 1000);

    if (process->state != GJ_PROCESS_READY || process->job_count > 0)
        return true;
    gj_process_release(process);
    process->overtime = poll(&end, 1, (int)limit) == 0;
    if (process->overtime)
        kill(process->pid, SIGKILL);
    else if (process->memory->recorder.end == GJ_END_CLOSED)
        return true;
    gj_process_bury(process, death);
    return death->recorder.end == GJ_END_CLOSED || death->foreign ||
           death->recorder.stage != GJ_STAGE_LOAD;
}

#include "trial/adversary.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/death.h"

enum {
    /** Milliseconds in which something must be heard: of a process whose
        pool ends what hangs; of one under valgrind, in which nobody does. */
    PATIENCE = 300000,
    WATCHED_PATIENCE = 60000,
    /** Reports under valgrind, about. */
    MOST_WATCHED = 250,
    LONGEST_LINE = 8192
};

/** One run of the command. */
typedef struct run {
    gj_trial *trial;
    pid_t child;
    int pipe;
    /** What was read and is no whole line yet. */
    gj_buffer rest;
    /** The report that is being checked, and what it is. */
    uint64_t index;
    gj_text what;
    bool busy;
    bool started;
    bool done;
    /** By index: what each is; the digest, "" where there was no result. */
    gj_text *names;
    char (*digests)[33];
    uint64_t *times;
    uint64_t reports;
    /** The first run takes notes, the second one compares. */
    bool compares;
    bool watched;
} run;

static void note(gj_trial *trial, gj_trial_count *count, gj_text text)
{
    if (count->count < GJ_TRIAL_SHOWN)
        count->first[count->count] = gj_arena_text(&trial->arena, text);
    count->count++;
}

void gj_trial_free(gj_trial *trial)
{
    gj_arena_free(&trial->arena);
}

/* ------------------------------------------------------------- the lines */

static void take_end(run *r, const char *line)
{
    char digest[33];
    uint64_t nanoseconds;
    uint64_t index;

    if (sscanf(line, "end %" SCNu64 " %32s %" SCNu64, &index, digest,
               &nanoseconds) != 3 ||
        index >= r->reports || index != r->index)
        return;
    r->busy = false;
    if (r->watched) {
        r->trial->watched++;
        return;
    }
    if (r->compares && r->digests[index][0] != '\0' &&
        strcmp(r->digests[index], digest) != 0)
        note(r->trial, &r->trial->differences, r->what);
    strcpy(r->digests[index], digest);
    if (r->times[index] == 0 || nanoseconds < r->times[index])
        r->times[index] = nanoseconds;
    r->names[index] = r->what;
}

/** The part of a line behind its word and its number. */
static gj_text tail_of(const char *line, uint64_t *index)
{
    char *end;
    const char *space = strchr(line, ' ');

    if (space == NULL)
        return (gj_text){"", 0};
    *index = strtoull(space + 1, &end, 10);
    return gj_text_of(*end == ' ' ? end + 1 : end);
}

/** Notes what a plugin did to the report at hand, once. */
static void note_here(run *r, gj_trial_count *count, gj_text words)
{
    if (!r->compares && !r->watched)
        note(r->trial, count,
             gj_arena_print(&r->trial->arena, "%.*s: %.*s", GJ_PRINT(r->what),
                            GJ_PRINT(words)));
}

static void take_line(run *r, const char *line)
{
    uint64_t index = 0;
    gj_text tail = tail_of(line, &index);
    gj_trial *trial = r->trial;

    if (strncmp(line, "begin ", 6) == 0) {
        r->index = index;
        r->what = gj_arena_text(&trial->arena, tail);
        r->busy = true;
        r->started = true;
    } else if (strncmp(line, "end ", 4) == 0) {
        take_end(r, line);
    } else if (strncmp(line, "fault ", 6) == 0) {
        note_here(r, &trial->faults, tail);
    } else if (strncmp(line, "crash ", 6) == 0) {
        note_here(r, &trial->crashes, tail);
    } else if (strncmp(line, "hang ", 5) == 0) {
        note_here(r, &trial->hangs, tail);
    } else if (strncmp(line, "open ", 5) == 0) {
        r->what = gj_text_of("open()");
        note_here(r, &trial->crashes, tail);
    } else if (strncmp(line, "close ", 6) == 0) {
        r->what = gj_text_of("close()");
        note_here(r, &trial->crashes, tail);
    } else if (strncmp(line, "off ", 4) == 0) {
        trial->switched_off = true;
    } else if (strncmp(line, "done ", 5) == 0) {
        r->done = true;
    }
}

static void take_bytes(run *r, const char *bytes, size_t length)
{
    gj_buffer_add(&r->rest, bytes, length);
    size_t from = 0;
    char *end;
    while (r->rest.length > from &&
           (end = memchr(r->rest.data + from, '\n', r->rest.length - from))) {
        *end = '\0';
        take_line(r, r->rest.data + from);
        from = (size_t)(end + 1 - r->rest.data);
    }
    if (from > 0) {
        memmove(r->rest.data, r->rest.data + from, r->rest.length - from);
        r->rest.length -= from;
    }
}

/* ------------------------------------------------------------ the process */

static bool start(run *r, char *const *command)
{
    posix_spawn_file_actions_t actions;
    int ends[2];

    if (command[0] == NULL || pipe(ends) != 0)
        return false;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null",
                                     O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                     O_WRONLY, 0);
    int failed =
        posix_spawnp(&r->child, command[0], &actions, NULL, command, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    r->pipe = ends[0];
    if (failed)
        close(ends[0]);
    return failed == 0;
}

/** Reads what the child says until it ends or says nothing for too long;
    returns whether it was stopped for that. */
static bool listen_to(run *r)
{
    struct pollfd ready = {.fd = r->pipe, .events = POLLIN};
    char bytes[LONGEST_LINE];
    int patience = r->watched ? WATCHED_PATIENCE : PATIENCE;

    for (;;) {
        int count = poll(&ready, 1, patience);
        if (count == 0) {
            kill(r->child, SIGKILL);
            return true;
        }
        ssize_t length = count < 0 ? -1 : read(r->pipe, bytes, sizeof bytes);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return false;
        take_bytes(r, bytes, (size_t)length);
    }
}

/** Notes what ended a process that did not get to its end. */
static void note_end(run *r, int status, bool overtime)
{
    gj_death death = {.recorder = {0}};
    gj_text what = r->busy      ? r->what
                   : r->started ? gj_text_of("close()")
                                : gj_text_of("open()");
    gj_arena *arena = &r->trial->arena;

    gj_death_explain(&death, status, overtime);
    note(r->trial, overtime ? &r->trial->hangs : &r->trial->crashes,
         gj_arena_print(arena, "%.*s: %s", GJ_PRINT(what),
                        r->trial->language == GJ_ZH ? death.zh : death.en));
}

/** Runs the command once. */
static void run_once(run *r, char *const *command)
{
    int status = 0;

    r->index = UINT64_MAX;
    r->busy = false;
    r->done = false;
    gj_buffer_clear(&r->rest);
    if (!start(r, command))
        return;
    bool hung = listen_to(r);
    close(r->pipe);
    while (waitpid(r->child, &status, 0) < 0 && errno == EINTR)
        ;
    /* What valgrind found is in its own file. */
    if (!r->done || (!r->watched && status != 0))
        note_end(r, status, hung);
}

/* ---------------------------------------------------------------- valgrind */

/** Takes one line of valgrind's, without its process number. */
static void take_complaint(gj_trial *trial, const char *line, gj_text *open,
                           bool *leak)
{
    if (strstr(line, "definitely lost in") != NULL) {
        *open = gj_arena_text(&trial->arena, gj_text_of(line));
        *leak = true;
    } else if (strncmp(line, "Invalid ", 8) == 0 ||
               strstr(line, "uninitialised") != NULL ||
               strstr(line, "Process terminating") != NULL) {
        *open = gj_arena_text(&trial->arena, gj_text_of(line));
        *leak = false;
    } else if (open->length > 0 && line[0] == '\0') {
        note(trial, *leak ? &trial->leaks : &trial->accesses, *open);
        *open = (gj_text){NULL, 0};
    } else if (open->length > 0 && strstr(line, "at 0x") == NULL &&
               strstr(line, "by 0x") == NULL) {
        return;
    } else if (open->length > 0 && strchr(line, '(') != NULL &&
               memchr(open->data, '(', open->length) == NULL &&
               strstr(line, "(in /") == NULL &&
               strstr(line, "vg_replace") == NULL) {
        *open =
            gj_arena_print(&trial->arena, "%.*s %s", GJ_PRINT(*open),
                           strstr(line, ": ") ? strstr(line, ": ") + 2 : line);
    }
}

static void read_complaints(gj_trial *trial, const char *path)
{
    char line[LONGEST_LINE];
    gj_text open = {NULL, 0};
    bool leak = false;
    FILE *file = fopen(path, "r");

    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *at = line;
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(at, "==", 2) == 0 && strstr(at + 2, "==") != NULL)
            at = strstr(at + 2, "==") + 2;
        take_complaint(trial, at + strspn(at, " "), &open, &leak);
    }
    take_complaint(trial, "", &open, &leak);
    if (file != NULL)
        fclose(file);
}

static bool is_installed(void)
{
    return system("valgrind --version >/dev/null 2>&1") == 0;
}

static void watch(run *r, char *const *command)
{
    char path[] = "/tmp/gouji-valgrind-XXXXXX";
    char option[64];
    char step[24];
    size_t count = 0;
    int file = mkstemp(path);

    if (file < 0)
        return;
    close(file);
    while (command[count] != NULL)
        count++;
    snprintf(option, sizeof option, "--log-file=%s", path);
    snprintf(step, sizeof step, "%" PRIu64, r->reports / MOST_WATCHED + 1);
    char *head[] = {(char *)(uintptr_t) "valgrind", (char *)(uintptr_t) "-q",
                    (char *)(uintptr_t) "--leak-check=full", option};
    size_t more = sizeof head / sizeof *head;
    char **all = gj_new(count + more + 2, sizeof *all);
    memcpy(all, head, sizeof head);
    memcpy(all + more, command, count * sizeof *command);
    all[more + count] = step;
    r->watched = true;
    r->trial->has_valgrind = true;
    run_once(r, all);
    read_complaints(r->trial, path);
    unlink(path);
    free(all);
}

/* --------------------------------------------------------------- the trial */

static int by_size(const void *a, const void *b)
{
    const uint64_t *left = a;
    const uint64_t *right = b;
    return (*left > *right) - (*left < *right);
}

static void take_times(run *r)
{
    gj_trial *trial = r->trial;

    for (uint64_t i = 0; i < r->reports; i++)
        if (r->times[i] > trial->slowest) {
            trial->slowest = r->times[i];
            trial->slowest_report = r->names[i];
        }
    qsort(r->times, r->reports, sizeof *r->times, by_size);
    trial->median = r->times[r->reports / 2];
}

bool gj_trial_run(gj_trial *trial, char *const *command, uint64_t reports)
{
    run r = {.trial = trial,
             .reports = reports,
             .names = gj_new(reports + 1, sizeof(gj_text)),
             .digests = gj_new(reports + 1, 33),
             .times = gj_new(reports + 1, sizeof(uint64_t))};

    trial->reports = reports;
    run_once(&r, command);
    bool ran = r.started;
    r.compares = true;
    trial->compared = trial->crashes.count == 0 && trial->hangs.count == 0;
    if (trial->compared)
        run_once(&r, command);
    take_times(&r);
#if !defined __SANITIZE_ADDRESS__
    if (ran && trial->crashes.count == 0 && trial->hangs.count == 0 &&
        is_installed())
        watch(&r, command);
#else
    (void)watch;
    (void)is_installed;
#endif
    gj_buffer_free(&r.rest);
    free(r.names);
    free(r.digests);
    free(r.times);
    return ran;
}

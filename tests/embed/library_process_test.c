/* libgouji: the worker, and the program that it must leave alone. */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "embed/embedding.h"

/* ------------------------------------------------------------- processes */

/** A sanitizer ends a process that gets no memory, and keeps what is freed. */
#if defined __SANITIZE_ADDRESS__
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif

/** Runs something in a process of its own, which must exit with 0. */
static void in_child(void (*run)(void *context), void *context)
{
    int status = -1;
    pid_t pid = fork();

    if (pid == 0) {
        run(context);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

/** In such a process, where no test can fail. */
#define sure(condition)                                                        \
    do {                                                                       \
        if (!(condition)) {                                                    \
            fprintf(stderr, "line %d: %s\n", __LINE__, #condition);            \
            abort();                                                           \
        }                                                                      \
    } while (0)

/* ----------------------------------------------------- what is left alone */

/** Signals that have a fixed number; the others are the C library's. */
enum { SIGNALS = 32, FIXED = 0x7FFFFFFF };

static void what_the_process_has_set_stays(void **state)
{
    sigset_t mask_before;
    sigset_t mask_after;
    char *here = getcwd(NULL, 0);
    const char *locale = setlocale(LC_ALL, NULL);
    char *locale_before = strdup(locale);
    struct sigaction before[SIGNALS];

    (void)state;
    sigprocmask(SIG_BLOCK, NULL, &mask_before);
    for (int i = 1; i < SIGNALS; i++)
        sigaction(i, NULL, &before[i]);
    for (uint32_t flags = 0; flags <= GOUJI_UNCONTAINED; flags++) {
        bytes report = read_sample(SAMPLES "/draft.json");
        gouji_engine *engine = open_plain(flags);
        gouji_result_free(check(engine, &report));
        gouji_close(engine);
        free(report.data);
    }
    sigprocmask(SIG_BLOCK, NULL, &mask_after);
    for (int i = 1; i < SIGNALS; i++) {
        assert_int_equal(sigismember(&mask_before, i),
                         sigismember(&mask_after, i));
        struct sigaction after;
        sigaction(i, NULL, &after);
        assert_ptr_equal((void *)(uintptr_t)before[i].sa_handler,
                         (void *)(uintptr_t)after.sa_handler);
    }
    char *there = getcwd(NULL, 0);
    assert_string_equal(here, there);
    assert_string_equal(locale_before, setlocale(LC_ALL, NULL));
    free(here);
    free(there);
    free(locale_before);
}

static void use_without_streams(void *context)
{
    gouji_engine *engine = NULL;
    gouji_result *result = NULL;
    const bytes *report = context;

    for (int i = 0; i <= 2; i++)
        close(i);
    sure(gouji_open(&engine, NULL, NULL) == GOUJI_OK);
    sure(gouji_check(&result, engine, NULL, report->data, report->length,
                     NULL) == GOUJI_OK);
    for (int i = 0; i <= 2; i++)
        sure(fcntl(i, F_GETFD) < 0);
    sure(gouji_finding_count(result) == 4);
    sure(strcmp(gouji_name(result), "report") == 0);
    gouji_result_free(result);
    gouji_close(engine);
}

static void a_program_may_have_closed_its_standard_streams(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");

    (void)state;
    in_child(use_without_streams, &report);
    free(report.data);
}

static void a_program_may_ignore_the_end_of_its_children(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");

    (void)state;
    signal(SIGCHLD, SIG_IGN);
    gouji_engine *engine = open_plain(0);
    gouji_result *result = check(engine, &report);
    is_the_draft(result);
    gouji_result_free(result);
    gouji_close(engine);
    signal(SIGCHLD, SIG_DFL);
    free(report.data);
}

static void use_after_fork(void *context)
{
    gouji_engine *engine = context;
    gouji_result *result = NULL;
    gouji_error error;

    sure(gouji_check(&result, engine, NULL, "{}", 2, &error) ==
         GOUJI_FAILED_USAGE);
    sure(strstr(error.en, "forked") != NULL);
    gouji_close(engine);
}

static void a_forked_process_leaves_the_engine_to_its_parent(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");

    (void)state;
    for (uint32_t flags = 0; flags <= GOUJI_UNCONTAINED; flags++) {
        gouji_engine *engine = open_plain(flags);
        in_child(use_after_fork, engine);
        gouji_result *result = check(engine, &report);
        is_the_draft(result);
        gouji_result_free(result);
        gouji_close(engine);
    }
    free(report.data);
}

/* -------------------------------------------------- what a worker inherits */

/** A file that programs which this one starts would have. */
#define INHERITED "samples/zfxxgk-2021/draft.json"

static uint64_t signals_of(pid_t process, const char *name)
{
    char path[64];
    char line[256];
    uint64_t signals = UINT64_MAX;

    snprintf(path, sizeof path, "/proc/%d/status", (int)process);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, name, strlen(name)) == 0)
            signals = strtoull(line + strlen(name) + 1, NULL, 16) & FIXED;
    fclose(file);
    return signals;
}

static void is_by_itself(pid_t worker)
{
    char path[64];
    char target[512];

    assert_int_equal(getpgid(worker), worker);
    assert_int_equal(signals_of(worker, "SigBlk:"), 0);
    assert_int_equal(signals_of(worker, "SigIgn:"), 1U << (SIGPIPE - 1));
    for (int i = 0; i < 256; i++) {
        snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)worker, i);
        ssize_t length = readlink(path, target, sizeof target - 1);
        target[length > 0 ? length : 0] = '\0';
        assert_null(strstr(target, INHERITED));
    }
}

static void a_worker_inherits_its_channel_and_nothing_else(void **state)
{
    int file = open(INHERITED, O_RDONLY);
    sigset_t some;

    (void)state;
    assert_true(file >= 0);
    sigemptyset(&some);
    sigaddset(&some, SIGTERM);
    sigprocmask(SIG_BLOCK, &some, NULL);
    signal(SIGINT, SIG_IGN);
    gouji_engine *engine = open_plain(0);
    assert_int_equal(visit_children(is_by_itself), 1);
    gouji_close(engine);
    signal(SIGINT, SIG_DFL);
    sigprocmask(SIG_UNBLOCK, &some, NULL);
    close(file);
}

static pid_t worker_of_the_dead;

static void note_worker(pid_t worker)
{
    worker_of_the_dead = worker;
}

/** Says which worker it has, and is killed. */
static void die(int said)
{
    gouji_engine *engine = NULL;

    sure(gouji_open(&engine, NULL, NULL) == GOUJI_OK);
    sure(visit_children(note_worker) == 1);
    sure(write(said, &worker_of_the_dead, sizeof worker_of_the_dead) ==
         sizeof worker_of_the_dead);
    raise(SIGKILL);
}

static void a_worker_ends_with_the_program(void **state)
{
    int said[2];
    pid_t worker = 0;

    (void)state;
    assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    assert_int_equal(pipe(said), 0);
    pid_t program = fork();
    if (program == 0)
        die(said[1]);
    assert_int_equal(waitpid(program, NULL, 0), program);
    assert_int_equal(read(said[0], &worker, sizeof worker), sizeof worker);
    /* It has become a child of this process, and ends by itself. */
    assert_int_equal(waitpid(worker, NULL, 0), worker);
    prctl(PR_SET_CHILD_SUBREAPER, 0);
    close(said[0]);
    close(said[1]);
}

static size_t worker_pages;

static void note_pages(pid_t worker)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/statm", (int)worker);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%*u %zu", &worker_pages), 1);
    fclose(file);
}

/** Pages that the worker has after so many reports, each of its own name and
    unit. */
static size_t pages_after(gouji_engine *engine, int count)
{
    for (int i = 0; i < count; i++) {
        char text[160];
        snprintf(text, sizeof text,
                 "{\"form\":\"zfxxgk-2021\",\"year\":2024,"
                 "\"unit\":{\"name\":\"%d\"}}",
                 i);
        bytes report = {text, strlen(text)};
        gouji_result_free(check(engine, &report));
    }
    visit_children(note_pages);
    return worker_pages;
}

static void a_worker_needs_no_more_memory_for_more_reports(void **state)
{
    static const char *const rules[] = {"timeliness/*", NULL};
    const gouji_options options = {.size = sizeof options, .rules = rules};

    (void)state;
    if (IS_SANITIZED)
        skip();
    gouji_engine *engine = open_with(&options);
    size_t few = pages_after(engine, 500);
    size_t many = pages_after(engine, 2500);
    gouji_close(engine);
    assert_in_range(many, 1, few + few / 20);
}

/* ------------------------------------------------------- workers that end */

/** A program in the place of gouji-worker, to be removed. */
static char *write_worker(const char *script)
{
    char *path = strdup("/tmp/gouji-worker-XXXXXX");
    int file = mkstemp(path);

    assert_true(file >= 0);
    assert_int_equal(write(file, script, strlen(script)), strlen(script));
    assert_int_equal(fchmod(file, 0700), 0);
    close(file);
    return path;
}

static void fails_with_worker(const char *worker, const char *words)
{
    const gouji_options options = {.size = sizeof options, .worker = worker};
    gouji_engine *engine = NULL;
    gouji_error error;

    assert_int_equal(gouji_open(&engine, &options, &error),
                     GOUJI_FAILED_WORKER);
    if (strstr(error.en, words) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", error.en, words);
    assert_null(engine);
    assert_int_equal(visit_children(NULL), 0);
}

static void a_worker_that_is_none_is_told(void **state)
{
    char *silent = write_worker("#!/bin/sh\nexit 3\n");
    char *babbling = write_worker("#!/bin/sh\necho 'gouji-worker 1' >&0\n"
                                  "head -c 24 /dev/zero >&0\ncat >/dev/null\n");

    (void)state;
    fails_with_worker("/nonexistent/gouji-worker", "No such file");
    fails_with_worker("/etc/passwd", "Permission denied");
    fails_with_worker(silent, "ended twice during one call, with status 3");
    fails_with_worker(babbling, "unreadable");
    unlink(silent);
    unlink(babbling);
    free(silent);
    free(babbling);
}

static void a_program_that_says_something_else_is_no_worker(void **state)
{
    char *talks = write_worker("#!/bin/sh\nexec yes >&0\n");

    (void)state;
    fails_with_worker(talks, "is no gouji-worker");
    unlink(talks);
    free(talks);
}

/** It is waited for as long as a worker may take to start. */
static void a_program_that_says_nothing_is_no_worker(void **state)
{
    (void)state;
    fails_with_worker("/bin/cat", "is no gouji-worker");
}

static void a_worker_that_was_killed_is_started_anew(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_plain(0);

    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(visit_children(kill_child), 1);
        gouji_result *result = check(engine, &report);
        is_the_draft(result);
        gouji_result_free(result);
    }
    gouji_close(engine);
    assert_int_equal(visit_children(NULL), 0);
    free(report.data);
}

/* ---------------------------------------------------------------- plugins */

/** The finding about a plugin at fault. */
static const gouji_finding *find_fault(const gouji_result *result)
{
    for (size_t i = 0; i < gouji_finding_count(result); i++)
        if (is_of(gouji_finding_at(result, i), "engine/plugin-fault"))
            return gouji_finding_at(result, i);
    return NULL;
}

/** Checks so often with a plugin that misbehaves: what is said of it then. */
static void misbehaves(const char *rogue, int times, const char *words)
{
    char folder[256];
    const char *const plugins[] = {folder, NULL};
    const gouji_options options = {.size = sizeof options,
                                   .plugin_dirs = plugins,
                                   .rule_timeout = 100,
                                   .memory_limit = 64,
                                   .today = DAY};
    bytes report = read_sample(SAMPLES "/draft.json");

    snprintf(folder, sizeof folder, GJ_BUILD "/tests/rogue/ROGUE_%s", rogue);
    if (access(folder, R_OK) != 0) {
        free(report.data);
        skip();
    }
    gouji_engine *engine = open_with(&options);
    for (int i = 1; i <= times; i++) {
        gouji_result *result = check(engine, &report);
        const gouji_finding *fault = find_fault(result);
        assert_non_null(fault);
        assert_int_equal(gouji_finding_count(result), 5);
        assert_true(gouji_checks(result, GOUJI_FAULTED) > 0);
        if (i == times && strstr(gouji_message(fault, GOUJI_EN), words) == NULL)
            fail_msg("\"%s\" does not say \"%s\"",
                     gouji_message(fault, GOUJI_EN), words);
        gouji_result_free(result);
    }
    gouji_close(engine);
    free(report.data);
}

static void a_plugin_that_faults_ten_times_is_switched_off(void **state)
{
    (void)state;
    misbehaves("segfault", 12, "switched off");
}

static void a_plugin_that_crashes_is_a_finding(void **state)
{
    (void)state;
    misbehaves("segfault", 3, "killed by SIGSEGV");
}

static void a_plugin_that_exits_is_a_finding(void **state)
{
    (void)state;
    misbehaves("exit", 3, "called exit");
}

static void a_plugin_that_never_ends_is_a_finding(void **state)
{
    (void)state;
    misbehaves("loop", 3, "over the time limit");
}

static void a_plugin_that_eats_memory_is_a_finding(void **state)
{
    (void)state;
    misbehaves("allocate", 3, "limit");
}

/* ----------------------------------------------------------------- memory */

static void run_out_of_memory(void *context)
{
    const bytes *report = context;
    struct rlimit limit = {0, RLIM_INFINITY};
    gouji_engine *engine = open_plain(GOUJI_UNCONTAINED);
    gouji_result *result = check(engine, report);
    gouji_error error;
    FILE *file = fopen("/proc/self/statm", "r");
    size_t pages = 0;

    gouji_result_free(result);
    sure(file != NULL && fscanf(file, "%zu", &pages) == 1);
    fclose(file);
    limit.rlim_cur = pages * (size_t)sysconf(_SC_PAGESIZE) + ((size_t)8 << 20);
    sure(setrlimit(RLIMIT_AS, &limit) == 0);
    const size_t size = (size_t)6 << 20;
    char *large = malloc(size);
    sure(large != NULL);
    memset(large, '[', size);
    sure(gouji_check(&result, engine, NULL, large, size, &error) ==
         GOUJI_FAILED_MEMORY);
    sure(result == NULL);
    free(large);
    limit.rlim_cur = RLIM_INFINITY;
    sure(setrlimit(RLIMIT_AS, &limit) == 0);
    result = check(engine, report);
    sure(gouji_finding_count(result) == 4);
    gouji_result_free(result);
    gouji_close(engine);
}

static void memory_that_runs_out_is_a_failure_and_no_end(void **state)
{
    (void)state;
    if (IS_SANITIZED)
        skip();
    bytes report = read_sample(SAMPLES "/draft.json");
    in_child(run_out_of_memory, &report);
    free(report.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* Before threads leave memory behind that it could use. */
        cmocka_unit_test(memory_that_runs_out_is_a_failure_and_no_end),
        cmocka_unit_test(what_the_process_has_set_stays),
        cmocka_unit_test(a_program_may_have_closed_its_standard_streams),
        cmocka_unit_test(a_program_may_ignore_the_end_of_its_children),
        cmocka_unit_test(a_forked_process_leaves_the_engine_to_its_parent),
        cmocka_unit_test(a_worker_inherits_its_channel_and_nothing_else),
        cmocka_unit_test(a_worker_ends_with_the_program),
        cmocka_unit_test(a_worker_needs_no_more_memory_for_more_reports),
        cmocka_unit_test(a_worker_that_is_none_is_told),
        cmocka_unit_test(a_program_that_says_something_else_is_no_worker),
        cmocka_unit_test(a_program_that_says_nothing_is_no_worker),
        cmocka_unit_test(a_worker_that_was_killed_is_started_anew),
        cmocka_unit_test(a_plugin_that_crashes_is_a_finding),
        cmocka_unit_test(a_plugin_that_faults_ten_times_is_switched_off),
        cmocka_unit_test(a_plugin_that_exits_is_a_finding),
        cmocka_unit_test(a_plugin_that_never_ends_is_a_finding),
        cmocka_unit_test(a_plugin_that_eats_memory_is_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

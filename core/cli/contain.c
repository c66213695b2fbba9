#include "cli/contain.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/death.h"
#include "engine/sandbox.h"

enum {
    /** Seconds of the processor that plugins may take to be loaded and asked;
        and that one may be at it by the clock. */
    PATIENCE = 30,
    /** Milliseconds between two looks at the process. */
    STEP = 250,
    /** Plugins that may bring it down before they are loaded, one after the
        other. */
    MOST_DEADLY = 64
};

/** What the process says of itself. */
typedef struct says {
    gj_recorder recorder;
    /** What is loaded is loaded: from here on it may have printed. */
    volatile bool opened;
    /** The command came to its end, with this exit status. */
    volatile bool done;
    volatile int status;
} says;

static says *said;
static gj_error deadly[MOST_DEADLY];
static size_t deadly_count;

void gj_contain_begin(gj_engine *engine)
{
    if (said == NULL)
        return;
    engine->recorder = &said->recorder;
    engine->plugins.deadly = deadly;
    engine->plugins.deadly_count = deadly_count;
}

void gj_contain_opened(void)
{
    if (said != NULL)
        said->opened = true;
}

/* ------------------------------------------------------------ the process */

/** Memory ran out: a plugin's doing only where it is at one. */
static void note_memory(void)
{
    if (said->recorder.stage == GJ_STAGE_LOAD) {
        said->recorder.end = GJ_END_MEMORY;
        _exit(GJ_EXIT_EXHAUSTED);
    }
    said->status = GJ_EXIT_FAULT;
    said->done = true;
}

static void limit_memory(uint64_t most)
{
#if defined GJ_UNCONTAINED
    /* A sanitizer needs more than there is. */
    (void)most;
#else
    struct rlimit memory;

    if (getrlimit(RLIMIT_AS, &memory) != 0 || memory.rlim_max < most)
        return;
    memory.rlim_cur = memory.rlim_max = most;
    setrlimit(RLIMIT_AS, &memory);
#endif
}

static void work(gj_settings *settings, int (*run)(gj_settings *settings),
                 pid_t parent)
{
    const struct rlimit patience = {PATIENCE, PATIENCE + 1};

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(GJ_EXIT_FAULT);
    setrlimit(RLIMIT_CPU, &patience);
    limit_memory(settings->memory_limit);
    gj_memory_end(note_memory);
    int status = run(settings);
    said->status = status;
    said->done = true;
    exit(status);
}

/* ---------------------------------------------------------------- its end */

/** Waits until it ends; ends it where it stays at one plugin for too long,
    which is true then. What is printed may be read as slowly as one likes. */
static bool await(pid_t child, int *status)
{
    struct pollfd end = {.fd = pidfd_open(child, 0), .events = POLLIN};
    uint32_t moves = 0;
    int waited = 0;
    int ready = 0;

    while (end.fd >= 0 && ready <= 0 && waited < PATIENCE * 1000) {
        ready = poll(&end, 1, STEP);
        if (ready < 0 && errno != EINTR)
            break;
        bool stays = said->recorder.stage == GJ_STAGE_LOAD &&
                     said->recorder.moves == moves;
        waited = !stays ? 0 : ready == 0 ? waited + STEP : waited;
        moves = said->recorder.moves;
    }
    bool overtime = ready == 0 && waited >= PATIENCE * 1000;
    if (overtime)
        kill(child, SIGKILL);
    if (end.fd >= 0)
        close(end.fd);
    while (waitpid(child, status, 0) < 0 && errno == EINTR)
        ;
    return overtime;
}

/** What came from outside ends this process too, as it would have. */
static void pass_on(int number)
{
    if (number != SIGINT && number != SIGTERM && number != SIGHUP &&
        number != SIGPIPE)
        return;
    signal(number, SIG_DFL);
    raise(number);
}

static bool is_deadly(const char *file)
{
    for (size_t i = 0; i < deadly_count; i++)
        if (strcmp(deadly[i].file, file) == 0)
            return true;
    return false;
}

/** Tells what brought it down. True where nothing was printed yet and it can be
    done again without that plugin, which is refused then. */
static bool blame(gj_language language, const gj_death *why)
{
    gj_recorder *recorder = &said->recorder;
    const char *file = recorder->stage == GJ_STAGE_LOAD ? recorder->file : "";
    gj_error error = {0};

    recorder->file[sizeof recorder->file - 1] = '\0';
    gj_fail(&error, GJ_FAILED_PLUGIN, "插件使程序中止：%s%.0s",
            "a plugin brought it down: %.0s%s", why->zh, why->en);
    if (file[0] != '\0')
        gj_error_file(&error, file);
    if (file[0] != '\0' && !said->opened && !is_deadly(file) &&
        deadly_count < MOST_DEADLY) {
        deadly[deadly_count++] = error;
        return true;
    }
    gj_tell(language, &error);
    return false;
}

/** Runs it once; true where it is to be run again. */
static bool attempt(gj_settings *settings, int (*run)(gj_settings *settings),
                    int *status)
{
    pid_t parent = getpid();
    int end = 0;

    *said = (says){0};
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) {
        *status = run(settings);
        return false;
    }
    if (child == 0)
        work(settings, run, parent);
    bool overtime = await(child, &end);
    if (WIFEXITED(end) && said->done) {
        *status = WEXITSTATUS(end) != 0 ? WEXITSTATUS(end) : said->status;
        return false;
    }
    if (WIFSIGNALED(end))
        pass_on(WTERMSIG(end));
    gj_death death = {.recorder = said->recorder};
    gj_death_explain(&death, end, overtime);
    *status = GJ_EXIT_FAULT;
    return blame(settings->language, &death);
}

int gj_contain(gj_settings *settings, int (*run)(gj_settings *settings))
{
    int status = 0;

    said = mmap(NULL, sizeof *said, PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (said == MAP_FAILED) {
        said = NULL;
        return run(settings);
    }
    while (attempt(settings, run, &status))
        ;
    munmap(said, sizeof *said);
    said = NULL;
    return status;
}

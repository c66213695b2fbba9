#include "cli/contain.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/** Seconds of the processor that plugins may take to be loaded and asked. */
enum { PATIENCE = 30 };

static gj_recorder *recorder;

gj_recorder *gj_contain_recorder(void)
{
    return recorder;
}

static void work(gj_settings *settings, int (*run)(gj_settings *settings))
{
    const struct rlimit patience = {PATIENCE, PATIENCE + 1};

    setrlimit(RLIMIT_CPU, &patience);
    exit(run(settings));
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

static int blame(gj_language language, int number)
{
    const char *file = recorder->stage == GJ_STAGE_LOAD ? recorder->file : "";
    gj_error error = {0};

    recorder->file[sizeof recorder->file - 1] = '\0';
    gj_fail(&error, GJ_FAILED_PLUGIN, "插件使程序中止：%s%.0s",
            "a plugin brought it down: %.0s%s",
            number == SIGXCPU ? "处理器时间超限" : strsignal(number),
            number == SIGXCPU ? "over the time limit" : strsignal(number));
    if (file[0] != '\0')
        gj_error_file(&error, file);
    gj_tell(language, &error);
    return GJ_EXIT_FAULT;
}

int gj_contain(gj_settings *settings, int (*run)(gj_settings *settings))
{
    int status = 0;

    recorder = mmap(NULL, sizeof *recorder, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (recorder == MAP_FAILED) {
        recorder = NULL;
        return run(settings);
    }
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        work(settings, run);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (child < 0)
        status = run(settings);
    else if (WIFEXITED(status))
        status = WEXITSTATUS(status);
    else {
        pass_on(WTERMSIG(status));
        status = blame(settings->language, WTERMSIG(status));
    }
    munmap(recorder, sizeof *recorder);
    recorder = NULL;
    return status;
}

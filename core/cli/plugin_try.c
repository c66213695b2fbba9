/* The adversary's part of gouji plugin test. This program is started again for
 * it, three times: twice it keeps the plugin in workers, as always, and once it
 * has the plugin's code in itself, for valgrind to watch. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/folders.h"
#include "cli/plugin.h"
#include "cli/rows.h"
#include "trial/adversary.h"
#include "trial/attempt.h"

/** Nanoseconds of the processor for a report beyond which a plugin is slow. */
enum { SLOW = 100000000 };

/* -------------------------------------------------------------- the answer */

static bool print_count(const gj_settings *settings, gj_words name,
                        const gj_trial_count *count, const char *zh,
                        const char *en)
{
    gj_language language = settings->language;

    if (count->count == 0)
        return gj_row(language, name, true, zh, en);
    gj_row(language, name, false, "%" PRIu64 " 次：",
           count->count == 1 ? "once:" : "%" PRIu64 " times:", count->count);
    for (uint64_t i = 0; i < count->count && i < GJ_TRIAL_SHOWN; i++)
        gj_row_more(count->first[i]);
    return false;
}

static bool print_differences(const gj_settings *settings,
                              const gj_trial *trial)
{
    static const gj_words name = GJ_WORDS("可重复", "deterministic");

    if (trial->compared)
        return print_count(settings, name, &trial->differences, "两遍结果相同",
                           "the same results twice");
    gj_row_open(settings->language, name,
                GJ_BOTH("已崩溃，没有跑第二遍",
                        "it crashed already: there was no second time"));
    return true;
}

static bool print_valgrind(const gj_settings *settings, const gj_trial *trial)
{
    static const gj_words name = GJ_WORDS("泄漏", "leaks");
    bool good;

    if (!trial->has_valgrind) {
        gj_row_open(settings->language, name,
                    GJ_BOTH("没有 valgrind，或已崩溃",
                            "no valgrind, or it crashed already"));
        return true;
    }
    good = print_count(settings, name, &trial->leaks, "没有", "none");
    return print_count(settings, GJ_BOTH("内存", "memory"), &trial->accesses,
                       "读写都在界内（valgrind）",
                       "reads and writes are sound (valgrind)") &&
           good;
}

static bool print_trial(const gj_settings *settings, const gj_trial *trial)
{
    gj_language language = settings->language;
    bool good = print_count(settings, GJ_BOTH("判断", "judges"), &trial->faults,
                            "每处一次", "every place once");

    good &= print_count(settings, GJ_BOTH("崩溃", "crashes"), &trial->crashes,
                        "没有", "none");
    good &= print_count(settings, GJ_BOTH("卡住", "hangs"), &trial->hangs,
                        "没有", "none");
    if (trial->switched_off)
        gj_row_more(
            gj_words_in(GJ_BOTH("出错太多，其余的没有再试",
                                "the rest was not tried: too much went wrong"),
                        language));
    good &= print_differences(settings, trial);
    good &= print_valgrind(settings, trial);
    good &= gj_row(language, GJ_BOTH("速度", "slow"), trial->slowest <= SLOW,
                   "每份报告 %" PRIu64 " 微秒，最慢 %" PRIu64 " 微秒",
                   "%" PRIu64 " µs a report, %" PRIu64 " µs at most",
                   trial->median / 1000, trial->slowest / 1000);
    if (trial->slowest > SLOW)
        gj_row_more(trial->slowest_report);
    return good;
}

/* --------------------------------------------------------- its processes */

/** Writes the command that runs this program again, into room for it. */
static void put_command(char **command, char *program,
                        const gj_settings *settings)
{
    *command++ = program;
    *command++ = (char *)(uintptr_t) "plugin";
    *command++ =
        (char *)(uintptr_t)gj_say(settings->language, "--lang=zh", "--lang=en");
    for (size_t i = 0; i < settings->form_folders.count; i++) {
        *command++ = (char *)(uintptr_t) "--form-dir";
        *command++ = (char *)(uintptr_t)settings->form_folders.at[i];
    }
    *command++ = (char *)(uintptr_t) "--";
    *command++ = (char *)(uintptr_t) "try";
    *command++ = settings->arguments[1];
    *command++ = settings->arguments[2];
    *command = NULL;
}

int gj_plugin_adversary(const gj_settings *settings, const gj_cases *cases)
{
    enum { FIXED = 8 };
    size_t room = 2 * settings->form_folders.count + FIXED;
    gj_trial trial = {.language = settings->language};
    char *program = gj_folders_program();
    char **command = gj_new(room, sizeof *command);

    if (program == NULL) {
        free(command);
        return GJ_EXIT_FAULT;
    }
    put_command(command, program, settings);
    fflush(stdout);
    bool ran = gj_trial_run(&trial, command, gj_attempt_count(cases));
    bool good = print_trial(settings, &trial) && ran;
    gj_trial_free(&trial);
    free(command);
    free(program);
    return good ? GJ_EXIT_CLEAN : GJ_EXIT_FINDINGS;
}

/** What is told goes where standard output went; what a plugin prints goes
    nowhere. */
static FILE *take_output(void)
{
    int kept = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    if (kept < 0 || nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
        return NULL;
    close(nowhere);
    FILE *out = fdopen(kept, "w");
    if (out != NULL)
        setvbuf(out, NULL, _IOLBF, 0);
    return out;
}

static void try_contained(gj_settings *settings, const gj_cases *cases,
                          FILE *out)
{
    gj_attempt *attempt = gj_attempt_new(cases, settings->language, out);
    gj_error error = {0};
    gj_pool *pool = NULL;

    gj_plugin_pool(&pool, settings, gj_attempt_take, attempt, &error);
    if (error.status == GJ_OK)
        gj_attempt_contained(attempt, pool);
    else
        fprintf(out, "open 0 %s\ndone 0\n", error.words[settings->language]);
    gj_pool_close(pool);
    gj_attempt_free(attempt);
}

static void try_here(gj_settings *settings, const gj_cases *cases,
                     const char *step, FILE *out)
{
    gj_attempt *attempt = gj_attempt_new(cases, settings->language, out);
    gj_engine engine = {0};
    gj_error error = {0};

    gj_folders_free(&settings->plugin_folders);
    gj_folders_add(&settings->plugin_folders, settings->arguments[1]);
    const gj_engine_options options = gj_settings_options(settings);
    gj_engine_open(&engine, &options, &error);
    if (error.status == GJ_OK)
        gj_attempt_here(attempt, &engine, strtoull(step, NULL, 10));
    gj_engine_close(&engine);
    fputs("done 0\n", out);
    gj_attempt_free(attempt);
}

int gj_plugin_try(gj_settings *settings)
{
    gj_cases cases = {0};
    gj_error error = {0};
    FILE *out = settings->argument_count >= 3 ? take_output() : NULL;

    if (out == NULL)
        return GJ_EXIT_USAGE;
    gj_cases_read(&cases, settings->arguments[2], &error);
    if (error.status == GJ_OK && settings->argument_count > 3)
        try_here(settings, &cases, settings->arguments[3], out);
    else if (error.status == GJ_OK)
        try_contained(settings, &cases, out);
    fclose(out);
    gj_cases_free(&cases);
    return error.status == GJ_OK ? GJ_EXIT_CLEAN : GJ_EXIT_FAULT;
}

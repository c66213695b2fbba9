/* gouji plugin test: the author's cases, then what an adversary would do. The
 * plugin's code runs in other processes, so that a crash is an answer. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/folders.h"
#include "cli/plugin.h"
#include "cli/rows.h"
#include "trial/adversary.h"
#include "trial/attempt.h"
#include "trial/diff.h"

enum {
    /** Seconds that one case may take. */
    PATIENCE = 5,
    /** Nanoseconds of the processor for a report beyond which a plugin is slow.
     */
    SLOW = 100000000
};

gj_text gj_plugin_open(gj_engine *engine, gj_settings *settings,
                       gj_error *error)
{
    const char *folders[] = {settings->arguments[1], NULL};
    const gj_folders others = settings->plugin_folders;

    settings->plugin_folders = (gj_folders){.at = folders};
    gj_status status = gj_settings_open(engine, settings, error);
    settings->plugin_folders = others;
    /* Of the options only today is needed from here on. */
    engine->options.plugin_folders = NULL;
    if (status != GJ_OK)
        return (gj_text){NULL, 0};
    const gj_plugins *plugins = &engine->plugins;
    for (size_t i = 0; i < plugins->refusal_count; i++)
        if (strcmp(plugins->refusals[i].file, settings->arguments[1]) == 0) {
            *error = plugins->refusals[i];
            return (gj_text){NULL, 0};
        }
    return plugins->at[plugins->count - 1].descriptor.name;
}

/* ----------------------------------------------------------------- cases */

/** What the process that runs the cases tells the one that started it. */
typedef struct shared {
    /** The case that is being run; the number of cases before it is opened. */
    uint32_t at;
    uint32_t as_expected;
    uint32_t accepted;
    /** Rows that are not good. */
    uint32_t bad;
} shared;

static void print_difference(const gj_case *one, const json_t *found,
                             gj_language language)
{
    char *is = gj_case_text(found);
    char *should = one->expected ? gj_case_text(one->expected) : NULL;
    gj_buffer lines = {0};

    printf("%s: %s\n", one->folder,
           one->expected == NULL
               ? gj_say(language, "没有写预期；这次的结果是：",
                        "nothing is expected yet; this was found:")
               : gj_say(language, "与预期不符（- 预期，+ 这次）：",
                        "not as expected (- expected, + found):"));
    gj_diff(should ? should : "", is, "    ", &lines);
    fputs(lines.data ? lines.data : "", stdout);
    gj_buffer_free(&lines);
    free(should);
    free(is);
}

static void run_case(gj_case *one, gj_engine *engine, gj_text plugin,
                     const gj_settings *settings, shared *tell)
{
    gj_error error = {0};
    json_t *found = gj_case_run(one, engine, plugin, &error);

    if (found == NULL) {
        gj_tell(settings->language, &error);
    } else if (one->expected != NULL && json_equal(one->expected, found)) {
        tell->as_expected++;
    } else if (settings->accept) {
        if (gj_case_accept(one, found, &error) == GJ_OK) {
            printf("%s: %s\n", one->file,
                   gj_say(settings->language, "已写下预期", "written"));
            json_decref(one->expected);
            one->expected = json_incref(found);
            tell->accepted++;
        } else {
            gj_tell(settings->language, &error);
        }
    } else {
        print_difference(one, found, settings->language);
    }
    json_decref(found);
}

/* --------------------------------------------- the process for the cases */

/** Runs all cases and says what the rules' words are like. */
static void run_cases(gj_settings *settings, gj_cases *cases, shared *tell)
{
    gj_engine engine = {0};
    gj_error error = {0};

    gj_text plugin = gj_plugin_open(&engine, settings, &error);
    if (plugin.length == 0) {
        gj_tell(settings->language, &error);
        exit(GJ_EXIT_FAULT);
    }
    for (size_t i = 0; i < cases->count; i++) {
        tell->at = (uint32_t)i;
        alarm(PATIENCE);
        run_case(&cases->at[i], &engine, plugin, settings, tell);
        fflush(stdout);
    }
    alarm(0);
    tell->at = (uint32_t)cases->count;
    uint32_t good = tell->as_expected + tell->accepted;
    tell->bad += !gj_row(settings->language, GJ_BOTH("用例", "cases"),
                         good == cases->count, "%zu 个，符合预期 %u 个",
                         "%zu, as expected %u", cases->count, good);
    tell->bad += gj_plugin_words(&engine, plugin, cases, settings->language);
    gj_engine_close(&engine);
    fflush(stdout);
    _exit(GJ_EXIT_CLEAN);
}

/** Says what ended that process early; its own exit status says all else. */
static int judge_cases(const gj_settings *settings, const gj_cases *cases,
                       const shared *tell, int status)
{
    const char *at =
        tell->at < cases->count ? cases->at[tell->at].folder : "open()/close()";

    if (!WIFSIGNALED(status))
        return WEXITSTATUS(status);
    gj_row(settings->language, GJ_BOTH("崩溃", "crashes"), false, "%s：%s",
           "%s: %s", at,
           WTERMSIG(status) == SIGALRM
               ? gj_say(settings->language, "超时", "it took too long")
               : strsignal(WTERMSIG(status)));
    return GJ_EXIT_FAULT;
}

static int test_cases(gj_settings *settings, gj_cases *cases, shared *tell)
{
    int status = 0;

    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        run_cases(settings, cases, tell);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return child < 0 ? GJ_EXIT_FAULT
                     : judge_cases(settings, cases, tell, status);
}

/* ----------------------------------------------------------- the adversary */

static bool print_count(const gj_settings *settings, gj_words name,
                        const gj_trial_count *count, const char *zh,
                        const char *en)
{
    gj_language language = settings->language;

    if (count->count == 0)
        return gj_row(language, name, true, zh, en);
    gj_row(language, name, false, "%" PRIu64 " 次：",
           "%" PRIu64 " times:", count->count);
    for (uint64_t i = 0; i < count->count && i < GJ_TRIAL_SHOWN; i++)
        gj_row_more(count->first[i]);
    return false;
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
    good &= print_count(settings, GJ_BOTH("可重复", "deterministic"),
                        &trial->differences, "两遍结果相同",
                        "the same results twice");
    good &= print_valgrind(settings, trial);
    good &= gj_row(language, GJ_BOTH("速度", "slow"), trial->slowest <= SLOW,
                   "每份报告 %" PRIu64 " 微秒，最慢 %" PRIu64 " 微秒",
                   "%" PRIu64 " µs a report, %" PRIu64 " µs at most",
                   trial->median / 1000, trial->slowest / 1000);
    if (trial->slowest > SLOW)
        gj_row_more(trial->slowest_report);
    return good;
}

/** Starts this program again for the adversary's reports. */
static int test_adversary(const gj_settings *settings, const gj_cases *cases)
{
    size_t count = settings->form_folders.count;
    char **command = gj_new(2 * count + 10, sizeof *command);
    gj_trial trial = {0};
    size_t at = 0;

    char *itself = gj_folders_program();
    if (itself == NULL) {
        free(command);
        return GJ_EXIT_FAULT;
    }
    command[at++] = itself;
    command[at++] = (char *)(uintptr_t) "plugin";
    command[at++] =
        (char *)(uintptr_t)gj_say(settings->language, "--lang=zh", "--lang=en");
    for (size_t i = 0; i < count; i++) {
        command[at++] = (char *)(uintptr_t) "--form-dir";
        command[at++] = (char *)(uintptr_t)settings->form_folders.at[i];
    }
    command[at++] = (char *)(uintptr_t) "try";
    command[at++] = settings->arguments[1];
    command[at++] = settings->arguments[2];
    command[at++] = (char *)(uintptr_t) "0";
    command[at] = (char *)(uintptr_t) "1";
    bool ran = gj_trial_run(&trial, command, gj_attempt_count(cases));
    bool good = print_trial(settings, &trial) && ran;
    gj_trial_free(&trial);
    free(command);
    free(itself);
    return good ? GJ_EXIT_CLEAN : GJ_EXIT_FINDINGS;
}

/* -------------------------------------------------------------- the verbs */

static shared *share(void)
{
    void *memory = mmap(NULL, sizeof(shared), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static int test_with(gj_settings *settings, gj_cases *cases)
{
    shared *tell = share();

    if (tell == NULL)
        return GJ_EXIT_FAULT;
    int status = test_cases(settings, cases, tell);
    if (status == GJ_EXIT_CLEAN && !settings->accept)
        status = test_adversary(settings, cases);
    if (status == GJ_EXIT_CLEAN && tell->bad > 0)
        status = GJ_EXIT_FINDINGS;
    munmap(tell, sizeof *tell);
    return status;
}

int gj_plugin_test(gj_settings *settings)
{
    gj_cases cases = {0};
    gj_error error = {0};
    int status;

    if (settings->argument_count != 3)
        gj_fail(&error, GJ_FAILED_USAGE,
                "请给出插件文件和用例文件夹，例如 gouji plugin test "
                "./office.so cases",
                "name a plugin's file and a folder of cases, such as gouji "
                "plugin test ./office.so cases");
    else
        gj_cases_read(&cases, settings->arguments[2], &error);
    if (error.status == GJ_OK)
        status = test_with(settings, &cases);
    else
        status = gj_give_up(settings->language, &error);
    gj_cases_free(&cases);
    return status;
}

int gj_plugin_try(gj_settings *settings)
{
    gj_engine engine = {0};
    gj_cases cases = {0};
    gj_error error = {0};

    if (settings->argument_count != 5)
        return GJ_EXIT_USAGE;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (gj_cases_read(&cases, settings->arguments[2], &error) == GJ_OK &&
        gj_plugin_open(&engine, settings, &error).length > 0)
        gj_attempt_run(&engine, &cases,
                       strtoull(settings->arguments[3], NULL, 10),
                       strtoull(settings->arguments[4], NULL, 10),
                       settings->language, stdout);
    gj_engine_close(&engine);
    gj_cases_free(&cases);
    return error.status == GJ_OK ? GJ_EXIT_CLEAN : GJ_EXIT_FAULT;
}

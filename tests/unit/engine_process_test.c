/* When a worker is held to be stuck. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/process.h"

enum { SECOND = 1000000000, LOOKS = 1000 };

/* More processor time than a test takes, on the slowest of machines. */
static const int64_t limit = INT64_C(24) * 3600 * SECOND;

static _Noreturn void spin(void)
{
    for (volatile unsigned turns = 0;; turns++)
        ;
}

static _Noreturn void wait_for_ever(void)
{
    for (;;)
        pause();
}

static void run(void *context, gj_process *process, pid_t parent)
{
    void (*const *work)(void) = context;

    (void)process;
    (void)parent;
    (*work)();
}

/** Starts a worker that is at a job, sends it a signal where `number` is not 0,
    and looks at it so often, with `passed` from one look to the next, or until
    it is ended. Returns whether it was. */
static bool is_ended(void (*work)(void), int number, int64_t passed,
                     uint64_t looks)
{
    gj_process process;

    gj_process_open(&process);
    assert_true(gj_process_start(&process, run, &work));
    process.state = GJ_PROCESS_READY;
    process.job_count = 1;
    if (number != 0) {
        kill(process.pid, number);
        waitpid(process.pid, NULL, WUNTRACED);
    }
    for (uint64_t i = 0; i < looks && !process.overtime; i++)
        gj_process_watch(&process, passed, limit, UINT64_MAX);
    bool ended = process.overtime;
    gj_process_close(&process);
    return ended;
}

static void one_that_lacks_a_processor_is_not_stuck(void **state)
{
    (void)state;
    assert_false(is_ended(spin, 0, limit, LOOKS));
}

static void one_that_was_stopped_is(void **state)
{
    (void)state;
    assert_true(is_ended(spin, SIGSTOP, limit, LOOKS));
}

/* It may take it a while to come to that. */
static void one_that_waits_is_after_a_hundred_limits(void **state)
{
    (void)state;
    assert_true(is_ended(wait_for_ever, 0, limit, UINT64_MAX));
    assert_false(is_ended(wait_for_ever, 0, limit / LOOKS, LOOKS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_lacks_a_processor_is_not_stuck),
        cmocka_unit_test(one_that_was_stopped_is),
        cmocka_unit_test(one_that_waits_is_after_a_hundred_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

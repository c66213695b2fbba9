/* libgouji: several threads at once, and workers that are killed during a
 * call. Also run by tests/cli/embedding.sh under ThreadSanitizer. */
#include <pthread.h>
#include <stdatomic.h>

#include "embed/embedding.h"

/* ------------------------------------------------------------------ kills */

static int still_to_kill;

/** Kills a worker, and none that was started in its place meanwhile. */
static void kill_first(pid_t child)
{
    if (still_to_kill-- == 1)
        kill_child(child);
}

typedef struct checking {
    gouji_engine *engine;
    const bytes *report;
    int32_t status;
    size_t findings;
    atomic_int done;
} checking;

static void *check_once(void *context)
{
    checking *c = context;
    gouji_result *result = NULL;

    c->status = gouji_check(&result, c->engine, NULL, c->report->data,
                            c->report->length, NULL);
    c->findings = result != NULL ? gouji_finding_count(result) : 0;
    gouji_result_free(result);
    c->done = 1;
    return NULL;
}

/** One kill at any moment of a call goes unnoticed. */
static void a_call_whose_worker_is_killed_is_done_again(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_plain(0);

    (void)state;
    for (int moment = 0; moment < 40; moment++) {
        checking c = {.engine = engine, .report = &report, .status = -1};
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, check_once, &c), 0);
        for (volatile int i = 0; i < moment * 20000; i++)
            ;
        still_to_kill = 1;
        visit_children(kill_first);
        pthread_join(thread, NULL);
        assert_int_equal(c.status, GOUJI_OK);
        assert_int_equal(c.findings, 4);
        /* Where the kill came too late, it was none of that call's. */
        gouji_result_free(check(engine, &report));
    }
    gouji_close(engine);
    assert_int_equal(visit_children(NULL), 0);
    free(report.data);
}

static void
an_engine_survives_that_its_workers_are_killed_again_and_again(void **state)
{
    bytes report = read_sample(SAMPLES "/draft.json");
    gouji_engine *engine = open_plain(0);
    checking c = {.engine = engine, .report = &report, .status = -1};
    int failed = 0;

    (void)state;
    while (!failed) {
        pthread_t thread;
        c.done = 0;
        assert_int_equal(pthread_create(&thread, NULL, check_once, &c), 0);
        while (!c.done)
            visit_children(kill_child);
        pthread_join(thread, NULL);
        failed = c.status != GOUJI_OK;
    }
    assert_int_equal(c.status, GOUJI_FAILED_WORKER);
    gouji_result *result = check(engine, &report);
    is_the_draft(result);
    gouji_result_free(result);
    gouji_close(engine);
    free(report.data);
}

/* ---------------------------------------------------------------- threads */

enum { THREADS = 8, CHECKS = 20 };

static void *check_often(void *context)
{
    static const char *const reports[] = {SAMPLES "/draft.json",
                                          SAMPLES "/laochengqu-2024.json"};
    gouji_engine *engine = context;
    uintptr_t wrong = 0;

    for (int i = 0; i < CHECKS; i++) {
        bytes report = read_sample(reports[i % 2]);
        gouji_result *result = NULL;
        wrong += gouji_check(&result, engine, reports[i % 2], report.data,
                             report.length, NULL) != GOUJI_OK ||
                 strcmp(gouji_name(result), reports[i % 2]) != 0 ||
                 gouji_finding_count(result) != (i % 2 ? 0 : 4);
        gouji_result_free(result);
        free(report.data);
    }
    return (void *)wrong;
}

/** `engines` of them, which the threads share evenly. */
static void threads_check(uint32_t flags, int engines)
{
    gouji_engine *engine[THREADS] = {NULL};
    pthread_t threads[THREADS];

    for (int i = 0; i < engines; i++)
        engine[i] = open_plain(flags);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, check_often, engine[i % engines]),
            0);
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        assert_null(wrong);
    }
    for (int i = 0; i < engines; i++)
        gouji_close(engine[i]);
}

static void threads_may_share_an_engine(void **state)
{
    (void)state;
    threads_check(0, 1);
    threads_check(GOUJI_UNCONTAINED, 1);
}

static void threads_may_have_an_engine_each(void **state)
{
    (void)state;
    threads_check(0, THREADS);
    threads_check(GOUJI_UNCONTAINED, THREADS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_whose_worker_is_killed_is_done_again),
        cmocka_unit_test(
            an_engine_survives_that_its_workers_are_killed_again_and_again),
        cmocka_unit_test(threads_may_share_an_engine),
        cmocka_unit_test(threads_may_have_an_engine_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

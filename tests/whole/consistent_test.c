/* A report whose figures tie up gives no finding: a false alarm is a bug. */
#include "bench/generate.h"
#include "whole/engine.h"

enum { REPORTS = 10000 };

static void consistent_reports_have_no_finding(void **state)
{
    gj_engine engine;
    gj_buffer report = {0};
    gj_buffer record = {0};
    gj_result result = {0};
    uint64_t held = 0;

    (void)state;
    open_engine(&engine);
    for (uint64_t seed = 1; seed <= REPORTS; seed++) {
        gj_buffer_clear(&report);
        gj_generate_report(&report, seed);
        gj_buffer_room(&report, GJ_PADDING);
        check(&engine, gj_buffer_view(&report), &record, &result);
        if (result.finding_count > 0 || result.reason_count > 0)
            fail_msg("report %d: %.*s", (int)seed,
                     GJ_PRINT(result.findings[0].rule->id));
        assert_int_equal(result.status, GJ_RESULT_CLEAN);
        held += result.checks.held;
    }
    assert_true(held > REPORTS * UINT64_C(400));
    gj_result_free(&result);
    gj_buffer_free(&report);
    gj_buffer_free(&record);
    gj_engine_close(&engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(consistent_reports_have_no_finding)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Structs of plugins that were compiled with another minor version. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/abi.h"

/** One that grew: up to `second` it is version 1.0. */
typedef struct grown {
    uint32_t size;
    uint32_t first;
    uint64_t second;
    uint64_t third;
} grown;

enum { LEAST = GJ_UP_TO(grown, second) };

static void what_an_older_plugin_lacks_is_zero(void **state)
{
    const grown theirs = {LEAST, 1, 2, 3};
    grown ours = {9, 9, 9, 9};

    (void)state;
    assert_true(gj_take(&ours, &theirs, LEAST));
    assert_int_equal(ours.size, LEAST);
    assert_int_equal(ours.first, 1);
    assert_int_equal(ours.second, 2);
    assert_int_equal(ours.third, 0);
}

static void what_a_newer_plugin_appended_is_left_alone(void **state)
{
    const struct {
        grown known;
        uint64_t fourth;
    } theirs = {{sizeof theirs, 1, 2, 3}, 4};
    struct {
        grown known;
        uint64_t guard;
    } ours = {{9, 9, 9, 9}, 9};

    (void)state;
    assert_true(gj_take(&ours.known, &theirs, LEAST));
    assert_int_equal(ours.known.size, sizeof ours.known);
    assert_int_equal(ours.known.third, 3);
    assert_int_equal(ours.guard, 9);
}

static void what_is_too_short_or_not_there_is_not_taken(void **state)
{
    const grown theirs = {LEAST - 1, 1, 2, 3};
    grown ours = {9, 9, 9, 9};
    const grown zero = {0, 0, 0, 0};

    (void)state;
    assert_false(gj_take(&ours, &theirs, LEAST));
    assert_memory_equal(&ours, &zero, sizeof ours);
    assert_false(gj_take(&ours, NULL, LEAST));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_older_plugin_lacks_is_zero),
        cmocka_unit_test(what_a_newer_plugin_appended_is_left_alone),
        cmocka_unit_test(what_is_too_short_or_not_there_is_not_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Files that have been seen are known again, as many as there are. */
#include "input/seen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* More than are kept in memory. */
enum { MANY = 200000 };

static struct stat file(unsigned device, unsigned number)
{
    return (struct stat){.st_dev = device, .st_ino = number};
}

static void a_file_is_known_again_by_device_and_number(void **state)
{
    gj_seen seen = {0};
    struct stat one = file(1, 2);
    struct stat other = file(2, 1);

    (void)state;
    assert_int_equal(gj_seen_note(&seen, &one, GJ_SEEN_GIVEN), 0);
    assert_int_equal(gj_seen_note(&seen, &other, GJ_SEEN_NAMED), 0);
    assert_int_equal(gj_seen_note(&seen, &one, GJ_SEEN_NAMED), GJ_SEEN_GIVEN);
    assert_int_equal(gj_seen_note(&seen, &other, GJ_SEEN_NAMED), GJ_SEEN_NAMED);
    assert_int_equal(gj_seen_note(&seen, &one, GJ_SEEN_GIVEN),
                     GJ_SEEN_GIVEN | GJ_SEEN_NAMED);
    gj_seen_free(&seen);
}

static void none_is_forgotten_where_memory_is_left_for_a_file(void **state)
{
    gj_seen seen = {0};

    (void)state;
    for (unsigned i = 0; i < MANY; i++) {
        struct stat one = file(i % 3, i);
        assert_int_equal(gj_seen_note(&seen, &one, GJ_SEEN_GIVEN), 0);
    }
    assert_true(seen.files == NULL);
    for (unsigned i = 0; i < MANY; i += 7) {
        struct stat one = file(i % 3, i);
        assert_int_equal(gj_seen_note(&seen, &one, GJ_SEEN_GIVEN),
                         GJ_SEEN_GIVEN);
    }
    gj_seen_free(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_known_again_by_device_and_number),
        cmocka_unit_test(none_is_forgotten_where_memory_is_left_for_a_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

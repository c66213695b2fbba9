#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <malloc.h>

#include "input/seen.h"

static unsigned note(gj_seen *seen, uint64_t device, uint64_t number,
                     unsigned marks)
{
    struct stat about = {.st_dev = device, .st_ino = number};
    return gj_seen_note(seen, &about, marks);
}

static void a_file_has_the_marks_that_it_was_given(void **unused)
{
    (void)unused;
    gj_seen seen = {0};

    assert_int_equal(note(&seen, 1, 7, GJ_SEEN_NAMED), 0);
    assert_int_equal(note(&seen, 1, 7, GJ_SEEN_GIVEN), GJ_SEEN_NAMED);
    assert_int_equal(note(&seen, 1, 7, GJ_SEEN_GIVEN),
                     GJ_SEEN_NAMED | GJ_SEEN_GIVEN);
    assert_int_equal(note(&seen, 2, 7, GJ_SEEN_GIVEN), 0);
    assert_int_equal(note(&seen, 1, 8, GJ_SEEN_GIVEN), 0);
    assert_int_equal(note(&seen, 7, 1, GJ_SEEN_GIVEN), 0);
    gj_seen_free(&seen);
}

static void of_many_files_each_is_known_and_memory_is_not_theirs(void **unused)
{
    enum { MANY = 150000 };
    (void)unused;
    gj_seen seen = {0};
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;

    for (uint64_t turn = 0; turn < 2; turn++)
        for (uint64_t i = 0; i < MANY; i++) {
            uint64_t device = i % 3;
            uint64_t number = i / 3 * (i % 2 ? 1 : 4096) + (i % 2) * 5;
            unsigned marks =
                note(&seen, device, number + (i << 24), GJ_SEEN_GIVEN);
            if (marks != (turn == 0 ? 0 : GJ_SEEN_GIVEN))
                fail_msg("turn %d, file %d", (int)turn, (int)i);
        }
    assert_true(mallinfo2().uordblks + mallinfo2().hblkhd <=
                before + (size_t)64 * 1024);
    assert_int_equal(seen.count, MANY);
    gj_seen_free(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_has_the_marks_that_it_was_given),
        cmocka_unit_test(of_many_files_each_is_known_and_memory_is_not_theirs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

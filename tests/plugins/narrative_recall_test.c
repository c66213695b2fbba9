/* Sentences that read alike, which are looked through once; and those that only
 * look alike, which are not taken for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "narrative/recall.h"

static gj_memory *memory;
static gj_sentence sentence;

static int open_memory(void **state)
{
    (void)state;
    memory = gj_memory_new();
    return memory != NULL ? 0 : -1;
}

static int close_memory(void **state)
{
    (void)state;
    gj_memory_free(memory);
    return 0;
}

static gj_sentence *read(const char *skeleton)
{
    memset(&sentence, 0, sizeof sentence);
    sentence.length = (uint32_t)strlen(skeleton);
    memcpy(sentence.skeleton, skeleton, sentence.length);
    return &sentence;
}

/** Keeps a find in text 1's sentence that was read last. */
static void keep(uint32_t phrase, size_t from, size_t to)
{
    const size_t offsets[] = {from, to, from + 1, to};
    const gj_find find = {.phrase = phrase, .group_count = 2};
    gj_find found[1] = {find};
    size_t copy[4];
    gj_finds finds = {.at = found, .count = 1, .offsets = copy};

    memcpy(copy, offsets, sizeof copy);
    gj_memory_keep(memory, 1, &sentence, &finds);
}

static void what_was_found_is_found_again(void **state)
{
    (void)state;
    assert_null(gj_memory_recall(memory, 1, read("收到申请N，办结N")));
    keep(7, 3, 12);
    const gj_finds *finds =
        gj_memory_recall(memory, 1, read("收到申请N，办结N"));
    assert_non_null(finds);
    assert_int_equal(finds->count, 1);
    assert_int_equal(finds->at[0].phrase, 7);
    assert_int_equal(finds->at[0].group_count, 2);
    const size_t *offsets = finds->offsets + finds->at[0].first;
    assert_int_equal(offsets[0], 3);
    assert_int_equal(offsets[1], 12);
    assert_int_equal(offsets[2], 4);
}

static void nothing_found_is_remembered_too(void **state)
{
    gj_finds none = {.count = 0};

    (void)state;
    assert_null(gj_memory_recall(memory, 1, read("全年公开信息C")));
    gj_memory_keep(memory, 1, &sentence, &none);
    const gj_finds *finds = gj_memory_recall(memory, 1, read("全年公开信息C"));
    assert_non_null(finds);
    assert_int_equal(finds->count, 0);
}

static void a_sentence_that_differs_is_another(void **state)
{
    (void)state;
    gj_memory_recall(memory, 1, read("收到申请N，办结N"));
    keep(7, 3, 12);
    assert_null(gj_memory_recall(memory, 2, read("收到申请N，办结N")));
    assert_null(gj_memory_recall(memory, 1, read("收到申请N，办结C")));
    assert_null(gj_memory_recall(memory, 1, read("收到申请N，办结")));
    assert_null(gj_memory_recall(memory, 1, read("收到申请N，办结NN")));
    assert_non_null(gj_memory_recall(memory, 1, read("收到申请N，办结N")));
}

static void of_more_than_are_remembered_none_is_taken_for_another(void **state)
{
    enum { MANY = 3000 };
    char skeleton[64];
    uint32_t known = 0;

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(skeleton, sizeof skeleton, "第%u句收到N", i);
        assert_null(gj_memory_recall(memory, 1, read(skeleton)));
        keep(i % 100, i, i + 9);
    }
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(skeleton, sizeof skeleton, "第%u句收到N", i);
        const gj_finds *finds = gj_memory_recall(memory, 1, read(skeleton));
        if (finds == NULL)
            continue;
        known++;
        assert_int_equal(finds->at[0].phrase, i % 100);
        assert_int_equal(finds->offsets[finds->at[0].first], i);
    }
    assert_true(known > 100);
}

static void a_sentence_that_is_too_long_is_not_remembered(void **state)
{
    static char skeleton[GJ_SKELETON_BYTES];

    (void)state;
    memset(skeleton, 'a', sizeof skeleton - 1);
    assert_null(gj_memory_recall(memory, 1, read(skeleton)));
    keep(7, 3, 12);
    assert_null(gj_memory_recall(memory, 1, read(skeleton)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_found_is_found_again,
                                        open_memory, close_memory),
        cmocka_unit_test_setup_teardown(nothing_found_is_remembered_too,
                                        open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_sentence_that_differs_is_another,
                                        open_memory, close_memory),
        cmocka_unit_test_setup_teardown(
            of_more_than_are_remembered_none_is_taken_for_another, open_memory,
            close_memory),
        cmocka_unit_test_setup_teardown(
            a_sentence_that_is_too_long_is_not_remembered, open_memory,
            close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

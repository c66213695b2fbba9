/* Whatever a plugin's file has in it, looking at it does no harm. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "document/input.h"
#include "plugin/lint.h"
#include "whole/engine.h"

static void write_bytes(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/** The same numbers every time. */
static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/** Changes a few bytes, more of them where the tables are: at the start. */
static void damage(gj_buffer *bytes, uint32_t *seed)
{
    static const uint8_t values[] = {0, 1, 0x7F, 0x80, 0xFF, 8, 0x10};

    for (uint32_t i = 0; i <= next(seed) % 4; i++) {
        size_t span = next(seed) % 2 ? bytes->length : 4096;
        bytes->data[next(seed) % span % bytes->length] =
            (char)values[next(seed) % sizeof values];
    }
}

static void a_damaged_plugin_is_looked_at_without_harm(void **state)
{
    static const char path[] = GJ_BUILD "/damaged.so";
    gj_buffer whole = {0};
    uint32_t seed = 7;
    size_t faults = 0;

    (void)state;
    for (int round = 0; round < 150; round++) {
        gj_lint lint = {0};
        gj_error error = {0};
        assert_int_equal(gj_input_read(&whole,
                                       GJ_BUILD "/tests/bad/SOUND_parameters/"
                                                "SOUND_parameters.so",
                                       0, &error),
                         GJ_OK);
        damage(&whole, &seed);
        write_bytes(path, whole.data,
                    round % 5 ? whole.length : next(&seed) % whole.length);
        gj_lint_plugin(&lint, path);
        faults += lint.count > 0;
        gj_lint_free(&lint);
    }
    assert_true(faults > 30);
    gj_buffer_free(&whole);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_damaged_plugin_is_looked_at_without_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

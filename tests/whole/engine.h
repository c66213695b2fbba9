/* The engine as built, for tests of the whole. */
#ifndef TESTS_WHOLE_ENGINE_H
#define TESTS_WHOLE_ENGINE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/input.h"
#include "engine/engine.h"

/** Opens the engine on the built plugins, the forms of schemas/ and those of
    tests/forms. */
static inline void open_engine(gj_engine *engine)
{
    static const char *const forms[] = {"schemas", "tests/forms", NULL};
    static const char *const plugins[] = {GJ_BUILD "/plugins", NULL};
    gj_engine_options options = {
        .form_folders = forms, .plugin_folders = plugins, .today = 20260101};
    gj_error error = {0};

    if (gj_engine_open(engine, &options, &error) != GJ_OK)
        fail_msg("%s: %s", error.file, error.words[GJ_EN]);
    assert_int_equal(engine->plugins.refusal_count, 0);
}

/** Checks bytes (of which GJ_PADDING more are readable) and reads the
    result, which points into *record. */
static inline void check(gj_engine *engine, gj_text bytes, gj_buffer *record,
                         gj_result *result)
{
    const gj_source source = {{"report.json", 11}, 0};

    gj_buffer_clear(record);
    assert_int_equal(gj_engine_check(engine, &source, bytes, false, record),
                     GJ_OK);
    assert_true(gj_result_read(result, gj_buffer_view(record),
                               engine->catalogues, engine->catalogue_count));
}

/** Reads a file, padded. */
static inline void read_file(gj_buffer *bytes, const char *path)
{
    gj_error error = {0};

    if (gj_input_read(bytes, path, 0, &error) != GJ_OK)
        fail_msg("%s: %s", path, error.words[GJ_EN]);
}

#endif

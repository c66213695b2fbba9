/* Results that were damaged on the way are refused, or written without
 * harm. */
#include "whole/engine.h"
/* It is a macro of cmocka's, and a member of gj_writer. */
#undef skip
#include <stdlib.h>

#include "writer/writer.h"

/* Formats that tell of every rule take long over one result, so they take
   turns: each of them has one in TURNS of the results. */
enum { FLIPS = 2000, ALWAYS = 3, TURNS = 8 };

typedef struct damage {
    gj_engine engine;
    gj_buffer record;
    gj_result result;
    FILE *nowhere;
    unsigned sound;
    unsigned refused;
} damage;

static void write_result(const damage *d, const gj_writer *writer,
                         gj_language language)
{
    const gj_writing writing = {
        .out = d->nowhere, .language = language, .width = 80};
    const gj_summary summary = {.reports = 1};

    void *state = writer->begin(&writing);
    writer->result(state, &d->result);
    writer->end(state, &summary);
}

static bool is_due(const damage *d, size_t writer)
{
    return writer < ALWAYS || (d->sound + writer) % TURNS == 0;
}

/** Reads a copy of exactly these bytes and, where they are a result, writes
    it in every format and language. */
static bool survives(damage *d, const char *bytes, size_t length)
{
    char *copy = gj_new(length + 1, 1);

    memcpy(copy, bytes, length);
    bool sound =
        gj_result_read(&d->result, (gj_text){copy, length},
                       d->engine.catalogues, d->engine.catalogue_count);
    for (size_t i = 0; sound && gj_writers[i] != NULL; i++) {
        if (!is_due(d, i))
            continue;
        write_result(d, gj_writers[i], GJ_ZH);
        write_result(d, gj_writers[i], GJ_EN);
    }
    free(copy);
    if (sound)
        d->sound++;
    else
        d->refused++;
    return sound;
}

static void damage_sample(damage *d, const char *path)
{
    gj_buffer bytes = {0};
    uint64_t random = 88172645463325252;

    read_file(&bytes, path);
    check(&d->engine, gj_buffer_view(&bytes), &d->record, &d->result);
    assert_true(survives(d, d->record.data, d->record.length));
    for (size_t length = 0; length < d->record.length; length += 7)
        survives(d, d->record.data, length);
    for (int i = 0; i < FLIPS; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        size_t at = random % d->record.length;
        char before = d->record.data[at];
        d->record.data[at] = (char)(random >> 40);
        survives(d, d->record.data, d->record.length);
        d->record.data[at] = before;
    }
    gj_buffer_free(&bytes);
}

static void damaged_results_are_refused_or_written_without_harm(void **state)
{
    static const char *const samples[] = {
        "samples/zfxxgk-2021/broken/requests-row-total.json",
        "samples/zfxxgk-2021/broken/structure.json",
        "samples/zfxxgk-2021/warnings/blank-cell.json",
        "tests/forms/foia-annual/reports/bad-sum.json"};
    damage d = {.nowhere = fopen("/dev/null", "w")};

    (void)state;
    assert_non_null(d.nowhere);
    open_engine(&d.engine);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        damage_sample(&d, samples[i]);
    print_message("%u refused, %u written\n", d.refused, d.sound);
    assert_true(d.refused > 1000 && d.sound > 1000);
    gj_result_free(&d.result);
    gj_buffer_free(&d.record);
    gj_engine_close(&d.engine);
    fclose(d.nowhere);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_results_are_refused_or_written_without_harm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

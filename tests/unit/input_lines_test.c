/* Lines, and rooms that are somewhere else each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include <cmocka.h>

#include "document/document.h"
#include "input/lines.h"

/** A room that never stays where it is: what stood in the last one is gone. */
typedef struct restless {
    char *at;
    size_t calls;
} restless;

static char *move_on(void *context, gj_text kept, size_t more)
{
    restless *room = context;
    char *next = malloc((size_t)kept.length + more + GJ_PADDING);

    assert_non_null(next);
    if (kept.length > 0)
        memcpy(next, kept.data, kept.length);
    free(room->at);
    room->at = next;
    room->calls++;
    return next;
}

/** A stream over a text, which gives `step` bytes at a time, and may break at
    its end. */
typedef struct trickle {
    gj_text text;
    size_t step;
    size_t given;
    bool breaks;
} trickle;

static ssize_t give(gj_stream *stream, char *to, size_t room, gj_error *error)
{
    trickle *source = stream->source;
    size_t count = (size_t)source->text.length - source->given;

    if (count == 0 && source->breaks) {
        gj_fail(error, GJ_FAILED_FILE, "断了", "it broke");
        return -1;
    }
    count = count < source->step ? count : source->step;
    count = count < room ? count : room;
    memcpy(to, source->text.data + source->given, count);
    source->given += count;
    return (ssize_t)count;
}

/** Reads all lines of a text and puts them together, each behind its number and
    in front of a bar; "!" for one that is too long, and for one that cannot be
    read on, why. */
static void put_lines(gj_buffer *out, trickle source, size_t limit)
{
    gj_stream stream = {.read = give, .source = &source};
    restless room = {NULL, 0};
    gj_lines lines;
    gj_lines_gave gave;
    gj_text line = {NULL, 0};

    gj_buffer_clear(out);
    gj_lines_begin(&lines, &stream, (gj_room){move_on, &room}, limit);
    do {
        gj_error error = {0};
        gave = gj_lines_next(&lines, &line, &error);
        if (gave == GJ_LINE_GIVEN)
            gj_buffer_print(out, "%d:%.*s|", (int)lines.number, GJ_PRINT(line));
        else if (gave == GJ_LINE_TOO_LONG)
            gj_buffer_print(out, "%d:!|", (int)lines.number);
        else if (gave == GJ_LINE_BROKEN)
            gj_buffer_print(out, "%d:%s|", (int)lines.number,
                            error.words[GJ_EN]);
    } while (gave != GJ_LINE_END);
    assert_true(room.calls > 0);
    free(room.at);
}

static void lines_are_the_same_wherever_they_are_read_to(void **state)
{
    static const char text[] = "one\n\ntwo two\n\r\nthree\r\n4\nfive";
    static const char expected[] = "1:one|3:two two|5:three|6:4|7:five|";
    gj_buffer lines = {0};

    (void)state;
    for (size_t step = 1; step <= sizeof text; step++) {
        put_lines(&lines, (trickle){gj_text_of(text), step, 0, false}, 0);
        assert_string_equal(lines.data, expected);
    }
    gj_buffer_free(&lines);
}

static void a_line_that_is_too_long_costs_itself_only(void **state)
{
    static const char text[] =
        "one\nlong long\nfour\r\n\n5555\r5\nlonger longer longer";
    static const char expected[] = "1:one|2:!|3:four|5:!|6:!|";
    gj_buffer lines = {0};

    (void)state;
    for (size_t step = 1; step <= sizeof text; step++) {
        put_lines(&lines, (trickle){gj_text_of(text), step, 0, false}, 4);
        assert_string_equal(lines.data, expected);
    }
    gj_buffer_free(&lines);
}

static void what_breaks_in_a_line_is_told_however_long_it_is(void **state)
{
    static const char *const texts[] = {"one\ntwo", "one\nlonger longer"};
    gj_buffer lines = {0};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        for (size_t step = 1; step < 20; step++) {
            put_lines(&lines, (trickle){gj_text_of(texts[i]), step, 0, true},
                      4);
            assert_string_equal(lines.data, "1:one|2:it broke|");
        }
    }
    gj_buffer_free(&lines);
}

static void a_file_is_whole_wherever_it_is_read_to(void **state)
{
    gj_buffer text = {0};
    restless room = {NULL, 0};
    const gj_room where = {move_on, &room};
    gj_error error = {0};
    gj_text bytes;

    (void)state;
    while (text.length < 200000)
        gj_buffer_print(&text, "%zu ", text.length);
    for (size_t step = 999; step < 300000; step *= 7) {
        trickle source = {gj_buffer_view(&text), step, 0, false};
        gj_stream stream = {.read = give, .source = &source};
        assert_int_equal(gj_stream_whole(&bytes, &stream, &where, 0, &error),
                         GJ_OK);
        assert_true(gj_text_is(bytes, gj_buffer_view(&text)));
        source.given = 0;
        assert_int_equal(
            gj_stream_whole(&bytes, &stream, &where, text.length - 1, &error),
            GJ_FAILED_LIMIT);
        error = (gj_error){0};
    }
    free(room.at);
    gj_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_the_same_wherever_they_are_read_to),
        cmocka_unit_test(a_line_that_is_too_long_costs_itself_only),
        cmocka_unit_test(what_breaks_in_a_line_is_told_however_long_it_is),
        cmocka_unit_test(a_file_is_whole_wherever_it_is_read_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "cli/rows.h"

#include <stdarg.h>
#include <stdio.h>

#include "writer/terminal.h"

/** Where the columns begin. */
enum { VERDICT = 15, SEEN = 20 };

static void pad(gj_buffer *line, size_t column)
{
    size_t width = gj_text_width(gj_buffer_view(line));
    gj_buffer_spaces(line, width < column ? column - width : 1);
}

static void begin(gj_language language, gj_words name, gj_words verdict)
{
    gj_buffer line = {0};

    gj_buffer_text(&line, gj_words_in(name, language));
    pad(&line, VERDICT);
    gj_buffer_text(&line, gj_words_in(verdict, language));
    pad(&line, SEEN);
    fputs(line.data, stdout);
    gj_buffer_free(&line);
}

bool gj_row(gj_language language, gj_words name, bool good, const char *zh,
            const char *en, ...)
{
    static const gj_words verdicts[] = {GJ_WORDS("不好", "BAD"),
                                        GJ_WORDS("好", "ok")};
    va_list arguments;

    begin(language, name, verdicts[good]);
    va_start(arguments, en);
    vprintf(gj_say(language, zh, en), arguments);
    va_end(arguments);
    putchar('\n');
    return good;
}

void gj_row_open(gj_language language, gj_words name, gj_words why)
{
    begin(language, name, (gj_words)GJ_WORDS("未查", "--"));
    puts(gj_words_in(why, language).data);
}

void gj_row_more(gj_text text)
{
    gj_buffer line = {0};

    gj_buffer_spaces(&line, SEEN);
    gj_buffer_visible(&line, text);
    puts(line.data);
    gj_buffer_free(&line);
}

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

bool gj_row(gj_language language, gj_words name, bool good, const char *zh,
            const char *en, ...)
{
    gj_buffer line = {0};
    va_list arguments;

    gj_buffer_text(&line, gj_words_in(name, language));
    pad(&line, VERDICT);
    gj_buffer_string(&line, good ? gj_say(language, "好", "ok")
                                 : gj_say(language, "不好", "BAD"));
    pad(&line, SEEN);
    fputs(line.data, stdout);
    va_start(arguments, en);
    vprintf(gj_say(language, zh, en), arguments);
    va_end(arguments);
    putchar('\n');
    gj_buffer_free(&line);
    return good;
}

void gj_row_more(gj_text text)
{
    gj_buffer line = {0};

    gj_buffer_spaces(&line, SEEN);
    gj_buffer_visible(&line, text);
    puts(line.data);
    gj_buffer_free(&line);
}

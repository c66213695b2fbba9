#include "cli/progress.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "writer/terminal.h"

#define SECOND INT64_C(1000000000)

enum {
    /** Milliseconds before the first line, and between two. */
    PATIENCE = 300,
    BETWEEN = 200,
    /** Inputs looked at ahead in one step. */
    LOOK_AHEAD = 64
};

static int64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * SECOND + time.tv_nsec;
}

/* ------------------------------------------------------------------ words */

static void add_number(gj_buffer *out, uint64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, number);

    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            gj_buffer_byte(out, ',');
        gj_buffer_byte(out, digits[i]);
    }
}

static void add_count(gj_buffer *out, gj_language language, uint64_t number,
                      gj_words one, const char *many)
{
    add_number(out, number);
    if (number == 1 || language == GJ_ZH)
        gj_buffer_text(out, gj_words_in(one, language));
    else
        gj_buffer_string(out, many);
}

/** The two largest units. */
static void add_time(gj_buffer *out, gj_language language, int64_t seconds)
{
    const char *units[] = {gj_say(language, " 小时 ", " h "),
                           gj_say(language, " 分 ", " min "),
                           gj_say(language, " 秒", " s")};
    int64_t counts[] = {seconds / 3600, seconds / 60 % 60, seconds % 60};

    if (counts[0] > 0)
        gj_buffer_print(out, "%" PRId64 "%s", counts[0], units[0]);
    if (seconds >= 60)
        gj_buffer_print(out, "%" PRId64 "%s", counts[1], units[1]);
    if (counts[0] == 0)
        gj_buffer_print(out, "%" PRId64 "%s", counts[2], units[2]);
}

void gj_progress_line(gj_buffer *out, gj_language language,
                      const gj_summary *summary, uint64_t rate, int64_t seconds)
{
    gj_buffer_string(out, gj_say(language, "已检查 ", ""));
    add_count(out, language, summary->reports,
              GJ_BOTH(" 份报告", " report checked"), " reports checked");
    if (rate > 0) {
        gj_buffer_string(out, gj_say(language, "，每秒 ", ", "));
        add_number(out, rate);
        gj_buffer_string(out, gj_say(language, " 份", " a second"));
    }
    gj_buffer_string(out, gj_say(language, "；错误 ", "; "));
    add_count(out, language, summary->errors, GJ_BOTH(" 个", " error"),
              " errors");
    gj_buffer_string(out, gj_say(language, "、警告 ", ", "));
    add_count(out, language, summary->warnings, GJ_BOTH(" 个", " warning"),
              " warnings");
    if (seconds < 0)
        return;
    gj_buffer_string(out, gj_say(language, "；大约还需 ", "; about "));
    add_time(out, language, seconds);
    gj_buffer_string(out, gj_say(language, "", " left"));
}

/* ---------------------------------------------------------------- how much */

/** Whether a path gives the same again when it is gone through a second time:
    standard input and pipes do not. */
static bool is_repeatable(const char *path)
{
    struct stat about;

    if (path[0] == '@')
        path++;
    if (strcmp(path, "-") == 0)
        return false;
    return stat(path, &about) != 0 || S_ISREG(about.st_mode) ||
           S_ISDIR(about.st_mode);
}

static void look_ahead(gj_progress *progress)
{
    gj_input input;

    for (int i = 0; progress->ahead != NULL && i < LOOK_AHEAD; i++) {
        if (gj_inputs_next(progress->ahead, &input))
            continue;
        progress->total = gj_inputs_bytes(progress->ahead);
        gj_inputs_free(progress->ahead);
        progress->ahead = NULL;
    }
}

/** Seconds that are left if what is left goes as what went; -1 where nobody
    can tell. */
static int64_t time_left(const gj_progress *progress, const gj_inputs *inputs,
                         int64_t passed)
{
    uint64_t done = gj_inputs_bytes(inputs);

    if (progress->total == 0 || done > progress->total ||
        done <= progress->bytes_before)
        return -1;
    double left = (double)(progress->total - done) /
                  (double)(done - progress->bytes_before);
    return (int64_t)(left * (double)passed / (double)SECOND + 0.5);
}

/* ---------------------------------------------------------------- showing */

static void hide(gj_progress *progress)
{
    if (!progress->shown)
        return;
    fputs("\r\x1b[K", stderr);
    fflush(stderr);
    progress->shown = false;
}

static void show(gj_progress *progress, const gj_summary *summary,
                 const gj_inputs *inputs, int64_t passed)
{
    gj_buffer line = {0};
    uint64_t reports = summary->reports - progress->reports_before;
    double rate = (double)reports * (double)SECOND / (double)passed;

    gj_progress_line(&line, progress->language, summary, (uint64_t)rate,
                     time_left(progress, inputs, passed));
    gj_buffer_clear(&progress->line);
    gj_buffer_string(&progress->line, "\r");
    /* A line that ends in the last column would begin a new one. */
    if (progress->width > 1)
        gj_buffer_cut(&progress->line, gj_buffer_view(&line),
                      progress->width - 1);
    else
        gj_buffer_text(&progress->line, gj_buffer_view(&line));
    gj_buffer_string(&progress->line, "\x1b[K");
    if (progress->shared)
        fflush(stdout);
    fwrite(progress->line.data, 1, progress->line.length, stderr);
    fflush(stderr);
    progress->shown = true;
    gj_buffer_free(&line);
}

/** On a terminal that can take a line back. */
static bool is_capable(void)
{
    const char *term = getenv("TERM");

    return isatty(STDERR_FILENO) && term != NULL && term[0] != '\0' &&
           strcmp(term, "dumb") != 0;
}

void gj_progress_begin(gj_progress *progress, const gj_settings *settings,
                       const gj_inputs_options *inputs)
{
    struct winsize size;
    gj_inputs_options ahead = *inputs;
    bool repeatable = true;

    *progress = (gj_progress){.on = is_capable(),
                              .shared = isatty(STDOUT_FILENO),
                              .language = settings->language,
                              .began = now()};
    progress->last = progress->began + (PATIENCE - BETWEEN) * (SECOND / 1000);
    if (!progress->on)
        return;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0)
        progress->width = size.ws_col;
    for (size_t i = 0; i < inputs->path_count; i++)
        repeatable &= is_repeatable(inputs->paths[i]);
    ahead.shallow = true;
    if (repeatable)
        progress->ahead = gj_inputs_new(&ahead);
}

void gj_progress_restart(gj_progress *progress, const gj_summary *summary,
                         const gj_inputs *inputs)
{
    progress->began = now();
    progress->reports_before = summary->reports;
    progress->bytes_before = gj_inputs_bytes(inputs);
}

void gj_progress_step(gj_progress *progress, const gj_summary *summary,
                      const gj_inputs *inputs)
{
    if (!progress->on)
        return;
    look_ahead(progress);
    int64_t time = now();
    if (time - progress->last < BETWEEN * (SECOND / 1000))
        return;
    progress->last = time;
    if (time > progress->began)
        show(progress, summary, inputs, time - progress->began);
}

void gj_progress_yield(gj_progress *progress)
{
    if (progress->shared)
        hide(progress);
}

void gj_progress_end(gj_progress *progress)
{
    hide(progress);
    if (progress->ahead != NULL)
        gj_inputs_free(progress->ahead);
    gj_buffer_free(&progress->line);
    *progress = (gj_progress){0};
}

/* What goes to standard error, and what a stream can take. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/settings.h"
#include "writer/logged.h"
#include "writer/terminal.h"

/** Of what goes on below a line that was too long for the terminal. */
enum { INDENT = 4 };

/** Columns of the terminal that a stream is, or 0. */
static unsigned width_of(FILE *out)
{
    struct winsize size;

    if (!isatty(fileno(out)) || ioctl(fileno(out), TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

void gj_tell(gj_language language, const gj_error *error)
{
    gj_buffer line = {0};

    gj_buffer_string(&line, "gouji: ");
    if (error->file[0] != '\0') {
        gj_buffer_visible(&line, gj_text_of(error->file));
        if (error->line > 0)
            gj_buffer_print(&line, ":%u:%u", error->line, error->column);
        gj_buffer_string(&line, ": ");
    }
    gj_buffer_visible(&line, gj_text_of(error->words[language]));
    gj_buffer_byte(&line, '\n');
    gj_put_lines(stderr, gj_buffer_view(&line));
    gj_buffer_free(&line);
}

void gj_put_lines(FILE *out, gj_text lines)
{
    gj_buffer wrapped = {0};
    gj_buffer logged = {0};
    unsigned width = width_of(out);

    if (width > 4 * INDENT)
        gj_buffer_wrapped(&wrapped, lines, width, INDENT);
    else
        gj_buffer_text(&wrapped, lines);
    gj_buffer_logged(&logged, gj_buffer_view(&wrapped));
    gj_buffer_free(&wrapped);
    fwrite(logged.data, 1, logged.length, out);
    gj_buffer_free(&logged);
}

int gj_give_up(gj_language language, const gj_error *error)
{
    gj_tell(language, error);
    return error->status == GJ_FAILED_PLUGIN ||
                   error->status == GJ_FAILED_MEMORY
               ? GJ_EXIT_FAULT
               : GJ_EXIT_USAGE;
}

gj_text gj_level_word(uint32_t severity, gj_language language)
{
    static const gj_words words[] = {[GJ_INFO] = GJ_WORDS("提示", "info"),
                                     [GJ_WARNING] = GJ_WORDS("警告", "warning"),
                                     [GJ_ERROR] = GJ_WORDS("错误", "error")};
    return gj_words_in(words[severity], language);
}

void gj_print_line(gj_text line, size_t indent, size_t otherwise)
{
    size_t width = width_of(stdout);
    gj_buffer lines = {0};

    if (width == 0)
        width = otherwise;
    /* Else hardly a word would have room. */
    if (indent * 3 > width * 2)
        indent = 4;
    if (width > indent)
        gj_buffer_wrapped(&lines, line, width, indent);
    else
        gj_buffer_text(&lines, line);
    gj_buffer_byte(&lines, '\n');
    fwrite(lines.data, 1, lines.length, stdout);
    gj_buffer_free(&lines);
}

gj_writing gj_writing_for(FILE *out, const gj_settings *settings)
{
    const char *no_colour = getenv("NO_COLOR");
    gj_writing writing = {.out = out,
                          .language = settings->language,
                          .width = width_of(out),
                          .working = settings->working,
                          .fail_on = settings->fail_on};

    if (settings->baseline_file != NULL)
        writing.baseline = &settings->baseline;
    if (settings->colour == GJ_COLOUR_AUTO)
        writing.colour =
            isatty(fileno(out)) && (no_colour == NULL || no_colour[0] == '\0');
    else
        writing.colour = settings->colour == GJ_COLOUR_ALWAYS;
    return writing;
}

void gj_end_unread(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

    if (poll(&out, 1, 0) <= 0 || (out.revents & POLLERR) == 0)
        return;
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

/** By then the stream only knows that it failed. */
static int unwritten;

void gj_note_unwritten(void)
{
    if (unwritten == 0)
        unwritten = errno;
}

int gj_finish(gj_language language, int status)
{
    gj_error error = {0};

    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    gj_note_unwritten();
    /* Who has seen enough need not be told. */
    gj_end_unread();
    gj_fail_reason(&error, GJ_FAILED_FILE, "结果没有写完整：%s",
                   "the results could not be written whole: %s", unwritten);
    gj_tell(language, &error);
    __fpurge(stdout);
    clearerr(stdout);
    unwritten = 0;
    return GJ_EXIT_FAULT;
}

gj_engine_options gj_settings_options(const gj_settings *settings)
{
    return (gj_engine_options){
        .form_folders = gj_folders_list(&settings->form_folders),
        .plugin_folders = gj_folders_list(&settings->plugin_folders),
        .form = settings->form,
        .policy = &settings->policy,
        .limits = settings->limits,
        .today = settings->today,
        .seals = settings->seal ? NULL : &settings->seals};
}

gj_status gj_heed_refusal(gj_status status, bool refused, gj_error *error)
{
    if (status != GJ_OK && refused)
        error->status = GJ_FAILED_PLUGIN;
    return status == GJ_OK ? GJ_OK : error->status;
}

gj_status gj_settings_pool_start(gj_pool **pool, const gj_settings *settings,
                                 gj_deliver *deliver, void *context,
                                 gj_error *error)
{
    gj_pool_options options = {.engine = gj_settings_options(settings),
                               .workers = settings->jobs,
                               .installed = settings->own_plugins,
                               .isolate_all = settings->isolate_all,
                               .max_faults = settings->max_faults,
                               .rule_timeout = settings->rule_timeout,
                               .memory_limit = settings->memory_limit};

    if (settings->jobs == 0)
        fprintf(stderr, "gouji: %s\n",
                gj_say(settings->language,
                       "-j 0：插件在本进程内运行，没有任何隔离",
                       "-j 0: plugins run in this process, nothing is "
                       "contained"));
    gj_status status = gj_pool_begin(pool, &options, deliver, context, error);

    return status == GJ_OK ? gj_pool_start(*pool, error) : status;
}

gj_status gj_settings_pool_load(gj_pool *pool, const gj_settings *settings,
                                gj_error *error)
{
    gj_status status = gj_pool_load(pool, error);
    const gj_error *trouble;

    for (size_t i = 0; (trouble = gj_pool_broken(pool, i)) != NULL; i++)
        gj_tell(settings->language, trouble);
    for (size_t i = 0; (trouble = gj_pool_refusal(pool, i)) != NULL; i++)
        gj_tell(settings->language, trouble);
    return gj_heed_refusal(status, gj_pool_refusal(pool, 0) != NULL, error);
}

gj_status gj_settings_pool(gj_pool **pool, const gj_settings *settings,
                           gj_deliver *deliver, void *context, gj_error *error)
{
    gj_status status =
        gj_settings_pool_start(pool, settings, deliver, context, error);

    return status == GJ_OK ? gj_settings_pool_load(*pool, settings, error)
                           : status;
}

#include "cli/watch.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/checking.h"
#include "cli/config.h"
#include "cli/interrupt.h"
#include "cli/saves.h"
#include "input/folder.h"
#include "writer/terminal.h"

/** A command that watches. */
typedef struct watching {
    const gj_settings *settings;
    gj_saves saves;
    const char **paths;
    const char **needed;
    size_t needed_count;
    size_t needed_room;
    const char **outputs;
    gj_arena arena;
    /** Results go to standard output. */
    bool on_stdout;
    /** What stands around the checks: with them where they are text for
        people, else on standard error. */
    gj_writing around;
    /** The last results did not get there. */
    bool unwritten;
    /** What the last check failed for is in a file, which may be mended. */
    bool mendable;
} watching;

/* --------------------------------------------------------------- refusing */

static gj_status refuse_path(const char *path, gj_error *error)
{
    struct stat about;
    bool there = stat(path, &about) == 0;

    if (strcmp(path, "-") == 0)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "--watch 等待文件保存；标准输入只能读一次",
                       "--watch waits for files to be saved; standard input "
                       "can be read only once");
    if (path[0] == '@')
        return gj_fail(error, GJ_FAILED_USAGE,
                       "--watch 不接受清单 %s；请直接给出文件或文件夹",
                       "--watch takes no list such as %s; name the files or "
                       "folders themselves",
                       path);
    if (!there && gj_is_pattern(path))
        return gj_fail(error, GJ_FAILED_USAGE,
                       "--watch 不接受通配模式 %s；请给出文件或文件夹",
                       "--watch takes no pattern such as %s; name files or "
                       "folders",
                       path);
    if (there && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode))
        return gj_fail(error, GJ_FAILED_USAGE,
                       "--watch 等待文件保存；%s 不是可以保存的文件",
                       "--watch waits for files to be saved, and %s is none",
                       path);
    return GJ_OK;
}

static gj_status refuse(const gj_settings *settings, gj_error *error)
{
    gj_status status = GJ_OK;

    if (settings->resume != NULL)
        return gj_fail(error, GJ_FAILED_USAGE,
                       "--watch 和 --resume 不能同时使用：每次保存都从头检查，"
                       "没有可以接着做的",
                       "--watch and --resume do not go together: each save "
                       "begins a new check, and there is none to go on with");
    for (int i = 0; status == GJ_OK && i < settings->argument_count; i++)
        status = refuse_path(settings->arguments[i], error);
    return status;
}

/* ------------------------------------------------------------ what is said */

/** The time, and why there is a check. */
static void add_reason(gj_buffer *out, const watching *w, bool first)
{
    gj_language language = w->settings->language;
    const gj_saves *saves = &w->saves;
    char clock[16];
    time_t now = time(NULL);
    struct tm local;

    strftime(clock, sizeof clock, "%H:%M:%S", localtime_r(&now, &local));
    gj_buffer_print(out, "%s ", clock);
    if (first) {
        gj_buffer_string(out, gj_say(language, "首次检查", "first check"));
    } else if (saves->untold) {
        gj_buffer_string(out, gj_say(language, "文件已保存", "files saved"));
    } else {
        bool gone = access(saves->saved.data, F_OK) != 0;
        gj_buffer_visible(out, gj_buffer_view(&saves->saved));
        if (saves->several)
            gj_buffer_string(out, gj_say(language, " 等", " and others"));
        if (!gone)
            gj_buffer_string(out, gj_say(language, " 已保存", " saved"));
        else if (saves->several)
            gj_buffer_string(out, gj_say(language, " 有变动", " changed"));
        else
            gj_buffer_string(out, gj_say(language, " 已删除", " removed"));
    }
}

static bool can_clear(void)
{
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

/** What stands above the results, on a screen of its own where there is one,
    else in a line that separates them from those before. */
static void say_beginning(const watching *w, bool first)
{
    gj_buffer line = {0};
    gj_buffer reason = {0};

    if (can_clear())
        fputs("\x1b[H\x1b[2J", stdout);
    else if (!first)
        fputc('\n', w->around.out);
    fflush(stdout);
    add_reason(&reason, w, first);
    gj_paint_on(&line, &w->around, GJ_PAINT_HEADING);
    gj_buffer_string(&line, "--- ");
    if (w->around.width > 8)
        gj_buffer_cut(&line, gj_buffer_view(&reason), w->around.width - 8);
    else
        gj_buffer_text(&line, gj_buffer_view(&reason));
    gj_buffer_string(&line, " ---");
    gj_paint_off(&line, &w->around);
    fprintf(w->around.out, "%s\n", line.data);
    if (fflush(w->around.out) != 0 && w->around.out == stdout)
        gj_note_unwritten();
    gj_buffer_free(&reason);
    gj_buffer_free(&line);
}

static void add_verdict(gj_buffer *out, gj_language language, int status)
{
    if (status == GJ_EXIT_CLEAN)
        gj_buffer_string(out, gj_say(language, "通过。", "Passed."));
    else if (status == GJ_EXIT_FINDINGS)
        gj_buffer_string(out, gj_say(language, "未通过。", "Not passed."));
    else
        gj_buffer_print(out, "%s%d%s",
                        gj_say(language, "没有全部查成（退出状态 ",
                               "Not wholly checked (status "),
                        status, gj_say(language, "）。", ")."));
}

static void say_end(watching *w, int status)
{
    gj_language language = w->settings->language;
    FILE *out = w->unwritten ? stderr : w->around.out;
    gj_buffer line = {0};

    if (w->saves.error.status != GJ_OK)
        gj_tell(language, &w->saves.error);
    w->saves.error = (gj_error){0};
    gj_paint_on(&line, &w->around,
                status == GJ_EXIT_CLEAN ? GJ_PAINT_GOOD : GJ_PAINT_ERROR);
    add_verdict(&line, language, status);
    gj_paint_off(&line, &w->around);
    gj_buffer_string(&line, gj_say(language, "等待下次保存，按 Ctrl-C 结束。",
                                   " Waiting for the next save; Ctrl-C ends."));
    fprintf(out, "\n%s\n", line.data);
    fflush(out);
    gj_buffer_free(&line);
}

/* ---------------------------------------------------------------- checking */

/** One check, by settings as they are now: configuration, baseline and day may
    be others than the last time. */
static int check(watching *w)
{
    const gj_settings *first = w->settings;
    gj_settings settings;
    gj_error error = {0};
    int status;

    if (gj_settings_read(&settings, first->command, first->argc, first->argv,
                         &error) == GJ_OK)
        status = gj_check_run(&settings, NULL, NULL, &error);
    else
        status = gj_give_up(first->language, &error);
    w->mendable = error.file[0] != '\0';
    gj_settings_free(&settings);
    if (fflush(stdout) != 0)
        gj_note_unwritten();
    w->unwritten = ferror(stdout) != 0;
    return gj_finish(first->language, status);
}

/** Until something is saved; false where a signal came, which may be just
    before the wait. */
static bool wait_for_save(watching *w)
{
    struct pollfd ready[] = {{.fd = w->saves.file, .events = POLLIN},
                             {.fd = w->on_stdout ? STDOUT_FILENO : -1}};
    sigset_t before;

    gj_interrupt_hold(&before);
    while (*gj_interrupt_flag() == 0 && !gj_saves_take(&w->saves)) {
        if (ppoll(ready, 2, NULL, &before) < 0 && errno != EINTR)
            break;
        if (ready[1].revents != 0)
            gj_end_unread();
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return *gj_interrupt_flag() == 0;
}

static int check_and_wait(watching *w)
{
    bool first = true;
    int status;

    do {
        say_beginning(w, first);
        gj_saves_clear(&w->saves);
        status = check(w);
        /* What the command line gets wrong no save will mend. */
        if (*gj_interrupt_flag() != 0 ||
            (first && status == GJ_EXIT_USAGE && !w->mendable))
            break;
        say_end(w, status);
        first = false;
    } while (wait_for_save(w));
    return status;
}

/* ------------------------------------------------------------ the command */

static void list_paths(watching *w)
{
    const gj_settings *settings = w->settings;
    size_t count = 0;

    w->paths = gj_new((size_t)settings->argument_count + 1, sizeof *w->paths);
    for (int i = 0; i < settings->argument_count; i++)
        w->paths[count++] = settings->arguments[i];
    w->saves.paths = w->paths;
}

static void need(watching *w, const char *path)
{
    gj_grow(&w->needed, w->needed_count, &w->needed_room, sizeof *w->needed);
    w->needed[w->needed_count++] = path;
}

/** The baseline, and each place where a configuration is, or may come to be. */
static void list_needed(watching *w)
{
    const gj_settings *settings = w->settings;
    const char *place = NULL;

    if (settings->baseline_file != NULL)
        need(w, settings->baseline_file);
    if (settings->config != NULL)
        need(w, settings->config);
    else if (!settings->no_config)
        while ((place = gj_config_place(&w->arena, place)) != NULL)
            need(w, place);
    need(w, NULL);
    w->saves.needed = w->needed;
}

static void list_outputs(watching *w)
{
    const gj_settings *settings = w->settings;
    bool people = settings->output_count == 0;
    size_t count = 0;

    w->on_stdout = people;
    w->outputs = gj_new(settings->output_count + 1, sizeof *w->outputs);
    for (size_t i = 0; i < settings->output_count; i++) {
        const gj_output_choice *output = &settings->outputs[i];
        if (output->file != NULL)
            w->outputs[count++] = output->file;
        w->on_stdout |= output->file == NULL;
        people |= output->file == NULL && strcmp(output->format, "text") == 0;
    }
    w->saves.outputs = w->outputs;
    w->around = gj_writing_for(people ? stdout : stderr, settings);
}

int gj_watch_run(gj_settings *settings)
{
    watching w = {.settings = settings, .saves = {.file = -1}};
    gj_error error = {0};
    int status;

    if (settings->argument_count == 0)
        return gj_check_run(settings, NULL, NULL, &error);
    if (refuse(settings, &error) != GJ_OK)
        return gj_give_up(settings->language, &error);
    gj_interrupt_begin();
    list_paths(&w);
    list_needed(&w);
    list_outputs(&w);
    if (gj_saves_open(&w.saves, &error) == GJ_OK) {
        status = check_and_wait(&w);
    } else {
        gj_tell(settings->language, &error);
        status = GJ_EXIT_FAULT;
    }
    gj_saves_close(&w.saves);
    gj_arena_free(&w.arena);
    free(w.paths);
    free(w.needed);
    free(w.outputs);
    return status;
}

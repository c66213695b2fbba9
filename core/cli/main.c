#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/nearest.h"
#include "cli/help.h"

static int run(const gj_command *command, int argc, char **argv)
{
    gj_settings settings;
    gj_error error = {0};
    int status;
    gj_status read = gj_settings_read(&settings, command, argc, argv, &error);
    /* A configuration may be mended while it is watched. */
    bool waits = settings.watch && error.file[0] != '\0';

    if (read != GJ_OK && !waits) {
        status = gj_give_up(settings.language, &error);
    } else if (settings.help) {
        gj_help_command(command, settings.language);
        status = gj_finish(settings.language, GJ_EXIT_CLEAN);
    } else {
        status = command->run(&settings);
    }
    gj_settings_free(&settings);
    return status;
}

/** --help with an optional --lang. */
static int help(int argc, char **argv)
{
    gj_language language = gj_settings_language();

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--lang=zh") == 0)
            language = GJ_ZH;
        if (strcmp(argv[i], "--lang=en") == 0)
            language = GJ_EN;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            language = strcmp(argv[i + 1], "zh") == 0 ? GJ_ZH : GJ_EN;
    }
    gj_help_program(language);
    return gj_finish(language, GJ_EXIT_CLEAN);
}

static int refuse_command(const char *name)
{
    gj_language language = gj_settings_language();
    gj_error error = {0};
    gj_nearest nearest = gj_nearest_to(gj_text_of(name));

    for (size_t i = 0; gj_commands[i] != NULL; i++)
        gj_nearest_try(&nearest, gj_text_of(gj_commands[i]->name));
    if (nearest.found.length > 0)
        gj_fail(&error, GJ_FAILED_USAGE, "没有命令“%s”；是否应为 %.*s？",
                "there is no command \"%s\"; did you mean %.*s?", name,
                GJ_PRINT(nearest.found));
    else
        gj_fail(&error, GJ_FAILED_USAGE,
                "没有命令“%s”；gouji --help 列出全部命令",
                "there is no command \"%s\"; gouji --help lists them", name);
    return gj_give_up(language, &error);
}

/** Occupies the standard streams that are closed, so that no file gets their
    numbers. What is written to one still fails, and is told. */
static void occupy_streams(void)
{
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) < 0)
            (void)!open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    gj_memory_retain();
    occupy_streams();
    /* A reader that goes away must not keep other outputs from being written:
       see gj_finish(). */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        gj_help_program(gj_settings_language());
        return GJ_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        return help(argc, argv);
    const gj_command *command = gj_command_find(argv[1]);
    if (command == NULL)
        return refuse_command(argv[1]);
    return run(command, argc - 1, argv + 1);
}

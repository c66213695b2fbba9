/* A plugin with sound words that does one thing wrong, which -DROGUE_…
 * chooses, on reports that are not as they should be. */
#include <gouji/plugin.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static gj_text name_of(const gj_check *check)
{
    const gj_values *values = check->host->values;
    gj_value root = check->host->root(check->report);

    return values->text(values->at(root, (gj_text)GJ_TEXT("/unit/name")));
}

static void misbehave(const gj_check *check)
{
    gj_text name = name_of(check);
#if defined ROGUE_crash
    if (check->host->year(check->report) == 0)
        *(volatile int *)0 = 1;
#elif defined ROGUE_exit
    if (check->host->year(check->report) == 0)
        exit(3);
#elif defined ROGUE_hang
    while (name.length > 100000)
        (void)check->host->year(check->report);
#elif defined ROGUE_slow
    clock_t start = clock();
    while (check->host->year(check->report) == 0 &&
           clock() - start < CLOCKS_PER_SEC / 8)
        ;
#elif defined ROGUE_fork
    if (check->host->year(check->report) == 0 && fork() == 0)
        exit(0);
#elif defined ROGUE_pause
    if (check->host->year(check->report) == 0)
        pause();
#elif defined ROGUE_deaf
    signal(SIGALRM, SIG_IGN);
    while (check->host->year(check->report) == 0)
        ;
#elif defined ROGUE_print
    /* As the lines of a run look, and what would act on a terminal. */
    printf("\033[31mend 0 0 0\ndone 0\n");
    fprintf(stderr, "\033[31mred\n");
    fflush(NULL);
#elif defined ROGUE_leak
    static char *volatile kept;
    kept = malloc(name.length + 1);
#elif defined ROGUE_read
    char *volatile block = malloc(4);
    if (block != NULL && block[4] == 'x')
        abort();
    free(block);
#endif
    (void)name;
}

static int32_t judge(const gj_check *check)
{
    gj_location primary = {.size = sizeof primary,
                           .cell = GJ_NO_CELL,
                           .pointer = GJ_TEXT("/unit/name")};
    gj_argument length = {.size = sizeof length,
                          .type = GJ_ARGUMENT_INTEGER,
                          .name = GJ_TEXT("length"),
                          .integer = (int64_t)name_of(check).length};
    const gj_argument *const arguments[] = {&length, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("short"),
                                .arguments = arguments,
                                .primary = &primary};

    misbehave(check);
#if defined ROGUE_forget
    if (length.integer == 0)
        return 0;
#endif
    if (length.integer >= 6) {
        check->host->held(check->sink, 0, 1);
        return 0;
    }
#if defined ROGUE_random
    /* Another one in each process. */
    length.integer = (int64_t)(intptr_t)check;
#endif
    check->host->failed(check->sink, &finding);
    return 0;
}

static const gj_message brief = {.size = sizeof brief,
                                 .key = GJ_TEXT("short"),
                                 .words =
                                     GJ_WORDS("单位名称只有 {length} 字节。",
#if defined ROGUE_words
                                              "单位名称只有 {size} 字节。"
#else
                                              "the unit's name has {length} "
                                              "bytes only."
#endif
                                              )};
static const gj_message *const messages[] = {&brief, NULL};

static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_WARNING,
    .id = GJ_TEXT("unit-named"),
    .title = GJ_WORDS("报告写明单位名称", "The report names its unit"),
    .basis = GJ_WORDS("测试", "a test"),
    .about = GJ_WORDS("单位名称不能为空。", "The unit's name is not empty."),
    .example = GJ_WORDS("没有填单位名称。", "The unit's name is left out."),
#if defined ROGUE_words
    .remedy = GJ_WORDS("没有填单位名称。", "Fill it in."),
#else
    .remedy = GJ_WORDS("填上单位全称。", "Fill in the unit's full name."),
#endif
    .messages = messages,
    .check = judge};
static const gj_rule *const rules[] = {&rule, NULL};

static int32_t open_form(const gj_opening *opening, void **state)
{
    (void)opening;
    (void)state;
    return 0;
}

static void close_form(void *state)
{
    (void)state;
#if defined ROGUE_exit_closing
    _exit(0);
#elif defined ROGUE_crash_closing
    abort();
#endif
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {.size = sizeof(gj_plugin),
                                             .minor = GJ_ABI_MINOR,
                                             .name = GJ_TEXT("rogue"),
                                             .version = GJ_TEXT("1.0"),
                                             .title = GJ_WORDS("捣蛋", "Rogue"),
#if !defined ROGUE_none
                                             .rules = rules,
#endif
                                             .open = open_form,
                                             .close = close_form};

/* A plugin that means harm in what it says of itself, or when it is asked about
 * its rules: -DHOSTILE_… chooses. For tests/cli/hostile.sh. */
#include <gouji/plugin.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined HOSTILE_constructor
__attribute__((constructor)) static void construct(void)
{
    _exit(0);
}
#endif

static int32_t judge(const gj_check *check)
{
    check->host->held(check->sink, 0, 1);
    return 0;
}
static const gj_rule rule = {
#if defined HOSTILE_rule_size
    .size = UINT32_MAX,
#else
    .size = sizeof rule,
#endif
    .severity = GJ_INFO,
#if defined HOSTILE_id
    .id = GJ_TEXT("a\x1b[31m"),
#else
    .id = GJ_TEXT("rule"),
#endif
#if defined HOSTILE_null
    .title = {{NULL, 9}, {NULL, 9}},
#elif defined HOSTILE_long
    .title = {{"x", UINT64_C(1) << 40}, {"y", UINT64_C(1) << 40}},
#elif defined HOSTILE_turned
    .title = GJ_WORDS("题", "title\u202e"),
#elif defined HOSTILE_escape
    .title = GJ_WORDS("题\x1b[31m", "title"),
#else
    .title = GJ_WORDS("题", "title"),
#endif
    .basis = GJ_WORDS("据", "basis"),
    .about = GJ_WORDS("关于", "about"),
    .example = GJ_WORDS("例", "example"),
#if defined HOSTILE_c1
    .remedy = GJ_WORDS("改\xc2\x9b", "remedy"),
#else
    .remedy = GJ_WORDS("改", "remedy"),
#endif
    .check = judge,
};
static const gj_rule *const rules[] = {
#if defined HOSTILE_wild
    (const gj_rule *)8,
#endif
    &rule, NULL};

static int32_t begin(const gj_opening *opening, void **state)
{
    (void)state;
#if defined HOSTILE_million
    for (int i = 0; i < 1000000; i++) {
        char id[32];
        gj_rule one = rule;
        one.id = (gj_text){id, (uint64_t)sprintf(id, "r%d", i)};
        if (opening->host->add_rule(opening->registry, &one) != 0)
            return 1;
    }
#elif defined HOSTILE_nothing
    opening->host->add_rule(opening->registry, NULL);
#elif defined HOSTILE_open
    *(volatile int *)0 = 1;
#elif defined HOSTILE_exit
    exit(0);
#elif defined HOSTILE_pause
    for (;;)
        pause();
#elif defined HOSTILE_socket
    socket(AF_INET, SOCK_STREAM, 0);
#elif defined HOSTILE_fork
    fork();
#elif defined HOSTILE_write
    fclose(fopen("hostile-was-here", "w"));
#elif defined HOSTILE_kill_parent
    kill(getppid(), SIGKILL);
#elif defined HOSTILE_print
    printf("\x1b[31mred\n");
    fprintf(stderr, "\x1b[31mred\n");
    fflush(NULL);
#elif defined HOSTILE_stop
    raise(SIGSTOP);
#elif defined HOSTILE_memory
    for (;;)
        *(volatile char *)malloc(1 << 20) = 1;
#endif
    (void)opening;
    return 0;
}
static void end(void *state)
{
    (void)state;
#if defined HOSTILE_close
    *(volatile int *)0 = 1;
#elif defined HOSTILE_close_exit
    _exit(0);
#endif
}
static int32_t examine(const gj_opening *opening, void *state)
{
    const gj_fault odd = {.size = sizeof odd,
                          .words = GJ_WORDS("奇\x1b[31m", "odd\x1b[31m")};

    (void)state;
#if defined HOSTILE_examine
    *(volatile int *)0 = 1;
#elif defined HOSTILE_weight
    opening->host->remark(opening->registry, 77, &odd);
    opening->host->remark(opening->registry, GJ_INFO, NULL);
    opening->host->touches(opening->registry, UINT32_MAX, 5);
#elif defined HOSTILE_remark
    opening->host->remark(opening->registry, GJ_INFO, &odd);
#endif
    (void)odd;
    (void)opening;
    return 0;
}
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
#if defined HOSTILE_size
    .size = UINT32_MAX,
#else
    .size = sizeof gouji_plugin_v1,
#endif
    .minor = GJ_ABI_MINOR,
#if defined HOSTILE_name
    .name = {NULL, 7},
#elif defined HOSTILE_reserved
    .name = GJ_TEXT("engine"),
#else
    .name = GJ_TEXT("hostile"),
#endif
#if defined HOSTILE_version
    .version = GJ_TEXT("1\x1b[31m"),
#else
    .version = GJ_TEXT("1"),
#endif
    .title = GJ_WORDS("恶意", "Hostile"),
    .rules = rules,
    .open = begin,
    .close = end,
    .examine = examine,
};

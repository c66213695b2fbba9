/* A plugin with two rules: one that always holds, and one that misbehaves at
 * work, or a plugin that misbehaves while it is loaded, in the way that
 * -DROGUE_… chooses. For tests/cli/containment.sh. */
#include <gouji/plugin.h>

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/** What the compiler cannot see through. */
static void *volatile somewhere;
static volatile int never;

#if defined ROGUE_stack
static int descend(int depth)
{
    volatile char room[4096];

    room[0] = (char)depth;
    return depth < 0 ? room[0] : descend(depth + 1) + room[0];
}
#endif

#if defined ROGUE_thread
static void *rest(void *nothing)
{
    return nothing;
}
#endif

#if defined ROGUE_forge
/** Overwrites all that lies behind an allocation of its own, as far as memory
    goes: the host's structures among it. */
static void scribble(void)
{
    char *own = malloc(64);

    for (size_t i = 0; i < (size_t)1 << 30; i++)
        own[i] = (char)0xA5;
}
#endif

/** Misbehaves. Where it returns, nothing came of it. */
static void misbehave(const gj_check *check)
{
    const gj_host *host = check->host;

    (void)host;
#if defined ROGUE_segfault
    *(volatile char *)somewhere = 1;
#elif defined ROGUE_abort
    abort();
#elif defined ROGUE_exit
    exit(0);
#elif defined ROGUE_loop
    while (!never)
        ;
#elif defined ROGUE_sleep
    const struct timespec long_time = {.tv_sec = 1000};
    nanosleep(&long_time, NULL);
#elif defined ROGUE_allocate
    for (;;)
        memset(malloc(1 << 20), 1, 1 << 20);
#elif defined ROGUE_leak
    memset(malloc(1 << 20), 1, 1 << 20);
#elif defined ROGUE_stack
    never = descend(0);
#elif defined ROGUE_socket
    never = socket(AF_INET, SOCK_STREAM, 0);
#elif defined ROGUE_open
    never = open("/etc/passwd", O_RDONLY) + 1;
#elif defined ROGUE_create
    never = open("rogue-was-here", O_WRONLY | O_CREAT, 0600) + 1;
#elif defined ROGUE_fork
    never = fork() == 0;
#elif defined ROGUE_thread
    pthread_t thread;
    never = pthread_create(&thread, NULL, rest, NULL);
#elif defined ROGUE_kill
    never = kill(getppid(), SIGKILL);
#elif defined ROGUE_close
    for (int i = 0; i < 256; i++)
        close(i);
#elif defined ROGUE_stop
    raise(SIGSTOP);
#elif defined ROGUE_term
    raise(SIGTERM);
#elif defined ROGUE_killed
    raise(SIGKILL);
#elif defined ROGUE_ptrace
    never = ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
#elif defined ROGUE_limits
    never =
        setrlimit(RLIMIT_AS, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
#elif defined ROGUE_ignore
    signal(SIGTERM, SIG_IGN);
#elif defined ROGUE_deaf
    /* Whatever it has coming, it does not hear of it. */
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    never = socket(AF_INET, SOCK_STREAM, 0);
#elif defined ROGUE_deaf_loop
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    while (!never)
        ;
#elif defined ROGUE_wait
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    pthread_mutex_lock(&mutex);
#elif defined ROGUE_inputs
    gj_value name = host->values->at(host->root(check->report),
                                     (gj_text)GJ_TEXT("/unit/name"));
    ((char *)host->values->text(name).data)[0] = '?';
#elif defined ROGUE_unlock
    gj_value name = host->values->at(host->root(check->report),
                                     (gj_text)GJ_TEXT("/unit/name"));
    char *text = (char *)host->values->text(name).data;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *start = text - (size_t)text % page;
    if (mprotect(start, 2 * page, PROT_READ | PROT_WRITE) != 0)
        abort();
    text[0] = '?';
#elif defined ROGUE_cells
    ((int64_t *)host->cells(check->report)->values)[0] += 1000000;
#elif defined ROGUE_forge
    scribble();
#endif
}

static int32_t judge_quiet(const gj_check *check)
{
    check->host->held(check->sink, 0, 1);
    return 0;
}

static int32_t judge_wild(const gj_check *check)
{
    misbehave(check);
    check->host->held(check->sink, 0, 1);
    return 0;
}

#define RULE(name, id_, judge)                                                 \
    static const gj_rule name = {.size = sizeof(gj_rule),                      \
                                 .severity = GJ_WARNING,                       \
                                 .id = GJ_TEXT(id_),                           \
                                 .title = GJ_WORDS("题", "title"),             \
                                 .basis = GJ_WORDS("据", "basis"),             \
                                 .about = GJ_WORDS("关于", "about"),           \
                                 .example = GJ_WORDS("例", "example"),         \
                                 .remedy = GJ_WORDS("改", "remedy"),           \
                                 .check = judge}
RULE(quiet, "quiet", judge_quiet);
RULE(wild, "wild", judge_wild);
static const gj_rule *const rules[] = {&quiet, &wild, NULL};

#if defined ROGUE_constructor
__attribute__((constructor)) static void construct(void)
{
    *(volatile char *)somewhere = 1;
}
#endif

#if defined ROGUE_gate
/** Waits until somebody writes to the gate, where there is one. */
static void wait_at_gate(void)
{
    int gate = open("rogue-gate", O_RDONLY);
    char byte;

    if (gate >= 0)
        never = read(gate, &byte, 1) > 1;
    close(gate);
}
#endif

static int32_t open_form(const gj_opening *opening, void **state)
{
    (void)opening;
    (void)state;
#if defined ROGUE_opening
    abort();
#elif defined ROGUE_endless_opening
    while (!never)
        ;
#elif defined ROGUE_killed_opening
    raise(SIGKILL);
#elif defined ROGUE_gate
    wait_at_gate();
#endif
    return 0;
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("rogue"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("试", "a rogue"),
    .rules = rules,
    .open = open_form,
};

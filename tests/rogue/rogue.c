/* A plugin with two rules: one that always holds, and one that misbehaves at
 * work, or a plugin that misbehaves while it is loaded, in the way that
 * -DROGUE_… chooses. For tests/cli/containment.sh. */
#include <gouji/plugin.h>

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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

#if defined ROGUE_words || defined ROGUE_pieces
static int channel = -1;

/** The one descriptor that leads to the parent. */
static void find_channel(void)
{
    struct stat info;

    for (int i = 0; i < 64; i++)
        if (fstat(i, &info) == 0 && S_ISSOCK(info.st_mode))
            channel = i;
}

/** Says something in the worker's name, as long as it is heard. */
static void say(uint32_t kind, uint32_t number, int times)
{
    const uint32_t word[] = {kind, number};

    while (times-- > 0 && write(channel, word, sizeof word) > 0)
        ;
}
#endif

#if defined ROGUE_pretend
static volatile uint32_t *moves;

/** The flight recorder: in the memory that is shared with the parent, the piece
    with room for a result of a megabyte. */
static void find_recorder(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    unsigned long start, end;
    char line[512];

    while (maps != NULL && fgets(line, sizeof line, maps) != NULL)
        if (strstr(line, " rw-s ") != NULL &&
            sscanf(line, "%lx-%lx", &start, &end) == 2 &&
            end - start > 1 << 20 && end - start < (1 << 20) + 65536)
            moves = (uint32_t *)(start + 20);
    fclose(maps);
}
#endif

#if defined ROGUE_wipe || defined ROGUE_counts
static struct {
    char *at;
    size_t length;
} ranges[64];
static int range_count;

/** Whatever is shared with the parent and may be written. */
static void find_shared(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    unsigned long start, end;
    char line[512];

    while (maps != NULL && range_count < 64 &&
           fgets(line, sizeof line, maps) != NULL) {
        if (strstr(line, " rw-s ") == NULL ||
            sscanf(line, "%lx-%lx", &start, &end) != 2)
            continue;
        ranges[range_count].at = (char *)start;
        ranges[range_count++].length = end - start;
    }
    fclose(maps);
}
#endif

#if defined ROGUE_counts
/** In the results that lie ready: turns what its own rules held once each into
    1,000 checks of a rule of the program's. */
static void forge_counts(void)
{
    /* Kind, length, then the first rule, and what it and the next held. */
    static const unsigned char held[] = {9, 12, 0, 0, 0};
    static const unsigned char once[] = {1, 0, 0, 0, 1, 0, 0, 0};
    static const uint32_t often = 1000;

    for (int i = 0; i < range_count; i++) {
        /* Results stand behind a megabyte of orders. */
        char *at = ranges[i].at + (1 << 20);
        char *end = at + (1 << 16);
        if (ranges[i].length < 2 << 20)
            continue;
        while ((at = memmem(at, (size_t)(end - at), held, sizeof held))) {
            if (memcmp(at + 9, once, sizeof once) == 0) {
                memset(at + 5, 0, 4);
                memcpy(at + 9, &often, sizeof often);
            }
            at++;
        }
    }
}
#endif

#if defined ROGUE_filter_opening || defined ROGUE_mute_opening
/** Has the system call for filters answered, and not done. */
static void spoil_filters(int answer)
{
    struct sock_filter code[] = {
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr)},
        {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, SYS_seccomp},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | (unsigned)answer},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW}};
    const struct sock_fprog program = {4, code};

    never = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}
#endif

#if defined ROGUE_two_faced
static int count_others(struct dl_phdr_info *info, size_t size, void *count)
{
    (void)size;
    *(int *)count += strstr(info->dlpi_name, "/equations.so") != NULL;
    return 0;
}

/** Behaves as long as the program's own plugins are there. */
static void be_two_faced(void)
{
    int others = 0;

    dl_iterate_phdr(count_others, &others);
    if (others == 0)
        abort();
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
#elif defined ROGUE_words
    say(99, 99, 1);
#elif defined ROGUE_pieces
    say(1, 1 << 20, 1000);
#elif defined ROGUE_pretend
    while (!never)
        ++*moves;
#elif defined ROGUE_wipe
    for (int i = 0; i < range_count; i++)
        memset(ranges[i].at, 0xFF, ranges[i].length);
#elif defined ROGUE_counts
    forge_counts();
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
#elif defined ROGUE_nodes
    /* A document begins with its bytes, their counts, and its nodes. */
    const char *document = host->root(check->report).owner;
    uint32_t *nodes;
    memcpy(&nodes, document + 16, sizeof nodes);
    nodes[0]++;
#elif defined ROGUE_flood
    const gj_finding finding = {
        .size = sizeof finding,
        .message = GJ_TEXT("again"),
        .primary = &(const gj_location){.size = sizeof(gj_location),
                                        .cell = GJ_NO_CELL,
                                        .value = host->root(check->report)}};
    for (int i = 0; i < 10000000; i++)
        host->failed(check->sink, &finding);
#elif defined ROGUE_forge
    scribble();
#endif
}

static const gj_message again = {sizeof(gj_message), 0, GJ_TEXT("again"),
                                 GJ_WORDS("又来", "again")};
static const gj_message *const messages[] = {&again, NULL};

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
                                 .messages = messages,                         \
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
/** Waits until somebody writes to the gate, where there is one; one that has
    come to the gate stays there, whoever opens and closes the other end. */
static void wait_at_gate(void)
{
    int gate = open("rogue-gate", O_RDONLY);
    char byte = 0;

    while (gate >= 0 && read(gate, &byte, 1) != 1) {
        int before = gate;
        gate = open("rogue-gate", O_RDONLY);
        close(before);
    }
    if (gate >= 0 && byte == 'x')
        abort();
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
#elif defined ROGUE_words || defined ROGUE_pieces
    find_channel();
#elif defined ROGUE_pretend
    find_recorder();
#elif defined ROGUE_wipe || defined ROGUE_counts
    find_shared();
#elif defined ROGUE_closed_opening
    for (int i = 0; i < 256; i++)
        close(i);
#elif defined ROGUE_heap_opening
    somewhere = malloc(64);
    memset(somewhere, 0xA5, 16384);
#elif defined ROGUE_filter_opening
    spoil_filters(EPERM);
#elif defined ROGUE_mute_opening
    spoil_filters(0);
#elif defined ROGUE_two_faced
    be_two_faced();
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

#include "engine/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

#include "base/memory.h"

const char *gj_sandbox_call(char name[64], uint32_t number)
{
    char *found =
        seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)number);

    strncpy(name, found != NULL ? found : "?", 63);
    name[63] = '\0';
    free(found);
    return name;
}

#if defined GJ_UNCONTAINED

bool gj_sandbox_enter(const gj_sandbox *sandbox)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
           getppid() == sandbox->parent;
}

bool gj_sandbox_seal(const gj_sandbox *sandbox)
{
    (void)sandbox;
    return true;
}

#else

/* --------------------------------------------------------------- signals */

/** What the handlers need to know; there is one worker to a process. */
static gj_recorder *noted;
static uint64_t allowed;

static const char *stack_end;

enum {
    OTHER_STACK = 16384,
    STACK = 8 << 20,
    /** How near to the end of the stack a fault is one of the stack. */
    NEAR = 1 << 20,
    /** Memory counts as used up where less than this part of it is left. */
    LEAST_PART = 8
};

static bool is_exhausted(void)
{
    size_t length = (size_t)(allowed / LEAST_PART);
    void *probe =
        mmap(NULL, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (probe == MAP_FAILED)
        return true;
    munmap(probe, length);
    return false;
}

/** Notes what a process dies of. The signal comes again when this returns, and
    is deadly then. */
static void note_signal(int number, siginfo_t *info, void *context)
{
    const char *at = info->si_addr;

    (void)context;
    if (number == SIGSEGV && info->si_code > 0 && at > stack_end - NEAR &&
        at < stack_end + NEAR)
        noted->end = GJ_END_STACK;
    else if (is_exhausted())
        noted->end = GJ_END_MEMORY;
}

#if defined __x86_64__
#define GJ_ARGUMENT(context, number)                                           \
    ((context)->uc_mcontext.gregs[(const int[]){REG_RDI, REG_RSI,              \
                                                REG_RDX}[number]])
#elif defined __aarch64__
#define GJ_ARGUMENT(context, number)                                           \
    ((long long)(context)->uc_mcontext.regs[number])
#else
#define GJ_ARGUMENT(context, number) ((void)(context), 0LL)
#endif

/** The signal that a forbidden call would have sent to this process; 0 where it
    would have sent none. */
static uint32_t signal_of(int call, const ucontext_t *context)
{
    int at = call == SCMP_SYS(tgkill) ? 2 : call == SCMP_SYS(kill) ? 1 : 0;

    if (at == 0 || GJ_ARGUMENT(context, 0) != getpid())
        return 0;
    return (uint32_t)GJ_ARGUMENT(context, at);
}

/** A forbidden system call: it was not done, and nothing is done after it. */
static void note_call(int number, siginfo_t *info, void *context)
{
    uint32_t raised = signal_of(info->si_syscall, context);

    (void)number;
    noted->detail = raised != 0 ? raised : (uint32_t)info->si_syscall;
    noted->end = raised != 0 ? GJ_END_RAISED : GJ_END_SYSTEM_CALL;
    _exit(GJ_EXIT_FORBIDDEN);
}

static void note_memory(void)
{
    noted->end = GJ_END_MEMORY;
    _exit(GJ_EXIT_EXHAUSTED);
}

/** Also a stack that overflowed must be noted: so these have their own. */
static bool take_signals(void)
{
    static char stack[OTHER_STACK];
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    const stack_t other = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_sigaction = note_signal,
                               .sa_flags =
                                   SA_SIGINFO | SA_ONSTACK | (int)SA_RESETHAND};
    bool done = sigaltstack(&other, NULL) == 0;

    for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
        done = done && sigaction(deadly[i], &action, NULL) == 0;
    action.sa_sigaction = note_call;
    done = done && sigaction(SIGSYS, &action, NULL) == 0;
    gj_memory_end(note_memory);
    return done;
}

/* ---------------------------------------------------------------- limits */

static bool limit(int resource, uint64_t number)
{
    struct rlimit now;

    if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
        return false;
    if (number < now.rlim_max)
        now.rlim_max = number;
    now.rlim_cur = now.rlim_max;
    return setrlimit((__rlimit_resource_t)resource, &now) == 0;
}

/** What a process has from its parent, which may keep a large baseline, is none
    of what it needs for itself. `least` is known without asking. */
static uint64_t inherited(uint64_t least)
{
    FILE *sizes = fopen("/proc/self/statm", "re");
    char line[64] = "";

    if (sizes == NULL)
        return least;
    if (fgets(line, sizeof line, sizes) == NULL)
        line[0] = '\0';
    fclose(sizes);
    uint64_t bytes = strtoull(line, NULL, 10) * (uint64_t)sysconf(_SC_PAGESIZE);
    return bytes > least ? bytes : least;
}

/** The standard streams lead nowhere; of all others the channel stays. */
static bool drop_descriptors(int channel)
{
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (nowhere < 0)
        return false;
    for (int i = 0; i <= 2; i++)
        if (i != channel && dup2(nowhere, i) != i)
            return false;
    return (channel <= 3 || close_range(3, (unsigned)channel - 1, 0) == 0) &&
           close_range((unsigned)channel + 1, ~0U, 0) == 0;
}

/* --------------------------------------------------------------- filters */

/** What computing needs. */
static const int computing[] = {
    SCMP_SYS(exit_group),    SCMP_SYS(exit),
    SCMP_SYS(munmap),        SCMP_SYS(mremap),
    SCMP_SYS(mprotect),      SCMP_SYS(madvise),
    SCMP_SYS(brk),           SCMP_SYS(futex),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(time),          SCMP_SYS(sched_yield),
    SCMP_SYS(getrandom),     SCMP_SYS(restart_syscall)};

/** What loading needs besides. */
static const int loading[] = {
    SCMP_SYS(read),        SCMP_SYS(write),
    SCMP_SYS(pread64),     SCMP_SYS(lseek),
    SCMP_SYS(close),       SCMP_SYS(mmap),
    SCMP_SYS(fstat),       SCMP_SYS(newfstatat),
    SCMP_SYS(stat),        SCMP_SYS(lstat),
    SCMP_SYS(statx),       SCMP_SYS(access),
    SCMP_SYS(faccessat),   SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),  SCMP_SYS(getcwd),
    SCMP_SYS(geteuid),     SCMP_SYS(getuid),
    SCMP_SYS(getegid),     SCMP_SYS(getgid),
    SCMP_SYS(uname),       SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack), SCMP_SYS(prctl),
    SCMP_SYS(seccomp),     SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sysinfo),     SCMP_SYS(fcntl)};

/** What is answered with "not permitted" instead of the end: things that a
    library may ask for in passing, and does without. */
static const int refused[] = {SCMP_SYS(fstat), SCMP_SYS(newfstatat),
                              SCMP_SYS(ioctl), SCMP_SYS(lseek)};

static bool allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0) != 0)
            return false;
    return true;
}

/** Of all signals only abort()'s, to itself; it also takes back what was
    arranged for it. So a worker that dies of one that it could have sent to
    itself has it from outside. */
static bool allow_abort(scmp_filter_ctx filter)
{
    pid_t own = getpid();

    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), 1,
                            SCMP_A0(SCMP_CMP_EQ, SIGABRT)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2,
                            SCMP_A0(SCMP_CMP_EQ, (uint64_t)own),
                            SCMP_A2(SCMP_CMP_EQ, SIGABRT)) == 0;
}

static bool allow_loading(scmp_filter_ctx filter)
{
    const uint64_t writing =
        O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);

    return allow(filter, loading, sizeof loading / sizeof *loading) &&
           /* Who prints for the first time asks whether that is a terminal. */
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl),
                            0) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                            SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0)) == 0;
}

/** Reading and writing the channel; writing to the streams that lead nowhere;
    memory that is no file's. */
static bool allow_checking(scmp_filter_ctx filter, int channel)
{
    bool done = true;

    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        done = done && seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
                                        refused[i], 0) == 0;
    for (int stream = 1; stream <= 2; stream++)
        done = done &&
               seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                                SCMP_A0(SCMP_CMP_EQ, (uint64_t)stream)) == 0;
    return done &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                            SCMP_A0(SCMP_CMP_EQ, (uint64_t)channel)) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(read), 1,
                            SCMP_A0(SCMP_CMP_EQ, (uint64_t)channel)) == 0 &&
           seccomp_rule_add(
               filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
               SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0;
}

static bool load_filter(bool open, int channel)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);

    if (filter == NULL)
        return false;
    bool done =
        allow(filter, computing, sizeof computing / sizeof *computing) &&
        allow_abort(filter) &&
        (open ? allow_loading(filter) : allow_checking(filter, channel));
    int failure = done ? seccomp_load(filter) : -ENOSYS;
    seccomp_release(filter);
    errno = -failure;
    return failure == 0;
}

/* ------------------------------------------------------------- the steps */

bool gj_sandbox_enter(const gj_sandbox *sandbox)
{
    noted = sandbox->recorder;
    allowed = sandbox->memory;
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    stack_end = (const char *)__builtin_frame_address(0) - STACK;
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
           getppid() == sandbox->parent && drop_descriptors(sandbox->channel) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_NOFILE, 64) && limit(RLIMIT_STACK, STACK) &&
           limit(RLIMIT_AS, sandbox->memory + inherited(sandbox->mapped)) &&
           take_signals() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           load_filter(true, sandbox->channel);
}

/** Whether the second filter is really there: it is the one to say that seeking
    is not permitted. */
static bool is_sealed(void)
{
    return lseek(-1, 0, SEEK_CUR) < 0 && errno == EPERM;
}

bool gj_sandbox_seal(const gj_sandbox *sandbox)
{
    return take_signals() && load_filter(false, sandbox->channel) &&
           is_sealed();
}

#endif

#include "engine/death.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "engine/sandbox.h"

const gj_words gj_death_overtime =
    GJ_WORDS("超出时间限制", "over the time limit");

static void because(gj_death *death, const char *zh, const char *en)
{
    snprintf(death->zh, sizeof death->zh, "%s", zh);
    snprintf(death->en, sizeof death->en, "%s", en);
}

static void because_signal(gj_death *death, int number)
{
    const char *name = sigabbrev_np(number);

    snprintf(death->zh, sizeof death->zh, "因信号 SIG%s 而终止",
             name ? name : "?");
    snprintf(death->en, sizeof death->en, "killed by SIG%s", name ? name : "?");
    death->foreign = number != SIGSEGV && number != SIGBUS &&
                     number != SIGFPE && number != SIGILL &&
                     number != SIGABRT && number != SIGSYS &&
                     number != SIGTRAP && number != SIGXCPU;
}

static void because_raised(gj_death *death, uint32_t number)
{
    const char *name = sigabbrev_np((int)number);

    snprintf(death->zh, sizeof death->zh, "向自身发送了信号 SIG%s",
             name ? name : "?");
    snprintf(death->en, sizeof death->en, "raised SIG%s", name ? name : "?");
}

static void because_call(gj_death *death, uint32_t number)
{
    char name[64];

    gj_sandbox_call(name, number);
    snprintf(death->zh, sizeof death->zh, "禁止的系统调用：%s", name);
    snprintf(death->en, sizeof death->en, "forbidden system call: %s", name);
}

void gj_death_explain(gj_death *death, int status, bool overtime)
{
    uint32_t end = death->recorder.end;
    bool knew = WIFSIGNALED(status) ||
                WEXITSTATUS(status) == GJ_EXIT_FORBIDDEN ||
                WEXITSTATUS(status) == GJ_EXIT_EXHAUSTED;

    if (overtime || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
        because(death, gj_death_overtime.zh.data, gj_death_overtime.en.data);
    else if (death->nonsense)
        because(death, "给出的结果无法读取", "its result could not be read");
    else if (knew && end == GJ_END_MEMORY)
        because(death, "超出内存限制", "over the memory limit");
    else if (knew && end == GJ_END_SYSTEM_CALL)
        because_call(death, death->recorder.detail);
    else if (knew && end == GJ_END_RAISED)
        because_raised(death, death->recorder.detail);
    else if (knew && end == GJ_END_STACK)
        because(death, "栈溢出", "stack overflow");
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
        because(death, "禁止的系统调用", "forbidden system call");
    else if (WIFSIGNALED(status))
        because_signal(death, WTERMSIG(status));
    else
        because(death, "调用了 exit", "called exit");
}

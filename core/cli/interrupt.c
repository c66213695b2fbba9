#include "cli/interrupt.h"

#include <stddef.h>

static volatile sig_atomic_t received;

static const int numbers[] = {SIGINT, SIGTERM};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static void note(int number)
{
    received = number;
    for (size_t i = 0; i < NUMBERS; i++)
        signal(numbers[i], SIG_DFL);
}

void gj_interrupt_begin(void)
{
    /* A write that waits for its reader must not be broken off. */
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    struct sigaction before;

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < NUMBERS; i++)
        sigaddset(&action.sa_mask, numbers[i]);
    for (size_t i = 0; i < NUMBERS; i++)
        if (sigaction(numbers[i], NULL, &before) == 0 &&
            before.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
}

void gj_interrupt_hold(sigset_t *before)
{
    sigset_t held;

    sigemptyset(&held);
    for (size_t i = 0; i < NUMBERS; i++)
        sigaddset(&held, numbers[i]);
    sigprocmask(SIG_BLOCK, &held, before);
}

const volatile sig_atomic_t *gj_interrupt_flag(void)
{
    return &received;
}

int gj_interrupt_end(int status)
{
    if (received == 0)
        return status;
    signal(received, SIG_DFL);
    raise(received);
    return 128 + received;
}

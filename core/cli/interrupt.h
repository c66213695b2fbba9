/* Ctrl-C and SIGTERM. The first one asks the run to end with what is known; a
 * second one ends the process at once. */
#ifndef GJ_CLI_INTERRUPT_H
#define GJ_CLI_INTERRUPT_H

#include <signal.h>

/** From now on signals are noted. One that the caller had ignored (nohup, a
    shell's background job) stays so. */
void gj_interrupt_begin(void);

/** Holds the signals back, for a wait that must not miss one: `before` is the
    mask to wait with, and to set afterwards. */
void gj_interrupt_hold(sigset_t *before);

/** Where the number of the signal that came stands; 0 as long as none has. */
const volatile sig_atomic_t *gj_interrupt_flag(void);

/** Returns `status` where no signal has come; else ends the process as the
    signal would have, so that a shell that runs a loop ends that as well. It
    shows such an end as status 128 plus the signal's number. */
int gj_interrupt_end(int status);

#endif

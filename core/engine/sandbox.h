/* What a worker process gives up, so that a plugin in it can do nothing but
 * compute. Linux: seccomp filters, no new privileges, resource limits, no
 * descriptors but one.
 *
 * A build with GJ_UNCONTAINED gives up nothing: sanitizers and coverage cannot
 * live with it. */
#ifndef GJ_ENGINE_SANDBOX_H
#define GJ_ENGINE_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/error.h"
#include "plugin/recorder.h"

typedef struct gj_sandbox {
    /** The process that ends with its parent. */
    pid_t parent;
    /** The descriptor that is kept. */
    int channel;
    /** Bytes of address space beyond what the parent had, and how much of that
        is surely shared with it. */
    uint64_t memory;
    uint64_t mapped;
    /** Where signals and forbidden calls are noted. */
    gj_recorder *recorder;
} gj_sandbox;

/** Exit statuses of a process that knows why it ends. */
enum { GJ_EXIT_FORBIDDEN = 86, GJ_EXIT_EXHAUSTED = 87, GJ_EXIT_UNSAFE = 88 };

/** Before plugins are loaded: files may be read, memory mapped, and little
    else. Returns false, with errno set, where the system cannot do it. */
bool gj_sandbox_enter(const gj_sandbox *sandbox);
/** After they were loaded: nothing may be opened any more. */
bool gj_sandbox_seal(const gj_sandbox *sandbox);

/** Name of a system call; "?" where it has none. */
const char *gj_sandbox_call(char name[64], uint32_t number);

#endif

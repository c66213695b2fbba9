/* What the processor can do. */
#ifndef GJ_COMMON_CPU_H
#define GJ_COMMON_CPU_H

#include <stdbool.h>

#if defined __has_include
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

/* The C library knows, if it is one that tells: it has asked the processor,
   which in a virtual machine takes its time to answer, and would be asked by
   every plugin anew. */

static inline bool gj_has_avx2(void)
{
#if defined CPU_FEATURE_ACTIVE
    return CPU_FEATURE_ACTIVE(AVX2);
#else
    return __builtin_cpu_supports("avx2");
#endif
}

/** With bytes as elements, and tables of 64 and 128 of them. */
static inline bool gj_has_avx512(void)
{
#if defined CPU_FEATURE_ACTIVE
    return CPU_FEATURE_ACTIVE(AVX512BW) && CPU_FEATURE_ACTIVE(AVX512_VBMI);
#else
    return __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vbmi");
#endif
}

#endif

/* Reports of form zfxxgk-2021 out of thin air, for benchmarks and tests. */
#ifndef TESTS_BENCH_GENERATE_H
#define TESTS_BENCH_GENERATE_H

#include <stdint.h>

#include "base/text.h"

/** Appends a report in which every figure ties up with the others: about 9 KB
    of JSON, the same for the same seed. */
void gj_generate_report(gj_buffer *out, uint64_t seed);

#endif

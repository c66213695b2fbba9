/* A report as another program might have written it. */
#ifndef TESTS_BENCH_REWRITE_H
#define TESTS_BENCH_REWRITE_H

#include <stdint.h>

#include "base/text.h"

/** Appends a report, which is a padded JSON object without arrays, with its
    members in another order and with other white space: the same for the same
    seed, another for each. */
void gj_rewrite_report(gj_buffer *out, gj_text report, uint64_t seed);

#endif

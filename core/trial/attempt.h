/* One run over all mutants of all cases, in a process of its own: what it does
 * goes to a stream, line by line, so that what killed it can be told.
 *
 *   begin INDEX CASE POINTER: CHANGE     before a report is checked
 *   end INDEX DIGEST NANOSECONDS         after it; the digest of its result
 *   fault INDEX RULE: WORDS              a plugin did something wrong
 *   done COUNT                           all was done
 */
#ifndef GJ_TRIAL_ATTEMPT_H
#define GJ_TRIAL_ATTEMPT_H

#include <stdio.h>

#include "trial/case.h"

/** Number of reports: every case as it is, and all its mutants. */
uint64_t gj_attempt_count(const gj_cases *cases);

/** Checks every step-th report, beginning with the one at `from`. */
void gj_attempt_run(gj_engine *engine, const gj_cases *cases, uint64_t from,
                    uint64_t step, gj_language language, FILE *out);

#endif

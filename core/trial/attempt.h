/* One run over all mutants of all cases, in a process that its plugin cannot
 * speak for: what becomes of each goes to a stream, line by line.
 *
 *   begin INDEX CASE POINTER: CHANGE     a report
 *   end INDEX DIGEST NANOSECONDS         behind it; the digest of its result
 *   fault INDEX WORDS                    a plugin did something wrong with it
 *   crash INDEX WORDS                    its process ended
 *   hang INDEX WORDS                     and had to be ended
 *   off INDEX                            the plugin was not asked any more
 *   open 0 WORDS                         it could not be loaded
 *   close 0 WORDS                        it did not come back from close()
 *   done COUNT                           all was done
 */
#ifndef GJ_TRIAL_ATTEMPT_H
#define GJ_TRIAL_ATTEMPT_H

#include <stdio.h>

#include "engine/pool.h"
#include "trial/case.h"

/** Number of reports: every case as it is, and all its mutants. */
uint64_t gj_attempt_count(const gj_cases *cases);

/** A run. What it is given is lent until gj_attempt_free(). */
typedef struct gj_attempt gj_attempt;

gj_attempt *gj_attempt_new(const gj_cases *cases, gj_language language,
                           FILE *out);
void gj_attempt_free(gj_attempt *attempt);

/** Has a pool check every report, which delivers to gj_attempt_take(), and ends
    it. */
void gj_attempt_contained(gj_attempt *attempt, gj_pool *pool);
void gj_attempt_take(void *attempt, const gj_outcome *outcome);

/** Checks every step-th report in this process, for what watches it. */
void gj_attempt_here(gj_attempt *attempt, gj_engine *engine, uint64_t step);

#endif

/* What is worth trying in a sentence: a sieve sees at which spots a phrase can
 * match at all, before PCRE2 is asked. */
#ifndef GJ_NARRATIVE_SIFT_H
#define GJ_NARRATIVE_SIFT_H

#include "find.h"

/** Leaves to each phrase the spots of a sentence from which it can match. */
void gj_sift(gj_finder *finder, uint32_t text, gj_sentence *sentence);

#endif

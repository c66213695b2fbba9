/* Telling of the claims that do not hold. */
#ifndef GJ_NARRATIVE_SAY_H
#define GJ_NARRATIVE_SAY_H

#include "claims.h"

/** Gives the verdict on a place whose claim does not fit. */
void gj_claim_say(const gj_check *check, const gj_claim *claim, uint32_t place);

#endif

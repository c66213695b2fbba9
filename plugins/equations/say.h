/* What a rule says about a place that failed or could not be judged. */
#ifndef GJ_EQUATIONS_SAY_H
#define GJ_EQUATIONS_SAY_H

#include "judge.h"

/** Gives the verdict on a place that does not hold. */
void gj_say_failed(const gj_case *judged, gj_sink *sink, uint32_t place);
void gj_say_unsure(const gj_case *judged, gj_sink *sink, uint32_t place);

#endif

/* Secrets, such as somebody's telephone number, stand masked in the finding
 * that is about them. Other findings may quote the same words: in these they
 * are masked here, before any writer sees them. */
#ifndef GJ_FINDING_MASK_H
#define GJ_FINDING_MASK_H

#include "finding/result.h"

/** Masks, in everything that the findings of a result say, what any of them
    calls a secret. A number counts also where it is written in other digits or
    with other signs between them, and where only a part of it is quoted.
    Secrets of fewer than four bytes are left alone: they would be found in
    anything. */
void gj_result_mask(gj_result *result);

#endif

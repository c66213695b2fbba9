/* The lines in which two texts differ. */
#ifndef GJ_TRIAL_DIFF_H
#define GJ_TRIAL_DIFF_H

#include "base/text.h"

/** Appends the lines that differ, those of the old text behind "- " and those
    of the new one behind "+ ", with two equal lines around them behind "  ".
    Each line begins with the indent. */
void gj_diff(const char *old, const char *new, const char *indent,
             gj_buffer *out);

#endif

/* The rules in words: one for each kind of personal data. */
#ifndef GJ_PRIVACY_H
#define GJ_PRIVACY_H

#include "scan.h"

/** In the order of the kinds; without data and functions. */
extern const gj_rule *const gj_privacy_rules[GJ_SECRET_KINDS];

#endif

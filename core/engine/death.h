/* What a process that ran plugins died of. */
#ifndef GJ_ENGINE_DEATH_H
#define GJ_ENGINE_DEATH_H

#include <stdbool.h>

#include "base/text.h"
#include "plugin/recorder.h"

/** Why a process ended, in both languages. */
typedef struct gj_death {
    char zh[128];
    char en[128];
    /** A signal that may well have come from outside. */
    bool foreign;
    /** It had to be ended, as nothing sensible could be had from it. */
    bool nonsense;
    gj_recorder recorder;
} gj_death;

/** The words for one that was ended for taking too long. */
extern const gj_words gj_death_overtime;

/** Finds the words for how a process ended, from its recorder, wait()'s status,
    and whether it was ended for taking too long. */
void gj_death_explain(gj_death *death, int status, bool overtime);

#endif

/* Taking structs over from a plugin, whichever minor version of the ABI it was
 * compiled with. Every struct that crosses begins with its size and grows only
 * at its end, so what both sides know is the shorter of the two. */
#ifndef GJ_BASE_ABI_H
#define GJ_BASE_ABI_H

#include <stdbool.h>
#include <stddef.h>

#include "gouji/plugin.h"

/** Bytes of a struct up to the end of a field. */
#define GJ_UP_TO(type, field) (offsetof(type, field) + sizeof((type *)0)->field)

/** The least size of each struct: all that ABI 1.0 had of it. These stay as
    they are when something is appended. */
enum {
    GJ_LEAST_MESSAGE = GJ_UP_TO(gj_message, words),
    GJ_LEAST_PARAMETER = GJ_UP_TO(gj_parameter, help),
    GJ_LEAST_RULE = GJ_UP_TO(gj_rule, check),
    GJ_LEAST_LOCATION = GJ_UP_TO(gj_location, coefficient),
    GJ_LEAST_ARGUMENT = GJ_UP_TO(gj_argument, integer),
    GJ_LEAST_FINDING = GJ_UP_TO(gj_finding, actual),
    GJ_LEAST_FAULT = GJ_UP_TO(gj_fault, words),
    GJ_LEAST_PLUGIN = GJ_UP_TO(gj_plugin, close)
};

/** Copies what both sides know of a plugin's struct into *ours; what theirs is
    shorter by is zero there, and ours->size says how much was copied. Returns
    false, with *ours all zero, where theirs is NULL or shorter than `least`. */
#define gj_take(ours, theirs, least)                                           \
    gj_take_struct((ours), sizeof *(ours), (theirs), (least))

/** What gj_take() calls; for any struct that begins with its uint32_t size. */
bool gj_take_struct(void *ours, size_t room, const void *theirs, size_t least);

#endif

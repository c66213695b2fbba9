/* The values of options. */
#ifndef GJ_CLI_VALUES_H
#define GJ_CLI_VALUES_H

#include "cli/settings.h"

/** Takes an option with its value (NULL where it has none) into the settings.
    Fails with USAGE. */
gj_status gj_settings_take(gj_settings *settings, int option, const char *value,
                           gj_error *error) __attribute__((nonnull(1)));
/** Reads a whole number from 1 to `most`; a fault names the option. */
gj_status gj_value_number(uint64_t *number, const char *option,
                          const char *value, uint64_t most, gj_error *error);

#endif

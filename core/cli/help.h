/* Help and version, made from the tables of commands and options. */
#ifndef GJ_CLI_HELP_H
#define GJ_CLI_HELP_H

#include "cli/settings.h"

/** All commands, NULL-terminated. */
extern const gj_command *const gj_commands[];
/** The command of a name, --version among them; NULL where there is none. */
const gj_command *gj_command_find(const char *name);

void gj_help_program(gj_language language);
void gj_help_command(const gj_command *command, gj_language language);
/** Version, ABI, and the plugins found with theirs. */
int gj_help_version(gj_settings *settings);

#endif

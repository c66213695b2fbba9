/* The rules that are part of the program: what can be wrong with an input, a
 * document, or a report's structure, and with a plugin at work. They stand in
 * the catalogue like all others. */
#ifndef GJ_ENGINE_BUILTIN_H
#define GJ_ENGINE_BUILTIN_H

#include "base/error.h"
#include "plugin/plugins.h"

/** Adds them. They come first, so that they have the same indexes in every
    catalogue. */
void gj_builtin_add(gj_plugins *plugins);

/** Id of the rule that speaks for a failure, such as "document/syntax". Its
    message has a hole for each language, {zh} and {en}. */
const char *gj_builtin_rule(gj_status status);

/** The rule about plugins at work; holes {rule}, {zh} and {en}. */
extern const char gj_plugin_fault_rule[];

#endif

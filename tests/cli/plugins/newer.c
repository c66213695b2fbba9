/* What a plugin for the second version of the ABI would export. */
#include <gouji/plugin.h>

extern const uint32_t gouji_plugin_v2;
GJ_EXPORT const uint32_t gouji_plugin_v2 = 8;

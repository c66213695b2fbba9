/* What abidiff compares between two headers: a function from which everything
 * that crosses can be reached. */
#include <gouji/plugin.h>

GJ_EXPORT void gouji_abi(const gj_plugin *plugin);
void gouji_abi(const gj_plugin *plugin)
{
    (void)plugin;
}

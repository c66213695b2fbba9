#include <stdlib.h>

#include "plugin/kit.h"

static gj_status examine_one(gj_examination *examination, gj_kit *kit,
                             size_t index, gj_error *error)
{
    const gj_plugin *plugin = &kit->plugins->at[index].descriptor;
    gj_registry registry = {
        .kit = kit, .plugin = index, .examination = examination};
    gj_opening opening = {.size = sizeof opening,
                          .host = &gj_kit_host,
                          .form = kit->form,
                          .shape = gj_form_unit_shape(kit->form),
                          .registry = &registry};

    if (plugin->examine == NULL || !kit->opened[index])
        return GJ_OK;
    gj_recorder_load(kit->plugins->recorder, kit->plugins->at[index].file);
    int32_t failed = plugin->examine(&opening, kit->states[index]);
    gj_recorder_host(kit->plugins->recorder);
    if (failed == 0)
        return GJ_OK;
    return gj_fail(error, GJ_FAILED_PLUGIN, "插件 %.*s 无法检查它的规则",
                   "plugin %.*s could not examine its rules",
                   GJ_PRINT(plugin->name));
}

gj_status gj_kit_examine(gj_examination *examination, gj_kit *kit,
                         gj_error *error)
{
    gj_status status = GJ_OK;

    examination->cell_count = gj_form_unit_shape(kit->form)->cell_count;
    examination->cells = gj_new(examination->cell_count + 1, 1);
    for (size_t i = 0; status == GJ_OK && i < kit->plugins->count; i++)
        status = examine_one(examination, kit, i, error);
    return status;
}

void gj_examination_free(gj_examination *examination)
{
    free(examination->remarks);
    free(examination->cells);
}

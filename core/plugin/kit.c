#include "plugin/kit.h"

#include <stdlib.h>

#include "form/seal.h"

enum {
    /** Room for the encoded rules of a form: pages that are not touched cost
        nothing, and nothing is copied while the catalogue grows. */
    ROOM_FOR_RULES = 255 << 10
};

/* ----------------------------------------------------------- the opening */

static void roll_back(gj_kit *kit, size_t rules, size_t bytes)
{
    kit->rule_count = rules;
    kit->bytes.length = bytes;
}

static void add_own_rules(gj_registry *registry)
{
    const gj_loaded *plugin = &registry->kit->plugins->at[registry->plugin];
    bool builtin = plugin->file[0] == '\0';
    const gj_rule *const *rules = plugin->descriptor.rules;

    for (size_t i = 0; rules != NULL && rules[i] != NULL; i++)
        if (gj_kit_add_rule(registry, rules[i], !builtin) != 0)
            return;
}

/** Whether the plugin has looked for faults in these very files before. */
static bool is_sealed(const gj_registry *registry)
{
    const gj_plugins *plugins = registry->kit->plugins;
    const char *file = plugins->at[registry->plugin].file;

    return registry->kit->form->sealed &&
           gj_seals_cover(plugins->seals, gj_text_of(file));
}

static void call_open(gj_registry *registry)
{
    gj_kit *kit = registry->kit;
    const gj_plugin *plugin = &kit->plugins->at[registry->plugin].descriptor;
    gj_opening opening = {.size = sizeof opening,
                          .host = &gj_kit_host,
                          .form = kit->form,
                          .shape = gj_form_unit_shape(kit->form),
                          .registry = registry,
                          .flags = is_sealed(registry) ? GJ_OPENING_SEALED : 0};

    if (plugin->open == NULL)
        return;
    if (plugin->open(&opening, &kit->states[registry->plugin]) == 0)
        kit->opened[registry->plugin] = true;
    else
        gj_fail(&registry->refusal, GJ_FAILED_PLUGIN,
                "插件 %.*s 无法用于表样 %.*s，且未说明原因",
                "plugin %.*s cannot be used with form %.*s and gave no reason",
                GJ_PRINT(plugin->name), GJ_PRINT(kit->form->id));
}

static const gj_datum *first_datum(const gj_kit *kit, size_t plugin)
{
    const gj_form *form = kit->form;
    gj_text name = kit->plugins->at[plugin].descriptor.name;

    for (uint32_t i = 0; form != NULL && i < form->datum_count; i++)
        if (gj_text_is(form->data[i].plugin, name))
            return &form->data[i];
    return NULL;
}

static bool has_data(const gj_kit *kit, size_t plugin)
{
    return first_datum(kit, plugin) != NULL;
}

/** A plugin that refuses a form after reading its data files refuses the data:
    the form is at fault, and other forms' reports are checked as ever. */
static void blame_data(gj_registry *registry)
{
    registry->data = registry->refusal;
    registry->data.status = GJ_FAILED_DATA;
    gj_error_file(&registry->data,
                  first_datum(registry->kit, registry->plugin)->file.data);
}

/** Opens one plugin for the form. Where it is not sound, nothing of it stays
    in the kit. */
static gj_status take_in(gj_kit *kit, size_t index, gj_error *error)
{
    gj_loaded *plugin = &kit->plugins->at[index];
    gj_registry registry = {.kit = kit, .plugin = index};
    size_t rules = kit->rule_count;
    size_t bytes = kit->bytes.length;
    gj_plugin_entry entry = {plugin->descriptor.name,
                             plugin->descriptor.version,
                             plugin->descriptor.title, gj_text_of(plugin->file),
                             plugin->descriptor.minor};

    gj_catalogue_put_plugin(&kit->bytes, &entry);
    add_own_rules(&registry);
    plugin->refused = registry.refusal.status != GJ_OK;
    if (!plugin->refused && kit->form != NULL)
        call_open(&registry);
    if (registry.data.status == GJ_OK && registry.refusal.status != GJ_OK &&
        has_data(kit, index))
        blame_data(&registry);
    if (registry.data.status != GJ_OK) {
        *error = registry.data;
        return registry.data.status;
    }
    if (registry.refusal.status != GJ_OK) {
        roll_back(kit, rules, bytes);
        gj_plugins_refuse(kit->plugins, plugin->file, &registry.refusal);
    }
    return GJ_OK;
}

/** Its rules are read where it has them: a pointer of theirs that leads nowhere
    is the plugin's doing, as is all that its open() does. */
static gj_status open_plugin(gj_kit *kit, size_t index, gj_error *error)
{
    const gj_loaded *plugin = &kit->plugins->at[index];

    if (plugin->refused)
        return GJ_OK;
    gj_recorder_load(kit->plugins->recorder, plugin->file);
    gj_status status = take_in(kit, index, error);
    gj_recorder_host(kit->plugins->recorder);
    return status;
}

/* ------------------------------------------- parameters that a form gives */

static gj_status refuse_parameter(const gj_kit *kit, gj_value at,
                                  gj_error *error, const char *zh,
                                  const char *en)
{
    gj_document *document = kit->form->document;
    gj_text name = gj_document_values.key(at);
    gj_status status = gj_fail(error, GJ_FAILED_DATA, zh, en, GJ_PRINT(name));
    gj_position position = gj_document_position(
        document, gj_node_start(document, gj_value_node(at)));
    gj_buffer file = {0};

    gj_buffer_print(&file, "%.*s/form.json", GJ_PRINT(kit->form->folder));
    gj_error_place(error, position.line, position.column);
    gj_error_file(error, file.data);
    gj_buffer_free(&file);
    return status;
}

static gj_status set_parameters(gj_kit *kit, uint32_t index, gj_value given,
                                gj_error *error)
{
    const gj_values *values = &gj_document_values;
    const gj_rule_entry *rule = &kit->catalogue.rules[index];
    gj_setting setting;

    for (gj_value member = values->first(given);
         values->type(member) != GJ_ABSENT; member = values->next(member)) {
        gj_text name = values->key(member);
        uint32_t parameter = gj_rule_parameter(rule, name);
        if (parameter == GJ_NONE)
            return refuse_parameter(kit, member, error, "此规则没有参数“%.*s”",
                                    "this rule has no parameter \"%.*s\"");
        gj_text value = values->type(member) == GJ_NUMBER
                            ? values->number(member)
                            : values->text(member);
        if (!gj_setting_read(&setting, rule->parameters[parameter].type, value))
            return refuse_parameter(kit, member, error,
                                    "参数“%.*s”的值与其类型不符",
                                    "the value of parameter \"%.*s\" is not "
                                    "of its type");
        rule->parameters[parameter].value = value;
    }
    return GJ_OK;
}

static gj_text after_slash(gj_text id)
{
    const char *slash = memchr(id.data, '/', id.length);
    return (gj_text){slash + 1, id.length - (uint64_t)(slash + 1 - id.data)};
}

/** What a form sets must be there to be set: a misspelt rule would silently
    keep its defaults. */
static gj_status check_parameters(const gj_kit *kit,
                                  const gj_plugin_entry *plugin,
                                  gj_error *error)
{
    const gj_values *values = &gj_document_values;
    gj_value given = gj_form_plugin(kit->form, plugin->name);
    given = values->member(given, gj_text_of("parameters"));

    for (gj_value rule = values->first(given); values->type(rule) != GJ_ABSENT;
         rule = values->next(rule)) {
        gj_buffer id = {0};
        gj_text key = values->key(rule);
        gj_buffer_print(&id, "%.*s/%.*s", GJ_PRINT(plugin->name),
                        GJ_PRINT(key));
        uint32_t index =
            gj_catalogue_rule(&kit->catalogue, gj_buffer_view(&id));
        gj_buffer_free(&id);
        if (index == GJ_NONE)
            return refuse_parameter(kit, rule, error, "此插件没有规则“%.*s”",
                                    "this plugin has no rule \"%.*s\"");
        if (values->type(rule) != GJ_OBJECT)
            return refuse_parameter(
                kit, rule, error, "规则“%.*s”的参数应为对象",
                "the parameters of rule \"%.*s\" must be an object");
    }
    return GJ_OK;
}

/** What the form gives, in the place of what is so initially. */
static gj_status settle_parameters(gj_kit *kit, gj_error *error)
{
    gj_status status = GJ_OK;

    for (uint32_t i = 0; i < kit->catalogue.plugin_count; i++)
        if (check_parameters(kit, &kit->catalogue.plugins[i], error) != GJ_OK)
            return error->status;
    for (uint32_t i = 0; status == GJ_OK && i < kit->catalogue.rule_count;
         i++) {
        const gj_rule_entry *rule = &kit->catalogue.rules[i];
        gj_value given = gj_form_parameters(
            kit->form, kit->catalogue.plugins[rule->plugin].name,
            after_slash(rule->id));
        status = set_parameters(kit, i, given, error);
    }
    return status;
}

/* --------------------------------------------------------------- the kit */

/** A form that counts on a plugin which is not there must not look checked. */
static void miss_plugins(gj_kit *kit)
{
    const gj_values *values = &gj_document_values;
    gj_value list = values->member(gj_document_root(kit->form->document),
                                   gj_text_of("plugins"));

    for (gj_value member = values->first(list);
         values->type(member) != GJ_ABSENT; member = values->next(member)) {
        gj_error error = {0};
        gj_text name = values->key(member);
        if (gj_plugins_find(kit->plugins, name) != NULL ||
            !gj_plugins_want(kit->plugins, name))
            continue;
        gj_fail(&error, GJ_FAILED_PLUGIN,
                "表样 %.*s 要用插件“%.*s”，但没有找到。请检查插件文件夹"
                "（--plugin-dir、GOUJI_PLUGIN_PATH）",
                "form %.*s uses plugin \"%.*s\", which was not found; see the "
                "plugin folders (--plugin-dir, GOUJI_PLUGIN_PATH)",
                GJ_PRINT(kit->form->id), GJ_PRINT(name));
        gj_plugins_refuse(kit->plugins, kit->form->folder.data, &error);
    }
}

gj_status gj_kit_open(gj_kit **out, gj_plugins *plugins, const gj_form *form,
                      gj_error *error)
{
    gj_kit *kit = gj_new(1, sizeof *kit);
    gj_status status = GJ_OK;

    *kit = (gj_kit){.form = form,
                    .plugins = plugins,
                    .states = gj_new(plugins->count, sizeof(void *)),
                    .opened = gj_new(plugins->count, sizeof(bool))};
    gj_buffer_room(&kit->bytes, ROOM_FOR_RULES);
    for (size_t i = 0; status == GJ_OK && i < plugins->count; i++)
        if (form != NULL || plugins->at[i].file[0] == '\0')
            status = open_plugin(kit, i, error);
    kit->catalogue.form = form;
    if (status == GJ_OK && !gj_catalogue_read(&kit->catalogue, &kit->bytes))
        status = gj_fail(error, GJ_FAILED_PLUGIN, "规则目录有误",
                         "the catalogue of rules is damaged");
    if (status == GJ_OK && form != NULL)
        status = settle_parameters(kit, error);
    if (status == GJ_OK && form != NULL && plugins->only == NULL)
        miss_plugins(kit);
    if (status == GJ_OK)
        *out = kit;
    else
        gj_kit_free(kit);
    return status;
}

void gj_kit_close(gj_kit *kit)
{
    if (kit == NULL)
        return;
    for (size_t i = 0; i < kit->plugins->count; i++) {
        const gj_plugin *plugin = &kit->plugins->at[i].descriptor;
        if (!kit->opened[i] || plugin->close == NULL)
            continue;
        gj_recorder_load(kit->plugins->recorder, kit->plugins->at[i].file);
        plugin->close(kit->states[i]);
        gj_recorder_host(kit->plugins->recorder);
        kit->opened[i] = false;
    }
}

void gj_kit_free(gj_kit *kit)
{
    if (kit == NULL)
        return;
    gj_kit_close(kit);
    free(kit->states);
    free(kit->opened);
    free(kit->rules);
    gj_catalogue_free(&kit->catalogue);
    gj_buffer_free(&kit->bytes);
    gj_arena_free(&kit->arena);
    free(kit);
}

/** Reads the values of all parameters, which are known to be sound. */
static void read_settings(gj_kit *kit)
{
    for (uint32_t i = 0; i < kit->catalogue.rule_count; i++) {
        const gj_rule_entry *rule = &kit->catalogue.rules[i];
        gj_setting *settings = gj_arena_new(
            &kit->arena, rule->parameter_count * sizeof *settings + 1);
        for (uint32_t p = 0; p < rule->parameter_count; p++)
            gj_setting_read(&settings[p], rule->parameters[p].type,
                            rule->parameters[p].value);
        kit->rules[i].settings = settings;
    }
}

gj_status gj_kit_configure(gj_kit *kit, const gj_policy *policy,
                           gj_error *error)
{
    gj_status status = gj_policy_apply(policy, &kit->catalogue, error);

    if (status != GJ_OK)
        return status;
    read_settings(kit);
    for (uint32_t i = 0; i < kit->catalogue.rule_count; i++)
        kit->rules[i].wanted =
            gj_selection_wants(&policy->selection, kit->catalogue.rules[i].id);
    return GJ_OK;
}

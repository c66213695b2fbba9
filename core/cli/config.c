#include "cli/config.h"

#include <sys/stat.h>

#include "cli/accepted.h"
#include "cli/folders.h"
#include "form/fields.h"
#include "form/verify.h"

/** A configuration being read. */
typedef struct reading {
    gj_settings *settings;
    gj_document *document;
    gj_fields fields;
} reading;

/* --------------------------------------------------------------- finding */

/** A link that leads nowhere is there too: whoever made it wanted something. */
static bool is_there(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0;
}

/** Whether two folders are one. */
static bool are_same(const char *one, const char *other)
{
    struct stat a;
    struct stat b;

    return stat(one, &a) != 0 || stat(other, &b) != 0 ||
           (a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

const char *gj_config_place(gj_arena *arena, const char *before)
{
    static const char name[] = "gouji.json";

    if (before == NULL)
        return name;
    int length = (int)(strlen(before) - (sizeof name - 1));
    gj_text folder = gj_arena_print(arena, "%.*s./", length, before);
    gj_text above = gj_arena_print(arena, "%.*s../", length, before);
    return are_same(folder.data, above.data)
               ? NULL
               : gj_arena_print(arena, "%s%s", above.data, name).data;
}

static const char *find_upwards(gj_arena *arena)
{
    const char *place = gj_config_place(arena, NULL);

    while (place != NULL && !is_there(place))
        place = gj_config_place(arena, place);
    return place;
}

/* ---------------------------------------------------------------- pieces */

static gj_origin origin_of(const reading *r, uint32_t node)
{
    gj_position place =
        gj_document_position(r->document, gj_node_start(r->document, node));
    return (gj_origin){r->fields.file, place.line, place.column};
}

static gj_text text_of(const reading *r, uint32_t node)
{
    gj_text text = gj_node_type(r->document, node) == GJ_NUMBER
                       ? gj_node_source(r->document, node)
                       : gj_node_text(r->document, node);
    return gj_arena_text(&r->settings->arena, text);
}

/** Called for each element, or for each member with its key and value. */
typedef void take_node(reading *r, uint32_t key, uint32_t node, void *context);

static void each(reading *r, uint32_t container, take_node *take, void *context)
{
    if (container == GJ_NO_NODE)
        return;
    bool members = gj_node_type(r->document, container) == GJ_OBJECT;
    uint32_t end = gj_node_next(r->document, container);

    for (uint32_t at = container + 1; at < end;) {
        uint32_t node = members ? at + 1 : at;
        take(r, at, node, context);
        at = gj_node_next(r->document, node);
    }
}

/* -------------------------------------------------------------- contents */

static void take_wish(reading *r, uint32_t key, uint32_t node, void *context)
{
    gj_origin origin = origin_of(r, node);

    (void)key;
    gj_wishes_add(context, text_of(r, node), &origin);
}

/** A selection, and which way the patterns that are read decide. */
typedef struct choosing {
    gj_selection *selection;
    bool wanted;
} choosing;

static void take_choice(reading *r, uint32_t key, uint32_t node, void *context)
{
    const choosing *to = context;

    (void)key;
    gj_selection_add(to->selection, text_of(r, node).data, to->wanted);
    to->selection->choices[to->selection->count - 1].origin =
        origin_of(r, node);
}

/** The command line's choices come after the configuration's; one that begins
    with --rule says all that is to run. */
static void take_selection(reading *r, uint32_t rules)
{
    gj_selection *given = &r->settings->policy.selection;
    gj_selection both = {0};
    choosing use = {&both, true};
    choosing leave_out = {&both, false};

    if (rules == GJ_NO_NODE || (given->count > 0 && given->choices[0].wanted))
        return;
    each(r, gj_field(&r->fields, rules, "use", GJ_ARRAY, GJ_OPTIONAL),
         take_choice, &use);
    each(r, gj_field(&r->fields, rules, "leave_out", GJ_ARRAY, GJ_OPTIONAL),
         take_choice, &leave_out);
    for (size_t i = 0; i < given->count; i++)
        gj_selection_add(&both, given->choices[i].pattern,
                         given->choices[i].wanted);
    gj_selection_free(given);
    *given = both;
}

static uint32_t severity_of(gj_text word)
{
    if (gj_text_is(word, gj_text_of("never")))
        return GJ_ERROR + 1;
    if (gj_text_is(word, gj_text_of("error")))
        return GJ_ERROR;
    return gj_text_is(word, gj_text_of("warning")) ? GJ_WARNING : GJ_INFO;
}

static void take_severity(reading *r, uint32_t key, uint32_t node,
                          void *context)
{
    gj_policy *policy = context;

    gj_policy_weigh(policy, text_of(r, key).data, severity_of(text_of(r, node)),
                    origin_of(r, key));
}

static void take_parameter(reading *r, uint32_t key, uint32_t node,
                           void *context)
{
    const uint32_t *rule = context;

    gj_policy_assign(&r->settings->policy,
                     &(gj_assignment){.rule = text_of(r, *rule),
                                      .parameter = text_of(r, key),
                                      .value = text_of(r, node),
                                      .rule_origin = origin_of(r, *rule),
                                      .origin = origin_of(r, node)});
}

static void take_parameters(reading *r, uint32_t key, uint32_t node,
                            void *context)
{
    (void)context;
    each(r, node, take_parameter, &key);
}

static void take_contents(reading *r)
{
    const gj_fields *fields = &r->fields;
    gj_settings *settings = r->settings;
    gj_policy *policy = &settings->policy;

    gj_text fail_on = gj_field_text(fields, 0, "fail_on", GJ_OPTIONAL);
    if (fail_on.length > 0 && settings->fail_on == 0)
        settings->fail_on = severity_of(fail_on);
    each(r, gj_field(fields, 0, "forms", GJ_ARRAY, GJ_OPTIONAL), take_wish,
         &policy->forms);
    each(r, gj_field(fields, 0, "plugins", GJ_ARRAY, GJ_OPTIONAL), take_wish,
         &policy->plugins);
    take_selection(r, gj_field(fields, 0, "rules", GJ_OBJECT, GJ_OPTIONAL));
    each(r, gj_field(fields, 0, "severities", GJ_OBJECT, GJ_OPTIONAL),
         take_severity, policy);
    each(r, gj_field(fields, 0, "parameters", GJ_OBJECT, GJ_OPTIONAL),
         take_parameters, NULL);
    gj_accepted_read(
        &settings->suppressions, fields,
        gj_field(fields, 0, "suppressions", GJ_ARRAY, GJ_OPTIONAL));
}

/* --------------------------------------------------------------- reading */

/** Errors about the configuration come in the language that it asks for. */
static void take_language(const reading *r)
{
    gj_settings *settings = r->settings;
    uint32_t node = gj_node_member(r->document, 0, gj_text_of("language"));

    if (settings->language_given || node == GJ_NO_NODE)
        return;
    gj_text word = gj_node_text(r->document, node);
    if (gj_text_is(word, gj_text_of("zh")))
        settings->language = GJ_ZH;
    else if (gj_text_is(word, gj_text_of("en")))
        settings->language = GJ_EN;
}

static void tell_fault(void *context, const gj_error *fault)
{
    const gj_settings *settings = context;

    gj_tell(settings->language, fault);
}

static gj_status verify(const reading *r, gj_error *error)
{
    const gj_fault_ear ear = {tell_fault, r->settings};
    gj_text folder = gj_folders_own(&r->settings->arena, "schemas",
                                    "../share/gouji/schemas");
    gj_text schema = gj_arena_print(&r->settings->arena,
                                    "%s/config.schema.json", folder.data);
    gj_schema_store *store = gj_schema_store_new();
    gj_status status = gj_form_verify_document(store, schema.data, r->document,
                                               r->fields.file, &ear, error);

    gj_schema_store_free(store);
    return status;
}

static gj_status read_file(gj_settings *settings, const char *file,
                           gj_error *error)
{
    gj_buffer bytes = {0};
    reading r = {.settings = settings, .document = gj_document_new()};

    r.fields = (gj_fields){r.document, &settings->arena, file, error};
    gj_status status = gj_fields_open(r.document, &bytes, file, NULL, error);
    if (status == GJ_OK) {
        take_language(&r);
        status = verify(&r, error);
    }
    if (status == GJ_OK) {
        take_contents(&r);
        status = error->status;
    }
    if (status == GJ_OK)
        status = gj_suppressions_index(&settings->suppressions, settings->today,
                                       error);
    gj_document_free(r.document);
    gj_buffer_free(&bytes);
    return status;
}

gj_status gj_config_load(gj_settings *settings, gj_error *error)
{
    if (settings->no_config)
        return GJ_OK;
    settings->config_file = settings->config != NULL
                                ? settings->config
                                : find_upwards(&settings->arena);
    if (settings->config_file == NULL)
        return GJ_OK;
    return read_file(settings, settings->config_file, error);
}

#include <stdlib.h>

#include "form/fields.h"
#include "form/layout.h"
#include "form/seal.h"
#include "form/shape.h"
#include "form/verify.h"

/* ------------------------------------------------------------- the files */

/** Opens one of the form's files, for a plugin or (an empty name) for the form
    itself. Lent until the next one is opened; NULL with the error set. */
static const gj_datum *add_datum(gj_form *form, gj_text plugin, gj_text file,
                                 gj_error *error)
{
    size_t room = form->datum_count;

    form->data = gj_renew(form->data, room + 1, sizeof *form->data);
    gj_datum *datum = &form->data[form->datum_count++];
    *datum = (gj_datum){.plugin = plugin,
                        .file = gj_arena_print(&form->arena, "%.*s/%.*s",
                                               GJ_PRINT(form->folder),
                                               GJ_PRINT(file)),
                        .document = gj_document_new()};
    return gj_fields_open(datum->document, &datum->bytes, datum->file.data,
                          NULL, error) == GJ_OK
               ? datum
               : NULL;
}

/* ------------------------------------------------------------ form.json */

static uint32_t type_of_name(gj_text name)
{
    static const struct {
        const char *name;
        uint32_t type;
    } types[] = {{"null", GJ_NULL},     {"boolean", GJ_TRUE},
                 {"number", GJ_NUMBER}, {"string", GJ_STRING},
                 {"array", GJ_ARRAY},   {"object", GJ_OBJECT}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (gj_text_is(name, gj_text_of(types[i].name)))
            return types[i].type;
    return GJ_ABSENT;
}

static gj_condition read_condition(const gj_fields *fields, uint32_t node)
{
    static const char *const keys[] = {"pointer", "equals", "type", NULL};
    gj_condition condition = {0};

    if (gj_node_type(fields->document, node) != GJ_OBJECT) {
        gj_fail(fields->error, GJ_FAILED_DATA, "此处应为对象 { … }",
                "an object is expected here");
        gj_fields_place(fields, node);
        return condition;
    }
    gj_fields_only(fields, node, keys);
    condition.pointer = gj_field_pointer(fields, node, "pointer", GJ_REQUIRED);
    condition.equals = gj_field_text(fields, node, "equals", GJ_OPTIONAL);
    condition.type =
        type_of_name(gj_field_text(fields, node, "type", GJ_OPTIONAL));
    if ((condition.equals.length == 0) == (condition.type == GJ_ABSENT)) {
        gj_fail(fields->error, GJ_FAILED_DATA,
                "此处须有“equals”（一段文本）或“type”（object、array、string、"
                "number、boolean、null 之一），且只能有其一",
                "either \"equals\" (a text) or \"type\" (object, array, "
                "string, number, boolean, null) is needed here, not both");
        gj_fields_place(fields, node);
    }
    return condition;
}

static void read_conditions(gj_form *form, const gj_fields *fields)
{
    gj_document *document = fields->document;
    uint32_t list = gj_field(fields, 0, "recognise", GJ_ARRAY, GJ_REQUIRED);

    if (list == GJ_NO_NODE)
        return;
    form->conditions =
        gj_new(gj_node_size(document, list), sizeof *form->conditions);
    for (uint32_t node = list + 1; node < gj_node_next(document, list);
         node = gj_node_next(document, node))
        form->conditions[form->condition_count++] =
            read_condition(fields, node);
    if (form->condition_count == 0) {
        gj_fail(fields->error, GJ_FAILED_DATA,
                "“recognise”至少要有一个条件，否则任何文件都会被当作此类报告",
                "\"recognise\" needs a condition, or every file would be "
                "taken for a report of this form");
        gj_fields_place(fields, list);
    }
}

/** Where the table has a name, or would have it. */
static uint32_t *text_slot(const gj_form *form, gj_text id)
{
    uint32_t mask = form->text_room - 1;
    uint32_t at = (uint32_t)id.length * 31;

    if (id.length > 0)
        at += (uint8_t)id.data[0] * 7u + (uint8_t)id.data[id.length / 2] * 3u +
              (uint8_t)id.data[id.length - 1];
    at &= mask;
    while (form->text_slots[at] != 0 &&
           !gj_text_is(form->texts[form->text_slots[at] - 1].id, id))
        at = (at + 1) & mask;
    return &form->text_slots[at];
}

static void fill_slots(gj_form *form)
{
    form->text_room = 8;
    while (form->text_room < 2 * form->text_count)
        form->text_room *= 2;
    form->text_slots = gj_new(form->text_room, sizeof *form->text_slots);
    for (uint32_t i = 0; i < form->text_count; i++)
        *text_slot(form, form->texts[i].id) = i + 1;
}

/** Finds out which texts stand in one object. */
static void find_neighbours(gj_form *form)
{
    for (uint32_t i = 0; i < form->text_count; i++) {
        gj_named *named = &form->texts[i];
        const gj_named *other = form->texts;
        named->stem = (uint32_t)named->pointer.length;
        while (named->stem > 0 && named->pointer.data[--named->stem] != '/')
            continue;
        gj_text stem = {named->pointer.data, named->stem};
        while (other < named &&
               !gj_text_is(stem, (gj_text){other->pointer.data, other->stem}))
            other++;
        named->beside = (uint32_t)(other - form->texts);
    }
}

static void read_texts(gj_form *form, const gj_fields *fields)
{
    static const char *const keys[] = {"pointer", "name", NULL};
    gj_document *document = fields->document;
    uint32_t list = gj_field(fields, 0, "texts", GJ_OBJECT, GJ_OPTIONAL);

    if (list == GJ_NO_NODE)
        return;
    form->texts = gj_new(gj_node_size(document, list), sizeof *form->texts);
    for (uint32_t key = list + 1; key < gj_node_next(document, list);
         key = gj_node_next(document, key + 1)) {
        if (gj_node_type(document, key + 1) != GJ_OBJECT) {
            gj_fail(fields->error, GJ_FAILED_DATA, "此处应为对象 { … }",
                    "an object is expected here");
            gj_fields_place(fields, key + 1);
            return;
        }
        gj_named *named = &form->texts[form->text_count++];
        gj_fields_only(fields, key + 1, keys);
        named->id = gj_arena_text(&form->arena, gj_node_text(document, key));
        named->pointer =
            gj_field_pointer(fields, key + 1, "pointer", GJ_REQUIRED);
        named->name = gj_field_words(fields, key + 1, "name", GJ_REQUIRED);
    }
    fill_slots(form);
    find_neighbours(form);
}

/** A member is a piece of a pattern, but names no further set: sets that lead
    to one another would have no end. */
static bool is_member(gj_document *document, uint32_t node)
{
    gj_text text = gj_node_source(document, node);
    return gj_node_type(document, node) == GJ_STRING &&
           (text.length == 0 || memchr(text.data, '@', text.length) == NULL);
}

static void read_set(const gj_fields *fields, uint32_t set)
{
    gj_document *document = fields->document;
    uint32_t end = gj_node_next(document, set);
    uint32_t wrong = set;

    if (gj_node_type(document, set) == GJ_ARRAY) {
        wrong = set + 1;
        while (wrong < end && is_member(document, wrong))
            wrong++;
        if (wrong == end)
            return;
    }
    gj_fail(fields->error, GJ_FAILED_DATA,
            "集合应为文本的数组，其中不能再引用 @集合",
            "a set must be an array of texts, none of which names a @set");
    gj_fields_place(fields, wrong);
}

static void read_sets(const gj_fields *fields)
{
    gj_document *document = fields->document;
    uint32_t sets = gj_field(fields, 0, "sets", GJ_OBJECT, GJ_OPTIONAL);

    if (sets == GJ_NO_NODE)
        return;
    for (uint32_t key = sets + 1; key < gj_node_next(document, sets);
         key = gj_node_next(document, key + 1))
        read_set(fields, key + 1);
}

/* ------------------------------------------------ data files for plugins */

static void read_plugin(gj_form *form, const gj_fields *fields, uint32_t key)
{
    static const char *const keys[] = {"data", "parameters", NULL};
    gj_document *document = fields->document;
    gj_text plugin = gj_arena_text(&form->arena, gj_node_text(document, key));

    gj_fields_only(fields, key + 1, keys);
    gj_field(fields, key + 1, "parameters", GJ_OBJECT, GJ_OPTIONAL);
    uint32_t data = gj_field(fields, key + 1, "data", GJ_ARRAY, GJ_OPTIONAL);
    if (data == GJ_NO_NODE)
        return;
    for (uint32_t node = data + 1; node < gj_node_next(document, data);
         node = gj_node_next(document, node)) {
        if (gj_node_type(document, node) != GJ_STRING) {
            gj_fail(fields->error, GJ_FAILED_DATA, "此处应为文件名",
                    "a file name is expected here");
            gj_fields_place(fields, node);
            return;
        }
        gj_text file =
            gj_arena_text(&form->arena, gj_node_text(document, node));
        if (add_datum(form, plugin, file, fields->error) == NULL)
            return;
    }
}

static void read_plugins(gj_form *form, const gj_fields *fields)
{
    gj_document *document = fields->document;
    uint32_t list = gj_field(fields, 0, "plugins", GJ_OBJECT, GJ_OPTIONAL);

    if (list == GJ_NO_NODE)
        return;
    for (uint32_t key = list + 1; key < gj_node_next(document, list);
         key = gj_node_next(document, key + 1)) {
        if (gj_node_type(document, key + 1) == GJ_OBJECT) {
            read_plugin(form, fields, key);
            continue;
        }
        gj_fail(fields->error, GJ_FAILED_DATA, "此处应为对象 { … }",
                "an object is expected here");
        gj_fields_place(fields, key + 1);
    }
}

/* ------------------------------------------------------------- the whole */

static void read_head(gj_form *form, const gj_fields *fields)
{
    static const char *const keys[] = {
        "$schema", "id",    "title", "source", "recognise", "unit", "unit_code",
        "year",    "texts", "sets",  "layout", "plugins",   NULL};

    gj_fields_only(fields, 0, keys);
    form->id = gj_field_text(fields, 0, "id", GJ_REQUIRED);
    form->title = gj_field_words(fields, 0, "title", GJ_REQUIRED);
    form->source = gj_field_words(fields, 0, "source", GJ_OPTIONAL);
    form->unit = gj_field_pointer(fields, 0, "unit", GJ_REQUIRED);
    form->unit_code = gj_field_pointer(fields, 0, "unit_code", GJ_OPTIONAL);
    form->year = gj_field_pointer(fields, 0, "year", GJ_REQUIRED);
}

/** The form's files once more, by their schemas: what reads them knows no more
    than it needs. */
static void verify(const gj_form *form, gj_error *error)
{
    gj_schema_store *store = gj_schema_store_new();

    for (uint32_t i = 0; i < form->datum_count && error->status == GJ_OK; i++)
        gj_form_verify(store, &form->data[i], error);
    gj_schema_store_free(store);
}

static void read_layout(gj_form *form, gj_text name, gj_error *error)
{
    static const gj_text own = {"", 0};
    const gj_datum *layout = add_datum(form, own, name, error);

    if (layout == NULL || gj_layout_load(form, layout, error) != GJ_OK)
        return;
    if (gj_form_open_shapes(form, error) != GJ_OK)
        gj_error_file(error, layout->file.data);
}

static gj_status load(gj_form *form, const gj_seals *seals, gj_error *error)
{
    static const gj_text own = {"", 0};
    const gj_datum *head = add_datum(form, own, gj_text_of("form.json"), error);

    form->document = form->data[0].document;
    if (head == NULL)
        return error->status;
    gj_fields fields = {head->document, &form->arena, head->file.data, error};
    read_head(form, &fields);
    read_conditions(form, &fields);
    read_texts(form, &fields);
    read_sets(&fields);
    gj_text layout = gj_field_text(&fields, 0, "layout", GJ_REQUIRED);
    if (error->status == GJ_OK)
        read_layout(form, layout, error);
    if (error->status == GJ_OK)
        read_plugins(form, &fields);
    if (error->status != GJ_OK)
        return error->status;
    form->digest = gj_form_digest(form);
    form->sealed = gj_seals_have(seals, &form->digest);
    if (!form->sealed)
        verify(form, error);
    return error->status;
}

gj_status gj_form_load(gj_form **form, const char *folder,
                       const gj_seals *seals, gj_error *error)
{
    gj_error own = {0};
    gj_form *loaded = gj_new(1, sizeof *loaded);

    if (error == NULL)
        error = &own;
    loaded->folder = gj_arena_text(&loaded->arena, gj_text_of(folder));
    loaded->names = gj_new(2, sizeof *loaded->names);
    gj_status status = load(loaded, seals, error);
    if (status == GJ_OK) {
        *form = loaded;
    } else {
        gj_error_file(error, folder);
        gj_form_free(loaded);
    }
    return status;
}

static void free_table(gj_table *table)
{
    for (uint32_t i = 0; i < table->block_count; i++) {
        free(table->blocks[i].columns.at);
        free(table->blocks[i].rows.at);
    }
    free(table->blocks);
}

void gj_form_free(gj_form *form)
{
    if (form == NULL)
        return;
    gj_form_close_shapes(form);
    gj_memo_free(&form->names[GJ_ZH]);
    gj_memo_free(&form->names[GJ_EN]);
    free(form->names);
    for (uint32_t i = 0; i < form->table_count; i++)
        free_table(&form->tables[i]);
    for (uint32_t i = 0; i < form->datum_count; i++) {
        gj_document_free(form->data[i].document);
        gj_buffer_free(&form->data[i].bytes);
    }
    free(form->tables);
    free(form->data);
    free(form->conditions);
    free(form->texts);
    free(form->text_slots);
    free(form->arrays);
    gj_arena_free(&form->arena);
    free(form);
}

gj_value gj_form_set(const gj_form *form, gj_text name)
{
    const gj_values *values = &gj_document_values;
    gj_value sets =
        values->member(gj_document_root(form->document), gj_text_of("sets"));
    return values->member(sets, name);
}

gj_value gj_form_plugin(const gj_form *form, gj_text plugin)
{
    const gj_values *values = &gj_document_values;
    gj_value plugins =
        values->member(gj_document_root(form->document), gj_text_of("plugins"));
    return values->member(plugins, plugin);
}

gj_value gj_form_parameters(const gj_form *form, gj_text plugin, gj_text rule)
{
    const gj_values *values = &gj_document_values;
    gj_value at =
        values->member(gj_form_plugin(form, plugin), gj_text_of("parameters"));
    return values->member(at, rule);
}

uint32_t gj_form_text(const gj_form *form, gj_text id)
{
    uint32_t slot = form->text_room > 0 ? *text_slot(form, id) : 0;

    return slot > 0 ? slot - 1 : GJ_NO_TEXT;
}

gj_status gj_form_replace_data(gj_form *form, gj_text plugin, const char *file,
                               gj_error *error)
{
    uint32_t kept = 0;

    form->sealed = false;
    for (uint32_t i = 0; i < form->datum_count; i++) {
        gj_datum *datum = &form->data[i];
        if (!gj_text_is(datum->plugin, plugin)) {
            form->data[kept++] = *datum;
            continue;
        }
        gj_document_free(datum->document);
        gj_buffer_free(&datum->bytes);
    }
    form->datum_count = kept;
    form->data = gj_renew(form->data, kept + 1, sizeof *form->data);
    gj_datum *datum = &form->data[form->datum_count++];
    *datum = (gj_datum){.plugin = plugin,
                        .file = gj_text_of(file),
                        .document = gj_document_new()};
    return gj_fields_open(datum->document, &datum->bytes, file, NULL, error);
}

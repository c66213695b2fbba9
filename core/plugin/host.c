/* The table of functions that plugins are given. Each one is thin: it hands
 * on to the part of the core that does the work. */
#include "base/abi.h"
#include "plugin/kit.h"

static gj_text form_id(const gj_form *form)
{
    return form->id;
}

static gj_value form_data(const gj_registry *registry, uint32_t index)
{
    const gj_form *form = registry->kit->form;
    gj_text name = registry->kit->plugins->at[registry->plugin].descriptor.name;

    for (uint32_t i = 0; i < form->datum_count; i++)
        if (gj_text_is(form->data[i].plugin, name) && index-- == 0)
            return gj_document_root(form->data[i].document);
    return (gj_value){NULL, 0};
}

static uint32_t form_names(const gj_form *form, gj_text name)
{
    return gj_form_text(form, name) != GJ_NO_TEXT;
}

static uint64_t shape_id(const gj_shape *shape)
{
    return shape->id;
}

static uint32_t kind(const gj_shape *shape, uint32_t cell)
{
    return cell < shape->cell_count ? shape->kinds[cell] : GJ_CELL_COUNT;
}

static const gj_shape *report_shape(const gj_report *report)
{
    return report->shape;
}

static const gj_cells *report_cells(const gj_report *report)
{
    return &report->cells;
}

static gj_value report_root(const gj_report *report)
{
    return gj_document_root(report->document);
}

static int64_t report_year(const gj_report *report)
{
    return report->year;
}

static uint64_t report_id(const gj_report *report)
{
    return report->id;
}

static uint32_t report_today(const gj_report *report)
{
    return report->today;
}

static int32_t add_rule(gj_registry *registry, const gj_rule *rule)
{
    return gj_kit_add_rule(registry, rule, true);
}

/** Finds the data file that a value belongs to. */
static const gj_datum *datum_of(const gj_registry *registry, gj_value value)
{
    const gj_form *form = registry->kit->form;

    for (uint32_t i = 0; i < form->datum_count; i++)
        if (form->data[i].document == value.owner)
            return &form->data[i];
    return NULL;
}

/** Says in the error where the data file has the fault. */
static void place_fault(const gj_registry *registry, const gj_datum *datum,
                        const gj_fault *fault, gj_error *error)
{
    uint32_t node = gj_value_node(fault->value);
    if (datum == NULL || node >= gj_node_count(datum->document)) {
        gj_error_file(error, registry->kit->form->folder.data);
        return;
    }
    uint32_t offset =
        fault->length > 0 && gj_node_type(datum->document, node) == GJ_STRING
            ? gj_node_text_offset(datum->document, node, fault->offset)
            : gj_node_start(datum->document, node);
    gj_position position = gj_document_position(datum->document, offset);
    gj_error_place(error, position.line, position.column);
    gj_error_file(error, datum->file.data);
}

static void note_fault(gj_registry *registry, const gj_fault *theirs)
{
    gj_fault fault;
    gj_error *error = &registry->data;

    if (error->status != GJ_OK)
        return;
    /* One whose size is wrong says nothing, and is a fault all the same. */
    gj_take(&fault, theirs, GJ_LEAST_FAULT);
    const gj_datum *datum = datum_of(registry, fault.value);
    bool told = gj_words_given(fault.words) && fault.words.zh.length > 0 &&
                gj_text_is_utf8(fault.words.zh) &&
                gj_text_is_utf8(fault.words.en);
    gj_fail_words(error, GJ_FAILED_DATA,
                  told ? fault.words
                       : GJ_BOTH("插件认为数据文件有误，但没有说明原因",
                                 "the plugin finds a data file at fault and "
                                 "does not say why"));
    place_fault(registry, datum, &fault, error);
}

static const gj_setting *setting(const gj_sink *sink, gj_text name,
                                 uint32_t type)
{
    const gj_rule_entry *rule = &sink->kit->catalogue.rules[sink->rule];
    uint32_t index = gj_rule_parameter(rule, name);

    if (index == GJ_NONE || rule->parameters[index].type != type)
        return NULL;
    return &sink->kit->rules[sink->rule].settings[index];
}

static gj_text parameter_text(const gj_sink *sink, gj_text name)
{
    const gj_setting *value = setting(sink, name, GJ_PARAMETER_TEXT);
    return value ? value->text : (gj_text){NULL, 0};
}

static int64_t parameter_integer(const gj_sink *sink, gj_text name)
{
    const gj_setting *value = setting(sink, name, GJ_PARAMETER_INTEGER);
    return value ? value->integer : 0;
}

static uint32_t parameter_day(const gj_sink *sink, gj_text name)
{
    const gj_setting *value = setting(sink, name, GJ_PARAMETER_DAY);
    return value ? value->day : 0;
}

static void remark(gj_registry *registry, uint32_t weight,
                   const gj_fault *theirs)
{
    gj_fault fault;
    gj_error error = {0};
    gj_examination *examination = registry->examination;

    if (examination == NULL || weight < GJ_INFO || weight > GJ_ERROR ||
        !gj_take(&fault, theirs, GJ_LEAST_FAULT) ||
        !gj_text_is_utf8(fault.words.zh) || !gj_text_is_utf8(fault.words.en))
        return;
    gj_fail_words(&error, GJ_FAILED_DATA, fault.words);
    place_fault(registry, datum_of(registry, fault.value), &fault, &error);
    gj_grow(&examination->remarks, examination->count, &examination->room,
            sizeof *examination->remarks);
    examination->remarks[examination->count++] = (gj_weighed){weight, error};
}

static void touches(gj_registry *registry, uint32_t cell, uint32_t tied)
{
    gj_examination *examination = registry->examination;

    if (examination != NULL && cell < examination->cell_count)
        examination->cells[cell] |= tied ? GJ_CELL_TIED : GJ_CELL_ALONE;
}

const gj_host gj_kit_host = {
    .size = sizeof(gj_host),
    .minor = GJ_ABI_MINOR,
    .values = &gj_document_values,
    .form_id = form_id,
    .form_data = form_data,
    .form_set = gj_form_set,
    .form_names = form_names,
    .match = gj_shape_match,
    .shape_id = shape_id,
    .shape = report_shape,
    .cells = report_cells,
    .root = report_root,
    .year = report_year,
    .named = gj_report_named,
    .today = report_today,
    .add_rule = add_rule,
    .fault = note_fault,
    .parameter_text = parameter_text,
    .parameter_integer = parameter_integer,
    .parameter_day = parameter_day,
    .held = gj_sink_held,
    .failed = gj_sink_failed,
    .not_assessable = gj_sink_not_assessable,
    .report_id = report_id,
    .term = gj_sink_term,
    .remark = remark,
    .touches = touches,
    .kind = kind,
    .form_text = gj_form_text,
    .text = gj_report_text,
};

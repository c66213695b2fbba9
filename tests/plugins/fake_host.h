/* A host for plugin tests: a form of a few cells, a report whose cells a test
 * sets directly, and a record of all that the plugin said. JSON values are
 * the reader's. Include it once, after cmocka. */
#ifndef GJ_TESTS_FAKE_HOST_H
#define GJ_TESTS_FAKE_HOST_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "document/document.h"

enum {
    FAKE_CELLS = 24,
    FAKE_TEXTS = 16,
    FAKE_RULES = 8,
    FAKE_PLACES = 32,
    FAKE_HELD = 1,
    FAKE_FAILED = 2,
    FAKE_OPEN = 3
};

typedef struct fake_location {
    uint32_t cell;
    uint32_t role;
    uint32_t side;
    int64_t coefficient;
} fake_location;

/** The host, and also what its opaque types point to. */
typedef struct fake {
    /** The form: cells by pointer, texts by name. */
    const char *pointers[FAKE_CELLS];
    uint8_t kinds[FAKE_CELLS];
    const char *texts[FAKE_TEXTS];
    gj_value sets;
    gj_value data;
    /** The report. */
    int64_t values[FAKE_CELLS];
    uint8_t states[FAKE_CELLS];
    gj_cells cells;
    gj_value root;
    int64_t year;
    uint64_t shape;
    uint32_t days[3];
    /** What the plugin said. */
    gj_rule rules[FAKE_RULES];
    uint32_t rule_count;
    uint32_t fault_count;
    gj_value fault_value;
    uint32_t fault_offset;
    uint32_t fault_length;
    char fault_zh[1024];
    char fault_en[1024];
    uint8_t verdicts[FAKE_PLACES];
    uint32_t held_calls;
    char said[4096];
    fake_location primary;
    fake_location related[FAKE_CELLS];
    uint32_t related_count;
    char expected[64];
    char actual[64];
    /** The terms it named, as "0:3<1000000": equality, cell,
        side, coefficient. */
    char terms[1024];
} fake;

static fake *fake_of(const void *handle)
{
    fake *self;

    memcpy(&self, &handle, sizeof self);
    return self;
}

static gj_text fake_id(const gj_form *form)
{
    (void)form;
    return (gj_text)GJ_TEXT("fake");
}

static gj_value fake_data(const gj_registry *registry, uint32_t index)
{
    return index == 0 ? fake_of(registry)->data : (gj_value){NULL, 0};
}

static gj_value fake_set(const gj_form *form, gj_text name)
{
    return gj_document_values.member(fake_of(form)->sets, name);
}

static uint32_t fake_form_text(const gj_form *form, gj_text name)
{
    for (uint32_t i = 0; i < FAKE_TEXTS; i++)
        if (fake_of(form)->texts[i] != NULL &&
            gj_text_is(name, gj_text_of(fake_of(form)->texts[i])))
            return i;
    return GJ_NO_TEXT;
}

static uint32_t fake_names(const gj_form *form, gj_text name)
{
    return fake_form_text(form, name) != GJ_NO_TEXT;
}

/** Bytes of `pointer` that the pattern covers; 0 where it covers none. */
static size_t fake_cover(fake *self, gj_text pattern, const char *pointer)
{
    const gj_values *json = &gj_document_values;

    if (pattern.length == 0)
        return *pointer == '\0' || *pointer == '/';
    if (*pattern.data != '/' || *pointer != '/')
        return 0;
    gj_text part = {pattern.data + 1, 0};
    while (part.length + 1 < pattern.length && part.data[part.length] != '/')
        part.length++;
    gj_text rest = {part.data + part.length, pattern.length - 1 - part.length};
    gj_value member = {NULL, 0};
    if (part.length > 1 && *part.data == '@')
        member = json->first(fake_set(
            (const gj_form *)self, (gj_text){part.data + 1, part.length - 1}));
    for (bool once = true; once || json->type(member) != GJ_ABSENT;
         once = false) {
        size_t length = strcspn(pointer + 1, "/");
        gj_text want = part;
        if (json->type(member) != GJ_ABSENT) {
            want = json->text(member);
            length = (size_t)want.length;
            member = json->next(member);
        }
        if (strlen(pointer + 1) < length ||
            (!gj_text_is(want, gj_text_of("*")) &&
             !gj_text_is(want, (gj_text){pointer + 1, length})))
            continue;
        size_t below = fake_cover(self, rest, pointer + 1 + length);
        if (below > 0)
            return length + 1 + below;
    }
    return 0;
}

static uint32_t fake_match(const gj_shape *shape, gj_text pattern,
                           gj_match *match, void *context)
{
    fake *self = fake_of(shape);
    gj_text last = {"", 0};
    uint32_t count = 0;

    for (uint32_t i = 0; i < self->cells.count; i++) {
        size_t covered = fake_cover(self, pattern, self->pointers[i]);
        if (covered == 0)
            continue;
        gj_text pointer = {self->pointers[i], covered - 1};
        if (gj_text_is(pointer, last))
            continue;
        last = pointer;
        count++;
        uint32_t cell = self->pointers[i][covered - 1] == '\0' ? i : GJ_NO_CELL;
        if (match != NULL && match(context, pointer, cell) != 0)
            break;
    }
    return count;
}

static uint64_t fake_shape_id(const gj_shape *shape)
{
    return fake_of(shape)->shape;
}

static const gj_shape *fake_shape(const gj_report *report)
{
    return (const gj_shape *)report;
}

static const gj_cells *fake_cells(const gj_report *report)
{
    return &fake_of(report)->cells;
}

static gj_value fake_root(const gj_report *report)
{
    return fake_of(report)->root;
}

static int64_t fake_year(const gj_report *report)
{
    return fake_of(report)->year;
}

static gj_value fake_named(const gj_report *report, gj_text name)
{
    return gj_document_values.member(fake_of(report)->root, name);
}

static gj_value fake_text(const gj_report *report, uint32_t number)
{
    return fake_named(report, gj_text_of(fake_of(report)->texts[number]));
}

/** Tests change a report in place: it is another each time. */
static uint64_t fake_report_id(const gj_report *report)
{
    static uint64_t asked;

    (void)report;
    return ++asked;
}

static uint32_t fake_today(const gj_report *report)
{
    (void)report;
    return 20250401;
}

static int32_t fake_add_rule(gj_registry *registry, const gj_rule *rule)
{
    fake *self = fake_of(registry);

    assert_true(self->rule_count < FAKE_RULES);
    for (uint32_t i = 0; i < self->rule_count; i++)
        if (gj_text_is(self->rules[i].id, rule->id))
            return 1;
    self->rules[self->rule_count++] = *rule;
    return 0;
}

static void fake_fault(gj_registry *registry, const gj_fault *fault)
{
    fake *self = fake_of(registry);

    if (self->fault_count++ > 0)
        return;
    self->fault_value = fault->value;
    self->fault_offset = fault->offset;
    self->fault_length = fault->length;
    snprintf(self->fault_zh, sizeof self->fault_zh, "%.*s",
             GJ_PRINT(fault->words.zh));
    snprintf(self->fault_en, sizeof self->fault_en, "%.*s",
             GJ_PRINT(fault->words.en));
}

static gj_text fake_parameter_text(const gj_sink *sink, gj_text name)
{
    (void)sink;
    (void)name;
    return (gj_text){NULL, 0};
}

static int64_t fake_parameter_integer(const gj_sink *sink, gj_text name)
{
    (void)sink;
    (void)name;
    return 0;
}

/** due, government_due, period_end. */
static uint32_t fake_parameter_day(const gj_sink *sink, gj_text name)
{
    size_t i = gj_text_is(name, gj_text_of("due"))              ? 0
               : gj_text_is(name, gj_text_of("government_due")) ? 1
                                                                : 2;
    return fake_of(sink)->days[i];
}

static void fake_judge(fake *self, uint32_t place, uint8_t verdict)
{
    assert_true(place < FAKE_PLACES);
    assert_int_equal(self->verdicts[place], 0);
    self->verdicts[place] = verdict;
}

static void fake_held(gj_sink *sink, uint32_t place, uint32_t count)
{
    fake_of(sink)->held_calls++;
    for (uint32_t i = 0; i < count; i++)
        fake_judge(fake_of(sink), place + i, FAKE_HELD);
}

static fake_location fake_place(const gj_location *location)
{
    assert_int_equal(location->size, sizeof *location);
    return (fake_location){location->cell, location->role, location->side,
                           location->coefficient};
}

/** "key name=value name=value", in the order of the arguments. */
static void fake_take(fake *self, const gj_finding *finding)
{
    int length = snprintf(self->said, sizeof self->said, "%.*s",
                          GJ_PRINT(finding->message));

    for (uint32_t i = 0; finding->arguments && finding->arguments[i]; i++) {
        const gj_argument *argument = finding->arguments[i];
        bool number = argument->type == GJ_ARGUMENT_INTEGER ||
                      argument->type == GJ_ARGUMENT_DATE ||
                      argument->type == GJ_ARGUMENT_CELL;
        char digits[24];
        snprintf(digits, sizeof digits, "%lld", (long long)argument->integer);
        gj_text text = number ? gj_text_of(digits) : argument->text;
        length +=
            snprintf(self->said + length, sizeof self->said - (size_t)length,
                     " %.*s=%.*s", GJ_PRINT(argument->name), GJ_PRINT(text));
    }
    self->primary = fake_place(finding->primary);
    self->related_count = 0;
    for (uint32_t i = 0; finding->related && finding->related[i]; i++) {
        assert_true(self->related_count < FAKE_CELLS);
        self->related[self->related_count++] = fake_place(finding->related[i]);
    }
    snprintf(self->expected, sizeof self->expected, "%.*s",
             GJ_PRINT(finding->expected));
    snprintf(self->actual, sizeof self->actual, "%.*s",
             GJ_PRINT(finding->actual));
}

static void fake_failed(gj_sink *sink, const gj_finding *finding)
{
    fake_judge(fake_of(sink), finding->place, FAKE_FAILED);
    fake_take(fake_of(sink), finding);
}

static void fake_open(gj_sink *sink, const gj_finding *why)
{
    fake_judge(fake_of(sink), why->place, FAKE_OPEN);
    fake_take(fake_of(sink), why);
}

static void fake_term(gj_sink *sink, uint32_t equality, uint32_t cell,
                      uint32_t side, int64_t coefficient)
{
    char *terms = fake_of(sink)->terms;
    size_t used = strlen(terms);

    snprintf(terms + used, sizeof fake_of(sink)->terms - used,
             "%s%u:%d%s%" PRId64, used ? " " : "", equality,
             cell == GJ_NO_CELL ? -1 : (int)cell,
             side == GJ_SIDE_LEFT ? "<" : ">", coefficient);
}

static const gj_host fake_host = {.size = sizeof(gj_host),
                                  .minor = GJ_ABI_MINOR,
                                  .values = &gj_document_values,
                                  .form_id = fake_id,
                                  .form_data = fake_data,
                                  .form_set = fake_set,
                                  .form_names = fake_names,
                                  .match = fake_match,
                                  .shape_id = fake_shape_id,
                                  .shape = fake_shape,
                                  .cells = fake_cells,
                                  .root = fake_root,
                                  .year = fake_year,
                                  .named = fake_named,
                                  .today = fake_today,
                                  .add_rule = fake_add_rule,
                                  .fault = fake_fault,
                                  .parameter_text = fake_parameter_text,
                                  .parameter_integer = fake_parameter_integer,
                                  .parameter_day = fake_parameter_day,
                                  .held = fake_held,
                                  .failed = fake_failed,
                                  .not_assessable = fake_open,
                                  .report_id = fake_report_id,
                                  .term = fake_term,
                                  .form_text = fake_form_text,
                                  .text = fake_text};

/** JSON in a buffer of its own; freed with fake_json_free(). */
typedef struct fake_json {
    gj_document *document;
    char *bytes;
} fake_json;

static fake_json fake_json_read(const char *text)
{
    size_t length = strlen(text);
    fake_json json = {gj_document_new(), calloc(length + GJ_PADDING, 1)};
    gj_error error = {0};

    memcpy(json.bytes, text, length);
    if (gj_document_read(json.document, json.bytes, length, NULL, &error) !=
        GJ_OK)
        fail_msg("%s: %s", error.words[GJ_EN], text);
    return json;
}

static void fake_json_free(fake_json *json)
{
    gj_document_free(json->document);
    free(json->bytes);
}

/** Opens the plugin for the fake form; returns what open() did. */
static int32_t fake_open_plugin(fake *self, void **state)
{
    const gj_opening opening = {.size = sizeof opening,
                                .host = &fake_host,
                                .form = (const gj_form *)self,
                                .shape = (const gj_shape *)self,
                                .registry = (gj_registry *)self};

    self->cells.size = sizeof self->cells;
    for (self->cells.count = 0; self->cells.count < FAKE_CELLS &&
                                self->pointers[self->cells.count] != NULL;)
        self->cells.count++;
    *state = NULL;
    return gouji_plugin_v1.open(&opening, state);
}

/** Judges one rule; returns the number of places, all with a verdict. */
static uint32_t fake_check(fake *self, const gj_rule *rule, void *state)
{
    gj_check check = {.size = sizeof check,
                      .host = &fake_host,
                      .report = (const gj_report *)self,
                      .state = state,
                      .data = rule->data};

    memset(self->verdicts, 0, sizeof self->verdicts);
    self->held_calls = 0;
    self->said[0] = '\0';
    self->cells.values = self->values;
    self->cells.states = self->states;
    self->cells.kinds = self->kinds;
    self->cells.open_count = 0;
    for (uint32_t i = 0; i < self->cells.count; i++)
        self->cells.open_count += self->states[i] != GJ_CELL_NUMBER;
    uint32_t places = rule->places != NULL ? rule->places(&check) : 1;
    if (places == 0)
        return 0;
    check.sink = (gj_sink *)self;
    assert_int_equal(rule->check(&check), 0);
    for (uint32_t i = 0; i < places; i++)
        assert_int_not_equal(self->verdicts[i], 0);
    return places;
}

#endif

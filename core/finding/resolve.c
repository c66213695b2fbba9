#include "finding/resolve.h"

#include <inttypes.h>

#include "base/abi.h"
#include "base/date.h"
#include "base/digest.h"

/** What one plugin may say about one place. */
enum {
    LONGEST_TEXT = 64 * 1024,
    MOST_ARGUMENTS = 64,
    MOST_RELATED = GJ_MAX_CELLS,
    /** Bytes of a value that are shown. */
    LONGEST_VALUE = 240
};

/** What is being resolved, and what of it came out wrong. */
typedef struct resolving {
    const gj_report *report;
    gj_arena *arena;
    /** What the finding says. */
    const gj_message_entry *message;
    gj_hash evidence;
    gj_words wrong;
} resolving;

static gj_text take_text(resolving *r, gj_text text)
{
    if (text.length > LONGEST_TEXT || (text.length > 0 && text.data == NULL))
        r->wrong = GJ_BOTH("有一段文本过长", "a text is too long");
    else if (!gj_text_is_utf8(text))
        r->wrong = GJ_BOTH("有一段文本不是 UTF-8", "a text is not UTF-8");
    if (gj_words_given(r->wrong))
        return (gj_text){"", 0};
    return gj_arena_text(r->arena, text);
}

/* ---------------------------------------------------------------- places */

/** The innermost value that is there, on the way to a pointer. */
static uint32_t nearest_node(const gj_report *report, gj_text pointer)
{
    uint32_t node = gj_node_at(report->document, 0, pointer);

    while (node == GJ_NO_NODE && pointer.length > 0) {
        do
            pointer.length--;
        while (pointer.length > 0 && pointer.data[pointer.length] != '/');
        node = gj_node_at(report->document, 0, pointer);
    }
    return node == GJ_NO_NODE ? 0 : node;
}

static void set_span(gj_spot *spot, gj_document *document, uint32_t start,
                     uint32_t end)
{
    gj_position from = gj_document_position(document, start);
    gj_position to = gj_document_position(document, end);

    spot->line = from.line;
    spot->column = from.column;
    spot->end_line = to.line;
    spot->end_column = to.column;
}

static bool is_container(uint32_t type)
{
    return type == GJ_OBJECT || type == GJ_ARRAY;
}

/** A container's span is its first character: nobody wants half a file
    marked. */
static void set_place(gj_spot *spot, gj_document *document, uint32_t node,
                      const gj_location *location)
{
    uint32_t start = gj_node_start(document, node);
    uint32_t end = gj_node_end(document, node);
    uint32_t type = gj_node_type(document, node);

    if (is_container(type)) {
        end = start + 1;
    } else if (type == GJ_STRING && location->length > 0) {
        uint64_t behind = (uint64_t)location->offset + location->length;
        end = gj_node_text_offset(document, node, behind);
        start = gj_node_text_offset(document, node, location->offset);
    }
    set_span(spot, document, start, end);
}

/* ---------------------------------------------------------------- values */

/** The part of a text that a location means. */
static gj_text part_of(gj_text text, const gj_location *location)
{
    if (location->length == 0 || location->offset >= text.length)
        return text;
    uint64_t rest = text.length - location->offset;
    return (gj_text){text.data + location->offset,
                     location->length < rest ? location->length : rest};
}

static gj_text shorten(gj_arena *arena, gj_text text)
{
    uint64_t length = LONGEST_VALUE;

    if (text.length <= LONGEST_VALUE)
        return gj_arena_text(arena, text);
    while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    return gj_arena_print(arena, "%.*s…", (int)length, text.data);
}

static gj_text plain_number(resolving *r, gj_document *document, uint32_t node)
{
    int64_t millionths;
    gj_buffer plain = {0};

    if (gj_node_decimal(document, node, &millionths) != GJ_DECIMAL_OK)
        return gj_node_source(document, node);
    gj_buffer_decimal(&plain, millionths);
    gj_text copy = gj_arena_text(r->arena, gj_buffer_view(&plain));
    gj_buffer_free(&plain);
    return copy;
}

static gj_digest digest_of(gj_text words)
{
    gj_hash hash;

    sha256_init(&hash);
    gj_hash_text(&hash, words);
    return gj_hash_end(&hash);
}

/** Twelve bits of a secret: another one in its place is noticed but for one in
    4,096, and who has the digest only cannot tell which of so many it is that
    they leave. */
static int64_t tag_of(gj_text secret)
{
    gj_digest digest = digest_of(secret);

    return (digest.bytes[0] << 8 | digest.bytes[1]) & 0xFFF;
}

static void set_value(resolving *r, gj_spot *spot, gj_document *document,
                      uint32_t node, const gj_location *location)
{
    uint32_t type = gj_node_type(document, node);
    gj_text whole = gj_node_source(document, node);

    if (is_container(type))
        return;
    if (type == GJ_NUMBER)
        whole = plain_number(r, document, node);
    else if (type == GJ_STRING || type == GJ_KEY)
        whole = part_of(gj_node_text(document, node), location);
    if (!gj_text_is_utf8(whole)) {
        r->wrong = GJ_BOTH("位置把一个字符切成了两半",
                           "a location cuts a character in two");
        return;
    }
    bool secret = (location->flags & GJ_LOCATION_SECRET) != 0;
    if (secret) {
        spot->secret = gj_arena_text(r->arena, whole);
        gj_hash_number(&r->evidence, tag_of(whole));
        whole = take_text(r, location->shown);
    }
    spot->has_value = !secret || whole.length > 0;
    spot->value = shorten(r->arena, whole);
    /* What a finding rests on is in the report, not in the form's files. */
    if (document == r->report->document)
        gj_hash_text(&r->evidence, whole);
}

/* ------------------------------------------------------------- locations */

/** A member's value, or its key, which stands right before it. */
static uint32_t node_meant(gj_document *document, uint32_t node,
                           const gj_location *location)
{
    bool key = (location->flags & GJ_LOCATION_KEY) != 0 && node > 0 &&
               gj_node_type(document, node - 1) == GJ_KEY;
    return key ? node - 1 : node;
}

/** The node that a location means; GJ_NO_NODE with *pointer set where there
    is none. */
static uint32_t find_node(resolving *r, const gj_location *location,
                          gj_buffer *pointer)
{
    const gj_report *report = r->report;

    if (location->cell != GJ_NO_CELL) {
        if (location->cell >= report->cells.count) {
            r->wrong =
                GJ_BOTH("有一个位置指向表样中没有的单元格",
                        "a location names a cell that the form does not have");
            return GJ_NO_NODE;
        }
        gj_shape_pointer(report->shape, location->cell, pointer);
        return report->nodes[location->cell];
    }
    if (location->value.owner != NULL) {
        uint32_t node = gj_value_node(location->value);
        if (location->value.owner != report->document ||
            node >= gj_node_count(report->document)) {
            r->wrong = GJ_BOTH("有一个位置的值不属于本报告",
                               "a location's value is not of this report");
            return GJ_NO_NODE;
        }
        gj_node_pointer(report->document, node, pointer);
        return node_meant(report->document, node, location);
    }
    gj_buffer_text(pointer, take_text(r, location->pointer));
    return gj_node_at(report->document, 0, gj_buffer_view(pointer));
}

/** Fills in a spot of the report. */
static void resolve_own(resolving *r, gj_spot *spot,
                        const gj_location *location)
{
    gj_document *document = r->report->document;
    gj_buffer pointer = {0};
    uint32_t node = find_node(r, location, &pointer);

    if (!gj_words_given(r->wrong)) {
        gj_buffer_string(&pointer, "");
        spot->pointer = gj_arena_text(r->arena, gj_buffer_view(&pointer));
        spot->cell = location->cell != GJ_NO_CELL
                         ? location->cell
                         : gj_shape_cell(r->report->shape, spot->pointer);
        gj_hash_text(&r->evidence, spot->pointer);
        if (node != GJ_NO_NODE)
            set_value(r, spot, document, node, location);
        set_place(spot, document,
                  node != GJ_NO_NODE ? node
                                     : nearest_node(r->report, spot->pointer),
                  location);
    }
    gj_buffer_free(&pointer);
}

/** The data file of the form that a value is of, or NULL. */
static const gj_datum *datum_of(const gj_report *report, gj_value value)
{
    const gj_form *form = report->form;

    for (uint32_t i = 0; i < form->datum_count; i++)
        if (form->data[i].document == value.owner &&
            gj_value_node(value) < gj_node_count(form->data[i].document))
            return &form->data[i];
    return NULL;
}

/** Fills in a spot of a data file. */
static void resolve_foreign(resolving *r, gj_spot *spot,
                            const gj_location *location, const gj_datum *datum)
{
    uint32_t node = gj_value_node(location->value);
    gj_buffer pointer = {0};

    gj_buffer_string(&pointer, "");
    gj_node_pointer(datum->document, node, &pointer);
    spot->pointer = gj_arena_text(r->arena, gj_buffer_view(&pointer));
    spot->file = gj_arena_text(r->arena, datum->file);
    set_value(r, spot, datum->document, node, location);
    set_place(spot, datum->document, node, location);
    gj_buffer_free(&pointer);
}

static void resolve_spot(resolving *r, gj_spot *spot, const gj_location *theirs,
                         bool primary)
{
    const gj_datum *datum = NULL;
    gj_location copy;
    const gj_location *location = &copy;

    if (!gj_take(&copy, theirs, GJ_LEAST_LOCATION)) {
        r->wrong = GJ_BOTH("位置没有 size", "a location lacks its size");
        return;
    }
    *spot = (gj_spot){.cell = GJ_NO_CELL,
                      .role = location->role,
                      .side = location->side,
                      .coefficient = location->coefficient,
                      .value = {"", 0},
                      .secret = {"", 0},
                      .pointer = {"", 0},
                      .file = {"", 0}};
    if (!primary && location->cell == GJ_NO_CELL)
        datum = datum_of(r->report, location->value);
    if (datum != NULL)
        resolve_foreign(r, spot, location, datum);
    else
        resolve_own(r, spot, location);
}

static void resolve_related(resolving *r, gj_finding_entry *entry,
                            const gj_location *const *related)
{
    uint32_t count = 0;

    while (related != NULL && related[count] != NULL && count <= MOST_RELATED)
        count++;
    if (count > MOST_RELATED) {
        r->wrong = GJ_BOTH("一个结果的相关位置过多",
                           "a finding has too many related locations");
        return;
    }
    entry->related = gj_arena_new(r->arena, count * sizeof(gj_spot) + 1);
    for (; entry->related_count < count && !gj_words_given(r->wrong);
         entry->related_count++)
        resolve_spot(r, &entry->related[entry->related_count],
                     related[entry->related_count], false);
}

/** A cell's pointer, which is what names are found by. */
static gj_text cell_pointer(resolving *r, int64_t cell)
{
    gj_buffer pointer = {0};

    if (cell < 0 || cell >= r->report->cells.count) {
        r->wrong =
            GJ_BOTH("有一个参数指向表样中没有的单元格",
                    "an argument names a cell that the form does not have");
        return (gj_text){"", 0};
    }
    gj_shape_pointer(r->report->shape, (uint32_t)cell, &pointer);
    gj_text copy = gj_arena_text(r->arena, gj_buffer_view(&pointer));
    gj_buffer_free(&pointer);
    return copy;
}

static bool is_number(gj_text text)
{
    int64_t ignored;

    return text.length > 0 &&
           gj_decimal_read(text, &ignored) != GJ_DECIMAL_TYPE;
}

/** What is wrong with what an argument of its type holds; no words where
    nothing is. */
static gj_words argument_flaw(const gj_argument *argument)
{
    if (argument->type == 0)
        return GJ_BOTH("有一个实参没有类型", "an argument has no type");
    if (argument->type == GJ_ARGUMENT_NUMBER && !is_number(argument->text))
        return GJ_BOTH("有一个实参应为 JSON 写法的数，但不是",
                       "an argument that should be a number is none");
    if (argument->type == GJ_ARGUMENT_DATE && !gj_date_is(argument->integer))
        return GJ_BOTH("有一个实参应为 YYYYMMDD 的日期，但没有这一天",
                       "an argument that should be a day, YYYYMMDD, is none");
    return GJ_BOTH("", "");
}

/** Whether a sentence has a hole of that name: what nobody sees does no harm.
 */
static bool has_hole(gj_text words, gj_text name)
{
    const char *at = words.data;
    const char *end = words.data + words.length;

    while (name.length > 0 && at < end &&
           (at = memmem(at, (size_t)(end - at), name.data, name.length)) !=
               NULL) {
        const char *behind = at + name.length;
        if (at > words.data && at[-1] == '{' && behind < end && *behind == '}')
            return true;
        at++;
    }
    return false;
}

static bool is_shown(const resolving *r, gj_text name)
{
    return has_hole(r->message->words.zh, name) ||
           has_hole(r->message->words.en, name);
}

static gj_argument_entry resolve_argument(resolving *r,
                                          const gj_argument *theirs)
{
    gj_argument_entry entry = {0};
    gj_argument argument;

    if (!gj_take(&argument, theirs, GJ_LEAST_ARGUMENT)) {
        r->wrong = GJ_BOTH("实参没有 size", "an argument lacks its size");
        return entry;
    }
    entry = (gj_argument_entry){.type = argument.type,
                                .name = take_text(r, argument.name),
                                .text = take_text(r, argument.text),
                                .integer = argument.integer};
    gj_words flaw = argument_flaw(&argument);
    if (gj_words_given(flaw) && !gj_words_given(r->wrong) &&
        is_shown(r, entry.name))
        r->wrong = flaw;
    if (entry.type == GJ_ARGUMENT_CELL) {
        entry.type = GJ_ARGUMENT_NAME;
        entry.text = cell_pointer(r, argument.integer);
    } else if (entry.type == GJ_ARGUMENT_NAMED) {
        const gj_form *form = r->report->form;
        uint32_t text = gj_form_text(form, entry.text);
        entry.type = text != GJ_NO_TEXT ? GJ_ARGUMENT_NAME : GJ_ARGUMENT_TEXT;
        if (text != GJ_NO_TEXT)
            entry.text = form->texts[text].pointer;
    }
    return entry;
}

static void resolve_arguments(resolving *r, gj_finding_entry *entry,
                              const gj_argument *const *arguments)
{
    uint32_t count = 0;

    while (arguments != NULL && arguments[count] != NULL &&
           count <= MOST_ARGUMENTS)
        count++;
    if (count > MOST_ARGUMENTS) {
        r->wrong =
            GJ_BOTH("一个结果的参数过多", "a finding has too many arguments");
        return;
    }
    entry->arguments =
        gj_arena_new(r->arena, count * sizeof(gj_argument_entry) + 1);
    for (uint32_t i = 0; i < count && !gj_words_given(r->wrong); i++) {
        entry->arguments[i] = resolve_argument(r, arguments[i]);
        entry->argument_count++;
    }
}

/* ------------------------------------------------------------ the finding */

static gj_digest fingerprint(gj_text rule, const gj_report *report,
                             gj_text pointer)
{
    gj_hash hash;

    sha256_init(&hash);
    gj_hash_text(&hash, rule);
    gj_hash_text(&hash, report->form->id);
    gj_hash_text(&hash,
                 report->unit_code.length ? report->unit_code : report->unit);
    gj_hash_number(&hash, report->year);
    gj_hash_text(&hash, pointer);
    return gj_hash_end(&hash);
}

gj_words gj_finding_resolve(gj_finding_entry *entry, uint32_t *message_index,
                            const gj_rule_entry *rule, const gj_report *report,
                            const gj_finding *finding, gj_arena *arena)
{
    resolving r = {.report = report, .arena = arena};

    *entry = (gj_finding_entry){.place = finding->place};
    *message_index = gj_rule_message(rule, finding->message);
    if (*message_index == GJ_NONE)
        return GJ_BOTH(
            "用了规则没有声明的消息",
            "a finding uses a message that the rule has not declared");
    r.message = &rule->messages[*message_index];
    if (finding->primary == NULL)
        return GJ_BOTH("一个结果没有首要位置",
                       "a finding has no primary location");
    sha256_init(&r.evidence);
    resolve_spot(&r, &entry->primary, finding->primary, true);
    resolve_related(&r, entry, finding->related);
    resolve_arguments(&r, entry, finding->arguments);
    entry->expected = take_text(&r, finding->expected);
    entry->actual = take_text(&r, finding->actual);
    if (gj_words_given(r.wrong))
        return r.wrong;
    entry->fingerprint = fingerprint(rule->id, report, entry->primary.pointer);
    entry->evidence = gj_hash_end(&r.evidence);
    return r.wrong;
}

void gj_finding_digest_input(gj_finding_entry *entry, gj_text rule,
                             gj_text path, gj_text words)
{
    gj_hash hash;

    sha256_init(&hash);
    gj_hash_text(&hash, rule);
    gj_hash_text(&hash, path);
    entry->fingerprint = gj_hash_end(&hash);
    entry->evidence = digest_of(words);
}

void gj_finding_digest_report(gj_finding_entry *entry, gj_text rule,
                              const gj_report *report, gj_text words)
{
    entry->fingerprint = fingerprint(rule, report, (gj_text){"", 0});
    entry->evidence = digest_of(words);
}

/* schema: is the report built as its form's JSON Schema says? A thin adapter:
 * core/schema does the work, over the host's handles. */
#include <gouji/plugin.h>

#include <stdlib.h>
#include <string.h>

#include "schema/schema.h"

/* What open() made. */
typedef struct opened {
    gj_schema_store *store;
    gj_schema *schema;
    gj_checker *checker;
} opened;

/* ----------------------------------------------------------------- saying */

/* The cell at a pointer, as host->match() gives it. */
static int32_t take_cell(void *context, gj_text pointer, uint32_t cell)
{
    uint32_t *found = context;

    (void)pointer;
    *found = cell;
    return 1;
}

static uint32_t cell_at(const gj_check *check, gj_text pointer)
{
    const gj_shape *shape = check->host->shape(check->report);
    uint32_t cell = GJ_NO_CELL;

    /* A key that is written like a part of a pattern is no cell's. */
    if (pointer.length > 0 &&
        memchr(pointer.data, '*', pointer.length) == NULL &&
        memchr(pointer.data, '@', pointer.length) == NULL)
        check->host->match(shape, pointer, take_cell, &cell);
    return cell;
}

static gj_text message_of(const gj_mismatch *mismatch)
{
    static const gj_text missing = GJ_TEXT("missing");
    static const gj_text unknown = GJ_TEXT("unknown");
    static const gj_text wrong = GJ_TEXT("wrong");

    switch (mismatch->id) {
    case GJ_AT_REQUIRED:
    case GJ_AT_DEPENDENT_REQUIRED:
        return missing;
    case GJ_AT_UNKNOWN_KEY:
        return unknown;
    default:
        return wrong;
    }
}

static gj_argument text_argument(const char *name, gj_text text)
{
    return (gj_argument){.size = sizeof(gj_argument),
                         .type = GJ_ARGUMENT_TEXT,
                         .name = {name, strlen(name)},
                         .text = text};
}

static void say(const gj_check *check, const gj_mismatch *mismatch)
{
    bool missing = mismatch->id == GJ_AT_REQUIRED ||
                   mismatch->id == GJ_AT_DEPENDENT_REQUIRED;
    uint32_t cell = missing ? GJ_NO_CELL : cell_at(check, mismatch->pointer);
    const gj_location primary = {.size = sizeof primary,
                                 .cell = cell,
                                 .value = missing ? (gj_value){NULL, 0}
                                                  : mismatch->value,
                                 .pointer = mismatch->pointer};
    gj_argument name = text_argument("place", mismatch->pointer);
    const gj_argument zh = text_argument("zh", mismatch->words.zh);
    const gj_argument en = text_argument("en", mismatch->words.en);
    const gj_argument keyword = text_argument("keyword", mismatch->keyword);
    const gj_argument schema =
        text_argument("schema", mismatch->schema_pointer);
    const gj_argument *const arguments[] = {&name,    &zh,     &en,
                                            &keyword, &schema, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = message_of(mismatch),
                                .arguments = arguments,
                                .primary = &primary};

    if (mismatch->pointer.length > 0)
        name.type = GJ_ARGUMENT_NAME;
    else
        name.text = (gj_text)GJ_TEXT("/");
    check->host->failed(check->sink, &finding);
}

/* A number that is out of range as a cell was reported by the host. */
static bool is_reported(const gj_check *check, const gj_mismatch *mismatch)
{
    if (mismatch->id != GJ_AT_MAXIMUM && mismatch->id != GJ_AT_MINIMUM)
        return false;
    uint32_t cell = cell_at(check, mismatch->pointer);
    return cell != GJ_NO_CELL &&
           check->host->cells(check->report)->states[cell] == GJ_CELL_INVALID;
}

static void say_unfinished(const gj_check *check, const gj_mismatch *why)
{
    const gj_location primary = {
        .size = sizeof primary, .cell = GJ_NO_CELL, .value = why->value};
    const gj_argument zh = text_argument("zh", why->words.zh);
    const gj_argument en = text_argument("en", why->words.en);
    const gj_argument *const arguments[] = {&zh, &en, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("unfinished"),
                                .arguments = arguments,
                                .primary = &primary};

    check->host->not_assessable(check->sink, &finding);
}

static int32_t check_structure(const gj_check *check)
{
    opened *state = check->state;
    const gj_mismatch *found;
    size_t count = gj_checker_run(state->checker, check->host->values,
                                  check->host->root(check->report), &found);
    bool said = false;

    if (gj_checker_gave_up(state->checker)) {
        say_unfinished(check, found);
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_reported(check, &found[i]))
            continue;
        say(check, &found[i]);
        said = true;
    }
    if (!said)
        check->host->held(check->sink, 0, 1);
    return 0;
}

/* --------------------------------------------------------------- the rule */

static const gj_message missing_message = {
    sizeof(gj_message), 0, GJ_TEXT("missing"),
    GJ_WORDS("{place}：{zh}。", "{place}: {en}.")};
static const gj_message unknown_message = {
    sizeof(gj_message), 0, GJ_TEXT("unknown"),
    GJ_WORDS("{place}：{zh}。", "{place}: {en}.")};
static const gj_message wrong_message = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("{place}：{zh}。", "{place}: {en}.")};
static const gj_message unfinished_message = {
    sizeof(gj_message), 0, GJ_TEXT("unfinished"), GJ_WORDS("{zh}。", "{en}.")};
static const gj_message *const messages[] = {&missing_message, &unknown_message,
                                             &wrong_message,
                                             &unfinished_message, NULL};

static const gj_rule structure = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("structure"),
    .title = GJ_WORDS("报告的结构符合表样的 JSON Schema",
                      "the report is built as the form's JSON Schema says"),
    .basis = GJ_WORDS("表样文件夹中的 report.schema.json",
                      "report.schema.json in the form's folder"),
    .about = GJ_WORDS(
        "先看结构，再看数字：键名拼错、数字写成文字、整段遗漏，都会使后面的"
        "核对落空。",
        "Structure comes before arithmetic: with a misspelt key, a number "
        "written as text or a section left out, no figure can be checked."),
    .example = GJ_WORDS("把 carried_over 写成 carried_ovr，或者把 2 写成 "
                        "\"2件\"。",
                        "carried_over was written carried_ovr, or 2 was "
                        "written \"2 items\"."),
    .remedy = GJ_WORDS("按提示改正键名或值；没有数据的单元格写 null。",
                       "Correct the key or value as told; a cell without a "
                       "figure is null."),
    .messages = messages,
    .check = check_structure};

/* ---------------------------------------------------------------- opening */

static int32_t refuse(const gj_opening *opening, const gj_schema_error *error)
{
    const gj_fault fault = {
        .size = sizeof fault,
        .value = error->value,
        .words = {
            {error->error.words[GJ_ZH], strlen(error->error.words[GJ_ZH])},
            {error->error.words[GJ_EN], strlen(error->error.words[GJ_EN])}}};

    opening->host->fault(opening->registry, &fault);
    return 1;
}

static void close_schema(void *state)
{
    opened *own = state;

    if (own == NULL)
        return;
    gj_checker_free(own->checker);
    gj_schema_free(own->schema);
    gj_schema_store_free(own->store);
    free(own);
}

static int32_t open_schema(const gj_opening *opening, void **state)
{
    const gj_host *host = opening->host;
    gj_schema_error error = {.error = {.status = GJ_OK}};
    uint32_t first = 0;

    if (host->values->type(host->form_data(opening->registry, 0)) == GJ_ABSENT)
        return 0;
    opened *own = calloc(1, sizeof *own);
    if (own == NULL)
        return 1;
    own->store = gj_schema_store_new();
    /* The first file is the report's; its references may lead to others. */
    for (uint32_t i = 0;; i++) {
        gj_value root = host->form_data(opening->registry, i);
        if (host->values->type(root) == GJ_ABSENT)
            break;
        uint32_t tree =
            gj_schema_store_value(own->store, "", host->values, root);
        first = i == 0 ? tree : first;
    }
    if (gj_schema_compile(&own->schema, own->store, first, NULL, &error) !=
        GJ_OK) {
        close_schema(own);
        return refuse(opening, &error);
    }
    own->checker = gj_checker_new(own->schema);
    if (host->add_rule(opening->registry, &structure) != 0) {
        close_schema(own);
        return 1;
    }
    *state = own;
    return 0;
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("schema"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("结构：按 JSON Schema 2020-12 检查",
                      "Structure, by JSON Schema 2020-12"),
    .open = open_schema,
    .close = close_schema};

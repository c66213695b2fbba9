/* schema: is the report built as its form's JSON Schema says? A thin adapter:
 * core/schema does the work, over the host's handles. */
#include <gouji/plugin.h>

#include <stdbool.h>
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

static int is_missing(const gj_mismatch *mismatch)
{
    return mismatch->id == GJ_AT_REQUIRED ||
           mismatch->id == GJ_AT_DEPENDENT_REQUIRED;
}

/* A cell that is missing has a name, and a clerk wants to know what to put
   there; any other key is called by itself. */
static gj_text message_of(const gj_check *check, const gj_mismatch *mismatch)
{
    static const gj_text cell = GJ_TEXT("missing-cell");
    static const gj_text missing = GJ_TEXT("missing");
    static const gj_text unknown = GJ_TEXT("unknown");
    static const gj_text near = GJ_TEXT("unknown-near");
    static const gj_text wrong = GJ_TEXT("wrong");
    static const gj_text whole = GJ_TEXT("wrong-whole");

    if (is_missing(mismatch))
        return cell_at(check, mismatch->pointer) != GJ_NO_CELL ? cell : missing;
    if (mismatch->id == GJ_AT_UNKNOWN_KEY)
        return mismatch->nearest.length > 0 ? near : unknown;
    return mismatch->pointer.length > 0 ? wrong : whole;
}

static gj_argument text_argument(const char *name, gj_text text)
{
    return (gj_argument){.size = sizeof(gj_argument),
                         .type = GJ_ARGUMENT_TEXT,
                         .name = {name, strlen(name)},
                         .text = text};
}

/* A key of any length may stand in a report; what is said of it is short. */
static gj_text shorten(gj_text text)
{
    uint64_t length = 200;

    if (text.length <= length)
        return text;
    while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80)
        length--;
    return (gj_text){text.data, length};
}

static void say(const gj_check *check, const gj_mismatch *mismatch)
{
    bool missing = is_missing(mismatch);
    bool unknown = mismatch->id == GJ_AT_UNKNOWN_KEY;
    uint32_t cell = missing ? GJ_NO_CELL : cell_at(check, mismatch->pointer);
    const gj_location primary = {.size = sizeof primary,
                                 .cell = cell,
                                 .value = missing ? (gj_value){NULL, 0}
                                                  : mismatch->value,
                                 .pointer = mismatch->pointer,
                                 .flags = unknown ? GJ_LOCATION_KEY : 0};
    gj_argument name = text_argument("place", shorten(mismatch->pointer));
    const gj_argument zh = text_argument("zh", mismatch->words.zh);
    const gj_argument en = text_argument("en", mismatch->words.en);
    const gj_argument key = text_argument("key", shorten(mismatch->key));
    const gj_argument nearest = text_argument("nearest", mismatch->nearest);
    const gj_argument *const arguments[] = {&name, &zh,      &en,
                                            &key,  &nearest, NULL};
    const gj_location asks = {.size = sizeof asks,
                              .cell = GJ_NO_CELL,
                              .value = mismatch->schema_value,
                              .role = GJ_ROLE_DEFINITION};
    const gj_location *const related[] = {&asks, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = message_of(check, mismatch),
                                .arguments = arguments,
                                .primary = &primary,
                                .related = related};

    if (mismatch->pointer.length > 0)
        name.type = GJ_ARGUMENT_NAME;
    check->host->failed(check->sink, &finding);
}

/* Whether what is wrong is the size of a number, not its being one. */
static int is_about_size(const gj_check *check, const gj_mismatch *mismatch)
{
    const gj_values *values = check->host->values;

    switch (mismatch->id) {
    case GJ_AT_TYPE:
        return values->type(mismatch->value) == GJ_NUMBER;
    case GJ_AT_MINIMUM:
    case GJ_AT_MAXIMUM:
    case GJ_AT_EXCLUSIVE_MINIMUM:
    case GJ_AT_EXCLUSIVE_MAXIMUM:
    case GJ_AT_MULTIPLE_OF:
        return 1;
    default:
        return 0;
    }
}

/* A cell's number that arithmetic can take up is the business of the form's
   other rules, where the form says that it has some. */
static int is_left(const gj_check *check, const gj_mismatch *mismatch)
{
    static const gj_text name = GJ_TEXT("cell_values");
    static const char leave[] = "leave";
    gj_text wish = check->host->parameter_text(check->sink, name);

    if (wish.length != sizeof leave - 1 ||
        memcmp(wish.data, leave, wish.length) != 0 ||
        !is_about_size(check, mismatch))
        return 0;
    uint32_t cell = cell_at(check, mismatch->pointer);
    return cell != GJ_NO_CELL &&
           check->host->cells(check->report)->states[cell] == GJ_CELL_NUMBER;
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

/* Whoever must mend a thousand faults needs no list of the rest. */
enum { MOST_LISTED = 1000 };

static void say_more(const gj_check *check)
{
    const gj_location primary = {.size = sizeof primary,
                                 .cell = GJ_NO_CELL,
                                 .value = check->host->root(check->report)};
    const gj_argument count = {.size = sizeof count,
                               .type = GJ_ARGUMENT_INTEGER,
                               .name = GJ_TEXT("count"),
                               .integer = MOST_LISTED};
    const gj_argument *const arguments[] = {&count, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("more"),
                                .arguments = arguments,
                                .primary = &primary};

    check->host->failed(check->sink, &finding);
}

/* Where the schema was not gone through to its end. */
static void say_cut(const gj_check *check)
{
    const gj_mismatch why = {
        .value = check->host->root(check->report),
        .words = GJ_WORDS("结构问题太多，其余未再查找",
                          "so much is wrong with the structure that no more "
                          "was looked for")};

    say_unfinished(check, &why);
}

static int32_t check_structure(const gj_check *check)
{
    opened *state = check->state;
    const gj_mismatch *found;
    uint32_t said = 0;
    size_t count = gj_checker_run(state->checker, check->host->values,
                                  check->host->root(check->report), &found);

    if (gj_checker_gave_up(state->checker)) {
        say_unfinished(check, found);
        return 0;
    }
    for (size_t i = 0; i < count && said <= MOST_LISTED; i++) {
        if (is_left(check, &found[i]))
            continue;
        if (said++ < MOST_LISTED)
            say(check, &found[i]);
        else
            say_more(check);
    }
    bool cut = gj_checker_was_cut(state->checker);
    if (cut && said <= MOST_LISTED)
        say_cut(check);
    else if (said == 0)
        check->host->held(check->sink, 0, 1);
    return 0;
}

/* --------------------------------------------------------------- the rule */

static const gj_message missing_message = {
    sizeof(gj_message), 0, GJ_TEXT("missing"),
    GJ_WORDS("{place}：缺少“{key}”这一项。", "{place} is missing.")};
static const gj_message missing_cell_message = {
    sizeof(gj_message), 0, GJ_TEXT("missing-cell"),
    GJ_WORDS(
        "{place}：缺少此项（“{key}”）；没有发生的填 0，数字未知的填 null。",
        "{place} (\"{key}\") is missing; write 0 where there was nothing, "
        "null where it is not known.")};
static const gj_message unknown_message = {
    sizeof(gj_message), 0, GJ_TEXT("unknown"),
    GJ_WORDS("{place}：表样中没有“{key}”。",
             "{place}: the form has no \"{key}\".")};
static const gj_message unknown_near_message = {
    sizeof(gj_message), 0, GJ_TEXT("unknown-near"),
    GJ_WORDS(
        "{place}：表样中没有“{key}”；是否应为“{nearest}”？",
        "{place}: the form has no \"{key}\"; did you mean \"{nearest}\"?")};
static const gj_message wrong_message = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("{place}：{zh}。", "{place}: {en}.")};
static const gj_message wrong_whole_message = {
    sizeof(gj_message), 0, GJ_TEXT("wrong-whole"),
    GJ_WORDS("整份报告：{zh}。", "the report as a whole: {en}.")};
static const gj_message more_message = {
    sizeof(gj_message), 0, GJ_TEXT("more"),
    GJ_WORDS("结构问题不止以上 {count} 处，其余未逐一列出。",
             "more is wrong with the structure than these {count} faults; the "
             "others are not listed.")};
static const gj_message unfinished_message = {
    sizeof(gj_message), 0, GJ_TEXT("unfinished"), GJ_WORDS("{zh}。", "{en}.")};
static const gj_message *const messages[] = {
    &missing_message,      &missing_cell_message, &unknown_message,
    &unknown_near_message, &wrong_message,        &wrong_whole_message,
    &more_message,         &unfinished_message,   NULL};

static const gj_parameter cell_values = {
    sizeof(gj_parameter), GJ_PARAMETER_TEXT, GJ_TEXT("cell_values"),
    GJ_TEXT("check"),
    GJ_WORDS("check：单元格数字的大小和是否整数也在此检查；leave：留给表样的"
             "其他规则",
             "check: how large a cell's number is, and whether it is whole, is "
             "checked here too; leave: that is left to the form's other "
             "rules")};
static const gj_parameter *const parameters[] = {&cell_values, NULL};

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
    .parameters = parameters,
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
    const gj_schema_options options = {
        .sound = GJ_OPENING_HAS(opening, GJ_OPENING_SEALED)};
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
    if (gj_schema_compile(&own->schema, own->store, first, &options, &error) !=
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

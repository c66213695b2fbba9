/* A plugin that uses everything ABI 1.0 has. It is kept as it was compiled
 * against the header of 1.0, and never changed: what it says today is what it
 * said then. */
#include <gouji/plugin.h>

#include <stdlib.h>
#include <string.h>

static gj_text text(const char *literal)
{
    return (gj_text){literal, strlen(literal)};
}

static int is(gj_text a, gj_text b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* ----------------------------------------------- a rule of the descriptor */

static uint32_t entries(const gj_check *check)
{
    const gj_host *host = check->host;
    return host->match(host->shape(check->report), text("/entries/*/sum"), NULL,
                       NULL);
}

typedef struct found {
    uint32_t cells[64];
    uint32_t count;
} found;

static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    found *f = context;
    if (cell != GJ_NO_CELL && pointer.length > 0 && f->count < 64)
        f->cells[f->count++] = cell;
    return 0;
}

static void fail_sum(const gj_check *check, uint32_t place, const uint32_t *at)
{
    const gj_cells *cells = check->host->cells(check->report);
    const gj_location primary = {.size = sizeof primary, .cell = at[2]};
    gj_location terms[3];
    const gj_location *related[4] = {0};
    const gj_argument arguments[] = {
        {.size = sizeof(gj_argument), .type = GJ_ARGUMENT_CELL,
         .name = GJ_TEXT("cell"), .integer = at[2]},
        {.size = sizeof(gj_argument), .type = GJ_ARGUMENT_INTEGER,
         .name = GJ_TEXT("sum"),
         .integer = (cells->values[at[0]] + cells->values[at[1]]) / 1000000},
        {.size = sizeof(gj_argument), .type = GJ_ARGUMENT_NUMBER,
         .name = GJ_TEXT("allowed"), .text = GJ_TEXT("0.5")},
        {.size = sizeof(gj_argument), .type = GJ_ARGUMENT_DATE,
         .name = GJ_TEXT("today"),
         .integer = check->host->today(check->report)},
        {.size = sizeof(gj_argument), .type = GJ_ARGUMENT_NAME,
         .name = GJ_TEXT("first"), .text = GJ_TEXT("/entries/0/a")},
        {.size = sizeof(gj_argument), .type = GJ_ARGUMENT_NAMED,
         .name = GJ_TEXT("kind"), .text = GJ_TEXT("kind")}};
    const gj_argument *const all[] = {&arguments[0], &arguments[1],
                                      &arguments[2], &arguments[3],
                                      &arguments[4], &arguments[5], NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .place = place,
                                .message = GJ_TEXT("differs"),
                                .arguments = all,
                                .primary = &primary,
                                .related = related,
                                .expected = GJ_TEXT("3"),
                                .actual = GJ_TEXT("4")};

    for (int i = 0; i < 3; i++) {
        terms[i] = (gj_location){.size = sizeof(gj_location),
                                 .cell = at[i],
                                 .role = GJ_ROLE_TERM,
                                 .side = i < 2 ? GJ_SIDE_LEFT : GJ_SIDE_RIGHT,
                                 .coefficient = 1000000};
        related[i] = &terms[i];
    }
    check->host->failed(check->sink, &finding);
}

static void leave_open(const gj_check *check, uint32_t place, uint32_t cell)
{
    const gj_location primary = {.size = sizeof primary, .cell = cell};
    const gj_location open = {
        .size = sizeof open, .cell = cell, .role = GJ_ROLE_OPEN};
    const gj_location *const related[] = {&open, NULL};
    const gj_finding why = {.size = sizeof why,
                            .place = place,
                            .message = GJ_TEXT("blank"),
                            .primary = &primary,
                            .related = related};
    check->host->not_assessable(check->sink, &why);
}

static int32_t check_sums(const gj_check *check)
{
    const gj_host *host = check->host;
    const gj_cells *cells = host->cells(check->report);
    int64_t most = host->parameter_integer(check->sink, text("most")) * 1000000;
    found f = {.count = 0};

    if (!is(host->parameter_text(check->sink, text("mark")), text("*")) ||
        host->parameter_day(check->sink, text("day")) != 229 ||
        host->shape_id(host->shape(check->report)) == 0)
        return 1;
    host->match(host->shape(check->report), text("/entries/*/@parts"), take,
                &f);
    for (uint32_t i = 0; i * 3 < f.count; i++) {
        const uint32_t *at = &f.cells[i * 3];
        if (cells->states[at[2]] == GJ_CELL_BLANK)
            leave_open(check, i, at[2]);
        else if (cells->values[at[0]] + cells->values[at[1]] !=
                     cells->values[at[2]] ||
                 cells->values[at[2]] > most)
            fail_sum(check, i, at);
        else
            host->held(check->sink, i, 1);
    }
    return cells->kinds[f.cells[0]] == GJ_CELL_COUNT ? 0 : 1;
}

static const gj_message differs = {
    sizeof differs, 0, GJ_TEXT("differs"),
    GJ_WORDS("{cell}应为{sum}，容差{allowed}，{today}查，始于{first}（{kind}）。",
             "{cell} should be {sum} within {allowed}, seen {today}, from "
             "{first} ({kind}).")};
static const gj_message blank = {sizeof blank, 0, GJ_TEXT("blank"),
                                 GJ_WORDS("是空的。", "it is blank.")};
static const gj_message *const sum_messages[] = {&differs, &blank, NULL};
static const gj_parameter most = {sizeof most, GJ_PARAMETER_INTEGER,
                                  GJ_TEXT("most"), GJ_TEXT("1000"),
                                  GJ_WORDS("上限", "the most")};
static const gj_parameter mark = {sizeof mark, GJ_PARAMETER_TEXT,
                                  GJ_TEXT("mark"), GJ_TEXT("*"),
                                  GJ_WORDS("记号", "a mark")};
static const gj_parameter day = {sizeof day, GJ_PARAMETER_DAY, GJ_TEXT("day"),
                                 GJ_TEXT("02-29"), GJ_WORDS("某日", "a day")};
static const gj_parameter *const parameters[] = {&most, &mark, &day, NULL};

static const gj_rule sums = {
    .size = sizeof sums,
    .severity = GJ_ERROR,
    .id = GJ_TEXT("sums"),
    .title = GJ_WORDS("各项之和等于合计", "The parts make the sum"),
    .basis = GJ_WORDS("接口 1.0", "ABI 1.0"),
    .about = GJ_WORDS("逐条相加。", "Each entry is added up."),
    .example = GJ_WORDS("1 加 2 得 4。", "1 and 2 make 4."),
    .remedy = GJ_WORDS("改合计。", "Mend the sum."),
    .messages = sum_messages,
    .parameters = parameters,
    .places = entries,
    .check = check_sums};
static const gj_rule *const rules[] = {&sums, NULL};

/* ----------------------------------------------------- rules made of data */

typedef struct word {
    gj_text text;
    uint32_t seen;
} word;

/** The note's part that is one of the words which the data file forbids. */
static int32_t check_word(const gj_check *check)
{
    const gj_host *host = check->host;
    const gj_values *values = host->values;
    const word *w = check->data;
    uint32_t *opened = check->state;
    gj_value note = values->at(host->root(check->report), text("/note"));
    gj_text all = values->text(note);
    gj_location primary = {.size = sizeof primary, .cell = GJ_NO_CELL,
                           .value = note,
                           .length = (uint32_t)w->text.length};
    const gj_location kind = {.size = sizeof kind, .cell = GJ_NO_CELL,
                              .value = host->named(check->report, text("kind")),
                              .role = GJ_ROLE_CONTEXT};
    const gj_location gone = {.size = sizeof gone, .cell = GJ_NO_CELL,
                              .pointer = GJ_TEXT("/gone"),
                              .role = GJ_ROLE_CONTEXT};
    const gj_location *const related[] = {&kind, &gone, NULL};
    const gj_argument argument = {.size = sizeof argument,
                                  .type = GJ_ARGUMENT_TEXT,
                                  .name = GJ_TEXT("word"), .text = w->text};
    const gj_argument *const arguments[] = {&argument, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("found"),
                                .arguments = arguments,
                                .primary = &primary,
                                .related = related};

    if (*opened != 1 || host->year(check->report) != 2024)
        return 1;
    for (; primary.offset + w->text.length <= all.length; primary.offset++)
        if (memcmp(all.data + primary.offset, w->text.data, w->text.length) ==
            0) {
            host->failed(check->sink, &finding);
            return 0;
        }
    host->held(check->sink, 0, 1);
    return 0;
}

static const gj_message said = {sizeof said, 0, GJ_TEXT("found"),
                                GJ_WORDS("不应写“{word}”。",
                                         "“{word}” must not be written.")};
static const gj_message *const word_messages[] = {&said, NULL};

static word words[8];

/** Every accessor once, over the data file. */
static int reads_right(const gj_values *v, gj_value root)
{
    gj_value first = v->first(root);
    int64_t millionths = 0;

    return v->type(root) == GJ_OBJECT && v->count(root) == 3 &&
           is(v->key(first), text("words")) &&
           v->type(v->next(v->next(v->next(first)))) == GJ_ABSENT &&
           is(v->number(v->at(root, text("/limits/0"))), text("2.50")) &&
           v->decimal(v->at(root, text("/limits/0")), &millionths) ==
               GJ_DECIMAL_OK &&
           millionths == 2500000 &&
           v->decimal(first, &millionths) == GJ_DECIMAL_TYPE;
}

static int32_t open_form(const gj_opening *opening, void **state)
{
    const gj_host *host = opening->host;
    const gj_values *v = host->values;
    gj_value root = host->form_data(opening->registry, 0);
    uint32_t count = 0;

    if (v->type(root) == GJ_ABSENT)
        return 0;
    if (!reads_right(v, root) || !is(host->form_id(opening->form),
                                     text("ledger")) ||
        v->count(host->form_set(opening->form, text("parts"))) != 3 ||
        !host->form_names(opening->form, text("kind")) ||
        host->match(opening->shape, text("/entries/*/a"), NULL, NULL) != 1)
        return 1;
    gj_value list = v->member(root, text("words"));
    for (gj_value one = v->first(list); v->type(one) != GJ_ABSENT && count < 8;
         one = v->next(one)) {
        gj_rule rule = sums;
        words[count].text = v->text(v->member(one, text("word")));
        if (words[count].text.length == 0) {
            const gj_fault fault = {
                .size = sizeof fault, .value = one,
                .words = GJ_WORDS("没有词", "there is no word")};
            host->fault(opening->registry, &fault);
            return 1;
        }
        rule.severity = GJ_WARNING;
        rule.id = v->text(v->member(one, text("id")));
        rule.messages = word_messages;
        rule.parameters = NULL;
        rule.places = NULL;
        rule.check = check_word;
        rule.data = &words[count++];
        if (host->add_rule(opening->registry, &rule) != 0)
            return 1;
    }
    *state = calloc(1, sizeof(uint32_t));
    if (*state != NULL)
        *(uint32_t *)*state = 1;
    return 0;
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("every"),
    .version = GJ_TEXT("1.0.0"),
    .title = GJ_WORDS("接口 1.0 的全部", "All of ABI 1.0"),
    .rules = rules,
    .open = open_form,
    .close = free};

/* open(): a rule whose limit stands in a data file of the form, {"most": 3}.
 * A form that names no file for this plugin gets no rule. A finding leads to
 * the entry that asks for it. */
#include <gouji/plugin.h>
#include <stdlib.h>

static int32_t check(const gj_check *check)
{
    const gj_value *limit = check->state;
    const gj_values *values = check->host->values;
    int64_t most = 0;
    const gj_location entry = {.size = sizeof entry,
                               .cell = GJ_NO_CELL,
                               .value = *limit,
                               .role = GJ_ROLE_DEFINITION};
    const gj_location *const related[] = {&entry, NULL};
    const gj_location spot = {.size = sizeof spot,
                              .cell = GJ_NO_CELL,
                              .value = check->host->root(check->report)};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("wrong"),
                                .primary = &spot,
                                .related = related};

    values->decimal(*limit, &most);
    if (values->count(spot.value) > most / 1000000)
        check->host->failed(check->sink, &finding);
    else
        check->host->held(check->sink, 0, 1);
    return 0;
}

static const gj_message wrong = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("报告的部分太多。", "too many sections")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_INFO,
    .id = GJ_TEXT("few-sections"),
    .title = GJ_WORDS("部分不多", "There are few sections"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示数据文件。", "Shows a data file."),
    .example = GJ_WORDS("4 个。", "4 of them."),
    .remedy = GJ_WORDS("删去多余的。", "Take some out."),
    .messages = messages,
    .check = check,
};

static int32_t begin(const gj_opening *opening, void **state)
{
    const gj_values *values = opening->host->values;
    gj_value root = opening->host->form_data(opening->registry, 0);
    gj_value limit = values->member(root, (gj_text)GJ_TEXT("most"));
    const gj_fault fault = {.size = sizeof fault,
                            .value = root,
                            .words = GJ_WORDS("缺 most", "there is no most")};

    if (values->type(root) == GJ_ABSENT)
        return 0;
    if (!GJ_OPENING_HAS(opening, GJ_OPENING_SEALED) &&
        values->type(limit) != GJ_NUMBER)
        opening->host->fault(opening->registry, &fault);
    if ((*state = malloc(sizeof limit)) == NULL)
        return 1;
    *(gj_value *)*state = limit;
    return opening->host->add_rule(opening->registry, &rule);
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("data"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：数据文件", "Example: a data file"),
    .open = begin,
    .close = free,
};

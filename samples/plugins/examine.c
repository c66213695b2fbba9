/* examine(): what `gouji rules check` is told of rules that are data, here of
 * {"cell": "/requests/total/new"}: at which cells they look, what is odd. */
#include <gouji/plugin.h>
#include <stdlib.h>

static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    (void)pointer;
    *(uint32_t *)context = cell;
    return 1;
}
static int32_t check(const gj_check *check)
{
    const gj_values *values = check->host->values;
    gj_text at = values->text(*(const gj_value *)check->state);
    gj_value value = values->at(check->host->root(check->report), at);
    const gj_location spot = {
        .size = sizeof spot, .cell = GJ_NO_CELL, .value = value, .pointer = at};
    const gj_finding finding = {
        .size = sizeof finding, .message = GJ_TEXT("open"), .primary = &spot};

    if (values->type(value) == GJ_NUMBER)
        check->host->held(check->sink, 0, 1);
    else
        check->host->failed(check->sink, &finding);
    return 0;
}
static const gj_message open = {sizeof(gj_message), 0, GJ_TEXT("open"),
                                GJ_WORDS("没有填数。", "no number is here.")};
static const gj_message *const messages[] = {&open, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_INFO,
    .id = GJ_TEXT("filled-in"),
    .title = GJ_WORDS("这一格填了数", "The cell holds a number"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示数据里的规则。", "Shows a rule that is data."),
    .example = GJ_WORDS("空着。", "It is blank."),
    .remedy = GJ_WORDS("填上。", "Fill it in."),
    .messages = messages,
    .check = check};
static int32_t begin(const gj_opening *opening, void **state)
{
    const gj_values *values = opening->host->values;
    gj_value data = opening->host->form_data(opening->registry, 0);
    gj_value *entry = *state = malloc(sizeof data);

    if (entry == NULL)
        return 1;
    *entry = values->member(data, (gj_text)GJ_TEXT("cell"));
    if (values->type(*entry) != GJ_STRING)
        return 0;
    return opening->host->add_rule(opening->registry, &rule);
}
static int32_t examine(const gj_opening *opening, void *state)
{
    const gj_host *host = opening->host;
    const gj_value *entry = state;
    uint32_t cell = GJ_NO_CELL;
    const gj_fault odd = {.size = sizeof odd,
                          .value = *entry,
                          .words = GJ_WORDS("不是单元格", "this is no cell")};

    host->match(opening->shape, host->values->text(*entry), take, &cell);
    if (cell != GJ_NO_CELL)
        host->touches(opening->registry, cell, 0);
    else if (entry->owner != NULL)
        host->remark(opening->registry, GJ_WARNING, &odd);
    return 0;
}
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("examine"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：examine()", "Example: examine()"),
    .open = begin,
    .close = free,
    .examine = examine};

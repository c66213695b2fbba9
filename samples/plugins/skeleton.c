/* skeleton(): what the keys of a report say is found out once for all reports
 * that are built alike. Here: whether there is a remark at the top. */
#include <gouji/plugin.h>

#include <stdlib.h>

typedef struct memory {
    uint64_t skeleton;
    gj_value remark;
} memory;

static gj_value remark(const gj_check *check)
{
    const gj_values *values = check->host->values;
    gj_value root = check->host->root(check->report);
    memory *m = check->state;
    uint64_t skeleton = 0;

    if (values->size > offsetof(gj_values, skeleton))
        skeleton = values->skeleton(root);
    if (skeleton == 0 || skeleton != m->skeleton)
        *m = (memory){skeleton,
                      values->member(root, (gj_text)GJ_TEXT("Remark"))};
    /* In a report that is built alike it stands at the same place. */
    if (m->remark.owner != NULL)
        m->remark.owner = root.owner;
    return m->remark;
}
static int32_t check(const gj_check *check)
{
    const gj_location spot = {
        .size = sizeof spot, .cell = GJ_NO_CELL, .value = remark(check)};
    const gj_finding finding = {
        .size = sizeof finding, .message = GJ_TEXT("wrong"), .primary = &spot};

    if (check->host->values->type(spot.value) == GJ_ABSENT)
        check->host->held(check->sink, 0, 1);
    else
        check->host->failed(check->sink, &finding);
    return 0;
}
static const gj_message wrong = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("报告里有一条附注。", "There is a remark in the report.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_INFO,
    .id = GJ_TEXT("no-remark"),
    .title = GJ_WORDS("没有附注", "There is no remark"),
    .basis = GJ_WORDS("示例", "an example"),
    .about =
        GJ_WORDS("演示结构相同的报告。", "Shows reports that are built alike."),
    .example = GJ_WORDS("加了 Remark。", "Remark was added."),
    .remedy = GJ_WORDS("删去附注。", "Take the remark out."),
    .messages = messages,
    .check = check,
};
static const gj_rule *const rules[] = {&rule, NULL};
static int32_t begin(const gj_opening *opening, void **state)
{
    (void)opening;
    return (*state = calloc(1, sizeof(memory))) == NULL;
}
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("skeleton"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：结构相同", "Example: built alike"),
    .rules = rules,
    .open = begin,
    .close = free};

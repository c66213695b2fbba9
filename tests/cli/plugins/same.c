/* The rule of tests/cli/same.sh as code: what plugins/equations says of it as
 * data, this says too. */
#include <gouji/plugin.h>

static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    (void)pointer;
    *(uint32_t *)context = cell;
    return 1;
}

static uint32_t find(const gj_check *check, gj_text pointer)
{
    uint32_t cell = GJ_NO_CELL;
    check->host->match(check->host->shape(check->report), pointer, take, &cell);
    return cell;
}

static int32_t judge(const gj_check *check)
{
    const gj_cells *cells = check->host->cells(check->report);
    const gj_location left = {
        .size = sizeof left,
        .cell =
            find(check, (gj_text)GJ_TEXT("/requests/total/carried_forward")),
        .role = GJ_ROLE_TERM,
        .side = GJ_SIDE_LEFT,
        .coefficient = 1000000};
    const gj_location right = {
        .size = sizeof right,
        .cell = find(check, (gj_text)GJ_TEXT("/requests/total/carried_over")),
        .role = GJ_ROLE_TERM,
        .side = GJ_SIDE_RIGHT,
        .coefficient = 1000000};
    const gj_location *const related[] = {&left, &right, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("more"),
                                .primary = &left,
                                .related = related};

    if (cells->values[left.cell] > cells->values[right.cell])
        check->host->failed(check->sink, &finding);
    else
        check->host->held(check->sink, 0, 1);
    return 0;
}

static const gj_message more = {
    .size = sizeof more,
    .key = GJ_TEXT("more"),
    .words = GJ_WORDS("结转多于上年。", "More are left than last year.")};
static const gj_message *const messages[] = {&more, NULL};
static const gj_rule rule = {.size = sizeof rule,
                             .severity = GJ_WARNING,
                             .id = GJ_TEXT("few-left"),
                             .title = GJ_WORDS("结转不多", "Few are left"),
                             .basis = GJ_WORDS("示例", "an example"),
                             .about = GJ_WORDS("结转。", "Left over."),
                             .example = GJ_WORDS("结转 9 件。", "9 are left."),
                             .remedy = GJ_WORDS("核对。", "Check."),
                             .messages = messages,
                             .check = judge};
static const gj_rule *const rules[] = {&rule, NULL};

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("equations"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("同一规则", "The same rule"),
    .rules = rules};

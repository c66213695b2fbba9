/* ties(): the terms of an equality, for the search for the cell at fault. */
#include <gouji/plugin.h>
__extension__ typedef __int128 wide;
static const gj_text terms[] = {GJ_TEXT("/requests/total/new"),
                                GJ_TEXT("/requests/total/carried_over"),
                                GJ_TEXT("/requests/total/handled/total"),
                                GJ_TEXT("/requests/total/carried_forward")};

static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    (void)pointer;
    *(uint32_t *)context = cell;
    return 1;
}
static uint32_t term(const gj_check *check, int i)
{
    uint32_t cell = GJ_NO_CELL;
    const gj_shape *shape = check->host->shape(check->report);
    check->host->match(shape, terms[i], take, &cell);
    return cell;
}
static uint32_t places(const gj_check *check)
{
    return term(check, 2) != GJ_NO_CELL;
}
static int32_t check(const gj_check *check)
{
    const gj_cells *cells = check->host->cells(check->report);
    const gj_location spot = {.size = sizeof spot, .cell = term(check, 3)};
    const gj_finding finding = {
        .size = sizeof finding, .message = GJ_TEXT("wrong"), .primary = &spot};
    wide left = 0;

    for (int i = 0; i < 4; i++)
        left += (i < 2 ? 1 : -1) * (wide)cells->values[term(check, i)];
    if (cells->open_count > 0)
        check->host->not_assessable(check->sink, &finding);
    else if (left != 0)
        check->host->failed(check->sink, &finding);
    else
        check->host->held(check->sink, 0, 1);
    return 0;
}
static int32_t ties(const gj_check *check, uint32_t place)
{
    (void)place;
    for (int i = 0; i < 4; i++)
        check->host->term(check->sink, 0, term(check, i),
                          i < 2 ? GJ_SIDE_LEFT : GJ_SIDE_RIGHT, 1000000);
    return 0;
}
static const gj_message wrong = {.size = sizeof wrong,
                                 .key = GJ_TEXT("wrong"),
                                 .words =
                                     GJ_WORDS("总计不平。", "not balanced")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_ERROR,
    .id = GJ_TEXT("totals-balance"),
    .title = GJ_WORDS("总计栏收支相抵", "The totals balance"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示等式的各项。", "Shows the terms of an equality."),
    .example = GJ_WORDS("2 加 0，3 加 0。", "2 and 0, but 3 and 0."),
    .remedy = GJ_WORDS("核对总计栏。", "Check the totals."),
    .messages = messages,
    .places = places,
    .check = check,
    .ties = ties,
};
static const gj_rule *const rules[] = {&rule, NULL};
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("balance"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：等式", "Example: an equality"),
    .rules = rules,
};

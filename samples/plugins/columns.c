/* Several places: each cell that a pattern finds is one, and gets its own
 * verdict; a blank cell cannot be judged. */
#include <gouji/plugin.h>

enum { MOST = 64 };

typedef struct found {
    uint32_t count;
    uint32_t cells[MOST];
} found;

static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    found *f = context;
    (void)pointer;
    f->cells[f->count++] = cell;
    return f->count == MOST;
}
static uint32_t find(const gj_check *check, found *f)
{
    const gj_shape *shape = check->host->shape(check->report);
    f->count = 0;
    check->host->match(shape, (gj_text)GJ_TEXT("/requests/*/new"), take, f);
    return f->count;
}
static uint32_t places(const gj_check *check)
{
    found f;
    return find(check, &f);
}
static int32_t check(const gj_check *check)
{
    const gj_cells *cells = check->host->cells(check->report);
    found f;
    uint32_t count = find(check, &f);

    for (uint32_t i = 0; i < count; i++) {
        const gj_location spot = {.size = sizeof spot, .cell = f.cells[i]};
        const gj_finding finding = {.size = sizeof finding,
                                    .place = i,
                                    .message = GJ_TEXT("wrong"),
                                    .primary = &spot};
        if (cells->states[f.cells[i]] != GJ_CELL_NUMBER)
            check->host->not_assessable(check->sink, &finding);
        else if (cells->values[f.cells[i]] > 3 * (int64_t)1000000)
            check->host->failed(check->sink, &finding);
        else
            check->host->held(check->sink, i, 1);
    }
    return 0;
}
static const gj_message wrong = {
    .size = sizeof wrong,
    .key = GJ_TEXT("wrong"),
    .words = GJ_WORDS("新收可能超过 3 件。", "maybe more than 3")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_INFO,
    .id = GJ_TEXT("few-came-in"),
    .title = GJ_WORDS("每栏新收的申请不超过 3 件",
                      "No more than 3 requests came in, in each column"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("一条规则查几处。", "A rule with places."),
    .example = GJ_WORDS("总计栏新收 4 件。", "4 in the column of totals."),
    .remedy = GJ_WORDS("不需要改。", "Nothing to mend."),
    .messages = messages,
    .places = places,
    .check = check,
};
static const gj_rule *const rules[] = {&rule, NULL};
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("columns"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：查几处", "Example: several places"),
    .rules = rules,
};

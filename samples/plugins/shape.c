/* shape_id(): reports of one shape have the same cells, so these are looked up
 * once for each shape and kept. Here: the applicants' new requests. */
#include <gouji/plugin.h>
#include <stdlib.h>

typedef struct memory {
    uint64_t shape;
    uint32_t count, cells[64];
} memory;
static const gj_text pattern = GJ_TEXT("/requests/@applicants/new");
static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    memory *m = context;
    (void)pointer;
    m->cells[m->count++] = cell;
    return m->count == 64;
}
static uint32_t places(const gj_check *check)
{
    const gj_shape *shape = check->host->shape(check->report);
    memory *m = check->state;
    if (m->shape != check->host->shape_id(shape)) {
        *m = (memory){.shape = check->host->shape_id(shape)};
        check->host->match(shape, pattern, take, m);
    }
    return m->count > 0;
}
static int32_t check(const gj_check *check)
{
    const memory *m = check->state; /* places() was called before */
    const gj_cells *cells = check->host->cells(check->report);
    const gj_location spot = {.size = sizeof spot, .cell = m->cells[0]};
    const gj_finding finding = {
        .size = sizeof finding, .message = GJ_TEXT("wrong"), .primary = &spot};
    int some = 0, open = 0;

    for (uint32_t i = 0; i < m->count; i++) {
        some |= cells->values[m->cells[i]] > 0;
        open |= cells->states[m->cells[i]] != GJ_CELL_NUMBER;
    }
    if (some)
        check->host->held(check->sink, 0, 1);
    else if (open)
        check->host->not_assessable(check->sink, &finding);
    else
        check->host->failed(check->sink, &finding);
    return 0;
}
static const gj_message wrong = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("没有新收申请？", "Maybe nothing came in.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_INFO,
    .id = GJ_TEXT("some-came-in"),
    .title = GJ_WORDS("有新收的申请", "Some requests came in"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示记住单元格。", "Shows how to remember cells."),
    .example = GJ_WORDS("各栏都是 0。", "0 in each column."),
    .remedy = GJ_WORDS("核对表三。", "Check table 3."),
    .messages = messages,
    .places = places,
    .check = check};
static const gj_rule *const rules[] = {&rule, NULL};
static int32_t begin(const gj_opening *opening, void **state)
{
    (void)opening;
    return (*state = calloc(1, sizeof(memory))) == NULL;
}
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("shape"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：形状", "Example: a shape"),
    .rules = rules,
    .open = begin,
    .close = free};

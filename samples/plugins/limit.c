/* A parameter: what a user may set in gouji.json, here a number of requests. */
#include <gouji/plugin.h>

static int32_t take(void *context, gj_text pointer, uint32_t cell)
{
    (void)pointer;
    *(uint32_t *)context = cell;
    return 1;
}
static uint32_t find(const gj_check *check)
{
    uint32_t cell = GJ_NO_CELL;
    check->host->match(check->host->shape(check->report),
                       (gj_text)GJ_TEXT("/requests/total/new"), take, &cell);
    return cell;
}
static uint32_t places(const gj_check *check)
{
    const gj_shape *shape = check->host->shape(check->report);
    uint32_t cell = find(check); /* requests are counted, fees are not */
    return cell != GJ_NO_CELL &&
           check->host->kind(shape, cell) == GJ_CELL_COUNT;
}
static int32_t check(const gj_check *check)
{
    const gj_host *host = check->host;
    uint32_t cell = find(check);
    const gj_cells *cells = host->cells(check->report);
    int64_t most =
        host->parameter_integer(check->sink, (gj_text)GJ_TEXT("most"));
    const gj_location spot = {.size = sizeof spot, .cell = cell};
    const gj_finding finding = {
        .size = sizeof finding, .message = GJ_TEXT("wrong"), .primary = &spot};

    if (cells->states[cell] != GJ_CELL_NUMBER)
        host->not_assessable(check->sink, &finding);
    else if (cells->values[cell] / 1000000 > most)
        host->failed(check->sink, &finding);
    else
        host->held(check->sink, 0, 1);
    return 0;
}
static const gj_message wrong = {
    .size = sizeof wrong,
    .key = GJ_TEXT("wrong"),
    .words = GJ_WORDS("新收可能超过限度。", "maybe too many")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_parameter most = {
    .size = sizeof most,
    .type = GJ_PARAMETER_INTEGER,
    .name = GJ_TEXT("most"),
    .initial = GJ_TEXT("3"),
    .help = GJ_WORDS("最多几件", "how many may come in")};
static const gj_parameter *const parameters[] = {&most, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_INFO,
    .id = GJ_TEXT("within-limit"),
    .title = GJ_WORDS("新收的申请不超过限度",
                      "The requests that came in are within a limit"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示参数。", "Shows a parameter."),
    .example =
        GJ_WORDS("限度 3 件，新收 4 件。", "4 came in, the limit being 3."),
    .remedy = GJ_WORDS("改限度。", "Set another limit."),
    .messages = messages,
    .parameters = parameters,
    .places = places,
    .check = check,
};
static const gj_rule *const rules[] = {&rule, NULL};
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("limit"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：参数", "Example: a parameter"),
    .rules = rules,
};

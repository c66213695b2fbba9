/* report_id(): what two rules need of a report is worked out by the one that
 * comes first. Here: how many bytes of words part 1 has. */
#include <gouji/plugin.h>

#include <stdlib.h>

typedef struct memory {
    uint64_t report;
    uint64_t bytes;
} memory;

static gj_value part(const gj_check *check)
{
    return check->host->values->at(check->host->root(check->report),
                                   (gj_text)GJ_TEXT("/overview"));
}
static uint64_t bytes(const gj_check *check)
{
    const gj_values *values = check->host->values;
    memory *m = check->state;

    if (m->report == check->host->report_id(check->report))
        return m->bytes;
    *m = (memory){.report = check->host->report_id(check->report)};
    for (gj_value one = values->first(part(check));
         values->type(one) != GJ_ABSENT; one = values->next(one))
        m->bytes += values->text(one).length;
    return m->bytes;
}
/** The rule's data: least and most bytes. */
static int32_t check(const gj_check *check)
{
    const uint64_t *range = check->data;
    const gj_location spot = {.size = sizeof spot,
                              .cell = GJ_NO_CELL,
                              .value = part(check),
                              .pointer = GJ_TEXT("/overview")};
    const gj_finding finding = {
        .size = sizeof finding, .message = GJ_TEXT("wrong"), .primary = &spot};

    if (bytes(check) >= range[0] && bytes(check) <= range[1])
        check->host->held(check->sink, 0, 1);
    else
        check->host->failed(check->sink, &finding);
    return 0;
}
static const gj_message wrong = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("第一部分的篇幅不对。", "Part 1 has another length.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const uint64_t least[] = {300, UINT64_MAX}, most[] = {0, 300000};
#define WORDS                                                                  \
    .size = sizeof(gj_rule), .severity = GJ_INFO, .check = check,              \
    .basis = GJ_WORDS("示例", "an example"), .messages = messages,             \
    .about = GJ_WORDS("数第一部分的字节。", "Counts the bytes of part 1."),    \
    .example = GJ_WORDS("只写了一句。", "There is one sentence."),             \
    .remedy = GJ_WORDS("增减内容。", "Write more, or less.")
static const gj_rule low = {WORDS, .id = GJ_TEXT("not-too-short"),
                            .data = least,
                            .title = GJ_WORDS("不太短", "It is not too short")};
static const gj_rule high = {WORDS, .id = GJ_TEXT("not-too-long"), .data = most,
                             .title = GJ_WORDS("不太长", "It is not too long")};
static const gj_rule *const rules[] = {&low, &high, NULL};
static int32_t begin(const gj_opening *opening, void **state)
{
    (void)opening;
    return (*state = calloc(1, sizeof(memory))) == NULL;
}
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("shared"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：共用", "Example: shared between rules"),
    .rules = rules,
    .open = begin,
    .close = free};

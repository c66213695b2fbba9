/* One rule, one place: a verdict about the whole report. What is wrong stands
 * at a value, which is found by its pointer. */
#include <gouji/plugin.h>

static int32_t check(const gj_check *check)
{
    const gj_host *host = check->host;
    int64_t year = host->year(check->report);
    gj_value root = host->root(check->report);
    const gj_location spot = {
        .size = sizeof spot,
        .cell = GJ_NO_CELL,
        .value = host->values->at(root, (gj_text)GJ_TEXT("/year"))};
    const gj_argument told = {.size = sizeof told,
                              .type = GJ_ARGUMENT_INTEGER,
                              .name = GJ_TEXT("year"),
                              .integer = year};
    const gj_argument *const arguments[] = {&told, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("wrong"),
                                .arguments = arguments,
                                .primary = &spot};

    if (year < host->today(check->report) / 10000)
        host->held(check->sink, 0, 1);
    else
        host->failed(check->sink, &finding);
    return 0;
}

static const gj_message wrong = {
    .size = sizeof wrong,
    .key = GJ_TEXT("wrong"),
    .words = GJ_WORDS("{year} 年还没有过完。", "The year {year} is not over.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_WARNING,
    .id = GJ_TEXT("year-is-over"),
    .title = GJ_WORDS("报告的年度已经过完", "The year of the report is over"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("年度报告写的是整年的情况。",
                      "A report tells of a whole year."),
    .example = GJ_WORDS("2026 年核对 2026 年度报告。",
                        "The report of 2026 is checked in 2026."),
    .remedy = GJ_WORDS("改正年度。", "Correct the year."),
    .messages = messages,
    .check = check,
};
static const gj_rule *const rules[] = {&rule, NULL};
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("future"),
    .version = GJ_TEXT("1.0"),
    .title =
        GJ_WORDS("示例：对整份报告作判断", "Example: a verdict about a report"),
    .rules = rules,
};

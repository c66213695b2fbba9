/* A plugin with one rule of two places that judges only the first. */
#include <gouji/plugin.h>

static uint32_t places(const gj_check *check)
{
    (void)check;
    return 2;
}

static int32_t check_one(const gj_check *check)
{
    check->host->held(check->sink, 0, 1);
    return 0;
}

static const gj_rule seldom = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("seldom"),
    .title = GJ_WORDS("只判断一处", "one place of two is judged"),
    .basis = GJ_WORDS("测试", "a test"),
    .about = GJ_WORDS("忘了第二处。", "The second place is forgotten."),
    .example = GJ_WORDS("每一份报告。", "Every report."),
    .remedy = GJ_WORDS("补上第二处。", "Judge the second place."),
    .places = places,
    .check = check_one,
};
static const gj_rule *const rules[] = {&seldom, NULL};

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("forgetful"),
    .version = GJ_TEXT("1.0.0"),
    .title = GJ_WORDS("健忘", "Forgetful"),
    .rules = rules,
};

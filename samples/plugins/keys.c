/* GJ_LOCATION_KEY: a finding about the name of a member, not about its value.
 * Here: keys with a capital letter, at the top of the report. */
#include <gouji/plugin.h>

static int has_capital(gj_text key)
{
    for (uint64_t i = 0; i < key.length; i++)
        if (key.data[i] >= 'A' && key.data[i] <= 'Z')
            return 1;
    return 0;
}
static int32_t check(const gj_check *check)
{
    const gj_values *values = check->host->values;
    gj_value one = values->first(check->host->root(check->report));
    uint32_t found = 0;

    for (; values->type(one) != GJ_ABSENT; one = values->next(one)) {
        const gj_location spot = {.size = sizeof spot,
                                  .cell = GJ_NO_CELL,
                                  .value = one,
                                  .flags = GJ_LOCATION_KEY};
        const gj_argument key = {.size = sizeof key,
                                 .type = GJ_ARGUMENT_TEXT,
                                 .name = GJ_TEXT("key"),
                                 .text = values->key(one)};
        const gj_argument *const arguments[] = {&key, NULL};
        const gj_finding finding = {.size = sizeof finding,
                                    .message = GJ_TEXT("wrong"),
                                    .arguments = arguments,
                                    .primary = &spot};
        if (!has_capital(key.text))
            continue;
        check->host->failed(check->sink, &finding);
        found++;
    }
    if (found == 0)
        check->host->held(check->sink, 0, 1);
    return 0;
}
static const gj_message wrong = {
    .size = sizeof wrong,
    .key = GJ_TEXT("wrong"),
    .words = GJ_WORDS("“{key}”有大写字母。", "“{key}” has a capital letter.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_INFO,
    .id = GJ_TEXT("small-letters"),
    .title = GJ_WORDS("键名都是小写", "All keys are in small letters"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示键名上的发现。", "Shows a finding about a key."),
    .example = GJ_WORDS("写成了 Year。", "Year for year."),
    .remedy = GJ_WORDS("改成小写。", "Write it in small letters."),
    .messages = messages,
    .check = check,
};
static const gj_rule *const rules[] = {&rule, NULL};
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("keys"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：键名", "Example: a key"),
    .rules = rules,
};

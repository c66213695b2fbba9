/* GJ_LOCATION_SECRET: what stands there is neither shown nor digested; `shown`
 * takes its place. Here: eleven digits in a row, which may be a telephone. */
#include <gouji/plugin.h>

enum { DIGITS = 11 };

/** Where the next row of so many digits begins; text.length if there is none.
 */
static uint64_t find(gj_text text, uint64_t from)
{
    uint64_t row = 0;

    for (uint64_t i = from; i < text.length; i++) {
        row = text.data[i] >= '0' && text.data[i] <= '9' ? row + 1 : 0;
        if (row == DIGITS)
            return i + 1 - DIGITS;
    }
    return text.length;
}
static void look(const gj_check *check, gj_value value, uint32_t *found)
{
    gj_text text = check->host->values->text(value);

    for (uint64_t at = find(text, 0); at < text.length;
         at = find(text, at + DIGITS)) {
        const gj_location spot = {.size = sizeof spot,
                                  .cell = GJ_NO_CELL,
                                  .value = value,
                                  .offset = (uint32_t)at,
                                  .length = DIGITS,
                                  .flags = GJ_LOCATION_SECRET,
                                  .shown = {text.data + at, 3}};
        const gj_finding finding = {.size = sizeof finding,
                                    .message = GJ_TEXT("wrong"),
                                    .primary = &spot};
        check->host->failed(check->sink, &finding);
        ++*found;
    }
}
static int32_t check(const gj_check *check)
{
    const gj_values *values = check->host->values;
    gj_value root = check->host->root(check->report);
    uint32_t found = 0;

    look(check, values->at(root, (gj_text)GJ_TEXT("/other_matters")), &found);
    if (found == 0)
        check->host->held(check->sink, 0, 1);
    return 0;
}
static const gj_message wrong = {
    .size = sizeof wrong,
    .key = GJ_TEXT("wrong"),
    .words = GJ_WORDS("这里像有电话号码。", "This may be a telephone number.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_WARNING,
    .id = GJ_TEXT("no-telephone"),
    .title = GJ_WORDS("第六部分没有电话号码", "Part 6 has no telephone number"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示不外露的内容。", "Shows what must not be shown."),
    .example = GJ_WORDS("写了手机号。", "A mobile number is given."),
    .remedy = GJ_WORDS("删去号码。", "Take the number out."),
    .messages = messages,
    .check = check,
};
static const gj_rule *const rules[] = {&rule, NULL};
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("secret"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：不外露", "Example: not to be shown"),
    .rules = rules,
};

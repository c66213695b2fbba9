/* Words: a finding about a part of a text, which the host underlines. */
#include <gouji/plugin.h>

#include <string.h>

static uint32_t places(const gj_check *check)
{
    const gj_values *values = check->host->values;
    gj_value root = check->host->root(check->report);
    return values->count(values->at(root, (gj_text)GJ_TEXT("/overview"))) > 0;
}

static int32_t check(const gj_check *check)
{
    static const char mark[] = "某某";
    const gj_host *host = check->host;
    const gj_values *values = host->values;
    gj_value sections =
        values->at(host->root(check->report), (gj_text)GJ_TEXT("/overview"));
    uint32_t found = 0;

    for (gj_value one = values->first(sections); values->type(one) != GJ_ABSENT;
         one = values->next(one)) {
        gj_text text = values->text(one);
        for (uint64_t i = 0; i + sizeof mark - 1 <= text.length; i++) {
            if (memcmp(text.data + i, mark, sizeof mark - 1) != 0)
                continue;
            const gj_location spot = {.size = sizeof spot,
                                      .cell = GJ_NO_CELL,
                                      .value = one,
                                      .offset = (uint32_t)i,
                                      .length = sizeof mark - 1};
            const gj_finding finding = {.size = sizeof finding,
                                        .message = GJ_TEXT("wrong"),
                                        .primary = &spot};
            host->failed(check->sink, &finding);
            found++;
        }
    }
    if (found == 0)
        host->held(check->sink, 0, 1);
    return 0;
}

static const gj_message wrong = {
    .size = sizeof wrong,
    .key = GJ_TEXT("wrong"),
    .words =
        GJ_WORDS("正文里留有“某某”。", "A placeholder is left in the text.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_WARNING,
    .id = GJ_TEXT("filled-in"),
    .title =
        GJ_WORDS("正文里没有留下“某某”", "No placeholder is left in the text"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("模板里的字忘了改。", "Words of a template were left."),
    .example = GJ_WORDS("某某局公开信息 3 条。", "“某某局” for an office."),
    .remedy = GJ_WORDS("填上名称。", "Fill in the name."),
    .messages = messages,
    .places = places,
    .check = check,
};
static const gj_rule *const rules[] = {&rule, NULL};
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("placeholder"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：正文", "Example: words"),
    .rules = rules,
};

/* named() and text(): the texts that form.json names, and their official names
 * in a message. A form that names none of them is left alone. */
#include <gouji/plugin.h>
#include <stdlib.h>
#include <string.h>
enum { KIND, LEVEL };
static gj_text word(const gj_check *check, int which)
{
    uint32_t number = ((const uint32_t *)check->state)[which];
    return check->host->values->text(check->host->text(check->report, number));
}
static int is_township(gj_text text)
{
    return text.length == 8 && memcmp(text.data, "township", 8) == 0;
}
static uint32_t places(const gj_check *check)
{
    return is_township(word(check, KIND));
}
static int32_t check(const gj_check *check)
{
    const gj_text name = GJ_TEXT("level");
    gj_text level = word(check, LEVEL);
    const gj_location spot = {.size = sizeof spot,
                              .cell = GJ_NO_CELL,
                              .value = check->host->named(check->report, name),
                              .pointer = GJ_TEXT("/unit/level")};
    const gj_argument called = {.size = sizeof called,
                                .type = GJ_ARGUMENT_NAMED,
                                .name = GJ_TEXT("text"),
                                .text = name};
    const gj_argument *const arguments[] = {&called, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("wrong"),
                                .arguments = arguments,
                                .primary = &spot};
    if (level.length == 0)
        check->host->not_assessable(check->sink, &finding);
    else if (!is_township(level))
        check->host->failed(check->sink, &finding);
    else
        check->host->held(check->sink, 0, 1);
    return 0;
}
static const gj_message wrong = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("“{text}”应为乡级。", "“{text}” should be township.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_WARNING,
    .id = GJ_TEXT("level-fits-kind"),
    .title = GJ_WORDS("乡镇的层级是乡级", "A township's level is township"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("类别和层级要相符。", "Kind and level agree."),
    .example = GJ_WORDS("某镇写成了县级。", "A town is said to be a county."),
    .remedy = GJ_WORDS("改正层级。", "Correct the level."),
    .messages = messages,
    .places = places,
    .check = check};
static int32_t begin(const gj_opening *opening, void **state)
{
    static const gj_text names[] = {GJ_TEXT("kind"), GJ_TEXT("level")};
    uint32_t *numbers = *state = calloc(2, sizeof *numbers);
    for (int i = KIND; numbers != NULL && i <= LEVEL; i++) {
        numbers[i] = opening->host->form_text(opening->form, names[i]);
        if (numbers[i] == GJ_NO_TEXT)
            return 0;
    }
    return numbers ? opening->host->add_rule(opening->registry, &rule) : 1;
}
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("kind"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：表样指定的文字", "Example: texts with a name"),
    .open = begin,
    .close = free};

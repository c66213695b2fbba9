/* form_set(): the members of a set that form.json names, here the kinds of
 * applicants; each is a place. A form without the set gets no rule. */
#include <gouji/plugin.h>

#include <stdlib.h>

static uint32_t places(const gj_check *check)
{
    const gj_value *applicants = check->state;
    return check->host->values->count(*applicants);
}
static int32_t check(const gj_check *check)
{
    const gj_value *applicants = check->state;
    const gj_values *values = check->host->values;
    gj_value columns = values->member(check->host->root(check->report),
                                      (gj_text)GJ_TEXT("requests"));
    gj_value one = values->first(*applicants);

    for (uint32_t i = 0; values->type(one) != GJ_ABSENT; i++) {
        const gj_location spot = {.size = sizeof spot,
                                  .cell = GJ_NO_CELL,
                                  .value = columns,
                                  .pointer = GJ_TEXT("/requests")};
        const gj_argument name = {.size = sizeof name,
                                  .type = GJ_ARGUMENT_TEXT,
                                  .name = GJ_TEXT("name"),
                                  .text = values->text(one)};
        const gj_argument *const arguments[] = {&name, NULL};
        const gj_finding finding = {.size = sizeof finding,
                                    .place = i,
                                    .message = GJ_TEXT("wrong"),
                                    .arguments = arguments,
                                    .primary = &spot};
        if (values->type(values->member(columns, name.text)) == GJ_ABSENT)
            check->host->failed(check->sink, &finding);
        else
            check->host->held(check->sink, i, 1);
        one = values->next(one);
    }
    return 0;
}
static const gj_message wrong = {
    sizeof(gj_message), 0, GJ_TEXT("wrong"),
    GJ_WORDS("缺“{name}”一栏。", "There is no column “{name}”.")};
static const gj_message *const messages[] = {&wrong, NULL};
static const gj_rule rule = {
    .size = sizeof rule,
    .severity = GJ_WARNING,
    .id = GJ_TEXT("all-applicants"),
    .title = GJ_WORDS("各类申请人都有一栏", "Each applicant has a column"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("演示表样的集合。", "Shows a set of the form."),
    .example = GJ_WORDS("没有自然人一栏。", "No column for natural persons."),
    .remedy = GJ_WORDS("补上这一栏。", "Put the column in."),
    .messages = messages,
    .places = places,
    .check = check,
};
static int32_t begin(const gj_opening *opening, void **state)
{
    gj_value set =
        opening->host->form_set(opening->form, (gj_text)GJ_TEXT("applicants"));

    if (opening->host->values->type(set) == GJ_ABSENT)
        return 0;
    if ((*state = malloc(sizeof set)) == NULL)
        return 1;
    *(gj_value *)*state = set;
    return opening->host->add_rule(opening->registry, &rule);
}
GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof gouji_plugin_v1,
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("sets"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("示例：集合", "Example: a set"),
    .open = begin,
    .close = free};

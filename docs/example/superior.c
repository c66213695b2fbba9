/* superior: does a report below the prefecture say whom the unit answers to?
 * A complete plugin: one rule, its words, its judgement, its descriptor. */
#include <gouji/plugin.h>

#include <string.h>

/** A text that form.json names, such as "level". */
static gj_value named(const gj_check *check, const char *name)
{
    return check->host->named(check->report, (gj_text){name, strlen(name)});
}

/** One place where the report says anything about its level, else none. */
static uint32_t places(const gj_check *check)
{
    return check->host->values->type(named(check, "level")) != GJ_ABSENT;
}

static int is(gj_text text, const char *word)
{
    return text.length == strlen(word) &&
           memcmp(text.data, word, text.length) == 0;
}

static int32_t check_superior(const gj_check *check)
{
    const gj_host *host = check->host;
    gj_value level = named(check, "level");
    gj_value superior = named(check, "superior");
    gj_text word = host->values->text(level);

    const gj_location at_level = {
        .size = sizeof at_level, .cell = GJ_NO_CELL, .value = level};
    const gj_argument argument = {.size = sizeof argument,
                                  .type = GJ_ARGUMENT_TEXT,
                                  .name = GJ_TEXT("level"),
                                  .text = word};
    const gj_argument *const arguments[] = {&argument, NULL};
    gj_finding finding = {.size = sizeof finding,
                          .message = GJ_TEXT("unnamed"),
                          .arguments = arguments,
                          .primary = &at_level};

    if (word.length == 0) {
        finding.message = (gj_text)GJ_TEXT("no-level");
        host->not_assessable(check->sink, &finding);
    } else if ((is(word, "county") || is(word, "township")) &&
               host->values->text(superior).length == 0) {
        host->failed(check->sink, &finding);
    } else {
        host->held(check->sink, 0, 1);
    }
    return 0;
}

static const gj_message unnamed = {
    sizeof(gj_message), 0, GJ_TEXT("unnamed"),
    GJ_WORDS("单位层级为“{level}”，但没有写明上级单位。",
             "the unit's level is “{level}”, but its superior is not named.")};
static const gj_message no_level = {
    sizeof(gj_message), 0, GJ_TEXT("no-level"),
    GJ_WORDS("没有写明单位层级，不知是否应写上级单位。",
             "the unit's level is blank, so it is not known whether it has "
             "a superior to name.")};
static const gj_message *const messages[] = {&unnamed, &no_level, NULL};

static const gj_rule superior_named = {
    .size = sizeof(gj_rule),
    .severity = GJ_INFO,
    .id = GJ_TEXT("superior-named"),
    .title = GJ_WORDS("县级、乡级单位写明上级单位",
                      "a unit of county or township level names its superior"),
    .basis = GJ_WORDS("本机关汇总年度报告的要求",
                      "this office's own rules for collecting reports"),
    .about = GJ_WORDS("汇总时按上级单位归集，没有写明的归不到任何一家。",
                      "Reports are collected under the unit's superior; one "
                      "that names none is collected nowhere."),
    .example = GJ_WORDS("某县的局没有填上级单位。",
                        "A county's bureau leaves its superior out."),
    .remedy = GJ_WORDS("补填上级单位的全称。",
                       "Give the superior's full official name."),
    .messages = messages,
    .places = places,
    .check = check_superior};
static const gj_rule *const rules[] = {&superior_named, NULL};

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("superior"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("隶属：报告写明上级单位",
                      "Superior: whom the unit answers to"),
    .rules = rules};

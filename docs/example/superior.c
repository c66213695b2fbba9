/* superior: a complete small plugin. A township's report should name the
 * government above it, so that reports can be put together. */
#include <gouji/plugin.h>

#include <string.h>

static uint32_t places(const gj_check *check)
{
    const gj_host *host = check->host;
    gj_text kind = host->values->text(
        host->named(check->report, (gj_text)GJ_TEXT("kind")));

    return kind.length == 8 && memcmp(kind.data, "township", 8) == 0;
}

static int32_t check_superior(const gj_check *check)
{
    const gj_host *host = check->host;
    gj_value superior =
        host->named(check->report, (gj_text)GJ_TEXT("superior"));

    if (host->values->text(superior).length > 0) {
        host->held(check->sink, 0, 1);
        return 0;
    }
    const gj_location primary = {.size = sizeof primary,
                                 .cell = GJ_NO_CELL,
                                 .pointer = GJ_TEXT("/unit/superior")};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("unnamed"),
                                .primary = &primary};
    host->failed(check->sink, &finding);
    return 0;
}

static const gj_message unnamed = {
    sizeof(gj_message), 0, GJ_TEXT("unnamed"),
    GJ_WORDS("乡镇的报告应写明上级单位。",
             "a township's report should name its superior.")};
static const gj_message *const messages[] = {&unnamed, NULL};

static const gj_rule named = {
    .size = sizeof(gj_rule),
    .severity = GJ_INFO,
    .id = GJ_TEXT("named"),
    .title = GJ_WORDS("乡镇报告写明上级单位",
                      "a township's report names its superior"),
    .basis = GJ_WORDS("示例", "an example"),
    .about = GJ_WORDS("汇总时要靠上级单位归类。",
                      "Reports are put together by their superior."),
    .example = GJ_WORDS("某镇的报告没有 superior。",
                        "A town's report has no superior."),
    .remedy = GJ_WORDS("在 unit 中加上 superior。", "Add it to unit."),
    .messages = messages,
    .places = places,
    .check = check_superior};
static const gj_rule *const rules[] = {&named, NULL};

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .name = GJ_TEXT("superior"),
    .version = GJ_TEXT("1.0"),
    .title = GJ_WORDS("上级单位", "Superiors"),
    .rules = rules,
};

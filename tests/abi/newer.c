/* A plugin for a later minor version: compiled with a header in which every
 * struct that crosses has `appended` at its end, it fills that in, and looks
 * whether the host knows it before it counts on it. */
#include <gouji/plugin.h>

#define MORE .appended = {1, 2, 3, 4}
#define KNOWS(thing) ((thing)->size > offsetof(__typeof__(*(thing)), appended))

static int32_t judge(const gj_check *check)
{
    const gj_host *host = check->host;
    int all = KNOWS(host) && KNOWS(check) && KNOWS(host->values) &&
              KNOWS(host->cells(check->report));
    int none = !KNOWS(host) && !KNOWS(check) && !KNOWS(host->values) &&
               !KNOWS(host->cells(check->report));
    const gj_location primary = {.size = sizeof primary, .cell = 0, MORE};
    const gj_argument argument = {.size = sizeof argument,
                                  .type = GJ_ARGUMENT_TEXT,
                                  .name = GJ_TEXT("host"),
                                  .text = GJ_TEXT("mixed"),
                                  MORE};
    gj_argument copy = argument;
    const gj_argument *const arguments[] = {&copy, NULL};
    const gj_location *const related[] = {&primary, NULL};
    const gj_finding finding = {.size = sizeof finding,
                                .message = GJ_TEXT("seen"),
                                .arguments = arguments,
                                .primary = &primary,
                                .related = related,
                                MORE};

    if (all)
        copy.text = (gj_text)GJ_TEXT("new");
    else if (none)
        copy.text = (gj_text)GJ_TEXT("old");
    host->failed(check->sink, &finding);
    return 0;
}

static const gj_message seen = {
    .size = sizeof(gj_message),
    .key = GJ_TEXT("seen"),
    .words = GJ_WORDS("宿主：{host}", "the host is {host}"),
    MORE};
static const gj_message *const messages[] = {&seen, NULL};
static const gj_parameter spare = {.size = sizeof(gj_parameter),
                                   .type = GJ_PARAMETER_TEXT,
                                   .name = GJ_TEXT("spare"),
                                   .initial = GJ_TEXT("x"),
                                   .help = GJ_WORDS("备用", "spare"),
                                   MORE};
static const gj_parameter *const parameters[] = {&spare, NULL};
static const gj_rule rule = {.size = sizeof(gj_rule),
                             .severity = GJ_INFO,
                             .id = GJ_TEXT("host"),
                             .title = GJ_WORDS("题", "title"),
                             .basis = GJ_WORDS("据", "basis"),
                             .about = GJ_WORDS("关于", "about"),
                             .example = GJ_WORDS("例", "example"),
                             .remedy = GJ_WORDS("改", "remedy"),
                             .messages = messages,
                             .parameters = parameters,
                             .check = judge,
                             MORE};
static const gj_rule *const rules[] = {&rule, NULL};

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {.size = sizeof(gj_plugin),
                                             .minor = GJ_ABI_MINOR,
                                             .name = GJ_TEXT("newer"),
                                             .version = GJ_TEXT("9.0"),
                                             .title =
                                                 GJ_WORDS("将来", "The future"),
                                             .rules = rules,
                                             MORE};

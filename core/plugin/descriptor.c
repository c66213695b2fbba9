/* A plugin's descriptor and rules, read from its file. Every pointer is looked
 * at before it is followed; and unlike the host, which refuses at the first
 * fault, this says all of them. */
#include <stdio.h>

#include "base/abi.h"
#include "plugin/flaw.h"
#include "plugin/kit.h"
#include "plugin/lint.h"
#include "rule/translation.h"

enum { MOST_PARTS = 4096 };

/** What is being looked at. */
typedef struct walk {
    gj_lint *lint;
    const gj_image *image;
    /** What remarks begin with: the rule, and what of it. */
    gj_text rule;
    const char *part;
} walk;

/* ----------------------------------------------------------------- words */

static bool is_there(const walk *w, gj_text text)
{
    return text.length > 0 && gj_image_has(w->image, text.data, text.length);
}

static void blame(const walk *w, uint32_t severity, const char *zh,
                  const char *en)
{
    if (w->rule.length > 0)
        gj_lint_say(w->lint, severity, "规则 %1$.*2$s：%3$s %4$s",
                    "rule %1$.*2$s: its %3$s%4$.0s %5$s", w->rule.data,
                    (int)w->rule.length, w->part, zh, en);
    else
        gj_lint_say(w->lint, severity, "插件的 %1$s %2$s",
                    "the plugin's %1$s%2$.0s %3$s", w->part, zh, en);
}

static void check_language(const walk *w, gj_text text, bool translated,
                           const char *zh, const char *en)
{
    char says[2][128];

    if (!is_there(w, text)) {
        snprintf(says[0], sizeof says[0], "缺少%s", zh);
        snprintf(says[1], sizeof says[1], "lacks its %s words", en);
        blame(w, GJ_ERROR, says[0], says[1]);
        return;
    }
    gj_words flaw = gj_text_flaw(text, w->rule.length > 0 ? GJ_MOST_OF_RULE
                                                          : GJ_MOST_OF_PLUGIN);
    if (gj_words_given(flaw)) {
        snprintf(says[0], sizeof says[0], "的%s%s", zh, flaw.zh.data);
        snprintf(says[1], sizeof says[1], "in %s %s", en, flaw.en.data);
        blame(w, GJ_ERROR, says[0], says[1]);
    } else if (!translated) {
        snprintf(says[0], sizeof says[0], "的%s没有译出", zh);
        snprintf(says[1], sizeof says[1], "is not in %s where it should be",
                 en);
        blame(w, GJ_WARNING, says[0], says[1]);
    }
}

static void check_words(walk *w, const char *part, gj_words words)
{
    w->part = part;
    check_language(w, words.zh,
                   !is_there(w, words.zh) || gj_text_has_chinese(words.zh),
                   "中文", "Chinese");
    check_language(w, words.en,
                   !is_there(w, words.en) || gj_text_has_latin(words.en),
                   "英文", "English");
}

static void compare_holes(const walk *w, const gj_message *message)
{
    gj_text hole = gj_words_odd_hole(message->words);

    if (hole.length > 0)
        gj_lint_say(w->lint, GJ_WARNING,
                    "规则 %1$.*2$s：消息 %3$.*4$s "
                    "的 %5$.*6$s 只在一种语言里有",
                    "rule %1$.*2$s: %5$.*6$s of its message %3$.*4$s stands "
                    "in one language only",
                    w->rule.data, (int)w->rule.length, message->key.data,
                    (int)message->key.length, hole.data, (int)hole.length);
}

/* ----------------------------------------------------------------- parts */

/** Number of elements of a NULL-terminated array; SIZE_MAX where it leads out
    of the file. */
static size_t count_parts(const walk *w, const void *array)
{
    const char *at = array;
    size_t count = 0;

    for (; array != NULL && count < MOST_PARTS; count++) {
        const void *part;
        if (!gj_image_has(w->image, at + count * sizeof part, sizeof part))
            return SIZE_MAX;
        memcpy(&part, at + count * sizeof part, sizeof part);
        if (part == NULL)
            return count;
        if (!gj_image_has(w->image, part, sizeof(uint32_t)))
            return SIZE_MAX;
    }
    return array == NULL ? 0 : SIZE_MAX;
}

/** Like gj_take_struct(), for a struct that must lie in the file. */
static bool take(const walk *w, void *ours, size_t room, const void *theirs,
                 size_t least)
{
    uint32_t size = 0;

    memcpy(&size, theirs, sizeof size);
    return gj_image_has(w->image, theirs, size) &&
           gj_take_struct(ours, room, theirs, least);
}

/** Says why take() did not. */
static void blame_size(const walk *w, const void *theirs, size_t least)
{
    uint32_t size = 0;

    memcpy(&size, theirs, sizeof size);
    if (size < least)
        blame(w, GJ_ERROR, "的 size 过小", "has too small a size");
    else
        blame(w, GJ_ERROR, "的 size 超出了文件",
              "has a size that leads out of the file");
}

static void check_messages(walk *w, const gj_message *const *messages)
{
    size_t count = count_parts(w, messages);
    gj_message message;

    if (count == SIZE_MAX || count == 0) {
        w->part = "messages";
        blame(w, count == 0 ? GJ_WARNING : GJ_ERROR,
              count == 0 ? "是空的，没有通过时就无话可说" : "已损坏",
              count == 0 ? "are none, so it can say nothing where it fails"
                         : "are damaged");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        w->part = "message";
        if (!take(w, &message, sizeof message, messages[i], GJ_LEAST_MESSAGE)) {
            blame_size(w, messages[i], GJ_LEAST_MESSAGE);
            continue;
        }
        check_words(w, "message", message.words);
        if (!is_there(w, message.key) || !gj_is_identifier(message.key, false))
            blame(w, GJ_ERROR, "的键不合要求", "has a malformed key");
        else if (is_there(w, message.words.zh) && is_there(w, message.words.en))
            compare_holes(w, &message);
    }
}

static void check_parameters(walk *w, const gj_parameter *const *parameters)
{
    size_t count = count_parts(w, parameters);
    gj_parameter parameter;

    w->part = "parameter";
    if (count == SIZE_MAX)
        blame(w, GJ_ERROR, "已损坏", "is damaged");
    for (size_t i = 0; count != SIZE_MAX && i < count; i++) {
        w->part = "parameter";
        if (!take(w, &parameter, sizeof parameter, parameters[i],
                  GJ_LEAST_PARAMETER)) {
            blame_size(w, parameters[i], GJ_LEAST_PARAMETER);
            continue;
        }
        if (!is_there(w, parameter.name) ||
            !gj_is_identifier(parameter.name, true))
            blame(w, GJ_ERROR, "的名称不合要求", "has a malformed name");
        if (parameter.initial.length > 0 && !is_there(w, parameter.initial))
            blame(w, GJ_ERROR, "的初值已损坏", "has a damaged initial value");
        check_words(w, "parameter", parameter.help);
    }
}

/* ----------------------------------------------------------------- rules */

static void check_rule(walk *w, const gj_rule *theirs)
{
    gj_rule rule;
    size_t before = gj_lint_count(w->lint, GJ_ERROR);

    w->rule = (gj_text)GJ_TEXT("?");
    w->part = "rule";
    if (!take(w, &rule, sizeof rule, theirs, GJ_LEAST_RULE)) {
        blame_size(w, theirs, GJ_LEAST_RULE);
        return;
    }
    if (is_there(w, rule.id) && rule.id.length <= 256 &&
        gj_text_is_utf8(rule.id))
        w->rule = rule.id;
    w->part = "id";
    if (!is_there(w, rule.id) || !gj_is_identifier(rule.id, false))
        blame(w, GJ_ERROR, "应为小写字母、数字和连字符",
              "is not lower-case letters, digits and hyphens");
    check_words(w, "title", rule.title);
    check_words(w, "basis", rule.basis);
    check_words(w, "about", rule.about);
    check_words(w, "example", rule.example);
    check_words(w, "remedy", rule.remedy);
    check_messages(w, rule.messages);
    check_parameters(w, rule.parameters);
    if (gj_lint_count(w->lint, GJ_ERROR) > before)
        return;
    /* Whatever else the host would refuse. */
    gj_error error = {0};
    if (gj_rule_verify(&rule, true, &error) != GJ_OK)
        gj_lint_say(w->lint, GJ_ERROR, "规则 %1$.*2$s：%3$s",
                    "rule %1$.*2$s: %3$.0s%4$s", rule.id.data,
                    (int)rule.id.length, error.words[GJ_ZH],
                    error.words[GJ_EN]);
}

static gj_text id_of(const walk *w, const gj_rule *theirs)
{
    gj_rule rule;

    if (take(w, &rule, sizeof rule, theirs, GJ_LEAST_RULE) &&
        is_there(w, rule.id))
        return rule.id;
    return (gj_text){NULL, 0};
}

static void check_rules(walk *w, const gj_rule *const *rules)
{
    size_t count = count_parts(w, rules);

    if (count == SIZE_MAX) {
        w->part = "rules";
        blame(w, GJ_ERROR, "已损坏", "are damaged");
        return;
    }
    w->lint->rule_count = (uint32_t)count;
    if (count == 0 && !w->lint->opens)
        gj_lint_say(w->lint, GJ_WARNING, "它没有规则，也没有 open()",
                    "it has neither rules nor open()");
    for (size_t i = 0; i < count; i++) {
        gj_text id = id_of(w, rules[i]);
        check_rule(w, rules[i]);
        for (size_t j = 0; j < i && id.length > 0; j++)
            if (gj_text_is(id_of(w, rules[j]), id))
                gj_lint_say(w->lint, GJ_ERROR, "两条规则的标识都是 %.*s",
                            "two rules have the id %.*s", GJ_PRINT(id));
    }
}

/* ------------------------------------------------------------ descriptor */

static void check_versions(walk *w, const gj_plugin *plugin)
{
    if (plugin->needs_minor > GJ_ABI_MINOR)
        gj_lint_say(w->lint, GJ_ERROR,
                    "需要插件接口 %1$u.%2$u，本程序为 %1$u.%3$u",
                    "it needs plugin ABI %1$u.%2$u, this program has %1$u.%3$u",
                    (unsigned)GJ_ABI_MAJOR, plugin->needs_minor,
                    (unsigned)GJ_ABI_MINOR);
    w->part = "version";
    gj_words flaw = is_there(w, plugin->version)
                        ? gj_text_flaw(plugin->version, GJ_MOST_OF_PLUGIN)
                        : GJ_BOTH("没有写", "is missing");
    if (gj_words_given(flaw))
        blame(w, GJ_ERROR, flaw.zh.data, flaw.en.data);
    else
        w->lint->version = gj_arena_text(&w->lint->arena, plugin->version);
    w->part = "name";
    if (!is_there(w, plugin->name) || !gj_is_identifier(plugin->name, false))
        blame(w, GJ_ERROR, "应为小写字母、数字和连字符",
              "is not lower-case letters, digits and hyphens");
    else if (gj_is_reserved(plugin->name))
        blame(w, GJ_ERROR, "是 gouji 自己的，不能使用",
              "is one of gouji's own and cannot be used");
    else
        w->lint->name = gj_arena_text(&w->lint->arena, plugin->name);
}

void gj_lint_descriptor(gj_lint *lint, const gj_image *image,
                        const gj_plugin *theirs)
{
    walk w = {.lint = lint, .image = image};
    gj_plugin plugin;

    if (!gj_image_has(image, theirs, sizeof theirs->size)) {
        gj_lint_say(lint, GJ_ERROR, "插件描述已损坏",
                    "its descriptor is damaged");
        return;
    }
    lint->size = theirs->size;
    if (!take(&w, &plugin, sizeof plugin, theirs, GJ_LEAST_PLUGIN)) {
        if (lint->size < GJ_LEAST_PLUGIN)
            gj_lint_say(lint, GJ_ERROR,
                        "插件描述的 size 为 %1$u，至少应为 %2$u",
                        "its descriptor's size is %1$u, less than %2$u",
                        lint->size, (unsigned)GJ_LEAST_PLUGIN);
        else
            gj_lint_say(lint, GJ_ERROR, "插件描述的 size 为 %1$u，超出了文件",
                        "its descriptor's size is %1$u, which leads out of "
                        "the file",
                        lint->size);
        return;
    }
    lint->minor = plugin.minor;
    lint->opens = plugin.open != NULL;
    check_versions(&w, &plugin);
    check_words(&w, "title", plugin.title);
    check_rules(&w, plugin.rules);
}

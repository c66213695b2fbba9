/* Taking a rule into a kit: every word of it is looked at before it is
 * believed. */
#include "base/abi.h"
#include "plugin/kit.h"

enum { MOST_PARTS = 256, MOST_RULES = 10000, LONGEST_WORDS = 16 * 1024 };

/** Bytes at the beginning among which is no control character, told eight at
    a time. */
static uint64_t plain_bytes(gj_text text)
{
    const uint64_t ones = UINT64_MAX / 255;
    uint64_t at = 0;
    uint64_t word;

    for (; at + sizeof word <= text.length; at += sizeof word) {
        memcpy(&word, text.data + at, sizeof word);
        uint64_t deletes = word ^ (ones * 0x7F);
        if ((((word - ones * 0x20) & ~word) | ((deletes - ones) & ~deletes)) &
            (ones * 0x80))
            break;
    }
    return at;
}

static bool is_sound(gj_text text)
{
    if (text.length == 0 || text.length > LONGEST_WORDS || text.data == NULL)
        return false;
    for (uint64_t i = plain_bytes(text); i < text.length; i++)
        if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7F)
            return false;
    return gj_text_is_utf8(text);
}

static bool are_sound(gj_words words)
{
    return is_sound(words.zh) && is_sound(words.en);
}

/* ----------------------------------------------------------------- rules */

/** What is wrong with the rule's messages; no words where nothing is. */
static gj_words check_messages(const gj_message *const *messages)
{
    for (size_t i = 0; messages != NULL && messages[i] != NULL; i++) {
        gj_message message;
        if (i >= MOST_PARTS)
            return GJ_BOTH("消息过多", "it has too many messages");
        if (!gj_take(&message, messages[i], GJ_LEAST_MESSAGE))
            return GJ_BOTH("消息的 size 过小", "a message's size is too small");
        if (!gj_is_identifier(message.key, false))
            return GJ_BOTH("消息的键不合要求", "a message's key is malformed");
        if (!are_sound(message.words))
            return GJ_BOTH("消息缺少中文或英文",
                           "a message lacks its words in Chinese or English");
        for (size_t j = 0; j < i; j++)
            if (gj_text_is(messages[j]->key, message.key))
                return GJ_BOTH("两条消息的键相同", "two messages have one key");
    }
    return (gj_words){{NULL, 0}, {NULL, 0}};
}

static gj_words check_parameters(const gj_parameter *const *parameters)
{
    gj_setting setting;

    for (size_t i = 0; parameters != NULL && parameters[i] != NULL; i++) {
        gj_parameter parameter;
        if (i >= MOST_PARTS)
            return GJ_BOTH("参数过多", "it has too many parameters");
        if (!gj_take(&parameter, parameters[i], GJ_LEAST_PARAMETER))
            return GJ_BOTH("参数的 size 过小",
                           "a parameter's size is too small");
        if (!gj_is_identifier(parameter.name, true))
            return GJ_BOTH("参数名不合要求", "a parameter's name is malformed");
        if (parameter.type < GJ_PARAMETER_TEXT ||
            parameter.type > GJ_PARAMETER_DAY)
            return GJ_BOTH("参数的类型未知", "a parameter is of no known type");
        if (!are_sound(parameter.help))
            return GJ_BOTH("参数缺少中文或英文说明",
                           "a parameter lacks its help in Chinese or English");
        if (!gj_setting_read(&setting, parameter.type, parameter.initial))
            return GJ_BOTH("参数的初值与其类型不符",
                           "a parameter's initial value is not of its type");
        for (size_t j = 0; j < i; j++)
            if (gj_text_is(parameters[j]->name, parameter.name))
                return GJ_BOTH("两个参数同名", "two parameters have one name");
    }
    return (gj_words){{NULL, 0}, {NULL, 0}};
}

gj_words gj_rule_fault(const gj_rule *rule, bool needs_check)
{
    if (!gj_is_identifier(rule->id, false))
        return GJ_BOTH("标识应为小写字母、数字和连字符",
                       "its id is not lower-case letters, digits and hyphens");
    if (rule->severity < GJ_INFO || rule->severity > GJ_ERROR)
        return GJ_BOTH("级别未知", "its severity is unknown");
    if (!are_sound(rule->title) || !are_sound(rule->about) ||
        !are_sound(rule->basis) || !are_sound(rule->example) ||
        !are_sound(rule->remedy))
        return GJ_BOTH(
            "缺少中文或英文的 title、basis、about、example 或 remedy",
            "it lacks title, basis, about, example or remedy in Chinese or "
            "English");
    if (needs_check && rule->check == NULL)
        return GJ_BOTH("没有 check()", "it has no check()");
    gj_words wrong = check_messages(rule->messages);
    return gj_words_given(wrong) ? wrong : check_parameters(rule->parameters);
}

/** Whether the plugin has a rule with this id already. */
static bool is_taken(const gj_kit *kit, size_t plugin, gj_text id)
{
    for (size_t i = kit->rule_count; i > 0; i--) {
        const gj_kit_rule *rule = &kit->rules[i - 1];
        if (rule->plugin != plugin)
            break;
        if (gj_text_is(rule->id, id))
            return true;
    }
    return false;
}

/** Whether the plugin, the last that added rules, has as many as it may. */
static bool has_enough(const gj_kit *kit, size_t plugin)
{
    return kit->rule_count >= MOST_RULES &&
           kit->rules[kit->rule_count - MOST_RULES].plugin == plugin;
}

static int32_t refuse(gj_registry *registry, gj_text id, gj_words why)
{
    gj_text name = registry->kit->plugins->at[registry->plugin].descriptor.name;

    if (!gj_text_is_utf8(id) || id.length > MOST_PARTS || id.data == NULL)
        id = gj_text_of("?");
    gj_fail(&registry->refusal, GJ_FAILED_PLUGIN,
            "插件 %.*s 的规则“%.*s”不合要求：%s",
            "plugin %.*s: its rule \"%.*s\" is not sound: %.0s%s",
            GJ_PRINT(name), GJ_PRINT(id), why.zh.data, why.en.data);
    return 1;
}

int32_t gj_kit_add_rule(gj_registry *registry, const gj_rule *theirs,
                        bool needs_check)
{
    gj_kit *kit = registry->kit;
    gj_rule rule;

    if (!gj_take(&rule, theirs, GJ_LEAST_RULE))
        return refuse(registry, gj_text_of("?"),
                      GJ_BOTH("size 过小", "its size is too small"));
    gj_words wrong = gj_rule_fault(&rule, needs_check);
    if (!gj_words_given(wrong) && has_enough(kit, registry->plugin))
        wrong = GJ_BOTH("规则过多，最多 10000 条",
                        "there are too many rules, more than 10000");
    if (!gj_words_given(wrong) && is_taken(kit, registry->plugin, rule.id))
        wrong = GJ_BOTH("与它的另一条规则标识相同",
                        "another of its rules has this id");
    if (gj_words_given(wrong))
        return refuse(registry, rule.id, wrong);
    gj_text plugin = kit->plugins->at[registry->plugin].descriptor.name;
    gj_catalogue_put_rule(&kit->bytes, plugin, &rule);
    gj_grow(&kit->rules, kit->rule_count, &kit->rule_room, sizeof *kit->rules);
    kit->rules[kit->rule_count++] =
        (gj_kit_rule){.plugin = registry->plugin,
                      .id = gj_arena_text(&kit->arena, rule.id),
                      .data = rule.data,
                      .places = rule.places,
                      .check = rule.check,
                      .ties = rule.ties};
    return 0;
}

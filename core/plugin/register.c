/* Taking a rule into a kit: every word of it is looked at before it is
 * believed. */
#include "base/abi.h"
#include "plugin/flaw.h"
#include "plugin/kit.h"

enum { MOST_PARTS = 256, MOST_RULES = 10000 };

static gj_status fail(gj_error *error, const char *zh, const char *en)
{
    return gj_fail(error, GJ_FAILED_PLUGIN, "%s%.0s", "%.0s%s", zh, en);
}

/** Looks at what one part of a rule says in both languages. */
static gj_status verify_words(gj_words part, gj_words words, gj_error *error)
{
    static const gj_words languages[] = {GJ_WORDS("中文", "Chinese"),
                                         GJ_WORDS("英文", "English")};
    const gj_text said[] = {words.zh, words.en};

    for (size_t i = 0; i < 2; i++) {
        gj_words flaw = gj_text_flaw(said[i], GJ_MOST_OF_RULE);
        if (gj_words_given(flaw))
            return gj_fail(error, GJ_FAILED_PLUGIN,
                           "%1$s 的%2$s%3$s%4$.0s%5$.0s%6$.0s",
                           "its %4$s in %5$s %6$s%1$.0s%2$.0s%3$.0s",
                           part.zh.data, languages[i].zh.data, flaw.zh.data,
                           part.en.data, languages[i].en.data, flaw.en.data);
    }
    return GJ_OK;
}

/* ----------------------------------------------------------------- rules */

static gj_status verify_messages(const gj_message *const *messages,
                                 gj_error *error)
{
    for (size_t i = 0; messages != NULL && messages[i] != NULL; i++) {
        gj_message message;
        if (i >= MOST_PARTS)
            return fail(error, "消息过多", "it has too many messages");
        if (!gj_take(&message, messages[i], GJ_LEAST_MESSAGE))
            return fail(error, "消息的 size 过小",
                        "a message's size is too small");
        if (!gj_is_identifier(message.key, false))
            return fail(error, "消息的键不合要求",
                        "a message's key is malformed");
        if (verify_words(GJ_BOTH("消息", "message"), message.words, error))
            return error->status;
        for (size_t j = 0; j < i; j++)
            if (gj_text_is(messages[j]->key, message.key))
                return fail(error, "两条消息的键相同",
                            "two messages have one key");
    }
    return GJ_OK;
}

static gj_status verify_parameters(const gj_parameter *const *parameters,
                                   gj_error *error)
{
    gj_setting setting;

    for (size_t i = 0; parameters != NULL && parameters[i] != NULL; i++) {
        gj_parameter parameter;
        if (i >= MOST_PARTS)
            return fail(error, "参数过多", "it has too many parameters");
        if (!gj_take(&parameter, parameters[i], GJ_LEAST_PARAMETER))
            return fail(error, "参数的 size 过小",
                        "a parameter's size is too small");
        if (!gj_is_identifier(parameter.name, true))
            return fail(error, "参数名不合要求",
                        "a parameter's name is malformed");
        if (parameter.type < GJ_PARAMETER_TEXT ||
            parameter.type > GJ_PARAMETER_DAY)
            return fail(error, "参数的类型未知",
                        "a parameter is of no known type");
        if (verify_words(GJ_BOTH("参数说明", "parameter's help"),
                         parameter.help, error))
            return error->status;
        if (!gj_setting_read(&setting, parameter.type, parameter.initial))
            return fail(error, "参数的初值与其类型不符",
                        "a parameter's initial value is not of its type");
        if (parameter.initial.length > 0 &&
            gj_words_given(gj_text_flaw(parameter.initial, GJ_MOST_OF_RULE)))
            return fail(error, "参数的初值不能显示",
                        "a parameter's initial value cannot be shown");
        for (size_t j = 0; j < i; j++)
            if (gj_text_is(parameters[j]->name, parameter.name))
                return fail(error, "两个参数同名",
                            "two parameters have one name");
    }
    return GJ_OK;
}

gj_status gj_rule_verify(const gj_rule *rule, bool needs_check, gj_error *error)
{
    if (!gj_is_identifier(rule->id, false))
        return fail(error, "标识应为小写字母、数字和连字符",
                    "its id is not lower-case letters, digits and hyphens");
    if (rule->severity < GJ_INFO || rule->severity > GJ_ERROR)
        return fail(error, "级别未知", "its severity is unknown");
    if (verify_words(GJ_BOTH("title", "title"), rule->title, error) ||
        verify_words(GJ_BOTH("basis", "basis"), rule->basis, error) ||
        verify_words(GJ_BOTH("about", "about"), rule->about, error) ||
        verify_words(GJ_BOTH("example", "example"), rule->example, error) ||
        verify_words(GJ_BOTH("remedy", "remedy"), rule->remedy, error))
        return error->status;
    if (needs_check && rule->check == NULL)
        return fail(error, "没有 check()", "it has no check()");
    if (verify_messages(rule->messages, error) != GJ_OK)
        return error->status;
    return verify_parameters(rule->parameters, error);
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

static int32_t refuse(gj_registry *registry, gj_text id, const gj_error *why)
{
    gj_text name = registry->kit->plugins->at[registry->plugin].descriptor.name;

    if (!gj_text_is_utf8(id) || id.length > MOST_PARTS || id.data == NULL)
        id = gj_text_of("?");
    gj_fail(&registry->refusal, GJ_FAILED_PLUGIN,
            "插件 %.*s 的规则“%.*s”不合要求：%s",
            "plugin %.*s: its rule \"%.*s\" is not sound: %.0s%s",
            GJ_PRINT(name), GJ_PRINT(id), why->words[GJ_ZH], why->words[GJ_EN]);
    return 1;
}

/** Whether a kit can take the rule. */
static gj_status verify(const gj_registry *registry, gj_rule *rule,
                        const gj_rule *theirs, bool needs_check,
                        gj_error *error)
{
    const gj_kit *kit = registry->kit;

    if (!gj_take(rule, theirs, GJ_LEAST_RULE))
        return fail(error, "size 过小", "its size is too small");
    if (gj_rule_verify(rule, needs_check, error) != GJ_OK)
        return error->status;
    if (has_enough(kit, registry->plugin))
        return fail(error, "规则过多，最多 10000 条",
                    "there are too many rules, more than 10000");
    if (is_taken(kit, registry->plugin, rule->id))
        return fail(error, "与它的另一条规则标识相同",
                    "another of its rules has this id");
    return GJ_OK;
}

int32_t gj_kit_add_rule(gj_registry *registry, const gj_rule *theirs,
                        bool needs_check)
{
    gj_kit *kit = registry->kit;
    gj_rule rule;
    gj_error error = {0};

    if (verify(registry, &rule, theirs, needs_check, &error) != GJ_OK)
        return refuse(registry, rule.id, &error);
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

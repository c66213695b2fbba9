/* Taking a rule into a kit: every word of it is looked at before it is
 * believed. */
#include "plugin/kit.h"

enum { MOST_PARTS = 256, LONGEST_WORDS = 16 * 1024 };

static bool is_sound(gj_text text)
{
    return text.length > 0 && text.length <= LONGEST_WORDS &&
           text.data != NULL && gj_text_is_utf8(text);
}

static bool are_sound(gj_words words)
{
    return is_sound(words.zh) && is_sound(words.en);
}

/* ------------------------------------------------------------ parameters */

static bool read_day(gj_text value, uint32_t *day)
{
    static const uint32_t days[] = {31, 29, 31, 30, 31, 30,
                                    31, 31, 30, 31, 30, 31};
    uint32_t digits[4];

    if (value.length != 5 || value.data[2] != '-')
        return false;
    for (uint32_t i = 0; i < 4; i++) {
        char c = value.data[i < 2 ? i : i + 1];
        if (c < '0' || c > '9')
            return false;
        digits[i] = (uint32_t)(c - '0');
    }
    uint32_t month = digits[0] * 10 + digits[1];
    uint32_t number = digits[2] * 10 + digits[3];
    if (month < 1 || month > 12 || number < 1 || number > days[month - 1])
        return false;
    *day = month * 100 + number;
    return true;
}

static bool read_integer(gj_text value, int64_t *integer)
{
    int64_t millionths;

    if (value.length == 0 ||
        gj_decimal_read(value, &millionths) != GJ_DECIMAL_OK ||
        millionths % 1000000 != 0)
        return false;
    *integer = millionths / 1000000;
    return true;
}

bool gj_setting_read(gj_setting *setting, uint32_t type, gj_text value)
{
    gj_setting read = {.text = value};
    bool sound = value.data != NULL;

    if (sound && type == GJ_PARAMETER_INTEGER)
        sound = read_integer(value, &read.integer);
    else if (sound && type == GJ_PARAMETER_DAY)
        sound = read_day(value, &read.day);
    if (sound)
        *setting = read;
    return sound;
}

/* ----------------------------------------------------------------- rules */

/** What is wrong with the rule's messages, or NULL. */
static const char *check_messages(const gj_message *const *messages)
{
    for (size_t i = 0; messages != NULL && messages[i] != NULL; i++) {
        const gj_message *message = messages[i];
        if (i >= MOST_PARTS)
            return "it has too many messages";
        if (message->size < sizeof *message)
            return "a message's size is too small";
        if (!gj_is_identifier(message->key, false))
            return "a message's key is malformed";
        if (!are_sound(message->words))
            return "a message lacks its words in Chinese or English";
        for (size_t j = 0; j < i; j++)
            if (gj_text_is(messages[j]->key, message->key))
                return "two messages have one key";
    }
    return NULL;
}

static const char *check_parameters(const gj_parameter *const *parameters)
{
    gj_setting setting;

    for (size_t i = 0; parameters != NULL && parameters[i] != NULL; i++) {
        const gj_parameter *parameter = parameters[i];
        if (i >= MOST_PARTS)
            return "it has too many parameters";
        if (parameter->size < sizeof *parameter)
            return "a parameter's size is too small";
        if (!gj_is_identifier(parameter->name, true))
            return "a parameter's name is malformed";
        if (parameter->type < GJ_PARAMETER_TEXT ||
            parameter->type > GJ_PARAMETER_DAY)
            return "a parameter is of no known type";
        if (!are_sound(parameter->help))
            return "a parameter lacks its help in Chinese or English";
        if (!gj_setting_read(&setting, parameter->type, parameter->initial))
            return "a parameter's initial value is not of its type";
        for (size_t j = 0; j < i; j++)
            if (gj_text_is(parameters[j]->name, parameter->name))
                return "two parameters have one name";
    }
    return NULL;
}

static const char *check_rule(const gj_rule *rule, bool needs_check)
{
    if (!gj_is_identifier(rule->id, false))
        return "its id is not lower-case letters, digits and hyphens";
    if (rule->severity < GJ_INFO || rule->severity > GJ_ERROR)
        return "its severity is unknown";
    if (!are_sound(rule->title) || !are_sound(rule->about) ||
        !are_sound(rule->basis) || !are_sound(rule->example) ||
        !are_sound(rule->remedy))
        return "it lacks title, basis, about, example or remedy in Chinese or "
               "English";
    if (needs_check && rule->check == NULL)
        return "it has no check()";
    const char *wrong = check_messages(rule->messages);
    return wrong ? wrong : check_parameters(rule->parameters);
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

static int32_t refuse(gj_registry *registry, gj_text id, const char *why)
{
    gj_text name = registry->kit->plugins->at[registry->plugin].descriptor.name;

    if (!gj_text_is_utf8(id) || id.length > MOST_PARTS || id.data == NULL)
        id = gj_text_of("?");
    gj_fail(&registry->refusal, GJ_FAILED_PLUGIN,
            "插件 %.*s 的规则“%.*s”不合要求：%s",
            "rule \"%3$.*4$s\" of plugin %1$.*2$s is not sound: %5$s",
            GJ_PRINT(name), GJ_PRINT(id), why);
    return 1;
}

int32_t gj_kit_add_rule(gj_registry *registry, const gj_rule *theirs,
                        bool needs_check)
{
    gj_kit *kit = registry->kit;
    gj_rule rule = {0};

    if (theirs == NULL || theirs->size < sizeof rule)
        return refuse(registry, gj_text_of("?"), "its size is too small");
    memcpy(&rule, theirs, sizeof rule);
    const char *wrong = check_rule(&rule, needs_check);
    if (wrong == NULL && is_taken(kit, registry->plugin, rule.id))
        wrong = "another of its rules has this id";
    if (wrong != NULL)
        return refuse(registry, rule.id, wrong);
    gj_text plugin = kit->plugins->at[registry->plugin].descriptor.name;
    gj_catalogue_put_rule(&kit->bytes, plugin, &rule);
    gj_grow(&kit->rules, kit->rule_count, &kit->rule_room, sizeof *kit->rules);
    kit->rules[kit->rule_count++] =
        (gj_kit_rule){.plugin = registry->plugin,
                      .id = gj_arena_text(&kit->arena, rule.id),
                      .data = rule.data,
                      .places = rule.places,
                      .check = rule.check};
    return 0;
}

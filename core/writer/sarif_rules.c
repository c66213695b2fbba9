#include "writer/sarif_rules.h"

#include <stdlib.h>

#include "writer/letter.h"
#include "writer/markup.h"
#include "writer/sarif_message.h"

struct gj_sarif_seen {
    const gj_catalogue *catalogue;
    size_t *indexes;
};

/* ------------------------------------------------------------ collecting */

static bool same_words(gj_words a, gj_words b)
{
    return gj_text_is(a.zh, b.zh) && gj_text_is(a.en, b.en);
}

/* Two forms may have rules of one name that say something different. */
static bool same_rule(const gj_rule_entry *a, const gj_rule_entry *b)
{
    return gj_text_is(a->id, b->id) && a->severity == b->severity &&
           same_words(a->title, b->title) && same_words(a->basis, b->basis) &&
           same_words(a->about, b->about) &&
           same_words(a->example, b->example) &&
           same_words(a->remedy, b->remedy);
}

static size_t add_rule(gj_sarif_rules *rules, const gj_rule_entry *rule)
{
    for (size_t i = 0; i < rules->count; i++)
        if (same_rule(rules->at[i], rule))
            return i;
    gj_grow(&rules->at, rules->count, &rules->room, sizeof *rules->at);
    rules->at[rules->count] = rule;
    return rules->count++;
}

static const size_t *add_catalogue(gj_sarif_rules *rules,
                                   const gj_catalogue *catalogue)
{
    size_t *indexes = gj_new(catalogue->rule_count, sizeof *indexes);

    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        indexes[i] = add_rule(rules, &catalogue->rules[i]);
    gj_grow(&rules->seen, rules->seen_count, &rules->seen_room,
            sizeof *rules->seen);
    rules->seen[rules->seen_count++] =
        (struct gj_sarif_seen){catalogue, indexes};
    return indexes;
}

size_t gj_sarif_rule(gj_sarif_rules *rules, const gj_catalogue *catalogue,
                     uint32_t rule)
{
    for (size_t i = 0; i < rules->seen_count; i++)
        if (rules->seen[i].catalogue == catalogue)
            return rules->seen[i].indexes[rule];
    return add_catalogue(rules, catalogue)[rule];
}

void gj_sarif_rules_free(gj_sarif_rules *rules)
{
    for (size_t i = 0; i < rules->seen_count; i++)
        free(rules->seen[i].indexes);
    free(rules->seen);
    free(rules->at);
    *rules = (gj_sarif_rules){0};
}

const char *gj_sarif_level(uint32_t severity)
{
    switch (severity) {
    case GJ_ERROR:
        return "error";
    case GJ_WARNING:
        return "warning";
    default:
        return "note";
    }
}

/* ------------------------------------------------------------------ help */

/* One heading and what stands below it, for both kinds of help. */
static void add_part(gj_buffer *text, gj_buffer *markdown, const char *heading,
                     gj_text words)
{
    if (words.length == 0)
        return;
    gj_buffer_print(text, "%s%s\n", text->length > 0 ? "\n" : "", heading);
    gj_sarif_words(text, words);
    gj_buffer_byte(text, '\n');
    gj_buffer_print(markdown, "%s**%s**\n\n", markdown->length > 0 ? "\n" : "",
                    heading);
    gj_buffer_markdown(markdown, words);
    gj_buffer_byte(markdown, '\n');
}

static void add_help(gj_buffer *text, gj_buffer *markdown,
                     const gj_rule_entry *rule, gj_language language)
{
    add_part(text, markdown, gj_say(language, "规则", "Rule"),
             gj_words_in(rule->title, language));
    add_part(text, markdown, gj_say(language, "检查什么", "What it checks"),
             gj_words_in(rule->about, language));
    add_part(text, markdown, gj_say(language, "依据", "Basis"),
             gj_words_in(rule->basis, language));
    add_part(text, markdown,
             gj_say(language, "出错的例子", "An example that fails"),
             gj_words_in(rule->example, language));
    add_part(text, markdown, gj_say(language, "怎样改正", "How to mend it"),
             gj_words_in(rule->remedy, language));
}

/* What a viewer shows beside a finding: it knows one language at most, and
   whoever reads there may need the other. */
static json_t *help_of(const gj_rule_entry *rule, gj_language language)
{
    json_t *object = json_object();
    gj_buffer text = {0};
    gj_buffer markdown = {0};
    gj_buffer doubled = {0};

    add_help(&text, &markdown, rule, language);
    gj_buffer_string(&markdown, "\n---\n");
    add_help(&text, &markdown, rule, language == GJ_ZH ? GJ_EN : GJ_ZH);
    gj_sarif_braces(&doubled, gj_buffer_view(&markdown));
    gj_put(object, "text", gj_json_string(gj_buffer_view(&text)));
    gj_put(object, "markdown", gj_json_string(gj_buffer_view(&doubled)));
    gj_buffer_free(&text);
    gj_buffer_free(&markdown);
    gj_buffer_free(&doubled);
    return object;
}

/* ----------------------------------------------------------------- rules */

static void put_words(json_t *object, const gj_rule_entry *rule,
                      gj_language language)
{
    gj_put(object, "id", gj_json_string(rule->id));
    gj_put(object, "shortDescription",
           gj_sarif_message(gj_words_in(rule->title, language)));
    gj_put(object, "fullDescription",
           gj_sarif_message(gj_words_in(rule->about, language)));
    gj_put(object, "help", help_of(rule, language));
}

static gj_text plugin_of(const gj_rule_entry *rule)
{
    const char *slash = memchr(rule->id.data, '/', rule->id.length);
    size_t length =
        slash != NULL ? (size_t)(slash - rule->id.data) : rule->id.length;
    return (gj_text){rule->id.data, length};
}

static json_t *rule_of(const gj_rule_entry *rule, gj_language language)
{
    json_t *object = json_object();
    json_t *properties = json_object();
    json_t *tags = json_array();

    put_words(object, rule, language);
    gj_put(object, "defaultConfiguration",
           json_pack("{s:s}", "level", gj_sarif_level(rule->severity)));
    json_array_append_new(tags, gj_json_string(plugin_of(rule)));
    gj_put(properties, "tags", tags);
    gj_put(properties, "basis",
           gj_json_string(gj_words_in(rule->basis, language)));
    gj_put(properties, "problem.severity",
           json_string(rule->severity == GJ_INFO
                           ? "recommendation"
                           : gj_sarif_level(rule->severity)));
    gj_put(object, "properties", properties);
    return object;
}

static const char *tag_of(gj_language language)
{
    return gj_say(language, "zh-CN", "en");
}

static json_t *component(gj_language language)
{
    json_t *object = json_object();

    gj_put(object, "name", json_string("gouji"));
    gj_put(object, "fullName",
           json_string(gj_say(language, "gouji（勾稽）" GJ_VERSION,
                              "gouji (勾稽) " GJ_VERSION)));
    gj_put(object, "version", json_string(GJ_VERSION));
    gj_put(object, "semanticVersion", json_string(GJ_VERSION));
    gj_put(object, "language", json_string(tag_of(language)));
    return object;
}

/* ---------------------------------------------------------- notifications */

static const struct {
    const char *id;
    gj_words words;
} notifications[] = {
    {GJ_SARIF_UNREADABLE,
     GJ_WORDS("有输入无法读取", "An input could not be read")},
    {GJ_SARIF_SKIPPED, GJ_WORDS("有输入被跳过", "An input was skipped")},
    {GJ_SARIF_NOT_ASSESSABLE,
     GJ_WORDS("有一项核对无法判断", "A check could not be assessed")},
    {GJ_SARIF_RULE_FAULT, GJ_WORDS("有规则出错，未能核对完",
                                   "A rule broke down before it was done")},
    {GJ_SARIF_CONFIGURATION_FAULT,
     GJ_WORDS("有插件或表样不能使用", "A plugin or a form cannot be used")},
    {GJ_SARIF_ACCEPTED, GJ_WORDS("豁免或基线在这次检查中的情况",
                                 "What became of a suppression or a baseline")},
};

static json_t *notifications_in(gj_language language)
{
    const size_t count = sizeof notifications / sizeof *notifications;
    json_t *array = json_array();

    for (size_t i = 0; i < count; i++) {
        gj_text words = gj_words_in(notifications[i].words, language);
        json_array_append_new(
            array, json_pack("{s:s, s:o}", "id", notifications[i].id,
                             "shortDescription", gj_sarif_message(words)));
    }
    return array;
}

/* ------------------------------------------------------------------ tool */

json_t *gj_sarif_tool(const gj_sarif_rules *rules, gj_language language)
{
    json_t *driver = component(language);
    json_t *array = json_array();

    for (size_t i = 0; i < rules->count; i++)
        json_array_append_new(array, rule_of(rules->at[i], language));
    gj_put(driver, "rules", array);
    gj_put(driver, "notifications", notifications_in(language));
    return json_pack("{s:o}", "driver", driver);
}

json_t *gj_sarif_translation(const gj_sarif_rules *rules, gj_language language)
{
    json_t *translation = component(language);
    json_t *array = json_array();

    for (size_t i = 0; i < rules->count; i++) {
        json_t *object = json_object();
        put_words(object, rules->at[i], language);
        json_array_append_new(array, object);
    }
    gj_put(translation, "rules", array);
    gj_put(translation, "notifications", notifications_in(language));
    gj_put(translation, "contents", json_pack("[s]", "localizedData"));
    gj_put(translation, "associatedComponent",
           json_pack("{s:s}", "name", "gouji"));
    gj_put(translation, "translationMetadata",
           json_pack("{s:s}", "name",
                     gj_say(language, "gouji 规则（简体中文）",
                            "gouji rules (English)")));
    return translation;
}

/* What the answer says about a plugin's rules: their words, and whether a case
 * has seen them fail. */
#include "cli/plugin.h"
#include "cli/rows.h"
#include "rule/translation.h"

static bool is_same(gj_words a, gj_words b)
{
    return gj_text_is(a.zh, b.zh) || gj_text_is(a.en, b.en);
}

static bool is_documented(const gj_rule_entry *rule, const gj_cases *cases)
{
    (void)cases;
    return !is_same(rule->about, rule->title) &&
           !is_same(rule->example, rule->about) &&
           !is_same(rule->remedy, rule->about) &&
           !is_same(rule->remedy, rule->example);
}

static bool are_in_both(gj_words words)
{
    return gj_text_has_chinese(words.zh) && gj_text_has_latin(words.en) &&
           gj_words_odd_hole(words).length == 0;
}

static bool is_translated(const gj_rule_entry *rule, const gj_cases *cases)
{
    (void)cases;
    bool is = are_in_both(rule->title) && are_in_both(rule->about) &&
              are_in_both(rule->example) && are_in_both(rule->remedy);

    for (uint32_t i = 0; is && i < rule->message_count; i++)
        is = are_in_both(rule->messages[i].words);
    for (uint32_t i = 0; is && i < rule->parameter_count; i++)
        is = are_in_both(rule->parameters[i].help);
    return is;
}

/** Whether some case has a finding of the rule among what it expects. */
static bool is_tried(const gj_rule_entry *rule, const gj_cases *cases)
{
    const char *name = strchr(rule->id.data, '/') + 1;
    size_t length = rule->id.length - (size_t)(name - rule->id.data);

    for (size_t i = 0; i < cases->count; i++) {
        const gj_case *one = &cases->at[i];
        const json_t *list = one->is_member
                                 ? json_object_get(one->expected, "findings")
                                 : one->expected;
        bool own = one->is_member && strlen(one->rule) == length &&
                   memcmp(one->rule, name, length) == 0;
        size_t index;
        json_t *entry;
        json_array_foreach(list, index, entry)
        {
            const char *id = json_string_value(json_object_get(entry, "rule"));
            if (own || (!one->is_member && id != NULL &&
                        gj_text_is(gj_text_of(id), rule->id)))
                return true;
        }
    }
    return false;
}

typedef bool rule_test(const gj_rule_entry *rule, const gj_cases *cases);

/** A row that lists the rules which fail a test. Returns whether none does. */
static bool list_failing(const gj_catalogue *catalogue, uint32_t plugin,
                         const gj_cases *cases, rule_test *test, gj_words name,
                         gj_language language)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        count += catalogue->rules[i].plugin == plugin &&
                 !test(&catalogue->rules[i], cases);
    if (count == 0)
        return gj_row(language, name, true, "每条规则", "every rule");
    gj_row(language, name, false, "不包括以下规则：", "but for these rules:");
    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        if (catalogue->rules[i].plugin == plugin &&
            !test(&catalogue->rules[i], cases))
            gj_row_more(catalogue->rules[i].id);
    return false;
}

/** The form for which the plugin has most rules, and how many. */
static const gj_catalogue *main_catalogue(gj_catalogue *const *catalogues,
                                          size_t catalogue_count, gj_text name,
                                          uint32_t *plugin, uint32_t *most)
{
    const gj_catalogue *best = NULL;

    *most = 0;
    for (size_t i = 1; i < catalogue_count; i++) {
        const gj_catalogue *one = catalogues[i];
        for (uint32_t p = 0; p < one->plugin_count; p++) {
            uint32_t count = 0;
            if (!gj_text_is(one->plugins[p].name, name))
                continue;
            for (uint32_t r = 0; r < one->rule_count; r++)
                count += one->rules[r].plugin == p;
            if (count > *most) {
                best = one;
                *plugin = p;
                *most = count;
            }
        }
    }
    return best;
}

bool gj_plugin_words(gj_catalogue *const *catalogues, size_t catalogue_count,
                     gj_text name, const gj_cases *cases, gj_language language)
{
    static const gj_words declared = GJ_WORDS("声明", "declared");
    uint32_t plugin = 0;
    uint32_t count = 0;
    const gj_catalogue *catalogue =
        main_catalogue(catalogues, catalogue_count, name, &plugin, &count);

    if (catalogue == NULL)
        return gj_row(language, declared, false, "没有规则", "it has no rule");
    gj_row(language, declared, true, "%.*s，规则 %u 条，接口 %d.%u",
           "%.*s, rules: %u, ABI: %d.%u", GJ_PRINT(name), count, GJ_ABI_MAJOR,
           catalogue->plugins[plugin].minor);
    bool good = list_failing(catalogue, plugin, cases, is_documented,
                             GJ_BOTH("说明", "documented"), language);
    good &= list_failing(catalogue, plugin, cases, is_translated,
                         GJ_BOTH("译文", "translated"), language);
    return list_failing(catalogue, plugin, cases, is_tried,
                        GJ_BOTH("有错例", "seen failing"), language) &&
           good;
}

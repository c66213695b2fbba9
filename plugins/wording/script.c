#include "script.h"

const gj_message gj_wording_costly = {
    sizeof(gj_message), 0, GJ_TEXT("costly"),
    GJ_WORDS("这段文字过于复杂，无法判断。",
             "this text is too intricate to be judged.")};

const gj_message gj_wording_more = {
    sizeof(gj_message), 0, GJ_TEXT("more"),
    GJ_WORDS("这一段里这样的地方很多，已列出 {listed} 处，从这里起没有再查。",
             "there are many of these in this text: {listed} have been told, "
             "and from here on none was looked for.")};

/* ------------------------------------------------------------------ lists */

/** Number of a text in the form. */
static uint32_t text_of(gj_data *data, gj_value value)
{
    const gj_opening *opening = data->opening;
    uint32_t text =
        opening->host->form_text(opening->form, data->values->text(value));

    if (text == GJ_NO_TEXT && !data->failed)
        gj_data_fault(data, value, "form.json 的“texts”里没有这一段文字",
                      "form.json names no such text under \"texts\"");
    return text;
}

/** Index of a text among those of all rules. */
static uint32_t text_index(gj_data *data, gj_script *script, gj_value value)
{
    uint32_t text = text_of(data, value);

    for (uint32_t i = 0; i < script->text_count; i++)
        if (script->texts[i] == text)
            return i;
    if (!data->failed && script->text_count == GJ_WORDING_TEXTS)
        gj_data_fault(data, value, "文字段过多", "there are too many texts");
    if (data->failed)
        return 0;
    script->texts[script->text_count] = text;
    return script->text_count++;
}

static uint32_t read_texts(gj_data *data, gj_script *script, gj_value object)
{
    uint32_t texts = 0;

    for (gj_value one = gj_data_list(data, object, "texts");
         data->values->type(one) != GJ_ABSENT && !data->failed;
         one = data->values->next(one))
        texts |= UINT32_C(1) << text_index(data, script, one);
    return texts;
}

static void read_mentions(gj_data *data, gj_script *script,
                          gj_wording_rule *rule, gj_value object)
{
    rule->mention_first = script->mention_count;
    for (gj_value one = gj_data_list(data, object, "mention");
         data->values->type(one) != GJ_ABSENT && !data->failed;
         one = data->values->next(one)) {
        if (script->mention_count == GJ_WORDING_MENTIONS)
            gj_data_fault(data, one, "词过多", "there are too many words");
        else
            script->mentions[script->mention_count++] = data->values->text(one);
    }
    rule->mention_count = script->mention_count - rule->mention_first;
}

/* --------------------------------------------------------------- triggers */

static uint8_t *bucket_of(gj_script *script, gj_text word)
{
    unsigned char first = (unsigned char)word.data[0];

    return first >= 0xE0 && word.length >= 3
               ? &script->wide[gj_bucket(word.data)]
               : &script->narrow[first];
}

static void read_triggers(gj_data *data, gj_script *script, gj_value object)
{
    for (gj_value one = gj_data_list(data, object, "words");
         data->values->type(one) != GJ_ABSENT && !data->failed;
         one = data->values->next(one)) {
        if (script->trigger_count == GJ_WORDING_TRIGGERS) {
            gj_data_fault(data, one, "词过多", "there are too many words");
            return;
        }
        gj_text word = data->values->text(one);
        uint8_t *bucket = bucket_of(script, word);
        script->triggers[script->trigger_count] =
            (gj_trigger){word, (uint8_t)script->find_count, *bucket};
        *bucket = (uint8_t)script->trigger_count++;
        gj_net_add(&script->net, word);
    }
}

/* ------------------------------------------------------------------ finds */

static void read_find(gj_data *data, gj_script *script, gj_value object)
{
    if (script->find_count == GJ_WORDING_FINDS) {
        gj_data_fault(data, object, "“find”的项过多",
                      "there is too much to find");
        return;
    }
    gj_find *find = &script->finds[script->find_count];
    find->rule = script->rule_count;
    read_triggers(data, script, object);
    script->find_count++;
    find->pattern = gj_data_regex(data, object, "pattern");
    if (gj_data_has(data, object, "unless"))
        find->unless = gj_data_regex(data, object, "unless");
    if (gj_data_has(data, object, "years_back")) {
        find->kind = GJ_FIND_YEAR;
        find->measure = gj_data_count(data, object, "years_back");
    } else if (gj_data_has(data, object, "own_unit")) {
        find->kind = GJ_FIND_UNIT;
        find->own = gj_data_regex(data, object, "own_unit");
    } else if (gj_data_has(data, object, "multiple_of")) {
        find->kind = GJ_FIND_MULTIPLE;
        find->measure = gj_data_count(data, object, "multiple_of");
        if (!data->failed && find->measure == 0)
            gj_data_fault(data, object, "“multiple_of”应大于 0",
                          "\"multiple_of\" must be more than 0");
    }
}

/* ------------------------------------------------------------------ rules */

/** How the rule judges. */
static void read_kind(gj_data *data, gj_script *script, gj_wording_rule *rule,
                      gj_value object)
{
    if (gj_data_has(data, object, "at_least")) {
        rule->kind = GJ_WORDING_LENGTH;
        rule->least = gj_data_count(data, object, "at_least");
    } else if (gj_data_has(data, object, "mention")) {
        rule->kind = GJ_WORDING_MENTION;
        read_mentions(data, script, rule, object);
    } else {
        gj_value list = gj_data_member(data, object, "find", GJ_ARRAY);
        rule->kind = GJ_WORDING_FINDING;
        for (gj_value one = data->values->first(list);
             data->values->type(one) != GJ_ABSENT && !data->failed;
             one = data->values->next(one))
            read_find(data, script, one);
    }
}

static void read_rule(gj_data *data, gj_script *script, gj_value object)
{
    gj_wording_rule *rule = &script->rules[script->rule_count];

    if (script->rule_count == GJ_WORDING_RULES) {
        gj_data_fault(data, object, "规则过多", "there are too many rules");
        return;
    }
    rule->rule = gj_data_rule(data, object);
    rule->texts = read_texts(data, script, object);
    rule->message =
        (gj_message){.size = sizeof rule->message,
                     .key = GJ_TEXT("failed"),
                     .words = gj_data_words(data, object, "message")};
    rule->messages[0] = &rule->message;
    rule->messages[1] = &gj_wording_costly;
    rule->messages[2] = &gj_wording_more;
    rule->rule.messages = rule->messages;
    read_kind(data, script, rule, object);
    script->rule_count++;
}

bool gj_script_read(gj_script *script, const gj_opening *opening)
{
    gj_data data = gj_data_of(opening);
    gj_value root = opening->host->form_data(opening->registry, 0);

    memset(script->narrow, GJ_NO_TRIGGER, sizeof script->narrow);
    memset(script->wide, GJ_NO_TRIGGER, sizeof script->wide);
    script->unit =
        text_of(&data, gj_data_member(&data, root, "unit", GJ_STRING));
    gj_value rules = gj_data_member(&data, root, "rules", GJ_ARRAY);
    for (gj_value one = data.values->first(rules);
         data.values->type(one) != GJ_ABSENT && !data.failed;
         one = data.values->next(one))
        read_rule(&data, script, one);
    return !data.failed;
}

void gj_script_free(gj_script *script)
{
    for (uint32_t i = 0; i < script->find_count; i++) {
        gj_code_free(&script->finds[i].pattern.code);
        gj_code_free(&script->finds[i].unless.code);
        gj_code_free(&script->finds[i].own.code);
    }
}

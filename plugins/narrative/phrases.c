/* Reading the rules of narrative.json: their phrases, and what they state. */
#include <string.h>

#include "narrative.h"
#include "scripting.h"
#include "wording.h"

/** The rule being read. */
typedef struct ruling {
    gj_scripting *s;
    gj_value rule;
    gj_saying_rule *entry;
    /** Messages so far; each quantity's once. */
    const gj_message **messages;
    uint32_t message_count;
} ruling;

static void add_message(ruling *r, const gj_message *message)
{
    for (uint32_t i = 0; i < r->message_count; i++)
        if (gj_is(r->messages[i]->key, message->key))
            return;
    r->messages[r->message_count++] = message;
}

static void read_statement(ruling *r, gj_value at, gj_statement *statement)
{
    gj_scripting *s = r->s;
    gj_value number = gj_member(s, at, "number", GJ_ABSENT);
    gj_value fixed = gj_member(s, at, "fixed", GJ_ABSENT);
    bool is_fixed =
        s->values->decimal(fixed, &statement->fixed) == GJ_DECIMAL_OK;

    statement->quantity =
        gj_script_quantity(s, gj_member(s, at, "is", GJ_STRING));
    statement->number = GJ_NO_GROUP;
    if (!is_fixed)
        statement->number_name = s->values->text(number);
    if (!is_fixed && statement->number_name.length == 0)
        gj_script_fault(s, at, "应有“number”或者“fixed”",
                        "\"number\" or \"fixed\" is needed");
    if (s->failed)
        return;
    gj_quantity_word(statement->quantity, is_fixed, &s->script->keep);
    add_message(r, &statement->quantity->messages[is_fixed]);
}

static void read_statements(ruling *r, gj_value at, gj_phrase *phrase)
{
    const gj_values *values = r->s->values;
    gj_value list = gj_member(r->s, at, "states", GJ_ARRAY);

    phrase->statements =
        gj_keep_new(&r->s->script->keep, values->count(list) + 1,
                    sizeof *phrase->statements);
    for (gj_value one = values->first(list);
         values->type(one) != GJ_ABSENT && !r->s->failed;
         one = values->next(one))
        read_statement(r, one, &phrase->statements[phrase->statement_count++]);
}

/** Sees that a phrase is sound, with its pattern and its statements. */
static void prove(ruling *r, gj_value at, gj_phrase *phrase)
{
    const gj_values *values = r->s->values;
    gj_mistake mistake;
    uint32_t statement;

    if (gj_phrase_make(r->s->script, phrase, &mistake, &statement))
        return;
    gj_value one = values->first(gj_member(r->s, at, "states", GJ_ARRAY));
    for (; statement > 0 && statement != GJ_NO_GROUP; statement--)
        one = values->next(one);
    gj_script_fault_in(r->s, one, &mistake);
}

/* ----------------------------------------------------------------- phrases */

/** A list that the phrase has, or else its rule. */
static gj_value own_or_rule(ruling *r, gj_value phrase, const char *key)
{
    gj_value own = gj_member(r->s, phrase, key, GJ_ABSENT);

    return r->s->values->type(own) != GJ_ABSENT
               ? own
               : gj_member(r->s, r->rule, key, GJ_ABSENT);
}

static void read_home(ruling *r, gj_value at, gj_phrase *phrase)
{
    const gj_script *script = r->s->script;
    const gj_values *values = r->s->values;

    for (gj_value one = values->first(own_or_rule(r, at, "home"));
         values->type(one) != GJ_ABSENT; one = values->next(one)) {
        const gj_opening *opening = r->s->opening;
        uint32_t text =
            opening->host->form_text(opening->form, values->text(one));
        uint32_t i = 0;
        while (i < script->text_count && script->texts[i] != text)
            i++;
        if (i == script->text_count)
            gj_script_fault(r->s, one, "“texts”里没有这一段文字",
                            "\"texts\" has no such text");
        else
            phrase->at_home |= UINT32_C(1) << i;
    }
    phrase->only_at_home =
        values->type(own_or_rule(r, at, "only_at_home")) == GJ_TRUE;
}

static void read_silenced(ruling *r, gj_value at, gj_phrase *phrase)
{
    gj_script *script = r->s->script;
    const gj_values *values = r->s->values;
    gj_value list = own_or_rule(r, at, "silenced_by");

    phrase->silences = gj_keep_new(&script->keep, values->count(list) + 1,
                                   sizeof *phrase->silences);
    for (gj_value one = values->first(list); values->type(one) != GJ_ABSENT;
         one = values->next(one)) {
        uint32_t i = 0;
        while (i < script->silence_count &&
               !gj_is(script->silences[i].id, values->text(one)))
            i++;
        if (i == script->silence_count)
            gj_script_fault(r->s, one, "“silences”里没有这一项",
                            "\"silences\" has no such entry");
        else
            phrase->silences[phrase->silence_count++] = &script->silences[i];
    }
}

/** What stands behind "(?<name>" in a pattern; empty where nothing does. */
static gj_text content_of(gj_text source, gj_text name)
{
    const char *end = source.data + source.length;
    const char *p = source.data;

    while ((p = memchr(p, '<', (size_t)(end - p))) != NULL) {
        p++;
        if ((uint64_t)(end - p) > name.length && p[name.length] == '>' &&
            p - source.data >= 3 && memcmp(p - 3, "(?<", 3) == 0 &&
            memcmp(p, name.data, name.length) == 0)
            return (gj_text){p + name.length + 1,
                             (uint64_t)(end - p) - name.length - 1};
    }
    return (gj_text){NULL, 0};
}

/** Adds the letters of one number's group, where the pattern says them as
    (?<n>N) or (?<n>[NC]). False where it is a group of another kind. */
static bool add_marks(gj_text source, gj_text name, char marks[27])
{
    gj_text group = content_of(source, name);
    uint64_t at = group.length > 0 && *group.data == '[';
    uint64_t first = at;

    for (; at < group.length && group.data[at] >= 'A' && group.data[at] <= 'Z';
         at++)
        if (strchr(marks, group.data[at]) == NULL)
            marks[strlen(marks)] = group.data[at];
    if (at == first || at + first >= group.length)
        return false;
    return first == 0 ? group.data[at] == ')'
                      : group.data[at] == ']' && group.data[at + 1] == ')';
}

/** Tells the lexicon what a sentence must have for the phrase to be tried: a
    number, unless the phrase says one itself or its marks are not plain. */
static void read_needs(ruling *r, gj_value at, uint32_t index)
{
    gj_scripting *s = r->s;
    const gj_values *values = s->values;
    gj_text source = values->text(gj_member(s, at, "pattern", GJ_STRING));
    gj_value states = gj_member(s, at, "states", GJ_ARRAY);
    gj_value with = gj_member(s, at, "with", GJ_ABSENT);
    char marks[27] = "";
    bool plain = true;

    for (gj_value one = values->first(states); values->type(one) != GJ_ABSENT;
         one = values->next(one)) {
        gj_value number = gj_member(s, one, "number", GJ_ABSENT);
        plain = plain && values->type(number) == GJ_STRING &&
                add_marks(source, values->text(number), marks);
    }
    gj_lexicon_shape(&s->script->lexicon, index,
                     values->type(with) != GJ_ABSENT, plain ? marks : "");
}

static void read_cues(ruling *r, gj_value at, const char *key, gj_cue_kind kind,
                      uint32_t index)
{
    const gj_values *values = r->s->values;
    gj_value list = gj_member(r->s, at, key, GJ_ABSENT);

    for (gj_value one = values->first(list);
         values->type(one) != GJ_ABSENT && !r->s->failed;
         one = values->next(one))
        if (!gj_lexicon_cue(&r->s->script->lexicon, values->text(one), index,
                            kind))
            gj_script_fault(
                r->s, one, "提示词应为一两个汉字，总数有限",
                "a cue is one or two Chinese characters, and there are "
                "only so many");
}

static void read_all_cues(ruling *r, gj_value at, uint32_t index)
{
    static const char *const needed[] = {"cues", "starts"};

    for (size_t i = 0; i < 2; i++) {
        gj_value list = gj_member(r->s, at, needed[i], GJ_ARRAY);
        if (!r->s->failed && r->s->values->count(list) == 0)
            gj_script_fault(r->s, list, "至少要有一个提示词",
                            "a cue is needed");
    }
    read_needs(r, at, index);
    read_cues(r, at, "cues", GJ_CUE_ANY, index);
    read_cues(r, at, "with", GJ_CUE_WITH, index);
    read_cues(r, at, "starts", GJ_CUE_START, index);
}

static void read_phrase(ruling *r, gj_value at)
{
    gj_script *script = r->s->script;
    uint32_t index = script->phrase_count;
    gj_phrase *phrase = &script->phrases[index];

    if (index == GJ_PHRASES) {
        gj_script_fault(r->s, at, "句式最多 256 种",
                        "there are at most 256 phrases");
        return;
    }
    script->phrase_count++;
    phrase->rule = r->entry->index;
    phrase->takes =
        r->s->values->type(gj_member(r->s, at, "leaves", GJ_ABSENT)) != GJ_TRUE;
    phrase->pattern.anchored = true;
    if (!gj_member_pattern(r->s, at, "pattern", &phrase->pattern, true))
        return;
    read_all_cues(r, at, index);
    read_home(r, at, phrase);
    read_silenced(r, at, phrase);
    if (!r->s->failed)
        read_statements(r, at, phrase);
    if (!r->s->failed && !r->s->sealed)
        prove(r, at, phrase);
}

/* ------------------------------------------------------------------- rules */

static uint32_t read_severity(ruling *r)
{
    static const char *const names[] = {
        [GJ_INFO] = "info", [GJ_WARNING] = "warning", [GJ_ERROR] = "error"};
    gj_text text = gj_member_text(r->s, r->rule, "severity");

    for (uint32_t i = GJ_INFO; i <= GJ_ERROR; i++)
        if (gj_is(text, gj_said(names[i])))
            return i;
    gj_script_fault(r->s, r->rule, "“severity”只能是 error、warning 或 info",
                    "\"severity\" must be error, warning or info");
    return GJ_ERROR;
}

static void register_rule(ruling *r)
{
    gj_scripting *s = r->s;
    const gj_rule rule = {.size = sizeof rule,
                          .severity = read_severity(r),
                          .id = r->entry->id,
                          .title = gj_member_words(s, r->rule, "title"),
                          .basis = gj_member_words(s, r->rule, "basis"),
                          .about = gj_member_words(s, r->rule, "about"),
                          .example = gj_member_words(s, r->rule, "example"),
                          .remedy = gj_member_words(s, r->rule, "remedy"),
                          .messages = r->messages,
                          .data = r->entry,
                          .places = gj_narrative_places,
                          .check = gj_narrative_check};

    if (!s->failed &&
        s->opening->host->add_rule(s->opening->registry, &rule) != 0)
        s->failed = true;
}

/** Reads a rule and its phrases. */
static void read_rule(gj_scripting *s, gj_value at, ruling *r)
{
    gj_script *script = s->script;
    const gj_values *values = s->values;
    gj_value phrases = gj_member(s, at, "phrases", GJ_ARRAY);

    *r = (ruling){.s = s,
                  .rule = at,
                  .entry = &script->rules[script->rule_count],
                  .messages = gj_keep_new(&script->keep,
                                          2 * script->quantity_count + 5u,
                                          sizeof(gj_message *))};
    r->entry->index = script->rule_count++;
    r->entry->id = gj_member_text(s, at, "id");
    for (gj_value one = values->first(phrases);
         values->type(one) != GJ_ABSENT && !s->failed; one = values->next(one))
        read_phrase(r, one);
}

/** What is said of each quantity that some phrase states, in a sentence about
    another year. */
static void take_slips(ruling *r)
{
    const gj_script *script = r->s->script;

    for (uint32_t i = 0; i < 2 * script->quantity_count; i++) {
        const gj_message *slip = &script->quantities[i / 2].slips[i % 2];
        if (slip->size > 0)
            add_message(r, slip);
    }
}

/** Registers a rule, once all phrases have been read. */
static void end_rule(ruling *r, gj_text slips)
{
    if (gj_is(r->entry->id, slips)) {
        r->s->script->slip_rule = r->entry->index;
        take_slips(r);
    }
    add_message(r, &gj_say_open);
    add_message(r, &gj_say_costly);
    add_message(r, &gj_say_overlong);
    add_message(r, &gj_say_unsound);
    register_rule(r);
}

void gj_script_read_rules(gj_scripting *s)
{
    gj_script *script = s->script;
    gj_value list = gj_member(s, s->root, "rules", GJ_ARRAY);
    gj_value slips = gj_member(s, s->root, "slips", GJ_OBJECT);
    gj_text slip_rule = gj_member_text(s, slips, "rule");
    uint32_t count = s->values->count(list);
    ruling *rulings = gj_keep_new(&script->keep, count + 1u, sizeof *rulings);

    script->phrases =
        gj_keep_new(&script->keep, GJ_PHRASES, sizeof *script->phrases);
    script->rules =
        gj_keep_new(&script->keep, count + 1u, sizeof *script->rules);
    script->slip_rule = UINT32_MAX;
    for (gj_value at = s->values->first(list);
         s->values->type(at) != GJ_ABSENT && !s->failed;
         at = s->values->next(at))
        read_rule(s, at, &rulings[script->rule_count]);
    for (uint32_t i = 0; i < script->rule_count && !s->failed; i++)
        end_rule(&rulings[i], slip_rule);
    if (!s->failed && script->slip_rule == UINT32_MAX)
        gj_script_fault(s, slips, "“rules”里没有“slips”所指的规则",
                        "\"rules\" has no rule of the name in \"slips\"");
}

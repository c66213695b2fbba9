/* wording: words that should not stand in a report, and words that should.
 * What they are is the form's wording.json; this plugin knows no field of any
 * form. */
#include <stdlib.h>

#include "scan.h"

/** What the plugin keeps for a form. */
typedef struct wording {
    gj_script script;
    gj_working matching;
    /** Hits in the report of this number. */
    uint64_t report;
    gj_hits hits;
    /** The report's texts, and which of them it gives, as bits. */
    gj_value values[GJ_WORDING_TEXTS];
    gj_text texts[GJ_WORDING_TEXTS];
    uint32_t given;
    gj_text unit;
    int64_t year;
} wording;

/* ------------------------------------------------------------- one report */

static void read_texts(wording *w, const gj_check *check)
{
    const gj_host *host = check->host;
    const gj_script *script = &w->script;

    w->given = 0;
    w->year = host->year(check->report);
    w->unit = host->values->text(host->text(check->report, script->unit));
    for (uint32_t i = 0; i < script->text_count; i++) {
        w->values[i] = host->text(check->report, script->texts[i]);
        if (host->values->type(w->values[i]) != GJ_STRING)
            continue;
        w->texts[i] = host->values->text(w->values[i]);
        w->given |= UINT32_C(1) << i;
    }
}

/** Reads all texts, once for all rules. False where memory is short. */
static bool read_report(wording *w, const gj_check *check)
{
    uint64_t report = check->host->report_id(check->report);

    if (report == w->report)
        return true;
    read_texts(w, check);
    w->hits.count = 0;
    for (uint32_t i = 0; i < w->script.text_count; i++) {
        const gj_scan scan = {.script = &w->script,
                              .matching = &w->matching,
                              .text = w->texts[i],
                              .index = i,
                              .unit = w->unit,
                              .year = w->year,
                              .report = report,
                              .out = &w->hits};
        if ((w->given >> i & 1) != 0)
            gj_scan_run(&scan);
    }
    w->report = w->hits.lost ? 0 : report;
    return !w->hits.lost;
}

/** Texts that the report gives and the rule reads. */
static uint32_t count_texts(const wording *w, const gj_wording_rule *rule)
{
    return gj_bits_count(w->given & rule->texts);
}

/** A text that the report gives is one place of each rule that reads it. */
static uint32_t places(const gj_check *check)
{
    wording *w = check->state;
    const gj_wording_rule *rule = check->data;

    if (!read_report(w, check))
        return 1;
    return count_texts(w, rule);
}

/* ----------------------------------------------------------------- saying */

/** A finding while it is put together. */
typedef struct saying {
    gj_argument arguments[6];
    const gj_argument *list[7];
    uint32_t count;
    char quoted[168];
    char number[24];
} saying;

static void add(saying *s, const char *name, gj_text text)
{
    gj_argument *argument = &s->arguments[s->count];

    *argument = (gj_argument){.size = sizeof *argument,
                              .type = GJ_ARGUMENT_TEXT,
                              .name = gj_said(name),
                              .text = text};
    s->list[s->count++] = argument;
}

static void add_number(saying *s, const char *name, int64_t number)
{
    add(s, name, (gj_text){"", 0});
    s->arguments[s->count - 1].type = GJ_ARGUMENT_INTEGER;
    s->arguments[s->count - 1].integer = number;
}

/** The words; of many the beginning. */
static void add_quote(saying *s, gj_text words)
{
    enum { MOST = 150 };
    uint64_t length = words.length;

    if (length > MOST)
        for (length = MOST; gj_is_inner(words.data[length]); length--)
            ;
    int written = snprintf(s->quoted, sizeof s->quoted, "%.*s%s", (int)length,
                           words.data, length < words.length ? "…" : "");
    add(s, "quote", (gj_text){s->quoted, (uint64_t)written});
}

/** Says something of a find; `listed` others of its rule and text have been
    told before. */
static void say(const gj_check *check, uint32_t place, const gj_hit *hit,
                const gj_message *message, int64_t listed)
{
    wording *w = check->state;
    const gj_wording_rule *rule = check->data;
    gj_text text = w->texts[hit->text];
    saying s = {.count = 0};
    const gj_location primary = {.size = sizeof primary,
                                 .cell = GJ_NO_CELL,
                                 .value = w->values[hit->text],
                                 .offset = hit->span.from,
                                 .length = hit->span.to - hit->span.from};
    gj_finding finding = {.size = sizeof finding,
                          .place = place,
                          .message = message->key,
                          .arguments = s.list,
                          .primary = &primary};

    add_quote(&s, (gj_text){text.data + hit->span.from,
                            hit->span.to - hit->span.from});
    add(&s, "unit", w->unit);
    add_number(&s, "year", w->year);
    add_number(&s, "written", hit->year);
    add_number(&s, "least", rule->least);
    add_number(&s, "listed", listed);
    if (message == &gj_wording_costly)
        check->host->not_assessable(check->sink, &finding);
    else
        check->host->failed(check->sink, &finding);
}

/* ---------------------------------------------------------------- judging */

/** Whether a character of three bytes is a sign. */
static bool is_sign(const char *at)
{
    static const char signs[] = "　，。；：、！？（）“”《》．";

    if (gj_begins_word(*at))
        return false;
    for (size_t i = 0; i + 3 < sizeof signs; i += 3)
        if (memcmp(at, signs + i, 3) == 0)
            return true;
    return false;
}

/** Characters of a text that say something: no spaces, no signs. Counts no
    further than `most`. */
static int64_t count_characters(gj_text text, int64_t most)
{
    int64_t count = 0;

    for (uint64_t at = 0; at < text.length && count < most; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        if (byte < 0x80)
            count += byte > ' ' && strchr(",.;:!?()", byte) == NULL;
        else if (!gj_is_inner(text.data[at]))
            count += text.length - at < 3 || !is_sign(text.data + at);
    }
    return count;
}

/** Whether the rule's other texts say enough: then an empty one says that
    everything stands there. */
static bool is_told_elsewhere(const wording *w, const gj_wording_rule *rule)
{
    for (uint32_t i = 0; i < w->script.text_count; i++)
        if ((w->given & rule->texts) >> i & 1 &&
            count_characters(w->texts[i], rule->least) == rule->least)
            return true;
    return false;
}

static bool is_long_enough(const wording *w, const gj_wording_rule *rule,
                           uint32_t text)
{
    int64_t count = count_characters(w->texts[text], rule->least);

    return count == rule->least || (count == 0 && is_told_elsewhere(w, rule));
}

static bool mentions(const wording *w, const gj_wording_rule *rule,
                     gj_text text)
{
    for (uint32_t i = 0; i < rule->mention_count; i++)
        if (gj_find_word(text, w->script.mentions[rule->mention_first + i], 0) <
            text.length)
            return true;
    return false;
}

/** The hits of a rule in a text, and where these are enough; or else that one
    could not be decided on. Returns whether there was anything to say. */
static bool say_hits(const gj_check *check, uint32_t place, uint32_t text)
{
    const wording *w = check->state;
    const gj_wording_rule *rule = check->data;
    uint32_t index = (uint32_t)(rule - w->script.rules);
    const gj_hit *costly = NULL;
    int64_t said = 0;

    for (size_t i = 0; i < w->hits.count; i++) {
        const gj_hit *hit = &w->hits.at[i];
        if (hit->rule != index || hit->text != text)
            continue;
        if (hit->costly)
            costly = hit;
        else if (!hit->more || said == 0)
            say(check, place, hit, &rule->message, said++);
        if (hit->more && said > 0)
            say(check, place, hit, &gj_wording_more, said);
    }
    if (said == 0 && costly != NULL)
        say(check, place, costly, &gj_wording_costly, 0);
    return said > 0 || costly != NULL;
}

/** Says what is wrong with a text; false where the rule holds. */
static bool judge(const gj_check *check, uint32_t place, uint32_t text)
{
    const wording *w = check->state;
    const gj_wording_rule *rule = check->data;
    const gj_hit all = {.text = text,
                        .span = {0, (uint32_t)w->texts[text].length}};

    if (rule->kind == GJ_WORDING_FINDING)
        return say_hits(check, place, text);
    if (rule->kind == GJ_WORDING_LENGTH ? is_long_enough(w, rule, text)
                                        : mentions(w, rule, w->texts[text]))
        return false;
    say(check, place, &all, &rule->message, 0);
    return true;
}

static int32_t check_texts(const gj_check *check)
{
    wording *w = check->state;
    const gj_wording_rule *rule = check->data;
    uint32_t place = 0;
    uint32_t held = 0;

    if (!read_report(w, check))
        return 1;
    if (rule->kind == GJ_WORDING_FINDING && w->hits.count == 0) {
        check->host->held(check->sink, 0, count_texts(w, rule));
        return 0;
    }
    for (uint32_t i = 0; i < w->script.text_count; i++) {
        if (((w->given & rule->texts) >> i & 1) == 0)
            continue;
        if (!judge(check, place + held, i)) {
            held++;
            continue;
        }
        check->host->held(check->sink, place, held);
        place += held + 1;
        held = 0;
    }
    check->host->held(check->sink, place, held);
    return 0;
}

/* ---------------------------------------------------------------- a form */

static void close_form(void *state)
{
    wording *w = state;

    if (w == NULL)
        return;
    gj_script_free(&w->script);
    gj_working_close(&w->matching);
    free(w->hits.at);
    free(w);
}

static bool register_rules(const wording *w, const gj_opening *opening)
{
    for (uint32_t i = 0; i < w->script.rule_count; i++) {
        gj_rule rule = w->script.rules[i].rule;
        rule.data = &w->script.rules[i];
        rule.places = places;
        rule.check = check_texts;
        if (opening->host->add_rule(opening->registry, &rule) != 0)
            return false;
    }
    return true;
}

/** A form without a data file has no rules about wording. */
static int32_t open_form(const gj_opening *opening, void **state)
{
    const gj_host *host = opening->host;

    if (host->values->type(host->form_data(opening->registry, 0)) == GJ_ABSENT)
        return 0;
    wording *w = calloc(1, sizeof *w);
    if (w == NULL)
        return 1;
    if (!gj_matching_open(&w->matching) ||
        !gj_script_read(&w->script, opening) || !register_rules(w, opening)) {
        close_form(w);
        return 1;
    }
    *state = w;
    return 0;
}

GJ_EXPORT const gj_plugin gouji_plugin_v1 = {
    .size = sizeof(gj_plugin),
    .minor = GJ_ABI_MINOR,
    .needs_minor = 1,
    .name = GJ_TEXT("wording"),
    .version = GJ_TEXT("0.1.0"),
    .title = GJ_WORDS("用语：没有遗留的模板文字，该说的都说了",
                      "Wording: nothing left of a template, nothing left out"),
    .open = open_form,
    .close = close_form,
};

#include "reading.h"

#include <stdio.h>
#include <stdlib.h>

bool gj_ruleset_fault(const gj_opening *opening, gj_value value,
                      uint32_t offset, uint32_t length, const char *zh,
                      const char *en)
{
    const gj_fault fault = {.size = sizeof fault,
                            .value = value,
                            .offset = offset,
                            .length = length,
                            .words = {{zh, strlen(zh)}, {en, strlen(en)}}};
    opening->host->fault(opening->registry, &fault);
    return false;
}

void gj_reading_fail(gj_reading *r, gj_value value, const char *zh,
                     const char *en)
{
    if (!r->failed)
        gj_ruleset_fault(r->opening, value, 0, 0, zh, en);
    r->failed = true;
}

void gj_reading_fail_in(gj_reading *r, gj_value value,
                        const gj_mistake *mistake)
{
    if (!r->failed)
        gj_ruleset_fault(r->opening, value, mistake->offset,
                         mistake->length ? mistake->length : 1, mistake->zh,
                         mistake->en);
    r->failed = true;
}

/* --------------------------------------------------------------- members */

gj_value gj_reading_member(const gj_reading *r, gj_value object,
                           const char *key)
{
    return r->values->member(object, (gj_text){key, strlen(key)});
}

static gj_text read_text(gj_reading *r, gj_value object, const char *key,
                         bool required)
{
    char zh[128];
    char en[128];
    gj_value value = gj_reading_member(r, object, key);
    uint32_t type = r->values->type(value);
    gj_mistake mistake = {0};

    if (type == GJ_STRING) {
        if (!gj_is_shown(&mistake, r->values->text(value), key))
            gj_reading_fail(r, value, mistake.zh, mistake.en);
        return gj_pool_copy(r->pool, r->values->text(value));
    }
    if (type == GJ_ABSENT && !required)
        return (gj_text){"", 0};
    snprintf(zh, sizeof zh, type == GJ_ABSENT ? "规则缺少“%s”" : "“%s”应为文本",
             key);
    snprintf(en, sizeof en,
             type == GJ_ABSENT ? "the rule lacks \"%s\""
                               : "\"%s\" must be a text",
             key);
    gj_reading_fail(r, type == GJ_ABSENT ? object : value, zh, en);
    return (gj_text){"", 0};
}

/** Words in both languages; a plain text, where allowed, serves for both. */
static gj_words read_words(gj_reading *r, const char *key, bool plain)
{
    gj_value value = gj_reading_member(r, r->rule, key);

    if (plain && r->values->type(value) == GJ_STRING) {
        gj_text text = read_text(r, r->rule, key, true);
        return (gj_words){text, text};
    }
    if (r->values->type(value) != GJ_OBJECT) {
        char zh[128];
        char en[128];
        snprintf(zh, sizeof zh, "规则的“%s”应为 {\"zh\": …, \"en\": …}", key);
        snprintf(en, sizeof en, "the rule needs \"%s\": {\"zh\": …, \"en\": …}",
                 key);
        gj_reading_fail(
            r, r->values->type(value) == GJ_ABSENT ? r->rule : value, zh, en);
        return (gj_words){{"", 0}, {"", 0}};
    }
    gj_text zh = read_text(r, value, "zh", true);
    gj_text en = read_text(r, value, "en", true);
    if (r->values->count(value) > 2)
        gj_reading_fail(r, value, "这里只能有“zh”和“en”",
                        "there is only \"zh\" and \"en\" here");
    return (gj_words){zh, en};
}

static void read_severity(gj_reading *r)
{
    static const char *const names[] = {
        [GJ_INFO] = "info", [GJ_WARNING] = "warning", [GJ_ERROR] = "error"};
    gj_text severity = read_text(r, r->rule, "severity", true);

    for (uint32_t i = GJ_INFO; i <= GJ_ERROR; i++)
        if (gj_says(severity, names[i]))
            r->equation->severity = i;
    if (r->equation->severity == 0)
        gj_reading_fail(r, gj_reading_member(r, r->rule, "severity"),
                        "“severity”只能是 error、warning 或 info",
                        "\"severity\" must be error, warning or info");
}

static void refuse_unknown_members(gj_reading *r)
{
    static const char *const known[] = {
        "id",      "title",   "basis",    "severity", "about",
        "example", "remedy",  "for_each", "when",     "assert",
        "place",   "primary", "values",   "message"};
    const gj_values *values = r->values;

    for (gj_value at = values->first(r->rule); values->type(at) != GJ_ABSENT;
         at = values->next(at)) {
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof *known && !found; i++)
            found = gj_says(values->key(at), known[i]);
        if (found)
            continue;
        gj_mistake mistake = {0};
        gj_mistaken(&mistake, 0, 0, "规则没有名为“%.*s”的成员",
                    "a rule has no member \"%.*s\"", GJ_SHORT(values->key(at)));
        gj_reading_fail(r, at, mistake.zh, mistake.en);
    }
}

/* ----------------------------------------------------------- expressions */

static bool form_names(const void *context, gj_text name)
{
    const gj_opening *opening = context;
    return opening->host->form_names(opening->form, name) != 0;
}

static void check_sums(gj_reading *r, gj_value value, const gj_node *node)
{
    if (node->kind == GJ_NODE_SUM)
        gj_reading_check_sets(r, value, node->text, node);
    for (const gj_node *child = node->first; child; child = child->next)
        check_sums(r, value, child);
}

static const gj_expression *parse(gj_reading *r, gj_value value, bool condition)
{
    const gj_grammar grammar = {r->equation->variable, form_names, r->opening};
    gj_mistake mistake = {0};

    if (r->failed)
        return NULL;
    if (r->values->type(value) != GJ_STRING) {
        gj_reading_fail(
            r, r->values->type(value) == GJ_ABSENT ? r->rule : value,
            "规则缺少算式“assert”，或它不是文本",
            "the rule lacks its expression \"assert\", or it is no text");
        return NULL;
    }
    gj_text source = gj_pool_copy(r->pool, r->values->text(value));
    const gj_expression *expression =
        gj_expression_parse(r->pool, source, &grammar, condition, &mistake);
    if (expression == NULL)
        gj_reading_fail_in(r, value, &mistake);
    else
        check_sums(r, value, expression->root);
    return expression;
}

static gj_text read_pointer(gj_reading *r, const char *key)
{
    gj_mistake mistake = {0};
    gj_text pointer = read_text(r, r->rule, key, false);

    if (pointer.length > 0 && !r->failed &&
        !gj_pointer_check(pointer, 0, false, r->equation->variable, &mistake))
        gj_reading_fail_in(r, gj_reading_member(r, r->rule, key), &mistake);
    return pointer;
}

/** A figure must not be called what the message has another meaning for. */
static void check_figure_name(gj_reading *r, gj_value figure, gj_text name)
{
    static const char *const taken[] = {"place", "left", "right", "difference"};
    bool free_name = !gj_same(name, r->equation->variable);
    gj_mistake mistake = {0};

    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        free_name = free_name && !gj_says(name, taken[i]);
    gj_mistaken(&mistake, 0, 0, "“%.*s”在说明中已有别的含义，请换一个名称",
                "\"%.*s\" already means something in the message; choose "
                "another name",
                GJ_SHORT(name));
    if (!free_name)
        gj_reading_fail(r, figure, mistake.zh, mistake.en);
}

static void read_figures(gj_reading *r)
{
    const gj_values *values = r->values;
    gj_value all = gj_reading_member(r, r->rule, "values");
    uint32_t count = values->count(all);
    gj_figure *figures = gj_pool_new(r->pool, count + 1, sizeof *figures);

    if (values->type(all) != GJ_ABSENT && values->type(all) != GJ_OBJECT)
        gj_reading_fail(r, all, "“values”应为对象",
                        "\"values\" must be an object");
    for (gj_value at = values->first(all);
         values->type(all) == GJ_OBJECT && values->type(at) != GJ_ABSENT;
         at = values->next(at)) {
        gj_figure *figure = &figures[r->equation->figure_count++];
        figure->name = gj_pool_copy(r->pool, values->key(at));
        figure->value = at;
        if (!gj_is_name(figure->name))
            gj_reading_fail(
                r, at, "名称只能用小写字母、数字和下划线",
                "a name is lower-case letters, digits and underscores");
        check_figure_name(r, at, figure->name);
        figure->expression = parse(r, at, false);
    }
    r->equation->figures = figures;
}

/* --------------------------------------------------------------- message */

static bool has_comparison(const gj_expression *expression)
{
    for (uint32_t i = 0; expression != NULL && i < expression->atom_count; i++)
        if (expression->atoms[i]->kind == GJ_NODE_COMPARE)
            return true;
    return false;
}

static bool is_known_hole(const gj_equation *equation, gj_text name)
{
    if (gj_says(name, "place") ||
        (equation->variable.length > 0 && gj_same(name, equation->variable)))
        return true;
    if (gj_says(name, "left") || gj_says(name, "right") ||
        gj_says(name, "difference"))
        return has_comparison(equation->assertion);
    for (uint32_t i = 0; i < equation->figure_count; i++)
        if (gj_same(name, equation->figures[i].name))
            return true;
    return false;
}

static void check_holes(gj_reading *r, gj_value value)
{
    gj_text words = r->values->text(value);

    for (uint64_t i = 0; i < words.length; i++) {
        if (words.data[i] != '{')
            continue;
        if (i + 1 < words.length && words.data[i + 1] == '{') {
            i++;
            continue;
        }
        gj_text name = {words.data + i + 1, 0};
        while (i + 1 + name.length < words.length &&
               name.data[name.length] != '}')
            name.length++;
        bool closed = i + 1 + name.length < words.length;
        if (closed && is_known_hole(r->equation, name))
            continue;
        gj_mistake mistake = {0};
        gj_mistaken(&mistake, i, name.length + 1 + closed,
                    "没有可填入 {%.*s} 的内容；可用 place、left、right、"
                    "difference、变量和 values 中的名称",
                    "nothing fills {%.*s}; there are place, left, right, "
                    "difference, the variable and the names in values",
                    GJ_SHORT(name));
        gj_reading_fail_in(r, value, &mistake);
        return;
    }
}

static void read_message(gj_reading *r)
{
    r->equation->message = read_words(r, "message", false);
    if (r->failed)
        return;
    gj_value message = gj_reading_member(r, r->rule, "message");
    check_holes(r, gj_reading_member(r, message, "zh"));
    check_holes(r, gj_reading_member(r, message, "en"));
}

/* ----------------------------------------------------------------- rules */

static void check_id(gj_reading *r, const gj_ruleset *ruleset)
{
    gj_text id = r->equation->id;
    bool sound = id.length > 0 && id.length <= 64;

    for (uint64_t i = 0; i < id.length; i++) {
        char c = id.data[i];
        bool letter = c >= 'a' && c <= 'z';
        sound &= letter || (i > 0 && (c == '-' || (c >= '0' && c <= '9')));
    }
    if (!sound)
        gj_reading_fail(
            r, gj_reading_member(r, r->rule, "id"),
            "“id”应为小写字母、数字和连字符，以字母开头",
            "an \"id\" is lower-case letters, digits and hyphens, and begins "
            "with a letter");
    for (size_t i = 0; i < ruleset->count; i++)
        if (gj_same(ruleset->equations[i]->id, id))
            gj_reading_fail(r, gj_reading_member(r, r->rule, "id"),
                            "前面已有同一“id”的规则",
                            "a rule before this one has the same \"id\"");
}

static bool read_rule(gj_ruleset *ruleset, const gj_opening *opening,
                      gj_value rule)
{
    gj_equation *equation = gj_pool_new(&ruleset->pool, 1, sizeof *equation);
    gj_reading r = {.opening = opening,
                    .values = opening->host->values,
                    .pool = &ruleset->pool,
                    .rule = rule,
                    .equation = equation};

    if (r.values->type(rule) != GJ_OBJECT)
        gj_reading_fail(&r, rule, "规则应为对象", "a rule must be an object");
    equation->index = (uint32_t)ruleset->count;
    equation->source = rule;
    equation->for_each = rule;
    if (!r.failed)
        refuse_unknown_members(&r);
    equation->id = read_text(&r, rule, "id", true);
    check_id(&r, ruleset);
    read_severity(&r);
    equation->title = read_words(&r, "title", false);
    equation->basis = read_words(&r, "basis", true);
    equation->about = read_words(&r, "about", false);
    equation->example = read_words(&r, "example", false);
    equation->remedy = read_words(&r, "remedy", false);
    gj_read_for_each(&r);
    if (r.values->type(gj_reading_member(&r, rule, "when")) != GJ_ABSENT)
        equation->when = parse(&r, gj_reading_member(&r, rule, "when"), true);
    equation->assertion =
        parse(&r, gj_reading_member(&r, rule, "assert"), true);
    equation->place = read_pointer(&r, "place");
    equation->primary = read_pointer(&r, "primary");
    read_figures(&r);
    read_message(&r);
    if (r.failed)
        return false;
    if (!GJ_OPENING_HAS(opening, GJ_OPENING_SEALED) &&
        !gj_equation_try(opening, equation))
        return false;
    const gj_equation **slot = gj_push(&ruleset->equations, &ruleset->count,
                                       &ruleset->capacity, sizeof *slot);
    *slot = equation;
    return true;
}

static bool read_file(gj_ruleset *ruleset, const gj_opening *opening,
                      gj_value file)
{
    const gj_values *values = opening->host->values;
    gj_value rules = values->member(file, (gj_text)GJ_TEXT("rules"));

    if (values->type(rules) != GJ_ARRAY)
        return gj_ruleset_fault(opening, file, 0, 0,
                                "规则集应为 {\"rules\": […]}",
                                "a ruleset is {\"rules\": […]}");
    for (gj_value at = values->first(file); values->type(at) != GJ_ABSENT;
         at = values->next(at))
        if (!gj_says(values->key(at), "rules") &&
            !gj_says(values->key(at), "$schema"))
            return gj_ruleset_fault(opening, at, 0, 0,
                                    "规则集只能有“rules”和“$schema”",
                                    "a ruleset has \"rules\" and \"$schema\" "
                                    "only");
    if (values->count(rules) == 0)
        return gj_ruleset_fault(opening, rules, 0, 0, "规则集至少要有一条规则",
                                "a ruleset has at least one rule");
    for (gj_value rule = values->first(rules); values->type(rule) != GJ_ABSENT;
         rule = values->next(rule))
        if (!read_rule(ruleset, opening, rule))
            return false;
    return true;
}

bool gj_ruleset_read(gj_ruleset *ruleset, const gj_opening *opening)
{
    const gj_host *host = opening->host;

    ruleset->host = host;
    ruleset->form = opening->form;
    for (uint32_t i = 0;; i++) {
        gj_value file = host->form_data(opening->registry, i);
        if (host->values->type(file) == GJ_ABSENT)
            return true;
        if (!read_file(ruleset, opening, file))
            return false;
    }
}

void gj_ruleset_free(gj_ruleset *ruleset)
{
    free(ruleset->equations);
    gj_pool_free(&ruleset->pool);
}

#include "rule/policy.h"

#include <stdlib.h>

#include "base/nearest.h"
#include "rule/setting.h"

void gj_wishes_add(gj_wishes *wishes, gj_text name, const gj_origin *origin)
{
    gj_grow(&wishes->at, wishes->count, &wishes->room, sizeof *wishes->at);
    wishes->at[wishes->count++] = (gj_wish){name, *origin};
}

bool gj_wishes_have(const gj_wishes *wishes, gj_text name)
{
    for (size_t i = 0; i < wishes->count; i++)
        if (gj_text_is(wishes->at[i].name, name))
            return true;
    return wishes->count == 0;
}

static gj_status refuse_wish(const gj_wish *wish, gj_words what,
                             gj_text nearest, gj_error *error)
{
    if (nearest.length > 0)
        gj_fail(error, GJ_FAILED_DATA,
                "没有名为“%.*s”的%s%.0s；是否应为“%.*s”？",
                "\"%.*s\" is no known %.0s%s; did you mean \"%.*s\"?",
                GJ_PRINT(wish->name), what.zh.data, what.en.data,
                GJ_PRINT(nearest));
    else
        gj_fail(error, GJ_FAILED_DATA, "没有名为“%.*s”的%s%.0s",
                "\"%.*s\" is no known %.0s%s", GJ_PRINT(wish->name),
                what.zh.data, what.en.data);
    gj_error_origin(error, &wish->origin);
    return GJ_FAILED_DATA;
}

gj_status gj_wishes_verify(const gj_wishes *wishes, gj_words what,
                           const gj_text *names, size_t count, gj_error *error)
{
    for (size_t i = 0; i < wishes->count; i++) {
        const gj_wish *wish = &wishes->at[i];
        gj_nearest nearest = gj_nearest_to(wish->name);
        bool found = false;
        for (size_t n = 0; n < count; n++) {
            found = found || gj_text_is(names[n], wish->name);
            gj_nearest_try(&nearest, names[n]);
        }
        if (!found)
            return refuse_wish(wish, what, nearest.found, error);
    }
    return GJ_OK;
}

void gj_policy_free(gj_policy *policy)
{
    free(policy->forms.at);
    free(policy->plugins.at);
    gj_selection_free(&policy->selection);
    free(policy->severities);
    free(policy->parameters);
    *policy = (gj_policy){0};
}

void gj_policy_weigh(gj_policy *policy, const char *pattern, uint32_t severity,
                     gj_origin origin)
{
    gj_grow(&policy->severities, policy->severity_count, &policy->severity_room,
            sizeof *policy->severities);
    policy->severities[policy->severity_count++] =
        (gj_reweighing){pattern, severity, origin};
}

void gj_policy_assign(gj_policy *policy, const gj_assignment *given)
{
    gj_grow(&policy->parameters, policy->parameter_count,
            &policy->parameter_room, sizeof *policy->parameters);
    policy->parameters[policy->parameter_count++] = *given;
}

/** What a wish that cannot be met is, by where it was said. */
static gj_status fault_of(const gj_origin *origin)
{
    return origin->file != NULL ? GJ_FAILED_DATA : GJ_FAILED_USAGE;
}

/* -------------------------------------------------------------- applying */

static void reweigh(const gj_policy *policy, gj_rule_entry *rule)
{
    for (size_t i = 0; rule->checks && i < policy->severity_count; i++)
        if (gj_pattern_matches(policy->severities[i].pattern, rule->id))
            rule->severity = policy->severities[i].severity;
}

static gj_status refuse_value(const gj_assignment *given,
                              const gj_parameter_entry *parameter,
                              gj_error *error)
{
    static const gj_words types[] = {
        [GJ_PARAMETER_TEXT] = GJ_WORDS("文本", "a text"),
        [GJ_PARAMETER_INTEGER] = GJ_WORDS("整数", "a whole number"),
        [GJ_PARAMETER_DAY] =
            GJ_WORDS("MM-DD 形式的日期", "a day of the year, MM-DD")};
    gj_words type = types[parameter->type];
    gj_status status =
        gj_fail(error, fault_of(&given->origin),
                "参数“%.*s”的值“%.*s”不可用，应为 %s%.0s",
                "parameter \"%.*s\": \"%.*s\" is not valid, it must be "
                "%.0s%s",
                GJ_PRINT(parameter->name), GJ_PRINT(given->value), type.zh.data,
                type.en.data);

    gj_error_origin(error, &given->origin);
    return status;
}

static gj_status assign(const gj_assignment *given, gj_catalogue *catalogue,
                        gj_error *error)
{
    gj_setting setting;
    uint32_t index = gj_catalogue_rule(catalogue, given->rule);

    if (index == GJ_NONE)
        return GJ_OK;
    gj_rule_entry *rule = &catalogue->rules[index];
    uint32_t which = gj_rule_parameter(rule, given->parameter);
    if (which == GJ_NONE)
        return GJ_OK;
    gj_parameter_entry *parameter = &rule->parameters[which];
    if (!gj_setting_read(&setting, parameter->type, given->value))
        return refuse_value(given, parameter, error);
    parameter->value = given->value;
    return GJ_OK;
}

gj_status gj_policy_apply(const gj_policy *policy, gj_catalogue *catalogue,
                          gj_error *error)
{
    gj_status status = GJ_OK;

    for (uint32_t i = 0; i < catalogue->rule_count; i++)
        reweigh(policy, &catalogue->rules[i]);
    for (size_t i = 0; status == GJ_OK && i < policy->parameter_count; i++)
        status = assign(&policy->parameters[i], catalogue, error);
    return status;
}

/* ------------------------------------------------------------- verifying */

/** All rules that are known. */
typedef struct known_rules {
    gj_catalogue *const *catalogues;
    size_t count;
} known_rules;

typedef void visit_rule(void *context, const gj_rule_entry *rule);

static void each_rule(const known_rules *known, visit_rule *visit,
                      void *context)
{
    for (size_t i = 0; i < known->count; i++)
        for (uint32_t r = 0; r < known->catalogues[i]->rule_count; r++)
            if (known->catalogues[i]->rules[r].checks)
                visit(context, &known->catalogues[i]->rules[r]);
}

/** Offers a rule's whole name, and its halves to a word without a slash. */
static void offer(void *context, const gj_rule_entry *rule)
{
    gj_nearest *nearest = context;
    gj_text id = rule->id;
    const char *slash = memchr(id.data, '/', id.length);
    uint64_t head = (uint64_t)(slash - id.data);

    gj_nearest_try(nearest, id);
    if (memchr(nearest->wanted.data, '/', nearest->wanted.length) != NULL)
        return;
    gj_nearest_try(nearest, (gj_text){id.data, head});
    gj_nearest_try(nearest, (gj_text){slash + 1, id.length - head - 1});
}

static gj_status refuse_pattern(const known_rules *known, const char *pattern,
                                const gj_origin *origin, gj_error *error)
{
    gj_status status = fault_of(origin);
    gj_nearest nearest = gj_nearest_to(gj_text_of(pattern));

    each_rule(known, offer, &nearest);
    if (nearest.found.length > 0)
        gj_fail(error, status, "没有规则与“%s”相符；是否应为 %.*s？",
                "no rule matches \"%s\"; did you mean %.*s?", pattern,
                GJ_PRINT(nearest.found));
    else
        gj_fail(error, status, "没有规则与“%s”相符；gouji rules 列出全部规则",
                "no rule matches \"%s\"; gouji rules lists them", pattern);
    gj_error_origin(error, origin);
    return status;
}

/** A pattern, and whether a rule was found that it matches. */
typedef struct trial {
    const char *pattern;
    bool matched;
} trial;

static void try_rule(void *context, const gj_rule_entry *rule)
{
    trial *t = context;
    t->matched = t->matched || gj_pattern_matches(t->pattern, rule->id);
}

static gj_status verify_pattern(const known_rules *known, const char *pattern,
                                const gj_origin *origin, gj_error *error)
{
    trial t = {pattern, false};

    each_rule(known, try_rule, &t);
    return t.matched ? GJ_OK : refuse_pattern(known, pattern, origin, error);
}

/** A selection, and whether a rule was found that it wants. */
typedef struct selection_trial {
    const gj_selection *selection;
    bool wants;
} selection_trial;

static void try_selection(void *context, const gj_rule_entry *rule)
{
    selection_trial *t = context;
    t->wants = t->wants || gj_selection_wants(t->selection, rule->id);
}

/** Each pattern matches something by itself; what leaves nothing are those
    that leave out, of which the last one is told of. */
static gj_status verify_something_is_left(const known_rules *known,
                                          const gj_selection *selection,
                                          gj_error *error)
{
    selection_trial t = {selection, selection->count == 0};
    const gj_choice *last = NULL;

    each_rule(known, try_selection, &t);
    for (size_t i = 0; !t.wants && i < selection->count; i++)
        if (!selection->choices[i].wanted)
            last = &selection->choices[i];
    if (last == NULL)
        return GJ_OK;
    gj_fail(error, fault_of(&last->origin),
            "不用“%s”，就没有剩下任何规则可以检查",
            "leaving out \"%s\" leaves no rule to check with", last->pattern);
    gj_error_origin(error, &last->origin);
    return error->status;
}

/** An assignment, and how much of it is known. */
typedef struct assignment_trial {
    const gj_assignment *given;
    bool rule;
    bool parameter;
    gj_nearest nearest;
} assignment_trial;

static void try_assignment(void *context, const gj_rule_entry *rule)
{
    assignment_trial *t = context;

    if (!gj_text_is(rule->id, t->given->rule))
        return;
    t->rule = true;
    for (uint32_t i = 0; i < rule->parameter_count; i++) {
        gj_text name = rule->parameters[i].name;
        gj_nearest_try(&t->nearest, name);
        t->parameter = t->parameter || gj_text_is(name, t->given->parameter);
    }
}

static gj_status refuse_parameter(const assignment_trial *t, gj_error *error)
{
    const gj_assignment *given = t->given;
    gj_status status = fault_of(&given->origin);

    if (t->nearest.found.length > 0)
        gj_fail(error, status, "规则 %.*s 没有参数“%.*s”；是否应为“%.*s”？",
                "rule %.*s has no parameter \"%.*s\"; did you mean \"%.*s\"?",
                GJ_PRINT(given->rule), GJ_PRINT(given->parameter),
                GJ_PRINT(t->nearest.found));
    else
        gj_fail(error, status,
                "规则 %1$.*2$s 没有参数“%3$.*4$s”；gouji explain %1$.*2$s "
                "列出它的参数",
                "rule %1$.*2$s has no parameter \"%3$.*4$s\"; gouji explain "
                "%1$.*2$s lists what it has",
                given->rule.data, (int)given->rule.length,
                given->parameter.data, (int)given->parameter.length);
    gj_error_origin(error, &given->origin);
    return status;
}

static gj_status verify_assignment(const known_rules *known,
                                   const gj_assignment *given, gj_error *error)
{
    assignment_trial t = {.given = given,
                          .nearest = gj_nearest_to(given->parameter)};

    each_rule(known, try_assignment, &t);
    if (!t.rule)
        return refuse_pattern(known, given->rule.data, &given->rule_origin,
                              error);
    return t.parameter ? GJ_OK : refuse_parameter(&t, error);
}

gj_status gj_policy_verify(const gj_policy *policy,
                           gj_catalogue *const *catalogues, size_t count,
                           gj_error *error)
{
    known_rules known = {catalogues, count};
    gj_status status = GJ_OK;

    for (size_t i = 0; status == GJ_OK && i < policy->selection.count; i++)
        status = verify_pattern(&known, policy->selection.choices[i].pattern,
                                &policy->selection.choices[i].origin, error);
    if (status == GJ_OK)
        status = verify_something_is_left(&known, &policy->selection, error);
    for (size_t i = 0; status == GJ_OK && i < policy->severity_count; i++)
        status = verify_pattern(&known, policy->severities[i].pattern,
                                &policy->severities[i].origin, error);
    for (size_t i = 0; status == GJ_OK && i < policy->parameter_count; i++)
        status = verify_assignment(&known, &policy->parameters[i], error);
    return status;
}

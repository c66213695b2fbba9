/* What a configuration wants of forms, plugins and rules. */
#ifndef GJ_RULE_POLICY_H
#define GJ_RULE_POLICY_H

#include "rule/selection.h"

/** A form or a plugin that is asked for by its name. */
typedef struct gj_wish {
    gj_text name;
    gj_origin origin;
} gj_wish;

/** Which forms, or plugins, are used. Without any, all are. */
typedef struct gj_wishes {
    gj_wish *at;
    size_t count;
    size_t room;
} gj_wishes;

/** A severity for the rules that a pattern matches; of several that match, the
    last one decides. */
typedef struct gj_reweighing {
    const char *pattern;
    uint32_t severity;
    gj_origin origin;
} gj_reweighing;

/** A value for a parameter of a rule, plugin/id. */
typedef struct gj_assignment {
    gj_text rule;
    gj_text parameter;
    gj_text value;
    gj_origin rule_origin;
    gj_origin origin;
} gj_assignment;

/** Its texts are borrowed; {0} wants nothing in particular. */
typedef struct gj_policy {
    gj_wishes forms;
    gj_wishes plugins;
    gj_selection selection;
    gj_reweighing *severities;
    size_t severity_count;
    size_t severity_room;
    gj_assignment *parameters;
    size_t parameter_count;
    size_t parameter_room;
} gj_policy;

void gj_wishes_add(gj_wishes *wishes, gj_text name, const gj_origin *origin);
bool gj_wishes_have(const gj_wishes *wishes, gj_text name);
/** Fails with DATA where a wish is for none of the names. `what` is what has
    these names. */
gj_status gj_wishes_verify(const gj_wishes *wishes, gj_words what,
                           const gj_text *names, size_t count, gj_error *error);
/** Adds a severity, or a value; what they lead to is borrowed. */
void gj_policy_weigh(gj_policy *policy, const char *pattern, uint32_t severity,
                     gj_origin origin);
void gj_policy_assign(gj_policy *policy, const gj_assignment *given);
void gj_policy_free(gj_policy *policy);

/** Gives a catalogue's rules the severities and parameters that the policy
    says. Fails with USAGE or DATA where a value is not of its parameter's type;
    what this catalogue does not have is passed over. */
gj_status gj_policy_apply(const gj_policy *policy, gj_catalogue *catalogue,
                          gj_error *error);

/** Fails with USAGE (the command line) or DATA (a file) where the policy names
    a rule, or a parameter, that is in none of the catalogues, has a pattern
    that matches nothing, or leaves no rule to check with: a slip would silence
    an audit. */
gj_status gj_policy_verify(const gj_policy *policy,
                           gj_catalogue *const *catalogues, size_t count,
                           gj_error *error);

#endif

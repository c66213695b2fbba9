/* Whether PCRE2 finds the same as ECMA-262. The two differ in what a group
 * holds: ECMA-262 empties the groups of a repetition with each of its turns,
 * and takes back a turn that matched nothing; PCRE2 does neither. It shows
 * where a reference leads to such a group. */
#include "schema/regex.h"

/** The parent's child, or the parent's parent's and so on, that a node is in:
    the one right below `above`. */
static uint32_t below(const gj_regex *regex, uint32_t above, uint32_t node)
{
    while (gj_regex_at(regex, node)->parent != above)
        node = gj_regex_at(regex, node)->parent;
    return node;
}

static bool is_within(const gj_regex *regex, uint32_t node, uint32_t above)
{
    while (node != GJ_REGEX_NONE && node != above)
        node = gj_regex_at(regex, node)->parent;
    return node == above;
}

/** The nearest node that two others are in. */
static uint32_t around_both(const gj_regex *regex, uint32_t a, uint32_t b)
{
    do
        a = gj_regex_at(regex, a)->parent;
    while (!is_within(regex, b, a));
    return a;
}

/** Whether a node, or one that it is in, is matched more than once. */
static bool is_repeated(const gj_regex *regex, uint32_t node)
{
    for (; node != GJ_REGEX_NONE; node = gj_regex_at(regex, node)->parent)
        if (gj_regex_at(regex, node)->most > 1)
            return true;
    return false;
}

/** Whether one turn of a node may match nothing. */
static bool may_be_empty(const gj_regex *regex, uint32_t node)
{
    const gj_regex_node *n = gj_regex_at(regex, node);

    if (n->kind == GJ_REGEX_CHARACTER)
        return false;
    if (n->kind != GJ_REGEX_GROUP && n->kind != GJ_REGEX_PLAIN &&
        n->kind != GJ_REGEX_BRANCH)
        return true;
    for (uint32_t at = n->first; at != GJ_REGEX_NONE;
         at = gj_regex_at(regex, at)->next) {
        bool empty =
            gj_regex_at(regex, at)->least == 0 || may_be_empty(regex, at);
        /* All terms of a branch; any branch of a group. */
        if (empty != (n->kind == GJ_REGEX_BRANCH))
            return empty;
    }
    return n->kind == GJ_REGEX_BRANCH;
}

/** Whether a group holds what it does by the last turn of all that is around it
    below `above`. */
static bool is_sure(const gj_regex *regex, uint32_t group, uint32_t above)
{
    bool repeated = is_repeated(regex, above);
    bool optional = false;

    for (uint32_t at = group; at != above;
         at = gj_regex_at(regex, at)->parent) {
        const gj_regex_node *n = gj_regex_at(regex, at);
        bool turns = n->most > 1 || (n->least == 0 && at != group);
        if (turns && may_be_empty(regex, at))
            return false;
        repeated = repeated || (at != group && n->most > 1);
        optional =
            optional || n->least == 0 ||
            (n->kind != GJ_REGEX_BRANCH && at != group && n->first != n->last);
    }
    return !optional || !repeated;
}

static bool is_same(const gj_regex *regex, uint32_t reference, uint32_t group)
{
    if (is_within(regex, reference, group))
        return !is_repeated(regex, group);
    uint32_t above = around_both(regex, reference, group);
    if (gj_regex_at(regex, above)->kind != GJ_REGEX_BRANCH ||
        below(regex, above, reference) < below(regex, above, group))
        return !is_repeated(regex, above);
    return is_sure(regex, group, above);
}

static bool is_behind(const gj_regex *regex, uint32_t node)
{
    for (; node != GJ_REGEX_NONE; node = gj_regex_at(regex, node)->parent) {
        gj_regex_kind kind = gj_regex_at(regex, node)->kind;
        if (kind == GJ_REGEX_BEHIND || kind == GJ_REGEX_NOT_BEHIND)
            return true;
    }
    return false;
}

static bool check_reference(const gj_regex *regex, uint32_t reference,
                            gj_regex_fault *fault)
{
    bool found = false;

    if (is_behind(regex, reference))
        return gj_regex_refuse(fault,
                               GJ_BOTH("后顾中有反向引用",
                                       "there is a back reference in a "
                                       "lookbehind"),
                               true);
    for (uint32_t i = 0; i < regex->count; i++) {
        if (!gj_regex_means(gj_regex_at(regex, reference),
                            gj_regex_at(regex, i)))
            continue;
        found = true;
        if (!is_same(regex, reference, i))
            return gj_regex_refuse(
                fault,
                GJ_BOTH(
                    "反向引用所指的分组在重复之内，最后一次重复时可能没有匹配",
                    "a back reference leads to a group in a repetition, "
                    "which may have no part in its last turn"),
                true);
    }
    return found ||
           gj_regex_refuse(fault,
                           GJ_BOTH("反向引用所指的分组不存在",
                                   "a back reference leads to no group"),
                           false);
}

/** Of two groups of one name only one may match. */
static bool check_name(const gj_regex *regex, uint32_t group,
                       gj_regex_fault *fault)
{
    const gj_regex_node *own = gj_regex_at(regex, group);

    for (uint32_t i = group + 1; i < regex->count; i++) {
        const gj_regex_node *other = gj_regex_at(regex, i);
        if (other->kind == GJ_REGEX_GROUP && other->name.data != NULL &&
            gj_text_is(own->name, other->name) &&
            (is_within(regex, i, group) ||
             gj_regex_at(regex, around_both(regex, group, i))->kind ==
                 GJ_REGEX_BRANCH))
            return gj_regex_refuse(
                fault, GJ_BOTH("两个分组重名", "two groups have the same name"),
                false);
    }
    return true;
}

bool gj_regex_check(const gj_regex *regex, gj_regex_fault *fault)
{
    enum { MOST_NAMED = 1000 };
    uint32_t named = 0;

    for (uint32_t i = 0; i < regex->count; i++) {
        const gj_regex_node *node = gj_regex_at(regex, i);
        named += node->kind == GJ_REGEX_REFERENCE || node->name.data != NULL;
        if (named > MOST_NAMED)
            return gj_regex_refuse(fault,
                                   GJ_BOTH("命名分组和反向引用超过一千个",
                                           "it has more than a thousand named "
                                           "groups and back references"),
                                   true);
        if (node->kind == GJ_REGEX_REFERENCE &&
            !check_reference(regex, i, fault))
            return false;
        if (node->name.data != NULL && node->kind == GJ_REGEX_GROUP &&
            !check_name(regex, i, fault))
            return false;
    }
    return true;
}

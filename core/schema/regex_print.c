/* Writing a tree in PCRE2's notation. */
#include "schema/regex_printer.h"

/** PCRE2's largest count. */
enum { LARGEST = 65535 };

/* ------------------------------------------------------------ repetitions */

static void put_count(gj_buffer *out, uint32_t least, uint32_t most, bool lazy)
{
    if (least == 1 && most == 1)
        return;
    if (most == GJ_REGEX_NONE)
        gj_buffer_print(out, "{%u,}", least);
    else
        gj_buffer_print(out, "{%u,%u}", least, most);
    if (lazy)
        gj_buffer_byte(out, '?');
}

/** As often as PCRE2 cannot count in one go. */
static void put_times(gj_buffer *out, gj_text text, uint32_t times)
{
    for (; times > 0; times -= times < LARGEST ? times : LARGEST) {
        gj_buffer_text(out, text);
        gj_buffer_print(out, "{%u}", times < LARGEST ? times : LARGEST);
    }
}

/** So many of one character, or fewer: the longest first, each once. */
static void put_up_to(gj_buffer *out, gj_text text, uint32_t most, bool lazy)
{
    if (most <= LARGEST) {
        gj_buffer_text(out, text);
        put_count(out, 0, most, lazy);
        return;
    }
    gj_buffer_string(out, "(?:");
    if (lazy) {
        put_up_to(out, text, LARGEST - 1, lazy);
        gj_buffer_byte(out, '|');
    }
    put_times(out, text, LARGEST);
    put_up_to(out, text, most - LARGEST, lazy);
    if (!lazy) {
        gj_buffer_byte(out, '|');
        put_up_to(out, text, LARGEST - 1, lazy);
    }
    gj_buffer_byte(out, ')');
}

static void put_character(gj_buffer *out, const gj_regex_node *node)
{
    uint32_t fixed = node->least > LARGEST ? node->least : 0;
    uint32_t most = node->most;

    if (node->least <= LARGEST && (most <= LARGEST || most == GJ_REGEX_NONE)) {
        gj_buffer_text(out, node->text);
        put_count(out, node->least, most, node->lazy);
        return;
    }
    if (most != GJ_REGEX_NONE)
        fixed = node->least;
    put_times(out, node->text, fixed);
    if (most != GJ_REGEX_NONE) {
        put_up_to(out, node->text, most - fixed, node->lazy);
    } else {
        gj_buffer_text(out, node->text);
        put_count(out, 0, most, node->lazy);
    }
}

static bool put_repetition(const gj_regex_printer *p, const gj_regex_node *node)
{
    if (node->least > LARGEST ||
        (node->most > LARGEST && node->most != GJ_REGEX_NONE))
        return gj_regex_refuse(p->fault,
                               GJ_BOTH("分组的重复次数超过 65535",
                                       "a group is repeated more than 65535 "
                                       "times"),
                               true);
    put_count(p->out, node->least, node->most, node->lazy);
    return true;
}

/* ------------------------------------------------------------------- nodes */

static void put_references(const gj_regex_printer *p, const gj_regex_node *node)
{
    gj_buffer_string(p->out, "(?:");
    /* Of groups with one name one matched, and the others are empty. */
    for (uint32_t i = 0; i < p->regex->count; i++)
        if (gj_regex_means(node, gj_regex_at(p->regex, i)))
            gj_buffer_print(p->out, "\\g{%u}",
                            gj_regex_at(p->regex, i)->number);
    gj_buffer_byte(p->out, ')');
}

const char *gj_regex_opener(const gj_regex *regex, const gj_regex_node *node)
{
    uint8_t before = gj_regex_at(regex, node->parent)->flags;

    switch (node->kind) {
    case GJ_REGEX_GROUP:
        return "(";
    case GJ_REGEX_AHEAD:
        return "(?=";
    case GJ_REGEX_NOT_AHEAD:
        return "(?!";
    case GJ_REGEX_BEHIND:
        return "(?<=";
    case GJ_REGEX_NOT_BEHIND:
        return "(?<!";
    default:
        if (((before ^ node->flags) & GJ_REGEX_ANY_CASE) == 0)
            return "(?:";
        return (node->flags & GJ_REGEX_ANY_CASE) != 0 ? "(?i:" : "(?-i:";
    }
}

static bool print_branches(gj_regex_printer *p, const gj_regex_node *group)
{
    for (uint32_t at = group->first; at != GJ_REGEX_NONE;) {
        const gj_regex_node *branch = gj_regex_at(p->regex, at);
        if (!gj_regex_print_branch(p, branch))
            return false;
        at = branch->next;
        if (at != GJ_REGEX_NONE)
            gj_buffer_byte(p->out, '|');
    }
    return true;
}

bool gj_regex_print_once(gj_regex_printer *p, const gj_regex_node *node)
{
    bool fits = true;

    switch (node->kind) {
    case GJ_REGEX_CHARACTER:
    case GJ_REGEX_PLACE:
        gj_buffer_text(p->out, node->text);
        return true;
    case GJ_REGEX_REFERENCE:
        put_references(p, node);
        return true;
    case GJ_REGEX_BEHIND:
    case GJ_REGEX_NOT_BEHIND:
        gj_buffer_string(p->out, gj_regex_opener(p->regex, node));
        fits = gj_regex_print_behind(p, node);
        break;
    default:
        gj_buffer_string(p->out, gj_regex_opener(p->regex, node));
        fits = print_branches(p, node);
        break;
    }
    gj_buffer_byte(p->out, ')');
    return fits;
}

bool gj_regex_print_branch(gj_regex_printer *p, const gj_regex_node *branch)
{
    for (uint32_t at = branch->first; at != GJ_REGEX_NONE;) {
        const gj_regex_node *node = gj_regex_at(p->regex, at);
        if (node->kind == GJ_REGEX_CHARACTER)
            put_character(p->out, node);
        else if (!gj_regex_print_once(p, node) || !put_repetition(p, node))
            return false;
        at = node->next;
    }
    return true;
}

bool gj_regex_print(gj_buffer *out, const gj_regex *regex,
                    gj_regex_fault *fault)
{
    gj_regex_printer p = {regex, out, fault};

    gj_buffer_string(out, "");
    return print_branches(&p, gj_regex_at(regex, 0));
}

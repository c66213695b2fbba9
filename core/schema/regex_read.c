/* Reading: from characters to a tree. */
#include <string.h>

#include "schema/regex_reader.h"

enum { MOST_DEPTH = 200, MOST_NODES = 100000, MOST_COUNT = 1000000 };

/* ------------------------------------------------------------------- tree */

static uint32_t add_node(gj_regex_reader *r, gj_regex_kind kind,
                         uint32_t parent)
{
    gj_regex *regex = r->regex;
    uint32_t index = (uint32_t)regex->count;

    gj_grow(&regex->nodes, regex->count, &regex->room, sizeof *regex->nodes);
    regex->nodes[regex->count++] = (gj_regex_node){.kind = kind,
                                                   .parent = parent,
                                                   .first = GJ_REGEX_NONE,
                                                   .last = GJ_REGEX_NONE,
                                                   .next = GJ_REGEX_NONE,
                                                   .least = 1,
                                                   .most = 1,
                                                   .flags = r->flags};
    if (parent == GJ_REGEX_NONE)
        return index;
    gj_regex_node *above = &regex->nodes[parent];
    if (above->first == GJ_REGEX_NONE)
        above->first = index;
    else
        regex->nodes[above->last].next = index;
    above->last = index;
    return index;
}

static gj_regex_node *add_term(gj_regex_reader *r, gj_regex_kind kind)
{
    uint32_t term = add_node(r, kind, r->branch);

    return &r->regex->nodes[term];
}

/** A term of one character, of which `out` holds what PCRE2 is to read. */
static bool add_character(gj_regex_reader *r)
{
    gj_text text = gj_arena_text(&r->regex->arena, gj_buffer_view(&r->out));
    gj_regex_node *term = add_term(r, GJ_REGEX_CHARACTER);

    term->text = text;
    term->sample = gj_regex_sample(r);
    return true;
}

static bool add_place(gj_regex_reader *r, const char *text)
{
    add_term(r, GJ_REGEX_PLACE)->text = gj_text_of(text);
    return true;
}

/* ----------------------------------------------------------------- groups */

/** Reads a group's name behind its "<", and the ">". */
static bool read_name(gj_regex_reader *r, gj_text *name)
{
    gj_buffer_clear(&r->out);
    gj_buffer_string(&r->out, "");
    while (r->at < r->end && *r->at != '>') {
        char c = *r->at++;
        uint32_t number = 0;
        if (c == '\\' && r->at < r->end && *r->at++ == 'u' &&
            gj_regex_read_unicode(r, &number))
            gj_regex_put_character(&r->out, number);
        else if (gj_regex_is_word(c) || c == '$' || (unsigned char)c >= 0x80)
            gj_buffer_byte(&r->out, c);
        else
            break;
    }
    bool sound = r->at < r->end && *r->at == '>' && r->out.length > 0 &&
                 !(r->out.data[0] >= '0' && r->out.data[0] <= '9');
    r->at += sound;
    *name = gj_arena_text(&r->regex->arena, gj_buffer_view(&r->out));
    return sound ||
           gj_regex_refuse(
               r->fault,
               GJ_BOTH("分组名称有误", "the name of a group is wrong"), false);
}

static uint8_t flag_of(char c)
{
    return c == 'i'   ? GJ_REGEX_ANY_CASE
           : c == 'm' ? GJ_REGEX_LINES
           : c == 's' ? GJ_REGEX_DOT_ALL
                      : 0;
}

/** Reads modifiers up to the colon of (?ims-ims:. */
static bool read_modifiers(gj_regex_reader *r, uint8_t *flags)
{
    uint8_t seen = 0;
    uint8_t sets = 0;
    bool minus = false;

    for (; r->at < r->end && *r->at != ':'; r->at++) {
        uint8_t flag = flag_of(*r->at);
        if ((*r->at == '-' && minus) || (*r->at != '-' && flag == 0) ||
            (seen & flag) != 0)
            break;
        minus = minus || *r->at == '-';
        seen |= flag;
        sets |= minus ? 0 : flag;
    }
    if (r->at == r->end || *r->at != ':' || seen == 0)
        return gj_regex_refuse(
            r->fault, GJ_BOTH("没有这种分组", "there is no such kind of group"),
            false);
    r->at++;
    *flags = (uint8_t)((r->flags & ~seen) | sets);
    return true;
}

/** What opens a group that does not capture; NULL where none of those. */
static const char *opener(const gj_regex_reader *r, gj_regex_kind *kind)
{
    static const struct {
        const char *text;
        gj_regex_kind kind;
    } openers[] = {{"?:", GJ_REGEX_PLAIN},
                   {"?=", GJ_REGEX_AHEAD},
                   {"?!", GJ_REGEX_NOT_AHEAD},
                   {"?<=", GJ_REGEX_BEHIND},
                   {"?<!", GJ_REGEX_NOT_BEHIND}};

    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        size_t length = strlen(openers[i].text);
        if ((size_t)(r->end - r->at) < length ||
            memcmp(r->at, openers[i].text, length) != 0)
            continue;
        *kind = openers[i].kind;
        return openers[i].text;
    }
    return NULL;
}

static bool open_group(gj_regex_reader *r)
{
    gj_regex_kind kind = GJ_REGEX_GROUP;
    gj_text name = {NULL, 0};
    uint8_t flags = r->flags;
    const char *opens = opener(r, &kind);

    if (++r->depth > MOST_DEPTH)
        return gj_regex_refuse(
            r->fault, GJ_BOTH("分组嵌套过深", "groups are nested too deeply"),
            true);
    if (opens != NULL) {
        r->at += strlen(opens);
    } else if (r->at < r->end && *r->at == '?') {
        r->at++;
        bool named = r->at < r->end && *r->at == '<';
        kind = named ? GJ_REGEX_GROUP : GJ_REGEX_PLAIN;
        r->at += named;
        if (named ? !read_name(r, &name) : !read_modifiers(r, &flags))
            return false;
    }
    uint32_t group = add_node(r, kind, r->branch);
    gj_regex_node *node = &r->regex->nodes[group];
    node->name = name;
    node->flags = flags;
    if (kind == GJ_REGEX_GROUP)
        node->number = ++r->regex->groups;
    r->flags = flags;
    r->branch = add_node(r, GJ_REGEX_BRANCH, group);
    return true;
}

static bool close_group(gj_regex_reader *r)
{
    const gj_regex *regex = r->regex;
    uint32_t group = regex->nodes[r->branch].parent;

    if (group == 0)
        return gj_regex_refuse(
            r->fault,
            GJ_BOTH("多了一个右括号",
                    "there is a closing parenthesis too many"),
            false);
    r->branch = regex->nodes[group].parent;
    r->flags = regex->nodes[r->branch].flags;
    r->depth--;
    return true;
}

/* ---------------------------------------------------------------- escapes */

static bool add_reference(gj_regex_reader *r)
{
    gj_text name = {NULL, 0};

    if (r->at == r->end || *r->at != '<')
        return gj_regex_refuse(
            r->fault, GJ_BOTH("\\k 之后应为 <名称>", "\\k needs a <name>"),
            false);
    r->at++;
    if (!read_name(r, &name))
        return false;
    add_term(r, GJ_REGEX_REFERENCE)->name = name;
    return true;
}

static bool add_number(gj_regex_reader *r)
{
    uint32_t number = 0;

    while (r->at < r->end && *r->at >= '0' && *r->at <= '9' &&
           number < MOST_COUNT)
        number = number * 10 + (uint32_t)(*r->at++ - '0');
    add_term(r, GJ_REGEX_REFERENCE)->number = number;
    return true;
}

/** \b and \B; without regard to case two more characters are of words. */
static bool add_border(gj_regex_reader *r, char c)
{
#define WORD "[\\w\\x{17f}\\x{212a}]"
    if ((r->flags & GJ_REGEX_ANY_CASE) == 0)
        return add_place(r, c == 'b' ? "\\b" : "\\B");
    return add_place(r, c == 'b' ? "(?:(?<=" WORD ")(?!" WORD ")|(?<!" WORD
                                   ")(?=" WORD "))"
                                 : "(?:(?<=" WORD ")(?=" WORD ")|(?<!" WORD
                                   ")(?!" WORD "))");
#undef WORD
}

static bool add_escape(gj_regex_reader *r)
{
    char c = r->at < r->end ? *r->at : '\0';

    if (c == 'b' || c == 'B') {
        r->at++;
        return add_border(r, c);
    }
    if (c == 'k') {
        r->at++;
        return add_reference(r);
    }
    if (c >= '1' && c <= '9')
        return add_number(r);
    gj_regex_begin(r);
    return gj_regex_read_escape(r) && add_character(r);
}

/* ------------------------------------------------------------ repetitions */

static uint32_t read_count(gj_regex_reader *r)
{
    uint64_t count = 0;

    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') {
        count = count * 10 + (uint64_t)(*r->at++ - '0');
        if (count > MOST_COUNT)
            count = MOST_COUNT + 1;
    }
    return (uint32_t)count;
}

/** Reads {n}, {n,} or {n,m}; false where it is something else: a brace. */
static bool read_braces(gj_regex_reader *r, uint32_t *least, uint32_t *most)
{
    const char *start = r->at++;
    const char *digits = r->at;

    *least = *most = read_count(r);
    bool sound = r->at > digits;
    if (r->at < r->end && *r->at == ',') {
        digits = ++r->at;
        *most = read_count(r);
        *most = r->at > digits ? *most : GJ_REGEX_NONE;
    }
    sound = sound && r->at < r->end && *r->at == '}';
    r->at = sound ? r->at + 1 : start;
    return sound;
}

static bool may_repeat(gj_regex_kind kind)
{
    return kind != GJ_REGEX_PLACE && kind != GJ_REGEX_BEHIND &&
           kind != GJ_REGEX_NOT_BEHIND;
}

static bool repeat(gj_regex_reader *r, uint32_t least, uint32_t most)
{
    uint32_t last = r->regex->nodes[r->branch].last;
    gj_regex_node *term = last != GJ_REGEX_NONE ? &r->regex->nodes[last] : NULL;

    if (term == NULL || last == r->repeated || !may_repeat(term->kind))
        return gj_regex_refuse(
            r->fault,
            GJ_BOTH("没有可以重复的内容", "there is nothing to repeat"), false);
    if (least > most)
        return gj_regex_refuse(r->fault,
                               GJ_BOTH("花括号中的次数，大的写在了前面",
                                       "the numbers in braces are out of "
                                       "order"),
                               false);
    if (least > MOST_COUNT || (most > MOST_COUNT && most != GJ_REGEX_NONE))
        return gj_regex_refuse(r->fault,
                               GJ_BOTH("重复次数超过一百万",
                                       "something is repeated more than a "
                                       "million times"),
                               true);
    term->least = least;
    term->most = most;
    term->lazy = r->at < r->end && *r->at == '?';
    r->at += term->lazy;
    r->repeated = last;
    return true;
}

/* ------------------------------------------------------------------- all */

static bool add_class(gj_regex_reader *r)
{
    gj_regex_begin(r);
    return gj_regex_read_class(r) && add_character(r);
}

/** A character that stands for itself, and all that belongs to it. */
static bool add_plain(gj_regex_reader *r)
{
    gj_regex_begin(r);
    gj_regex_put(r, gj_regex_take(r));
    return add_character(r);
}

static bool add_any(gj_regex_reader *r)
{
    gj_regex_begin(r);
    r->ascii['a'] = true;
    gj_buffer_string(&r->out, (r->flags & GJ_REGEX_DOT_ALL) != 0
                                  ? "[^]"
                                  : "[^\\n\\r\\x{2028}\\x{2029}]");
    return add_character(r);
}

/** ^ and $, at lines too where that is asked for. */
static bool add_end(gj_regex_reader *r, char c)
{
    if ((r->flags & GJ_REGEX_LINES) == 0)
        return add_place(r, c == '^' ? "^" : "$");
    return add_place(r, c == '^' ? "(?<![^\\n\\r\\x{2028}\\x{2029}])"
                                 : "(?![^\\n\\r\\x{2028}\\x{2029}])");
}

static bool read_next(gj_regex_reader *r)
{
    static const char special[] = "\\[(.*+?|)^$";
    uint32_t least = 0;
    uint32_t most = GJ_REGEX_NONE;
    char c = *r->at;

    if (c == '{')
        return read_braces(r, &least, &most) ? repeat(r, least, most)
                                             : add_plain(r);
    if (memchr(special, c, sizeof special - 1) == NULL)
        return add_plain(r);
    r->at++;
    switch (c) {
    case '\\':
        return add_escape(r);
    case '[':
        return add_class(r);
    case '(':
        return open_group(r);
    case ')':
        return close_group(r);
    case '.':
        return add_any(r);
    case '|':
        r->branch =
            add_node(r, GJ_REGEX_BRANCH, r->regex->nodes[r->branch].parent);
        return true;
    case '^':
    case '$':
        return add_end(r, c);
    default:
        return repeat(r, c == '+' ? 1 : 0, c == '?' ? 1 : GJ_REGEX_NONE);
    }
}

bool gj_regex_read(gj_regex *regex, gj_text expression, gj_regex_fault *fault)
{
    gj_regex_reader r = {.regex = regex,
                         .fault = fault,
                         .at = expression.data,
                         .end = expression.data,
                         .repeated = GJ_REGEX_NONE};
    bool sound = true;

    if (expression.length > 0)
        r.end += expression.length;
    uint32_t root = add_node(&r, GJ_REGEX_PLAIN, GJ_REGEX_NONE);
    r.branch = add_node(&r, GJ_REGEX_BRANCH, root);
    while (sound && r.at < r.end) {
        sound = read_next(&r);
        if (sound && regex->count > MOST_NODES)
            sound =
                gj_regex_refuse(fault, GJ_BOTH("太长", "it is too long"), true);
    }
    if (sound && r.depth > 0)
        sound = gj_regex_refuse(
            fault, GJ_BOTH("缺少右括号", "a closing parenthesis is missing"),
            false);
    gj_buffer_free(&r.out);
    return sound;
}

void gj_regex_free(gj_regex *regex)
{
    free(regex->nodes);
    gj_arena_free(&regex->arena);
}

/* Regular expressions of ECMA-262 as trees: read as with its flag u, and as
 * web browsers read what that flag forbids (an escaped "-", a lone "{"). */
#ifndef GJ_SCHEMA_REGEX_H
#define GJ_SCHEMA_REGEX_H

#include <stdbool.h>

#include "base/memory.h"
#include "base/text.h"

/** No node; and no end of a repetition. */
#define GJ_REGEX_NONE UINT32_MAX

typedef enum gj_regex_kind {
    /** One character; text has the set of those that fit, for PCRE2. */
    GJ_REGEX_CHARACTER,
    /** A place between two characters; text has it for PCRE2. */
    GJ_REGEX_PLACE,
    /** What group `number`, or those called `name`, matched. */
    GJ_REGEX_REFERENCE,
    /** Those below have branches as children. GROUP has a number, and perhaps a
        name. */
    GJ_REGEX_GROUP,
    GJ_REGEX_PLAIN,
    GJ_REGEX_AHEAD,
    GJ_REGEX_NOT_AHEAD,
    GJ_REGEX_BEHIND,
    GJ_REGEX_NOT_BEHIND,
    /** One of the alternatives of the node above: a sequence. */
    GJ_REGEX_BRANCH
} gj_regex_kind;

/** Modifiers that are in force within a group. */
enum { GJ_REGEX_ANY_CASE = 1, GJ_REGEX_LINES = 2, GJ_REGEX_DOT_ALL = 4 };

typedef struct gj_regex_node {
    gj_regex_kind kind;
    uint32_t parent;
    uint32_t first;
    uint32_t last;
    uint32_t next;
    /** How often it is repeated: `most` may be GJ_REGEX_NONE. */
    uint32_t least;
    uint32_t most;
    bool lazy;
    uint8_t flags;
    uint32_t number;
    gj_text text;
    gj_text name;
    /** A character that fits, where one is known: mostly of ASCII. */
    uint32_t sample;
} gj_regex_node;

/** Node 0 is a PLAIN one around everything. */
typedef struct gj_regex {
    gj_regex_node *nodes;
    size_t count;
    size_t room;
    /** Capturing groups. */
    uint32_t groups;
    gj_arena arena;
} gj_regex;

/** Why an expression cannot be used. */
typedef struct gj_regex_fault {
    gj_words words;
    /** In English, or empty. */
    char detail[128];
    /** It is sound, but asks for more than gouji can do. */
    bool beyond;
} gj_regex_fault;

/** Reads an expression. False where it is none. To be freed in any case. */
bool gj_regex_read(gj_regex *regex, gj_text expression, gj_regex_fault *fault);
void gj_regex_free(gj_regex *regex);
/** Whether PCRE2 will find the same as ECMA-262; else why not. */
bool gj_regex_check(const gj_regex *regex, gj_regex_fault *fault);
/** Appends a sound expression in PCRE2's notation. False where it is too much
    for that. */
bool gj_regex_print(gj_buffer *out, const gj_regex *regex,
                    gj_regex_fault *fault);

/** Appends PCRE2's \p{…} or \P{…} for a property of Unicode; false where
    ECMA-262 has none of that name. */
bool gj_regex_property(gj_buffer *out, gj_text name, bool negated);

static inline const gj_regex_node *gj_regex_at(const gj_regex *regex,
                                               uint32_t node)
{
    return &regex->nodes[node];
}
/** Whether a group of a reference's name or number is the one meant. */
static inline bool gj_regex_means(const gj_regex_node *reference,
                                  const gj_regex_node *group)
{
    if (group->kind != GJ_REGEX_GROUP)
        return false;
    return reference->name.data != NULL
               ? gj_text_is(reference->name, group->name)
               : reference->number == group->number;
}

/** Notes why an expression cannot be used. False. */
static inline bool gj_regex_refuse(gj_regex_fault *fault, gj_words words,
                                   bool beyond)
{
    *fault = (gj_regex_fault){.words = words, .beyond = beyond};
    return false;
}

#endif

/* An expression of the rule language, as a tree.
 *
 *   or, and, not, ( )           conditions, by Kleene's logic
 *   == != <= >= < >             between sums of numbers
 *   NAME == "x", NAME != "x", NAME in ("x", "y")
 *                               a text that the form names
 *   whole(POINTER)              a whole number
 *   filled(POINTER)             not blank
 *   POINTER                     a cell; /a/b, {variable}/b, or '/odd name'
 *   sum(PATTERN)                cells; parts may be * or @set
 *   + -, INTEGER * …, 2.5       linear arithmetic, decimals to six places
 */
#ifndef GJ_EQUATIONS_EXPRESSION_H
#define GJ_EQUATIONS_EXPRESSION_H

#include "mistake.h"
#include "pool.h"

/** Limits on one expression: bytes, nesting, and any number in it. */
enum { GJ_EXPRESSION_BYTES = 65536, GJ_EXPRESSION_DEPTH = 64 };
#define GJ_LARGEST INT64_C(1000000000000)
#define GJ_MILLION INT64_C(1000000)

typedef enum gj_node_kind {
    /** number: millionths. */
    GJ_NODE_NUMBER,
    /** text: pointer, which may contain the variable. */
    GJ_NODE_CELL,
    /** text: pattern. */
    GJ_NODE_SUM,
    /** The sum of all children. */
    GJ_NODE_ADD,
    /** number (a whole number, not millionths) times the only child. */
    GJ_NODE_SCALE,
    /** Two children, and `relation`. A numbered atom. */
    GJ_NODE_COMPARE,
    /** text: pointer. Numbered atoms. */
    GJ_NODE_WHOLE,
    GJ_NODE_FILLED,
    /** text: name; it is (or, with GJ_UNEQUAL, is not) one of the options. A
        numbered atom. */
    GJ_NODE_NAMED,
    GJ_NODE_AND,
    GJ_NODE_OR,
    GJ_NODE_NOT
} gj_node_kind;

typedef enum gj_relation {
    GJ_EQUAL,
    GJ_UNEQUAL,
    GJ_AT_MOST,
    GJ_AT_LEAST,
    GJ_BELOW,
    GJ_ABOVE
} gj_relation;

typedef struct gj_node {
    gj_node_kind kind;
    gj_relation relation;
    /** Bytes of the source. */
    uint32_t offset;
    uint32_t length;
    /** Number of an atom within its expression, from 0. */
    uint32_t atom;
    uint32_t option_count;
    int64_t number;
    gj_text text;
    const gj_text *options;
    struct gj_node *first;
    struct gj_node *next;
} gj_node;

typedef struct gj_expression {
    gj_text source;
    const gj_node *root;
    /** The nodes numbered as atoms, in the order of the source. */
    const gj_node *const *atoms;
    uint32_t atom_count;
    /** AND, OR, NOT within one another. */
    uint32_t depth;
} gj_expression;

/** What an expression may use. */
typedef struct gj_grammar {
    /** The variable of for_each; empty where there is none. */
    gj_text variable;
    /** Whether the form names a text. */
    bool (*names)(const void *context, gj_text name);
    const void *context;
} gj_grammar;

/** Parses a condition, or a number where `condition` is false. The result and
    all it points to is in the pool or in `source`. NULL after a mistake. */
const gj_expression *gj_expression_parse(gj_pool *pool, gj_text source,
                                         const gj_grammar *grammar,
                                         bool condition, gj_mistake *mistake);

/** Checks a pointer or pattern: it begins with / or with the variable, its
    braces enclose the variable only, and * and @set stand for whole parts and
    only where `pattern` allows them. `offset` is added to mistakes' places. */
bool gj_pointer_check(gj_text pointer, size_t offset, bool pattern,
                      gj_text variable, gj_mistake *mistake);

/** Writes a pointer with the variable replaced into out[0..size). Returns its
    length, or SIZE_MAX where it does not fit. */
size_t gj_pointer_bind(char *out, size_t size, gj_text pointer,
                       gj_text binding);

/** Whether the node is a condition rather than a number. */
static inline bool gj_node_is_condition(const gj_node *node)
{
    return node->kind >= GJ_NODE_COMPARE;
}

#endif

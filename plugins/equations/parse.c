#include "parser.h"

static gj_node *parse_or(parser *p);

static gj_node *refuse(parser *p, const gj_node *node, const char *zh,
                       const char *en)
{
    gj_mistaken(p->mistake, node->offset, node->length, zh, en);
    return NULL;
}

static bool enter(parser *p)
{
    if (p->nesting++ < GJ_EXPRESSION_DEPTH)
        return true;
    return gj_mistaken(
        p->mistake, p->token.offset, p->token.length, "嵌套太深：最多 %d 层",
        "nested too deeply: at most %d levels", GJ_EXPRESSION_DEPTH);
}

static bool check_type(parser *p, const gj_node *node, bool condition)
{
    if (node == NULL || gj_node_is_condition(node) == condition)
        return node != NULL;
    if (condition)
        refuse(p, node, "这里应是条件（比较、whole、filled），不是数",
               "this must be a condition (a comparison, whole, filled), "
               "not a number");
    else
        refuse(p, node, "这里应是数，不是条件",
               "this must be a number, not a condition");
    return false;
}

/* ---------------------------------------------------------------- numbers */

static bool check_pointer(parser *p, const gj_token *pointer, bool pattern)
{
    bool quoted = p->source.data[pointer->offset] == '\'';

    return gj_pointer_check(pointer->text, pointer->offset + quoted, pattern,
                            p->grammar->variable, p->mistake);
}

static gj_node *parse_group(parser *p)
{
    size_t start = p->token.offset;

    advance(p);
    gj_node *inside = parse_or(p);
    if (inside == NULL)
        return NULL;
    if (!accept(p, GJ_TOKEN_CLOSE))
        return UNEXPECTED(p, "右括号 )", "a closing bracket )");
    inside->offset = (uint32_t)start;
    inside->length = (uint32_t)(p->end - start);
    return inside;
}

/* sum(…), whole(…), filled(…) */
static gj_node *parse_call(parser *p, gj_node_kind kind)
{
    size_t start = p->token.offset;

    advance(p);
    if (!accept(p, GJ_TOKEN_OPEN))
        return UNEXPECTED(p, "左括号 (", "an opening bracket (");
    gj_token pointer = p->token;
    if (!accept(p, GJ_TOKEN_POINTER))
        return UNEXPECTED(p, "指针，如 /requests/total/new",
                          "a pointer such as /requests/total/new");
    if (!check_pointer(p, &pointer, kind == GJ_NODE_SUM))
        return NULL;
    if (!accept(p, GJ_TOKEN_CLOSE))
        return UNEXPECTED(p, "右括号 )", "a closing bracket )");
    gj_node *node = kind == GJ_NODE_SUM ? new_node(p, kind, start)
                                        : new_atom(p, kind, start);
    node->text = pointer.text;
    return node;
}

static gj_node *parse_word(parser *p)
{
    static const struct {
        char word[8];
        gj_node_kind kind;
    } calls[] = {{"sum", GJ_NODE_SUM},
                 {"whole", GJ_NODE_WHOLE},
                 {"filled", GJ_NODE_FILLED}};

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (at_word(p, calls[i].word))
            return parse_call(p, calls[i].kind);
    if (at_word(p, "previous") || at_word(p, "subordinates")) {
        gj_mistaken(p->mistake, p->token.offset, p->token.length,
                    "%.*s(…) 尚不能用：目前一条规则只看一份年报",
                    "%.*s(…) is not available yet: a rule sees one report only",
                    GJ_SHORT(p->token.text));
        return NULL;
    }
    if (at_word(p, "and") || at_word(p, "or") || at_word(p, "in"))
        return UNEXPECTED(p, "数或条件", "a number or a condition");
    return gj_parse_named(p);
}

static gj_node *parse_primary(parser *p)
{
    gj_token here = p->token;

    switch (here.kind) {
    case GJ_TOKEN_NUMBER: {
        advance(p);
        gj_node *node = new_node(p, GJ_NODE_NUMBER, here.offset);
        node->number = here.number;
        return node;
    }
    case GJ_TOKEN_POINTER: {
        if (!check_pointer(p, &here, false))
            return NULL;
        advance(p);
        gj_node *node = new_node(p, GJ_NODE_CELL, here.offset);
        node->text = here.text;
        return node;
    }
    case GJ_TOKEN_NAME:
        return parse_word(p);
    case GJ_TOKEN_OPEN:
        return parse_group(p);
    default:
        return UNEXPECTED(p, "数或条件", "a number or a condition");
    }
}

/* A node `number` times; a constant is multiplied at once. */
static gj_node *scale(parser *p, gj_node *node, int64_t factor, size_t start)
{
    int64_t product;

    if (node->kind == GJ_NODE_NUMBER) {
        if (__builtin_mul_overflow(node->number, factor, &product) ||
            product > GJ_LARGEST * GJ_MILLION ||
            product < -GJ_LARGEST * GJ_MILLION) {
            gj_mistaken(p->mistake, start, p->end - start,
                        "乘积太大：最大为 10^12",
                        "the product is too large; the largest is 10^12");
            return NULL;
        }
        node->number = product;
        node->offset = (uint32_t)start;
        node->length = (uint32_t)(p->end - start);
        return node;
    }
    gj_node *scaled = new_node(p, GJ_NODE_SCALE, start);
    scaled->number = factor;
    scaled->first = node;
    return scaled;
}

static gj_node *parse_sign(parser *p)
{
    size_t start = p->token.offset;

    if (p->token.kind != GJ_TOKEN_MINUS)
        return parse_primary(p);
    if (!enter(p))
        return NULL;
    advance(p);
    gj_node *node = parse_sign(p);
    p->nesting--;
    if (!check_type(p, node, false))
        return NULL;
    return scale(p, node, -1, start);
}

static gj_node *multiply(parser *p, gj_node *left, gj_node *right)
{
    gj_node *factor = left->kind == GJ_NODE_NUMBER ? left : right;
    gj_node *node = factor == left ? right : left;

    if (factor->kind != GJ_NODE_NUMBER)
        return refuse(p, right, "两个格子不能相乘：只能乘以整数",
                      "cells cannot be multiplied with one another, only with "
                      "a whole number");
    if (factor->number % GJ_MILLION != 0)
        return refuse(p, factor, "系数须是整数",
                      "a coefficient must be a whole number");
    return scale(p, node, factor->number / GJ_MILLION, left->offset);
}

static gj_node *parse_product(parser *p)
{
    gj_node *left = parse_sign(p);

    while (left != NULL && p->token.kind == GJ_TOKEN_TIMES) {
        if (!check_type(p, left, false) || !enter(p))
            return NULL;
        advance(p);
        gj_node *right = parse_sign(p);
        if (!check_type(p, right, false))
            return NULL;
        left = multiply(p, left, right);
    }
    return left;
}

static gj_node *parse_sum(parser *p)
{
    uint32_t nesting = p->nesting;
    gj_node *first = parse_product(p), *sum = NULL, *last = first;

    p->nesting = nesting;
    while (first != NULL && (p->token.kind == GJ_TOKEN_PLUS ||
                             p->token.kind == GJ_TOKEN_MINUS)) {
        bool minus = p->token.kind == GJ_TOKEN_MINUS;
        if (!check_type(p, first, false))
            return NULL;
        advance(p);
        gj_node *term = parse_product(p);
        p->nesting = nesting;
        if (!check_type(p, term, false))
            return NULL;
        if (minus && (term = scale(p, term, -1, term->offset)) == NULL)
            return NULL;
        if (sum == NULL) {
            sum = new_node(p, GJ_NODE_ADD, first->offset);
            sum->first = first;
        }
        last->next = term;
        last = term;
        sum->length = (uint32_t)(p->end - sum->offset);
    }
    return sum != NULL ? sum : first;
}

/* ------------------------------------------------------------- conditions */

static gj_node *parse_comparison(parser *p)
{
    gj_node *left = parse_sum(p);

    if (left == NULL || p->token.kind != GJ_TOKEN_RELATION)
        return left;
    gj_relation relation = p->token.relation;
    if (!check_type(p, left, false))
        return NULL;
    advance(p);
    gj_node *right = parse_sum(p);
    if (!check_type(p, right, false))
        return NULL;
    if (p->token.kind == GJ_TOKEN_RELATION)
        return UNEXPECTED(p, "and、or 或结尾（比较不能连写）",
                          "and, or, or the end (comparisons do not chain)");
    gj_node *node = new_atom(p, GJ_NODE_COMPARE, left->offset);
    node->relation = relation;
    node->first = left;
    left->next = right;
    return node;
}

static gj_node *parse_not(parser *p)
{
    size_t start = p->token.offset;

    if (!at_word(p, "not"))
        return parse_comparison(p);
    if (!enter(p))
        return NULL;
    advance(p);
    gj_node *inside = parse_not(p);
    p->nesting--;
    if (!check_type(p, inside, true))
        return NULL;
    gj_node *node = new_node(p, GJ_NODE_NOT, start);
    node->first = inside;
    return node;
}

typedef gj_node *parse_operand(parser *p);

static gj_node *parse_chain(parser *p, const char *word, gj_node_kind kind,
                            parse_operand *operand)
{
    gj_node *first = operand(p), *chain = NULL, *last = first;

    while (first != NULL && at_word(p, word)) {
        if (!check_type(p, first, true))
            return NULL;
        advance(p);
        gj_node *next = operand(p);
        if (!check_type(p, next, true))
            return NULL;
        if (chain == NULL) {
            chain = new_node(p, kind, first->offset);
            chain->first = first;
        }
        last->next = next;
        last = next;
        chain->length = (uint32_t)(p->end - chain->offset);
    }
    return chain != NULL ? chain : first;
}

static gj_node *parse_and(parser *p)
{
    return parse_chain(p, "and", GJ_NODE_AND, parse_not);
}

static gj_node *parse_or(parser *p)
{
    if (!enter(p))
        return NULL;
    gj_node *node = parse_chain(p, "or", GJ_NODE_OR, parse_and);
    p->nesting--;
    return node;
}

/* ------------------------------------------------------------------ whole */

static uint32_t collect_atoms(const gj_node *node, const gj_node **atoms)
{
    uint32_t depth = 0;

    if (node->kind < GJ_NODE_COMPARE)
        return 0;
    if (node->kind < GJ_NODE_AND) {
        atoms[node->atom] = node;
        return 0;
    }
    for (const gj_node *child = node->first; child; child = child->next) {
        uint32_t below = collect_atoms(child, atoms);
        depth = below > depth ? below : depth;
    }
    return depth + 1;
}

const gj_expression *gj_expression_parse(gj_pool *pool, gj_text source,
                                         const gj_grammar *grammar,
                                         bool condition, gj_mistake *mistake)
{
    parser p = {
        .pool = pool, .source = source, .grammar = grammar, .mistake = mistake};

    if (source.length > GJ_EXPRESSION_BYTES) {
        gj_mistaken(mistake, 0, 0, "表达式太长：最多 %d 字节",
                    "the expression is too long: at most %d bytes",
                    GJ_EXPRESSION_BYTES);
        return NULL;
    }
    advance(&p);
    gj_node *root = parse_or(&p);
    if (root != NULL && p.token.kind != GJ_TOKEN_END)
        root = UNEXPECTED(&p, "运算符或结尾", "an operator or the end");
    if (!check_type(&p, root, condition))
        return NULL;
    gj_expression *expression = gj_pool_new(pool, 1, sizeof *expression);
    const gj_node **atoms =
        gj_pool_new(pool, (size_t)p.atom_count + 1, sizeof *atoms);
    expression->source = source;
    expression->root = root;
    expression->depth = collect_atoms(root, atoms);
    expression->atoms = atoms;
    expression->atom_count = p.atom_count;
    return expression;
}

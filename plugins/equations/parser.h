/* What the parser's files share: where it stands, and taking tokens. */
#ifndef GJ_EQUATIONS_PARSER_H
#define GJ_EQUATIONS_PARSER_H

#include "lexer.h"

typedef struct parser {
    gj_pool *pool;
    gj_text source;
    const gj_grammar *grammar;
    gj_mistake *mistake;
    gj_token token;
    /** Where the next token is looked for, and where the last one ended. */
    size_t offset;
    size_t end;
    uint32_t nesting;
    uint32_t atom_count;
} parser;

/* Refuses the token that stands here. */
#define UNEXPECTED(p, zh, en)                                                  \
    unexpected(p, "应有" zh "，这里却是“%.*s”", "expected " en ", not “%.*s”", \
               "应有" zh "，表达式却到这里就结束了",                           \
               "expected " en ", but the expression ends here")

static inline gj_node *unexpected(parser *p, const char *zh, const char *en,
                                  const char *end_zh, const char *end_en)
{
    gj_text text = {p->source.data + p->token.offset, p->token.length};

    if (p->token.kind == GJ_TOKEN_END)
        gj_mistaken(p->mistake, p->source.length, 0, end_zh, end_en);
    else
        gj_mistaken(p->mistake, p->token.offset, p->token.length, zh, en,
                    GJ_SHORT(text));
    return NULL;
}

static inline void advance(parser *p)
{
    p->end = (size_t)p->token.offset + p->token.length;
    p->token = gj_token_next(p->pool, p->source, &p->offset, p->mistake);
}

static inline bool at_word(const parser *p, const char *word)
{
    return p->token.kind == GJ_TOKEN_NAME && gj_says(p->token.text, word);
}

static inline bool accept(parser *p, gj_token_kind kind)
{
    if (p->token.kind != kind)
        return false;
    advance(p);
    return true;
}

static inline gj_node *new_node(parser *p, gj_node_kind kind, size_t start)
{
    gj_node *node = gj_pool_new(p->pool, 1, sizeof *node);

    node->kind = kind;
    node->offset = (uint32_t)start;
    node->length = (uint32_t)(p->end - start);
    return node;
}

static inline gj_node *new_atom(parser *p, gj_node_kind kind, size_t start)
{
    gj_node *node = new_node(p, kind, start);

    node->atom = p->atom_count++;
    return node;
}

/** Parses a comparison of a text that the form names; the parser stands at the
    name. NULL after a mistake. */
gj_node *gj_parse_named(parser *p);

#endif

/* Splits an expression into words. */
#ifndef GJ_EQUATIONS_LEXER_H
#define GJ_EQUATIONS_LEXER_H

#include "expression.h"

typedef enum gj_token_kind {
    GJ_TOKEN_END,
    /** A mistake was noted. */
    GJ_TOKEN_BAD,
    GJ_TOKEN_NUMBER,
    GJ_TOKEN_POINTER,
    GJ_TOKEN_STRING,
    GJ_TOKEN_NAME,
    GJ_TOKEN_OPEN,
    GJ_TOKEN_CLOSE,
    GJ_TOKEN_COMMA,
    GJ_TOKEN_PLUS,
    GJ_TOKEN_MINUS,
    GJ_TOKEN_TIMES,
    GJ_TOKEN_RELATION
} gj_token_kind;

typedef struct gj_token {
    gj_token_kind kind;
    gj_relation relation;
    uint32_t offset;
    uint32_t length;
    /** Millionths of a number. */
    int64_t number;
    /** Decoded pointer or string; a name. */
    gj_text text;
} gj_token;

/** Reads the token at *offset and moves behind it. */
gj_token gj_token_next(gj_pool *pool, gj_text source, size_t *offset,
                       gj_mistake *mistake);

#endif

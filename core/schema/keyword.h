/* The keywords of draft 2020-12. */
#ifndef GJ_SCHEMA_KEYWORD_H
#define GJ_SCHEMA_KEYWORD_H

#include "gouji/plugin.h"

/** Vocabularies. */
enum {
    GJ_VOCABULARY_CORE = 1,
    GJ_VOCABULARY_APPLICATOR = 2,
    GJ_VOCABULARY_UNEVALUATED = 4,
    GJ_VOCABULARY_VALIDATION = 8,
    GJ_VOCABULARY_FORMAT = 16,
    GJ_VOCABULARY_FORMAT_ASSERTION = 32,
    GJ_VOCABULARY_OTHER = 64,
    GJ_VOCABULARY_DEFAULT = 1 | 2 | 4 | 8 | 16 | 64
};

/** What of a keyword's value is a schema. */
enum { GJ_HOLDS_NONE, GJ_HOLDS_SCHEMA, GJ_HOLDS_LIST, GJ_HOLDS_MAP };

/** All keywords that mean something to an evaluator. */
typedef enum gj_keyword_id {
    GJ_KEY_ADDITIONAL_PROPERTIES,
    GJ_KEY_ALL_OF,
    GJ_KEY_ANY_OF,
    GJ_KEY_CONST,
    GJ_KEY_CONTAINS,
    GJ_KEY_DEFINITIONS,
    GJ_KEY_DEFS,
    GJ_KEY_DEPENDENT_REQUIRED,
    GJ_KEY_DEPENDENT_SCHEMAS,
    GJ_KEY_DYNAMIC_REF,
    GJ_KEY_ELSE,
    GJ_KEY_ENUM,
    GJ_KEY_EXCLUSIVE_MAXIMUM,
    GJ_KEY_EXCLUSIVE_MINIMUM,
    GJ_KEY_FORMAT,
    GJ_KEY_IF,
    GJ_KEY_ITEMS,
    GJ_KEY_MAXIMUM,
    GJ_KEY_MAX_CONTAINS,
    GJ_KEY_MAX_ITEMS,
    GJ_KEY_MAX_LENGTH,
    GJ_KEY_MAX_PROPERTIES,
    GJ_KEY_MINIMUM,
    GJ_KEY_MIN_CONTAINS,
    GJ_KEY_MIN_ITEMS,
    GJ_KEY_MIN_LENGTH,
    GJ_KEY_MIN_PROPERTIES,
    GJ_KEY_MULTIPLE_OF,
    GJ_KEY_NOT,
    GJ_KEY_ONE_OF,
    GJ_KEY_PATTERN,
    GJ_KEY_PATTERN_PROPERTIES,
    GJ_KEY_PREFIX_ITEMS,
    GJ_KEY_PROPERTIES,
    GJ_KEY_PROPERTY_NAMES,
    GJ_KEY_REF,
    GJ_KEY_REQUIRED,
    GJ_KEY_THEN,
    GJ_KEY_TYPE,
    GJ_KEY_UNEVALUATED_ITEMS,
    GJ_KEY_UNEVALUATED_PROPERTIES,
    GJ_KEY_UNIQUE_ITEMS,
    GJ_KEY_CONTENT_SCHEMA,
    GJ_KEYWORD_COUNT
} gj_keyword_id;

typedef struct gj_keyword {
    gj_text name;
    uint32_t vocabulary;
    uint32_t holds;
} gj_keyword;

extern const gj_keyword gj_keywords[GJ_KEYWORD_COUNT];

/** GJ_KEYWORD_COUNT for what is no keyword. */
gj_keyword_id gj_keyword_find(gj_text name);

#endif

/* A compiled schema: blocks of operations in flat arrays. */
#ifndef GJ_SCHEMA_PROGRAM_H
#define GJ_SCHEMA_PROGRAM_H

#include "schema/format.h"
#include "schema/number.h"
#include "schema/pattern.h"
#include "schema/store.h"

/** No block. */
#define GJ_NO_BLOCK UINT32_MAX

/** Bit of a type in a block's or operation's types; GJ_INTEGER_ONLY beside
    GJ_NUMBER's bit admits whole numbers alone. */
#define GJ_TYPE_BIT(type) (1U << (type))
enum { GJ_INTEGER_ONLY = 1, GJ_ALL_TYPES = 0xFE };

typedef enum gj_op_id {
    GJ_OP_CONST,
    /** a: index into enums, or GJ_NO_BLOCK where there are few values. */
    GJ_OP_ENUM,
    /** Numbers; a: index into numbers. */
    GJ_OP_MINIMUM,
    GJ_OP_MAXIMUM,
    GJ_OP_EXCLUSIVE_MINIMUM,
    GJ_OP_EXCLUSIVE_MAXIMUM,
    GJ_OP_MULTIPLE_OF,
    /** Strings; a: a count or an index. */
    GJ_OP_MIN_LENGTH,
    GJ_OP_MAX_LENGTH,
    GJ_OP_PATTERN,
    GJ_OP_FORMAT,
    /** Arrays; a: a count or an index into arrays. */
    GJ_OP_MIN_ITEMS,
    GJ_OP_MAX_ITEMS,
    GJ_OP_UNIQUE_ITEMS,
    GJ_OP_ARRAY,
    /** Objects; a: a count, a block, or an index into objects. */
    GJ_OP_MIN_PROPERTIES,
    GJ_OP_MAX_PROPERTIES,
    GJ_OP_PROPERTY_NAMES,
    GJ_OP_OBJECT,
    /** In place; a: block, or first of b blocks in lists. */
    GJ_OP_REF,
    /** b: index of the anchor's name in names, or GJ_NO_BLOCK. */
    GJ_OP_DYNAMIC_REF,
    GJ_OP_ALL_OF,
    GJ_OP_ANY_OF,
    GJ_OP_ONE_OF,
    GJ_OP_NOT,
    /** a: if, b: then, c: else. */
    GJ_OP_IF,
    /** a: block. */
    GJ_OP_UNEVALUATED
} gj_op_id;

typedef struct gj_op {
    uint16_t id;
    /** Types of values that it says something about. */
    uint16_t types;
    uint32_t a;
    uint32_t b;
    uint32_t c;
    /** Where its keyword stands. */
    uint32_t twig;
} gj_op;

/** One schema. */
typedef struct gj_clause {
    /** Types that are valid. */
    uint16_t types;
    /** The schema `false`. */
    bool never;
    /** Has an unevaluatedItems or unevaluatedProperties. */
    bool watches;
    /** All it says about small whole numbers is `least` to `most`. */
    bool ranged;
    /** Types of which every value is valid. */
    uint16_t easy;
    /** Types for which it applies other schemas. */
    uint16_t deep;
    int64_t least;
    int64_t most;
    uint32_t first;
    uint32_t count;
    uint32_t resource;
    uint32_t tree;
    uint32_t twig;
} gj_clause;

/** A key that an object's schema knows. */
typedef struct gj_known_key {
    gj_text key;
    /** Of `properties`, or GJ_NO_BLOCK. */
    uint32_t block;
    bool required;
} gj_known_key;

/** patternProperties: one pair. */
typedef struct gj_key_pattern {
    gj_pattern *pattern;
    uint32_t block;
} gj_key_pattern;

/** dependentRequired and dependentSchemas: if `key` is there … */
typedef struct gj_dependent {
    uint32_t key;
    /** … so must this be (GJ_NO_BLOCK: none), */
    uint32_t needs;
    /** … and this must hold (GJ_NO_BLOCK: nothing). */
    uint32_t block;
    uint32_t twig;
} gj_dependent;

/** All that a schema says about an object's members. */
typedef struct gj_object_part {
    gj_known_key *keys;
    uint32_t key_count;
    uint32_t required_count;
    /** Hash table of indexes into keys + 1. */
    uint32_t *slots;
    uint64_t seed;
    uint32_t mask;
    gj_key_pattern *patterns;
    uint32_t pattern_count;
    gj_dependent *dependents;
    uint32_t dependent_count;
    /** additionalProperties, or GJ_NO_BLOCK. */
    uint32_t additional;
    /** It, and required, for places; GJ_NONE_HERE where not there. */
    uint32_t additional_twig;
    uint32_t required_twig;
} gj_object_part;

/** All that a schema says about an array's elements. */
typedef struct gj_array_part {
    uint32_t prefix_first;
    uint32_t prefix_count;
    /** Blocks or GJ_NO_BLOCK. */
    uint32_t items;
    uint32_t contains;
    uint64_t min_contains;
    uint64_t max_contains;
    uint32_t contains_twig;
    uint32_t min_contains_twig;
    uint32_t max_contains_twig;
} gj_array_part;

/** Schema with a dynamic anchor. */
typedef struct gj_dynamic {
    uint32_t name;
    uint32_t resource;
    uint32_t block;
} gj_dynamic;

/** A format that was to be asserted and is not. */
typedef struct gj_left_format {
    uint32_t tree;
    uint32_t twig;
} gj_left_format;

/** Of a resource: its part of `dynamics`. */
typedef struct gj_span {
    uint32_t first;
    uint32_t count;
} gj_span;

#define GJ_POOL(type, name)                                                    \
    type *name;                                                                \
    size_t name##_count;                                                       \
    size_t name##_room

struct gj_schema {
    gj_schema_store *store;
    uint32_t root;
    GJ_POOL(gj_clause, blocks);
    GJ_POOL(gj_op, ops);
    GJ_POOL(uint32_t, lists);
    GJ_POOL(gj_number, numbers);
    GJ_POOL(uint64_t, counts);
    GJ_POOL(gj_pattern *, patterns);
    GJ_POOL(const gj_format *, formats);
    /** Each name once. */
    GJ_POOL(gj_left_format, left_formats);
    /** Twigs by the hash of their values. */
    GJ_POOL(gj_index, enums);
    GJ_POOL(gj_object_part, objects);
    GJ_POOL(gj_array_part, arrays);
    GJ_POOL(gj_text, names);
    /** In the order of their resources, once linked. */
    GJ_POOL(gj_dynamic, dynamics);
    /** One for each resource that a block is in. */
    gj_span *spans;
    gj_arena arena;
};

/** Appends to a pool of a schema. */
#define GJ_ADD(schema, pool, ...)                                              \
    (gj_grow(&(schema)->pool, (schema)->pool##_count, &(schema)->pool##_room,  \
             sizeof *(schema)->pool),                                          \
     (schema)->pool[(schema)->pool##_count] = __VA_ARGS__,                     \
     (uint32_t)(schema)->pool##_count++)

/** Index of a known key, or GJ_NO_BLOCK. */
uint32_t gj_object_key(const gj_object_part *part, gj_text key);

/* Compiling. */

typedef struct gj_compiler {
    gj_schema *schema;
    gj_schema_store *store;
    const gj_schema_options *options;
    gj_schema_error *error;
    /** For each tree: block of each twig, or GJ_NO_BLOCK. */
    uint32_t **blocks;
    size_t tree_count;
    /** Of each resource whether a block is in it. */
    bool *used;
    size_t used_count;
    size_t used_room;
    /** Anchors of the store that are known. */
    uint32_t anchors;
    /** Of dynamic anchors, by their hash. */
    gj_index names;
    /** A schema was asked for where there is none. */
    gj_status failed;
    /** Steps that the search for patterns that explode took. */
    uint64_t searched;
    /** Blocks compiled so far; the others wait. */
    uint32_t done;
    /** Of the block being compiled. */
    uint32_t tree;
    uint32_t vocabularies;
    bool older;
} gj_compiler;

/** Block of a schema, which will be compiled later if it is new. */
uint32_t gj_compile_later(gj_compiler *c, uint32_t tree, uint32_t twig);
/** Compiles the schema that is next. */
gj_status gj_compile_block(gj_compiler *c);
/** The first of two that is none of success: compiling goes on after a fault,
    so that all are told. */
gj_status gj_compile_worse(gj_status before, gj_status now);
/** Number of the name of a dynamic anchor. */
uint32_t gj_compile_name(gj_compiler *c, gj_text name);
/** Adds the operations of a schema's `properties` and what belongs to it. */
gj_status gj_compile_object(gj_compiler *c, uint32_t twig);
gj_status gj_compile_array(gj_compiler *c, uint32_t twig);
/** Adds a regular expression that stands at a twig; NULL where it cannot be
    used, which is told. */
gj_pattern *gj_compile_expression(gj_compiler *c, gj_text expression,
                                  uint32_t twig);
/** Adds a $ref or $dynamicRef at its twig. */
gj_status gj_compile_reference(gj_compiler *c, uint32_t twig,
                               gj_op_id operation);
/** Adds an operation to the block under work. */
void gj_compile_op(gj_compiler *c, gj_op op);
/** Value of a keyword's count, saturated; 0 and false where it is none. */
bool gj_compile_count(const gj_compiler *c, uint32_t twig, uint64_t *count);
/** Member of the schema if its vocabulary is in use, else GJ_NONE_HERE. */
uint32_t gj_compile_member(const gj_compiler *c, uint32_t twig,
                           gj_keyword_id keyword);
/** URI of the metaschema that a resource names at a twig; empty where it is
    none. */
gj_text gj_store_metaschema(gj_schema_store *store, uint32_t resource,
                            uint32_t twig);
/** Learns which vocabularies a resource uses. */
gj_status gj_store_dialect(gj_schema_store *store, uint32_t resource,
                           gj_schema_error *error);
/** Checks a document against its metaschema, and for names given twice,
    once. */
gj_status gj_store_check(gj_schema_store *store, uint32_t tree,
                         gj_schema_error *error);
/** The same for a part of a document that was not known to be a schema. */
gj_status gj_store_check_part(gj_schema_store *store, uint32_t tree,
                              uint32_t twig, gj_schema_error *error);
/** Cuts references and simple blocks short. Fails where references lead back to
   where they came from. */
gj_status gj_schema_link(gj_schema *schema, gj_schema_error *error);

#endif

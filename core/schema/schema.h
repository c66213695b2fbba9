/* JSON Schema, draft 2020-12: compiled once into a flat program, evaluated
 * over any values that a table of accessors can reach.
 *
 * References lead to what a store holds and nowhere else: documents given to
 * it, the files of its folders, and the metaschemas of the draft. */
#ifndef GJ_SCHEMA_SCHEMA_H
#define GJ_SCHEMA_SCHEMA_H

#include "base/error.h"
#include "base/text.h"
#include "gouji/plugin.h"

typedef struct gj_schema_store gj_schema_store;
typedef struct gj_schema gj_schema;
typedef struct gj_checker gj_checker;

/** What is wrong with a schema. error has the file, line and column where the
    schema is one of the store's own documents; value is the value at fault,
    absent where there is none, and pointer its JSON Pointer. */
typedef struct gj_schema_error {
    gj_error error;
    gj_value value;
    char pointer[512];
    /** Where not NULL, is told every fault that is found, the first of which is
        also kept here. */
    void (*tell)(void *context, const struct gj_schema_error *fault);
    void *context;
} gj_schema_error;

/** How a schema is compiled. {0} is the default. */
typedef struct gj_schema_options {
    /** `format` is an assertion. */
    bool formats;
    /** The document is known to hold against its metaschema. */
    bool sound;
    /** All its schemas are compiled, not only those that something leads to. */
    bool whole;
} gj_schema_options;

gj_schema_store *gj_schema_store_new(void);
void gj_schema_store_free(gj_schema_store *store);

/** Lets references reach the *.json files of a folder and those below it,
    which are read when the first reference looks for them. */
void gj_schema_store_folder(gj_schema_store *store, const char *path);
/** Adds a document: a copy of the bytes, known under a URI, and as `path` in
    messages. *document receives its number. */
gj_status gj_schema_store_bytes(gj_schema_store *store, uint32_t *document,
                                const char *uri, const char *path,
                                gj_text bytes, gj_error *error);
/** The same with values from elsewhere, which must outlive the store. */
uint32_t gj_schema_store_value(gj_schema_store *store, const char *uri,
                               const gj_values *values, gj_value root);
/** Adds a file, under its file: URI; what comes through a pipe, or is standard
    input ("-"), under that of a file in the working directory. */
gj_status gj_schema_store_file(gj_schema_store *store, uint32_t *document,
                               const char *path, gj_error *error);

/** Compiles a document of the store, after checking it against its
    metaschema where it is not known to hold. The schema must not outlive the
   store. */
gj_status gj_schema_compile(gj_schema **schema, gj_schema_store *store,
                            uint32_t document, const gj_schema_options *options,
                            gj_schema_error *error);
/** Tells, as faults, the members of a document's schemas that look like a
    misspelt keyword: they are allowed, and check nothing. */
void gj_schema_misspelt(const gj_schema_store *store, uint32_t document,
                        gj_schema_error *error);
/** Checks a document against its metaschema and compiles it for nothing. */
gj_status gj_schema_check(gj_schema_store *store, uint32_t document,
                          gj_schema_error *error);
/** Says of a format that was to be asserted, but that no check is known for,
    by its place; false behind the last. Each format is there once. */
bool gj_schema_left_format(const gj_schema *schema, size_t index,
                           gj_error *note);
void gj_schema_free(gj_schema *schema);

/** What a value failed at. */
typedef enum gj_fault_id {
    GJ_AT_FALSE = 0,
    GJ_AT_TYPE,
    GJ_AT_CONST,
    GJ_AT_ENUM,
    GJ_AT_MINIMUM,
    GJ_AT_MAXIMUM,
    GJ_AT_EXCLUSIVE_MINIMUM,
    GJ_AT_EXCLUSIVE_MAXIMUM,
    GJ_AT_MULTIPLE_OF,
    GJ_AT_MIN_LENGTH,
    GJ_AT_MAX_LENGTH,
    GJ_AT_PATTERN,
    GJ_AT_FORMAT,
    GJ_AT_MIN_ITEMS,
    GJ_AT_MAX_ITEMS,
    GJ_AT_UNIQUE_ITEMS,
    GJ_AT_MIN_CONTAINS,
    GJ_AT_MAX_CONTAINS,
    GJ_AT_MIN_PROPERTIES,
    GJ_AT_MAX_PROPERTIES,
    GJ_AT_REQUIRED,
    GJ_AT_DEPENDENT_REQUIRED,
    GJ_AT_UNKNOWN_KEY,
    GJ_AT_PROPERTY_NAME,
    GJ_AT_ANY_OF,
    GJ_AT_ONE_OF_NONE,
    GJ_AT_ONE_OF_SEVERAL,
    GJ_AT_NOT,
    GJ_AT_EXTRA_ITEM,
    /** Nothing is wrong with the value: evaluation had to be given up. */
    GJ_AT_CYCLE,
    GJ_AT_DEPTH,
    GJ_AT_COST,
    GJ_AT_PATTERN_COST
} gj_fault_id;

/** One thing that is wrong with a value. Lives until the next check. */
typedef struct gj_mismatch {
    gj_fault_id id;
    /** The value at fault; for a key that is missing its object. */
    gj_value value;
    /** JSON Pointer of the value, or of the missing key. */
    gj_text pointer;
    /** The key that is missing or unknown, or what a key depends on. */
    gj_text key;
    /** The known key that is nearest to an unknown one, or empty. */
    gj_text nearest;
    /** The keyword, and where it stands: document and JSON Pointer. */
    gj_text keyword;
    gj_text schema_pointer;
    uint32_t document;
    gj_value schema_value;
    gj_words words;
    /** For choosing among branches. */
    uint32_t depth;
} gj_mismatch;

/** Evaluates a schema, again and again, keeping its memory. The schema must
    outlive it. */
gj_checker *gj_checker_new(const gj_schema *schema);
void gj_checker_free(gj_checker *checker);
/** Whether a value is valid. Collects nothing. */
bool gj_checker_holds(gj_checker *checker, const gj_values *values,
                      gj_value root);
/** Collects what is wrong, one for each cause; returns how many. */
size_t gj_checker_run(gj_checker *checker, const gj_values *values,
                      gj_value root, const gj_mismatch **mismatches);
/** Sets how many steps a run may take before it is given up as too costly;
    100 million at first. A step is a schema applied to a value, a member or
    element looked at, 64 bytes of a text, 16 of a number's digits, or what a
    pattern does in as much time. */
void gj_checker_limit(gj_checker *checker, uint64_t steps);
/** Sets after how many steps of a run verdicts are remembered, which is slower
    where no schema meets the same value again; 50,000 at first. */
void gj_checker_remember(gj_checker *checker, uint64_t steps);
/** Whether the last run was given up (cycle, depth, cost). */
bool gj_checker_gave_up(const gj_checker *checker);
/** Whether the last run stopped collecting before its end, after 10,000
    mismatches or 64 MiB of them. */
bool gj_checker_was_cut(const gj_checker *checker);

#endif

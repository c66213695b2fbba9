/* Where schemas are kept and found: documents, the resources in them (what
 * has an $id), and their anchors. */
#ifndef GJ_SCHEMA_STORE_H
#define GJ_SCHEMA_STORE_H

#include "base/memory.h"
#include "document/document.h"
#include "schema/index.h"
#include "schema/keyword.h"
#include "schema/schema.h"

enum { GJ_NONE_HERE = UINT32_MAX };

/** One value of a schema document. */
typedef struct gj_twig {
    gj_value value;
    /** Of a member. */
    gj_text key;
    uint32_t type;
    uint32_t parent;
    uint32_t first;
    uint32_t next;
    /** The resource that a schema belongs to; GJ_NONE_HERE for what was not
        seen to be a schema. */
    uint32_t resource;
} gj_twig;

/** One document: a tree of twigs, the root at 0, children side by side. */
typedef struct gj_tree {
    const gj_values *values;
    gj_value root;
    /** NULL where the values come from elsewhere. */
    gj_document *document;
    gj_buffer bytes;
    gj_text uri;
    gj_text path;
    gj_twig *twigs;
    size_t count;
    size_t room;
    /** Members of large objects by the hash of their keys. */
    gj_index members;
    /** Was checked against its metaschema, or needs no checking. */
    bool sound;
    /** Somebody knows that it holds against its metaschema. */
    bool known;
    /** A metaschema that gouji brings along. */
    bool builtin;
} gj_tree;

typedef struct gj_resource {
    uint32_t tree;
    uint32_t twig;
    /** Without a fragment. */
    gj_text uri;
    /** Its vocabularies; 0 before they are known. */
    uint32_t vocabularies;
    /** Of draft 2019-09: `items` may be a list, prefixItems is unknown. */
    bool older;
    /** Its anchors, the last first; GJ_NONE_HERE where it has none. */
    uint32_t first_anchor;
} gj_resource;

/** A file of a folder that could not be read, or a link that was not followed
    because it leads out of it. */
typedef struct gj_left_out {
    gj_text uri;
    gj_text path;
    bool link;
} gj_left_out;

typedef struct gj_anchor {
    uint32_t resource;
    uint32_t twig;
    gj_text name;
    bool dynamic;
    /** The next of its resource. */
    uint32_t next;
} gj_anchor;

/** A name that cannot be one, or that another place of the document has too. */
typedef struct gj_clash {
    uint32_t tree;
    /** The other place, or GJ_NONE_HERE. */
    uint32_t first;
    uint32_t second;
    const char *keyword;
    bool told;
} gj_clash;

struct gj_schema_store {
    gj_tree *trees;
    size_t tree_count;
    size_t tree_room;
    gj_resource *resources;
    size_t resource_count;
    size_t resource_room;
    gj_anchor *anchors;
    size_t anchor_count;
    size_t anchor_room;
    /** Resources by the hash of their URIs, anchors by that of their names. */
    gj_index uris;
    gj_index names;
    gj_clash *clashes;
    size_t clash_count;
    size_t clash_room;
    char **folders;
    size_t folder_count;
    size_t folder_room;
    /** How many folders have been read. */
    size_t folders_read;
    gj_left_out *left_out;
    size_t left_out_count;
    size_t left_out_room;
    /** The compiled metaschema of the draft and what runs it. */
    gj_schema *metaschema;
    gj_checker *metachecker;
    bool has_metaschemas;
    gj_arena arena;
};

/** For "%.*s%s": the arguments of a text, cut off where it is long. */
#define GJ_SHOW(text)                                                          \
    gj_shown_length(text), (text).data ? (text).data : "",                     \
        (uint64_t)gj_shown_length(text) < (text).length ? "…" : ""
int gj_shown_length(gj_text text);

/** A twig of a tree. */
static inline gj_twig *gj_twig_at(const gj_schema_store *store, uint32_t tree,
                                  uint32_t twig)
{
    return &store->trees[tree].twigs[twig];
}

/** Member of an object by its key, or GJ_NONE_HERE. */
uint32_t gj_twig_member(const gj_tree *tree, uint32_t twig, const char *key);
/** Text of a string; {NULL, 0} for what is none. */
gj_text gj_twig_text(const gj_tree *tree, uint32_t twig);
/** Appends a twig's JSON Pointer. Where it would be very long it leads to the
    last value around the twig that fits: false then. */
bool gj_twig_pointer(const gj_tree *tree, uint32_t twig, gj_buffer *out);
/** Appends a key as a part of a JSON Pointer. */
void gj_twig_escape(gj_buffer *out, gj_text key);
/** The twig at a JSON Pointer below another, or GJ_NONE_HERE. */
uint32_t gj_twig_find(const gj_tree *tree, uint32_t from, gj_text pointer);
/** Notes what is wrong at a twig. Returns the status. */
gj_status gj_twig_fail(const gj_tree *tree, uint32_t twig,
                       gj_schema_error *error, const char *zh, const char *en,
                       ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

/** Appends where a twig stands: file, line and column, else its pointer. */
void gj_twig_place(const gj_tree *tree, uint32_t twig, gj_buffer *out);

/** Grows the tree of the tree's root value. */
void gj_tree_grow(gj_tree *tree);
/** Looks through the schema at a twig for resources and anchors. Whatever it
    holds belongs to `resource` if it has no $id of its own. */
void gj_store_scan(gj_schema_store *store, uint32_t tree, uint32_t twig,
                   uint32_t resource);
/** Resource with this URI, however its percent-encoding is written, or
   GJ_NONE_HERE. Reads folders and metaschemas where it must. */
uint32_t gj_store_resource(gj_schema_store *store, gj_text reference);
/** The URI without its fragment, as resources are known by. */
gj_text gj_store_name(gj_schema_store *store, gj_text uri);
/** Lets a document be known under one more URI. */
void gj_store_alias(gj_schema_store *store, uint32_t tree, gj_text uri);
/** Reads a folder and those below it. Whoever needs what is not readable
    learns of it from gj_store_why_not(). */
void gj_store_read_folder(gj_schema_store *store, const char *path);
/** What is wrong with the file of this URI, which a folder holds and which
    was not read; GJ_OK where it is none of those. */
gj_status gj_store_why_not(gj_schema_store *store, gj_text reference,
                           gj_error *why);
/** A link that was not followed because it leads out of its folder, or NULL. */
const char *gj_store_left_link(const gj_schema_store *store);
/** Another document's resource of the same URI that says something else, or
    GJ_NONE_HERE. The metaschemas that gouji brings along have no rivals. */
uint32_t gj_store_rival(const gj_schema_store *store, uint32_t resource);
/** Anchor of a resource, or NULL. */
const gj_anchor *gj_store_anchor(const gj_schema_store *store,
                                 uint32_t resource, gj_text name);

/** The bytes of a metaschema of the draft by its index, and its URI; false
    behind the last. */
bool gj_metaschema(size_t index, gj_text *bytes, gj_text *uri);

#endif

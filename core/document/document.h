/* A JSON document: strict RFC 8259 in one pass, into a flat array of nodes
 * that each keep the span of bytes they came from.
 *
 * Nothing is copied or converted while reading: numbers stay text, strings
 * stay escaped until somebody asks, and lines are counted when a finding needs
 * one. Node 0 is the root; a container's descendants follow it at once; a
 * member is a key node with its value behind it. */
#ifndef GJ_DOCUMENT_DOCUMENT_H
#define GJ_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "gouji/plugin.h"

/** Type of a node that is an object's key; all others are GJ_NULL …
    GJ_OBJECT. */
enum { GJ_KEY = 8 };

/** No node. */
#define GJ_NO_NODE UINT32_MAX

/** Bytes that must be readable behind the end of what is parsed. Their value
    does not matter. */
enum { GJ_PADDING = 64 };

/** What a document may cost. Zero means the default. */
typedef struct gj_limits {
    /** Bytes; default 64 MiB, at most 1 GiB. */
    size_t bytes;
    /** Containers within one another; default 256. */
    uint32_t depth;
    /** Values and keys; default 16 million. */
    uint32_t nodes;
} gj_limits;

/** A document. Reading another one into it keeps its memory. */
typedef struct gj_document gj_document;

gj_document *gj_document_new(void);
void gj_document_free(gj_document *document);

/** Parses bytes[0..length), behind which GJ_PADDING bytes must be readable.
    The bytes are borrowed: they must live, unchanged, until the next read or
    free. limits may be NULL. A UTF-8 byte order mark is skipped. On failure
    the document is empty and error has line, column (in characters, from 1),
    what was expected and what stood there.
    Fails with SYNTAX, ENCODING, LIMIT, DUPLICATE, EMPTY, MEMORY. */
gj_status gj_document_read(gj_document *document, const char *bytes,
                           size_t length, const gj_limits *limits,
                           gj_error *error);

/** Number of the document's skeleton: of what stands around its scalars. Two
    documents with the same number have the same keys and containers, in the
    same order, at the same indexes; only what their scalars are, and where
    all of it stands, may differ. 0 where that is not known: the reader knows
    only what it has met before. */
uint64_t gj_document_skeleton(const gj_document *document);

/* Nodes. A node's index must be one of this document. */

uint32_t gj_node_count(const gj_document *document);
/** GJ_NULL … GJ_OBJECT, or GJ_KEY. */
uint32_t gj_node_type(const gj_document *document, uint32_t node);
/** Byte offsets of the value: from its first byte to behind its last. For
    strings and keys that includes the quotation marks. */
uint32_t gj_node_start(const gj_document *document, uint32_t node);
uint32_t gj_node_end(const gj_document *document, uint32_t node);
/** The node behind this one and all that is below it. */
uint32_t gj_node_next(const gj_document *document, uint32_t node);
/** Elements or members; 0 for what is no container. */
uint32_t gj_node_size(const gj_document *document, uint32_t node);
/** Whether a string or key contains a backslash. */
bool gj_node_escaped(const gj_document *document, uint32_t node);

/** The bytes as they stand: numbers as written, strings and keys without
    their quotation marks and still escaped, containers whole. */
gj_text gj_node_source(const gj_document *document, uint32_t node);
/** Decoded text of a string or key; lives until the next read or free. */
gj_text gj_node_text(gj_document *document, uint32_t node);

/** Value of a member by its decoded key; GJ_NO_NODE if there is none or the
    node is no object. */
uint32_t gj_node_member(gj_document *document, uint32_t object, gj_text key);
/** Node at a JSON Pointer (RFC 6901) below `from`; GJ_NO_NODE if none. */
uint32_t gj_node_at(gj_document *document, uint32_t from, gj_text pointer);
/** Appends the JSON Pointer of a node. A key has its value's pointer. */
void gj_node_pointer(gj_document *document, uint32_t node, gj_buffer *out);
/** Reads a number node exactly; see GJ_DECIMAL_…. */
uint32_t gj_node_decimal(const gj_document *document, uint32_t node,
                         int64_t *millionths);

/** Reads a number in JSON's notation exactly, in millionths: "1e3", "2.0" and
    "0.000001" are numbers like others. Returns GJ_DECIMAL_…. */
uint32_t gj_decimal_read(gj_text number, int64_t *millionths);

/** Whether a text from elsewhere (a plugin) is sound UTF-8. */
bool gj_text_is_utf8(gj_text text);

/* Places. */

typedef struct gj_position {
    /** From 1; columns count characters (code points), not bytes. A line ends
        with LF, CR LF, or CR. */
    uint32_t line;
    uint32_t column;
} gj_position;

/** Position of a byte offset. The first call for a document counts its lines
    once; later ones are cheap. A byte order mark has no column. */
gj_position gj_document_position(gj_document *document, uint32_t offset);
/** Byte offset in the source of byte `offset` of a string's decoded text;
    the closing quotation mark for offsets at or beyond its end. */
uint32_t gj_node_text_offset(const gj_document *document, uint32_t node,
                             uint64_t offset);

/* Handles: the same document as gj_value, for plugins and core/schema. */

/** The accessor table over documents. */
extern const gj_values gj_document_values;
/** A handle of a node, which must be a value (not a key). Its next() is the
    absent value: to walk a container use first() and next(). */
gj_value gj_document_value(const gj_document *document, uint32_t node);
static inline gj_value gj_document_root(const gj_document *document)
{
    return gj_document_value(document, 0);
}
/** The document and node of a handle; GJ_NO_NODE for the absent value. */
gj_document *gj_value_document(gj_value value);
uint32_t gj_value_node(gj_value value);

#endif

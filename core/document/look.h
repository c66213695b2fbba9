/* Looking into a document's nodes at once, for the walks that every report
 * takes: what node.c says of a node, without a call. */
#ifndef GJ_DOCUMENT_LOOK_H
#define GJ_DOCUMENT_LOOK_H

#include "base/memory.h"
#include "document/document.h"

#define GJ_INLINE static inline __attribute__((always_inline))

/** One value or key. Offsets count from the document's first byte. */
typedef struct gj_node {
    uint32_t start;
    uint32_t end;
    /** The type in the low four bits; above them a container's size, or
        GJ_ESCAPED. */
    uint32_t tag;
    /** Containers: the node behind all that is below. Escaped strings and
        keys: 1 + index of their decoded text. */
    uint32_t next;
} gj_node;

enum {
    GJ_TAG_TYPE = 15,
    GJ_TAG_SHIFT = 4,
    GJ_ESCAPED = 1 << GJ_TAG_SHIFT,
    /** Most nodes that a size in a tag can count. */
    GJ_NODES_MOST = (1 << 28) - 1,
    GJ_BYTES_MOST = 1 << 30
};

typedef struct gj_frame gj_frame;
typedef struct gj_mark gj_mark;
typedef struct gj_skeletons gj_skeletons;

struct gj_document {
    const char *bytes;
    /** Of the bytes, and of the byte order mark at their beginning. */
    uint32_t length;
    uint32_t mark_length;

    /** In pages that can be written while a document is read, and only then. */
    gj_node *nodes;
    gj_pages pages;
    uint32_t node_count;
    uint32_t node_room;

    gj_frame *frames;
    uint32_t frame_room;

    /** Those of earlier documents, and the number of this one's. */
    gj_skeletons *skeletons;
    uint64_t skeleton;

    /** Hash table of gj_keys_compare(): node indexes, 0 for none. */
    uint32_t *table;
    uint32_t table_room;
    uint64_t seed;

    /** Decoded texts of escaped strings, the one of a node with `next` n at
        n - 1; without data as long as nobody has asked for it. None of them is
        there before texts_open. */
    gj_arena arena;
    gj_text *texts;
    size_t text_count;
    size_t text_room;
    bool texts_open;

    gj_mark *marks;
    size_t mark_count;
    size_t mark_room;
};

static inline uint32_t gj_tag_type(const gj_node *node)
{
    return node->tag & GJ_TAG_TYPE;
}

static inline bool gj_tag_is_container(const gj_node *node)
{
    uint32_t type = gj_tag_type(node);
    return type == GJ_ARRAY || type == GJ_OBJECT;
}

/** The node behind this one and all that is below it. */
static inline uint32_t gj_look_next(const gj_document *document, uint32_t node)
{
    const gj_node *it = &document->nodes[node];
    return gj_tag_is_container(it) ? it->next : node + 1;
}

/** What stands between the quotation marks of a string or key. */
static inline gj_text gj_look_inside(const gj_document *document,
                                     const gj_node *node)
{
    return (gj_text){document->bytes + node->start + 1,
                     node->end - node->start - 2};
}

/** A byte in all eight places. */
#define GJ_EIGHT(byte) (UINT64_C(0x0101010101010101) * (uint8_t)(byte))

/** Eight bytes, the first one lowest. */
GJ_INLINE uint64_t gj_load(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/** Reads a sound number of up to eight plain digits, behind which stand as
    many bytes that can be read; false where it is anything else. */
GJ_INLINE bool gj_look_digits(const char *digits, uint32_t length,
                              int64_t *millionths)
{
    if (length > 8)
        return false;
    /* The last digit goes to the highest byte, zeros before the first. */
    uint64_t word = (gj_load(digits) ^ GJ_EIGHT('0')) << (64 - 8 * length);
    if ((((word + GJ_EIGHT(0x76)) | word) & GJ_EIGHT(0x80)) != 0)
        return false;
    /* Pairs of digits, then pairs of those, then both halves. */
    word = word * (10 << 8 | 1) >> 8;
    word = (word & UINT64_C(0x00FF00FF00FF00FF)) * (100 << 16 | 1) >> 16;
    word =
        (word & UINT64_C(0x0000FFFF0000FFFF)) * (UINT64_C(10000) << 32 | 1) >>
        32;
    *millionths = (int64_t)word * 1000000;
    return true;
}

/** Reads a number of up to nine plain digits, which is what nearly all cells
    hold; false where it is anything else. */
static inline bool gj_look_number(gj_text number, int64_t *millionths)
{
    int64_t value = 0;

    if (number.length == 0 || number.length > 9 ||
        (number.data[0] == '0' && number.length > 1))
        return false;
    for (uint64_t i = 0; i < number.length; i++) {
        if (number.data[i] < '0' || number.data[i] > '9')
            return false;
        value = value * 10 + (number.data[i] - '0');
    }
    *millionths = value * 1000000;
    return true;
}

#endif

/* The reader's state, and how it reads one scalar: what the grammar (read.c)
 * and the remembered skeletons (follow.c) have in common. */
#ifndef GJ_DOCUMENT_READER_H
#define GJ_DOCUMENT_READER_H

#include "document/scan.h"
#include "document/skeleton.h"

typedef struct gj_reader {
    gj_document *document;
    const char *begin;
    const char *end;
    /* The next free node, and the end of those there are. */
    gj_node *node;
    gj_node *node_end;
    gj_frame *frame;
    gj_limits limits;
    gj_lead lead;
    gj_trouble trouble;
} gj_reader;

/** Notes where reading stops. Returns NULL, which ends the loop. */
const char *gj_reader_stop(gj_reader *r, gj_fault_kind kind, const char *at,
                           const char *since);
/** More nodes, for what begins at p; false where it has stopped. */
bool gj_reader_grow(gj_reader *r, const char *p);
/** Behind a number that is more than a few digits. */
const char *gj_reader_number(gj_reader *r, const char *p);

/** Reads the document from its first byte along the skeletons that are
    remembered, as far as they go. r->lead says how far that is; the frames are
    those of the containers that are open there. Returns whether all of it was
    read. */
bool gj_reader_follow(gj_reader *r);

/** One of 64 bits, chosen by the bytes of a plain key. */
GJ_INLINE uint64_t gj_key_bit(const char *key, uint32_t length)
{
    uint64_t word = gj_load(key);

    if (length >= 8)
        word ^= gj_load(key + length - 8) << 3;
    else
        word &= (UINT64_C(1) << (8 * length)) - 1;
    word = (word + length) * UINT64_C(0x9E3779B97F4A7C15);
    return UINT64_C(1) << (word >> 58);
}

/* The next free node, for what begins at p. */
GJ_INLINE gj_node *gj_new_node(gj_reader *r, const char *p)
{
    if (GJ_RARELY(r->node == r->node_end) && !gj_reader_grow(r, p))
        return NULL;
    return r->node++;
}

GJ_INLINE void gj_fill_node(const gj_reader *r, gj_node *node,
                            const char *start, const char *end, uint32_t tag)
{
    node->start = (uint32_t)(start - r->begin);
    node->end = (uint32_t)(end - r->begin);
    node->tag = tag;
    node->next = 0;
}

/* Reads a string or key whose opening quotation mark is at p. */
GJ_INLINE const char *gj_read_string(gj_reader *r, const char *p, uint32_t type)
{
    const char *close = gj_skip_short(p + 1);
    uint32_t tag = type;

    if (GJ_RARELY(*close != '"' || close >= r->end)) {
        gj_string_scan scan = {GJ_FAULT_NONE, false};
        close = gj_string_end(close, r->end, &scan);
        if (GJ_RARELY(scan.fault != GJ_FAULT_NONE))
            return gj_reader_stop(r, scan.fault, close, p);
        if (scan.escaped)
            tag |= GJ_ESCAPED;
    }
    gj_node *node = gj_new_node(r, p);
    if (GJ_RARELY(node == NULL))
        return NULL;
    gj_fill_node(r, node, p, close + 1, tag);
    if (GJ_RARELY(tag & GJ_ESCAPED))
        node->next = (uint32_t)++r->document->text_count;
    return close + 1;
}

GJ_INLINE const char *gj_read_number(gj_reader *r, const char *p)
{
    uint32_t digits = gj_digit_run(p);
    const char *close = p + digits;

    if (GJ_RARELY(digits - 1 > 6 || (*p == '0' && digits > 1) ||
                  close >= r->end || *close == '.' || (*close | 0x20) == 'e')) {
        close = gj_reader_number(r, p);
        if (close == NULL)
            return NULL;
    }
    gj_node *node = gj_new_node(r, p);
    if (GJ_RARELY(node == NULL))
        return NULL;
    gj_fill_node(r, node, p, close, GJ_NUMBER);
    return close;
}

/* Reads null, true or false. */
static inline const char *gj_read_literal(gj_reader *r, const char *p,
                                          gj_fault_kind expected)
{
    static const struct literal {
        char text[6];
        uint32_t length;
        uint32_t type;
    } literals[] = {
        {"null", 4, GJ_NULL}, {"true", 4, GJ_TRUE}, {"false", 5, GJ_FALSE}};
    const struct literal *literal = &literals[*p == 't'   ? 1
                                              : *p == 'f' ? 2
                                                          : 0];

    if (p >= r->end || (*p != 'n' && *p != 't' && *p != 'f'))
        return gj_reader_stop(r, expected, p, p);
    if ((size_t)(r->end - p) < literal->length ||
        memcmp(p, literal->text, literal->length) != 0)
        return gj_reader_stop(r, GJ_FAULT_LITERAL, p, p);
    gj_node *node = gj_new_node(r, p);
    if (node == NULL)
        return NULL;
    gj_fill_node(r, node, p, p + literal->length, literal->type);
    return p + literal->length;
}

#endif

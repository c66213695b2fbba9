/* Remembering how documents are built; follow.c reads along what is
 * remembered. */
#include "document/skeleton.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "document/scan.h"

enum {
    /* Nodes of a document that is remembered, and of all: with their bytes
       about 4 MiB. */
    MOST_OF_ONE = 1 << 13,
    MOST_NODES = 1 << 16,
    MOST_BYTES = 1 << 20,
    /* Joints that are tried at one place. */
    MOST_TRIED = 8,
    /* So many documents are remembered at first. One that was read along what
       is remembered pays for remembering PAYS others, of up to MOST_LUCK;
       without luck one in OUT_OF_LUCK is remembered all the same. */
    FIRST_LUCK = 16,
    PAYS = 4,
    MOST_LUCK = 64,
    OUT_OF_LUCK = 64
};

static uint32_t next_generation(void)
{
    static atomic_uint generation;
    return ++generation;
}

gj_skeletons *gj_skeletons_new(void)
{
    gj_skeletons *s = gj_new(1, sizeof *s);

    s->generation = next_generation();
    s->luck = FIRST_LUCK;
    return s;
}

void gj_skeletons_free(gj_skeletons *s)
{
    if (s == NULL)
        return;
    free(s->joints);
    free(s->nodes);
    free(s->ends);
    gj_buffer_free(&s->bytes);
    free(s);
}

static void forget(gj_skeletons *s)
{
    s->joint_count = 0;
    s->node_count = 0;
    s->end_count = 0;
    s->depth = 0;
    s->most_nodes = 0;
    gj_buffer_clear(&s->bytes);
    s->generation = next_generation();
}

uint64_t gj_skeletons_reach(gj_skeletons *s, uint32_t joint)
{
    s->luck = s->luck + PAYS < MOST_LUCK ? s->luck + PAYS : MOST_LUCK;
    return (uint64_t)s->generation << 32 | joint;
}

/* --------------------------------------------------------------- learning */

/* The document as it is gone through once more, from scalar to scalar. */
typedef struct walk {
    gj_skeletons *skeletons;
    const gj_document *document;
    uint32_t node;
    /* Where the joint begins. */
    uint32_t offset;
    /* Containers that are open, in the document's frames. */
    uint32_t depth;
    bool fits;
} walk;

static void open_node(walk *w, gj_joint *joint)
{
    gj_skeletons *s = w->skeletons;
    gj_node node = w->document->nodes[w->node];

    if (gj_tag_is_container(&node)) {
        w->document->frames[w->depth++].node = w->node;
        s->depth = w->depth > s->depth ? w->depth : s->depth;
        node.tag &= GJ_TAG_TYPE;
        node.end = node.start;
        node.next = 0;
    }
    /* Of escaped texts the nodes are numbered, scalars among them. */
    w->fits = w->fits && (node.tag & GJ_ESCAPED) == 0;
    node.start -= w->offset;
    node.end -= w->offset;
    gj_grow(&s->nodes, s->node_count, &s->node_room, sizeof node);
    s->nodes[s->node_count++] = node;
    joint->node_count++;
}

/* Closes the containers that end before an offset. */
static void close_nodes(walk *w, gj_joint *joint, uint32_t before)
{
    gj_skeletons *s = w->skeletons;

    while (w->depth > 0) {
        uint32_t container = w->document->frames[w->depth - 1].node;
        gj_node node = w->document->nodes[container];
        if (node.end > before)
            break;
        node.start = container;
        node.end -= w->offset;
        gj_grow(&s->ends, s->end_count, &s->end_room, sizeof node);
        s->ends[s->end_count++] = node;
        joint->end_count++;
        w->depth--;
    }
}

static bool is_scalar(const gj_node *node)
{
    return gj_tag_type(node) < GJ_ARRAY;
}

/* Adds the next joint, and goes behind the scalar that follows it. Returns
   whether one does. */
static bool add_joint(walk *w)
{
    const gj_document *d = w->document;
    gj_skeletons *s = w->skeletons;
    gj_joint joint = {.bytes = (uint32_t)s->bytes.length,
                      .nodes = (uint32_t)s->node_count,
                      .ends = (uint32_t)s->end_count};

    for (; w->node < d->node_count && !is_scalar(&d->nodes[w->node]);
         w->node++) {
        close_nodes(w, &joint, d->nodes[w->node].start);
        open_node(w, &joint);
    }
    joint.last = w->node == d->node_count;
    uint32_t end = joint.last ? d->length : d->nodes[w->node].start;
    close_nodes(w, &joint, end);
    joint.length = (uint16_t)(end - w->offset);
    w->fits = w->fits && end - w->offset <= UINT16_MAX;
    gj_buffer_add(&s->bytes, d->bytes + w->offset, end - w->offset);
    gj_grow(&s->joints, s->joint_count, &s->joint_room, sizeof joint);
    s->joints[s->joint_count++] = joint;
    if (!joint.last)
        w->offset = d->nodes[w->node++].end;
    return !joint.last;
}

/* What was open where the chains left the document. */
static void open_frames(walk *w)
{
    const gj_document *d = w->document;

    for (uint32_t i = 0; i < w->node; i++)
        if (gj_tag_is_container(&d->nodes[i]) && d->nodes[i].end > w->offset)
            d->frames[w->depth++].node = i;
}

static bool is_worth_while(gj_skeletons *s, const gj_document *document)
{
    /* Most documents are read alone. */
    if (s->ordinary++ == 0 || document->node_count > MOST_OF_ONE ||
        document->length > MOST_BYTES / 8)
        return false;
    if (s->luck == 0)
        return s->ordinary % OUT_OF_LUCK == 0;
    s->luck--;
    return true;
}

static bool is_full(const gj_skeletons *s, const gj_document *document)
{
    uint32_t nodes = document->node_count;

    return s->joint_count + nodes > MOST_NODES ||
           s->node_count + nodes > MOST_NODES ||
           s->bytes.length + document->length > MOST_BYTES;
}

/* Goes through the document from where the chains left it. */
static void add_chain(gj_skeletons *s, const gj_document *document,
                      const gj_lead *lead)
{
    const gj_skeletons before = *s;
    walk w = {.skeletons = s,
              .document = document,
              .node = lead->node,
              .offset = lead->offset,
              .fits = true};

    /* A document of one number has neither, but they are pointed into. */
    gj_grow(&s->nodes, s->node_count, &s->node_room, sizeof *s->nodes);
    gj_grow(&s->ends, s->end_count, &s->end_room, sizeof *s->ends);
    open_frames(&w);
    while (add_joint(&w))
        ;
    memset(gj_buffer_room(&s->bytes, GJ_PADDING), 0, GJ_PADDING);
    if (!w.fits) {
        s->joint_count = before.joint_count;
        s->node_count = before.node_count;
        s->end_count = before.end_count;
        s->bytes.length = before.bytes.length;
        return;
    }
    if (document->node_count > s->most_nodes)
        s->most_nodes = document->node_count;
    if (before.joint_count > 0)
        s->joints[lead->joint].other = (uint32_t)before.joint_count;
}

void gj_skeletons_learn(gj_skeletons *s, const gj_document *document,
                        const gj_lead *lead)
{
    bool tried = lead->tried > 0 || s->joint_count == 0;

    if (!tried || !is_worth_while(s, document))
        return;
    if (is_full(s, document) || lead->tried == MOST_TRIED)
        forget(s);
    else
        add_chain(s, document, lead);
}

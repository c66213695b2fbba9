/* Reading along remembered skeletons. */
#include "document/reader.h"

/* Whether a document goes on at p with the bytes of a joint. Behind them stand
   as many that can be read. */
GJ_INLINE bool same_bytes(const char *joint, const char *p, uint32_t length)
{
#if GJ_SSE2
    for (; length > 16; joint += 16, p += 16, length -= 16)
        if (_mm_movemask_epi8(_mm_cmpeq_epi8(gj_load16(joint), gj_load16(p))) !=
            0xFFFF)
            return false;
    uint32_t same = (uint32_t)_mm_movemask_epi8(
        _mm_cmpeq_epi8(gj_load16(joint), gj_load16(p)));
    return (~same & ((1U << length) - 1)) == 0;
#else
    return gj_bytes_same(joint, p, length);
#endif
}

/* A node that stands `base` bytes further on. */
GJ_INLINE void put_node(gj_node *to, const gj_node *node, uint32_t base)
{
    *to = *node;
    to->start += base;
    to->end += base;
}

/* Puts the nodes that a joint makes where they belong. */
GJ_INLINE void put_nodes(const gj_document *document, gj_node *to,
                         const gj_joint *joint, uint32_t base)
{
    const gj_skeletons *s = document->skeletons;
    const gj_node *node = s->nodes + joint->nodes;
    const gj_node *end = s->ends + joint->ends;

    for (uint32_t i = joint->node_count; i > 0; i--)
        put_node(to++, node++, base);
    for (uint32_t i = joint->end_count; i > 0; i--, end++) {
        gj_node *container = document->nodes + end->start;
        container->end = end->end + base;
        container->tag = end->tag;
        container->next = end->next;
    }
}

GJ_INLINE const char *read_scalar(gj_reader *r, const char *p)
{
    if (*p == '"' && p < r->end)
        return gj_read_string(r, p, GJ_STRING);
    if (((unsigned char)(*p - '0') < 10 || *p == '-') && p < r->end)
        return gj_read_number(r, p);
    return gj_read_literal(r, p, GJ_EXPECT_VALUE);
}

/* Reads the joint that may stand at p, and the scalar behind it. Returns what
   is behind that; NULL, with nothing read, where anything else stands there. */
GJ_INLINE const char *read_joint(gj_reader *r, const gj_joint *joint,
                                 const char *p)
{
    const gj_skeletons *s = r->document->skeletons;
    uint64_t room = (uint64_t)(r->end - p);
    uint32_t base = (uint32_t)(p - r->begin);
    gj_node *node = r->node;

    if (joint->length > room ||
        !same_bytes(s->bytes.data + joint->bytes, p, joint->length))
        return NULL;
    r->node += joint->node_count;
    p += joint->length;
    if (!joint->last)
        p = read_scalar(r, p);
    else if (p < r->end)
        p = NULL;
    if (GJ_RARELY(p == NULL)) {
        /* If it is no other joint's, this is found once more, and told. */
        r->trouble = (gj_trouble){.kind = GJ_FAULT_NONE};
        r->node = node;
    } else {
        put_nodes(r->document, node, joint, base);
    }
    return p;
}

/* -------------------------------------------------------- leaving the way */

/* What the reader needs to know of a container that is open: no two of its keys
   so far are the same. */
static void set_frame(const gj_reader *r, gj_frame *frame, uint32_t container)
{
    const gj_node *nodes = r->document->nodes;
    uint32_t end = (uint32_t)(r->node - nodes);
    uint32_t count = 0;
    uint32_t at = container + 1;

    *frame = (gj_frame){.node = container, .close = ']'};
    if (gj_tag_type(&nodes[container]) == GJ_OBJECT)
        frame->close = '}';
    while (at < end) {
        if (frame->close == '}') {
            gj_text key = gj_look_inside(r->document, &nodes[at++]);
            frame->seen |= gj_key_bit(key.data, (uint32_t)key.length);
        }
        count++;
        /* The last child may be open: nothing is behind it yet. */
        uint32_t next = gj_look_next(r->document, at);
        at = next > at ? next : end;
    }
    frame->commas = count - 1;
}

/* Sets the frames of the containers that are open: those that nothing is known
   to be behind. */
static __attribute__((noinline)) void set_frames(gj_reader *r)
{
    const gj_node *nodes = r->document->nodes;
    uint32_t count = (uint32_t)(r->node - nodes);

    for (uint32_t i = 0; i < count; i++)
        if (gj_tag_is_container(&nodes[i]) && nodes[i].next == 0)
            set_frame(r, ++r->frame, i);
}

bool gj_reader_follow(gj_reader *r)
{
    gj_skeletons *s = r->document->skeletons;
    const gj_joint *joint = s->joints;
    const char *p = r->begin;
    bool known = s->joint_count > 0 && s->depth <= r->limits.depth &&
                 s->most_nodes <= r->node_end - r->node;
    uint32_t tried = known;

    while (known) {
        const char *behind = read_joint(r, joint, p);
        if (behind != NULL && joint->last) {
            r->document->skeleton =
                gj_skeletons_reach(s, (uint32_t)(joint - s->joints));
            return true;
        }
        if (behind != NULL) {
            p = behind;
            joint++;
            tried = 1;
        } else if (joint->other != 0) {
            joint = &s->joints[joint->other];
            tried++;
        } else {
            known = false;
        }
    }
    r->lead = (gj_lead){.tried = tried,
                        .offset = (uint32_t)(p - r->begin),
                        .node = (uint32_t)(r->node - r->document->nodes)};
    if (s->joint_count > 0)
        r->lead.joint = (uint32_t)(joint - s->joints);
    set_frames(r);
    return false;
}

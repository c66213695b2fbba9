/* Skeletons: reports of one form come one behind the other as if printed from
 * one plate. What stands around their numbers and texts, the keys, brackets,
 * commas and white space, is the same in them byte for byte.
 *
 * The reader remembers it as chains of joints. A joint is the bytes between
 * one scalar and the next, and the nodes that they make. Where the next
 * document has the bytes of a joint it has its nodes, only shifted: no key
 * needs to be measured, nor compared with those before it, for all that was
 * read before is the same as it was then. Whatever is no known joint is read
 * in the ordinary way, and remembered as another way to go on from there: the
 * chains are a tree.
 *
 * Where a document is read from its first byte to its last along one chain,
 * its skeleton has a number. Documents whose skeletons have the same number
 * have the same nodes, but for their places and for what the scalars are. */
#ifndef GJ_DOCUMENT_SKELETON_H
#define GJ_DOCUMENT_SKELETON_H

#include "document/look.h"

/** What stands before a scalar, and behind the one before it; or, as the last
    of a chain, behind the last scalar. */
typedef struct gj_joint {
    /** Its bytes; keys and containers that begin in it; containers that end in
        it. Each is the first of so many. */
    uint32_t bytes;
    uint32_t nodes;
    uint32_t ends;
    /** Another joint that is known at its place, or 0. */
    uint32_t other;
    uint16_t length;
    uint16_t node_count;
    uint16_t end_count;
    bool last;
} gj_joint;

/** Offsets count from the joint's first byte. The joint behind one that is not
    the last is the next in the array. */
struct gj_skeletons {
    gj_joint *joints;
    size_t joint_count;
    size_t joint_room;
    gj_buffer bytes;
    gj_node *nodes;
    size_t node_count;
    size_t node_room;
    /** `start` is the node of the container, the rest is what it is when it
        ends. */
    gj_node *ends;
    size_t end_count;
    size_t end_room;
    /** The most that a document had, of containers within one another and of
        nodes. */
    uint32_t depth;
    uint32_t most_nodes;
    /** Tells these chains from all that were forgotten. */
    uint32_t generation;
    /** Documents read in the ordinary way; and how well remembering them has
        paid so far. */
    uint32_t ordinary;
    uint32_t luck;
};

/** How far a document was read along the chains. */
typedef struct gj_lead {
    /** The last joint that was tried at the place where none fitted, and how
        many were: none, where there are no chains or the limits forbid to go
        along them. */
    uint32_t joint;
    uint32_t tried;
    /** What had been read: bytes, and nodes. */
    uint32_t offset;
    uint32_t node;
} gj_lead;

gj_skeletons *gj_skeletons_new(void);
void gj_skeletons_free(gj_skeletons *skeletons);

/** Remembers how a document that has been read goes on from where the chains
    left it, if that seems worth while. Uses the document's frames. */
void gj_skeletons_learn(gj_skeletons *skeletons, const gj_document *document,
                        const gj_lead *lead);
/** Number of the skeleton that ends with a joint, which was followed. */
uint64_t gj_skeletons_reach(gj_skeletons *skeletons, uint32_t joint);

#endif

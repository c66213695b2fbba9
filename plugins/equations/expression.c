#include "expression.h"

uint32_t gj_node_atoms(const gj_node *node, const gj_node **atoms)
{
    uint32_t depth = 0;

    if (node->kind < GJ_NODE_COMPARE)
        return 0;
    if (node->kind < GJ_NODE_AND) {
        atoms[node->atom] = node;
        return 0;
    }
    for (const gj_node *child = node->first; child; child = child->next) {
        uint32_t below = gj_node_atoms(child, atoms);
        depth = below > depth ? below : depth;
    }
    return depth + 1;
}

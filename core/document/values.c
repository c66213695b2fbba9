/* Documents as gj_value. The lower half of a handle's number is the node, the
 * upper half is the node behind the container that the value stands in, so
 * that next() knows where to stop. */
#include "document/node.h"

static const gj_value absent = {NULL, 0};

gj_document *gj_value_document(gj_value value)
{
    gj_document *document;

    /* Decoding fills caches, which does not change the document. */
    memcpy(&document, &value.owner, sizeof document);
    return document;
}

uint32_t gj_value_node(gj_value value)
{
    return value.owner != NULL ? (uint32_t)value.node : GJ_NO_NODE;
}

static gj_value handle(const gj_document *document, uint32_t node, uint32_t end)
{
    return (gj_value){document, (uint64_t)end << 32 | node};
}

gj_value gj_document_value(const gj_document *document, uint32_t node)
{
    if (node >= document->node_count)
        return absent;
    return handle(document, node, gj_node_next(document, node));
}

/* Walking is on the path of every rule: these look into the nodes at once. */
static const gj_node *node_of(gj_value value)
{
    const gj_document *document = value.owner;
    return &document->nodes[(uint32_t)value.node];
}

static uint32_t type_of(gj_value value)
{
    return value.owner != NULL ? node_of(value)->tag & GJ_TAG_TYPE : GJ_ABSENT;
}

static uint32_t count_of(gj_value container)
{
    if (container.owner == NULL)
        return 0;
    return gj_node_size(container.owner, (uint32_t)container.node);
}

static gj_value first_of(gj_value container)
{
    const gj_document *document = container.owner;
    uint32_t node = (uint32_t)container.node;

    if (count_of(container) == 0)
        return absent;
    uint32_t child = gj_node_type(document, node) == GJ_OBJECT ? 2 : 1;
    return handle(document, node + child, gj_node_next(document, node));
}

static gj_value next_of(gj_value child)
{
    const gj_document *document = child.owner;
    uint32_t end = (uint32_t)(child.node >> 32);

    if (document == NULL)
        return absent;
    uint32_t next = gj_look_next(document, (uint32_t)child.node);
    if (next >= end)
        return absent;
    if ((document->nodes[next].tag & GJ_TAG_TYPE) == GJ_KEY)
        next++;
    return handle(document, next, end);
}

static gj_text key_of(gj_value member)
{
    const gj_document *document = member.owner;
    uint32_t node = (uint32_t)member.node;

    if (document == NULL || node == 0)
        return (gj_text){NULL, 0};
    const gj_node *key = &document->nodes[node - 1];
    if (key->tag == GJ_KEY)
        return gj_look_inside(document, key);
    if ((key->tag & GJ_TAG_TYPE) != GJ_KEY)
        return (gj_text){NULL, 0};
    return gj_node_text(gj_value_document(member), node - 1);
}

/* What was found below the root of the search, as a handle. */
static gj_value found(gj_value root, uint32_t node)
{
    if (node == GJ_NO_NODE)
        return absent;
    return gj_document_value(root.owner, node);
}

static gj_value member_of(gj_value object, gj_text key)
{
    if (object.owner == NULL)
        return absent;
    return found(object, gj_node_member(gj_value_document(object),
                                        (uint32_t)object.node, key));
}

static gj_value at(gj_value root, gj_text pointer)
{
    if (root.owner == NULL)
        return absent;
    return found(root, gj_node_at(gj_value_document(root), (uint32_t)root.node,
                                  pointer));
}

static gj_text text_of(gj_value string)
{
    if (type_of(string) != GJ_STRING)
        return (gj_text){NULL, 0};
    if (node_of(string)->tag == GJ_STRING)
        return gj_look_inside(string.owner, node_of(string));
    return gj_node_text(gj_value_document(string), (uint32_t)string.node);
}

static gj_text number_of(gj_value number)
{
    const gj_document *document = number.owner;

    if (type_of(number) != GJ_NUMBER)
        return (gj_text){NULL, 0};
    const gj_node *node = node_of(number);
    return (gj_text){document->bytes + node->start, node->end - node->start};
}

static uint32_t decimal_of(gj_value number, int64_t *millionths)
{
    const gj_document *document = number.owner;

    if (document == NULL || node_of(number)->tag != GJ_NUMBER)
        return GJ_DECIMAL_TYPE;
    const gj_node *node = node_of(number);
    uint32_t length = node->end - node->start;
    if (gj_look_digits(document->bytes + node->start, length, millionths))
        return GJ_DECIMAL_OK;
    return gj_node_decimal(document, (uint32_t)number.node, millionths);
}

static uint64_t skeleton_of(gj_value value)
{
    return value.owner != NULL ? gj_document_skeleton(value.owner) : 0;
}

const gj_values gj_document_values = {
    .size = sizeof(gj_values),
    .type = type_of,
    .count = count_of,
    .first = first_of,
    .next = next_of,
    .key = key_of,
    .member = member_of,
    .at = at,
    .text = text_of,
    .number = number_of,
    .decimal = decimal_of,
    .skeleton = skeleton_of,
};
